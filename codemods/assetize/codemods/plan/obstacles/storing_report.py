"""An I/O manager reports materializations of what it stores."""

from collections.abc import Iterator

from assetize.analyzer.codes.staying import REPORTED_BY_IO_MANAGER
from assetize.analyzer.model import Diagnostic
from assetize.codemods.plan.addresses import DEFAULT_KEY
from assetize.codemods.plan.job_view import JobView
from assetize.codemods.plan.storing import is_stored


def find_reports_of_io_managers(view: JobView) -> Iterator[Diagnostic]:
    """Dagster records the asset by itself, so that each run would count twice."""
    for path, name in view.assets:
        op = view.index.ops[view.by_path[path].op]
        output = next(item for item in op.outputs if item.name == name)
        if not is_stored(view.index, view.job, op, output):
            continue
        for binding in view.index.bindings(view.job, output.io_manager_key or DEFAULT_KEY):
            manager = view.index.io_managers.get(binding.definition or "")
            if manager is not None and manager.reports_at is not None:
                message = (
                    f"{view.job.name}: the I/O manager of {op.name}'s output reports materializations here"
                )
                yield REPORTED_BY_IO_MANAGER.at(manager.reports_at, message, view.job.id)
