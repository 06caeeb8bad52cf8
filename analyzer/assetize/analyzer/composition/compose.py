"""Interprets bodies."""

import ast
from collections.abc import Iterable
from dataclasses import replace

from assetize.analyzer.codes.reading import UNREAD_COMPOSITION
from assetize.analyzer.composition.body import Body, Composed, empty_graph
from assetize.analyzer.composition.catalogue import Catalogue
from assetize.analyzer.composition.data import compose_data
from assetize.analyzer.composition.expressions import evaluate
from assetize.analyzer.composition.names import Names
from assetize.analyzer.composition.returns import map_returned
from assetize.analyzer.composition.run import Run
from assetize.analyzer.composition.statements import perform
from assetize.analyzer.composition.values import GraphInput, Opaque
from assetize.analyzer.composition.wiring import Wiring
from assetize.analyzer.model import AssetDefinition, Op


def compose_all(
    ops: Iterable[Op],
    bodies: Iterable[Body],
    assets: Iterable[AssetDefinition],
    older: frozenset[str] = frozenset(),
) -> tuple[Composed, ...]:
    """Interprets every body once, in the order given. ``older``: ids of definitions of Dagster's older generation."""
    catalogue = Catalogue(ops, bodies, assets, compose, older)
    composed = (catalogue.composed(body) for body in catalogue.bodies())
    return tuple(body for body in composed if body is not None)


def compose(body: Body, catalogue: Catalogue) -> Composed:
    """What Dagster would find by calling the body's function."""
    if isinstance(body.function, ast.Call):
        return compose_data(Run(body, catalogue, evaluate, perform, None), body.function)
    wiring = Wiring()
    run = Run(body, catalogue, evaluate, perform, wiring)
    names = Names(body.here.inside(body.function))
    for name in body.inputs:
        names.bind(name, GraphInput(name))
    try:
        value = perform(run, names, body.function.body)
    except RecursionError:
        what = "an expression has too many parts to be followed"
        run.doubt(body.here, body.function, UNREAD_COMPOSITION, what)
        value = Opaque(body.name, is_recorded=True)
    returned = map_returned(body, wiring, value)
    if returned.problem is not None:
        run.doubt(body.here, body.function, UNREAD_COMPOSITION, returned.problem)
    places = {name: place for place, name in enumerate(body.inputs)}
    graph = replace(
        empty_graph(body),
        nodes=tuple(wiring.nodes.values()),
        edges=tuple(wiring.edges),
        input_mappings=tuple(sorted(wiring.input_mappings, key=lambda mapping: places[mapping.graph_input])),
        output_mappings=returned.mappings,
        asset_sources=tuple(wiring.asset_sources),
    )
    return Composed(graph, body.positional, returned.outputs, tuple(run.unknowns))
