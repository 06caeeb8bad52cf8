"""Inputs and outputs: what decorators take, and what definitions hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assetize.runtime.config.field import NO_VALUE
from assetize.runtime.errors import CheckError, DagsterInvalidDefinitionError, ParameterCheckError
from assetize.runtime.metadata.asset_key import AssetKey
from assetize.runtime.metadata.normalize import normalize_metadata
from assetize.runtime.naming import checked_name
from assetize.runtime.records import Record, fields
from assetize.runtime.types.builtin import ANY, SCALARS
from assetize.runtime.types.dagster_type import DagsterType
from assetize.runtime.types.resolution import resolve_dagster_type


class NoAnnotation:
    """Marks that a type was not given, so that an annotation may say it."""


def checked_key(parameter: str, key: Any) -> str | None:
    """The key of a resource, or an error if it is no string."""
    if key is not None and not isinstance(key, str):
        raise ParameterCheckError(f'Param "{parameter}" is not a str. Got {key!r} which is type {type(key)}.')
    return key


class In(Record):
    """Declares an input of an op."""

    __slots__ = fields(
        "dagster_type",
        "description",
        "default_value",
        "metadata",
        "asset_key",
        "asset_partitions",
        "input_manager_key",
        "type_given",
    )

    def __init__(
        self,
        dagster_type: Any = NoAnnotation,
        description: str | None = None,
        default_value: Any = NO_VALUE,
        metadata: Mapping[str, Any] | None = None,
        asset_key: Any = None,
        asset_partitions: Any = None,
        input_manager_key: str | None = None,
    ) -> None:
        self.type_given = dagster_type is not NoAnnotation
        self.dagster_type: DagsterType = resolve_dagster_type(dagster_type) if self.type_given else ANY
        self.description = description
        self.default_value = default_value
        self.metadata = metadata or {}
        self.asset_key: AssetKey | None = None if asset_key is None else AssetKey.from_coercible(asset_key)
        self.asset_partitions = asset_partitions
        self.input_manager_key = checked_key("input_manager_key", input_manager_key)

    @staticmethod
    def from_definition(definition: InputDefinition) -> In:
        """The declaration of an existing input."""
        return In(
            definition.dagster_type,
            definition.description,
            definition._default,
            definition.metadata,
            definition.hardcoded_asset_key,
            None,
            definition.input_manager_key,
        )


class Out(Record):
    """Declares an output of an op."""

    __slots__ = fields(
        "dagster_type",
        "description",
        "is_required",
        "io_manager_key",
        "metadata",
        "code_version",
        "type_given",
    )
    is_dynamic = False

    def __init__(
        self,
        dagster_type: Any = NoAnnotation,
        description: str | None = None,
        is_required: bool = True,
        io_manager_key: str | None = None,
        metadata: Mapping[str, Any] | None = None,
        code_version: str | None = None,
    ) -> None:
        self.type_given = dagster_type is not NoAnnotation
        self.dagster_type: DagsterType = resolve_dagster_type(dagster_type) if self.type_given else ANY
        self.description = description
        if not isinstance(is_required, bool):
            raise ParameterCheckError(
                f'Param "is_required" is not a bool. Got {is_required!r} which is type {type(is_required)}.'
            )
        self.is_required = is_required
        self.io_manager_key = checked_key("io_manager_key", io_manager_key) or "io_manager"
        self.metadata = metadata or {}
        self.code_version = code_version

    @staticmethod
    def from_definition(definition: OutputDefinition) -> Out:
        """The declaration of an existing output."""
        kind = DynamicOut if definition.is_dynamic else Out
        return kind(
            definition.dagster_type,
            definition.description,
            definition.is_required,
            definition.io_manager_key,
            definition.metadata,
            definition.code_version,
        )


class DynamicOut(Out):
    """Declares an output that yields any number of values."""

    __slots__ = ()
    is_dynamic = True


class GraphIn(Record):
    """Declares an input of a graph."""

    __slots__ = ("description",)

    def __init__(self, description: str | None = None) -> None:
        self.description = description


class GraphOut(Record):
    """Declares an output of a graph."""

    __slots__ = ("description",)

    def __init__(self, description: str | None = None) -> None:
        self.description = description


def _check_default(name: str, dagster_type: DagsterType, value: Any) -> None:
    if not dagster_type.type_check(None, value).success:
        raise DagsterInvalidDefinitionError(
            f"Type check failed for the default_value of InputDefinition {name} of type {dagster_type.display_name}. "
            f"Received value {value} of type {type(value)}"
        )


class InputDefinition:
    """An input of a definition."""

    __slots__ = (
        "_default",
        "dagster_type",
        "description",
        "hardcoded_asset_key",
        "input_manager_key",
        "metadata",
        "name",
    )

    def __init__(
        self,
        name: str,
        dagster_type: DagsterType = ANY,
        description: str | None = None,
        default_value: Any = NO_VALUE,
        metadata: Mapping[str, Any] | None = None,
        asset_key: AssetKey | None = None,
        input_manager_key: str | None = None,
    ) -> None:
        self.name = checked_name(name)
        self.dagster_type = dagster_type
        self.description = description
        self._default = default_value
        self.metadata = metadata or {}
        self.hardcoded_asset_key = asset_key
        self.input_manager_key = input_manager_key
        if dagster_type.is_nothing and default_value is not NO_VALUE:
            raise DagsterInvalidDefinitionError(
                f'Input "{name}" of type Nothing cannot have a default value.'
            )
        if default_value is not NO_VALUE and dagster_type in SCALARS:
            _check_default(name, dagster_type, default_value)

    @property
    def has_default_value(self) -> bool:
        """Whether the input may stay unconnected."""
        return self._default is not NO_VALUE

    @property
    def default_value(self) -> Any:
        """The default, which must exist."""
        if self._default is NO_VALUE:
            raise CheckError(
                "Invariant failed. Description: Can only fetch default_value if has_default_value"
            )
        return self._default

    def mapping_to(self, node_name: str, input_name: str, fan_in_index: int | None = None) -> Any:
        """The mapping of this graph input to an inner node's input."""
        from assetize.runtime.definitions.dependencies import InputMapping

        return InputMapping(self.name, node_name, input_name, fan_in_index)


