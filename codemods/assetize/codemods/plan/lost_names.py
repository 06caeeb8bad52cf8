"""Ops that were thought to keep their names, as their assets have them, and are wrapped in graph-backed assets after all."""

from collections.abc import Iterator, Mapping, Sequence

from assetize.analyzer.model import Diagnostic
from assetize.codemods.plan.job_view import JobView
from assetize.codemods.plan.kept_names import keeps_its_name
from assetize.codemods.plan.names import NamedAsset, assets_by_job
from assetize.codemods.plan.obstacles.named_step import find_mentions
from assetize.codemods.plan.obstacles.run_config import find_unclear_configs


def find_lost_names(
    views: Mapping[str, JobView], assets: Sequence[NamedAsset]
) -> Mapping[str, tuple[Diagnostic, ...]]:
    """The jobs with such ops which something names that cannot follow."""
    of_job = assets_by_job(assets)
    found: dict[str, tuple[Diagnostic, ...]] = {}
    for job, view in views.items():
        wrapped = frozenset(_wrapped(view, of_job.get(job, ())))
        if wrapped:
            diagnostics = (*find_unclear_configs(view), *find_mentions(view, wrapped))
            if diagnostics:
                found[job] = tuple(sorted(set(diagnostics)))
    return found


def _wrapped(view: JobView, assets: Sequence[NamedAsset]) -> Iterator[str]:
    forms = {key: asset.form for asset in assets for key in asset.draft.keys}
    for group in view.groups:
        if keeps_its_name(view, group):
            form = forms.get(view.assets[group.assets[0]].asset_key, "asset")
            if form.startswith("graph"):
                yield group.nodes[0].op
