"""What is different when an upgraded job runs, a sentence each: people must be able to judge it before they apply it."""

from collections.abc import Sequence, Set

from assetize.codemods.plan.addresses import judge_address
from assetize.codemods.plan.job_view import JobView
from assetize.codemods.plan.names import NamedAsset
from assetize.codemods.plan.storing import gives_nothing, is_stored


def find_differences(view: JobView, assets: Sequence[NamedAsset]) -> tuple[str, ...]:
    """In the order of the job's assets: names, storage, order."""
    mine = [asset for asset in assets if view.job.id in asset.draft.jobs]
    made = {key for asset in mine for key in asset.draft.keys}
    return (*_hooks(view), *_of_assets(view, mine, made))


def _hooks(view: JobView) -> list[str]:
    if any(argument.name == "hooks" for argument in view.job.arguments):
        return ["The job's hooks see the assets' names in context.op and context.step_key."]
    return []


def _of_assets(view: JobView, mine: Sequence[NamedAsset], made: Set[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            sentence
            for asset in mine
            for sentence in (*_names(view, asset), *_storage(view, asset), *_order(asset, made))
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


def _storage(view: JobView, asset: NamedAsset) -> list[str]:
    sentences = []
    for output in asset.draft.outputs:
        op = view.index.ops[output.op]
        declared = next(item for item in op.outputs if item.name == output.output)
        key = "/".join(output.key)
        if gives_nothing(view.index, view.job, op) and asset.form == "asset":
            sentences.append(f"No I/O manager is called for {key} any more (it was handed None).")
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


def _order(asset: NamedAsset, made: Set[tuple[str, ...]]) -> list[str]:
    """Order that only storage gives: what the job makes itself, and no op handed on before."""
    read = [item.key for item in asset.draft.inputs if item.read_by is not None and item.key in made]
    if not read:
        return []
    names = ", ".join("/".join(key) for key in read)
    keys = " and ".join("/".join(key) for key in asset.draft.keys)
    return [f"{keys} now waits for {names}, and is skipped when that fails."]
