"""Opens the factories of a project: new syntax trees for the modules that hold or call them."""

import ast
import copy
from collections.abc import Container, Iterable, Mapping

from assetize.analyzer.names import ModuleSource, Sources
from assetize.analyzer.names.module_source import read_module
from assetize.analyzer.readers.factories.blocks import run
from assetize.analyzer.readers.factories.calls import function_like
from assetize.analyzer.readers.factories.expansion import NO_EXPANSION, Expansion, NotExpandableError
from assetize.analyzer.readers.factories.expressions import rebuild
from assetize.analyzer.readers.factories.find import BODIES, Factories, find_factories
from assetize.analyzer.readers.factories.frame import Frame, World
from assetize.analyzer.readers.factories.growing import complete
from assetize.analyzer.readers.site import Site
from assetize.analyzer.syntax.outline import Outline


def expand_factories(sources: Sources, outlines: Mapping[str, Outline], sites: Iterable[Site]) -> Expansion:
    """What the project's factories make, as far as the arguments of their calls are known."""
    sites = tuple(sites)
    found = find_factories(sources, outlines, sites)
    if not found.modules:
        return NO_EXPANSION
    bodies = frozenset(id(site.node) for site in sites if site.is_decorator and site.name in BODIES)
    # A function that nothing calls is where making begins.
    called = {found.partials[name].factory if name in found.partials else name for name in found.called}
    factories = {name: scope for name, scope in found.scopes.items() if name in called}
    world = World(
        sources,
        factories,
        calls=frozenset(found.calls),
        interesting=frozenset(found.interesting),
        decorated=frozenset(found.decorated),
        applied=frozenset(found.applied),
        mapped=frozenset(found.mapped),
        partials=found.partials,
        bodies=bodies,
        rebuild=rebuild,
        run=run,
    )
    frames: dict[str, Frame] = {}
    gave_up = False
    for module_id in sorted(found.modules):
        source = sources.module(module_id)
        if source is not None:
            frames[module_id], was_cut = _copy_module(world, source)
            gave_up = gave_up or was_cut
    trees = {module_id: frame.out for module_id, frame in frames.items()}
    for module_id, statement in world.additions:
        source = sources.module(module_id)
        if source is not None:
            trees.setdefault(module_id, list(source.tree.body)).append(statement)
    for frame in frames.values():
        complete(frame, frame.out)
    done = frozenset[int]() if gave_up else _wholly_opened(world, found)
    new = {module_id: _read(sources, module_id, body, done) for module_id, body in trees.items()}
    originals = {module_id: source for module_id in new if (source := sources.module(module_id)) is not None}
    return Expansion(new, originals, world.made, world.closed)


def _copy_module(world: World, source: ModuleSource) -> tuple[Frame, bool]:
    """The module's new statements in their frame, and whether one of them was too much."""
    frame = Frame(world, source, source.scope, "", "module")
    templates = {id(scope.node) for scope in world.factories.values()}
    was_cut = False
    for statement in source.tree.body:
        if id(statement) in templates or _holds(statement, templates):
            frame.out.append(statement)
            continue
        try:
            run(frame, [statement])
        except (NotExpandableError, RecursionError):
            frame.out.append(statement)
            was_cut = True
    return frame, was_cut


def _holds(statement: ast.stmt, templates: Container[int]) -> bool:
    """A class some of whose methods make definitions when they are called."""
    return isinstance(statement, ast.ClassDef) and any(id(item) in templates for item in statement.body)


def _wholly_opened(world: World, found: Factories) -> frozenset[int]:
    """The functions of which every use was opened: what is in them is only an outline of what they make."""
    return frozenset(
        id(scope.node)
        for name, scope in world.factories.items()
        if name not in world.closed and name not in found.mentioned
    )


def _read(sources: Sources, module_id: str, body: list[ast.stmt], done: frozenset[int]) -> ModuleSource:
    source = sources.module(module_id)
    assert source is not None
    statements = [_without(statement, done) for statement in body]
    tree = ast.Module(statements, [])
    return read_module(sources.layout, source.module, tree, source.data)


def _without(statement: ast.stmt, done: frozenset[int]) -> ast.stmt:
    """The statement, with nothing in the functions of which every use was opened."""
    if id(statement) in done:
        return _emptied(statement)
    if not isinstance(statement, ast.ClassDef) or not _holds(statement, done):
        return statement
    new = copy.copy(statement)
    new.body = [_without(item, done) for item in statement.body]
    return new


def _emptied(statement: ast.stmt) -> ast.stmt:
    """The function's name stays, for whoever imports it."""
    assert isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef)
    return function_like(statement, statement.name, [])
