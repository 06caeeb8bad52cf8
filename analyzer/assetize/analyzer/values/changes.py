"""Which names of a module are changed in place, so that what was first assigned to them says nothing."""

import ast
import re
from collections.abc import Iterator
from typing import cast

from assetize.analyzer.names import Sources

CHANGING_METHODS = (
    "add|append|clear|discard|extend|insert|pop|popitem|remove|reverse|setdefault|sort|update|__setitem__"
)
METHOD_CALL = rf"\s*(?:\[[^\]]*\]\s*)*\.\s*(?:{CHANGING_METHODS})\s*\("
BLOCKS = ("body", "orelse", "finalbody", "handlers", "cases")


def is_changed_in_place(sources: Sources, module_id: str, name: str) -> bool:
    """True when the module stores into a container of that name, or calls a method of it that changes it.

    Calls are looked for in the text: one in a comment counts too, which errs on the safe side.
    """
    if not _mentions(sources, module_id, name):
        return False
    return name in _stores(sources, module_id)[0] or _is_called(sources, module_id, name)


def is_attribute_stored(sources: Sources, module_id: str, name: str) -> bool:
    """True when the module assigns an attribute of that name to anything but ``self``."""
    return _mentions(sources, module_id, f".{name}") and name in _stores(sources, module_id)[1]


def _mentions(sources: Sources, module_id: str, text: str) -> bool:
    source = sources.module(module_id)
    return source is not None and text.encode() in source.data


def _is_called(sources: Sources, module_id: str, name: str) -> bool:
    key = ("calls that change", module_id, name)
    if key not in sources.remembered:
        source = sources.module(module_id)
        data = source.data if source is not None else b""
        sources.remembered[key] = re.search((re.escape(name) + METHOD_CALL).encode(), data) is not None
    return bool(sources.remembered[key])


def _stores(sources: Sources, module_id: str) -> tuple[frozenset[str], frozenset[str]]:
    """Names whose items, and attributes of other objects than ``self``, that the module assigns."""
    key = ("stores", module_id)
    if key not in sources.remembered:
        source = sources.module(module_id)
        targets = list(_targets(source.tree)) if source is not None else []
        items = {_last_name(target) for target in targets if isinstance(target, ast.Subscript)}
        attributes = {
            target.attr
            for target in targets
            if isinstance(target, ast.Attribute) and not _is_self(target.value)
        }
        sources.remembered[key] = (frozenset(items), frozenset(attributes))
    return cast(tuple[frozenset[str], frozenset[str]], sources.remembered[key])


def _targets(tree: ast.Module) -> Iterator[ast.AST]:
    """Whatever the module's statements assign or delete."""
    pending: list[ast.AST] = [tree]
    while pending:
        node = pending.pop()
        for block in BLOCKS:
            pending.extend(getattr(node, block, ()))
        for target in _targets_of(node):
            yield from _flat(target)


def _targets_of(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.Assign | ast.Delete):
        return node.targets
    if isinstance(node, ast.AugAssign | ast.AnnAssign | ast.For | ast.AsyncFor):
        return [node.target]
    if isinstance(node, ast.With | ast.AsyncWith):
        return [item.optional_vars for item in node.items if item.optional_vars is not None]
    return []


def _flat(target: ast.expr) -> Iterator[ast.expr]:
    if isinstance(target, ast.Tuple | ast.List):
        for element in target.elts:
            yield from _flat(element)
    else:
        yield target.value if isinstance(target, ast.Starred) else target


def _last_name(node: ast.expr) -> str:
    while isinstance(node, ast.Subscript):
        node = node.value
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ""


def _is_self(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "self"
