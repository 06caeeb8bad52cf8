"""What the analyzer says of a graph's nodes and edges is what Dagster says of it once it is loaded."""

import importlib.util
import sys
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from composition_cases import CASES, OPS
from dagster import (
    DagsterInvalidDefinitionError,
    GraphDefinition,
    JobDefinition,
    OpDefinition,
    ScheduleDefinition,
)
from dagster._core.snap.dep_snapshot import build_dep_structure_snapshot_from_graph_def
from data_graph_cases import DATA_GRAPH_CASES
from factory_cases import FACTORY_CASES
from harness.cases import Case, all_cases
from harness.versions import VersionRunner
from method_factory_cases import METHOD_FACTORY_CASES
from op_cases import OP_SHAPES
from random_compositions import random_job
from random_factories import random_factories

from assetize.analyzer.model import Graph, Job, Op, Project
from assetize.analyzer.readers import read_project

Structure = Mapping[str, Any]
SNIPPETS = (
    *CASES,
    *((name, OPS + source) for name, source in (*FACTORY_CASES, *METHOD_FACTORY_CASES, *DATA_GRAPH_CASES)),
)


@pytest.mark.parametrize(
    ("name", "source"),
    SNIPPETS,
    ids=[name for name, _ in SNIPPETS],
)
def test_snippet_is_read_as_dagster_loads_it(name: str, source: str, tmp_path: Path) -> None:
    (tmp_path / f"{name}.py").write_text(source, "utf-8")
    loaded = dict(_graphs_of(_load(name, tmp_path / f"{name}.py")))
    project, _ = read_project(tmp_path)

    assert [unknown.what for unknown in project.unknowns] == []
    assert loaded
    for job_name, graph in loaded.items():
        assert _read_structure(project, _graph_named(project, job_name)) == _dagster_structure(graph)


def test_random_jobs_are_read_as_dagster_loads_them(tmp_path: Path) -> None:
    compared = 0
    for seed in range(120):
        name = f"random_{seed}"
        folder = tmp_path / name
        folder.mkdir()
        (folder / f"{name}.py").write_text(OPS + random_job(seed), "utf-8")
        project, _ = read_project(folder)
        try:
            loaded = dict(_graphs_of(_load(name, folder / f"{name}.py")))["run"]
        except DagsterInvalidDefinitionError:
            continue
        assert [unknown.what for unknown in project.unknowns] == [], random_job(seed)
        assert _read_structure(project, _graph_named(project, "run")) == _dagster_structure(loaded), (
            random_job(seed)
        )
        compared += 1
    assert compared > 40


def test_random_factories_are_read_as_dagster_loads_them(tmp_path: Path) -> None:
    compared = 0
    for seed in range(120):
        name = f"factories_{seed}"
        folder = tmp_path / name
        folder.mkdir()
        source = random_factories(seed)
        (folder / f"{name}.py").write_text(OPS + source, "utf-8")
        try:
            loaded = dict(_graphs_of(_load(name, folder / f"{name}.py")))
        except DagsterInvalidDefinitionError:
            continue
        project, _ = read_project(folder)
        assert [unknown.what for unknown in project.unknowns] == [], source
        assert {job.name for job in project.jobs} == set(loaded), source
        for job_name, graph in loaded.items():
            read = _read_structure(project, _graph_named(project, job_name))
            assert read == _dagster_structure(graph), source
        compared += len(loaded)
    assert compared > 80


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: case.name)
def test_fixture_is_read_as_dagster_loads_it(case: Case, runner: VersionRunner) -> None:
    outcome = runner.run(case, case.before)
    project, _ = read_project(case.before)

    assert outcome.error is None
    for entry, structure in zip(case.locations, outcome.structures, strict=True):
        for name, job in structure["jobs"].items():
            if job["kind"] == "op":
                read = [_job_graph(project, found) for found in _jobs_in(project, name, entry.python_path)]
                assert [_plain_structure(project, graph) for graph in read] == [job["graph"]]


def test_ops_are_read_as_dagster_loads_them(tmp_path: Path) -> None:
    (tmp_path / "op_shapes.py").write_text(OP_SHAPES, "utf-8")
    loaded = {
        name: value
        for name, value in vars(_load("op_shapes", tmp_path / "op_shapes.py")).items()
        if isinstance(value, OpDefinition)
    }
    project, _ = read_project(tmp_path)

    assert [unknown.what for unknown in project.unknowns] == []
    assert len(loaded) > 40
    assert {op.function: _read_op(op) for op in project.ops} == {
        name: _loaded_op(op) for name, op in loaded.items()
    }


def _loaded_op(op: OpDefinition) -> Structure:
    return {
        "name": op.name,
        "inputs": [
            (
                item.name,
                item.dagster_type.is_nothing,
                item.has_default_value,
                item.input_manager_key,
                {key: str(value) for key, value in item.metadata.items()},
            )
            for item in op.input_defs
        ],
        "positional": list(op._positional_inputs),
        "outputs": [
            (
                item.name,
                item.dagster_type.is_nothing,
                item.is_required,
                item.is_dynamic,
                item.io_manager_key,
                {key: str(value) for key, value in item.metadata.items()},
            )
            for item in op.output_defs
        ],
        "resources": sorted(op.required_resource_keys),
    }


