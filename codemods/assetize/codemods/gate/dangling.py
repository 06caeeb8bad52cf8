"""Names that rewritten text uses and nothing defines."""

import ast
import builtins
from collections.abc import Iterator

_KNOWN = frozenset(dir(builtins)) | {
    "__file__",
    "__name__",
    "__doc__",
    "__path__",
    "__spec__",
    "__package__",
    "__loader__",
}


def find_dangling_names(before: str, after: str) -> tuple[tuple[str, int], ...]:
    """``(name, line)`` of each name that ``after`` loads and nothing in it binds, unless ``before`` did so already.

    Scopes are not told apart: a name that is bound anywhere in the file counts as bound. Raises ``SyntaxError`` when
    ``after`` does not parse; a ``before`` that does not parse counts as empty.
    """
    found = dict(_unbound(ast.parse(after)))
    try:
        known = dict(_unbound(ast.parse(before)))
    except SyntaxError:
        known = {}
    return tuple(sorted((name, line) for name, line in found.items() if name not in known))


def imported_names(text: str) -> tuple[tuple[int, str | None, str, int], ...]:
    """Each ``from x import y`` as ``(level, x, y, line)``."""
    return tuple(
        (node.level, node.module, alias.name, node.lineno)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    )


def _unbound(tree: ast.Module) -> Iterator[tuple[str, int]]:
    bound = set(_KNOWN)
    loaded: dict[str, int] = {}
    has_star = False
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Load()):
                loaded.setdefault(name, node.lineno)
            case ast.Name(id=name):
                bound.add(name)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                bound.add(name)
            case ast.arg(arg=name):
                bound.add(name)
            case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
                has_star = has_star or any(alias.name == "*" for alias in aliases)
                bound.update(alias.asname or alias.name.partition(".")[0] for alias in aliases)
            case (
                ast.ExceptHandler(name=str(name))
                | ast.MatchAs(name=str(name))
                | ast.MatchStar(name=str(name))
            ):
                bound.add(name)
            case ast.MatchMapping(rest=str(name)):
                bound.add(name)
    if not has_star:
        yield from ((name, line) for name, line in loaded.items() if name not in bound)
