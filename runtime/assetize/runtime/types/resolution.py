"""From Python types and annotations to Dagster types."""

from __future__ import annotations

import collections.abc
import inspect
import types
import typing
from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from assetize.runtime.errors import (
    DagsterInvalidDefinitionError,
    DagsterInvariantViolationError,
    ParameterCheckError,
)
from assetize.runtime.types.builtin import ANY, BY_PYTHON_TYPE, NOTHING
from assetize.runtime.types.containers import (
    PLAIN_DICT,
    PLAIN_LIST,
    PLAIN_SET,
    PLAIN_TUPLE,
    DictType,
    ListType,
    OptionalType,
    SetType,
    TupleType,
)
from assetize.runtime.types.dagster_type import DagsterType, InferredType, PythonObjectDagsterType

T = TypeVar("T", bound=type)
_UNIONS = (typing.Union, types.UnionType)


class TypeRegistry:
    """Which Dagster type stands for a Python class, declared or made on first use."""

    def __init__(self) -> None:
        self.declared: WeakKeyDictionary[type, DagsterType] = WeakKeyDictionary()
        self.made: WeakKeyDictionary[type, DagsterType] = WeakKeyDictionary()

    def declare(self, python_type: type, dagster_type: DagsterType) -> None:
        """Makes a Dagster type stand for a class; a class has one at most."""
        taken = python_type in BY_PYTHON_TYPE or python_type in (list, dict, set, tuple)
        known = self.declared.get(python_type) if not taken else None
        if taken or (known is not None and known is not dagster_type):
            raise DagsterInvalidDefinitionError(
                f"A Dagster type has already been registered for the Python type {python_type}. "
                "make_python_type_usable_as_dagster_type can only be called once on a python type as it is "
                "registering a 1:1 mapping between that python type and a dagster type."
            )
        if known is None and python_type in self.made:
            raise DagsterInvalidDefinitionError(
                f"A Dagster type has already been registered for the Python type {python_type}. The Dagster type was "
                '"auto-registered": a definition used the Python type as an annotation for one of its arguments or for its '
                "return value before make_python_type_usable_as_dagster_type was called on it."
            )
        self.declared[python_type] = dagster_type

    def lookup(self, python_type: type) -> DagsterType:
        """The type that stands for a class."""
        found = self.declared.get(python_type) or self.made.get(python_type)
        if found is None:
            found = self.made[python_type] = InferredType(python_type)
        return found


REGISTRY = TypeRegistry()
_BARE: Mapping[Any, DagsterType] = {
    list: PLAIN_LIST,
    dict: PLAIN_DICT,
    set: PLAIN_SET,
    tuple: PLAIN_TUPLE,
    typing.List: PLAIN_LIST,  # noqa: UP006
    typing.Dict: PLAIN_DICT,  # noqa: UP006
    typing.Set: PLAIN_SET,  # noqa: UP006
    typing.Tuple: PLAIN_TUPLE,  # noqa: UP006
}


def resolve_dagster_type(value: Any) -> DagsterType:
    """The Dagster type that a user's value stands for, or an error."""
    if isinstance(value, DagsterType):
        return value
    if value is None:
        return ANY
    bare = getattr(value, "bare_type", None)
    if bare is not None:
        plain: DagsterType = bare
        return plain
    try:
        known = BY_PYTHON_TYPE.get(value) or _BARE.get(value)
    except TypeError:
        known = None
    if known is not None:
        return known
    origin = typing.get_origin(value)
    if origin is not None:
        return _from_generic(value, origin, typing.get_args(value))
    if inspect.isclass(value):
        if issubclass(value, DagsterType):
            raise DagsterInvalidDefinitionError(
                f"dagster_type must be an instance of a DagsterType, got the class {value}: did you mean an instance?"
            )
        return REGISTRY.lookup(value)
    raise DagsterInvalidDefinitionError(
        f"Invalid type: dagster_type must be an instance of DagsterType or a Python type: got {value}."
    )


def _from_generic(value: Any, origin: Any, arguments: tuple[Any, ...]) -> DagsterType:
    if origin is typing.Annotated:
        return resolve_dagster_type(arguments[0])
    if origin in _UNIONS:
        others = [member for member in arguments if member is not type(None)]
        if len(others) == 1 and len(arguments) == 2:
            return OptionalType(resolve_dagster_type(others[0]))
    elif origin in (list, collections.abc.Sequence) and arguments:
        return ListType(resolve_dagster_type(arguments[0]))
    elif origin is set and arguments:
        return SetType(resolve_dagster_type(arguments[0]))
    elif origin in (dict, collections.abc.Mapping) and len(arguments) == 2:
        return DictType(resolve_dagster_type(arguments[0]), resolve_dagster_type(arguments[1]))
    elif origin is tuple and arguments and Ellipsis not in arguments:
        return TupleType([resolve_dagster_type(member) for member in arguments])
    if origin in _BARE:
        raise DagsterInvariantViolationError(
            f"Must pass in a type from dagster module. You passed {value} which is part of python's typing module."
        )
    raise DagsterInvalidDefinitionError(
        f"Invalid type: dagster_type must be an instance of DagsterType or a Python type: got {value}."
    )


def dagster_type_of_annotation(annotation: Any, where: str = "type annotation") -> DagsterType:
    """The type for a parameter's or return value's annotation, or an error that says where it is."""
    if annotation is None:
        return NOTHING
    try:
        if typing.get_origin(annotation) is typing.Annotated:
            raise DagsterInvalidDefinitionError(f"{annotation} is an annotated type.")
        return resolve_dagster_type(annotation)
    except (DagsterInvalidDefinitionError, DagsterInvariantViolationError) as problem:
        raise DagsterInvalidDefinitionError(
            f"Problem using type '{annotation}' from {where}, correct the issue or explicitly set the dagster_type "
            "via In() or Out()."
        ) from problem


def make_python_type_usable_as_dagster_type(python_type: type, dagster_type: DagsterType) -> None:
    """Makes a Dagster type stand for a Python class wherever the class is used as a type."""
    if not inspect.isclass(python_type):
        raise ParameterCheckError(
            f'Param "python_type" is not a type. Got {python_type!r} which is type {type(python_type)}.'
        )
    REGISTRY.declare(python_type, dagster_type)


def usable_as_dagster_type(
    name: Any = None,
    description: str | None = None,
    loader: Any = None,
) -> Any:
    """Decorates a class with a Dagster type of its own."""

    def wrap(python_type: T) -> T:
        made = PythonObjectDagsterType(python_type, name=given, description=description, loader=loader)
        make_python_type_usable_as_dagster_type(python_type, made)
        return python_type

    given = None if inspect.isclass(name) else name
    decorate: Callable[[Any], Any] = wrap
    return decorate(name) if inspect.isclass(name) else decorate
