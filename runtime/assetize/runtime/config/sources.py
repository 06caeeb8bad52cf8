"""Scalars that may also be read from an environment variable, and `EnvVar`."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from assetize.runtime.config.kinds import BOOL, INT, STRING, ConfigType, Errors
from assetize.runtime.config.paths import DagsterEvaluationErrorReason as Reason
from assetize.runtime.config.paths import EvaluationError, Path, place
from assetize.runtime.errors import DagsterError


class EnvironmentVariableError(DagsterError):
    """An environment variable is not set or cannot be converted."""


class Source(ConfigType):
    """A scalar, or `{"env": NAME}`."""

    is_scalar = True

    def __init__(self, name: str, scalar: ConfigType, convert: Callable[[str, str], Any]) -> None:
        self.given_name = name
        self.scalar_type = scalar
        self.convert = convert

    @property
    def label(self) -> str:
        return f"({self.scalar_type.label} | {{ env: String }})"

    @property
    def example(self) -> Any:
        return self.scalar_type.example

    def process_value(self, value: Any, path: Path, errors: Errors) -> Any:
        if isinstance(value, EnvVar):
            value = {"env": value.env_var_name}
        if not isinstance(value, (dict, list)):
            return self.scalar_type.process(value, path, errors)
        from assetize.runtime.config.structures import Selector

        before = len(errors)
        checked: Any = Selector({"env": str}).process(value, path, errors)
        if len(errors) > before:
            return value
        try:
            return self.convert(checked["env"], read_environment(checked["env"]))
        except EnvironmentVariableError as problem:
            message = f"Post processing {place(path)} of original value {value} failed:\n{problem}"
            errors.append(EvaluationError(Reason.FAILED_POST_PROCESSING, message, path))
            return value


def read_environment(name: str) -> str:
    """The variable's value, or an error that names it."""
    value = os.getenv(name)
    if value is None:
        raise EnvironmentVariableError(
            f'You have attempted to fetch the environment variable "{name}" which is not set. '
            "In order for this execution to succeed it must be set in this environment."
        )
    return value


def _to_int(name: str, text: str) -> int:
    try:
        return int(text)
    except ValueError as problem:
        raise EnvironmentVariableError(
            f'Value stored in env variable "{name}" cannot be coerced into an int.'
        ) from problem


def _to_bool(_name: str, text: str) -> bool:
    """Dagster's rule: whatever is not one of these texts is true."""
    return text.lower() not in ("false", "none", "0", "")


StringSource = Source("StringSource", STRING, lambda _name, text: text)
IntSource = Source("IntSource", INT, _to_int)
BoolSource = Source("BoolSource", BOOL, _to_bool)


class IntEnvVar(int):
    """An integer that is read from an environment variable when a resource is set up."""

    name: str

    @classmethod
    def create(cls, name: str) -> IntEnvVar:
        """A reference to the variable."""
        variable = cls(0)
        variable.name = name
        return variable

    def __int__(self) -> int:
        raise RuntimeError(
            f'Attempted to directly retrieve environment variable IntEnvVar("{self.name}"). IntEnvVar defers resolution of the '
            "environment variable value until run time, and should only be used as input to Dagster config or resources.\n\nTo "
            "access the environment variable value, call `get_value` on the IntEnvVar, or use os.getenv directly."
        )

    def __str__(self) -> str:
        return str(int(self))

    @property
    def env_var_name(self) -> str:
        """The variable's name."""
        return self.name

    def get_value(self, default: int | None = None) -> int | None:
        """The variable's value now, or the default."""
        text = os.getenv(self.name)
        return default if text is None else int(text)


class EnvVar(str):
    """A string that is read from an environment variable when a resource is set up."""

    __slots__ = ()

    @classmethod
    def int(cls, name: str) -> Any:
        """A reference to a variable that holds an integer."""
        return IntEnvVar.create(name)

    @property
    def env_var_name(self) -> str:
        """The variable's name."""
        return str.__str__(self)

    def get_value(self, default: str | None = None) -> str | None:
        """The variable's value now, or the default."""
        return os.getenv(self.env_var_name, default=default)

    def __str__(self) -> str:
        raise RuntimeError(
            f'Attempted to directly retrieve environment variable EnvVar("{self.env_var_name}"). EnvVar '
            "defers resolution of the environment variable value until run time, and should only be used as "
            "input to Dagster config or resources.\n\nTo access the environment variable value, call "
            "`get_value` on the EnvVar, or use os.getenv directly."
        )

    def __repr__(self) -> str:
        return str.__repr__(self)
