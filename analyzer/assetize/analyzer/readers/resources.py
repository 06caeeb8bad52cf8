"""Reads what ``resource_defs=`` and ``resources=`` bind."""

import ast

from assetize.analyzer.model import ResourceBinding
from assetize.analyzer.syntax.arguments import Given, read_dict
from assetize.analyzer.syntax.standpoint import Standpoint

CONFIGURING = ("configured", "configure_at_launch")


def read_resources(given: Given | None) -> tuple[tuple[ResourceBinding, ...], bool]:
    """The bindings of a dict, and whether all of it could be read."""
    if given is None:
        return (), True
    entries = read_dict(given.here, given.value)
    if entries is None:
        return (), False
    return tuple(_binding(key, entry) for key, entry in entries), True


def _binding(key: str, entry: Given) -> ResourceBinding:
    return ResourceBinding(
        key=key,
        text=entry.here.text(entry.value),
        where=entry.here.at(entry.value),
        definition=made_from(entry.here, entry.value),
    )


def made_from(here: Standpoint, expression: ast.expr) -> str | None:
    """The name behind a resource: of itself, or of what is called or configured to make it."""
    while isinstance(expression, ast.Call):
        function = expression.func
        is_configured = isinstance(function, ast.Attribute) and function.attr in CONFIGURING
        expression = function.value if is_configured and isinstance(function, ast.Attribute) else function
    return here.resolve(expression) if isinstance(expression, ast.Name | ast.Attribute) else None
