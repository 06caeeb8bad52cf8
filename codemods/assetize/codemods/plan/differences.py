"""What is different when an upgraded job runs, a sentence each: people must be able to judge it before they apply it."""

from collections.abc import Sequence, Set

from assetize.analyzer.dagster_versions import is_before
from assetize.codemods.plan.addresses import judge_address
from assetize.codemods.plan.default_manager import tell_left_out
from assetize.codemods.plan.drafts import OutputDraft
from assetize.codemods.plan.endings import Ending
from assetize.codemods.plan.events import find_events, key_of
from assetize.codemods.plan.job_partitions import partitions_of
from assetize.codemods.plan.job_view import JobView
from assetize.codemods.plan.names import NamedAsset
from assetize.codemods.plan.partition_reads import find_partition_reads
from assetize.codemods.plan.storing import is_stored, may_say_none
from assetize.codemods.plan.watchers import tell_watchers

SPARED_SINCE = (1, 6)
"""Since then no I/O manager is called for what says that it is nothing."""


def find_differences(view: JobView, assets: Sequence[NamedAsset]) -> tuple[str, ...]:
    """Of the job as a whole, then in the order of its assets: names, storage, order."""
    mine = [asset for asset in assets if view.job.id in asset.draft.jobs]
    made = {key for asset in mine for key in asset.draft.keys}
    watchers = tell_watchers(view.index, view.job.name, mine)
    return (
        *_hooks(view),
        *_runs(view),
        *tell_left_out(view.index, view.job),
        *_partitions(view, mine),
        *_of_assets(view, mine, made),
        *_places(view, mine),
        *watchers,
    )


def _hooks(view: JobView) -> list[str]:
    if any(argument.name == "hooks" for argument in view.job.arguments):
        return ["The job's hooks see the assets' names in context.op and context.step_key."]
    return []


def _runs(view: JobView) -> list[str]:
    """Dagster keeps what ops hand on in memory in such a run, and stores what assets do."""
    runs = view.index.step_names.runs.get(view.job.id, ())
    if any(run.method == "execute_in_process" for run in runs):
        return [
            f"Where code runs {view.job.name} in process, values of assets are stored in a temporary folder."
        ]
    return []


def _partitions(view: JobView, mine: Sequence[NamedAsset]) -> list[str]:
    """Only a partitioned config says so to the assets; a job's own partitions were those of its runs before."""
    partitions = partitions_of(view.index, view.job)
    if partitions is None or not partitions.attribute:
        return []
    kept = f"The assets of {view.job.name} have its partitions, and remember which were materialized."
    reads = find_partition_reads(view, mine)
    if reads:
        names = " and ".join(dict.fromkeys(name for found in reads.values() for name, _ in found))
        of_job = f"{view.job.name} and its assets take no config for {names} any more"
        return [kept, f"{of_job}: they ask for the partition, and fail in a run without one."]
    return [
        kept,
        f"What its ops take from the config of a partition they still take from it: only {view.job.name} gives it to them.",
    ]


def _places(view: JobView, mine: Sequence[NamedAsset]) -> list[str]:
    """A job may be in several code locations of a deployment; an asset that is made may not."""
    keys: dict[tuple[str, ...], list[str]] = {}
    for asset in mine:
        jobs = [view.index.jobs[job] for job in asset.draft.jobs]
        places = tuple(sorted({place for job in jobs for place in view.index.deployed_in(job)}))
        if len(places) > 1:
            keys.setdefault(places, []).extend("/".join(key) for key in asset.draft.keys)
    return [
        f"{' and '.join(found)} {'is' if len(found) == 1 else 'are'} defined in the code locations {' and '.join(places)}: where one "
        "deployment loads both, Dagster warns, and takes an asset from one of them."
        for places, found in keys.items()
    ]


def _of_assets(view: JobView, mine: Sequence[NamedAsset], made: Set[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            sentence
            for asset in mine
            for sentence in (
                *_names(view, asset),
                *_config(asset),
                *_given_names(view, asset),
                *_storage(view, asset),
                *_order(asset, made),
                *_side_effects(view, asset),
                *_events(view, asset),
                *_lineage(asset),
            )
        )
    )


def _names(view: JobView, asset: NamedAsset) -> list[str]:
    if asset.form.startswith("graph"):
        first = view.index.ops[asset.draft.ops[0]].name
        return [
            f"Steps and run config of {asset.node_name} are nested: {first} is now {asset.node_name}.{first}."
        ]
    op = view.index.ops[asset.draft.ops[0]]
    return (
        [f"The step and run config key {op.name} is now {asset.node_name}."]
        if op.name != asset.node_name
        else []
    )


def _config(asset: NamedAsset) -> list[str]:
    if not asset.draft.config:
        return []
    names = " and ".join(path for path, _ in asset.draft.config)
    return [f"The config of {names} is part of {asset.node_name}, and no run can give it another one."]


