"""`Definitions`: all that a project defines, resolved together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from assetize.runtime.assets.definition import AssetsDefinition
from assetize.runtime.assets.job_building import GLOBAL_ASSET_JOB, AssetCollection, build_asset_job
from assetize.runtime.assets.project_checks import (
    check_instigators,
    check_partition_mappings,
    checked_items,
)
from assetize.runtime.assets.spec import AssetSpec
from assetize.runtime.definitions.graphs import GraphDefinition
from assetize.runtime.definitions.jobs import JobDefinition
from assetize.runtime.errors import (
    DagsterInvalidDefinitionError,
    DagsterInvariantViolationError,
)
from assetize.runtime.execution.executors import executor_definition
from assetize.runtime.metadata.asset_key import AssetKey
from assetize.runtime.resources.resolution import resource_definitions


class Definitions:
    """Assets, checks, jobs, schedules, sensors, resources, executor and loggers of a project."""

    def __init__(
        self,
        assets: Iterable[Any] | None = None,
        schedules: Iterable[Any] | None = None,
        sensors: Iterable[Any] | None = None,
        jobs: Iterable[Any] | None = None,
        resources: Mapping[str, Any] | None = None,
        executor: Any = None,
        loggers: Mapping[str, Any] | None = None,
        asset_checks: Iterable[Any] | None = None,
        metadata: Mapping[str, Any] | None = None,
        component_tree: Any = None,
    ) -> None:
        self.assets = _listed(assets)
        self.schedules = list(schedules or ())
        self.sensors = list(sensors or ())
        self.jobs = checked_items(jobs, ("is_job", "is_unresolved_asset_job", "node_type"))
        self.resources = dict(resources or {})
        self.executor = executor_definition(executor)
        self.loggers = dict(loggers or {})
        self.asset_checks = list(asset_checks or ())
        self.metadata = dict(metadata or {})
        self.is_repository = False
        self._collection: AssetCollection | None = None
        self._jobs: dict[str, JobDefinition] | None = None

    def collection(self) -> AssetCollection:
        """The assets and checks, resolved against each other."""
        if self._collection is None:
            self._collection = AssetCollection([*self.assets, *self.asset_checks])
        return self._collection

    def _resolved_jobs(self) -> dict[str, JobDefinition]:
        if self._jobs is None:
            self.collection()
            resources = resource_definitions(self.resources)
            found: dict[str, JobDefinition] = {}
            for job in self._all_jobs():
                resolved = self._resolve(job, resources)
                if self.is_repository and hasattr(job, "is_unresolved_asset_job"):
                    # Lists are checked for themselves: this is the asset job of a schedule or sensor, which comes first.
                    found[resolved.name] = resolved
                known = found.setdefault(resolved.name, resolved)
                if known is not resolved and known.graph is not resolved.graph:
                    raise DagsterInvalidDefinitionError(
                        f"Duplicate definition found for job '{resolved.name}': a project has one job of a name."
                    )
            check_instigators(self.schedules, self.sensors, {*found, GLOBAL_ASSET_JOB})
            self._jobs = found
        return self._jobs

    def _all_jobs(self) -> list[Any]:
        """The given jobs and those of schedules and sensors."""
        found = list(self.jobs)
        for instigator in [*self.schedules, *self.sensors]:
            for job in getattr(instigator, "jobs", ()):
                if not any(job is other for other in found):
                    found.append(job)
        return found

    def _resolve(self, job: Any, resources: Mapping[str, Any]) -> JobDefinition:
        if hasattr(job, "is_unresolved_asset_job"):
            resolved: JobDefinition = job.resolve(self.collection(), resources, self.executor, self.loggers)
            return resolved
        if isinstance(job, GraphDefinition):
            job = job.to_job()
        made: JobDefinition = job.with_top_level_resources(resources) if resources else job
        if self.executor is not None and made.given_executor is None:
            made = made.with_executor_def(self.executor)
        return made.with_logger_defs(self.loggers) if self.loggers and not made.loggers else made

    def resolve_job_def(self, name: str) -> JobDefinition:
        """The job of that name."""
        if name == GLOBAL_ASSET_JOB:
            return self.resolve_implicit_global_asset_job_def()
        jobs = self._resolved_jobs()
        if name not in jobs:
            raise DagsterInvariantViolationError(
                f"Could not find job '{name}'. Found: {', '.join(repr(found) for found in jobs)}."
            )
        from assetize.runtime.execution.needed_resources import check_resources

        check_resources(jobs[name])
        return jobs[name]

    get_job_def = resolve_job_def

    def resolve_all_job_defs(self) -> list[JobDefinition]:
        """All jobs."""
        return list(self._resolved_jobs().values())

    get_all_job_defs = resolve_all_job_defs

    def resolve_implicit_global_asset_job_def(self) -> JobDefinition:
        """The job of all assets."""
        job = build_asset_job(
            GLOBAL_ASSET_JOB,
            self.collection(),
            None,
            None,
            self.resources,
            executor_def=self.executor,
            logger_defs=self.loggers,
        )
        from assetize.runtime.execution.needed_resources import check_resources

        check_resources(job)
        return job

    get_implicit_global_asset_job_def = resolve_implicit_global_asset_job_def

    def resolve_assets_def(self, key: Any) -> AssetsDefinition:
        """The definition of an asset."""
        wanted = AssetKey.from_coercible(key)
        owner = self.collection().owner.get(wanted)
        if owner is None:
            raise DagsterInvariantViolationError(f"Could not find asset {wanted.to_user_string()}.")
        return owner

    get_assets_def = resolve_assets_def

    def resolve_all_asset_specs(self) -> list[AssetSpec]:
        """The specs of all assets."""
        return [self.collection().specs[key] for key in sorted(self.collection().owner)]

    get_all_asset_specs = resolve_all_asset_specs

    def resolve_all_asset_keys(self) -> set[AssetKey]:
        """The keys of all assets."""
        return set(self.collection().owner)

    def resolved_schedules(self) -> list[Any]:
        """The schedules; those of jobs whose partitions are found out now among them."""
        return [
            each.resolve(self.resolve_job_def(each.job.name))
            if hasattr(each, "is_unresolved_schedule")
            else each
            for each in self.schedules
        ]

    def get_schedule_def(self, name: str) -> Any:
        """The schedule of that name."""
        return _named(self.resolved_schedules(), name, "schedule")

    resolve_schedule_def = get_schedule_def

    def get_sensor_def(self, name: str) -> Any:
        """The sensor of that name."""
        return _named(self.sensors, name, "sensor")

    resolve_sensor_def = get_sensor_def

    def get_repository_def(self) -> Any:
        """The definitions as a repository."""
        from assetize.runtime.assets.repository import RepositoryDefinition

        return RepositoryDefinition("__repository__", None, self, self.metadata)

    def get_job(self, name: str) -> JobDefinition:
        """The job of that name."""
        return self.resolve_job_def(name)

    def get_all_jobs(self) -> list[JobDefinition]:
        """All jobs, and the job of all assets."""
        jobs = self.resolve_all_job_defs()
        return (
            [*jobs, self.resolve_implicit_global_asset_job_def()]
            if self.assets or self.asset_checks
            else jobs
        )

    def get_asset_value_loader(self, instance: Any = None) -> Any:
        """Loads stored values of assets with resources that are set up once."""
        from assetize.runtime.assets.value_loader import AssetValueLoader

        return AssetValueLoader(self, instance)

    def load_asset_value(self, asset_key: Any, *, instance: Any = None, **settings: Any) -> Any:
        """The stored value of an asset."""
        with self.get_asset_value_loader(instance) as loader:
            return loader.load_asset_value(asset_key, **settings)

    def map_resolved_asset_specs(self, *, func: Any, selection: Any = None) -> Definitions:
        """The definitions with selected specs replaced by what a function makes of them."""
        from assetize.runtime.selection.asset_selection import AssetSelection

        chosen = (
            None
            if selection is None
            else AssetSelection.from_coercible(selection).resolve_in(self.collection())
        )

        def changed(spec: AssetSpec) -> AssetSpec:
            return func(spec) if chosen is None or spec.key in chosen else spec

        assets = [
            item.map_asset_specs(changed) if isinstance(item, AssetsDefinition) else item
            for item in (as_mappable(each) for each in self.assets)
        ]
        return self._with_assets([changed(item) if isinstance(item, AssetSpec) else item for item in assets])

    map_asset_specs = map_resolved_asset_specs

    def _with_assets(self, assets: Iterable[Any]) -> Definitions:
        return Definitions(
            assets,
            self.schedules,
            self.sensors,
            self.jobs,
            self.resources,
            self.executor,
            self.loggers,
            self.asset_checks,
            self.metadata,
        )

    def get_asset_checks_def(self, key: Any) -> AssetsDefinition:
        """The definition of a check."""
        return self.collection().check_owner[key]

    def get_all_asset_specs_by_key(self) -> dict[AssetKey, AssetSpec]:
        """The specs of all assets by key."""
        return {spec.key: spec for spec in self.resolve_all_asset_specs()}

    def has_implicit_global_asset_job_def(self) -> bool:
        """Whether there are assets that a job can make."""
        return bool(self.collection().executable_keys)

    @staticmethod
    def validate_loadable(defs: Definitions) -> None:
        """An error if the definitions do not fit together."""
        from assetize.runtime.execution.needed_resources import check_resources

        for job in defs.get_all_jobs():
            check_resources(job)
        check_partition_mappings(defs.collection())

    @staticmethod
    def merge(*def_sets: Definitions) -> Definitions:
        """The definitions of several sets; what two of them define differently is an error."""
        resources: dict[str, Any] = {}
        loggers: dict[str, Any] = {}
        for each in def_sets:
            for merged, given, what in (
                (resources, each.resources, "Resource"),
                (loggers, each.loggers, "Logger"),
            ):
                for key, value in given.items():
                    if key in merged and merged[key] is not value:
                        raise DagsterInvariantViolationError(
                            f"Definitions objects have conflicting values for {what.lower()} key {key}."
                        )
                    merged[key] = value
        executors = [each.executor for each in def_sets if each.executor is not None]
        if any(executor is not executors[0] for executor in executors):
            raise DagsterInvariantViolationError("Definitions objects have different executors.")
        return Definitions(
            [item for each in def_sets for item in each.assets],
            [item for each in def_sets for item in each.schedules],
            [item for each in def_sets for item in each.sensors],
            [item for each in def_sets for item in each.jobs],
            resources,
            executors[0] if executors else None,
            loggers,
            [item for each in def_sets for item in each.asset_checks],
        )


def as_mappable(item: Any) -> Any:
    """Source assets as specs' owners; everything else as it is."""
    return item.as_assets_definition() if hasattr(item, "as_assets_definition") else item


def _listed(assets: Iterable[Any] | None) -> list[Any]:
    """The assets, those in lists included."""
    found: list[Any] = []
    for item in assets or ():
        if isinstance(item, (list, tuple)):
            found.extend(item)
        else:
            found.append(item)
    return checked_items(found, ("is_assets_definition", "is_asset_reference"))


def _named(items: Iterable[Any], name: str, what: str) -> Any:
    for item in items:
        if item.name == name:
            return item
    raise DagsterInvariantViolationError(f"Could not find {what} '{name}'.")
