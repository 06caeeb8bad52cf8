"""An output would be stored in another place once it is an asset."""

from collections.abc import Iterator

from assetize.analyzer.model import Diagnostic
from assetize.codemods.plan.addresses import judge_address
from assetize.codemods.plan.job_view import JobView
from assetize.codemods.plan.storing import is_stored


def find_moving_addresses(view: JobView) -> Iterator[Diagnostic]:
    """One diagnostic for each asset output whose I/O manager cannot be read, or takes another address for an asset."""
    for (path, name), decision in view.assets.items():
        op = view.index.ops[view.by_path[path].op]
        output = next(item for item in op.outputs if item.name == name)
        if is_stored(view.index, view.job, op, output):
            verdict = judge_address(view.index, view.job, op, output, decision.asset_key)
            if verdict.problem is not None:
                yield verdict.problem
