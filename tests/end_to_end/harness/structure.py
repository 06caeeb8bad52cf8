"""What Dagster itself says that a loaded code location holds: its assets, and how each job is wired."""

from typing import Any

from dagster import AssetKey, GraphDefinition, JobDefinition, RepositoryDefinition
from dagster._core.snap.dep_snapshot import build_dep_structure_snapshot_from_graph_def


def read_structure(repository: RepositoryDefinition) -> dict[str, Any]:
    """The location's assets, jobs (op jobs with their wiring), schedules and sensors."""
    jobs = [job for job in repository.get_all_jobs() if not job.name.startswith("__")]
    return {
        "assets": read_assets(repository),
        "jobs": {job.name: read_job(job) for job in sorted(jobs, key=lambda job: job.name)},
        "schedules": {schedule.name: schedule.job_name for schedule in repository.schedule_defs},
        "sensors": sorted(sensor.name for sensor in repository.sensor_defs),
    }


def read_assets(repository: RepositoryDefinition) -> dict[str, Any]:
    """By key (segments joined with ``/``): what it depends on, how it is stored, which node makes it."""
    graph = repository.asset_graph
    assets = {}
    for key in sorted(graph.get_all_asset_keys()):
        node = graph.get(key)
        assets[key.to_user_string()] = {
            "kind": "materialized" if node.is_materializable else "external",
            "deps": sorted(parent.to_user_string() for parent in node.parent_keys),
            "io_manager_key": _io_manager_key(repository, key),
            "partitioned": node.is_partitioned,
        }
    return assets


def _io_manager_key(repository: RepositoryDefinition, key: AssetKey) -> str | None:
    definition = repository.assets_defs_by_key.get(key)
    name = definition.get_io_manager_key_for_asset_key(key) if definition else "io_manager"
    return None if name == "io_manager" else name


def read_job(job: JobDefinition) -> dict[str, Any]:
    """The keys that it materializes, or for an op job its graph."""
    selected = sorted(key.to_user_string() for key in job.asset_layer.selected_asset_keys)
    kind = "asset" if selected else "op"
    hooks = sorted(hook.name for hook in job.hook_defs)
    return {"kind": kind, "selection": selected, "graph": read_graph(job.graph), "hooks": hooks}


def read_graph(graph: GraphDefinition) -> dict[str, Any]:
    """Nodes with their definitions, and edges as ``(node, input, upstream node, upstream output)``, graphs within too."""
    snapshot = build_dep_structure_snapshot_from_graph_def(graph)
    edges = [
        [invocation.node_name, wired.input_name, upstream.node_name, upstream.output_name]
        for invocation in snapshot.node_invocation_snaps
        for wired in invocation.input_dep_snaps
        for upstream in wired.upstream_output_snaps
    ]
    definitions = {node.name: node.definition for node in graph.nodes}
    return {
        "nodes": {name: definition.name for name, definition in sorted(definitions.items())},
        "edges": sorted(edges),
        "graphs": {
            name: read_graph(definition)
            for name, definition in sorted(definitions.items())
            if isinstance(definition, GraphDefinition)
        },
    }
