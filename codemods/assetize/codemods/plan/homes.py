"""Where the graph-backed assets of a job are written: above the job, or above its graph where the job has no place of its own."""

from assetize.analyzer.model import Graph, Job
from assetize.analyzer.records import dataclass
from assetize.codemods.plan.index import Index


@dataclass(frozen=True, slots=True)
class Home:
    """``before``: the id of the definition that they are written above, with its module and line."""

    before: str
    module: str
    line: int


def home_of(index: Index, job_id: str) -> Home:
    """The place for the assets of a job."""
    definition: Job | Graph = index.jobs[job_id]
    if index.jobs[job_id].in_place:
        definition = index.graphs.get(index.jobs[job_id].graph, definition)
    return Home(definition.id, index.module_of(definition.id), definition.where.line)


def has_home(index: Index, job: Job) -> bool:
    """Whether there is a statement at module level to write them above."""
    if not job.in_place:
        return not job.is_nested and job.variable is not None
    graph = index.graphs.get(job.graph)
    return graph is not None and not graph.is_nested and graph.made_by is None
