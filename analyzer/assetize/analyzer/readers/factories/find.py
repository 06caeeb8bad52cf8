"""Finds the functions that make ops, graphs and jobs, and their calls."""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from assetize.analyzer.names import Scope, Sources
from assetize.analyzer.readers.factories.frame import Partial
from assetize.analyzer.readers.factories.methods import is_method, methods_called
from assetize.analyzer.readers.site import Site
from assetize.analyzer.readers.trigger_forms import FORMS
from assetize.analyzer.syntax.outline import Nodes, Outline, read_outline
from assetize.analyzer.values.functions import TRANSPARENT

MAKERS = frozenset(
    {
        *("dagster.op", "dagster.graph", "dagster.job"),
        *("dagster.GraphDefinition", "dagster.JobDefinition", ".to_job"),
        *FORMS,
    }
)
BODIES = frozenset({"dagster.graph", "dagster.job", "dagster.graph_asset", "dagster.graph_multi_asset"})
DECORATORS = frozenset({"dagster.op", "dagster.graph", "dagster.job"})
MOST_ROUNDS = 6


@dataclass(slots=True, eq=False)
class Factories:
    """What is to be opened, and where."""

    scopes: dict[str, Scope] = field(default_factory=dict)
    calls: set[int] = field(default_factory=set)
    """Identities of the calls of factories."""
    interesting: set[int] = field(default_factory=set)
    """The same, and whatever defines something in a loop."""
    decorated: set[int] = field(default_factory=set)
    applied: set[int] = field(default_factory=set)
    mapped: set[int] = field(default_factory=set)
    partials: dict[str, Partial] = field(default_factory=dict)
    modules: set[str] = field(default_factory=set)
    """Modules in which something is to be opened."""
    mentioned: set[str] = field(default_factory=set)
    """Factories that are used other than by calling them."""
    called: set[str] = field(default_factory=set)


def find_factories(sources: Sources, outlines: Mapping[str, Outline], sites: Iterable[Site]) -> Factories:
    """The factories of a project; nothing at all in one that has none."""
    found = Factories()
    by_node = {id(site.node): site for site in sites if site.is_decorator}
    for site in sites:
        if site.name not in MAKERS:
            continue
        if site.in_loop and not is_test(site.here.scope.module_id):
            found.interesting.add(id(site.node))
            found.modules.add(site.here.scope.module_id)
        maker = _maker(sources, site.enclosing_functions, by_node)
        while maker is not None:
            found.scopes[maker.id] = maker
            maker = _returned_by(sources, maker)
    _note_applied(sites, outlines, found)
    fresh = dict(found.scopes)
    for _ in range(MOST_ROUNDS):
        if not fresh:
            break
        known = set(found.partials)
        fresh = _scan(sources, outlines, by_node, found, fresh)
        found.scopes.update(fresh)
        # A partial of a factory is called like the factory.
        partials = {name: found.scopes[item.factory] for name, item in found.partials.items()}
        fresh.update((name, scope) for name, scope in partials.items() if name not in known)
    return found


def is_test(module_id: str) -> bool:
    """A module of tests: what is made there is no part of the project, other than for the jobs that it writes down."""
    return any(part in f".{module_id}" for part in (".test_", ".tests.", ".conftest")) or module_id.endswith(
        "_test"
    )


def _maker(sources: Sources, around: tuple[Scope, ...], by_node: Mapping[int, Site]) -> Scope | None:
    """The plain function around a definition that makes it when it is called."""
    for scope in around:
        site = by_node.get(id(scope.node))
        if site is not None and site.name in BODIES:
            continue
        return scope if site is None and _is_plain(sources, scope) else None
    return None


def _returned_by(sources: Sources, maker: Scope) -> Scope | None:
    """The function that defines a factory and gives it back, as a decorator with arguments does."""
    outer, node = maker.parent, maker.node
    if outer is None or not isinstance(outer.node, ast.FunctionDef) or not isinstance(node, ast.FunctionDef):
        return None
    names = [item.value.id for item in outer.node.body if _returns_name(item)]  # type: ignore[attr-defined]
    return outer if node.name in names and _is_plain(sources, outer) else None


def _returns_name(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Return) and isinstance(statement.value, ast.Name)


def _is_plain(sources: Sources, scope: Scope) -> bool:
    node = scope.node
    if not isinstance(node, ast.FunctionDef) or node.name.startswith("test") or scope.parent is None:
        return False
    if is_test(scope.module_id):
        return False
    if scope.parent.kind == "class":
        return is_method(sources, scope)
    decorators = [item.func if isinstance(item, ast.Call) else item for item in node.decorator_list]
    return all(sources.resolve(scope.module_id, item, scope.parent) in TRANSPARENT for item in decorators)


def _scan(
    sources: Sources,
    outlines: Mapping[str, Outline],
    by_node: Mapping[int, Site],
    found: Factories,
    fresh: Mapping[str, Scope],
) -> dict[str, Scope]:
    """Notes the calls of new factories; gives the functions that hold such calls."""
    callers: dict[str, Scope] = {}
    words = {re.split(r"[.:]", name)[-1] for name in fresh}
    for module_id, outline in (*outlines.items(), *_others(sources, outlines, words)):
        names = words | set(_aliases(sources, module_id, words))
        for group in outline.groups:
            if is_test(module_id) and not _is_in_body(group.scope, by_node):
                continue
            called = list(_calls(sources, group, names, fresh))
            found.calls.update(id(call) for call, _ in called)
            found.interesting.update(id(call) for call, _ in called)
            found.called.update(factory for _, factory in called)
            handled = {id(call.func) for call, _ in called}
            handled |= _handed_over(sources, group, names, fresh, found)
            handled |= _decorating(sources, group, names, fresh, found)
            _note_mentions(sources, group, names, fresh, found, handled)
            if handled:
                found.modules.add(module_id)
            if handled:
                maker = _maker(sources, _functions_around(group.scope), by_node)
                if maker is not None and maker.id not in found.scopes:
                    callers[maker.id] = maker
    return callers


