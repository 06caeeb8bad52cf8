"""Paths, which are texts whose parts are joined by ``/``."""

import posixpath
from collections.abc import Sequence
from pathlib import PurePosixPath

from assetize.analyzer.values.text import render, text
from assetize.analyzer.values.value import Hole, Known, NotKnown, Template, Value

PROJECT = Hole("project", "root")


def module_path(file: str) -> Value:
    """What ``__file__`` is in a module: below the analysed folder, wherever that is."""
    return Template((PROJECT, f"/{file}"))


def join_paths(values: Sequence[tuple[Value, str]]) -> Value | None:
    """``os.path.join(*values)`` and ``a / b``, values with their source text; None when nothing of it is a known text."""
    joined: tuple[str | Hole, ...] = ()
    if not any(isinstance(value, Template) or render(value) is not None for value, _ in values):
        return None
    for value, source in values:
        if isinstance(value, Known) and isinstance(value.value, str):
            parts: tuple[str | Hole, ...] = (value.value,) if value.value else ()
        elif isinstance(value, Template):
            parts = value.parts
        else:
            parts = (Hole("unknown", source),)
        joined = _joined(joined, parts)
    return normal(text(joined))


def _joined(left: tuple[str | Hole, ...], right: tuple[str | Hole, ...]) -> tuple[str | Hole, ...]:
    if not right:
        return left
    first = right[0]
    if not left or first == PROJECT or (isinstance(first, str) and first.startswith("/")):
        return right
    last = left[-1]
    has_slash = isinstance(last, str) and last.endswith("/")
    return (*left, *right) if has_slash else (*left, "/", *right)


def normal(value: Value) -> Value:
    """A path without doubled slashes and ``./``, as ``pathlib`` writes it."""
    if isinstance(value, Known) and isinstance(value.value, str) and "://" not in value.value:
        return Known(str(PurePosixPath(value.value))) if value.value else value
    if isinstance(value, Template) and value.parts[0] == PROJECT:
        return _inside_project(value)
    return value


def _inside_project(value: Template) -> Value:
    """``{project:root}/a/../b`` is ``{project:root}/b``; a path that leaves the project stays as written."""
    if len(value.parts) != 2 or not isinstance(value.parts[1], str):
        return value
    inner = posixpath.normpath(value.parts[1].lstrip("/"))
    if inner.startswith(".."):
        return value
    return text([PROJECT, f"/{inner}"]) if inner != "." else Template((PROJECT,))


def parent_of(value: Value) -> Value:
    """``path.parent`` and ``os.path.dirname(path)``."""
    if isinstance(value, Known) and isinstance(value.value, str):
        return Known(str(PurePosixPath(value.value).parent))
    if isinstance(value, Template):
        last = value.parts[-1]
        if isinstance(last, str) and "/" in last:
            return text([*value.parts[:-1], last.rpartition("/")[0]])
        if value.parts != (PROJECT,) and len(value.parts) == 1:
            return NotKnown("the folder of a path that is not known")
    return NotKnown("the folder of a path that is not known")


def name_of(value: Value, attribute: str) -> Value:
    """``path.name``, ``.stem`` or ``.suffix``."""
    whole = _last_segment(value) if isinstance(value, Template) else value
    if isinstance(whole, Known) and isinstance(whole.value, str):
        return Known(str(getattr(PurePosixPath(whole.value), attribute)))
    if isinstance(whole, Template):
        end = whole.parts[-1]
        dot = end.rfind(".") if isinstance(end, str) else -1
        if attribute == "name":
            return whole
        if isinstance(end, str) and dot >= 0:
            return Known(end[dot:]) if attribute == "suffix" else text([*whole.parts[:-1], end[:dot]])
    return NotKnown(f"the {attribute} of a path that is not known")


def _last_segment(value: Template) -> Value | None:
    """What follows the last slash, where the holes in it are dates or partitions: they hold no folder."""
    for place in range(len(value.parts) - 1, -1, -1):
        part = value.parts[place]
        if isinstance(part, str) and "/" in part:
            return text([part.rpartition("/")[2], *value.parts[place + 1 :]])
        if isinstance(part, Hole) and part.kind not in ("date", "partition"):
            return None
    return None


def with_suffix(value: Value, suffix: Value) -> Value:
    """``path.with_suffix(suffix)``."""
    ending = render(suffix) if isinstance(suffix, Known) else None
    if ending is not None and isinstance(value, Known) and isinstance(value.value, str):
        try:
            return Known(str(PurePosixPath(value.value).with_suffix(ending)))
        except ValueError:
            return NotKnown("a path with another suffix")
    if ending is not None and isinstance(value, Template) and isinstance(value.parts[-1], str):
        head, dot, tail = value.parts[-1].rpartition(".")
        if dot and "/" not in tail:
            return text([*value.parts[:-1], head + ending])
    return NotKnown("a path with another suffix")


def with_name(value: Value, name: Value) -> Value:
    """``path.with_name(name)``."""
    return join_paths([(parent_of(value), "the folder"), (name, "the name")]) or NotKnown(
        "a path with another name"
    )
