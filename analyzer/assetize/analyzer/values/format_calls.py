"""Texts formatted by ``str.format``, ``string.Template`` and ``str.join``."""

import ast
import string
from collections.abc import Iterator, Mapping

from assetize.analyzer.values.evaluation import Evaluation
from assetize.analyzer.values.interpolation import format_known, shown
from assetize.analyzer.values.text import parts_of, text
from assetize.analyzer.values.value import Hole, Known, NotKnown, Value, entries_of


def format_call(evaluation: Evaluation, pattern: Value, call: ast.Call) -> Value:
    """``pattern.format(...)``."""
    values = [(shown(evaluation, argument), evaluation.source(argument)) for argument in call.args]
    named = {word.arg: shown(evaluation, word.value) for word in call.keywords if word.arg is not None}
    for word in call.keywords:
        if word.arg is None:
            named.update({str(key): value for key, value in entries_of(evaluation.of(word.value)) or ()})
    parts: list[str | Hole] = []
    for part in parts_of(pattern, ""):
        if isinstance(part, Hole):
            parts.append(part)
            continue
        try:
            fields = list(string.Formatter().parse(part))
        except ValueError:
            return NotKnown("a format that cannot be read")
        count = 0
        for literal, name, spec, conversion in fields:
            parts.append(literal)
            if name is None:
                continue
            if name == "":
                name, count = str(count), count + 1
            parts.extend(_format_part(name, spec or "", conversion, values, named))
    return text(parts)


def _format_part(
    name: str, spec: str, conversion: str | None, values: list[tuple[Value, str]], named: Mapping[str, Value]
) -> tuple[str | Hole, ...]:
    unknown = (Hole("unknown", name),)
    if name.isdecimal():
        value, source = values[int(name)] if int(name) < len(values) else (NotKnown("missing"), name)
    else:
        value, source = named.get(name, NotKnown("missing")), name
    if not spec and conversion in (None, "s"):
        return parts_of(value, source)
    if isinstance(value, Known) and conversion in (None, "s"):
        formatted = format_known(str(value.value) if conversion else value.value, spec)
        return unknown if formatted is None else (formatted,)
    return unknown


def substitute_call(evaluation: Evaluation, pattern: Value, call: ast.Call) -> Value:
    """``string.Template(pattern).substitute(...)`` and ``safe_substitute``."""
    named: dict[str, Value] = {}
    for argument in call.args:
        named.update({str(key): value for key, value in entries_of(evaluation.of(argument)) or ()})
    for word in call.keywords:
        if word.arg is not None:
            named[word.arg] = evaluation.of(word.value)
    parts: list[str | Hole] = []
    for part in parts_of(pattern, ""):
        parts.extend(_dollars(part, named) if isinstance(part, str) else (part,))
    return text(parts)


def _dollars(part: str, named: Mapping[str, Value]) -> Iterator[str | Hole]:
    end = 0
    for match in string.Template.pattern.finditer(part):
        yield part[end : match.start()]
        end = match.end()
        name = match["named"] or match["braced"]
        if match["escaped"] is not None:
            yield "$"
        elif name is None:
            yield match[0]
        else:
            yield from parts_of(named.get(name, NotKnown("missing")), name)
    yield part[end:]


def joined(separator: Value, elements: tuple[Value, ...]) -> Value:
    """``separator.join(elements)``."""
    between = parts_of(separator, "")
    parts: list[str | Hole] = []
    for position, element in enumerate(elements):
        if position:
            parts.extend(between)
        if isinstance(element, Known) and not isinstance(element.value, str):
            return NotKnown("something other than texts is joined")
        parts.extend(parts_of(element, "an element"))
    return text(parts)
