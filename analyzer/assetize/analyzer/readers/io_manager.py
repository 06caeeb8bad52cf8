"""Reads I/O managers: classes, ``@io_manager`` functions, and variables that resources are bound to."""

import ast
from collections.abc import Iterator

from assetize.analyzer.codes.reading import UNREAD_IO_MANAGER
from assetize.analyzer.model import CodeLocation, IoManager, Job, Location, ResourceBinding, Unknown
from assetize.analyzer.readers.address_uses import find_address_uses
from assetize.analyzer.readers.found import Found, Reading
from assetize.analyzer.readers.io_manager_events import find_report
from assetize.analyzer.readers.resources import made_from
from assetize.analyzer.syntax.standpoint import Standpoint

ABSTRACT = frozenset(
    {
        "dagster.IOManager",
        "dagster.InputManager",
        "dagster.ConfigurableIOManager",
        "dagster.ConfigurableIOManagerFactory",
        "dagster.ConfigurableLegacyIOManagerAdapter",
        "dagster.MemoizableIOManager",
    }
)
"""They leave ``handle_output`` and ``load_input`` to the classes that derive from them."""

DECORATOR = "dagster.io_manager"
MAKER_METHODS = ("create_io_manager",)


def read_io_managers(reading: Reading) -> Found:
    """Every I/O manager that the project defines or binds, each once."""
    found: dict[str, IoManager] = {}
    for manager in (*_classes(reading), *_functions(reading), *_bound(reading)):
        found.setdefault(manager.id, manager)
    managers = tuple(found.values())
    unknowns = tuple(
        Unknown(manager.where, what, manager.id, UNREAD_IO_MANAGER.code)
        for manager in managers
        if not manager.understood
        for what in [f"what {manager.id.rpartition(':')[2]} reads of its context is not known"]
    )
    return Found(io_managers=managers, unknowns=unknowns)


def _classes(reading: Reading) -> Iterator[IoManager]:
    for module in reading.sources.modules.values():
        for scope in module.scopes:
            if scope.kind == "class" and _is_io_manager(reading, scope.id):
                definition = reading.sources.definition(scope.id)
                if definition is not None:
                    here = Standpoint(reading.sources, module, definition.scope)
                    yield _of_class(reading, here, scope.id, scope.id, here.at(definition.node))


def _functions(reading: Reading) -> Iterator[IoManager]:
    for site in reading.sites(DECORATOR):
        if site.is_decorator:
            made = _returned_class(reading, site.here, site.function)
            yield _of_maker(reading, site.here, site.id, made, site.here.at(site.node))


def _bound(reading: Reading) -> Iterator[IoManager]:
    """Variables and library names that stand behind a resource key."""
    owners: tuple[Job | CodeLocation, ...] = (*reading.found.jobs, *reading.found.locations)
    for binding in (binding for owner in owners for binding in owner.resources):
        if binding.definition is not None:
            yield from _of_binding(reading, binding, binding.definition)


def _of_binding(reading: Reading, binding: ResourceBinding, name: str) -> Iterator[IoManager]:
    if ":" not in name:
        if _looks_like_io_manager(name):
            yield IoManager(name, None, binding.where, origin=name)
        return
    definition = reading.sources.definition(name)
    module = None if definition is None else reading.sources.module(definition.module_id)
    if definition is None or module is None or not isinstance(definition.node, ast.expr):
        return
    here = Standpoint(reading.sources, module, definition.scope)
    made = made_from(here, definition.node)
    if made is None or made == name:
        return
    if ":" not in made:
        if _looks_like_io_manager(made):
            yield IoManager(name, None, here.at(definition.node), origin=made)
    elif _is_io_manager(reading, made):
        yield _of_class(reading, here, name, made, here.at(definition.node))
    else:
        yield from _of_function(reading, here, name, made)


def _of_function(reading: Reading, here: Standpoint, name: str, made: str) -> Iterator[IoManager]:
    """``warehouse = make_warehouse.configured({...})``."""
    definition = reading.sources.definition(made)
    if definition is None or not isinstance(definition.node, ast.FunctionDef):
        return
    site = reading.site_at(definition.node)
    if site is not None and site.name == DECORATOR:
        cls = _returned_class(reading, site.here, definition.node)
        yield _of_maker(reading, here, name, cls, site.here.at(definition.node))


def _is_io_manager(reading: Reading, class_id: str) -> bool:
    """One of its ancestors is an I/O manager of Dagster or of a library."""
    if reading.sources.class_scope(class_id) is None:
        return False
    return any(
        _looks_like_io_manager(name) for name in reading.sources.lineage(class_id)[1:] if ":" not in name
    )


def _looks_like_io_manager(dotted: str) -> bool:
    short = dotted.rpartition(".")[2]
    return dotted in ABSTRACT or "IOManager" in short or "io_manager" in short


def _of_class(
    reading: Reading, here: Standpoint, manager_id: str, class_id: str, where: Location
) -> IoManager:
    made = _made_by_factory(reading, class_id)
    worker = class_id if made is None else made
    library = [
        name for name in reading.sources.lineage(worker)[1:] if ":" not in name and name not in ABSTRACT
    ]
    origin = next((name for name in library if _looks_like_io_manager(name)), None)
    found = find_address_uses(reading.sources, here, worker)
    has_methods = all(_has_method(reading, worker, name) for name in ("handle_output", "load_input"))
    is_clear = "?" not in library
    return IoManager(
        id=manager_id,
        cls=worker,
        where=where,
        uses=tuple(found.uses),
        understood=found.understood and is_clear and (has_methods or origin is not None),
        origin=origin,
        reports_at=find_report(reading, worker),
    )


def _has_method(reading: Reading, class_id: str, name: str) -> bool:
    method = reading.sources.member(class_id, name)
    return method is not None and ":" in method


def _made_by_factory(reading: Reading, class_id: str) -> str | None:
    """The class whose instance ``create_io_manager`` returns."""
    for name in MAKER_METHODS:
        method = reading.sources.member(class_id, name)
        definition = reading.sources.definition(method) if method is not None and ":" in method else None
        module = None if definition is None else reading.sources.module(definition.module_id)
        if definition is not None and module is not None and isinstance(definition.node, ast.FunctionDef):
            here = Standpoint(reading.sources, module, definition.scope)
            return _returned_class(reading, here, definition.node)
    return None


def _of_maker(
    reading: Reading, here: Standpoint, manager_id: str, made: str | None, where: Location
) -> IoManager:
    if made is None:
        return IoManager(manager_id, None, where, understood=False)
    if ":" not in made:
        return IoManager(manager_id, None, where, origin=made)
    return _of_class(reading, here, manager_id, made, where)


def _returned_class(
    reading: Reading, here: Standpoint, function: ast.FunctionDef | ast.AsyncFunctionDef
) -> str | None:
    """The class of what a function returns, when all of its returns agree."""
    inside = here.inside(function)
    returned = [
        node.value for node in ast.walk(function) if isinstance(node, ast.Return) and node.value is not None
    ]
    found = {_class_of(inside, value) for value in returned}
    return found.pop() if len(found) == 1 else None


def _class_of(here: Standpoint, value: ast.expr) -> str | None:
    there, value = here.follow(value)
    if not isinstance(value, ast.Call) or not isinstance(value.func, ast.Name | ast.Attribute):
        return None
    return there.resolve(value.func)
