"""Reads what ``resource_defs=`` and ``resources=`` bind."""

import ast
from collections.abc import Mapping

from assetize.analyzer.model import ResourceBinding
from assetize.analyzer.readers.resource_needs import read_needs
from assetize.analyzer.syntax.alternatives import alternatives, returned
from assetize.analyzer.syntax.arguments import Given, read_dict
from assetize.analyzer.syntax.standpoint import Standpoint

MOST_CHOICES = 16
"""Environments, and what is merged in each."""
ABSENT = "nothing"
"""What a key is bound to in an environment that does not have it."""
DEFAULTS: Mapping[str, str] = {"io_manager": "dagster.fs_io_manager"}
"""What Dagster takes for a key that is not bound."""
CONFIGURING = ("configured", "configure_at_launch")


def read_resources(given: Given | None) -> tuple[tuple[ResourceBinding, ...], bool]:
    """The bindings of a dict, and whether all of it could be read."""
    if given is None:
        return (), True
    entries = read_dict(given.here, given.value)
    if entries is not None:
        return tuple(_binding(key, entry) for key, entry in entries), True
    chosen = _chosen_keys(given.here, given.value)
    return tuple(_chosen(key, given) for key in chosen), bool(chosen)


def read_location_resources(given: Given | None) -> tuple[tuple[ResourceBinding, ...], str]:
    """The bindings of a code location, and the text of what could not be read.

    A dict that is one of several, by environment, gives the bindings of each: a key may have more than one.
    """
    if given is None:
        return (), ""
    choices = _choices(given.here, given.value)
    if choices is None or len(choices) > MOST_CHOICES:
        return (), given.here.text(given.value)
    dicts = [{key: _binding(key, entry) for key, entry in entries.items()} for entries in choices]
    found: dict[tuple[str, str], ResourceBinding] = {}
    for key in dict.fromkeys(key for bindings in dicts for key in bindings):
        absent = ResourceBinding(key, ABSENT, given.here.at(given.value), DEFAULTS.get(key))
        for bindings in dicts:
            binding = bindings.get(key, absent)
            found.setdefault((key, binding.text), binding)
    return tuple(found.values()), ""


def _choices(here: Standpoint, expression: ast.expr) -> list[Mapping[str, Given]] | None:
    """The dicts that an expression may give, what they are merged from opened too; None when any is not written out."""
    found: list[Mapping[str, Given]] = []
    for there, value in returned(here, expression):
        entries = read_dict(there, value)
        merged = [dict(entries)] if entries is not None else _merged_choices(there, value)
        if merged is None:
            return None
        found += merged
    return found


def _merged_choices(here: Standpoint, value: ast.expr) -> list[Mapping[str, Given]] | None:
    """``{**RESOURCES[env], "database": database}``."""
    if not isinstance(value, ast.Dict):
        return None
    found: list[Mapping[str, Given]] = [{}]
    for key, item in zip(value.keys, value.values, strict=True):
        name = None if key is None else here.string(key)
        single: Mapping[str, Given] = {} if name is None else {name: Given(item, here)}
        choices = _choices(here, item) if key is None else [single] if single else None
        if choices is None or len(found) * len(choices) > MOST_CHOICES:
            return None
        found = [{**before, **choice} for before in found for choice in choices]
    return found


def _chosen_keys(here: Standpoint, expression: ast.expr) -> tuple[str, ...]:
    """The keys of a dict that is one of several, by environment; none when they differ, or it cannot be written again."""
    if not isinstance(expression, ast.Name):
        return ()
    keys = {
        None if entries is None else tuple(sorted(key for key, _ in entries))
        for entries in (read_dict(there, value) for there, value in alternatives(here, expression))
    }
    only = keys.pop() if len(keys) == 1 else None
    return only or ()


def _chosen(key: str, given: Given) -> ResourceBinding:
    """``RESOURCES["db"]`` for an entry of a dict that is only known by its name."""
    item = ast.Subscript(value=given.value, slice=ast.Constant(key), ctx=ast.Load())
    return ResourceBinding(
        key=key,
        text=ast.unparse(item).replace("'", '"'),
        where=given.here.at(given.value),
        names=_names(given.here, item),
    )


def read_resource_keys(given: Given | None) -> tuple[str, ...] | None:
    """The keys of the bindings; None when not all of them could be read."""
    bindings, is_known = read_resources(given)
    return tuple(sorted(binding.key for binding in bindings)) if is_known else None


def _binding(key: str, entry: Given) -> ResourceBinding:
    return ResourceBinding(
        key=key,
        text=entry.here.text(entry.value),
        where=entry.here.at(entry.value),
        definition=made_from(entry.here, entry.value),
        names=_names(entry.here, entry.value),
        needs=read_needs(entry.here, entry.value),
    )


def _names(here: Standpoint, expression: ast.expr) -> tuple[tuple[str, str], ...]:
    found = {node.id: here.resolve(node) or "" for node in ast.walk(expression) if isinstance(node, ast.Name)}
    return tuple(sorted(item for item in found.items() if not item[1].startswith("builtins.")))


def made_from(here: Standpoint, expression: ast.expr) -> str | None:
    """The name behind a resource: of itself, or of what is called or configured to make it."""
    while isinstance(expression, ast.Call):
        function = expression.func
        is_configured = isinstance(function, ast.Attribute) and function.attr in CONFIGURING
        expression = function.value if is_configured and isinstance(function, ast.Attribute) else function
    return here.resolve(expression) if isinstance(expression, ast.Name | ast.Attribute) else None
