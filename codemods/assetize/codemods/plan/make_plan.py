"""Planning: ask for obstacles, draft assets, settle names and wiring; refuse and start again until all that is left agrees."""

from collections.abc import Mapping, Sequence

from assetize.analyzer.codes.planning import (
    DOES_NOT_FIT,
    NEEDED_TOGETHER,
    NOT_CHOSEN,
    ONLY_GUESSES,
)
from assetize.analyzer.garbage import collection_paused
from assetize.analyzer.model import Analysis, Diagnostic
from assetize.analyzer.records import dataclass
from assetize.codemods.model import Action, ExpectedAsset, JobPlan, OutputPlan, Plan, StepPath
from assetize.codemods.plan.asset_actions import make_action
from assetize.codemods.plan.cycles import without_circles
from assetize.codemods.plan.differences import find_differences
from assetize.codemods.plan.drafts import AssetDraft, draft_assets
from assetize.codemods.plan.end_steps import make_last_ops
from assetize.codemods.plan.forms import choose_form, find_dead_graphs, find_reasons_to_wrap, find_shared_ops
from assetize.codemods.plan.groups import group_of
from assetize.codemods.plan.ignores import heed_ignores
from assetize.codemods.plan.index import Index
from assetize.codemods.plan.job_actions import (
    all_actions,
    make_asset_job,
    make_redirects,
    make_registrations,
    make_removals,
    make_renames,
)
from assetize.codemods.plan.job_view import JobView, view_job
from assetize.codemods.plan.left_behind import find_left_behind
from assetize.codemods.plan.lost_names import find_lost_names
from assetize.codemods.plan.merging import merge_drafts
from assetize.codemods.plan.missing_features import find_missing_features
from assetize.codemods.plan.moves import make_moves
from assetize.codemods.plan.name_clashes import find_clashes, without_clashes
from assetize.codemods.plan.names import NameBook, NamedAsset, assets_by_job
from assetize.codemods.plan.names_found_by_end import find_taken_names
from assetize.codemods.plan.none_returns import make_none_returns
from assetize.codemods.plan.obstacles import OBSTACLES
from assetize.codemods.plan.obstacles.excluded import find_exclusions
from assetize.codemods.plan.obstacles.not_understood import find_unknowns, is_made_unclear
from assetize.codemods.plan.options import PlanOptions
from assetize.codemods.plan.order_inputs import find_targets, make_order_inputs
from assetize.codemods.plan.own_events import find_stranded, make_event_moves
from assetize.codemods.plan.partition_reads import find_partition_reads, with_partition_reads
from assetize.codemods.plan.partitions import PartitionsName, find_loads_across, find_partitions
from assetize.codemods.plan.resources import find_conflicts
from assetize.codemods.plan.step_names.actions import follow_jobs
from assetize.codemods.plan.step_names.paths import new_paths
from assetize.codemods.plan.wiring import Wiring

Refusals = Mapping[str, tuple[Diagnostic, ...]]


@dataclass(frozen=True, slots=True)
class _Settled:
    """All that agrees between the jobs that are left."""

    assets: tuple[NamedAsset, ...]
    wiring: Wiring
    dead: frozenset[str]
    shared: frozenset[str]
    partitions: Mapping[tuple[tuple[str, ...], ...], PartitionsName | None]
    step_names: tuple[Action, ...]


@collection_paused()
def make_plan(analysis: Analysis, options: PlanOptions | None = None) -> Plan:
    """The plan for one analysis: actions for the jobs that can be upgraded whole, reasons for all others."""
    options = options or PlanOptions()
    index = Index(analysis)
    views = {job.id: view_job(index, job, options) for job in analysis.project.jobs}
    refused: dict[str, tuple[Diagnostic, ...]] = {
        job: found for job, view in views.items() if (found := _reasons(view, options))
    }
    while True:
        left = [job for job in views if job not in refused]
        settled, more = _settle({job: views[job] for job in left}, index, options)
        if not more:
            return _finish(index, {job: views[job] for job in left}, views, settled, refused, options)
        refused |= more


