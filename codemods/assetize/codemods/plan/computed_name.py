"""Names of jobs that are computed: nobody knows them before the project is loaded, but their text can move over."""

from assetize.analyzer.codes.reading import UNREAD_NAME
from assetize.analyzer.model import Job
from assetize.codemods.plan.index import Index

NAME = "name"


def carries_name(index: Index, job: Job) -> bool:
    """Whether the job's name is computed by an expression of its own, which then names the asset job in the same place."""
    return (
        job.made_by is None
        and not job.in_place
        and any(unknown.code == UNREAD_NAME.code for unknown in index.unknowns.get(job.id, ()))
        and any(item.name == NAME and not item.is_spread for item in job.arguments)
    )
