"""Reads ``Definitions(...)`` and ``@definitions`` functions."""

import ast
from collections.abc import Iterator, Mapping

from assetize.analyzer.codes.reading import UNREAD_LOCATION
from assetize.analyzer.model import (
    AssetDefinition,
    AssetJobDefinition,
    CodeLocation,
    Graph,
    Job,
    LocationEntry,
    Trigger,
    Unknown,
)
from assetize.analyzer.model.facts import LocationEntryKind
from assetize.analyzer.readers.doubts import doubts_about_arguments
from assetize.analyzer.readers.found import Found, Reading
from assetize.analyzer.readers.location_statement import is_returned, with_places_told_apart
from assetize.analyzer.readers.resources import read_location_resources
from assetize.analyzer.readers.site import Site
from assetize.analyzer.syntax.arguments import Given, read_arguments, read_list, summands
from assetize.analyzer.syntax.standpoint import Standpoint

DEFINITIONS = "dagster.Definitions"
MERGE = "dagster.Definitions.merge"
FUNCTION = "dagster.definitions"
POSITIONS = ("assets", "schedules", "sensors", "jobs", "resources", "executor", "loggers", "asset_checks")
KINDS: Mapping[str, LocationEntryKind] = {
    "assets": "asset",
    "schedules": "trigger",
    "sensors": "trigger",
    "jobs": "job",
    "asset_checks": "other",
}
LOADER_WORD = "load_"
ASSETS = "dagster.AssetsDefinition"
"""Of nothing but specs it is a list of external assets: how repositories take them."""
WRAPPERS = frozenset(
    {"with_source_code_references", "link_code_references_to_git", "link_code_references_to_git_if_cloud"}
)


def read_locations(reading: Reading) -> Found:
    """All ``Definitions``; one that a ``@definitions`` function returns is read as that function."""
    locations: list[CodeLocation] = []
    unknowns: list[Unknown] = []
    functions = {id(site.function): site for site in reading.sites(FUNCTION) if site.is_decorator}
    for site in reading.sites(DEFINITIONS, MERGE):
        around = [
            functions[id(scope.node)] for scope in site.enclosing_functions if id(scope.node) in functions
        ]
        outer = next((item for item in around if is_returned(site, item.function)), None)
        location, doubts = _location(reading, site, outer)
        locations.append(location)
        unknowns += doubts
    known = {location.id for location in locations}
    for site in functions.values():
        if site.id not in known:
            what = "what this function defines is not written out in it"
            unknowns.append(site.here.unknown(site.node, UNREAD_LOCATION, what, site.id))
            locations.append(
                CodeLocation(site.id, "definitions_function", site.here.at(site.node), site.end_line)
            )
    return Found(locations=with_places_told_apart(locations), unknowns=tuple(unknowns))


def _location(reading: Reading, site: Site, outer: Site | None) -> tuple[CodeLocation, tuple[Unknown, ...]]:
    owner = outer or site
    arguments = read_arguments(site.here, site.call, POSITIONS if site.name == DEFINITIONS else ())
    resources, unread = read_location_resources(arguments.get("resources"))
    entries: list[LocationEntry] = []
    unknowns: list[Unknown] = []
    if site.name == MERGE:
        entries = [_entry(reading, Given(argument, site.here), "other") for argument in site.node.args]  # type: ignore[union-attr]
    else:
        unknowns += doubts_about_arguments(owner, arguments)
    for argument, kind in KINDS.items():
        found = list(read_entries(reading, arguments.get(argument), kind))
        entries += found
    unknowns += [
        Unknown(
            entry.where, f"what is listed here is not known: {entry.text}", owner.id, UNREAD_LOCATION.code
        )
        for entry in entries
        if is_unread(entry)
    ]
    location = CodeLocation(
        id=owner.id,
        form="Definitions" if outer is None else "definitions_function",
        where=owner.here.at(owner.node),
        end_line=owner.end_line,
        entries=tuple(entries),
        resources=resources,
        unread_resources=unread,
        arguments=arguments.facts(),
    )
    return location, tuple(unknowns)


def read_entries(reading: Reading, given: Given | None, kind: LocationEntryKind) -> Iterator[LocationEntry]:
    """What one list of a code location holds; sums and ``*spread`` lists are opened as far as they can be."""
    if given is None:
        return
    there, value = given.here.follow(given.value)
    wrapped = _wrapped(there, value)
    if wrapped is not None:
        yield from read_entries(reading, Given(wrapped, there), kind)
        return
    parts = summands(value)
    if len(parts) > 1:
        for part in parts:
            yield from read_entries(reading, Given(part, there), kind)
        return
    if isinstance(value, ast.List | ast.Tuple | ast.Set):
        for element in value.elts:
            inner = _opened(there, element)
            if inner is not None:
                yield from read_entries(reading, Given(inner, there), kind)
            else:
                yield _entry(reading, Given(element, there), kind)
        return
    items = read_list(there, value)
    if items is not None:
        for item in items:
            yield _entry(reading, item, kind)
    else:
        yield _entry(reading, given, kind)


