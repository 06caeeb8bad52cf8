"""Built-in functions on texts, numbers and containers."""

import ast

from assetize.analyzer.values.arguments import first_argument
from assetize.analyzer.values.evaluation import Evaluation
from assetize.analyzer.values.text import is_text, render
from assetize.analyzer.values.value import (
    Known,
    NotKnown,
    Template,
    Value,
    elements_of,
    entries_of,
    mapping,
    sequence,
)


def _shown(evaluation: Evaluation, node: ast.Call) -> Value | None:
    value = first_argument(evaluation, node)
    if isinstance(value, Known) and isinstance(value.value, str | int | float | bool | None):
        return Known(str(value.value))
    return value if isinstance(value, Template | NotKnown) else None


def _number(evaluation: Evaluation, node: ast.Call) -> Value | None:
    value = first_argument(evaluation, node)
    if isinstance(value, Known) and isinstance(value.value, str | int | float):
        try:
            return Known(int(value.value))
        except (ValueError, OverflowError):
            return NotKnown("no number")
    return value if isinstance(value, Template | NotKnown) else None


def _length(evaluation: Evaluation, node: ast.Call) -> Value | None:
    value = first_argument(evaluation, node)
    if value is None:
        return None
    if isinstance(value, Known) and isinstance(value.value, str):
        return Known(len(value.value))
    contained = elements_of(value) or entries_of(value)
    return Known(len(contained)) if contained is not None else None


def _series(evaluation: Evaluation, node: ast.Call) -> Value | None:
    if not node.args:
        return Known(())
    value = first_argument(evaluation, node)
    elements = elements_of(value) if value is not None else None
    entries = entries_of(value) if value is not None else None
    if entries is not None:
        return Known(tuple(key for key, _ in entries))
    return sequence(elements) if elements is not None else None


def _sorted(evaluation: Evaluation, node: ast.Call) -> Value | None:
    value = _series(evaluation, node)
    elements = elements_of(value) if value is not None else None
    if node.keywords or elements is None or not all(map(is_text, elements)):
        return None
    return sequence(sorted(elements, key=lambda element: render(element) or ""))


def _range(evaluation: Evaluation, node: ast.Call) -> Value | None:
    limits = [evaluation.of(item) for item in node.args]
    numbers = [limit.value for limit in limits if isinstance(limit, Known) and isinstance(limit.value, int)]
    if len(numbers) != len(limits) or not 1 <= len(numbers) <= 3 or (len(numbers) == 3 and numbers[2] == 0):
        return None
    whole = range(*numbers)
    return Known(tuple(whole)) if len(whole) <= 1000 else None


def _enumerate(evaluation: Evaluation, node: ast.Call) -> Value | None:
    value = _series(evaluation, node)
    elements = elements_of(value) if value is not None else None
    start = next(
        (evaluation.of(item) for item in (*node.args[1:], *(w.value for w in node.keywords))), Known(0)
    )
    if elements is None or not isinstance(start, Known) or not isinstance(start.value, int):
        return None
    return sequence(sequence((Known(at), item)) for at, item in enumerate(elements, start.value))


def _zip(evaluation: Evaluation, node: ast.Call) -> Value | None:
    columns = [elements_of(evaluation.of(item)) for item in node.args]
    known = [column for column in columns if column is not None]
    if node.keywords or not known or len(known) != len(columns):
        return None
    return sequence(sequence(row) for row in zip(*known, strict=False))


def _reversed(evaluation: Evaluation, node: ast.Call) -> Value | None:
    elements = elements_of(_series(evaluation, node) or NotKnown(""))
    return None if elements is None else sequence(elements[::-1])


def _dict(evaluation: Evaluation, node: ast.Call) -> Value | None:
    entries: dict[object, Value] = {}
    for item in node.args:
        inner = entries_of(evaluation.of(item))
        if inner is None:
            return None
        entries.update(inner)
    for word in node.keywords:
        if word.arg is None:
            inner = entries_of(evaluation.of(word.value))
            if inner is None:
                return None
            entries.update(inner)
        else:
            entries[word.arg] = evaluation.of(word.value)
    return mapping(entries.items())


BUILTIN_FUNCTIONS = {
    "builtins.str": _shown,
    "builtins.int": _number,
    "builtins.len": _length,
    "builtins.list": _series,
    "builtins.tuple": _series,
    "builtins.set": _series,
    "builtins.frozenset": _series,
    "builtins.sorted": _sorted,
    "builtins.range": _range,
    "builtins.enumerate": _enumerate,
    "builtins.zip": _zip,
    "builtins.reversed": _reversed,
    "builtins.dict": _dict,
}
