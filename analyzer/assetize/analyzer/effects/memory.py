"""Databases in the memory of the process: what is in them does not outlast the op."""

import ast
import re

from assetize.analyzer.effects.frame import Frame
from assetize.analyzer.effects.knowing import thing_of
from assetize.analyzer.effects.things import Made, Named, Thing, is_scratch
from assetize.analyzer.values import Known, Template

_IN_MEMORY = frozenset(
    {":memory:", "", "sqlite://", "sqlite:///", "sqlite:///:memory:", "duckdb:///:memory:"}
)
_TEMPORARY = re.compile(r"(?:(?:sqlite|duckdb):///)?/(?:tmp|var/tmp|dev/shm)/")
_OF_ONE_RUN = re.compile(r"\brun_id\b|uuid[14]?\b|\bte?mp_", re.I)
_OWN_DATABASES = frozenset({"duckdb.sql", "duckdb.query", "duckdb.execute"})


def is_in_memory(frame: Frame, node: ast.Call, receiver: Thing | None) -> bool:
    """Whether a call works on a database in memory, by its receiver or by a connection among its arguments."""
    if receiver is not None and _lives_in_memory(receiver):
        return True
    function = node.func
    if receiver is None and isinstance(function, ast.Attribute | ast.Name):
        called = thing_of(frame, function)
        if isinstance(called, Named) and called.name in _OWN_DATABASES:
            return True
    values = [*node.args, *(keyword.value for keyword in node.keywords)]
    return any(
        _lives_in_memory(thing_of(frame, value))
        for value in values
        if isinstance(value, ast.Name | ast.Attribute | ast.Call)
    )


def _lives_in_memory(thing: Thing) -> bool:
    """In memory, or in a file that is the run's own: below a temporary folder, or named by the run's id."""
    location = thing.fact("location") if isinstance(thing, Made) else None
    if isinstance(location, Known):
        return location.value in _IN_MEMORY or _TEMPORARY.match(str(location.value)) is not None
    if not isinstance(location, Template):
        return False
    return is_scratch(location) or any(_OF_ONE_RUN.search(hole.name) is not None for hole in location.holes)
