"""Dagster types: a name and a check of values."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable, Mapping, Set
from typing import Any as AnyValue

from assetize.runtime.errors import (
    CheckError,
    DagsterInvalidDefinitionError,
    DagsterInvariantViolationError,
    ParameterCheckError,
)
from assetize.runtime.metadata.normalize import normalize_metadata
from assetize.runtime.records import Record, fields


class TypeCheck(Record):
    """The result of a type check."""

    __slots__ = fields("success", "description", "metadata")

    def __init__(
        self,
        success: bool,
        description: str | None = None,
        metadata: Mapping[str, AnyValue] | None = None,
    ) -> None:
        if not isinstance(success, bool):
            raise ParameterCheckError(
                f'Param "success" is not a bool. Got {success!r} which is type {type(success)}.'
            )
        self.success = success
        self.description = description
        self.metadata = normalize_metadata(metadata) if metadata else {}


PASSED = TypeCheck(True)
CheckFunction = Callable[[AnyValue, AnyValue], AnyValue]


class DagsterType:
    """A named check of the values of inputs and outputs."""

    is_dagster_type = True
    is_nothing = False
    is_any = False

    def __init__(
        self,
        type_check_fn: CheckFunction,
        key: str | None = None,
        name: str | None = None,
        description: str | None = None,
        loader: AnyValue = None,
        required_resource_keys: Set[str] | None = None,
        is_builtin: bool = False,
        metadata: Mapping[str, AnyValue] | None = None,
        typing_type: AnyValue = None,
    ) -> None:
        if name is not None and not isinstance(name, str):
            raise ParameterCheckError(f'Param "name" is not a str. Got {name!r} which is type {type(name)}.')
        self.given_name = name
        self.key = key or name or ""
        if not self.key:
            raise CheckError("Invariant failed. Description: Must set key or name")
        if loader is not None and not hasattr(loader, "construct_from_config_value"):
            raise ParameterCheckError(
                f'Param "loader" is not a DagsterTypeLoader. Got {loader!r} which is type {type(loader)}.'
            )
        self._check_function = _two_argument_function(type_check_fn, self.key)
        self._description = description
        self.loader = loader
        self.required_resource_keys = frozenset(required_resource_keys or ())
        self.is_builtin = is_builtin
        self.metadata = normalize_metadata(metadata) if metadata else {}
        self.typing_type: AnyValue = typing_type if typing_type is not None else AnyValue
        self.config_counterpart: AnyValue = None

    @property
    def display_name(self) -> str:
        """How messages print the type."""
        return self.given_name or self.key

    @property
    def unique_name(self) -> str | None:
        """The name that no other type may have."""
        return self.given_name

    @property
    def has_unique_name(self) -> bool:
        """Whether the type has a name of its own."""
        return self.given_name is not None

    @property
    def description(self) -> str | None:
        """What the type is for."""
        return self._description

    @property
    def inner_types(self) -> list[DagsterType]:
        """The types of members."""
        return []

    @property
    def type_check_fn(self) -> CheckFunction:
        """The check function."""
        return self._check_function

    def type_check(self, context: AnyValue, value: AnyValue) -> TypeCheck:
        """Checks a value."""
        result = self._check_function(context, value)
        if result is True:
            return PASSED
        if isinstance(result, TypeCheck):
            return result
        if isinstance(result, bool):
            return TypeCheck(success=result)
        raise DagsterInvariantViolationError(
            f"You have returned {result!r} of type {type(result)} from the type check function of type "
            f'"{self.key}". Return value must be instance of TypeCheck or a bool.'
        )

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.display_name})"


class PythonObjectDagsterType(DagsterType):
    """Values that are instances of a Python class, or of one of several."""

    def __init__(
        self,
        python_type: type | tuple[type, ...],
        key: str | None = None,
        name: str | None = None,
        **settings: AnyValue,
    ) -> None:
        classes = python_type if isinstance(python_type, tuple) else (python_type,)
        for member in classes:
            if not inspect.isclass(member):
                raise ParameterCheckError(
                    f'Param "python_type" must be a class. Got {member!r} of type {type(member)}.'
                )
        self.python_type = python_type
        names = [member.__name__ for member in classes]
        self.type_str = f"Union[{', '.join(names)}]" if isinstance(python_type, tuple) else names[0]
        name = name or self.type_str
        settings.setdefault("typing_type", typing.Union[classes])  # noqa: UP007
        super().__init__(self._is_instance, key=key or name, name=name, **settings)

    def _is_instance(self, _context: AnyValue, value: AnyValue) -> TypeCheck:
        if isinstance(value, self.python_type):
            return PASSED
        return TypeCheck(
            success=False,
            description=f"Value of type {type(value)} failed type check for Dagster type {self.display_name}, "
            f"expected value to be of Python type {self.expected}.",
        )

    @property
    def expected(self) -> str:
        """How messages name the Python class."""
        return self.type_str


class InferredType(PythonObjectDagsterType):
    """What a Python class stands for where it is used as a type; such types need no name of their own."""

    @property
    def unique_name(self) -> str | None:
        return None

    @property
    def has_unique_name(self) -> bool:
        return False

    @property
    def expected(self) -> str:
        python_type: AnyValue = self.python_type
        module = python_type.__module__
        return self.type_str if module == "builtins" else f"{module}.{self.type_str}"


def _two_argument_function(function: CheckFunction, key: str) -> CheckFunction:
    if not callable(function):
        raise ParameterCheckError(
            f'Param "type_check_fn" is not callable. Got {function!r} with type {type(function)}.'
        )
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return function
    positional = [p for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
    required = [p for p in positional if p.default is p.empty]
    takes_any_number = any(p.kind is p.VAR_POSITIONAL for p in parameters)
    if not takes_any_number and (len(positional) < 2 or len(required) > 2):
        raise DagsterInvalidDefinitionError(
            f'type_check_fn argument on type "{key}" must take 2 arguments, received {len(positional)}.'
        )
    return function
