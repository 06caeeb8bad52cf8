"""Finds the uses of Dagster names in a module."""

import ast
import functools
from collections.abc import Iterable, Iterator
from typing import TypedDict

from assetize.analyzer.names import Binding, ModuleSource, Scope, Sources
from assetize.analyzer.names.absolute import is_absolute
from assetize.analyzer.readers.site import Site
from assetize.analyzer.syntax.outline import Nodes, Outline
from assetize.analyzer.syntax.standpoint import FunctionNode, Standpoint

MAPPINGS = frozenset({"map_asset_specs", "map_resolved_asset_specs", "permissive_map_resolved_asset_specs"})
METHODS = frozenset({"to_job", *MAPPINGS})
"""Methods of the project's own objects that define something, or change the definitions of a code location."""

ALIASING = ("import", "value")
"""The kinds of binding that may give a Dagster name another spelling."""


class _Identity(TypedDict):
    id: str
    in_loop: bool
    in_branch: bool
    is_repeated: bool


def find_sites(
    sources: Sources, module: ModuleSource, outline: Outline, wanted: frozenset[str]
) -> tuple[Site, ...]:
    """The uses of the ``wanted`` Dagster names, and of ``METHODS``, in source order."""
    short = _short_names(wanted)
    return tuple(
        _Finder(sources, module, wanted, short.union(_renamed(sources, module, short))).sites(outline)
    )


@functools.cache
def _short_names(wanted: frozenset[str]) -> frozenset[str]:
    return frozenset(name.rpartition(".")[2] for name in wanted) | METHODS


class _Finder:
    def __init__(
        self, sources: Sources, module: ModuleSource, wanted: frozenset[str], short: frozenset[str]
    ) -> None:
        self._sources = sources
        self._module = module
        self._wanted = wanted
        self._short = short
        self._ids: dict[str, int] = {}

    def sites(self, outline: Outline) -> Iterator[Site]:
        decorators: set[int] = set()
        found: list[tuple[FunctionNode | ast.Call, ast.expr | None, str, Nodes]] = []
        for nodes in outline.groups:
            for function in nodes.functions:
                for decorator, name in self._decorators(function, nodes.scope):
                    decorators.add(id(decorator))
                    found.append((function, decorator, name, nodes))
        for nodes in outline.groups:
            for call in nodes.calls:
                called = self._dagster_name(call.func, nodes.scope)
                if called is not None and id(call) not in decorators:
                    found.append((call, None, called, nodes))
        # Where a loop or factory made several of one text, they come in the order in which they were made.
        order = {scope: place for place, scope in enumerate(self._module.scopes, 1)}
        found.sort(key=lambda item: (item[0].lineno, item[0].col_offset, order.get(item[3].scope, 0)))
        return (self._site(*item) for item in found)

    def _decorators(self, function: FunctionNode, scope: Scope) -> Iterator[tuple[ast.expr, str]]:
        for decorator in function.decorator_list:
            name = self._dagster_name(decorator.func if isinstance(decorator, ast.Call) else decorator, scope)
            if name is not None and not name.startswith("."):
                yield decorator, name

    def _site(
        self, node: FunctionNode | ast.Call, decorator: ast.expr | None, name: str, around: Nodes
    ) -> Site:
        if isinstance(node, ast.Call):
            call: ast.Call | None = node
            variable = _variable(around.scope, node)
        else:
            call = decorator if isinstance(decorator, ast.Call) else None
            variable = node.name
        label = variable or f"<{name.rpartition('.')[2]} {node.lineno}>"
        return Site(
            name=name,
            here=Standpoint(self._sources, self._module, around.scope),
            node=node,
            call=call,
            decorator=decorator,
            variable=variable,
            **self._identity(around, label),
        )

    def _identity(self, around: Nodes, label: str) -> _Identity:
        site_id = f"{around.scope.module_id}:{around.scope.qualify(label)}"
        count = self._ids[site_id] = self._ids.get(site_id, 0) + 1
        return {
            "id": site_id if count == 1 else f"{site_id}#{count}",
            "in_loop": around.in_loop,
            "in_branch": around.in_branch,
            "is_repeated": count > 1 or _is_rebound(around.scope, label),
        }

    def _dagster_name(self, function: ast.expr, scope: Scope) -> str | None:
        if isinstance(function, ast.Name):
            short = function.id
        elif isinstance(function, ast.Attribute):
            short = function.attr
        else:
            return None
        if short not in self._short and not (is_absolute(short) and short.rpartition(".")[2] in self._short):
            return None
        name = self._sources.resolve(scope.module_id, function, scope)
        if name in self._wanted:
            return name
        return f".{short}" if short in METHODS and isinstance(function, ast.Attribute) else None


def _variable(scope: Scope, call: ast.Call) -> str | None:
    """The name in ``name = call(...)``."""
    for name, bindings in scope.bindings.items():
        if any(binding.node is call and binding.kind == "value" for binding in bindings):
            return name
    return None


def _is_rebound(scope: Scope, name: str) -> bool:
    return sum(not binding.type_checking for binding in scope.bindings.get(name, ())) > 1


def _renamed(sources: Sources, module: ModuleSource, short: frozenset[str]) -> Iterable[str]:
    """Names of the module that mean a Dagster name under another spelling: ``import op as step``, ``step = op``."""
    for scope in (module.scope, *module.scopes):
        for name, bindings in scope.bindings.items():
            if bindings[0].kind not in ALIASING or name in short:
                continue
            if not _may_be_renamed(sources, module, bindings[0], short):
                continue
            meaning = sources.resolve(scope.module_id, ast.Name(name, ast.Load()), scope)
            if meaning is not None and meaning.rpartition(".")[2] in short:
                yield name


def _may_be_renamed(sources: Sources, module: ModuleSource, binding: Binding, short: frozenset[str]) -> bool:
    """Keeps modules that do not name Dagster from being parsed for this question."""
    if binding.kind == "value":
        node = binding.node
        last = (
            node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else None
        )
        return last in short
    if binding.kind != "import" or binding.member is None:
        return False
    if binding.member in short:
        return True
    file, layout = module.module.file, sources.layout
    if binding.level:
        place = layout.relative(file, binding.level, binding.text)
        places: Iterable[str] = () if place is None else (place,)
    else:
        places = layout.absolute(file, binding.text)
    ids = (layout.module_at(place) for place in places)
    return any(found is not None and layout.modules[found].names_dagster for found in ids)
