"""Comprehensions over what is known: ``[read(path) for path in FOLDER.glob("*.yaml")]``."""

import ast
from collections.abc import Iterator, Sequence

from assetize.analyzer.values.conditions import truth_of
from assetize.analyzer.values.evaluation import Evaluation, Exact
from assetize.analyzer.values.subscripts import item_of
from assetize.analyzer.values.value import Known, NotKnown, Value, elements_of, entries_of, mapping, sequence

MOST_TURNS = 1_000


class NotFollowedError(Exception):
    """What the comprehension goes through, or keeps, is not known."""


def listed(evaluation: Evaluation, node: ast.ListComp | ast.SetComp | ast.GeneratorExp) -> Value:
    """``[element for target in iterated if test]``."""
    try:
        return sequence([inner.of(node.elt) for inner in _turns(evaluation, node.generators)])
    except NotFollowedError:
        return evaluation.not_known(node)


def keyed(evaluation: Evaluation, node: ast.DictComp) -> Value:
    """``{key: value for target in iterated if test}``."""
    found: dict[object, Value] = {}
    try:
        for inner in _turns(evaluation, node.generators):
            key = inner.of(node.key)
            if not isinstance(key, Known) or not isinstance(key.value, str | int | float | bool | None):
                return evaluation.not_known(node)
            found[key.value] = inner.of(node.value)
    except NotFollowedError:
        return evaluation.not_known(node)
    return mapping(found.items())


def _turns(evaluation: Evaluation, generators: Sequence[ast.comprehension]) -> Iterator[Evaluation]:
    first, rest = generators[0], generators[1:]
    elements = turns_over(evaluation.of(first.iter))
    if elements is None or first.is_async or len(elements) > MOST_TURNS:
        raise NotFollowedError
    for element in elements:
        is_exact = isinstance(evaluation.bindings, Exact)
        bindings = Exact(evaluation.bindings) if is_exact else dict(evaluation.bindings)
        bind(bindings, first.target, element)
        inner = evaluation.elsewhere(evaluation.scope, bindings, evaluation.position)
        kept = [truth_of(inner.of(test)) for test in first.ifs]
        if None in kept:
            raise NotFollowedError
        if False in kept:
            continue
        if rest:
            yield from _turns(inner, rest)
        else:
            yield inner


def turns_over(value: Value) -> Sequence[Value] | None:
    """What a loop over a value goes through."""
    entries = entries_of(value)
    return [Known(key) for key, _ in entries] if entries is not None else elements_of(value)


def bind(bindings: "dict[str, Value]", target: ast.expr, value: Value) -> None:
    """``target = value``."""
    if isinstance(target, ast.Name):
        bindings[target.id] = value
    elif isinstance(target, ast.Tuple | ast.List):
        for position, inner in enumerate(target.elts):
            is_plain = not isinstance(inner, ast.Starred)
            found = item_of(value, position) if is_plain else None
            name = inner if is_plain else inner.value  # type: ignore[attr-defined]
            bind(bindings, name, found or NotKnown("one of several unpacked values"))
