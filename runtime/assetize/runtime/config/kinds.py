"""The config types: scalars, nullable values, lists and unions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any as AnyValue

from assetize.runtime.config.paths import EvaluationError, Path, invalid_scalar, mismatch, place
from assetize.runtime.errors import ParameterCheckError

Errors = list[EvaluationError]


class ConfigType:
    """What a config value may be; `process` checks it and fills its defaults in."""

    given_name: str | None = None
    description: str | None = None
    is_scalar = False

    @property
    def key(self) -> str:
        """Equal for types that take the same values."""
        return self.given_name or type(self).__name__

    @property
    def label(self) -> str:
        """How error messages print the type."""
        return self.given_name or "Any"

    @property
    def example(self) -> AnyValue:
        """A value for the examples in error messages."""
        return "AnyType"

    @property
    def accepts_none(self) -> bool:
        """Whether `None` is a value of the type."""
        return False

    def process(self, value: AnyValue, path: Path, errors: Errors) -> AnyValue:
        """The value with its defaults; what does not fit is appended to `errors`."""
        if value is None and not self.accepts_none:
            errors.append(mismatch(path, f'Value {place(path)} must not be None. Expected "{self.label}"'))
            return None
        return self.process_value(value, path, errors)

    def process_value(self, value: AnyValue, path: Path, errors: Errors) -> AnyValue:
        """`process` for a value that is not `None`."""
        return value


class Any(ConfigType):
    """Every value."""

    given_name = "Any"

    @property
    def accepts_none(self) -> bool:
        return True


class Scalar(ConfigType):
    """A value that is an instance of a Python type; numbers are not booleans."""

    is_scalar = True

    def __init__(
        self,
        name: str,
        matches: Callable[[AnyValue], bool],
        example: AnyValue,
        convert: Callable[[AnyValue], AnyValue] | None = None,
    ) -> None:
        self.given_name = name
        self.matches = matches
        self.convert = convert
        self._example = example

    @property
    def example(self) -> AnyValue:
        return self._example

    def process_value(self, value: AnyValue, path: Path, errors: Errors) -> AnyValue:
        if not self.matches(value):
            errors.append(invalid_scalar(path, value, self.label))
            return value
        return self.convert(value) if self.convert else value


def _is_int(value: AnyValue) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_float(value: AnyValue) -> bool:
    return isinstance(value, (int, float))


ANY = Any()
INT = Scalar("Int", _is_int, 0)
FLOAT = Scalar("Float", _is_float, 0.0, float)
STRING = Scalar("String", lambda value: isinstance(value, str), "...")
BOOL = Scalar("Bool", lambda value: isinstance(value, bool), True)


class Noneable(ConfigType):
    """A value of another type, or `None`."""

    def __init__(self, inner_type: AnyValue) -> None:
        from assetize.runtime.config.resolution import resolve_config_type

        self.inner_type: ConfigType = resolve_config_type(inner_type)

    @property
    def key(self) -> str:
        return f"Noneable.{self.inner_type.key}"

    @property
    def label(self) -> str:
        return f"{self.inner_type.label}?"

    @property
    def example(self) -> AnyValue:
        return None

    @property
    def accepts_none(self) -> bool:
        return True

    def process_value(self, value: AnyValue, path: Path, errors: Errors) -> AnyValue:
        return None if value is None else self.inner_type.process(value, path, errors)


class Array(ConfigType):
    """A list whose members all have one type."""

    def __init__(self, inner_type: AnyValue) -> None:
        from assetize.runtime.config.resolution import resolve_config_type

        self.inner_type: ConfigType = resolve_config_type(inner_type)
        self.description = f"List of {self.key}"

    @property
    def key(self) -> str:
        return f"Array.{self.inner_type.key}"

    @property
    def label(self) -> str:
        return f"[{self.inner_type.label}]"

    @property
    def example(self) -> AnyValue:
        return []

    def process_value(self, value: AnyValue, path: Path, errors: Errors) -> AnyValue:
        if not isinstance(value, (list, tuple)):
            errors.append(mismatch(path, f'Value {place(path)} must be list. Expected: "{self.label}"'))
            return value
        inner = self.inner_type
        return [inner.process(item, (*path, f"[{n}]"), errors) for n, item in enumerate(value)]


class ScalarUnion(ConfigType):
    """A scalar, or a structured value."""

    def __init__(self, scalar_type: AnyValue, non_scalar_schema: AnyValue) -> None:
        from assetize.runtime.config.resolution import resolve_config_type

        self.scalar_type: ConfigType = resolve_config_type(scalar_type)
        self.non_scalar_type: ConfigType = resolve_config_type(non_scalar_schema)
        if not self.scalar_type.is_scalar:
            raise ParameterCheckError(
                f"Invariant violation for parameter scalar_type. Description: {self.scalar_type.label} is no scalar"
            )
        if self.non_scalar_type.is_scalar:
            raise ParameterCheckError(
                "Invariant violation for parameter non_scalar_type. "
                f"Description: {self.non_scalar_type.label} is a scalar"
            )

    @property
    def key(self) -> str:
        return f"ScalarUnion.{self.scalar_type.key}-{self.non_scalar_type.key}"

    @property
    def label(self) -> str:
        return f"({self.scalar_type.label} | {self.non_scalar_type.label})"

    @property
    def example(self) -> AnyValue:
        return self.scalar_type.example

    def process_value(self, value: AnyValue, path: Path, errors: Errors) -> AnyValue:
        structured = isinstance(value, (dict, list))
        chosen = self.non_scalar_type if structured else self.scalar_type
        return chosen.process(value, path, errors)
