"""Reads assets that a graph or op stands behind: ``@graph_asset``, ``AssetsDefinition.from_graph`` and their kin."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from assetize.analyzer.codes.reading import UNREAD_ASSET
from assetize.analyzer.model import AssetDefinition, Graph, Op, Unknown
from assetize.analyzer.readers.asset import GRAPH_DECORATORS
from assetize.analyzer.readers.asset_keys import AssetKey, input_keys, label, node_name, output_keys, own_key
from assetize.analyzer.readers.found import Found, Reading
from assetize.analyzer.readers.resources import read_resource_keys
from assetize.analyzer.readers.site import Site
from assetize.analyzer.syntax.arguments import Arguments, read_arguments, read_dict
from assetize.analyzer.syntax.markers import read_key, text_of
from assetize.analyzer.syntax.parameters import read_graph_signature

FROM_GRAPH = "dagster.AssetsDefinition.from_graph"
FROM_OP = "dagster.AssetsDefinition.from_op"

Form = Literal["graph_asset", "graph_multi_asset", "from_graph", "from_op"]
FORMS: Mapping[str, Form] = {
    "dagster.graph_asset": "graph_asset",
    "dagster.graph_multi_asset": "graph_multi_asset",
    FROM_GRAPH: "from_graph",
    FROM_OP: "from_op",
}


def read_graph_backed(reading: Reading) -> Found:
    """All graph-backed assets, with the ops that they run."""
    assets = graph_backed_assets(reading)
    known = {asset.id for asset in assets}
    missing = [site for site in reading.sites(*FORMS) if site.id not in known]
    return Found(
        assets=assets,
        unknowns=tuple(_unread(site) for site in missing),
    )


def graph_backed_assets(reading: Reading) -> tuple[AssetDefinition, ...]:
    """The same; before bodies are interpreted their ops are not known, but their keys are."""
    found: list[AssetDefinition] = []
    for site in reading.sites(*GRAPH_DECORATORS):
        if site.is_decorator:
            found += _decorated(reading, site)
    for site in reading.sites(FROM_GRAPH, FROM_OP):
        found += _from_definition(reading, site)
    return tuple(found)


def _unread(site: Site) -> Unknown:
    what = f"the keys of the asset {label(site)} are computed"
    return site.here.unknown(site.node, UNREAD_ASSET, what, site.id)


def _decorated(reading: Reading, site: Site) -> Iterator[AssetDefinition]:
    arguments = read_arguments(site.here, site.call)
    if site.name == "dagster.graph_asset":
        keys = [own_key(arguments, site.function.name)]
    else:
        keys = [key for _, key, _ in output_keys(arguments) or ()]
    signature = read_graph_signature(site.here, site.function)
    deps = input_keys(arguments, [parameter.name for parameter in signature.inputs()])
    ops, order = _inside(reading, site.id)
    for key in keys:
        if key is not None:
            yield AssetDefinition(
                id=site.id,
                key=key,
                where=site.here.at(site.node),
                form=FORMS[site.name],
                deps=deps,
                group_name=arguments.string("group_name"),
                partitions=text_of(arguments.get("partitions_def")),
                node_name=_graph_node_name(site, arguments, key),
                function=site.function.name,
                parameters=signature.parameters,
                ops=ops,
                order=order,
                own_resources=read_resource_keys(arguments.get("resource_defs")),
            )


def _graph_node_name(site: Site, arguments: Arguments, key: AssetKey) -> str:
    if site.name == "dagster.graph_asset":
        return node_name(key)
    return arguments.string("name") or site.function.name


def _from_definition(reading: Reading, site: Site) -> Iterator[AssetDefinition]:
    """``AssetsDefinition.from_graph(etl, keys_by_output_name=...)``."""
    arguments = read_arguments(site.here, site.call, ("definition",))
    given = arguments.get("definition") or arguments.get("graph_def") or arguments.get("op_def")
    definition = None if given is None else reading.fact(reading.identify(given.here, given.value) or "")
    if not isinstance(definition, Op | Graph):
        return
    ops, order = ((definition.id,), ()) if isinstance(definition, Op) else _inside(reading, definition.id)
    for key in _keys_by_output(arguments, definition.name, _output_names(reading, definition)):
        yield AssetDefinition(
            id=site.id,
            key=key,
            where=site.here.at(site.node),
            form=FORMS[site.name],
            deps=_keys_by_input(arguments, definition),
            group_name=arguments.string("group_name"),
            partitions=text_of(arguments.get("partitions_def")),
            node_name=definition.name,
            ops=ops,
            order=order,
            own_resources=read_resource_keys(arguments.get("resource_defs")),
        )


def _output_names(reading: Reading, definition: Op | Graph) -> Sequence[str]:
    if isinstance(definition, Op):
        return [output.name for output in definition.outputs]
    body = reading.body(definition.id)
    return [name for name, _ in body.outputs] if body is not None else ["result"]


def _keys_by_output(arguments: Arguments, name: str, outputs: Sequence[str]) -> Iterator[AssetKey]:
    given = arguments.get("keys_by_output_name")
    declared = dict(read_dict(given.here, given.value) or ()) if given is not None else {}
    prefix = read_key(arguments.get("key_prefix")) or ()
    for output in outputs:
        key = read_key(declared.get(output)) or ((name,) if output == "result" else (output,))
        yield (*prefix, *key)


def _keys_by_input(arguments: Arguments, definition: Op | Graph) -> tuple[AssetKey, ...]:
    given = arguments.get("keys_by_input_name")
    declared = dict(read_dict(given.here, given.value) or ()) if given is not None else {}
    inputs = definition.inputs if isinstance(definition, Graph) else [item.name for item in definition.inputs]
    return tuple(read_key(declared.get(str(name))) or (str(name),) for name in inputs)


def _inside(
    reading: Reading, graph_id: str, enclosing: tuple[str, ...] = ()
) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """The ids of all ops in a graph at any depth, one for each use, and the order of its own nodes."""
    body = reading.body(graph_id)
    if body is None or graph_id in enclosing:
        return (), ()
    ops: list[str] = []
    for node in body.graph.nodes:
        inner, _ = _inside(reading, node.definition, (*enclosing, graph_id))
        ops += inner or ((node.definition,) if isinstance(reading.fact(node.definition), Op) else ())
    order = dict.fromkeys((edge.upstream_node, edge.node) for edge in body.graph.edges)
    return tuple(ops), tuple(order)
