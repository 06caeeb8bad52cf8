"""``GraphDefinition(...)``: what of it is not known is recorded, and a node is in the report all the same."""

from pathlib import Path

import pytest

from assetize.analyzer.model import Graph
from assetize.analyzer.readers import read_project

HEADER = """
import os
from dagster import DependencyDefinition, GraphDefinition, MultiDependencyDefinition, NodeInvocation, Out, op

@op
def one(): return 1

@op
def same(value): return value

@op(name="same")
def namesake(value): return value

@op(out={"a": Out(), "b": Out()})
def split(): return 1, 2

def make_other():
    @op(name=os.environ["X"])
    def other(): return 1
    return other
"""

REFUSED = {
    "computed_nodes": "node_defs=find_nodes()",
    "computed_node": "node_defs=[one, find_node()]",
    "plain_function": "node_defs=[make_other]",
    "two_of_one_name": "node_defs=[same, namesake]",
    "computed_dependencies": "node_defs=[one], dependencies=find_dependencies()",
    "computed_dependencies_of_a_node": 'node_defs=[same], dependencies={"same": find_dependencies()}',
    "computed_dependency": 'node_defs=[one, same], dependencies={"same": {"value": find()}}',
    "computed_upstream": 'node_defs=[one, same], dependencies={"same": {"value": DependencyDefinition(find())}}',
    "computed_output": 'node_defs=[one, same], dependencies={"same": {"value": DependencyDefinition("one", find())}}',
    "computed_list": 'node_defs=[same], dependencies={"same": {"value": MultiDependencyDefinition(find())}}',
    "computed_alias": 'node_defs=[one], dependencies={NodeInvocation("one", alias=find()): {}}',
    "unknown_upstream": 'node_defs=[same], dependencies={"same": {"value": DependencyDefinition("one")}}',
    "unknown_output": 'node_defs=[split, same], dependencies={"same": {"value": DependencyDefinition("split", "c")}}',
    "unknown_input": 'node_defs=[one, same], dependencies={"same": {"other": DependencyDefinition("one")}}',
    "unknown_node": 'node_defs=[one], dependencies={"two": {}}',
    "computed_mappings": "node_defs=[one], output_mappings=find()",
    "computed_mapping": "node_defs=[one], output_mappings=[find()]",
    "computed_asset": 'node_defs=[same], input_assets={"same": {"value": find()}}',
}


@pytest.mark.parametrize("arguments", REFUSED.values(), ids=list(REFUSED))
def test_not_understood(arguments: str, tmp_path: Path) -> None:
    graph, unknowns = _read(tmp_path, f'GraphDefinition(name="etl", {arguments})')

    assert "AZ127" in unknowns
    assert graph.is_data


def test_nodes_that_are_known_are_kept(tmp_path: Path) -> None:
    graph, _ = _read(tmp_path, 'GraphDefinition(name="etl", node_defs=[one, find_node()])')

    assert [node.name for node in graph.nodes] == ["one"]


def test_computed_name(tmp_path: Path) -> None:
    graph, unknowns = _read(tmp_path, 'GraphDefinition(name=os.environ["X"], node_defs=[one])')

    assert unknowns == {"AZ122"}
    assert graph.name == "etl"


def test_settings_of_a_node(tmp_path: Path) -> None:
    source = 'NodeInvocation("one", "first", tags={"a": "b"}, hook_defs=set()): {}'
    graph, unknowns = _read(
        tmp_path, f'GraphDefinition(name="etl", node_defs=[one], dependencies={{{source}}})'
    )

    (node,) = graph.nodes
    assert (node.name, node.is_alias, node.modifiers) == ("first", True, ("alias", "tag", "with_hooks"))
    assert not unknowns


def _read(root: Path, expression: str) -> tuple[Graph, set[str]]:
    (root / "m.py").write_text(f"{HEADER}\netl = {expression}\n", "utf-8")
    project, _ = read_project(root)
    (graph,) = project.graphs
    return graph, {unknown.code for unknown in project.unknowns if unknown.subject == graph.id}
