"""From what a user may write in a config schema to config types and fields."""

from __future__ import annotations

import typing
from collections.abc import Mapping
from typing import Any

from assetize.runtime.config import kinds
from assetize.runtime.config.field import Field
from assetize.runtime.config.kinds import Array, ConfigType
from assetize.runtime.config.structures import Permissive, Shape
from assetize.runtime.errors import (
    DagsterError,
    DagsterInvalidConfigDefinitionError,
    DagsterInvalidDefinitionError,
)

_BY_PYTHON_TYPE: tuple[tuple[Any, ConfigType], ...] = (
    (int, kinds.INT),
    (float, kinds.FLOAT),
    (str, kinds.STRING),
    (bool, kinds.BOOL),
    (Any, kinds.ANY),
)
_EXPECTED = (
    "This value can be a:\n"
    "    - Field\n"
    "    - a Python type: int, float, bool, str, list, dict\n"
    "    - a config type: Int, Float, Bool, String, Array, Noneable, Selector, Shape, Permissive, Map, Enum\n"
    "    - a dictionary, which becomes a Shape, by the same rules\n"
    "    - a list with a single entry that can resolve to a type, e.g. [int]"
)


def resolve_config_type(value: Any) -> ConfigType:
    """The config type that a user's value stands for."""
    if isinstance(value, ConfigType):
        return value
    if isinstance(value, Mapping):
        is_map = len(value) == 1 and not isinstance(next(iter(value)), str)
        return _map_type(value) if is_map else Shape(value)
    if isinstance(value, list):
        if len(value) != 1:
            raise _cannot_resolve(value, (), "List must be of length 1.")
        return Array(value[0])
    for python_type, config_type in _BY_PYTHON_TYPE:
        if value is python_type:
            return config_type
    if value is list:
        return Array(kinds.ANY)
    if value is dict:
        return Permissive()
    return _from_other_world(value)


def _map_type(value: Mapping[Any, Any]) -> ConfigType:
    """The map that a dictionary with one type as its key stands for."""
    from assetize.runtime.config.structures import Map

    key, inner = next(iter(value.items()))
    try:
        key_type = resolve_config_type(key)
    except DagsterInvalidConfigDefinitionError:
        raise DagsterInvalidDefinitionError(
            f"Invalid key in map specification: {key!r} in map {value}"
        ) from None
    if not key_type.is_scalar:
        raise DagsterInvalidDefinitionError(f"Non-scalar key in map specification: {key!r} in map {value}")
    return Map(key_type, inner)


def _from_other_world(value: Any) -> ConfigType:
    """Dagster types that have a config counterpart, pydantic configs; everything else is an error."""
    counterpart = getattr(value, "config_counterpart", None)
    if isinstance(counterpart, ConfigType):
        return counterpart
    if isinstance(value, type) and hasattr(value, "to_config_schema"):
        schema: ConfigType = value.to_config_schema().config_type
        return schema
    container = _container_name(value)
    if container is not None:
        raise DagsterInvalidDefinitionError(
            f"Cannot use {container}. Please use a python list (e.g. [int]) or dagster.Array (e.g. Array(int)) instead."
        )
    if getattr(value, "is_dagster_type", False):
        raise DagsterInvalidDefinitionError(
            f"You have passed an instance of DagsterType {value.display_name} to the config system "
            f"(Repr of type: {value!r}). The DagsterType and config schema systems are separate; "
            f"cannot use {value.display_name} in the context of config. {_EXPECTED}"
        )
    if type(None) in typing.get_args(value) and len(typing.get_args(value)) == 2:
        raise DagsterInvalidDefinitionError(
            "Cannot use typing.Optional as a config type. If you want this field to be optional, please use "
            "Field(<type>, is_required=False), and if you want this field to be required, but accept a value of None, "
            "use dagster.Noneable(<type>)."
        )
    if typing.get_origin(value) is not None:
        raise DagsterInvalidDefinitionError(
            f"You have passed in {value} to the config system. Types from the typing module in python are not allowed "
            "in the config system. You must use types that are imported from dagster or primitive types such as bool, "
            "int, etc."
        )
    raise _cannot_resolve(value, ())


def _container_name(value: Any) -> str | None:
    """How to call a Dagster type of lists, sets or tuples where config was meant."""
    name = getattr(value, "display_name", "") if getattr(value, "is_dagster_type", False) else ""
    if name == "List" or (name.startswith("[") and name.endswith("]")):
        return "List in the context of config"
    kind = name.partition("[")[0]
    return f"{kind} in the context of a config field" if kind in ("Set", "Tuple") else None


def resolve_field_type(value: Any) -> ConfigType:
    """The config type of a `Field`'s first argument."""
    try:
        return resolve_config_type(value)
    except DagsterInvalidConfigDefinitionError as problem:
        if problem.stack:
            raise
        raise DagsterInvalidDefinitionError(
            f"Attempted to pass {value!r} to a Field that expects a valid dagster type usable in config "
            f"(e.g. Dict, Int, String et al)."
        ) from problem


def resolve_fields(fields: Mapping[str, Any]) -> dict[str, Field]:
    """The fields of a shape, with the place of what cannot be resolved."""
    return {str(name): _field(name, value, fields) for name, value in fields.items()}


def _field(name: Any, value: Any, whole: Any) -> Field:
    if isinstance(value, Field):
        return value
    if not isinstance(name, str):
        raise _cannot_resolve(name, (), "Config field names must be strings.")
    try:
        return Field(resolve_config_type(value))
    except DagsterInvalidConfigDefinitionError as problem:
        raise _cannot_resolve(problem.current_value, (f":{name}", *problem.stack), "", whole) from None


def _cannot_resolve(value: Any, stack: tuple[str, ...], reason: str = "", whole: Any = None) -> DagsterError:
    explanation = f"Reason: {reason}\n{_EXPECTED}" if reason else f"\n{_EXPECTED}"
    return DagsterInvalidConfigDefinitionError(value if whole is None else whole, value, stack, explanation)


def schema_field(schema: Any) -> Field:
    """The field for a definition's `config_schema`; without one, any config is taken and none is needed."""
    if schema is None:
        return ANY_CONFIG
    if isinstance(schema, Field):
        return schema
    return Field(resolve_config_type(schema))


ANY_CONFIG = Field(kinds.ANY, is_required=False)
