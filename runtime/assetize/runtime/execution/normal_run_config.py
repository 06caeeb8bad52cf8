"""A run's checked config in the form in which it is shown: all nodes by their path, resources that are used."""

from __future__ import annotations

from typing import Any

from assetize.runtime.config.validation import config_of_definition
from assetize.runtime.execution.run_config import JobRunConfig, used_resources


def normal_run_config(job: Any, checked: JobRunConfig) -> dict[str, Any]:
    """The config of every node, of the executor, of the used resources and of the named loggers."""
    used = used_resources(job)
    return {
        "ops": _nodes(job.graph, (), checked),
        "execution": _execution(job, checked.whole),
        "resources": {
            key: {"config": checked.resources.get(key, {}).get("config")}
            for key in job.resource_defs
            if key in used
        },
        "loggers": checked.whole.get("loggers", {}),
    }


def _nodes(graph: Any, prefix: tuple[str, ...], checked: JobRunConfig) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for node in graph.node_dict.values():
        path = (*prefix, node.name)
        given = checked.by_path.get(path, {})
        found[".".join(path)] = {
            "config": given.get("config"),
            "inputs": given.get("inputs", {}),
            "outputs": given.get("outputs"),
        }
        if node.is_graph:
            found.update(_nodes(node.definition, path, checked))
    return found


def _execution(job: Any, whole: dict[str, Any]) -> dict[str, Any]:
    executor = job.executor_def
    given = whole.get("execution", {}).get("config")
    config = config_of_definition(
        executor.config_schema, given, f"Error in config for executor {executor.name}"
    )
    return {executor.name: config}
