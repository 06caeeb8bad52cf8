"""Lists and dicts that grow statement by statement: ``jobs.append(job)``, ``jobs += more``, ``jobs["name"] = job``."""

import ast
from collections.abc import Callable, Iterable

from assetize.analyzer.readers.factories.frame import Frame
from assetize.analyzer.readers.factories.literals import literal
from assetize.analyzer.syntax.complete import mark_complete
from assetize.analyzer.values import Known

CHANGING = frozenset(
    {
        "append",
        "extend",
        "insert",
        "add",
        "update",
        "setdefault",
        "pop",
        "popitem",
        "remove",
        "clear",
        "sort",
        "reverse",
    }
)
Rebuild = Callable[[ast.expr], ast.expr]


def grow(frame: Frame, statement: ast.stmt, rebuild: Rebuild) -> bool:
    """Adds what a statement adds to a list or dict of the block; False when the statement does something else."""
    match statement:
        case ast.Expr(
            value=ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=method), args=[item], keywords=[])
        ) if method in ("append", "extend", "update"):
            return _add(frame, name, method, item, rebuild)
        case ast.AugAssign(target=ast.Name(id=name), op=ast.Add(), value=item):
            return _add(frame, name, "extend", item, rebuild)
        case ast.Assign(targets=[ast.Subscript(value=ast.Name(id=name), slice=key)], value=item):
            return _store(frame, name, key, item, rebuild)
    return False


def _display(frame: Frame, name: str) -> ast.List | ast.Dict | None:
    stands = frame.replaced.get(name)
    if isinstance(stands, ast.Name):
        name = stands.id
    return None if frame.barrier else frame.lists.get(name)


def _add(frame: Frame, name: str, method: str, item: ast.expr, rebuild: Rebuild) -> bool:
    display = _display(frame, name)
    if isinstance(display, ast.Dict) and method == "update":
        display.keys.append(None)
        display.values.append(rebuild(item))
        return True
    if not isinstance(display, ast.List) or method == "update":
        return False
    new = rebuild(item)
    if method == "append":
        display.elts.append(new)
    elif isinstance(new, ast.List | ast.Tuple):
        display.elts.extend(new.elts)
    else:
        display.elts.append(ast.copy_location(ast.Starred(new, ast.Load()), item))
    return True


def _store(frame: Frame, name: str, key: ast.expr, item: ast.expr, rebuild: Rebuild) -> bool:
    display, known = _display(frame, name), frame.value(key)
    written = literal(known, key) if isinstance(known, Known) else None
    if not isinstance(display, ast.Dict) or written is None:
        return False
    display.keys.append(written)
    display.values.append(rebuild(item))
    return True


def complete(frame: Frame, trees: Iterable[ast.AST]) -> None:
    """Marks the lists that nothing else changes: what is written in them now is all that they ever hold."""
    if not frame.lists:
        return
    changed: set[str] = set()
    for tree in trees:
        for node in ast.walk(tree):
            changed.update(_changed_by(node))
    for name, display in frame.lists.items():
        if name not in changed:
            mark_complete(display)


def _changed_by(node: ast.AST) -> Iterable[str]:
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=method)) if method in CHANGING:
            yield name
        case ast.Subscript(value=ast.Name(id=name), ctx=ast.Store() | ast.Del()):
            yield name
        case ast.AugAssign(target=ast.Name(id=name)):
            yield name
