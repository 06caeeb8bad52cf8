"""What conditions are about: assets, checks and jobs, and how they hang together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from assetize.runtime.checks.spec import AssetCheckKey
from assetize.runtime.metadata.asset_key import AssetKey
from assetize.runtime.partitions.mappings import IdentityPartitionMapping
from assetize.runtime.partitions.multi_mappings import inferred_mapping
from assetize.runtime.partitions.time_window_mapping import TimeWindowPartitionMapping
from assetize.runtime.records import Record


class AssetJobKey(Record):
    """A job of assets that has a condition of its own."""

    __slots__ = ("job_name",)

    def __init__(self, job_name: str) -> None:
        self.job_name = job_name

    def to_user_string(self) -> str:
        """The name of the job."""
        return self.job_name

    def __lt__(self, other: AssetJobKey) -> bool:
        return self.job_name < other.job_name


class Entities:
    """The assets, checks and jobs of a project, by key."""

    def __init__(self, definitions: Any) -> None:
        self.collection = definitions.collection()
        self.checks = {
            key: owner.get_spec_for_check_key(key) for key, owner in self.collection.check_owner.items()
        }
        self.jobs: dict[AssetJobKey, Any] = {
            AssetJobKey(job.name): job
            for job in definitions.jobs
            if getattr(job, "automation_condition", None) is not None
        }
        self._partitions: dict[Any, Any] = {}

    def condition(self, key: Any) -> Any:
        """The condition of an entity, if it has one."""
        found = self.jobs.get(key) or self.checks.get(key) or self.collection.specs.get(key)
        return None if found is None else found.automation_condition

    def partitions_def(self, key: Any) -> Any:
        """How an entity is partitioned."""
        if key not in self._partitions:
            self._partitions[key] = self._partitions_def(key)
        return self._partitions[key]

    def _partitions_def(self, key: Any) -> Any:
        if isinstance(key, AssetJobKey):
            declared = self.jobs[key].partitions_def
            found = (self.partitions_def(asset_key) for asset_key in sorted(self.assets_of_job(key)))
            return declared or next((each for each in found if each is not None), None)
        known = self.checks.get(key) if isinstance(key, AssetCheckKey) else self.collection.specs.get(key)
        return None if known is None else known.partitions_def

    def assets_of_job(self, key: AssetJobKey) -> set[AssetKey]:
        """The assets that a job makes."""
        chosen: set[AssetKey] = self.jobs[key].selection.resolve_in(self.collection)
        return chosen

    def roots_of_job(self, key: AssetJobKey) -> list[AssetKey]:
        """The assets of a job that depend on no other asset of it."""
        chosen = self.assets_of_job(key)
        return sorted(each for each in chosen if not chosen.intersection(self.parents(each)))

    def checks_of(self, key: AssetKey) -> list[AssetCheckKey]:
        """The checks of an asset."""
        return sorted(check for check in self.checks if check.asset_key == key)

    def parents(self, key: Any) -> list[AssetKey]:
        """The assets that an asset or a check depends on."""
        if isinstance(key, AssetCheckKey):
            spec = self.checks[key]
            return sorted({key.asset_key, *(dep.asset_key for dep in spec.additional_deps)})
        return sorted(set(self.collection.upstream.get(key, ())))

    @cached_property
    def children(self) -> Mapping[AssetKey, list[AssetKey]]:
        """The assets that are made from each asset."""
        found: dict[AssetKey, list[AssetKey]] = {}
        for key in sorted(self.collection.specs):
            for parent in self.parents(key):
                found.setdefault(parent, []).append(key)
        return found

    def executed_with(self, key: Any) -> list[Any]:
        """What is made or checked whenever an asset is."""
        owner = self.collection.owner.get(key)
        if owner is None or owner.can_subset or not owner.is_executable:
            return []
        return [each for each in (*sorted(owner.keys), *sorted(owner.check_keys)) if each != key]

    def is_materializable(self, key: AssetKey) -> bool:
        """Whether a run can make an asset."""
        owner = self.collection.owner.get(key)
        return owner is not None and owner.is_materializable

    def is_observable(self, key: AssetKey) -> bool:
        """Whether a run can only observe an asset."""
        owner = self.collection.owner.get(key)
        return owner is not None and bool(owner.is_observable)

    def mapping(self, downstream: Any, upstream: Any) -> Any:
        """How partitions of a dependency belong to those of what depends on it."""
        declared = None
        if isinstance(downstream, AssetKey) and downstream in self.collection.owner:
            declared = self.collection.owner[downstream].get_partition_mapping(upstream)
        if isinstance(downstream, AssetCheckKey):
            deps = self.checks[downstream].additional_deps
            declared = next((dep.partition_mapping for dep in deps if dep.asset_key == upstream), None)
        return inferred_mapping(declared, self.partitions_def(downstream), self.partitions_def(upstream))

    def run_together(self, downstream: Any, upstream: Any) -> bool:
        """Whether one run can make a partition of both."""
        if self.partitions_def(downstream) != self.partitions_def(upstream):
            return False
        if self.partitions_def(downstream) is None or downstream == upstream:
            return True
        mapping = self.mapping(downstream, upstream)
        return isinstance(mapping, (TimeWindowPartitionMapping, IdentityPartitionMapping))

    def in_order(self) -> list[Any]:
        """All entities, each after those that it depends on; jobs come first, and see no request of their assets."""
        from graphlib import TopologicalSorter

        every: Iterable[Any] = (*sorted(self.collection.specs), *sorted(self.checks))
        graph = {key: [parent for parent in self.parents(key) if parent != key] for key in every}
        return [*sorted(self.jobs), *TopologicalSorter(graph).static_order()]
