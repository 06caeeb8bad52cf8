"""Texts formatted with ``%``."""

import ast
import re
from collections.abc import Iterator, Mapping

from assetize.analyzer.values.evaluation import Evaluation
from assetize.analyzer.values.text import parts_of, text
from assetize.analyzer.values.value import Hole, Known, NotKnown, Value, elements_of, entries_of

PERCENT = re.compile(r"%(?:\((?P<key>[^)]*)\))?(?P<flags>[#0\- +]*\d{0,3}(?:\.\d{1,3})?)(?P<kind>[%a-zA-Z])")


def percent(evaluation: Evaluation, left: Value, right: ast.expr) -> Value:
    """``"...%s..." % values``."""
    named = entries_of(evaluation.of(right)) if not isinstance(right, ast.Tuple) else None
    if named is not None:
        by_key: Mapping[object, Value] = dict(named)
        return _percent(left, by_key, iter(()))
    if isinstance(right, ast.Tuple):
        return _percent(left, {}, iter([(evaluation.of(e), evaluation.source(e)) for e in right.elts]))
    value = evaluation.of(right)
    elements = elements_of(value)
    if elements is not None:
        return _percent(left, {}, iter([(element, "a value") for element in elements]))
    return _percent(left, {}, iter([(value, evaluation.source(right))]))


def _percent(left: Value, named: Mapping[object, Value], positional: Iterator[tuple[Value, str]]) -> Value:
    parts: list[str | Hole] = []
    for part in parts_of(left, ""):
        if isinstance(part, Hole):
            parts.append(part)
            continue
        end = 0
        for match in PERCENT.finditer(part):
            parts.append(part[end : match.start()])
            end = match.end()
            parts.extend(_percent_part(match, named, positional))
        parts.append(part[end:])
    return text(parts)


def _percent_part(
    match: re.Match[str], named: Mapping[object, Value], positional: Iterator[tuple[Value, str]]
) -> tuple[str | Hole, ...]:
    kind, key = match["kind"], match["key"]
    if kind == "%":
        return ("%",)
    if key is not None:
        value, source = named.get(key, NotKnown("missing")), key
    else:
        value, source = next(positional, (NotKnown("missing"), match[0]))
    if kind == "s" and not match["flags"]:
        return parts_of(value, source)
    if isinstance(value, Known) and isinstance(value.value, str | int | float):
        try:
            return (("%" + match["flags"] + kind) % value.value,)
        except (ValueError, TypeError):
            return (Hole("unknown", source),)
    return (Hole("unknown", source),)
