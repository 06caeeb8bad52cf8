"""What is done to code that names the steps of an upgraded job, or uses the job as an object.

Such code is found by its line: ``line`` counts from 1 in ``module`` as it was read.
"""

from assetize.analyzer.records import dataclass
from assetize.codemods.model.symbols import SymbolRef

StepPath = tuple[str, ...]
"""Names of nodes, from the job down: ``("etl", "load")``."""


@dataclass(frozen=True, slots=True)
class RenameConfigKeys:
    """The dict after ``"ops":`` or ``ops=`` on ``line`` names its entries anew, and nests them where steps are nested now.

    ``paths``: of every entry, what it is and what it becomes. ``job``: one that is run with it.
    """

    job: str
    module: str
    line: int
    paths: tuple[tuple[StepPath, StepPath], ...]
    texts: int = 1
    """How many dicts that begin on the line may be meant: all of them are renamed."""


@dataclass(frozen=True, slots=True)
class RunThroughLocation:
    """``job.execute_in_process(…)`` becomes ``location.method("name").execute_in_process(…)``."""

    job: str
    name: str
    module: str
    line: int
    location: SymbolRef
    method: str


@dataclass(frozen=True, slots=True)
class RenameLookup:
    """``result.method("old")`` asks for another step."""

    job: str
    module: str
    line: int
    method: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RequestPartition:
    """``job.run_request_for_partition(…)`` becomes ``RunRequest(…)``."""

    job: str
    module: str
    line: int


StepNameAction = RenameConfigKeys | RunThroughLocation | RenameLookup | RequestPartition
