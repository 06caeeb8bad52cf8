"""Code opens the file in which Dagster keeps the output of one of the job's ops."""

from collections.abc import Iterator

from assetize.analyzer.codes.staying import STORED_PATH_READ
from assetize.analyzer.model import Diagnostic
from assetize.analyzer.readers.mentions_in_paths import STORED_PATH
from assetize.codemods.plan.job_view import JobView


def find_read_paths(view: JobView) -> Iterator[Diagnostic]:
    """An asset's value is kept under its key, whatever its step is called."""
    for op in view.distinct_ops:
        for reference in view.index.references.get(op.id, ()):
            if reference.context == "string" and reference.detail == STORED_PATH:
                message = f"{view.job.name}: the path of what {op.name} stores is spelled out here"
                yield STORED_PATH_READ.at(reference.where, message, view.job.id)
