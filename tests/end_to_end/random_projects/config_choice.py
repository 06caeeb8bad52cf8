"""Chooses which ops of a random project take config, and where its jobs get it from.

It has a generator of its own, so that what the rest of a project is made of does not hang on it.
"""

from dataclasses import replace
from random import Random

from random_projects.shapes import Job, Op

STYLES = ("dict", "constant", "helper", "run_config")


def with_configs(seed: int, ops: list[Op]) -> list[Op]:
    """Every second project has ops with config; some of them cannot run without it."""
    random = Random(f"{seed} ops with config")
    if random.random() < 0.5:
        return ops
    return [
        replace(op, config=random.choice(["default", "schema", "class"]))
        if not op.config and random.random() < 0.35
        else op
        for op in ops
    ]


def with_run_config(seed: int, job: Job, ops: list[Op]) -> Job:
    """How the job is given what its ops take, and whether a test runs it."""
    random = Random(f"{seed} run config of {job.function}")
    given = [ops[node.op].config for node in job.nodes if ops[node.op].config]
    return replace(
        job,
        config="schema" in given or (bool(given) and random.random() < 0.6),
        config_style=random.choice(STYLES),
        schedule_config=bool(given) and random.random() < 0.6,
        run_in_test=random.random() < 0.2,
    )
