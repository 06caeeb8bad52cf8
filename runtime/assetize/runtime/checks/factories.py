"""Asset checks that are built from settings: bounds of metadata, changes of columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from assetize.runtime.checks.decorators import AssetChecksDefinition, multi_asset_check
from assetize.runtime.checks.spec import AssetCheckKey, AssetCheckResult, AssetCheckSeverity, AssetCheckSpec
from assetize.runtime.errors import DagsterInvalidDefinitionError
from assetize.runtime.metadata.asset_key import AssetKey

Verdict = tuple[bool, str]


def _keys(assets: Sequence[Any]) -> list[AssetKey]:
    found: dict[AssetKey, None] = {}
    for asset in assets:
        keys = (
            asset.keys
            if hasattr(asset, "is_assets_definition")
            else [AssetKey.from_coercible_or_definition(asset)]
        )
        found.update(dict.fromkeys(keys))
    return list(found)


def _checks(
    specs: Sequence[AssetCheckSpec],
    verdict: Callable[[Any, AssetCheckKey], Verdict],
    severity: AssetCheckSeverity,
) -> list[AssetChecksDefinition]:
    import hashlib

    digest = hashlib.md5(str(sorted(str(spec.key) for spec in specs)).encode()).hexdigest()[:8]

    @multi_asset_check(specs=specs, can_subset=True, name=f"asset_check_{digest}")
    def evaluate(context) -> Iterator[AssetCheckResult]:  # type: ignore[no-untyped-def]
        for key in sorted(context.selected_asset_check_keys):
            passed, description = verdict(context.instance, key)
            yield AssetCheckResult(
                passed=passed,
                description=description,
                severity=severity,
                check_name=key.name,
                asset_key=key.asset_key,
            )

    return [evaluate]


def build_metadata_bounds_checks(
    *,
    assets: Sequence[Any],
    severity: AssetCheckSeverity = AssetCheckSeverity.WARN,
    metadata_key: str,
    min_value: float | None = None,
    max_value: float | None = None,
    exclusive_min: bool = False,
    exclusive_max: bool = False,
) -> list[AssetChecksDefinition]:
    """Checks that a number in the last materialization's metadata is within bounds."""
    if min_value is None and max_value is None:
        raise DagsterInvalidDefinitionError("At least one of `min_value` or `max_value` must be set")
    if min_value is not None and max_value is not None and min_value > max_value:
        raise DagsterInvalidDefinitionError("`min_value` may not be greater than `max_value`")
    low = (
        f"greater than {'' if exclusive_min else 'or equal to '}{min_value}" if min_value is not None else ""
    )
    high = f"less than {'' if exclusive_max else 'or equal to '}{max_value}" if max_value is not None else ""
    bounds = " and ".join(part for part in (low, high) if part)
    text = f"Checks that the latest materialization has metadata value `{metadata_key}` {bounds}"

    def verdict(instance: Any, key: AssetCheckKey) -> Verdict:
        event = instance.get_latest_materialization_event(key.asset_key)
        if event is None:
            return False, "Asset has not been materialized"
        metadata = event.asset_materialization.metadata
        if metadata_key not in metadata:
            return False, f"Metadata key `{metadata_key}` not found"
        value = metadata[metadata_key].value
        if not isinstance(value, (int, float)):
            return False, f"Value `{value}` is not a number"
        if min_value is not None and (value <= min_value if exclusive_min else value < min_value):
            return False, f"Value `{value}` is less than {'or equal to ' if exclusive_min else ''}{min_value}"
        if max_value is not None and (value >= max_value if exclusive_max else value > max_value):
            return (
                False,
                f"Value `{value}` is greater than {'or equal to ' if exclusive_max else ''}{max_value}",
            )
        return True, f"Value `{value}` is within range"

    name = f"{re.sub(r'[^A-Za-z0-9_]', '_', metadata_key)}_bounds_check"
    specs = [AssetCheckSpec(name, asset=key, description=text) for key in _keys(assets)]
    return _checks(specs, verdict, severity)


def build_column_schema_change_checks(
    *, assets: Sequence[Any], severity: AssetCheckSeverity = AssetCheckSeverity.WARN
) -> list[AssetChecksDefinition]:
    """Checks that the columns of the last two materializations are the same."""

    def verdict(instance: Any, key: AssetCheckKey) -> Verdict:
        records = instance.fetch_materializations(key.asset_key, limit=2).records
        if len(records) < 2:
            return True, "The asset has been materialized fewer than 2 times"
        latest, previous = (_columns(record) for record in records)
        if latest is None:
            return False, "Latest materialization has no column schema metadata"
        if previous is None:
            return False, "Previous materialization has no column schema metadata"
        changes = _changes(previous, latest)
        if changes:
            return False, "Column schema changed between previous and latest materialization." + changes
        return True, "No changes to column schema between previous and latest materialization"

    text = "Checks whether there are changes in column schema between from the asset's previous materialization and its latest materialization"
    specs = [AssetCheckSpec("column_schema_change", asset=key, description=text) for key in _keys(assets)]
    return _checks(specs, verdict, severity)


def _columns(record: Any) -> dict[str, str] | None:
    entry = record.asset_materialization.metadata.get("dagster/column_schema")
    return None if entry is None else {column.name: column.type for column in entry.schema.columns}


def _changes(previous: dict[str, str], latest: dict[str, str]) -> str:
    added = [name for name in latest if name not in previous]
    removed = [name for name in previous if name not in latest]
    changed = [name for name in latest if name in previous and latest[name] != previous[name]]
    text = f"\n\nAdded columns: {', '.join(added)}" if added else ""
    text += f"\n\nRemoved columns: {', '.join(removed)}" if removed else ""
    if changed:
        text += "\n\nColumn type changes:"
        text += "".join(f"\n- {name}: {previous[name]} -> {latest[name]}" for name in changed)
    return text