class OutputDefinition:
    """An output of a definition."""

    __slots__ = (
        "code_version",
        "dagster_type",
        "description",
        "io_manager_key",
        "is_dynamic",
        "is_required",
        "metadata",
        "name",
    )

    def __init__(
        self,
        name: str,
        dagster_type: DagsterType = ANY,
        description: str | None = None,
        is_required: bool = True,
        io_manager_key: str = "io_manager",
        metadata: Mapping[str, Any] | None = None,
        code_version: str | None = None,
        is_dynamic: bool = False,
    ) -> None:
        self.name = checked_name(name)
        self.dagster_type = dagster_type
        self.description = description
        self.is_required = is_required
        self.io_manager_key = io_manager_key
        self.metadata = metadata or {}
        if metadata:
            normalize_metadata(dict.fromkeys(metadata))
        self.code_version = code_version
        self.is_dynamic = is_dynamic

    @property
    def optional(self) -> bool:
        """Whether a body may leave the output out."""
        return not self.is_required


def input_definition(name: str, declared: In) -> InputDefinition:
    """The input for a declaration."""
    return InputDefinition(
        name,
        declared.dagster_type,
        declared.description,
        declared.default_value,
        declared.metadata,
        declared.asset_key,
        declared.input_manager_key,
    )


def output_definition(name: str, declared: Out) -> OutputDefinition:
    """The output for a declaration."""
    return OutputDefinition(
        name,
        declared.dagster_type,
        declared.description,
        declared.is_required,
        declared.io_manager_key,
        declared.metadata,
        declared.code_version,
        declared.is_dynamic,
    )


def names_of(definitions: Sequence[InputDefinition] | Sequence[OutputDefinition]) -> list[str]:
    """The names, in order."""
    return [definition.name for definition in definitions]