def _reasons(view: JobView, options: PlanOptions) -> tuple[Diagnostic, ...]:
    earlier = tuple(diagnostic for job, diagnostic in options.refused if job == view.job.id)
    if earlier:
        return earlier
    if options.jobs and view.job.name not in options.jobs:
        return (NOT_CHOSEN.at(view.where, f"{view.job.name} was not chosen by --job", view.job.id),)
    excluded = tuple(find_exclusions(view))
    if excluded:
        return excluded
    if not view.assets:
        # Where something was not understood, "it makes no assets" would be a guess.
        unclear = set(find_unknowns(view)) if is_made_unclear(view) else set()
        return tuple(sorted(unclear)) or (_why_no_assets(view),)
    return tuple(sorted({item for obstacle in OBSTACLES for item in obstacle(view)}))


def _why_no_assets(view: JobView) -> Diagnostic:
    decisions = [
        view.index.decision_at(view.job.id, node, output.name)
        for node in view.graph.nodes
        for output in view.index.ops[node.op].outputs
    ]
    if any(item is not None and item.decision == "asset" for item in decisions):
        return ONLY_GUESSES.at(
            view.where, f"{view.job.name}: none of its assets is sure enough to act on", view.job.id
        )
    explanation = view.index.fits[view.job.id].explanation
    return DOES_NOT_FIT.at(view.where, f"{view.job.name}: {explanation}", view.job.id)


def _settle(views: Mapping[str, JobView], index: Index, options: PlanOptions) -> tuple[_Settled, Refusals]:
    """Everything between jobs. Refusals, if any, make the rest worthless: the caller starts again without those jobs."""
    upgraded = tuple(views)
    drafts, refused = merge_drafts(index, [draft for view in views.values() for draft in draft_assets(view)])
    drafts = without_circles(drafts)
    dead = find_dead_graphs(index, upgraded, drafts)
    names = NameBook(index, options)
    shared = find_shared_ops(drafts)
    named = [names.name_asset(draft, choose_form(index, draft, dead, shared)) for draft in drafts]
    assets = without_clashes(index, names, named)
    wiring = Wiring(index, assets, names)
    partitions, unfit = find_partitions(index, assets, wiring)
    step_names, strayed = follow_jobs(index, views, assets)
    settled = _Settled(assets, wiring, dead, shared, partitions, step_names)
    for more in (
        refused,
        find_conflicts(index, upgraded),
        find_clashes(index, assets),
        find_taken_names(index, assets),
        unfit,
        find_loads_across(index, assets),
        find_missing_features(index, upgraded, assets),
        strayed,
        find_stranded(index, drafts, upgraded),
        find_left_behind(index, drafts, upgraded),
        find_lost_names(views, assets),
        _dangling(index, drafts, wiring),
    ):
        if more:
            return settled, more
    return settled, {}


def _dangling(index: Index, drafts: Sequence[AssetDraft], wiring: Wiring) -> Refusals:
    """Jobs that load a value which an op of a job that stays makes: nothing would define that asset."""
    found: dict[str, tuple[Diagnostic, ...]] = {}
    for draft in drafts:
        for item in draft.inputs:
            if wiring.is_dangling(item):
                for job in draft.jobs:
                    message = f"{index.jobs[job].name} loads {'/'.join(item.key)}, which a job that stays as it is makes"
                    found[job] = (NEEDED_TOGETHER.at(index.jobs[job].where, message, job),)
    return found


