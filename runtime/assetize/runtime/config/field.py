"""A field of a config schema: its type, whether it is required, its default."""

from __future__ import annotations

from enum import Enum
from typing import Any

from assetize.runtime.config.kinds import ConfigType, Errors
from assetize.runtime.config.paths import Path
from assetize.runtime.errors import (
    CheckError,
    DagsterInvalidConfigError,
    DagsterInvalidDefinitionError,
    ParameterCheckError,
)


class Unset(Enum):
    """Marks that no default was given, since `None` may be one."""

    NO_VALUE = "no value"


NO_VALUE = Unset.NO_VALUE


class Field:
    """Defines one entry of a config schema."""

    __slots__ = ("_default", "_given", "config_type", "description", "is_required")

    def __init__(
        self,
        config: Any,
        default_value: Any = NO_VALUE,
        is_required: bool | None = None,
        description: str | None = None,
    ) -> None:
        from assetize.runtime.config.resolution import resolve_field_type

        self.config_type: ConfigType = resolve_field_type(config)
        self.description = description
        _check_arguments(is_required, description, default_value)
        if is_required and default_value is not NO_VALUE:
            raise ParameterCheckError(
                "Invariant violation for parameter default_value. "
                "Description: required arguments should not specify default values"
            )
        if isinstance(default_value, Enum) and default_value is not NO_VALUE:
            raise DagsterInvalidDefinitionError(_member_as_default(self.config_type))
        self._default = _implied_default(self.config_type) if default_value is NO_VALUE else default_value
        if is_required is False and default_value is NO_VALUE:
            self._default = NO_VALUE
        self._given = default_value is not NO_VALUE
        self.is_required = is_required if is_required is not None else self._default is NO_VALUE
        if self.is_required:
            self._default = NO_VALUE
        if default_value is not NO_VALUE:
            self._check_default()

    @property
    def default_provided(self) -> bool:
        """Whether a missing entry gets a value."""
        return self._default is not NO_VALUE

    @property
    def default_value(self) -> Any:
        """The value of a missing entry."""
        if self._default is NO_VALUE:
            raise CheckError("Invariant failed. Description: Asking for default value when none was provided")
        return self._default if self._given else self.process_default((), [])

    @property
    def default_value_as_json_str(self) -> str:
        """The default as JSON."""
        from assetize.runtime.serdes import serialize_value

        return serialize_value(self.default_value)

    def as_field(self) -> Field:
        """The field itself, as the schema of a definition is asked for it."""
        return self

    def __repr__(self) -> str:
        default = "@" if self._default is NO_VALUE else self._default
        return f"Field({self.config_type}, default={default}, is_required={self.is_required})"

    def process(self, value: Any, path: Path, errors: Errors) -> Any:
        """Checks a given value and fills its defaults in."""
        return self.config_type.process(value, path, errors)

    def process_default(self, path: Path, errors: Errors) -> Any:
        """The value of a missing entry, with its own defaults filled in."""
        return self.config_type.process(self._default, path, errors)

    def _check_default(self) -> None:
        if isinstance(self._default, Enum) or _reads_environment(self._default):
            return
        errors: Errors = []
        self.config_type.process(self._default, (), errors)
        if errors:
            raise DagsterInvalidConfigError(
                "Invalid default_value for Field. Ensure all required config entries are provided "
                "and all values match the expected types.",
                errors,
                self._default,
            )


def _check_arguments(is_required: Any, description: Any, default_value: Any) -> None:
    for name, value, expected in (("is_required", is_required, bool), ("description", description, str)):
        if value is not None and not isinstance(value, expected):
            raise ParameterCheckError(
                f'Param "{name}" is not a {expected.__name__}. Got {value!r} which is type {type(value)}.'
            )
    if callable(default_value):
        raise ParameterCheckError(
            "Invariant violation for parameter default_value. Description: default_value cannot be a callable"
        )


def _reads_environment(value: Any) -> bool:
    if not isinstance(value, dict):
        return False
    return set(value) == {"env"} or any(_reads_environment(item) for item in value.values())


def _member_as_default(config_type: Any) -> str:
    return (
        f"You have passed into a python enum value as the default value into of a config enum type "
        f"{config_type.label}. You must pass in the underlying string represention as the default value. One of "
        f"{getattr(config_type, 'config_values', [])}."
    )


def _implied_default(config_type: ConfigType) -> Any:
    from assetize.runtime.config.kinds import Noneable
    from assetize.runtime.config.structures import Selector, Shape

    if isinstance(config_type, Noneable):
        return None
    if isinstance(config_type, Shape):
        return NO_VALUE if any(f.is_required for f in config_type.fields.values()) else {}
    if isinstance(config_type, Selector) and len(config_type.fields) == 1:
        return NO_VALUE if next(iter(config_type.fields.values())).is_required else {}
    return NO_VALUE
