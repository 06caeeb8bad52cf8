"""Explains diagnostic codes, and why an op, an output or a job was decided as it was."""

from assetize.codemods.explain.code_text import explain_code, is_code_name
from assetize.codemods.explain.json_format import nodes_json
from assetize.codemods.explain.node_text import explain_nodes
from assetize.codemods.explain.nodes import NodeMatches, find_nodes, known_names

__all__ = [
    "NodeMatches",
    "explain_code",
    "explain_nodes",
    "find_nodes",
    "is_code_name",
    "known_names",
    "nodes_json",
]
