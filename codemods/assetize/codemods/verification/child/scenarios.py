"""Which runs of a job are watched: the same choice in both versions."""

from collections.abc import Iterator
from itertools import product
from typing import Any

from assetize.codemods.verification.child.bodies import Stubs
from assetize.codemods.verification.child.made_up import made_up_config

MOST_SCENARIOS = 32
Scenario = dict[str, Any]


def choose_scenarios(
    job: Any,
    stubs: Stubs,
    functions: dict[int, Any],
    requests: list[dict[str, Any]],
) -> list[Scenario]:
    """Runs as they are, and what triggers ask for."""
    return [*_plain(job, stubs, functions), *map(_requested, requests)]


def made_up_scenarios(job: Any, steps: list[tuple[str, Any, list[str]]]) -> list[Scenario]:
    """For a job that nothing gives the config that its ops require: one run, with values made up."""
    config = made_up_config(steps)
    plain: Scenario = {"partition": _partitions(job)[0], "skipped": [], "width": 1}
    return [{**plain, "made_up": True, "run_config": {"ops": config}}] if config else []


def _requested(request: dict[str, Any]) -> Scenario:
    return {
        "partition": request["partition"],
        "skipped": [],
        "width": 1,
        "request": request["name"],
        "run_config": request["run_config"],
        "tags": request["tags"],
    }


def count_left_out(job: Any, stubs: Stubs, functions: dict[int, Any]) -> int:
    """How many combinations of optional outputs and numbers of dynamic ones are too many to be run."""
    optional, widths = _variations(job, stubs, functions)
    partitions = len(_partitions(job))
    possible = partitions * (1 << len(optional)) * len(widths)
    return possible - min(partitions * len(_subsets(optional)) * len(widths), MOST_SCENARIOS)


def _plain(job: Any, stubs: Stubs, functions: dict[int, Any]) -> list[Scenario]:
    """Partitions, which optional outputs are left out, and how many values a dynamic output gives, in all combinations."""
    optional, widths = _variations(job, stubs, functions)
    found = [
        {"partition": partition, "skipped": skipped, "width": width}
        for skipped, width, partition in product(_subsets(optional), widths, _partitions(job))
    ]
    return found[:MOST_SCENARIOS]


def _variations(job: Any, stubs: Stubs, functions: dict[int, Any]) -> tuple[list[str], list[int]]:
    outputs = list(_outputs(job, stubs, functions))
    optional = {name for name, item in outputs if not item.is_required and not item.is_dynamic}
    widths = [0, 1, 3] if any(item.is_dynamic for _, item in outputs) else [1]
    return sorted(optional), widths


def _outputs(job: Any, stubs: Stubs, functions: dict[int, Any]) -> Iterator[tuple[str, Any]]:
    for op_def in job.graph.iterate_op_defs():
        identity = stubs.identities.of(functions.get(id(op_def)), op_def.name)
        for item in op_def.output_defs:
            name = "result" if len(op_def.output_defs) == 1 else item.name
            yield f"{identity}.{name}", item


def _subsets(names: list[str]) -> list[list[str]]:
    if len(names) > 5:
        return [[], *([name] for name in names), names]
    return [
        [name for place, name in enumerate(names) if bits >> place & 1] for bits in range(2 ** len(names))
    ]


def _partitions(job: Any) -> list[str | None]:
    """The first and the last, when the job has any."""
    definition = job.partitions_def
    if definition is None:
        return [None]
    keys = list(definition.get_partition_keys())
    return [keys[0], keys[-1]] if len(keys) > 1 else (keys or [None])
