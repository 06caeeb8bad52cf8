"""The names `List`, `Optional`, `Dict`, `Set` and `Tuple`, which take types in brackets."""

from __future__ import annotations

from typing import Any

from assetize.runtime.errors import DagsterInvalidDefinitionError
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
from assetize.runtime.types.dagster_type import DagsterType
from assetize.runtime.types.resolution import resolve_dagster_type


class GenericType:
    """A type name that takes other types in brackets."""

    def __init__(self, name: str, bare: DagsterType | None) -> None:
        self.name = name
        self.bare_type = bare

    def __getitem__(self, members: Any) -> DagsterType:
        types = list(members) if isinstance(members, tuple) else [members]
        resolved = [resolve_dagster_type(member) for member in types]
        if self.name == "Tuple":
            return TupleType(resolved)
        if self.name == "Dict":
            if len(resolved) != 2:
                raise DagsterInvalidDefinitionError("Dict takes two types, one for keys and one for values.")
            return DictType(*resolved)
        if len(resolved) != 1:
            raise DagsterInvalidDefinitionError(
                f"Invalid type: dagster_type must be an instance of DagsterType or a Python type: got {members}. "
                f"{self.name} takes one type."
            )
        one = {"List": ListType, "Optional": OptionalType, "Set": SetType}[self.name]
        return one(resolved[0])

    def __call__(self, *members: Any) -> DagsterType:
        return self[members if len(members) != 1 else members[0]]

    def __repr__(self) -> str:
        return self.name


List = GenericType("List", PLAIN_LIST)
Optional = GenericType("Optional", None)
Dict = GenericType("Dict", PLAIN_DICT)
Set = GenericType("Set", PLAIN_SET)
Tuple = GenericType("Tuple", PLAIN_TUPLE)
