"""A composition before and after it is interpreted."""

import ast
from typing import Literal

from assetize.analyzer.model import Argument, Graph, Unknown
from assetize.analyzer.records import dataclass
from assetize.analyzer.syntax.standpoint import FunctionNode, Standpoint

BodyKind = Literal["graph", "job", "asset"]


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """What ``@graph``, ``@job`` or ``@graph_asset`` says with the function behind it, or ``GraphDefinition(...)``."""

    id: str
    name: str
    kind: BodyKind
    here: Standpoint
    """The standpoint outside the function."""
    function: FunctionNode | ast.Call
    """A call gives all nodes and dependencies as data; its inputs are known when it is read."""
    inputs: tuple[str, ...]
    positional: tuple[str, ...]
    """The inputs that a call may give by position."""
    outputs: tuple[str, ...] | None = None
    """The declared outputs; None when they follow from what is returned."""
    arguments: tuple[Argument, ...] = ()
    is_nested: bool = False


@dataclass(frozen=True, slots=True)
class Composed:
    """An interpreted body; ``outputs`` are the names of its outputs, each with whether it is dynamic."""

    graph: Graph
    positional: tuple[str, ...]
    outputs: tuple[tuple[str, bool], ...]
    unknowns: tuple[Unknown, ...] = ()


def empty_graph(body: Body) -> Graph:
    """The graph of a body before anything in it is known."""
    return Graph(
        id=body.id,
        name=body.name,
        where=body.here.at(body.function),
        end_line=body.function.end_lineno or body.function.lineno,
        inputs=body.inputs,
        is_job=body.kind == "job",
        arguments=body.arguments,
        is_nested=body.here.scope.kind != "module",
        is_data=isinstance(body.function, ast.Call),
    )