def _opened(here: Standpoint, element: ast.expr) -> ast.expr | None:
    """The list that an element stands for: ``*jobs``, and in a repository ``[jobs, [schedule]]``."""
    if isinstance(element, ast.Starred):
        return element.value
    return element if isinstance(element, ast.List | ast.Tuple) else _wrapped(here, element)


def _wrapped(here: Standpoint, value: ast.expr) -> ast.expr | None:
    """The list inside ``with_source_code_references([...])``, which gives the same assets back, or of ``AssetsDefinition(specs=[...])``."""
    if not isinstance(value, ast.Call):
        return None
    name = here.resolve(value.func) or ""
    if name == ASSETS and len(value.keywords) == 1 and value.keywords[0].arg == "specs" and not value.args:
        return value.keywords[0].value
    if not value.args:
        return None
    return value.args[0] if name.rpartition(".")[2] in WRAPPERS and name.startswith("dagster") else None


def _entry(reading: Reading, given: Given, kind: LocationEntryKind) -> LocationEntry:
    target = reading.identify(given.here, given.value)
    fact = None if target is None else reading.fact(target)
    match fact:
        case Job() | AssetJobDefinition():
            kind = "job"
        case AssetDefinition():
            kind = "asset"
        case Trigger():
            kind = "trigger"
        case Graph():
            kind = "graph"
        case None if is_loader(given):
            kind = "loader"
    modules = loaded_modules(given) if kind == "loader" else ()
    return LocationEntry(kind, given.here.text(given.value), given.here.at(given.value), target, modules)


def is_loader(given: Given) -> bool:
    """``load_assets_from_modules([...])``, or a name that it was assigned to."""
    there, value = given.here.follow(given.value)
    name = there.resolve(value.func) if isinstance(value, ast.Call) else None
    return name is not None and name.startswith("dagster") and name.rpartition(".")[2].startswith(LOADER_WORD)


_LOADER_ARGUMENTS = frozenset({"modules", "module", "package_module", "package_name", "group_name"})
"""Others (a key prefix, an automation condition) would change the assets of an upgrade in ways that it does not follow."""


def loaded_modules(given: Given) -> tuple[str, ...]:
    """Ids of the project's modules that ``load_assets_from_modules([users, orders])`` loads; empty when they are not known."""
    there, value = given.here.follow(given.value)
    if not isinstance(value, ast.Call) or {word.arg for word in value.keywords} - _LOADER_ARGUMENTS:
        return ()
    name = (there.resolve(value.func) or "").rpartition(".")[2]
    if name in ("load_assets_from_current_module", "load_definitions_from_current_module"):
        return (there.module.module.id,)
    named = [word.value for word in value.keywords if word.arg != "group_name"]
    argument = next(iter((*value.args, *named)), None)
    if argument is None:
        return ()
    if name.endswith("_from_module"):
        found = [_module_of(Given(argument, there))]
    elif name.endswith("_from_modules"):
        found = [_module_of(item) for item in read_list(there, argument) or ()]
    elif name.endswith(("_from_package_module", "_from_package_name")):
        package = _module_of(Given(argument, there)) if name.endswith("module") else there.string(argument)
        found = list(_package(there, package)) or [None]
    else:
        return ()
    return tuple(sorted({module for module in found if module is not None})) if None not in found else ()


def _module_of(given: Given) -> str | None:
    """The module that a name means; ``sys.modules[__name__]`` is the one it stands in."""
    if isinstance(given.value, ast.Subscript):
        is_own = given.here.text(given.value).replace(" ", "") == "sys.modules[__name__]"
        return given.here.module.module.id if is_own else None
    name = given.here.resolve(given.value) if isinstance(given.value, ast.Name | ast.Attribute) else None
    known = given.here.sources.known_modules
    module = (name or "").removesuffix(":")
    return module if module in known else None


def _package(here: Standpoint, package: str | None) -> Iterator[str]:
    if package is None:
        return
    for module in here.sources.known_modules:
        if module == package or module.startswith(package + "."):
            yield module


def is_unread(entry: LocationEntry) -> bool:
    """Nothing is known of an entry: neither a definition of the project nor a loader."""
    return entry.kind != "loader" and entry.target is None
