"""What stands between a job and its upgrade, as records."""

from assetize.analyzer.model import Job
from assetize.analyzer.records import dataclass

Place = tuple[str, int]
"""File and line."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to change. ``found``: every finding that it settles, as place and text.

    ``same_call_as``: numbers of earlier steps that are about the
    same call, which is best written anew once. ``other_jobs``: names of refused jobs in whose way it stands, too; ``frees``: of those of them in
    whose way nothing else stands.
    """

    code: str
    title: str
    help: str
    found: tuple[tuple[Place, str], ...]
    same_call_as: tuple[int, ...] = ()
    other_jobs: tuple[str, ...] = ()
    frees: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trial:
    """What one option of the upgrade does: whether it is all that it takes, and which findings are gone with it."""

    option: str
    is_enough: bool
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WhyNot:
    """``verdict``: upgraded, refused, or unfit (it makes no assets that are known and sure enough).

    ``suggestions``: what a person could declare or write so that more of its ops make assets.
    """

    job: Job
    verdict: str
    explanation: str
    steps: tuple[Step, ...] = ()
    suggestions: tuple[str, ...] = ()
    trials: tuple[Trial, ...] = ()
    because: tuple[tuple[Place, str], ...] = ()
    """Of a job that does not fit: what its ops do to objects that are only known while running."""
    is_judged: bool = True
    """Whether its ops could be judged at all; else the steps come first, and then there is more to be seen."""
