"""Text with holes: put together, changed, filled in, shown."""

from collections.abc import Iterable, Mapping

from assetize.analyzer.values.value import (
    Elements,
    Entries,
    Hole,
    Instance,
    Known,
    NotKnown,
    Template,
    Value,
    mapping,
    sequence,
)

LONGEST_TEXT = 1_000_000
SURE_HOLES = frozenset({"env", "project"})
"""Kinds of holes that have one value for as long as the project is deployed in one place."""
CASE_METHODS = frozenset({"lower", "upper", "strip", "lstrip", "rstrip", "title", "capitalize", "casefold"})


def text(parts: Iterable[str | Hole]) -> Value:
    """The text made of these parts, neighbouring strings joined."""
    joined: list[str | Hole] = []
    for part in parts:
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        elif part != "":
            joined.append(part)
    if sum(len(part) for part in joined if isinstance(part, str)) > LONGEST_TEXT:
        return NotKnown("it is a very long text")
    if all(isinstance(part, str) for part in joined):
        return Known("".join(part for part in joined if isinstance(part, str)))
    return Template(tuple(joined))


def parts_of(value: Value, source: str) -> tuple[str | Hole, ...]:
    """A value as part of a text; what is not known becomes a hole named after its source text."""
    parts = known_parts(value)
    return (Hole("unknown", source),) if parts is None else parts


def known_parts(value: Value) -> tuple[str | Hole, ...] | None:
    """A value as part of a text; None when it is not known."""
    if isinstance(value, Template):
        return value.parts
    if isinstance(value, Known) and isinstance(value.value, str | int | float | bool | None):
        return (str(value.value),)
    return None


def concatenate(values: Iterable[tuple[Value, str]]) -> Value:
    """Texts one after the other, each with its source text."""
    return text(part for value, source in values for part in parts_of(value, source))


def render(value: Value) -> str | None:
    """The text with its holes as ``{env:NAME}``; None for what is no text."""
    if isinstance(value, Known):
        return value.value if isinstance(value.value, str) else None
    if isinstance(value, Template):
        return "".join(part if isinstance(part, str) else render_hole(part) for part in value.parts)
    return None


def render_hole(hole: Hole) -> str:
    """``{env:NAME}``, ``{config:table.upper()}``."""
    name = "".join([hole.name, *(f".{method}()" for method in hole.methods)])
    return f"{{{hole.kind}:{name}}}"


def names_one_object(value: Value) -> bool:
    """True for a text that is the same in every run of one deployment."""
    if isinstance(value, Template):
        return all(hole.kind in SURE_HOLES for hole in value.holes)
    return isinstance(value, Known) and isinstance(value.value, str)


def apply_case(value: Value, method: str) -> Value:
    """``value.lower()`` and its like, also on text with holes."""
    if isinstance(value, Known) and isinstance(value.value, str):
        return Known(str(getattr(value.value, method)()))
    if not isinstance(value, Template):
        return NotKnown(f"{method}() of something not known")
    if method.endswith("strip"):
        return _strip(value, method)
    if method in ("title", "capitalize"):
        return _lone_hole(value, method)
    return text(
        getattr(part, method)() if isinstance(part, str) else _with_method(part, method)
        for part in value.parts
    )


def _strip(value: Template, method: str) -> Value:
    parts = list(value.parts)
    for position, method_there in ((0, "lstrip"), (-1, "rstrip")):
        if method not in ("strip", method_there):
            continue
        part = parts[position]
        parts[position] = (
            getattr(part, method_there)() if isinstance(part, str) else _with_method(part, method_there)
        )
    return text(parts)


def _lone_hole(value: Template, method: str) -> Value:
    part = value.parts[0]
    if len(value.parts) == 1 and isinstance(part, Hole):
        return Template((_with_method(part, method),))
    return NotKnown(f"{method}() of a text with holes")


def _with_method(hole: Hole, method: str) -> Hole:
    default = apply_case(hole.default, method) if hole.default is not None else None
    return Hole(hole.kind, hole.name, default, (*hole.methods, method))


def substitute(value: Value, bindings: Mapping[str, Value]) -> Value:
    """The value with its parameter holes filled in where something is bound to them."""
    if isinstance(value, Template):
        return _substitute_text(value, bindings)
    if isinstance(value, Elements):
        return sequence(substitute(element, bindings) for element in value.elements)
    if isinstance(value, Entries):
        return mapping((key, substitute(entry, bindings)) for key, entry in value.entries)
    if isinstance(value, Instance):
        arguments = tuple((name, substitute(argument, bindings)) for name, argument in value.arguments)
        return Instance(value.class_id, arguments)
    return value


def _substitute_text(value: Template, bindings: Mapping[str, Value]) -> Value:
    filled = [_filled(part, bindings) for part in value.parts]
    if len(filled) == 1:
        return filled[0]
    return text(
        part
        for whole, original in zip(filled, value.parts, strict=True)
        for part in parts_of(whole, original if isinstance(original, str) else original.name)
    )


def _filled(part: str | Hole, bindings: Mapping[str, Value]) -> Value:
    if isinstance(part, str):
        return Known(part)
    if part.kind != "param" or part.name not in bindings:
        return Template((part,))
    value = bindings[part.name]
    for method in part.methods:
        value = apply_case(value, method)
    return value


def is_text(value: Value) -> bool:
    """True for texts with and without holes."""
    return isinstance(value, Template) or (isinstance(value, Known) and isinstance(value.value, str))
