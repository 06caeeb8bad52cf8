"""Types of lists, optional values, dictionaries, sets and tuples."""

from __future__ import annotations

import typing
from typing import Any

from assetize.runtime.config import kinds
from assetize.runtime.config.structures import Permissive
from assetize.runtime.errors import DagsterInvalidDefinitionError
from assetize.runtime.types.builtin import ANY
from assetize.runtime.types.dagster_type import PASSED, DagsterType, PythonObjectDagsterType, TypeCheck
from assetize.runtime.types.loader import SchemaLoader


class ContainerType(DagsterType):
    """A type made of other types."""

    def __init__(self, key: str, label: str, members: list[DagsterType], typing_type: Any) -> None:
        self.label = label
        self.members = members
        super().__init__(self._check, key=key, name=None, typing_type=typing_type)

    @property
    def display_name(self) -> str:
        return self.label

    @property
    def inner_types(self) -> list[DagsterType]:
        return self.members

    @property
    def inner_type(self) -> DagsterType:
        """The type of all members, for types that have one."""
        return self.members[0]

    @property
    def type_param_keys(self) -> list[str]:
        """The keys of the member types."""
        return [member.key for member in self.members]

    def _check(self, context: Any, value: Any) -> TypeCheck:
        raise NotImplementedError

    def _check_all(self, context: Any, pairs: Any) -> TypeCheck:
        for member, value in pairs:
            result = member.type_check(context, value)
            if not result.success:
                failed: TypeCheck = result
                return failed
        return PASSED


class ListType(ContainerType):
    """A list with members of one type."""

    def __init__(self, inner: DagsterType) -> None:
        label = f"[{inner.display_name}]"
        super().__init__(f"List.{inner.key}", label, [inner], typing.List[inner.typing_type])  # type: ignore[name-defined]  # noqa: UP006
        if inner.loader is not None:
            element = inner.loader
            self.loader = SchemaLoader(
                kinds.Array(element.schema_type),
                lambda context, values: [element.construct_from_config_value(context, v) for v in values],
                element.required_resource_keys(),
            )

    def _check(self, context: Any, value: Any) -> TypeCheck:
        if not isinstance(value, list):
            description = f'Value "{value}" of python type "{type(value).__name__}" must be a list.'
            return TypeCheck(success=False, description=description)
        return self._check_all(context, ((self.members[0], item) for item in value))


class OptionalType(ContainerType):
    """A value of another type, or `None`."""

    def __init__(self, inner: DagsterType) -> None:
        if inner.is_nothing:
            raise DagsterInvalidDefinitionError(
                "Type Nothing can not be wrapped in List or Optional, since it is not a value."
            )
        typing_type = typing.Optional[inner.typing_type]  # type: ignore[name-defined]  # noqa: UP045
        super().__init__(f"Optional.{inner.key}", f"{inner.display_name}?", [inner], typing_type)
        if inner.loader is not None:
            element = inner.loader
            self.loader = SchemaLoader(
                kinds.Noneable(element.schema_type),
                lambda context, value: (
                    None if value is None else element.construct_from_config_value(context, value)
                ),
                element.required_resource_keys(),
            )

    def _check(self, context: Any, value: Any) -> TypeCheck:
        return PASSED if value is None else self.members[0].type_check(context, value)


class DictType(ContainerType):
    """A dictionary with keys of one type and values of another."""

    def __init__(self, key_type: DagsterType, value_type: DagsterType) -> None:
        key = f"TypedPythonDict.{key_type.key}.{value_type.key}"
        label = f"Dict[{key_type.display_name},{value_type.display_name}]"
        typing_type = typing.Dict[key_type.typing_type, value_type.typing_type]  # type: ignore[name-defined]  # noqa: UP006
        super().__init__(key, label, [key_type, value_type], typing_type)

    def _check(self, context: Any, value: Any) -> TypeCheck:
        if not isinstance(value, dict):
            return TypeCheck(success=False, description=f"Value should be a dict, got a {type(value)}")
        key_type, value_type = self.members
        for key, item in value.items():
            result = self._check_all(context, ((key_type, key), (value_type, item)))
            if not result.success:
                return result
        return PASSED


class SetType(ContainerType):
    """A set with members of one type."""

    def __init__(self, inner: DagsterType) -> None:
        typing_type = typing.Set[inner.typing_type]  # type: ignore[name-defined]  # noqa: UP006
        super().__init__(f"TypedPythonSet.{inner.key}", f"Set[{inner.display_name}]", [inner], typing_type)

    def _check(self, context: Any, value: Any) -> TypeCheck:
        if not isinstance(value, set):
            return TypeCheck(success=False, description=f"Value should be a set, got a {type(value)}")
        return self._check_all(context, ((self.members[0], item) for item in value))


class TupleType(ContainerType):
    """A tuple with a type for each entry."""

    def __init__(self, members: list[DagsterType]) -> None:
        key = "TypedPythonTuple" + ".".join(member.key for member in members)
        label = f"Tuple[{','.join(member.display_name for member in members)}]"
        super().__init__(key, label, members, typing.Tuple[tuple(m.typing_type for m in members)])  # noqa: UP006

    def _check(self, context: Any, value: Any) -> TypeCheck:
        if not isinstance(value, tuple):
            return TypeCheck(success=False, description=f"Value should be a tuple, got a {type(value)}")
        if len(value) != len(self.members):
            description = f"Tuple with key {self.key} requires {len(self.members)} entries, received {len(value)} values"
            return TypeCheck(success=False, description=description)
        return self._check_all(context, zip(self.members, value, strict=True))


PLAIN_DICT = PythonObjectDagsterType(dict, key="PythonDict", name="dict")
PLAIN_DICT.loader = SchemaLoader(Permissive(), lambda _context, value: value)
PLAIN_SET = PythonObjectDagsterType(set, key="PythonSet", name="set")
PLAIN_TUPLE = PythonObjectDagsterType(tuple, key="PythonTuple", name="tuple")
PLAIN_LIST = ListType(ANY)
