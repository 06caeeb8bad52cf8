"""The report's asset rows: the asset graph as it will be."""

from assetize.analyzer.model import Analysis, AssetFact
from assetize.codemods.model import Plan
from assetize.codemods.report.document import AssetRow


def asset_rows(analysis: Analysis, plan: Plan) -> list[AssetRow]:
    """One row for every asset, by key; the plan knows more about them than the analysis where it has any."""
    ops = {op.id: op.name for op in analysis.project.ops}
    jobs = {job.id: job.name for job in analysis.project.jobs}
    assets = plan.assets or analysis.assets
    return [_row(asset, ops, jobs) for asset in sorted(assets, key=lambda asset: (asset.key, asset.kind))]


def _row(asset: AssetFact, ops: dict[str, str], jobs: dict[str, str]) -> AssetRow:
    return {
        "key": list(asset.key),
        "kind": asset.kind,
        "deps": [list(key) for key in sorted(asset.deps)],
        "io_manager_key": asset.io_manager_key,
        "partitions": asset.partitions,
        "produced_by": [
            {"op": ops.get(op, op), "output": output, "job": jobs.get(job, job)}
            for op, output, job in sorted(asset.produced_by)
            if job  # an op that no job reaches makes nothing
        ],
    }
