"""From what users give as resources to resource definitions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assetize.runtime.errors import DagsterInvalidDefinitionError
from assetize.runtime.resources.definition import ResourceDefinition


def resource_definitions(resources: Mapping[str, Any] | None) -> dict[str, Any]:
    """A definition for every resource, whatever form it was given in."""
    return {key: resource_definition(key, value) for key, value in (resources or {}).items()}


def resource_definition(key: str, value: Any) -> Any:
    """The definition of one resource."""
    if isinstance(value, ResourceDefinition):
        return value
    if hasattr(value, "as_resource_definition"):
        definition: ResourceDefinition = value.as_resource_definition()
        return definition
    if getattr(value, "is_io_manager", False):
        from assetize.runtime.io.definition import IOManagerDefinition

        return IOManagerDefinition.hardcoded_io_manager(value)
    if not isinstance(key, str) or not key.isidentifier():
        raise DagsterInvalidDefinitionError(f"Resource key '{key}' must be a valid Python identifier.")
    return ResourceDefinition.hardcoded_resource(value)


def with_default_io_manager(resources: Mapping[str, Any]) -> dict[str, Any]:
    """The resources, with the file system's I/O manager if there is none under `io_manager`."""
    if "io_manager" in resources:
        return dict(resources)
    from assetize.runtime.io.filesystem import default_job_io_manager

    return {"io_manager": default_job_io_manager, **resources}
