"""Finds where an I/O manager reports materializations, in its own methods or in a function that they call."""

import ast
from collections.abc import Iterator

from assetize.analyzer.model import Location
from assetize.analyzer.names import Definition
from assetize.analyzer.readers.found import Reading
from assetize.analyzer.syntax.standpoint import FunctionNode, Standpoint

EVENTS = frozenset({"dagster.AssetMaterialization", "dagster.AssetMaterialization.file"})
Body = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def find_report(reading: Reading, class_id: str) -> Location | None:
    """The first place, or None. What a base class of the project does counts, too."""
    pending = [
        definition
        for name in reading.sources.lineage(class_id)
        if ":" in name and (definition := reading.sources.definition(name)) is not None
    ]
    seen: set[str] = set()
    while pending:
        definition = pending.pop()
        module = reading.sources.module(definition.module_id)
        if definition.id in seen or module is None or not isinstance(definition.node, Body):
            continue
        seen.add(definition.id)
        outside = Standpoint(reading.sources, module, definition.scope)
        for here, call in _calls(outside, definition.node):
            if here.resolve(call.func) in EVENTS:
                return here.at(call)
            pending += _functions(here, call)
    return None


def _calls(outside: Standpoint, body: Body) -> Iterator[tuple[Standpoint, ast.Call]]:
    """All calls, each with the standpoint of the method around it."""
    here = outside.inside(body)
    methods = (
        [item for item in body.body if isinstance(item, FunctionNode)]
        if isinstance(body, ast.ClassDef)
        else [body]
    )
    for method in methods:
        inside = here if method is body else here.inside(method)
        yield from ((inside, node) for node in ast.walk(method) if isinstance(node, ast.Call))


def _functions(here: Standpoint, call: ast.Call) -> list[Definition]:
    if not isinstance(call.func, ast.Name | ast.Attribute):
        return []
    called = here.definition(call.func)
    return [called] if called is not None and isinstance(called.node, FunctionNode) else []
