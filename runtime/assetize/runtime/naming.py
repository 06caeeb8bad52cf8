"""Which names definitions, inputs, outputs and groups may have."""

from __future__ import annotations

import keyword
import re

from assetize.runtime.errors import DagsterInvalidDefinitionError, ParameterCheckError

VALID_NAME = re.compile(r"^[A-Za-z0-9_]+$")
VALID_GROUP_NAME = re.compile(r"^[A-Za-z0-9_/]+$")
RESERVED_NAMES = frozenset(
    {"context", "conf", "config", "input", "output", "meta", "arg_dict", "input_arg_dict", "output_arg_dict"}
    | {"dict", "int", "str", "float", "bool", "type"}
    | set(keyword.kwlist)
)


def checked_name(name: str, allowed: frozenset[str] = frozenset()) -> str:
    """The name, or an error that says why a definition cannot have it."""
    if not isinstance(name, str):
        raise ParameterCheckError(f"A name must be a string, got {name!r} of type {type(name)}.")
    if name in RESERVED_NAMES and name not in allowed:
        raise DagsterInvalidDefinitionError(
            f'"{name}" is not a valid name in Dagster. It conflicts with a Dagster or python reserved keyword.'
        )
    if not VALID_NAME.match(name):
        raise DagsterInvalidDefinitionError(
            f'"{name}" is not a valid name in Dagster. Names must be in regex {VALID_NAME.pattern}.'
        )
    return name


def checked_group_name(name: str) -> str:
    """The name of an asset group, or an error."""
    if not VALID_GROUP_NAME.match(name):
        raise DagsterInvalidDefinitionError(
            f'"{name}" is not a valid group name. Names must be in regex {VALID_GROUP_NAME.pattern}.'
        )
    return name
