"""Methods of texts."""

import ast

from assetize.analyzer.values.arguments import method_name
from assetize.analyzer.values.evaluation import Evaluation
from assetize.analyzer.values.format_calls import format_call, joined, substitute_call
from assetize.analyzer.values.jinja import render_call
from assetize.analyzer.values.text import CASE_METHODS, apply_case, is_text, text
from assetize.analyzer.values.value import (
    Known,
    NotKnown,
    Template,
    Value,
    elements_of,
)

PLAIN_TEXT_METHODS = frozenset(
    [
        "strip",
        "lstrip",
        "rstrip",
        "removeprefix",
        "removesuffix",
        "replace",
        "split",
        "rsplit",
        "partition",
        "rpartition",
        "splitlines",
        "zfill",
        "startswith",
        "endswith",
        "swapcase",
        "count",
        "find",
        "index",
    ]
)


def _format(evaluation: Evaluation, owner: Value, node: ast.Call) -> Value | None:
    return format_call(evaluation, owner, node) if is_text(owner) else None


def _join(evaluation: Evaluation, owner: Value, node: ast.Call) -> Value | None:
    elements = elements_of(evaluation.of(node.args[0])) if len(node.args) == 1 else None
    if not is_text(owner):
        return None
    return joined(owner, elements) if elements is not None else evaluation.not_known(node)


def _case(evaluation: Evaluation, owner: Value, node: ast.Call) -> Value | None:
    name = method_name(node)
    if node.args or node.keywords:
        return _plain(evaluation, owner, node)
    return apply_case(owner, name) if is_text(owner) and name in CASE_METHODS else None


def _plain(evaluation: Evaluation, owner: Value, node: ast.Call) -> Value | None:
    """A method of ``str`` on known text with known arguments."""
    arguments = [evaluation.of(item) for item in node.args]
    known = [item.value for item in arguments if isinstance(item, Known)]
    if node.keywords or len(known) != len(arguments):
        return evaluation.not_known(node) if is_text(owner) else None
    name = method_name(node)
    if isinstance(owner, Template):
        return _plain_with_holes(owner, name, known)
    if not isinstance(owner, Known) or not isinstance(owner.value, str):
        return None
    if name == "zfill" and not (known and isinstance(known[0], int) and known[0] < 1000):
        return None
    try:
        result = getattr(owner.value, name)(*known)
    except (TypeError, ValueError):
        return None
    return (
        text([result])
        if isinstance(result, str)
        else Known(tuple(result) if isinstance(result, list) else result)
    )


def _plain_with_holes(owner: Template, name: str, known: list[object]) -> Value:
    first, last = owner.parts[0], owner.parts[-1]
    ending = known[0] if known and isinstance(known[0], str) else None
    if name == "removeprefix" and isinstance(first, str) and ending is not None and len(ending) <= len(first):
        return text([first.removeprefix(ending), *owner.parts[1:]])
    if name == "removesuffix" and isinstance(last, str) and ending is not None and len(ending) <= len(last):
        return text([*owner.parts[:-1], last.removesuffix(ending)])
    return NotKnown(f"{name}() of a text with holes")


def _substitute(evaluation: Evaluation, owner: Value, node: ast.Call) -> Value | None:
    return substitute_call(evaluation, owner, node) if is_text(owner) else None


def _render(evaluation: Evaluation, owner: Value, node: ast.Call) -> Value | None:
    return render_call(evaluation, owner, node) if is_text(owner) else None


TEXT_METHODS = {
    **dict.fromkeys(PLAIN_TEXT_METHODS, _plain),
    **dict.fromkeys(CASE_METHODS, _case),
    "format": _format,
    "join": _join,
    "substitute": _substitute,
    "safe_substitute": _substitute,
    "render": _render,
}
