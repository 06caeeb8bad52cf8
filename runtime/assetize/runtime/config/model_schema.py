"""The config schema of a pydantic model."""

from __future__ import annotations

import typing
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from assetize.runtime.config.annotations import config_type_of_annotation, is_optional
from assetize.runtime.config.enums import Enum, EnumValue
from assetize.runtime.config.field import NO_VALUE, Field
from assetize.runtime.config.kinds import ConfigType
from assetize.runtime.config.plain_values import plain_value, selector_value
from assetize.runtime.config.structures import Permissive, Selector, Shape
from assetize.runtime.errors import (
    DagsterInvalidDagsterTypeInPythonicConfigDefinitionError,
    DagsterInvalidDefinitionError,
    DagsterInvalidPythonicConfigDefinitionError,
)


def schema_of_model(
    model: type[BaseModel], without: frozenset[str] = frozenset(), defaults: Mapping[str, Any] | None = None
) -> ConfigType:
    """The shape of a model's fields; `defaults` come before the fields' own ones."""
    known = defaults or {}
    fields = {
        info.alias or name: model_field(model, name, known.get(info.alias or name, NO_VALUE))
        for name, info in model.model_fields.items()
        if name not in without
    }
    return Permissive(fields) if model.model_config.get("extra") == "allow" else Shape(fields)


def model_field(model: type[BaseModel], name: str, default: Any = NO_VALUE) -> Field:
    """The config field of a model's field; errors name both."""
    info = model.model_fields[name]
    if isinstance(info.default, Field):
        raise DagsterInvalidDefinitionError(
            "Using 'dagster.Field' is not supported within a Pythonic config or resource definition. "
            "'dagster.Field' should only be used in legacy Dagster config schemas. Did you mean to use "
            "'pydantic.Field' instead?"
        )
    try:
        return _field_of(info, default)
    except DagsterInvalidPythonicConfigDefinitionError as problem:
        if problem.config_class is not None:
            raise
        raise DagsterInvalidPythonicConfigDefinitionError(model, name, problem.invalid_type) from None
    except DagsterInvalidDagsterTypeInPythonicConfigDefinitionError as problem:
        if problem.field_name is not None:
            raise
        raise DagsterInvalidDagsterTypeInPythonicConfigDefinitionError(model.__name__, name) from None


def _field_of(info: FieldInfo, default: Any) -> Field:
    annotation = info.annotation
    if info.discriminator is not None:
        return _union_field(info)
    if typing.get_origin(annotation) is typing.Literal:
        return _literal_field(info)
    if isinstance(annotation, type) and hasattr(annotation, "config_dictionary"):
        inner = info.default.config_dictionary() if hasattr(info.default, "config_dictionary") else None
        return Field(schema_of_model(annotation, defaults=inner), description=_description(info, annotation))
    return _plain_field(info, default)


def _plain_field(info: FieldInfo, default: Any) -> Field:
    """What has a default also takes None, which then means the default."""
    annotation: Any = info.annotation
    if not info.is_required() and not is_optional(annotation):
        annotation = typing.Optional[annotation]  # noqa: UP045
    config_type = config_type_of_annotation(annotation)
    if default is NO_VALUE and info.default is not PydanticUndefined:
        default = info.default
    if default is NO_VALUE:
        required = info.is_required() and not is_optional(annotation)
        return Field(config_type, is_required=required, description=info.description)
    return Field(
        config_type, default_value=plain_value(default), is_required=False, description=info.description
    )


def _literal_field(info: FieldInfo) -> Field:
    values = [EnumValue(value) for value in typing.get_args(info.annotation)]
    settings = {} if info.is_required() else {"default_value": info.default}
    return Field(Enum(str(info.annotation), values), description=info.description, **settings)


def _union_field(info: FieldInfo) -> Field:
    """One entry for each member of a discriminated union."""
    name = str(info.discriminator)
    members: dict[str, Any] = {}
    for model in typing.get_args(info.annotation):
        for value in typing.get_args(model.model_fields[name].annotation):
            members[value] = Field(schema_of_model(model, frozenset({name})))
    default = info.get_default(call_default_factory=True, validated_data={})
    if default is PydanticUndefined or default is None:
        return Field(Selector(members), is_required=info.is_required(), description=info.description)
    return Field(Selector(members), default_value=selector_value(default, name), description=info.description)


def _description(info: FieldInfo, model: type) -> str | None:
    return info.description or (model.__doc__.strip() if model.__doc__ else None)
