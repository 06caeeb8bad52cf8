"""Databases in the memory of the process: what is in them does not outlast the op."""

import ast

from assetize.analyzer.effects.frame import Frame
from assetize.analyzer.effects.knowing import thing_of
from assetize.analyzer.effects.things import Made, Named, Thing
from assetize.analyzer.values import Known

_IN_MEMORY = frozenset(
    {":memory:", "", "sqlite://", "sqlite:///", "sqlite:///:memory:", "duckdb:///:memory:"}
)
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
        if isinstance(value, ast.Name | ast.Attribute)
    )


def _lives_in_memory(thing: Thing) -> bool:
    if not isinstance(thing, Made):
        return False
    location = thing.fact("location")
    return isinstance(location, Known) and location.value in _IN_MEMORY
