"""Names that older projects use to put definitions together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from assetize.runtime.assets.project import Definitions
from assetize.runtime.assets.repository import RepositoryDefinition


class BindResourcesToJobs(list[Any]):
    """Jobs that get the project's resources, as all jobs do."""


def create_repository_using_definitions_args(
    name: str,
    assets: Iterable[Any] | None = None,
    schedules: Iterable[Any] | None = None,
    sensors: Iterable[Any] | None = None,
    jobs: Iterable[Any] | None = None,
    resources: Mapping[str, Any] | None = None,
    executor: Any = None,
    loggers: Mapping[str, Any] | None = None,
    asset_checks: Iterable[Any] | None = None,
    metadata: Mapping[str, Any] | None = None,
) -> RepositoryDefinition:
    """A repository of what `Definitions` takes."""
    definitions = Definitions(
        assets, schedules, sensors, jobs, resources, executor, loggers, asset_checks, metadata
    )
    return RepositoryDefinition(name, None, definitions, metadata)


def file_relative_path(dunderfile: str, relative_path: str) -> str:
    """The path of a file that lies at a path seen from another."""
    return str(Path(dunderfile).parent / relative_path)