def _read_op(op: Op) -> Structure:
    return {
        "name": op.name,
        "inputs": [
            (item.name, item.is_nothing, item.has_default, item.input_manager_key, dict(item.metadata))
            for item in op.inputs
        ],
        "positional": [p.name for p in op.parameters if p.role == "input" and p.kind == "positional"],
        "outputs": [
            (
                item.name,
                item.is_nothing,
                item.is_required,
                item.is_dynamic,
                item.io_manager_key or "io_manager",
                dict(item.metadata),
            )
            for item in op.outputs
        ],
        "resources": list(op.resource_keys),
    }


def _load(name: str, path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"snippet_{name}", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        spec.loader.exec_module(module)
    return module


def _graphs_of(module: ModuleType) -> Iterator[tuple[str, GraphDefinition]]:
    for value in list(vars(module).values()):
        for item in _members(value):
            found = item.job if isinstance(item, ScheduleDefinition) else item
            if isinstance(found, JobDefinition):
                yield found.name, found.graph


def _members(value: object) -> list[object]:
    if isinstance(value, dict):
        return list(value.values())
    return list(value) if type(value) in (list, tuple) else [value]


def _dagster_structure(graph: GraphDefinition) -> Structure:
    snapshot = build_dep_structure_snapshot_from_graph_def(graph)
    definitions = {node.name: node.definition for node in graph.nodes}
    return {
        item.node_name: {
            "definition": item.node_def_name,
            "is_mapped": item.is_dynamic_mapped,
            "inputs": {
                wired.input_name: (
                    sorted((up.node_name, up.output_name) for up in wired.upstream_output_snaps),
                    wired.is_dynamic_collect,
                )
                for wired in item.input_dep_snaps
                if wired.upstream_output_snaps
            },
            "inside": _dagster_structure(definition) if isinstance(definition, GraphDefinition) else None,
            "mapped_inputs": _mapped_inputs(definition),
            "mapped_outputs": _mapped_outputs(definition),
            "assets": {
                name: tuple(asset.key.path)
                for name, asset in graph.input_assets.get(item.node_name, {}).items()
            },
        }
        for item in snapshot.node_invocation_snaps
        for definition in [definitions[item.node_name]]
    }


def _mapped_inputs(definition: object) -> list[tuple[str, str, str]]:
    if not isinstance(definition, GraphDefinition):
        return []
    return sorted(
        (mapping.graph_input_name, mapping.maps_to.node_name, mapping.maps_to.input_name)
        for mapping in definition.input_mappings
    )


def _mapped_outputs(definition: object) -> list[tuple[str, str, str]]:
    if not isinstance(definition, GraphDefinition):
        return []
    return [
        (mapping.graph_output_name, mapping.maps_from.node_name, mapping.maps_from.output_name)
        for mapping in definition.output_mappings
    ]


def _read_structure(project: Project, graph: Graph) -> Structure:
    graphs = {item.id: item for item in project.graphs}
    found: dict[str, Any] = {}
    for node in graph.nodes:
        edges = [edge for edge in graph.edges if edge.node == node.name]
        inside = graphs.get(node.definition)
        found[node.name] = {
            "definition": _definition_name(project, node.definition, node.name, node.modifiers),
            "is_mapped": any(edge.kind == "mapped" for edge in edges),
            "inputs": {
                name: (
                    sorted((e.upstream_node, e.upstream_output) for e in edges if e.input == name),
                    any(e.kind == "collected" for e in edges if e.input == name),
                )
                for name in {edge.input for edge in edges}
            },
            "inside": None if inside is None else _read_structure(project, inside),
            "mapped_inputs": []
            if inside is None
            else sorted((m.graph_input, m.node, m.input) for m in inside.input_mappings),
            "mapped_outputs": []
            if inside is None
            else [(m.graph_output, m.node, m.output) for m in inside.output_mappings],
            "assets": {
                source.input: source.key for source in graph.asset_sources if source.node == node.name
            },
        }
    return found


def _definition_name(project: Project, definition_id: str, node_name: str, modifiers: tuple[str, ...]) -> str:
    """An op that is ``configured`` takes the name that it is given there."""
    if "configured" in modifiers:
        return node_name.removesuffix("_2")
    names = {item.id: item.name for item in (*project.ops, *project.graphs)}
    return names[definition_id]


def _plain_structure(project: Project, graph: Graph) -> Structure:
    """The form that the harness reads from a loaded job."""
    graphs = {item.id: item for item in project.graphs}
    return {
        "nodes": {
            node.name: _definition_name(project, node.definition, node.name, node.modifiers)
            for node in sorted(graph.nodes, key=lambda node: node.name)
        },
        "edges": sorted([e.node, e.input, e.upstream_node, e.upstream_output] for e in graph.edges),
        "graphs": {
            node.name: _plain_structure(project, graphs[node.definition])
            for node in sorted(graph.nodes, key=lambda node: node.name)
            if node.definition in graphs
        },
    }


def _graph_named(project: Project, job_name: str) -> Graph:
    job = next(job for job in project.jobs if job.name == job_name)
    return _job_graph(project, job)


def _job_graph(project: Project, job: Job) -> Graph:
    return next(graph for graph in project.graphs if graph.id == job.graph)


def _jobs_in(project: Project, name: str, folders: tuple[str, ...]) -> list[Job]:
    prefixes = tuple("" if folder == "." else f"{folder}/" for folder in folders)
    return [job for job in project.jobs if job.name == name and job.where.file.startswith(prefixes)]
