"""Finds what a module defines: a `Definitions`, a repository, or loose jobs and assets."""

from __future__ import annotations

import inspect
from types import ModuleType
from typing import Any

from assetize.runtime.assets.definition import AssetsDefinition
from assetize.runtime.assets.project import Definitions
from assetize.runtime.assets.repository import RepositoryDefinition
from assetize.runtime.assets.source import SourceAsset
from assetize.runtime.definitions.graphs import GraphDefinition
from assetize.runtime.definitions.jobs import JobDefinition
from assetize.runtime.projects.importing import import_target
from assetize.runtime.projects.target import ProjectNotLoaded, Target


def load_definitions(target: Target) -> Definitions:
    """All that the target defines. Raises ProjectNotLoaded when that is nothing, or more than one thing could be meant."""
    module = import_target(target)
    if target.attribute is not None:
        return _from_attribute(module, target)
    for kind, name in ((Definitions, "Definitions objects"), (RepositoryDefinition, "repositories")):
        found = _of_kind(module, kind)
        if len(found) == 1:
            return _as_definitions(next(iter(found.values())))
        if found:
            names = ", ".join(sorted(found))
            raise ProjectNotLoaded(f"{target} holds several {name}: {names}. Choose one with -a NAME.")
    return _loose(module, target)


def _from_attribute(module: ModuleType, target: Target) -> Definitions:
    name = target.attribute or ""
    value = getattr(module, name, None)
    if value is None:
        raise ProjectNotLoaded(f"{target} has no attribute {name}.")
    if inspect.isfunction(value):
        value = value()
    return _as_definitions(value)


def _as_definitions(value: Any) -> Definitions:
    if isinstance(value, Definitions):
        return value
    if isinstance(value, RepositoryDefinition):
        return value.definitions
    if isinstance(value, (JobDefinition, GraphDefinition)) or hasattr(value, "is_unresolved_asset_job"):
        return Definitions(jobs=[value])
    items = value if isinstance(value, (list, tuple)) else [value]
    if all(isinstance(item, (AssetsDefinition, SourceAsset)) for item in items):
        return Definitions(assets=items)
    raise ProjectNotLoaded(
        f"A {type(value).__name__} defines nothing that can be run. Give a Definitions, a repository, a job, a graph or assets."
    )


def _loose(module: ModuleType, target: Target) -> Definitions:
    """Jobs, or else graphs, and assets that the module holds without registering them anywhere."""
    jobs = _of_kind(module, JobDefinition) or {
        name: graph for name, graph in _of_kind(module, GraphDefinition).items() if not graph.input_dict
    }
    assets = [*_of_kind(module, AssetsDefinition).values(), *_of_kind(module, SourceAsset).values()]
    if not jobs and not assets:
        raise ProjectNotLoaded(
            f"{target} defines no Definitions, repository, job, graph or asset at its top level. Name another file, or the "
            "attribute with -a."
        )
    return Definitions(jobs=list(jobs.values()), assets=assets)


def _of_kind(module: ModuleType, kind: type) -> dict[str, Any]:
    """Values of that kind by name, each value once."""
    found: dict[int, tuple[str, Any]] = {}
    for name, value in vars(module).items():
        if isinstance(value, kind):
            found.setdefault(id(value), (name, value))
    return dict(found.values())
