"""What holds for a job besides its data: order, retries, hooks, tags, resources."""

from typing import Any

from assetize.codemods.verification.child.identities import Identities
from assetize.codemods.verification.child.made_of import made_of
from assetize.codemods.verification.child.needs import needed_resources
from assetize.codemods.verification.child.recorder import plain

Steps = list[tuple[str, Any, list[str]]]


def read_settings(
    engine: Any, job: Any, steps: Steps, identities: Identities, functions: dict[int, Any]
) -> dict[str, Any]:
    """Order pairs and each op's settings by the op's identity; then those of the job."""
    names = {key: identities.of(functions.get(id(op_def)), op_def.name) for key, op_def, _ in steps}
    waits = {key: set(upstream) for key, _, upstream in steps}
    order = sorted(
        {
            (names[earlier], names[key])
            for key in waits
            for earlier in _all_before(key, waits)
            if names[earlier] not in identities.pass_through and names[key] not in identities.pass_through
        }
    )
    return {
        "order": [list(pair) for pair in order],
        "retries": sorted(
            [names[key], repr(engine.retry_policy_of(job, key, op_def))]
            for key, op_def, _ in steps
            if engine.retry_policy_of(job, key, op_def) is not None
            and names[key] not in identities.pass_through
        ),
        "op tags": sorted(
            [names[key], tags]
            for key, op_def, _ in steps
            if (tags := own_tags(op_def.tags)) and names[key] not in identities.pass_through
        ),
        "partitions": _partition_keys(job),
        "unpartitioned": engine.unpartitioned_assets(job),
        "hooks": sorted(hook.name for hook in job.hook_defs),
        "op hooks": sorted(
            [names[key], hook]
            for key, _, _ in steps
            if names[key] not in identities.pass_through
            for hook in engine.hooks_of(job, key) - {hook.name for hook in job.hook_defs}
        ),
        "tags": own_tags(job.tags),
        "resources": sorted(job.resource_defs),
        "made of": {
            key: made_of(item)
            for key, item in sorted(job.resource_defs.items())
            if key != "io_manager" or not engine.keeps_default_manager(job)
        },
        "needed": needed_resources(job),
    }


def own_tags(tags: Any) -> dict[str, Any]:
    """Without those that Dagster puts there by itself."""
    return {
        key: value
        for key, value in plain(dict(tags or {})).items()
        if not key.startswith(("dagster/", ".dagster/"))
    }


def _partition_keys(job: Any) -> list[str]:
    """All that are written out; of a time window, whose keys grow, the first."""
    definition = job.partitions_def
    if definition is None:
        return []
    keys = list(definition.get_partition_keys())
    return keys[:1] if hasattr(definition, "start") else keys


def _all_before(key: str, waits: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    todo = list(waits.get(key, ()))
    while todo:
        step = todo.pop()
        if step not in found:
            found.add(step)
            todo.extend(waits.get(step, ()))
    return found