def _finish(
    index: Index,
    chosen: Mapping[str, JobView],
    views: Mapping[str, JobView],
    settled: _Settled,
    refused: Refusals,
    options: PlanOptions,
) -> Plan:
    assets, of_job = settled.assets, assets_by_job(settled.assets)
    refused, unused = heed_ignores(index, refused, options)
    made: list[Action] = [
        make_action(views[asset.draft.jobs[0]], asset, settled.wiring, settled.partitions[asset.draft.keys])
        for asset in assets
    ]
    jobs = [
        make_asset_job(index, view, of_job.get(view.job.id, ()), settled.wiring) for view in chosen.values()
    ]
    reads = {job: find_partition_reads(view, of_job.get(job, ())) for job, view in chosen.items()}
    externals = settled.wiring.externals
    actions = all_actions(
        make_redirects(chosen),
        list(dict.fromkeys(external.action for external in externals)),
        _changes_of_ops(index, views, assets),
        make_moves(index, assets),
        make_last_ops(index, assets),
        made,
        jobs,
        make_removals(index, settled.dead, tuple(chosen)),
        make_registrations(index, tuple(chosen), assets, externals),
        make_renames(assets),
        settled.step_names,
    )
    return Plan(
        jobs=tuple(_job_plan(view, chosen, refused, of_job.get(view.job.id, ())) for view in views.values()),
        outputs=_output_plans(index, settled),
        expected=tuple(_expect(index, asset, options) for asset in assets),
        assets=index.analysis.assets,
        actions=with_partition_reads(actions, index, reads),
        diagnostics=(*(item for found in refused.values() for item in found), *unused),
        renamed_steps=_renamed_steps(chosen, of_job),
    )


def _renamed_steps(
    chosen: Mapping[str, JobView], of_job: Mapping[str, Sequence[NamedAsset]]
) -> tuple[tuple[StepPath, StepPath], ...]:
    pairs = (pair for job, view in chosen.items() for pair in new_paths(view, of_job.get(job, ())).items())
    return tuple(sorted({(old, new) for old, new in pairs if old != new}))


def _changes_of_ops(index: Index, views: Mapping[str, JobView], assets: Sequence[NamedAsset]) -> list[Action]:
    """Ops may need an input or an annotation inside a graph-backed asset, and report no asset of their own any more."""
    found: dict[Action, None] = {}
    for asset in assets:
        if asset.form.startswith("graph"):
            found |= dict.fromkeys(make_order_inputs(index, asset.draft))
            found |= dict.fromkeys(make_none_returns(views[asset.draft.jobs[0]], asset))
        found |= dict.fromkeys(make_event_moves(index, index.jobs[asset.draft.jobs[0]], asset.draft))
    return list(found)


def _job_plan(
    view: JobView, chosen: Mapping[str, JobView], refused: Refusals, assets: Sequence[NamedAsset]
) -> JobPlan:
    if view.job.id not in chosen:
        return JobPlan(view.job.id, "none", refused[view.job.id])
    return JobPlan(view.job.id, "full", (), find_differences(view, assets))


def _output_plans(index: Index, settled: _Settled) -> tuple[OutputPlan, ...]:
    return tuple(
        OutputPlan(output.op, output.output, job, asset.form, output.key, reasons)
        for asset in settled.assets
        for reasons in [_wrapped_because(index, settled, asset)]
        for job in asset.draft.jobs
        for output in asset.draft.outputs
    )


def _wrapped_because(index: Index, settled: _Settled, asset: NamedAsset) -> tuple[str, ...]:
    if not asset.form.startswith("graph"):
        return ()
    reasons = find_reasons_to_wrap(index, asset.draft, settled.dead, settled.shared)
    return reasons or ("as an asset it would have a name that something else has",)


def _expect(index: Index, asset: NamedAsset, options: PlanOptions) -> ExpectedAsset:
    draft = asset.draft
    return ExpectedAsset(
        key=draft.keys[0],
        keys=draft.keys,
        symbol=asset.symbol,
        form=asset.form,
        deps=tuple(
            sorted(
                {
                    item.key
                    for item in draft.inputs
                    if not asset.form.startswith("graph") or find_targets(index, draft, item)
                }
            )
        ),
        ops=tuple(sorted((*draft.ops, *_new_ops(asset)))),
        jobs=draft.jobs,
        group_name=group_of(index, asset, options),
    )


def _new_ops(asset: NamedAsset) -> list[str]:
    return [f"{asset.last_op.module}:{asset.last_op.name}"] if asset.last_op is not None else []
