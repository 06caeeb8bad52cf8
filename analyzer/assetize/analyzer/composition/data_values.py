"""Constants that the rest of the analyzer knows, as values of a body: what files of the project hold, above all."""

import ast

from assetize.analyzer.composition.values import Entries, Items, Known, Value
from assetize.analyzer.syntax.standpoint import Standpoint
from assetize.analyzer.values import evaluate
from assetize.analyzer.values import value as values


def known_value(here: Standpoint, expression: ast.expr) -> Value | None:
    """What an expression outside any body is known to give; None for what is only known while running."""
    try:
        found = evaluate(here.sources, here.scope.module_id, expression, {}, here.scope)
    except RecursionError:
        return None
    return _converted(found)


def _converted(found: values.Value) -> Value | None:
    elements, entries = values.elements_of(found), values.entries_of(found)
    if elements is not None:
        items = [_converted(item) for item in elements]
        known = [item for item in items if item is not None]
        return Items(known) if len(known) == len(items) else None
    if entries is not None:
        pairs = {key: _converted(item) for key, item in entries}
        kept = {key: item for key, item in pairs.items() if item is not None}
        return Entries(kept) if len(kept) == len(pairs) else None
    return Known(found.value) if isinstance(found, values.Known) else None
