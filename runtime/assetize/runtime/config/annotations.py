"""Config types for Python annotations."""

from __future__ import annotations

import enum
import types
import typing
from collections.abc import Mapping
from typing import Any

from assetize.runtime.config.kinds import ANY, Array, ConfigType, Noneable
from assetize.runtime.config.resolution import resolve_config_type
from assetize.runtime.config.sources import BoolSource, IntSource, StringSource
from assetize.runtime.config.structures import Map, Permissive
from assetize.runtime.errors import (
    DagsterInvalidDagsterTypeInPythonicConfigDefinitionError,
    DagsterInvalidPythonicConfigDefinitionError,
)

_BY_TYPE: dict[Any, Any] = {
    str: StringSource,
    int: IntSource,
    bool: BoolSource,
    float: resolve_config_type(float),
    list: Array(ANY),
    dict: Permissive(),
    typing.Dict: Permissive(),  # noqa: UP006
    typing.List: Array(ANY),  # noqa: UP006
    Any: ANY,
}


def config_type_of_annotation(annotation: Any) -> ConfigType:
    """The config type of an annotation, or an error if config cannot hold such values."""
    while typing.get_origin(annotation) is typing.Annotated:
        annotation = typing.get_args(annotation)[0]
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is list:
        return Array(config_type_of_annotation(arguments[0]))
    if is_optional(annotation):
        return Noneable(config_type_of_annotation(_without_none(arguments)))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return Map(arguments[0], config_type_of_annotation(arguments[1]))
    if isinstance(annotation, type):
        return _of_class(annotation)
    return _plain(annotation)


def is_optional(annotation: Any) -> bool:
    """Whether an annotation is one type or None."""
    arguments = typing.get_args(annotation)
    return (
        typing.get_origin(annotation) in (typing.Union, types.UnionType)
        and type(None) in arguments
        and len(arguments) == 2
    )


def _without_none(arguments: tuple[Any, ...]) -> Any:
    return next(argument for argument in arguments if argument is not type(None))


def _of_class(annotation: type) -> ConfigType:
    if issubclass(annotation, enum.Enum):
        from assetize.runtime.config.enums import Enum

        return Enum.from_python_enum_direct_values(annotation)
    if hasattr(annotation, "to_config_schema"):
        nested: ConfigType = annotation.to_config_schema().config_type
        return nested
    return _plain(annotation)


def _plain(annotation: Any) -> ConfigType:
    if isinstance(annotation, ConfigType):
        return annotation
    if getattr(annotation, "is_dagster_type", False):
        raise DagsterInvalidDagsterTypeInPythonicConfigDefinitionError(None, None)
    try:
        found: ConfigType = _BY_TYPE[annotation]
    except (KeyError, TypeError):
        if typing.get_origin(annotation) in (tuple, set) and annotation.__module__ == "typing":
            return resolve_config_type(annotation)
        raise DagsterInvalidPythonicConfigDefinitionError(None, None, annotation) from None
    return found
