"""Which of a job's hooks may do something else when its steps get other names."""

import ast
from collections.abc import Callable, Iterator

from assetize.analyzer.model import Location
from assetize.analyzer.syntax.arguments import Given, read_list

NAMING = frozenset({"op", "solid", "step_key"})
"""What of a hook's context tells which step it runs for."""
BY_OUTPUT = frozenset({"op_output_values", "op_output_metadata", "solid_output_values"})
"""What of a hook's context is keyed by the names of outputs."""


def read_naming_hooks(given: Given | None) -> tuple[tuple[str, Location], ...]:
    """Hooks of the project that ask for the step's name, or hand their context on: each with its place.

    What is only logged does not count. A hook of a library is not among them: it may show the name, and has no other use for it.
    """
    return tuple(_own_hooks(given, _names_steps))


def read_output_hooks(given: Given | None) -> tuple[tuple[str, Location], ...]:
    """Hooks of the project that take what a step gave, in a dict by the names of its outputs."""
    return tuple(_own_hooks(given, _takes_outputs))


def _own_hooks(given: Given | None, is_meant: Callable[[ast.AST], bool]) -> Iterator[tuple[str, Location]]:
    if given is None:
        return
    for item in read_list(given.here, given.value) or (given,):
        maker = item.value.func if isinstance(item.value, ast.Call) else item.value
        definition = item.here.definition(maker)
        node = definition.node if definition is not None else None
        if (
            definition is not None
            and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            and is_meant(node)
        ):
            yield node.name, item.here.of(definition).at(node)


def _takes_outputs(function: ast.AST) -> bool:
    return any(isinstance(node, ast.Attribute) and node.attr in BY_OUTPUT for node in ast.walk(function))


def _names_steps(function: ast.AST) -> bool:
    contexts = {
        node.args.args[0].arg
        for node in ast.walk(function)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) and node.args.args
    }
    return any(_tells(node, contexts) for node in _outside_logging(function))


def _outside_logging(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if not _is_logging(child):
            yield child
            yield from _outside_logging(child)


def _is_logging(node: ast.AST) -> bool:
    """``context.log.info(…)``."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Attribute)
        and node.func.value.attr == "log"
    )


def _tells(node: ast.AST, contexts: set[str]) -> bool:
    """``context.step_key`` is asked for, or the context goes where it cannot be followed."""
    if isinstance(node, ast.Attribute):
        return node.attr in NAMING and isinstance(node.value, ast.Name) and node.value.id in contexts
    if not isinstance(node, ast.Call | ast.Assign | ast.Return):
        return False
    return any(isinstance(child, ast.Name) and child.id in contexts for child in _values(node))


def _values(node: ast.Call | ast.Assign | ast.Return) -> Iterator[ast.AST | None]:
    if isinstance(node, ast.Call):
        yield from node.args
        yield from (keyword.value for keyword in node.keywords)
    else:
        yield node.value
