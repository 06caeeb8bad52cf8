"""`@repository`: the older way to say what a project defines."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from assetize.runtime.assets.definition import AssetsDefinition
from assetize.runtime.assets.job_building import GLOBAL_ASSET_JOB, build_asset_job
from assetize.runtime.assets.project import Definitions
from assetize.runtime.assets.spec import AssetSpec
from assetize.runtime.definitions.graphs import GraphDefinition
from assetize.runtime.definitions.jobs import JobDefinition
from assetize.runtime.errors import CheckError, DagsterInvalidDefinitionError
from assetize.runtime.execution.needed_resources import check_resources
from assetize.runtime.metadata.asset_key import AssetKey
from assetize.runtime.metadata.normalize import normalize_metadata


class RepositoryDefinition:
    """Jobs, assets, schedules and sensors under a name."""

    def __init__(
        self,
        name: str,
        description: str | None,
        definitions: Definitions,
        metadata: Mapping[str, Any] | None = None,
    ) -> None:
        self.name = name
        self.description = description
        self.metadata = normalize_metadata(metadata)
        self.definitions = definitions

    @property
    def job_names(self) -> list[str]:
        """The names of the jobs."""
        return [job.name for job in self.get_all_jobs()]

    def has_job(self, name: str) -> bool:
        """Whether there is a job of that name."""
        return name in self.job_names

    def get_job(self, name: str) -> JobDefinition:
        """The job of that name."""
        return self.definitions.resolve_job_def(name)

    def get_all_jobs(self) -> list[JobDefinition]:
        """All jobs, and the job of all assets."""
        jobs = self.definitions.resolve_all_job_defs()
        check_names(jobs)
        for job in jobs:
            check_resources(job)
        if not self.definitions.collection().executable_keys:
            return jobs
        return [*jobs, self.get_implicit_global_asset_job_def()]

    def get_maybe_subset_job_def(self, job_name: str, **selection: Any) -> JobDefinition:
        """The job of that name, or a part of it."""
        return self.get_job(job_name).get_subset(**selection)

    @property
    def schedule_defs(self) -> list[Any]:
        """The schedules."""
        return self.definitions.resolved_schedules()

    @property
    def sensor_defs(self) -> list[Any]:
        """The sensors."""
        return list(self.definitions.sensors)

    def get_schedule_def(self, name: str) -> Any:
        """The schedule of that name."""
        return self.definitions.get_schedule_def(name)

    def get_sensor_def(self, name: str) -> Any:
        """The sensor of that name."""
        return self.definitions.get_sensor_def(name)

    def has_schedule_def(self, name: str) -> bool:
        """Whether there is a schedule of that name."""
        return any(each.name == name for each in self.schedule_defs)

    def has_sensor_def(self, name: str) -> bool:
        """Whether there is a sensor of that name."""
        return any(each.name == name for each in self.sensor_defs)

    def get_top_level_resources(self) -> Mapping[str, Any]:
        """The resources of the project."""
        from assetize.runtime.resources.resolution import resource_definitions

        return resource_definitions(self.definitions.resources)

    def has_implicit_global_asset_job_def(self) -> bool:
        """Whether there are assets that a job can make."""
        return bool(self.definitions.collection().executable_keys)

    def get_implicit_asset_job_names(self) -> list[str]:
        """The names of the jobs of all assets."""
        return [GLOBAL_ASSET_JOB] if self.has_implicit_global_asset_job_def() else []

    def get_implicit_job_def_for_assets(self, _asset_keys: Iterable[AssetKey]) -> JobDefinition:
        """The job that can make certain assets."""
        return self.get_implicit_global_asset_job_def()

    def validate_loadable(self) -> None:
        """An error if the definitions do not fit together."""
        Definitions.validate_loadable(self.definitions)

    def load_all_definitions(self) -> None:
        """Resolves everything."""
        self.get_all_jobs()

    @property
    def asset_checks_defs_by_key(self) -> dict[Any, AssetsDefinition]:
        """The definitions of checks by key."""
        return dict(self.definitions.collection().check_owner)

    def load_asset_value(self, asset_key: Any, **settings: Any) -> Any:
        """The stored value of an asset."""
        return self.definitions.load_asset_value(asset_key, **settings)

    def get_asset_value_loader(self, instance: Any = None) -> Any:
        """Loads stored values of assets with resources that are set up once."""
        return self.definitions.get_asset_value_loader(instance)

    def get_implicit_global_asset_job_def(self) -> JobDefinition:
        """The job of all assets."""
        given = self.definitions
        return build_asset_job(GLOBAL_ASSET_JOB, given.collection(), None, None, given.resources)

    @property
    def assets_defs_by_key(self) -> dict[AssetKey, AssetsDefinition]:
        """The assets by key."""
        owners = self.definitions.collection().owner
        return {key: owner for key, owner in owners.items() if owner.is_executable}

    @property
    def source_assets_by_key(self) -> dict[AssetKey, Any]:
        """The external assets by key."""
        owners = self.definitions.collection().owner
        return {key: owner.to_source_asset(key) for key, owner in owners.items() if not owner.is_executable}


def check_names(jobs: Iterable[JobDefinition]) -> None:
    """An error if two different ops or graphs have one name."""
    seen: dict[str, tuple[Any, str]] = {}
    for job in jobs:
        for definition in job.graph.iterate_node_defs():
            if definition is job.graph:
                continue
            known, where = seen.setdefault(definition.name, (definition, job.name))
            if known is not definition and type(known) is type(definition) and not _is_asset(definition):
                raise DagsterInvalidDefinitionError(
                    f"Conflicting definitions found in repository with name '{definition.name}'. Op/Graph definition names must be "
                    f"unique within a repository. {type(definition).__name__} is defined in job '{where}' and in job '{job.name}'."
                )


def _is_asset(definition: Any) -> bool:
    return getattr(definition, "asset_node", None) is not None


def _of_list(items: Iterable[Any]) -> Definitions:
    jobs: list[Any] = []
    assets: list[Any] = []
    schedules: list[Any] = []
    sensors: list[Any] = []
    for index, item in enumerate(items):
        if isinstance(item, (JobDefinition, GraphDefinition)) or hasattr(item, "is_unresolved_asset_job"):
            jobs.append(item)
        elif isinstance(item, (AssetsDefinition, AssetSpec)) or hasattr(item, "as_assets_definition"):
            assets.append(item)
        elif isinstance(item, (list, tuple)):
            inner = _of_list(item)
            jobs.extend(inner.jobs)
            assets.extend(inner.assets)
            schedules.extend(inner.schedules)
            sensors.extend(inner.sensors)
        elif hasattr(item, "is_schedule") or hasattr(item, "is_unresolved_schedule"):
            schedules.append(item)
        elif hasattr(item, "is_sensor"):
            sensors.append(item)
        else:
            raise DagsterInvalidDefinitionError(
                "Bad return value from repository construction function: all elements of list must be of type JobDefinition, "
                "GraphDefinition, ScheduleDefinition, SensorDefinition, AssetsDefinition, SourceAsset, or AssetChecksDefinition."
                f"Got value of type {type(item)} at index {index}."
            )
    _check_jobs(jobs)
    _check_automation([*schedules, *sensors])
    return Definitions(assets=assets, jobs=jobs, schedules=schedules, sensors=sensors)


def _check_automation(items: Iterable[Any]) -> None:
    """Schedules and sensors have different names."""
    seen: dict[str, Any] = {}
    for item in items:
        if seen.setdefault(item.name, item) is not item:
            what = "sensor" if hasattr(item, "is_sensor") else "schedule"
            raise DagsterInvalidDefinitionError(f"Duplicate definition found for {what} '{item.name}'")


def _check_jobs(jobs: Iterable[Any]) -> None:
    seen: dict[str, Any] = {}
    for job in jobs:
        if seen.setdefault(job.name, job) is not job:
            raise DagsterInvalidDefinitionError(f"Duplicate job definition found for job '{job.name}'")


def _of_dictionary(parts: Mapping[str, Any]) -> Definitions:
    unknown = set(parts) - {"jobs", "schedules", "sensors"}
    if unknown:
        raise DagsterInvalidDefinitionError(
            "Bad return value from repository construction function: dict must not contain keys other than {'jobs', 'schedules', "
            f"'sensors'}}: found {', '.join(sorted(unknown))}. In the bundled runtime, only 'jobs' can be given in a dictionary."
        )
    jobs, schedules, sensors = (
        [item() if inspect.isfunction(item) else item for item in parts.get(kind, {}).values()]
        for kind in ("jobs", "schedules", "sensors")
    )
    for key, job in zip(parts.get("jobs", {}), jobs, strict=True):
        if job.name != key:
            raise CheckError(
                f"Expected a job named '{key}' in the dictionary of a repository, got one named '{job.name}'."
            )
    return Definitions(jobs=jobs, schedules=schedules, sensors=sensors)


def repository(
    definitions_fn: Callable[[], Any] | None = None,
    *,
    name: str | None = None,
    description: str | None = None,
    metadata: Mapping[str, Any] | None = None,
    default_executor_def: Any = None,
    default_logger_defs: Mapping[str, Any] | None = None,
) -> Any:
    """Makes a repository of a function that returns jobs and assets."""

    def wrap(function: Callable[[], Any]) -> RepositoryDefinition:
        returned = function()
        if isinstance(returned, Mapping):
            definitions = _of_dictionary(returned)
        elif isinstance(returned, list):
            definitions = _of_list(returned)
        else:
            raise DagsterInvalidDefinitionError(
                f"Bad return value of type {type(returned)} from repository construction function: must return list, dict, or "
                "RepositoryData. See the @repository decorator docstring for details and examples"
            )
        definitions.is_repository = True
        definitions.executor = default_executor_def
        definitions.loggers = dict(default_logger_defs or {})
        return RepositoryDefinition(name or function.__name__, description, definitions, metadata)

    return wrap if definitions_fn is None else wrap(definitions_fn)
