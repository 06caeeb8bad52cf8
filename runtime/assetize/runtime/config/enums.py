"""Config values that are names of members of an enumeration."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from typing import Any

from assetize.runtime.config.kinds import ConfigType, Errors
from assetize.runtime.config.paths import Path, mismatch, place
from assetize.runtime.errors import CheckError, ParameterCheckError


class EnumValue:
    """A name that config may give, and the Python value that it stands for."""

    def __init__(self, config_value: str, python_value: Any = None, description: str | None = None) -> None:
        if not isinstance(config_value, str):
            raise ParameterCheckError(
                f'Param "config_value" is not a str. Got {config_value!r} which is type {type(config_value)}.'
            )
        self.config_value = config_value
        self.python_value = config_value if python_value is None else python_value
        self.description = description


class Enum(ConfigType):
    """One of a fixed set of names."""

    is_scalar = True

    def __init__(self, name: str, enum_values: Sequence[EnumValue]) -> None:
        if not isinstance(name, str):
            raise ParameterCheckError(f'Param "name" is not a str. Got {name!r} which is type {type(name)}.')
        for value in enum_values:
            if not isinstance(value, EnumValue):
                raise CheckError(
                    f"Member of sequence mismatches type. Expected {EnumValue}. Got {value!r} of type {type(value)}."
                )
        self.given_name = name
        self.enum_values = list(enum_values)
        self._by_name = {value.config_value: value for value in enum_values}
        if len(self._by_name) != len(self.enum_values):
            raise CheckError(f'Enum "{name}" has several values of one name.')

    @property
    def config_values(self) -> list[str]:
        """The names that config may give."""
        return [value.config_value for value in self.enum_values]

    @property
    def example(self) -> Any:
        return self.enum_values[0].config_value if self.enum_values else "AnyType"

    def process_value(self, value: Any, path: Path, errors: Errors) -> Any:
        if not isinstance(value, str):
            errors.append(
                mismatch(path, f"Value {place(path)} for enum type {self.given_name} must be a string")
            )
            return value
        found = self._by_name.get(value)
        if found is None:
            errors.append(
                mismatch(path, f"Value {place(path)} not in enum type {self.given_name} got {value}")
            )
            return value
        return found.python_value

    @classmethod
    def from_python_enum(cls, enum: type[enum.Enum], name: str | None = None) -> Enum:
        """The members of a Python enumeration, by name."""
        members = [EnumValue(member.name, python_value=member) for member in enum]
        return cls(name or enum.__name__, members)

    @classmethod
    def from_python_enum_direct_values(cls, enum: type[enum.Enum], name: str | None = None) -> Enum:
        """The values of the members of a Python enumeration, by name."""
        members = [EnumValue(member.name, python_value=member.value) for member in enum]
        return cls(name or enum.__name__, members)
