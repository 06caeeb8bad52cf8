"""Config types for Python annotations."""

from __future__ import annotations

import enum
import types
import typing
from typing import Any

from assetize.runtime.config.kinds import ANY, Array, ConfigType, Noneable
from assetize.runtime.config.resolution import resolve_config_type
from assetize.runtime.config.structures import Map, Permissive
from assetize.runtime.errors import DagsterInvalidDefinitionError


def config_type_of_annotation(annotation: Any) -> ConfigType:
    """The config type of an annotation, or an error if config cannot hold such values."""
    if annotation is Any:
        return ANY
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return config_type_of_annotation(arguments[0])
    if origin in (typing.Union, types.UnionType) and type(None) in arguments and len(arguments) == 2:
        return Noneable(config_type_of_annotation(next(a for a in arguments if a is not type(None))))
    if origin in (list, typing.Sequence) or (origin and getattr(origin, "__name__", "") == "Sequence"):
        return Array(config_type_of_annotation(arguments[0]) if arguments else ANY)
    if origin is dict or getattr(origin, "__name__", "") == "Mapping":
        return Map(config_type_of_annotation(arguments[0]), config_type_of_annotation(arguments[1]))
    if annotation in (dict, typing.Dict):  # noqa: UP006
        return Permissive()
    if isinstance(annotation, type) and issubclass(annotation, enum.Enum):
        from assetize.runtime.config.enums import Enum

        return Enum.from_python_enum(annotation)
    if isinstance(annotation, type) and hasattr(annotation, "to_config_schema"):
        nested: ConfigType = annotation.to_config_schema().config_type
        return nested
    if annotation in (int, float, str, bool, list):
        return resolve_config_type(annotation)
    raise DagsterInvalidDefinitionError(
        f"Unable to resolve config type {annotation} to a supported config type. Config parameters are "
        "annotated with subclasses of Config, or with int, float, str, bool, list or dict."
    )