def _given_names(view: JobView, asset: NamedAsset) -> list[str]:
    """Each run has to be given config that names what it makes."""
    keys = {
        "/".join(decision.asset_key): None
        for decision in view.assets.values()
        if decision.asset_key in asset.draft.keys
        if decision.is_launch_given or any(use.differs_by == "config" for use in decision.uses)
    }
    if asset.draft.config:
        return []
    return [
        f"The config of each run names {key}: a run that is given another name counts as {key}, too."
        for key in keys
    ]


def _storage(view: JobView, asset: NamedAsset) -> list[str]:
    sentences = []
    for output in asset.draft.outputs:
        op = view.index.ops[output.op]
        declared = next(item for item in op.outputs if item.name == output.output)
        key = "/".join(output.key)
        if may_say_none(view, op) and asset.form == "asset" and not _calls_for_none(view):
            sentences.append(f"No I/O manager is called for {key} any more (it was handed None).")
        elif is_stored(view.index, view.job, op, declared) and _is_given_up(asset, output):
            sentences.append(f"The value of {key} is not stored: no op and no asset takes it.")
        elif is_stored(view.index, view.job, op, declared):
            verdict = judge_address(view.index, view.job, op, declared, output.key)
            if verdict.is_run_scoped:
                sentences.append(
                    f"The value of {key} is stored under its asset key and overwritten by each run."
                )
            if verdict.redirect is not None:
                sentences.append(
                    f"The I/O manager takes the address of {key} from its asset key, which is the same name."
                )
    return sentences


def _calls_for_none(view: JobView) -> bool:
    """Older versions of Dagster call the I/O manager for ``-> None``, too."""
    return is_before(view.index.analysis.project.dagster_version, SPARED_SINCE)


def _is_given_up(asset: NamedAsset, output: OutputDraft) -> bool:
    """The asset is given out by an op that comes later, without the value."""
    ending = asset.draft.ending
    return ending is not None and ending.kind != "hand_on" and ending.made == (output.path, output.output)


def _order(asset: NamedAsset, made: Set[tuple[str, ...]]) -> list[str]:
    """Order that only storage gives: what the job makes itself, and no op handed on before."""
    read = [item.key for item in asset.draft.inputs if item.read_by is not None and item.key in made]
    if not read:
        return []
    names = ", ".join("/".join(key) for key in read)
    keys = " and ".join("/".join(key) for key in asset.draft.keys)
    return [f"{keys} now waits for {names}, and is skipped when that fails."]


def _side_effects(view: JobView, asset: NamedAsset) -> list[str]:
    ending = asset.draft.ending
    if ending is None:
        return []
    made = (ending.made[0], *(output.path for output in asset.draft.outputs))
    if ending.after == (ending.made,):
        return _elements(asset, ending)
    paths = list(dict.fromkeys(path for path, _ in ending.after if path not in made))
    names, keys = " and ".join(paths), " and ".join("/".join(key) for key in asset.draft.keys)
    last = next(
        "/".join(output.key) for output in asset.draft.outputs if (output.path, output.output) == ending.made
    )
    runs, fails = ("runs", "it fails") if len(paths) == 1 else ("run", "one of them fails")
    sentences = [
        f"{names} also {runs} when {keys} {'is' if len(asset.draft.outputs) == 1 else 'are'} materialized alone.",
        f"{last} counts as materialized after {names}: if {fails}, what comes after {last} is skipped.",
    ]
    if ending.kind != "last_op" and asset.last_op is not None:
        sentences.append(f"The step {asset.last_op.name} is new: it waits for {names} and gives out {last}.")
    return sentences


def _elements(asset: NamedAsset, ending: Ending) -> list[str]:
    """The asset is made element by element."""
    keys, op = " and ".join("/".join(key) for key in asset.draft.keys), ending.made[0]
    sentences = [
        f"{keys} counts as materialized once, when {op} is done with all elements, or when there are none."
    ]
    if asset.last_op is not None:
        sentences.append(
            f"The step {asset.last_op.name} is new: it waits for all of {op} and gives out {keys}."
        )
    return sentences


def _lineage(asset: NamedAsset) -> list[str]:
    """Which of its inputs an op uses for which of its outputs is not told apart."""
    deps = list(dict.fromkeys("/".join(item.key) for item in asset.draft.inputs))
    if len(asset.draft.keys) < 2 or len(deps) < 2:
        return []
    keys = " and ".join("/".join(key) for key in asset.draft.keys)
    return [f"Each of {keys} counts as made from all of {', '.join(deps)}, in what Dagster shows as lineage."]


def _events(view: JobView, asset: NamedAsset) -> list[str]:
    return [
        f"The materialization of {'/'.join(output.key)} that {view.index.ops[output.op].name} reports is the asset's own: "
        "it comes once, with the same metadata, when the op has ended."
        for output in asset.draft.outputs
        if any(key_of(event) == output.key for event in find_events(view.index, output.op))
    ]
