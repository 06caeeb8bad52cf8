"""`Config`: config schemas written as pydantic models; imported only when it is used."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.fields import FieldInfo

from assetize.runtime.config.field import Field
from assetize.runtime.config.model_schema import schema_of_model
from assetize.runtime.config.plain_values import plain_value, selector_value, with_references
from assetize.runtime.errors import CheckError, DagsterInvalidInvocationError


class Config(BaseModel):
    """Base class of config models: a frozen pydantic model that gives a config schema."""

    model_config = ConfigDict(
        frozen=True, extra="ignore", arbitrary_types_allowed=True, ignored_types=(cached_property,)
    )

    def __init__(self, **data: Any) -> None:
        fields = type(self).model_fields
        given = {name: _argument(_field_named(fields, name), value) for name, value in data.items()}
        for name, info in fields.items():
            if info.is_required() and (info.alias or name) not in given:
                given[info.alias or name] = None
        super().__init__(**given)
        for name, info in fields.items():
            key = info.alias or name
            if key in given:
                self.__dict__[name] = with_references(self.__dict__[name], given[key])

    @classmethod
    def to_config_schema(cls) -> Field:
        """The config schema of the model."""
        return Field(schema_of_model(cls), description=cls.__doc__.strip() if cls.__doc__ else None)

    @classmethod
    def to_fields_dict(cls) -> dict[str, Field]:
        """The fields of the schema."""
        shape: Any = cls.to_config_schema().config_type
        fields: dict[str, Field] = shape.fields
        return fields

    @classmethod
    def from_config(cls, value: Any) -> Config:
        """The model for checked config."""
        return cls(**(value or {}))

    def config_dictionary(self) -> dict[str, Any]:
        """The config that the model stands for; what is None by default is left out."""
        made: dict[str, Any] = {}
        for name, value in dict(self).items():
            info = type(self).model_fields.get(name)
            if value is None and info is not None and info.default is None:
                continue
            made[(info and info.alias) or name] = _plain_field_value(info, value)
        return made

    def __setattr__(self, name: str, value: Any) -> None:
        """Fields cannot be set."""
        try:
            super().__setattr__(name, value)
        except ValidationError as problem:
            raise DagsterInvalidInvocationError(self._not_assignable()) from problem
        except ValueError as problem:
            if "object has no field" not in str(problem):
                raise
            raise DagsterInvalidInvocationError(self._not_declared(name)) from problem

    def _not_assignable(self) -> str:
        return (
            f"'{type(self).__name__}' is a Pythonic config class and does not support item assignment, as it "
            "inherits from 'pydantic.BaseModel' with frozen=True."
        )

    def _not_declared(self, name: str) -> str:
        return (
            f"'{type(self).__name__}' is a Pythonic config class and does not support manipulating undeclared "
            f"attribute '{name}' as it inherits from 'pydantic.BaseModel' without extra=\"allow\"."
        )

    def _convert_to_config_dictionary(self) -> dict[str, Any]:
        return self.config_dictionary()


class PermissiveConfig(Config):
    """A config model that takes entries that it does not declare."""

    model_config = ConfigDict(extra="allow")


def _field_named(fields: Mapping[str, FieldInfo], key: str) -> FieldInfo | None:
    """The field that a key of the config is for."""
    return next((info for name, info in fields.items() if (info.alias or name) == key), None)


def _argument(info: FieldInfo | None, value: Any) -> Any:
    """A value of the config as pydantic takes it: enumerations by value, unions with their discriminator."""
    if info is None:
        return value
    if info.discriminator is not None and isinstance(value, Mapping):
        return _union_member(str(info.discriminator), value)
    kind = info.annotation
    if not isinstance(kind, type) or not issubclass(kind, enum.Enum) or not isinstance(value, str):
        return value
    is_value = value in [member.value for member in kind]
    return value if is_value else kind.__members__.get(value, value)


def _union_member(discriminator: str, value: Mapping[str, Any]) -> dict[str, Any]:
    if len(value) != 1:
        raise CheckError("Discriminated union must have exactly one key")
    kind, inner = next(iter(value.items()))
    return {**inner, discriminator: kind}


def _plain_field_value(info: FieldInfo | None, value: Any) -> Any:
    if info is not None and info.discriminator is not None and isinstance(value, Config):
        return selector_value(value, str(info.discriminator))
    return plain_value(value)


__all__ = ["Config", "PermissiveConfig", "ValidationError"]
