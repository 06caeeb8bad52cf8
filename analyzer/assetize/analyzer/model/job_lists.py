"""Lists of jobs that have a name, and what they are used for."""

from assetize.analyzer.model.source import Location
from assetize.analyzer.records import dataclass


@dataclass(frozen=True, slots=True)
class JobList:
    """A job among the elements of ``JOBS = [users_job, orders_job]``, mentioned at ``where``.

    ``name`` is the list's, empty where the job stands in no such list; ``other_use``: a place that is no code location's.
    """

    job: str
    where: Location
    name: str
    other_use: Location | None = None
