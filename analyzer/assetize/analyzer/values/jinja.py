"""Jinja templates: placeholders are filled in, statements left out."""

import ast
import re
from collections.abc import Iterator, Mapping

from assetize.analyzer.values.evaluation import Evaluation
from assetize.analyzer.values.text import parts_of, text
from assetize.analyzer.values.value import Hole, NotKnown, Value, entries_of

_MARK = re.compile(r"\{\{-?\s*(?P<name>[^{}]*?)\s*-?\}\}|\{%.*?%\}|\{#.*?#\}", re.S)


def render_call(evaluation: Evaluation, pattern: Value, call: ast.Call) -> Value:
    """``jinja2.Template(pattern).render(schema="shop")``."""
    named: dict[str, Value] = {}
    for argument in call.args:
        named.update({str(key): value for key, value in entries_of(evaluation.of(argument)) or ()})
    for word in call.keywords:
        if word.arg is not None:
            named[word.arg] = evaluation.of(word.value)
        else:
            named.update({str(key): value for key, value in entries_of(evaluation.of(word.value)) or ()})
    parts: list[str | Hole] = []
    for part in parts_of(pattern, ""):
        parts.extend(_filled(part, named) if isinstance(part, str) else (part,))
    return text(parts)


def _filled(part: str, named: Mapping[str, Value]) -> Iterator[str | Hole]:
    end = 0
    for match in _MARK.finditer(part):
        yield part[end : match.start()]
        end = match.end()
        name = match["name"]
        if name is not None:
            plain = name.partition("|")[0].strip()
            yield from parts_of(named.get(plain, NotKnown("missing")), name)
    yield part[end:]
