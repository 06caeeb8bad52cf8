"""Names that no source text can write: they mean one thing wherever they stand."""

import ast

from assetize.analyzer.names.meaning import Meaning

MARK = "="
NOT_KNOWN = f"{MARK}?"


def absolute_name(name: str | None, at: ast.AST) -> ast.Name:
    """A name for the qualified ``name``, at the place of another expression; None for what is only known while running."""
    node = ast.Name(NOT_KNOWN if name is None else MARK + name, ast.Load())
    return ast.copy_location(node, at)


def is_absolute(name: str) -> bool:
    """The name comes from ``absolute_name``."""
    return name.startswith(MARK)


def qualified(name: str) -> Meaning | tuple[str, str]:
    """The meaning of an absolute name, or the scope's id and the name in it when the project holds it."""
    if name == NOT_KNOWN:
        return Meaning(None, "it is only known while running", is_value=True)
    module_id, colon, qualname = name[len(MARK) :].partition(":")
    if not colon or not qualname:
        return Meaning(name[len(MARK) :])
    around, _, last = qualname.rpartition(".")
    return f"{module_id}:{around.removesuffix('.<locals>')}", last
