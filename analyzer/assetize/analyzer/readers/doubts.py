"""Reasons to distrust a definition for where it stands, whatever it says."""

import ast
from collections.abc import Iterator

from assetize.analyzer.codes.reading import (
    BOUND_TWICE,
    CONDITIONAL_DEFINITION,
    MADE_BY_FUNCTION,
    UNREAD_ARGUMENTS,
    UNREAD_NAME,
)
from assetize.analyzer.model import Unknown
from assetize.analyzer.names import Binding, Scope
from assetize.analyzer.readers.found import Reading
from assetize.analyzer.readers.site import Site
from assetize.analyzer.syntax.arguments import Arguments

BODIES = ("dagster.graph", "dagster.job", "dagster.graph_asset", "dagster.graph_multi_asset")
DEFINITIONS = frozenset({"dagster.op", *BODIES[:2], ".to_job"})
"""What the plan does not rewrite where its arguments come out of a dict."""


def doubts_about(reading: Reading, site: Site, kind: str) -> Iterator[Unknown]:
    """What makes a definition unreliable: a second binding, a loop, a condition, or a function that makes it."""
    label = site.variable or kind
    if site.is_repeated and (site.variable is not None or reading.expansion.maker(site.node) is None):
        yield site.here.unknown(
            site.node, BOUND_TWICE, f"{label} is bound more than once in its scope", site.id
        )
    around = [scope for scope in site.enclosing_functions if not _is_body(reading, scope)]
    flags = [binding for binding in map(_binding_of, around) if binding is not None]
    if site.in_loop or any(binding.in_loop for binding in flags):
        what = f"the {kind} {label} is defined in a loop"
        yield site.here.unknown(site.node, CONDITIONAL_DEFINITION, what, site.id)
    elif site.in_branch or any(binding.in_branch for binding in flags):
        what = f"the {kind} {label} is defined under a condition"
        yield site.here.unknown(site.node, CONDITIONAL_DEFINITION, what, site.id)
    maker = next((scope for scope in around if _makes_several(scope)), None)
    if maker is not None:
        what = f"the {kind} {label} is made by the function {maker.qualname}"
        problem = reading.expansion.closed.get(maker.id)
        if problem is not None:
            what = f"{what}, and a call of that is not understood ({problem})"
        yield site.here.unknown(site.node, MADE_BY_FUNCTION, what, site.id)


def doubts_about_arguments(site: Site, arguments: Arguments) -> Iterator[Unknown]:
    """``*items`` and ``**options`` in a definition's call; what an op, graph or job is given in a known dict is read."""
    known = arguments.opened if site.name in DEFINITIONS else ()
    for expression in arguments.unread:
        if expression in known:
            continue
        what = f"an argument is not written out: {site.here.text(expression)}"
        yield site.here.unknown(site.node, UNREAD_ARGUMENTS, what, site.id)


def read_name(site: Site, arguments: Arguments, default: str) -> tuple[str, tuple[Unknown, ...]]:
    """The definition's Dagster name; the default stands in, with a record, where it is computed."""
    given = arguments.get("name")
    if given is None:
        return default, ()
    name = given.here.string(given.value)
    if name is not None:
        return name, ()
    what = f"the name is computed: {given.here.text(given.value)}"
    return default, (given.here.unknown(given.value, UNREAD_NAME, what, site.id),)


def _is_body(reading: Reading, scope: Scope) -> bool:
    site = reading.site_at(scope.node)
    return site is not None and site.name in BODIES


def _binding_of(scope: Scope) -> Binding | None:
    """How the function around a definition is itself defined."""
    if scope.parent is None or not isinstance(scope.node, ast.FunctionDef | ast.AsyncFunctionDef):
        return None
    bindings = scope.parent.bindings.get(scope.node.name, ())
    return next((binding for binding in bindings if binding.node is scope.node), None)


def _makes_several(scope: Scope) -> bool:
    """A function with parameters, and no test: what it makes depends on how it is called."""
    node = scope.node
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or node.name.startswith("test"):
        return False
    arguments = node.args
    return bool(
        arguments.posonlyargs or arguments.args or arguments.kwonlyargs or arguments.vararg or arguments.kwarg
    )
