"""Asset checks: their keys, specs, results and evaluations."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any

from assetize.runtime.errors import DagsterInvalidDefinitionError, ParameterCheckError
from assetize.runtime.metadata.asset_key import AssetKey
from assetize.runtime.metadata.normalize import normalize_metadata
from assetize.runtime.records import Record, fields


class AssetCheckSeverity(Enum):
    """How bad a failed check is."""

    WARN = "WARN"
    ERROR = "ERROR"


class AssetCheckKey(Record):
    """An asset and the name of a check of it."""

    __slots__ = ("asset_key", "name")

    def __init__(self, asset_key: AssetKey, name: str) -> None:
        self.asset_key = asset_key
        self.name = name

    def to_user_string(self) -> str:
        """The key in words."""
        return f"{self.asset_key.to_user_string()}:{self.name}"

    @staticmethod
    def from_user_string(user_string: str) -> AssetCheckKey:
        """The key that a text names."""
        asset_key, name = user_string.split(":")
        return AssetCheckKey(AssetKey.from_user_string(asset_key), name)

    def to_db_string(self) -> str:
        """The key as JSON."""
        return json.dumps({"asset_key": self.asset_key.to_string(), "check_name": self.name})

    @staticmethod
    def from_db_string(db_string: str) -> AssetCheckKey | None:
        """The key that JSON stands for, if it stands for one."""
        try:
            values = json.loads(db_string)
        except ValueError:
            return None
        if not isinstance(values, dict) or values.keys() != {"asset_key", "check_name"}:
            return None
        asset_key = AssetKey.from_db_string(values["asset_key"])
        return None if asset_key is None else AssetCheckKey(asset_key, values["check_name"])

    def replace_asset_key(self, asset_key: AssetKey) -> AssetCheckKey:
        """The key of the check of the same name of another asset."""
        return self.replaced(asset_key=asset_key)

    def with_asset_key_prefix(self, prefix: Any) -> AssetCheckKey:
        """The key with a prefix before that of the asset."""
        return self.replaced(asset_key=self.asset_key.with_prefix(prefix))

    def to_python_identifier(self) -> str:
        """The key as a name."""
        return f"{self.asset_key.to_python_identifier()}_{self.name}"

    def __lt__(self, other: AssetCheckKey) -> bool:
        return (self.asset_key, self.name) < (other.asset_key, other.name)


class AssetCheckSpec(Record):
    """Declares a check of an asset."""

    __slots__ = fields(
        "name",
        "asset_key",
        "description",
        "additional_deps",
        "blocking",
        "metadata",
        "automation_condition",
        "partitions_def",
    )

    def __init__(
        self,
        name: str,
        *,
        asset: Any,
        description: str | None = None,
        additional_deps: Iterable[Any] | None = None,
        blocking: bool = False,
        metadata: Mapping[str, Any] | None = None,
        automation_condition: Any = None,
        partitions_def: Any = None,
    ) -> None:
        from assetize.runtime.assets.spec import deps_of

        self.name = name
        self.asset_key = AssetKey.from_coercible(asset)
        self.description = description
        self.additional_deps = deps_of(additional_deps)
        if any(dep.asset_key == self.asset_key for dep in self.additional_deps):
            raise DagsterInvalidDefinitionError(
                f"Asset check {name} for asset {self.asset_key.to_string()} cannot have an additional dependency on asset "
                f"{self.asset_key.to_string()}."
            )
        self.blocking = blocking
        self.metadata = dict(metadata or {})
        self.automation_condition = automation_condition
        self.partitions_def = partitions_def

    @property
    def key(self) -> AssetCheckKey:
        """The check's key."""
        return AssetCheckKey(self.asset_key, self.name)

    def replace_key(self, key: AssetCheckKey) -> AssetCheckSpec:
        """The spec of the same check under another key."""
        return self.replaced(name=key.name, asset_key=key.asset_key)

    def with_metadata(self, metadata: Mapping[str, Any]) -> AssetCheckSpec:
        """The spec with other metadata."""
        return self.replaced(metadata=dict(metadata))

    def get_python_identifier(self) -> str:
        """The check's key as a name."""
        return f"{self.asset_key.to_python_identifier()}_{self.name}"


class AssetCheckResult(Record):
    """What a check found."""

    __slots__ = fields("passed", "asset_key", "check_name", "metadata", "severity", "description")

    def __init__(
        self,
        *,
        passed: bool,
        asset_key: Any = None,
        check_name: str | None = None,
        metadata: Mapping[str, Any] | None = None,
        severity: AssetCheckSeverity = AssetCheckSeverity.ERROR,
        description: str | None = None,
    ) -> None:
        if not isinstance(passed, bool) and type(passed).__name__ not in ("bool_", "bool"):
            raise ParameterCheckError(
                f'Param "passed" is not a bool. Got {passed!r} which is type {type(passed)}.'
            )
        self.passed = bool(passed)
        self.asset_key = None if asset_key is None else AssetKey.from_coercible(asset_key)
        self.check_name = check_name
        self.metadata = normalize_metadata(metadata)
        self.severity = severity
        self.description = description

    def with_metadata(self, metadata: Mapping[str, Any]) -> AssetCheckResult:
        """The result with other metadata."""
        return self.replaced(metadata=normalize_metadata(metadata))


class AssetCheckEvaluationTargetMaterializationData(Record):
    """The materialization that was checked."""

    __slots__ = fields("storage_id", "run_id", "timestamp")

    def __init__(self, storage_id: int, run_id: str, timestamp: float) -> None:
        self.storage_id = storage_id
        self.run_id = run_id
        self.timestamp = timestamp


class AssetCheckEvaluation(Record):
    """The evaluation of a check, as it is recorded."""

    __slots__ = fields(
        "asset_key",
        "check_name",
        "passed",
        "metadata",
        "target_materialization_data",
        "severity",
        "description",
        "blocking",
        "partition",
    )

    def __init__(
        self,
        asset_key: AssetKey,
        check_name: str,
        passed: bool,
        metadata: Mapping[str, Any] | None = None,
        target_materialization_data: Any = None,
        severity: AssetCheckSeverity = AssetCheckSeverity.ERROR,
        description: str | None = None,
        blocking: bool | None = None,
        partition: str | None = None,
    ) -> None:
        self.asset_key = asset_key
        self.check_name = check_name
        self.passed = passed
        self.metadata = normalize_metadata(metadata)
        self.target_materialization_data = target_materialization_data
        self.severity = severity
        self.description = description
        self.blocking = blocking
        self.partition = partition

    @property
    def asset_check_key(self) -> AssetCheckKey:
        """The check's key."""
        return AssetCheckKey(self.asset_key, self.check_name)
