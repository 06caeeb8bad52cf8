"""Assets, checks and other definitions that are found in modules."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterable, Iterator, Mapping
from types import ModuleType
from typing import Any

from assetize.runtime.assets.definition import AssetsDefinition
from assetize.runtime.assets.project import Definitions
from assetize.runtime.assets.source import SourceAsset
from assetize.runtime.assets.spec import AssetSpec, key_prefix_parts
from assetize.runtime.checks.decorators import AssetChecksDefinition
from assetize.runtime.errors import DagsterInvalidDefinitionError
from assetize.runtime.metadata.asset_key import AssetKey


def _objects(modules: Iterable[ModuleType]) -> Iterator[Any]:
    """What the modules define, lists included, each thing once."""
    seen: set[int] = set()
    for module in modules:
        for value in list(vars(module).values()):
            for item in value if isinstance(value, (list, tuple)) else (value,):
                if id(item) not in seen:
                    seen.add(id(item))
                    yield item


def _package(module: ModuleType) -> list[ModuleType]:
    import pkgutil
    from importlib import import_module

    found = [module]
    for _, name, _ in pkgutil.walk_packages(module.__path__, prefix=module.__name__ + "."):
        found.append(import_module(name))
    return found


def _caller() -> ModuleType:
    frame = inspect.stack()[2].frame
    module = inspect.getmodule(frame)
    return module if module is not None else sys.modules["__main__"]


def _is_asset(item: Any, include_specs: bool) -> bool:
    if isinstance(item, AssetChecksDefinition):
        return False
    return isinstance(item, (AssetsDefinition, SourceAsset)) or (
        include_specs and isinstance(item, AssetSpec)
    )


def _check_duplicates(items: Iterable[Any]) -> None:
    owners: dict[AssetKey, Any] = {}
    for item in items:
        if isinstance(item, AssetsDefinition) and not item.is_executable:
            continue
        keys = item.keys if isinstance(item, AssetsDefinition) else {item.key}
        for key in keys:
            if key in owners and isinstance(item, AssetsDefinition):
                raise DagsterInvalidDefinitionError(
                    f"Asset key {key.to_user_string()} is defined multiple times. Definitions found in modules: {key}."
                )
            owners[key] = item


def load_assets_from_modules(
    modules: Iterable[ModuleType],
    group_name: str | None = None,
    key_prefix: Any = None,
    *,
    automation_condition: Any = None,
    backfill_policy: Any = None,
    source_key_prefix: Any = None,
    include_specs: bool = False,
    **_accepted: Any,
) -> list[Any]:
    """The assets that modules define, with a group and prefix for all of them."""
    found = [item for item in _objects(modules) if _is_asset(item, include_specs)]
    _check_duplicates(found)
    if key_prefix is not None:
        found = _prefixed(found, key_prefix, source_key_prefix)
    return [_with_settings(item, group_name, automation_condition, backfill_policy) for item in found]


def _with_settings(item: Any, group_name: str | None, condition: Any, backfill_policy: Any) -> Any:
    if isinstance(item, SourceAsset):
        return item.with_group(group_name) if group_name is not None else item
    if isinstance(item, AssetSpec):
        return _spec_with(item, group_name, condition)
    made = item
    if group_name is not None or condition is not None:
        made = made.map_asset_specs(lambda spec: _spec_with(spec, group_name, condition))
    if backfill_policy is not None and made.backfill_policy is None:
        made = made.copy(backfill_policy=backfill_policy)
    return made


def _spec_with(spec: AssetSpec, group_name: str | None, condition: Any) -> AssetSpec:
    if group_name is not None and spec.group_name not in (None, "default"):
        raise DagsterInvalidDefinitionError(
            f"Asset spec {spec.key.to_user_string()} has group name {spec.group_name}, which conflicts with the group name "
            f"{group_name} provided in load_assets_from_modules."
        )
    changes: dict[str, Any] = {} if group_name is None else {"group_name": group_name}
    if condition is not None and spec.automation_condition is None:
        changes["automation_condition"] = condition
    return spec.replaced(**changes)


def _prefixed(items: list[Any], prefix: Any, source_prefix: Any) -> list[Any]:
    parts = key_prefix_parts(prefix)
    source_parts = key_prefix_parts(source_prefix)
    renamed: dict[AssetKey, AssetKey] = {}
    for item in items:
        own = parts if isinstance(item, (AssetsDefinition, AssetSpec)) else source_parts
        for key in item.keys if isinstance(item, AssetsDefinition) else [item.key]:
            renamed[key] = AssetKey([*own, *key.path])
    return [
        item.with_attributes(asset_key_replacements=renamed)
        if isinstance(item, AssetsDefinition)
        else item.with_key(renamed[item.key])
        if isinstance(item, SourceAsset)
        else item.replaced(key=renamed[item.key])
        for item in items
    ]


def load_assets_from_current_module(*args: Any, **settings: Any) -> list[Any]:
    """The assets of the module that calls."""
    return load_assets_from_modules([_caller()], *args, **settings)


def load_assets_from_package_module(package_module: ModuleType, *args: Any, **settings: Any) -> list[Any]:
    """The assets of a package and of the modules in it."""
    return load_assets_from_modules(_package(package_module), *args, **settings)


def load_assets_from_package_name(package_name: str, *args: Any, **settings: Any) -> list[Any]:
    """The assets of a package, by its name, and of the modules in it."""
    from importlib import import_module

    return load_assets_from_modules(_package(import_module(package_name)), *args, **settings)


def load_asset_checks_from_modules(
    modules: Iterable[ModuleType], asset_key_prefix: Any = None
) -> list[AssetChecksDefinition]:
    """The asset checks that modules define."""
    found = [item for item in _objects(modules) if isinstance(item, AssetChecksDefinition)]
    if asset_key_prefix is None:
        return found
    parts = key_prefix_parts(asset_key_prefix)
    keys = {spec.asset_key for item in found for spec in item.check_specs}
    renamed = {key: AssetKey([*parts, *key.path]) for key in keys}
    return [item.with_attributes(asset_key_replacements=renamed) for item in found]  # type: ignore[misc]


def load_asset_checks_from_current_module(asset_key_prefix: Any = None) -> list[AssetChecksDefinition]:
    """The asset checks of the module that calls."""
    return load_asset_checks_from_modules([_caller()], asset_key_prefix)


def load_asset_checks_from_package_module(
    package_module: ModuleType, asset_key_prefix: Any = None
) -> list[AssetChecksDefinition]:
    """The asset checks of a package and of the modules in it."""
    return load_asset_checks_from_modules(_package(package_module), asset_key_prefix)


def load_asset_checks_from_package_name(
    package_name: str, asset_key_prefix: Any = None
) -> list[AssetChecksDefinition]:
    """The asset checks of a package, by its name, and of the modules in it."""
    from importlib import import_module

    return load_asset_checks_from_modules(_package(import_module(package_name)), asset_key_prefix)


def load_definitions_from_modules(
    modules: Iterable[ModuleType],
    resources: Mapping[str, Any] | None = None,
    loggers: Mapping[str, Any] | None = None,
    executor: Any = None,
) -> Definitions:
    """All definitions of modules."""
    items = list(_objects(modules))
    assets = [item for item in items if _is_asset(item, True)]
    _check_duplicates(assets)
    return Definitions(
        assets=assets,
        asset_checks=[item for item in items if isinstance(item, AssetChecksDefinition)],
        schedules=[
            i for i in items if hasattr(type(i), "is_schedule") or hasattr(type(i), "is_unresolved_schedule")
        ],
        sensors=[item for item in items if hasattr(type(item), "is_sensor")],
        jobs=[i for i in items if hasattr(type(i), "is_job") or hasattr(type(i), "is_unresolved_asset_job")],
        resources=resources,
        loggers=loggers,
        executor=executor,
    )


def load_definitions_from_module(module: ModuleType, **settings: Any) -> Definitions:
    """All definitions of a module."""
    return load_definitions_from_modules([module], **settings)


def load_definitions_from_current_module(**settings: Any) -> Definitions:
    """All definitions of the module that calls."""
    return load_definitions_from_modules([_caller()], **settings)


def load_definitions_from_package_module(package_module: ModuleType, **settings: Any) -> Definitions:
    """All definitions of a package and of the modules in it."""
    return load_definitions_from_modules(_package(package_module), **settings)


def load_definitions_from_package_name(package_name: str, **settings: Any) -> Definitions:
    """All definitions of a package, by its name, and of the modules in it."""
    from importlib import import_module

    return load_definitions_from_modules(_package(import_module(package_name)), **settings)
