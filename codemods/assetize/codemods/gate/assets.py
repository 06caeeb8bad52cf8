"""The assets that the rewritten text defines, against those that the plan expects."""

from collections.abc import Iterator

from assetize.analyzer.codes.gate import ASSET_DIFFERS
from assetize.analyzer.model import Analysis, AssetDefinition, Diagnostic, Location
from assetize.codemods.model import ExpectedAsset, Plan


def check_assets(before: Analysis, after: Analysis, plan: Plan) -> Iterator[Diagnostic]:
    """Expected assets that are missing or different, and assets of the project that changed on the way."""
    found = {asset.key: asset for asset in after.project.assets}
    for expected in plan.expected:
        for key in expected.keys:
            yield from _check(expected, key, found.get(key))
    planned = {key for expected in plan.expected for key in expected.keys}
    for asset in before.project.assets:
        now = found.get(asset.key)
        if asset.key not in planned and (now is None or _essence(now) != _essence(asset)):
            yield ASSET_DIFFERS.at(
                asset.where, f"the asset {'/'.join(asset.key)}, which was there before, has changed"
            )


def _check(
    expected: ExpectedAsset, key: tuple[str, ...], found: AssetDefinition | None
) -> Iterator[Diagnostic]:
    job = expected.jobs[0]
    name = "/".join(key)
    if found is None:
        yield ASSET_DIFFERS.at(Location("", 0), f"the asset {name} is not defined", job)
        return
    if found.id != f"{expected.symbol.module}:{expected.symbol.name}" or found.form != expected.form:
        message = f"the asset {name} is a {found.form} at {found.id}, not a {expected.form} at {expected.symbol.name}"
        yield ASSET_DIFFERS.at(found.where, message, job)
    if expected.group_name and found.group_name != expected.group_name:
        message = f"the asset {name} is in the group {found.group_name}, not in {expected.group_name}"
        yield ASSET_DIFFERS.at(found.where, message, job)
    if set(found.deps) - {key} != set(expected.deps) - {key}:
        message = f"the asset {name} depends on {_keys(found.deps)}, not on {_keys(expected.deps)}"
        yield ASSET_DIFFERS.at(found.where, message, job)
    if expected.form.startswith("graph") and sorted(found.ops) != sorted(expected.ops):
        message = (
            f"the asset {name} runs {', '.join(sorted(found.ops))}, not {', '.join(sorted(expected.ops))}"
        )
        yield ASSET_DIFFERS.at(found.where, message, job)


def _keys(keys: tuple[tuple[str, ...], ...]) -> str:
    return ", ".join("/".join(key) for key in sorted(keys)) or "nothing"


def _essence(asset: AssetDefinition) -> object:
    return (asset.id, asset.form, asset.deps, asset.io_manager_key, asset.group_name, asset.partitions)
