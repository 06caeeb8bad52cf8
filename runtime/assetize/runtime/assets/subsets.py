"""The part of a node that a subset of its assets needs."""

from __future__ import annotations

from typing import Any

from assetize.runtime.definitions.graph_checks import output_origin
from assetize.runtime.selection.op_selection import cut_graph, upstream_closure


def node_subset(node: Any, names: set[str]) -> Any:
    """An op as it is, since its body looks at the selection; a graph without the ops that nothing selected needs."""
    if node.node_type != "graph":
        return node
    wanted = {".".join(output_origin(node, name)[0]) for name in names}
    cut = cut_graph(node, upstream_closure(node, wanted))
    cut.output_mappings = [m for m in cut.output_mappings if m.graph_output_name in names]
    cut.output_defs = [output for output in cut.output_defs if output.name in names]
    cut.output_dict = {output.name: output for output in cut.output_defs}
    return cut
