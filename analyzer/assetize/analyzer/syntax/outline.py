"""The expressions of a module by the scope that they stand in, collected in one walk that all readers share."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assetize.analyzer.names import ModuleSource, Scope

LOOPS = frozenset(
    {ast.For, ast.AsyncFor, ast.While, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp}
)
BRANCHES = frozenset({ast.If, ast.Try, ast.IfExp, ast.Match})
FUNCTIONS = frozenset({ast.FunctionDef, ast.AsyncFunctionDef})
YIELDS = frozenset({ast.Yield, ast.YieldFrom})

# What is left out holds neither expressions nor statements.
SKIPPED_FIELDS = frozenset({"ctx", "op", "ops", "names", "type_comment", "kind", "conversion", "type_params"})
FIELDS: Mapping[type, tuple[str, ...]] = {
    kind: tuple(name for name in kind._fields if name not in SKIPPED_FIELDS)
    for kind in vars(ast).values()
    if isinstance(kind, type) and issubclass(kind, ast.AST)
}
WITHOUT_PARTS = frozenset({str, int, bool, type(None)})

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(slots=True, eq=False)
class Nodes:
    """What stands in one scope, in the same loop or branch; in no particular order."""

    scope: Scope
    in_loop: bool = False
    in_branch: bool = False
    calls: Sequence[ast.Call] = ()
    names: Sequence[ast.Name] = ()
    attributes: Sequence[ast.Attribute] = ()
    strings: Sequence[ast.Constant] = ()
    dicts: Sequence[ast.Dict] = ()
    subscripts: Sequence[ast.Subscript] = ()
    returns: Sequence[ast.Return] = ()
    yields: Sequence[ast.Yield | ast.YieldFrom] = ()
    functions: Sequence[FunctionNode] = ()

    def keep_rare(self, nodes: Sequence[ast.AST]) -> None:
        """Sorts what most groups have nothing of."""
        found: dict[type, list[Any]] = {}
        for node in nodes:
            found.setdefault(type(node), []).append(node)
        self.dicts = found.get(ast.Dict, ())
        self.subscripts = found.get(ast.Subscript, ())
        self.returns = found.get(ast.Return, ())
        if not YIELDS.isdisjoint(found):
            self.yields = tuple(node for node in nodes if isinstance(node, ast.Yield | ast.YieldFrom))
        if not FUNCTIONS.isdisjoint(found):
            self.functions = tuple(node for node in nodes if isinstance(node, FunctionNode))


class Outline:
    """All nodes of a module, by scope."""

    def __init__(self, groups: tuple[Nodes, ...]) -> None:
        self.groups = groups
        self._by_scope: dict[Scope, list[Nodes]] = {}
        self._inner: dict[Scope, list[Scope]] = {}
        for group in groups:
            if group.scope not in self._by_scope and group.scope.parent is not None:
                self._inner.setdefault(group.scope.parent, []).append(group.scope)
            self._by_scope.setdefault(group.scope, []).append(group)

    def of(self, scope: Scope) -> Sequence[Nodes]:
        """What stands in a scope itself."""
        return self._by_scope.get(scope, ())

    def inside(self, scope: Scope) -> Iterator[Nodes]:
        """What stands in a scope and in those within it."""
        pending = [scope]
        while pending:
            current = pending.pop()
            yield from self.of(current)
            pending.extend(self._inner.get(current, ()))


def read_outline(module: ModuleSource) -> Outline:
    """Walks a module once."""
    scopes = {id(scope.node): scope for scope in module.scopes}
    groups: list[Nodes] = []
    pending: list[tuple[Nodes, list[ast.AST]]] = [(Nodes(module.scope), list(module.tree.body))]
    while pending:
        nodes, roots = pending.pop()
        groups.append(nodes)
        _collect(nodes, roots, scopes, pending)
    return Outline(tuple(groups))


def _collect(
    nodes: Nodes,
    stack: list[ast.AST],
    scopes: Mapping[int, Scope],
    pending: list[tuple[Nodes, list[ast.AST]]],
) -> None:
    """Collects what belongs to one group; whatever begins another one waits in ``pending``.

    This is the loop that every expression of a project goes through: it favours speed over looks.
    """
    calls: list[ast.Call] = []
    names: list[ast.Name] = []
    attributes: list[ast.Attribute] = []
    strings: list[ast.Constant] = []
    rare: list[ast.AST] = []
    pop, push, fields = stack.pop, stack.append, FIELDS
    while stack:
        node = pop()
        kind = type(node)
        if kind is ast.Name:
            names.append(node)  # type: ignore[arg-type]
        elif kind is ast.Constant:
            if type(node.value) is str:  # type: ignore[attr-defined]
                strings.append(node)  # type: ignore[arg-type]
        elif kind is ast.Attribute:
            attributes.append(node)  # type: ignore[arg-type]
            push(node.value)  # type: ignore[attr-defined]
        elif kind is ast.Call:
            calls.append(node)  # type: ignore[arg-type]
            push(node.func)  # type: ignore[attr-defined]
            stack += node.args  # type: ignore[attr-defined]
            for keyword in node.keywords:  # type: ignore[attr-defined]
                push(keyword.value)
        elif kind in SPECIAL:
            if kind in RARE:
                rare.append(node)
            _collect_special(nodes, node, kind, stack, scopes, pending)
        else:
            for name in fields.get(kind, ()):
                value = getattr(node, name)
                if type(value) is list:
                    stack += value
                elif type(value) not in WITHOUT_PARTS:
                    push(value)
    nodes.calls, nodes.names = tuple(calls), tuple(names)
    nodes.attributes, nodes.strings = tuple(attributes), tuple(strings)
    if rare:
        nodes.keep_rare(rare)


RARE = FUNCTIONS | {ast.Dict, ast.Subscript, ast.Return, ast.Yield, ast.YieldFrom}
SPECIAL = LOOPS | BRANCHES | RARE | {ast.ClassDef}


def _collect_special(
    nodes: Nodes,
    node: ast.AST,
    kind: type,
    stack: list[ast.AST],
    scopes: Mapping[int, Scope],
    pending: list[tuple[Nodes, list[ast.AST]]],
) -> None:
    """Begins another group where the surroundings change."""
    inner: Nodes | None = None
    if isinstance(node, FunctionNode | ast.ClassDef):
        inner = Nodes(scopes.get(id(node), nodes.scope))
        pending.append((inner, list(node.body)))
        in_body = set(map(id, node.body))
        stack += [part for part in _parts(node) if id(part) not in in_body]
        return
    if kind in LOOPS and not nodes.in_loop:
        inner = Nodes(nodes.scope, True, nodes.in_branch)
    elif kind in BRANCHES and not nodes.in_branch:
        inner = Nodes(nodes.scope, nodes.in_loop, True)
    parts = _parts(node)
    if inner is None:
        stack += parts
    else:
        pending.append((inner, parts))


def _parts(node: ast.AST) -> list[ast.AST]:
    found: list[ast.AST] = []
    for name in FIELDS[type(node)]:
        value = getattr(node, name)
        if type(value) is list:
            found += value
        elif isinstance(value, ast.AST):
            found.append(value)
    return found
