"""`Config`: config schemas written as pydantic models; imported only when it is used."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, PrivateAttr, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from assetize.runtime.config.annotations import config_type_of_annotation
from assetize.runtime.config.field import NO_VALUE, Field
from assetize.runtime.config.kinds import ConfigType, Noneable
from assetize.runtime.config.sources import BoolSource, EnvVar, IntEnvVar, IntSource, StringSource
from assetize.runtime.config.structures import Permissive, Selector, Shape
from assetize.runtime.errors import (
    DagsterInvalidDefinitionError,
    DagsterInvalidInvocationError,
    DagsterInvalidPythonicConfigDefinitionError,
)


class Config(BaseModel):
    """Base class of config models: a frozen pydantic model that gives a config schema."""

    model_config = ConfigDict(frozen=True, extra="ignore", arbitrary_types_allowed=True)

    _env: dict[str, str] = PrivateAttr(default_factory=dict)

    def __init__(self, **data: Any) -> None:
        env = {name: value for name, value in data.items() if isinstance(value, (EnvVar, IntEnvVar))}
        super().__init__(**data)
        if env:
            self._env = {name: value.env_var_name for name, value in env.items()}

    @classmethod
    def to_config_schema(cls) -> Field:
        """The config schema of the model."""
        return Field(schema_of_model(cls), description=cls.__doc__)

    @classmethod
    def to_fields_dict(cls) -> dict[str, Field]:
        """The fields of the schema."""
        shape: Any = cls.to_config_schema().config_type
        fields: dict[str, Field] = shape.fields
        return fields

    @classmethod
    def from_config(cls, value: Any) -> Config:
        """The model for checked config."""
        return cls(**_without_discriminators(cls, value or {}))

    def config_dictionary(self) -> dict[str, Any]:
        """The config that the model stands for; what is optional and None is left out."""
        values = {name: getattr(self, name) for name in type(self).model_fields}
        return {
            _public_name(type(self), name): {"env": self._env[name]}
            if name in self._env
            else plain_value(value)
            for name, value in values.items()
            if value is not None or type(self).model_fields[name].is_required()
        }

    def __setattr__(self, name: str, value: Any) -> None:
        """Fields cannot be set."""
        try:
            super().__setattr__(name, value)
        except ValidationError as problem:
            raise DagsterInvalidInvocationError(
                f"'{type(self).__name__}' is a Pythonic config class and does not support item assignment, as it inherits from "
                "'pydantic.BaseModel' with frozen=True."
            ) from problem

    def _convert_to_config_dictionary(self) -> dict[str, Any]:
        return self.config_dictionary()


class PermissiveConfig(Config):
    """A config model that takes entries that it does not declare."""

    model_config = ConfigDict(frozen=True, extra="allow", arbitrary_types_allowed=True)

    def config_dictionary(self) -> dict[str, Any]:
        return {**super().config_dictionary(), **(self.model_extra or {})}


def _public_name(model: type[BaseModel], name: str) -> str:
    return model.model_fields[name].alias or name


def plain_value(value: Any) -> Any:
    """Models as dictionaries, enumerations as names, references to the environment as config has them."""
    if isinstance(value, (EnvVar, IntEnvVar)):
        return {"env": value.env_var_name}
    if hasattr(value, "config_dictionary"):
        return value.config_dictionary()
    if isinstance(value, enum.Enum):
        return value.name
    if isinstance(value, Mapping):
        return {key: plain_value(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain_value(item) for item in value]
    return value


def schema_of_model(model: type[BaseModel], without: frozenset[str] = frozenset()) -> ConfigType:
    """The shape of a model's fields."""
    fields = {
        info.alias or name: field_of(info) for name, info in model.model_fields.items() if name not in without
    }
    if model.model_config.get("extra") == "allow":
        return Permissive(fields)
    return Shape(fields)


def field_of(info: FieldInfo) -> Field:
    """The config field of a model's field."""
    default = _default(info)
    if info.discriminator is not None:
        return Field(_discriminated(info), description=info.description)
    config_type = _config_type(info)
    if default is NO_VALUE:
        return Field(config_type, is_required=True, description=info.description)
    if isinstance(config_type, Noneable) and default is None:
        return Field(config_type, is_required=False, description=info.description)
    return Field(config_type, default_value=plain_value(default), description=info.description)


_SOURCES: dict[Any, ConfigType] = {str: StringSource, int: IntSource, bool: BoolSource}


def _config_type(info: FieldInfo) -> ConfigType:
    if info.annotation in (str, int, bool):
        return _SOURCES[info.annotation]
    try:
        return config_type_of_annotation(info.annotation)
    except DagsterInvalidDefinitionError as problem:
        raise DagsterInvalidPythonicConfigDefinitionError(
            f"Error defining Dagster config class. {problem}"
        ) from problem


def _default(info: FieldInfo) -> Any:
    if info.default_factory is not None:
        factory: Any = info.default_factory
        return factory()
    return NO_VALUE if info.default is PydanticUndefined else info.default


def _discriminated(info: FieldInfo) -> ConfigType:
    """One entry for each member of a discriminated union."""
    import typing

    name = str(info.discriminator)
    members: dict[str, Any] = {}
    for model in typing.get_args(info.annotation):
        for value in typing.get_args(model.model_fields[name].annotation):
            members[value] = Field(schema_of_model(model, frozenset({name})))
    return Selector(members)


def _without_discriminators(model: type[BaseModel], value: Mapping[str, Any]) -> dict[str, Any]:
    made = dict(value)
    for name, info in model.model_fields.items():
        key = info.alias or name
        if info.discriminator is not None and isinstance(made.get(key), Mapping) and len(made[key]) == 1:
            kind, inner = next(iter(made[key].items()))
            made[key] = {str(info.discriminator): kind, **inner}
    return made


__all__ = ["Config", "PermissiveConfig", "ValidationError", "field_of", "plain_value", "schema_of_model"]
