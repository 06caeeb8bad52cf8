"""Puts ops into modules and jobs: a seed is a project."""

from collections.abc import Iterator, Sequence
from random import Random

from hidden_labels.labelled import Label, LabelledProject, ModuleText
from hidden_labels.op_text import OpText
from hidden_labels.ops import NOUNS, other_op, storing_op
from hidden_labels.shared_ops import SharedOp, shared_op
from hidden_labels.styles import in_some_style
from hidden_labels.two_outputs import two_outputs_op

SOURCE_OP = "@op\ndef first_rows():\n    return [{'name': 'a', 'value': 1}]"


def generate_project(seed: int) -> LabelledProject:
    """The project that belongs to ``seed``: one or two jobs, modules ``ops``, ``jobs``, ``storage`` and ``settings``."""
    random = Random(seed)
    count = random.randint(3, 8)
    nouns = random.sample(NOUNS, 2 * count + 2)
    made = [
        _make_op(random, number, (first, second))
        for number, (first, second) in enumerate(zip(nouns[:-2:2], nouns[1:-2:2], strict=True))
    ]
    cut = random.choice([count, count, max(1, count // 2)])
    groups = [group for group in (made[:cut], made[cut:]) if group]
    shared = (shared_op(random, 500, (nouns[-2], nouns[-1]), len(groups)),) if random.random() < 0.2 else ()
    files = {
        "ops.py": in_some_style(random, _ops_module(made, shared)),
        "storage.py": _storage_module(made, shared),
        "settings.py": "\n\n".join(op.settings for op in made if op.settings) + "\n",
        "jobs.py": _jobs_module(random, groups, made, shared),
    }
    files.update((path, text) for op in made for path, text in op.files)
    labels = [
        label
        for place, group in enumerate(groups)
        for op in group
        for label in _labels_of(f"job_{place}", op)
    ]
    labels += [label for item in shared for label in item.labels]
    return LabelledProject(files, tuple(labels))


def _make_op(random: Random, number: int, nouns: tuple[str, str]) -> OpText:
    chance = random.random()
    if chance < 0.05:
        return two_outputs_op(random, number, nouns)
    return storing_op(random, number, nouns[0]) if chance < 0.63 else other_op(random, number)


def _labels_of(job: str, op: OpText) -> Iterator[Label]:
    if op.outputs:
        yield from (Label(job, op.name, noun, op.traits, noun) for noun in op.outputs)
    else:
        yield Label(job, op.name, op.stores, op.traits)
    if op.feeder:
        yield Label(job, op.feeder, None, ("feeder",))


def _ops_module(made: list[OpText], shared: Sequence[SharedOp]) -> str:
    module = ModuleText(imports=["from dagster import Config, Output, op"], blocks=[SOURCE_OP])
    for op in made:
        for line in op.imports:
            module.add_import(line)
        if op.storage:
            module.add_import("import storage")
        for text in op.definitions:
            module.add_block(text)
        module.add_block(op.text)
    for item in shared:
        for line in item.imports:
            module.add_import(line)
        module.add_block(item.text)
    return module.text()


def _storage_module(made: list[OpText], shared: Sequence[SharedOp]) -> str:
    module = ModuleText()
    for op in made:
        for line in op.storage_imports:
            module.add_import(line)
        module.add_block(op.storage)
    for item in shared:
        for line in item.storage_imports:
            module.add_import(line)
        module.add_block(item.storage)
    return module.text()


def _jobs_module(
    random: Random, groups: list[list[OpText]], made: list[OpText], shared: Sequence[SharedOp]
) -> str:
    resources = dict(op.resource for op in made if op.resource)
    module = ModuleText(
        imports=[
            "from dagster import Definitions, RunConfig, ScheduleDefinition, graph, job",
            "import ops",
            "import storage",
        ]
    )
    schedules = []
    for place, group in enumerate(groups):
        config = {op.config_node: {"config": {"target": op.config}} for op in group if op.config is not None}
        more = [line for item in shared for line in item.lines.get(place, ())]
        with_schedule = bool(config) and random.random() < 0.4
        module.add_block(_job_text(random, place, group, None if with_schedule else config, more))
        if with_schedule:
            schedules.append(f"schedule_{place}")
            module.add_block(
                f'schedule_{place} = ScheduleDefinition(name="schedule_{place}", job=job_{place}, cron_schedule="0 3 * * *", '
                f"run_config={ {'ops': config}!r})"
            )  # fmt: skip
    bound = ", ".join(f"{key!r}: storage.{value}" for key, value in sorted(resources.items()))
    jobs = ", ".join(f"job_{place}" for place in range(len(groups)))
    module.add_block(
        f"defs = Definitions(jobs=[{jobs}], schedules=[{', '.join(schedules)}], resources={{{bound}}})"
    )
    return module.text()


def _job_text(
    random: Random, place: int, group: list[OpText], config: dict[str, object] | None, more: list[str]
) -> str:
    argument = f"(config={ {'ops': config}!r})" if config else ""
    if config and random.random() < 0.3:
        argument = f"(config=RunConfig(ops={config!r}))"
    lines = ["rows = ops.first_rows()"]
    lines += [f"ops.{op.call}(rows{f', ops.{op.feeder}()' if op.feeder else ''})" for op in group]
    body = "\n".join(f"    {line}" for line in (*lines, *more))
    if random.random() < 0.25:
        given = argument[1:-1]
        return f'@graph\ndef graph_{place}():\n{body}\n\njob_{place} = graph_{place}.to_job(name="job_{place}"{", " if given else ""}{given})'
    return f"@job{argument}\ndef job_{place}():\n{body}"
