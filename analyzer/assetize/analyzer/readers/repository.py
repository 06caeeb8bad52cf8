"""Reads ``@repository`` functions."""

import ast
from collections.abc import Iterator

from assetize.analyzer.codes.reading import UNREAD_LOCATION, UNREAD_RESOURCES
from assetize.analyzer.model import CodeLocation, LocationEntry, ResourceBinding, Unknown
from assetize.analyzer.readers.found import Found, Reading
from assetize.analyzer.readers.location import is_unread, read_entries
from assetize.analyzer.readers.resources import read_resources
from assetize.analyzer.readers.site import Site
from assetize.analyzer.syntax.arguments import Given, read_arguments, read_dict, summands

WITH_RESOURCES = "dagster.with_resources"


def read_repositories(reading: Reading) -> Found:
    """All repositories, with what their functions return."""
    locations: list[CodeLocation] = []
    unknowns: list[Unknown] = []
    for site in reading.sites("dagster.repository"):
        if not site.is_decorator:
            what = "repository is called instead of decorating a function"
            unknowns.append(site.here.unknown(site.node, UNREAD_LOCATION, what, site.id))
            continue
        location, doubts = _repository(reading, site)
        locations.append(location)
        unknowns += doubts
    return Found(locations=tuple(locations), unknowns=tuple(unknowns))


def _repository(reading: Reading, site: Site) -> tuple[CodeLocation, tuple[Unknown, ...]]:
    inside = site.here.inside(site.function)
    returned = [
        Given(node.value, inside)
        for node in ast.walk(site.function)
        if isinstance(node, ast.Return) and node.value is not None
    ]
    entries: list[LocationEntry] = []
    bindings: list[ResourceBinding] = []
    doubts: list[Unknown] = []
    for given in returned:
        for part in _parts(given):
            part = _unwrapped(site, part, bindings, doubts)
            entries += _entries(reading, part)
    if len(returned) != 1:
        what = f"the repository returns in {len(returned)} places"
        doubts.append(site.here.unknown(site.node, UNREAD_LOCATION, what, site.id))
    doubts += [
        Unknown(entry.where, f"what is listed here is not known: {entry.text}", site.id, UNREAD_LOCATION.code)
        for entry in entries
        if is_unread(entry)
    ]
    location = CodeLocation(
        id=site.id,
        form="repository",
        where=site.here.at(site.node),
        end_line=site.end_line,
        entries=tuple(entries),
        resources=tuple(bindings),
        arguments=read_arguments(site.here, site.call).facts(),
        problem="it returns a dict" if any(isinstance(item.value, ast.Dict) for item in returned) else "",
    )
    return location, tuple(doubts)


def _parts(given: Given) -> Iterator[Given]:
    """The lists that are added up, and the elements that are spread or wrapped, one by one."""
    there, value = given.here.follow(given.value)
    match value:
        case ast.BinOp(op=ast.Add()):
            for part in summands(value):
                yield from _parts(Given(part, there))
        case ast.List(elts=elements) | ast.Tuple(elts=elements):
            for element in elements:
                if isinstance(element, ast.Starred):
                    yield from _parts(Given(element.value, there))
                else:
                    yield Given(ast.copy_location(ast.List([element], ast.Load()), element), there)
        case _:
            yield Given(value, there)


def _unwrapped(site: Site, given: Given, bindings: list[ResourceBinding], doubts: list[Unknown]) -> Given:
    """``with_resources([...], {...})`` is its first argument, with resources."""
    here, value = given.here, _single(given.value)
    if not isinstance(value, ast.Call) or here.resolve(value.func) != WITH_RESOURCES:
        return given
    arguments = read_arguments(here, value, ("definitions", "resource_defs", "resource_config_by_key"))
    resources = arguments.get("resource_defs")
    found, known = read_resources(resources)
    bindings += found
    if not known and resources is not None:
        what = f"the resources are not written out: {resources.here.text(resources.value)}"
        doubts.append(resources.here.unknown(resources.value, UNREAD_RESOURCES, what, site.id))
    return arguments.get("definitions") or given


def _single(value: ast.expr) -> ast.expr:
    return value.elts[0] if isinstance(value, ast.List) and len(value.elts) == 1 else value


def _entries(reading: Reading, given: Given) -> Iterator[LocationEntry]:
    """A list of definitions, or the older dict of ``{"jobs": {"name": job}}``."""
    entries = read_dict(given.here, given.value)
    if entries is None:
        yield from read_entries(reading, given, "other")
        return
    for _, group in entries:
        inner = read_dict(group.here, group.value)
        for _, item in inner or ():
            yield from read_entries(reading, _called(item), "other")
        if inner is None:
            yield from read_entries(reading, group, "other")


def _called(given: Given) -> Given:
    """``lambda: job`` stands for the job."""
    return Given(given.value.body, given.here) if isinstance(given.value, ast.Lambda) else given
