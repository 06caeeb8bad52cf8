"""Reads ``@graph``, ``GraphDefinition(...)``, and the bodies of ``@job`` and ``@graph_asset``: what they compose."""

from collections.abc import Iterator, Mapping

from assetize.analyzer.codes.reading import UNREAD_ARGUMENTS, UNREAD_INPUTS_OUTPUTS
from assetize.analyzer.composition import Body, compose_all
from assetize.analyzer.composition.body import BodyKind
from assetize.analyzer.model import Unknown
from assetize.analyzer.readers.doubts import doubts_about, doubts_about_arguments, read_name
from assetize.analyzer.readers.found import Found, Reading
from assetize.analyzer.readers.graph_backed import graph_backed_assets
from assetize.analyzer.readers.older import older_ids
from assetize.analyzer.readers.site import Site
from assetize.analyzer.syntax.arguments import Arguments, Given, read_arguments, read_dict
from assetize.analyzer.syntax.parameters import read_graph_signature

KINDS: Mapping[str, BodyKind] = {
    "dagster.graph": "graph",
    "dagster.job": "job",
    "dagster.graph_asset": "asset",
    "dagster.graph_multi_asset": "asset",
}
DATA = "dagster.GraphDefinition"
"""Gives nodes and dependencies as data."""

LEGACY_ARGUMENTS = ("input_defs", "output_defs")


def read_bodies(reading: Reading) -> Found:
    """Interprets all bodies. Those of graph-backed assets are no graphs of the project's own."""
    bodies: list[Body] = []
    unknowns: list[Unknown] = []
    for site in reading.sites(*KINDS):
        if not site.is_decorator:
            what = f"{site.name} is called instead of decorating a function"
            unknowns.append(site.here.unknown(site.node, UNREAD_ARGUMENTS, what, site.id))
            continue
        arguments = read_arguments(site.here, site.call)
        body, doubts = _body(site, arguments)
        bodies.append(body)
        unknowns += [*doubts_about(reading, site, body.kind), *doubts]
    for site in reading.sites(DATA):
        body, doubts = _data(site)
        bodies.append(body)
        unknowns += [*doubts_about(reading, site, body.kind), *doubts]
    assets = (*reading.found.assets, *graph_backed_assets(reading))
    composed = compose_all(reading.found.ops, bodies, assets, older_ids(reading))
    kinds = {body.id: body.kind for body in bodies}
    return Found(
        graphs=tuple(item.graph for item in composed if kinds[item.graph.id] != "asset"),
        bodies=composed,
        unknowns=(*unknowns, *(unknown for item in composed for unknown in item.unknowns)),
    )


def _body(site: Site, arguments: Arguments) -> tuple[Body, tuple[Unknown, ...]]:
    name, name_doubts = read_name(site, arguments, site.function.name)
    signature = read_graph_signature(site.here, site.function)
    declared, unread_inputs = _names(arguments.get("ins"), "dagster.GraphIn")
    outputs, unread_outputs = _outputs(site, arguments)
    parameters = [parameter.name for parameter in signature.inputs()]
    body = Body(
        id=site.id,
        name=name,
        kind=KINDS[site.name],
        here=site.here,
        function=site.function,
        inputs=tuple(dict.fromkeys((*(item for item in declared or () if item in parameters), *parameters))),
        positional=signature.positional_inputs(),
        outputs=outputs,
        arguments=arguments.facts(),
        is_nested=site.is_nested,
    )
    unread = [given for given in (unread_inputs, unread_outputs) if given is not None]
    return body, (*name_doubts, *doubts_about_arguments(site, arguments), *_doubts(site, arguments, unread))


def _data(site: Site) -> tuple[Body, tuple[Unknown, ...]]:
    assert site.call is not None
    arguments = read_arguments(site.here, site.call, ("name",))
    name, name_doubts = read_name(site, arguments, site.variable or "")
    body = Body(
        id=site.id,
        name=name,
        kind="graph",
        here=site.here,
        function=site.call,
        inputs=(),
        positional=(),
        arguments=arguments.facts(),
        is_nested=site.is_nested,
    )
    return body, (*name_doubts, *doubts_about_arguments(site, arguments))


def _outputs(site: Site, arguments: Arguments) -> tuple[tuple[str, ...] | None, Given | None]:
    if site.name == "dagster.graph_multi_asset":
        return _names(arguments.get("outs"), "dagster.AssetOut")
    return (None, None) if site.name != "dagster.graph" else _names(arguments.get("out"), "dagster.GraphOut")


def _names(given: Given | None, marker: str) -> tuple[tuple[str, ...] | None, Given | None]:
    """The keys of a dict, or the one output that a marker alone means; else what was not understood."""
    if given is None:
        return None, None
    there, value = given.here.follow(given.value)
    function = getattr(value, "func", None)
    if function is not None and there.resolve(function) == marker:
        return ("result",), None
    entries = read_dict(given.here, given.value)
    return (None, given) if entries is None else (tuple(name for name, _ in entries), None)


def _doubts(site: Site, arguments: Arguments, unread: list[Given]) -> Iterator[Unknown]:
    for given in unread:
        what = f"inputs or outputs are not written out: {given.here.text(given.value)}"
        yield given.here.unknown(given.value, UNREAD_INPUTS_OUTPUTS, what, site.id)
    for name in LEGACY_ARGUMENTS:
        if name in arguments.given:
            what = f"{name}= is of the older generation"
            yield site.here.unknown(site.node, UNREAD_INPUTS_OUTPUTS, what, site.id)
