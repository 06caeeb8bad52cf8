"""An op reports materializations by itself; as an asset it would report them twice."""

from collections.abc import Iterator

from assetize.analyzer.codes.planning import OWN_EVENT
from assetize.analyzer.model import Diagnostic
from assetize.codemods.plan.job_view import JobView


def find_own_events(view: JobView) -> Iterator[Diagnostic]:
    """One diagnostic for each op of the job whose body makes an ``AssetMaterialization``."""
    for op in view.distinct_ops:
        events = [
            item
            for item in view.index.effects.get(op.id, ())
            if item.kind == "asset" and item.verb == "create"
        ]
        if events:
            message = f"{view.job.name}: {op.name} reports a materialization itself"
            yield OWN_EVENT.at(events[0].where, message, view.job.id)
