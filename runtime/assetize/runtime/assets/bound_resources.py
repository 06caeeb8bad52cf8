"""`with_resources`: assets with resources bound to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from assetize.runtime.config.resolution import resolve_config_type
from assetize.runtime.config.validation import checked_config
from assetize.runtime.errors import DagsterInvalidInvocationError, ParameterCheckError
from assetize.runtime.resources.lifecycle import declared_needs, required_closure
from assetize.runtime.resources.requirements import Requirement, check_requirements
from assetize.runtime.resources.resolution import resource_definitions, with_default_io_manager


def with_resources(
    definitions: Iterable[Any],
    resource_defs: Mapping[str, Any],
    resource_config_by_key: Mapping[str, Any] | None = None,
) -> list[Any]:
    """Assets with resources bound to them."""
    if not isinstance(resource_defs, Mapping):
        raise ParameterCheckError(
            f"Param \"resource_defs\" is not one of ['Mapping']. Got {resource_defs!r} which is type {type(resource_defs)}."
        )
    resources = with_default_io_manager(resource_definitions(resource_defs))
    for key, config in (resource_config_by_key or {}).items():
        if key in resources:
            resources[key] = _configured(key, resources[key], config)
    return [item.with_resources(resources) for item in definitions]


def _configured(key: str, resource: Any, config: Any) -> Any:
    if not isinstance(config, Mapping) or "config" not in config:
        raise DagsterInvalidInvocationError(
            f"Error with config for resource key '{key}': Expected a dictionary of the form {{'config': ...}}, but received {config}"
        )
    schema = resolve_config_type({"config": resource.config_schema})
    checked_config(schema, config, f"Error when applying config for resource with key '{key}' ")
    return resource.configured(config["config"])


def merged_resources(
    label: str,
    own: Mapping[str, Any],
    given: Mapping[str, Any],
    requirements: Iterable[Requirement],
) -> dict[str, Any]:
    """The resources that assets use, theirs and the given ones; an error if keys clash or something is missing."""
    conflicts = conflicting_keys(own, given)
    if conflicts:
        raise DagsterInvalidInvocationError(conflict(label, conflicts))
    merged = {**given, **own}
    needed = list(requirements)
    check_requirements(merged, [*needed, *_needs_of_resources(merged)])
    required_closure(merged, merged, declared_needs)
    relevant = {*own, *required_closure(merged, [requirement.key for requirement in needed])}
    return {key: resource for key, resource in merged.items() if key in relevant}


def conflicting_keys(own: Mapping[str, Any], given: Mapping[str, Any]) -> list[str]:
    """Keys that both define; an I/O manager of one's own under the default key is no clash."""
    return sorted(key for key in own if key in given and key != "io_manager")


def conflict(label: str, keys: Iterable[str]) -> str:
    """What is wrong with resources that are defined twice."""
    return (
        f"{label} has conflicting resource definitions with provided resources for the following keys: {', '.join(keys)}. "
        "Either remove the existing resources from the asset or change the resource keys so that they don't overlap."
    )


def check_bound(parts: Iterable[Any], given: Mapping[str, Any]) -> None:
    """An error if a job is given other resources than those that are bound to its assets."""
    for assets in parts:
        own = assets.resource_defs
        keys = [key for key in conflicting_keys(own, given) if own[key] is not given[key]]
        if keys:
            raise DagsterInvalidInvocationError(conflict(label_of(assets), keys))


def label_of(assets: Any) -> str:
    """How errors name assets that are defined together."""
    keys = ", ".join(key.to_string() for key in sorted(assets.keys))
    return f"AssetsDefinition with key{'' if len(assets.keys) == 1 else 's'} {keys}"


def _needs_of_resources(resources: Mapping[str, Any]) -> Iterable[Requirement]:
    for name, resource in resources.items():
        for key in sorted(resource.required_resource_keys):
            yield Requirement(key, f"resource with key '{name}'")