def _is_in_body(scope: Scope, by_node: Mapping[int, Site]) -> bool:
    site = by_node.get(id(scope.node))
    return site is not None and site.name in BODIES


def _others(
    sources: Sources, outlines: Mapping[str, Outline], words: set[str]
) -> Iterator[tuple[str, Outline]]:
    """Modules that call factories without naming Dagster."""
    for module_id in sources.modules_mentioning(words):
        source = None if module_id in outlines or is_test(module_id) else sources.module(module_id)
        if source is not None:
            yield module_id, read_outline(source)


def _aliases(sources: Sources, module_id: str, words: set[str]) -> Iterator[str]:
    """``from factories import make_job as make``."""
    source = sources.module(module_id)
    for name, bindings in source.scope.bindings.items() if source is not None else ():
        if bindings[0].kind == "import" and bindings[0].member in words:
            yield name


def _calls(
    sources: Sources, group: Nodes, names: set[str], fresh: Mapping[str, Scope]
) -> Iterator[tuple[ast.Call, str]]:
    for call in group.calls:
        if _last(call.func) in names:
            name = sources.resolve(group.scope.module_id, call.func, group.scope)
            if name is not None and name in fresh:
                yield call, name
            elif name is None:
                yield from ((call, method) for method in methods_called(sources, group.scope, call, fresh))


def _note_applied(sites: Iterable[Site], outlines: Mapping[str, Outline], found: Factories) -> None:
    """``op(name="load")(load_rows)`` and ``op(load_rows)``."""
    makers = {id(site.node): site for site in sites if not site.is_decorator and site.name in DECORATORS}
    for site in makers.values():
        call, module_id = site.node, site.here.scope.module_id
        if is_test(module_id) or not isinstance(call, ast.Call):
            continue
        outer = [
            item
            for group in outlines[module_id].of(site.here.scope)
            for item in group.calls
            if item.func is call
        ]
        applied = outer or ([call] if len(call.args) == 1 and not call.keywords else [])
        if applied and len(applied[0].args) == 1:
            found.applied.add(id(applied[0]))
            found.interesting.add(id(applied[0]))
            found.modules.add(module_id)


def _handed_over(
    sources: Sources, group: Nodes, names: set[str], fresh: Mapping[str, Scope], found: Factories
) -> set[int]:
    """``partial(make_job, ...)`` and ``map(make_job, names)``: the mentions of factories in them."""
    handled: set[int] = set()
    for call in group.calls:
        if not call.args or _last(call.func) not in ("partial", "map") or _last(call.args[0]) not in names:
            continue
        factory = sources.resolve(group.scope.module_id, call.args[0], group.scope)
        what = sources.resolve(group.scope.module_id, call.func, group.scope)
        if factory is None or factory not in fresh:
            continue
        if what == "builtins.map" and len(call.args) == 2:
            found.mapped.add(id(call))
            found.interesting.add(id(call))
            found.called.add(factory)
            handled.add(id(call.args[0]))
        variable = _variable(group.scope, call)
        if what == "functools.partial" and variable is not None:
            found.partials[f"{group.scope.module_id}:{group.scope.qualify(variable)}"] = Partial(
                factory, call, group.scope
            )
            handled.add(id(call.args[0]))
    return handled


def _variable(scope: Scope, call: ast.Call) -> str | None:
    """The name in ``name = call(...)``, when it has no other meaning."""
    names = (name for name, bindings in scope.bindings.items() if [b.node for b in bindings] == [call])
    return next(names, None)


def _decorating(
    sources: Sources, group: Nodes, names: set[str], fresh: Mapping[str, Scope], found: Factories
) -> set[int]:
    """Functions under a decorator of the project that makes something of them."""
    handled: set[int] = set()
    for function in group.functions:
        for decorator in function.decorator_list:
            target = decorator.func if isinstance(decorator, ast.Call) else decorator
            if _last(target) not in names:
                continue
            factory = sources.resolve(group.scope.module_id, target, group.scope)
            if factory is not None and factory in fresh:
                found.decorated.add(id(function))
                found.interesting.add(id(function))
                found.called.add(factory)
                handled.add(id(target))
    return handled


def _note_mentions(
    sources: Sources,
    group: Nodes,
    names: set[str],
    fresh: Mapping[str, Scope],
    found: Factories,
    called: set[int],
) -> None:
    nodes: tuple[ast.Name | ast.Attribute, ...] = (*group.names, *group.attributes)
    for node in nodes:
        if _last(node) in names and id(node) not in called and isinstance(node.ctx, ast.Load):
            name = sources.resolve(group.scope.module_id, node, group.scope)
            if name is not None and name in fresh:
                found.mentioned.add(name)


def _last(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ""


def _functions_around(scope: Scope) -> tuple[Scope, ...]:
    around: list[Scope] = []
    current: Scope | None = scope
    while current is not None:
        if current.kind == "function":
            around.append(current)
        current = current.parent
    return tuple(around)
