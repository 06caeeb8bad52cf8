"""Chooses a random project: every choice is made from one seeded generator, so a seed is a project."""

from bisect import bisect
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate
from random import Random
from typing import Any, TypeVar

from random_projects.config_choice import with_configs, with_run_config
from random_projects.shapes import Input, Job, Node, Op, Output, Project, Source

NOUNS = ("users", "orders", "items", "prices", "stocks", "invoices", "parcels", "routes", "quotes", "returns")
VERBS = ("build", "load", "write", "make", "update", "get", "create", "extract")
FILE_WRITES = ("csv", "path", "pickle", "json")
TABLE_WRITES = ("sqlite", "helper", "pandas", "store")


Item = TypeVar("Item")


def weighted(random: Random, items: Sequence[Item], weights: Sequence[float]) -> Item:
    """As ``random.choices``, of which hypothesis's generators know no weights."""
    sums = list(accumulate(weights))
    return items[bisect(sums, random.uniform(0, sums[-1]), 0, len(items) - 1)]


def choose_project(seed: int) -> Project:
    """The project that belongs to ``seed``."""
    return choose_from(Random(seed), seed)


def choose_from(random: Random, seed: int) -> Project:
    """The project that a generator's choices make; ``seed`` is for what has a generator of its own."""
    count = random.randint(2, 8)
    definitions = random.choice(["Definitions", "Definitions", "Definitions", "repository"])
    repository = definitions == "repository"
    partitioned = random.random() < 0.1
    nouns = random.sample(NOUNS, count)
    managers = weighted(
        random,
        [(), ("by_name",), ("by_name", "by_metadata"), ("by_step",), ("by_asset",)],
        [3, 4, 3, 0.5, 2],
    )
    ops: list[Op] = []
    for number in range(count):
        ops.append(_op(random, nouns[number], number, partitioned, managers, ops))
    ops = with_configs(seed, ops)
    jobs = _jobs(random, ops, partitioned, repository)
    if random.random() < 0.9:
        ops, jobs = _tamed(random, ops, jobs)
    ops = [replace(op, reads=_sound_read(op, number, ops, jobs)) for number, op in enumerate(ops)]
    return Project(
        ops=tuple(ops),
        jobs=tuple(with_run_config(seed, job, ops) for job in jobs),
        layout=random.choice(["file", "file", "package", "package", "flat"]),
        imports=random.choice(["names", "names", "dg", "module"]),
        definitions=definitions,
        existing_asset=random.random() < 0.2,
        tested=tuple(number for number in range(count) if random.random() < 0.15),
        job_list=random.random() < 0.08,
        quirks=frozenset(item for item in ("future", "doc") if random.random() < 0.12),
    )


def _sound_read(op: Op, number: int, ops: list[Op], jobs: list[Job]) -> str | None:
    """A table is read only where what writes it has surely run: before the op in its job, or in an earlier job."""
    writer = next((n for n, other in enumerate(ops) if other.writes and other.writes[1] == op.reads), None)
    if writer is None:
        return None
    for place, job in enumerate(jobs):
        uses = [node for node, use in enumerate(job.nodes) if use.op == number]
        writers = {node for node, use in enumerate(job.nodes) if use.op == writer}
        if any(writers - set(_ancestors(job.nodes, use)) for use in uses):
            return None
        if any(_may_not_run(job.nodes, node, ops) for node in writers):
            return None
        if (
            uses
            and not writers
            and not any(use.op == writer for other in jobs[:place] for use in other.nodes)
        ):
            return None
    return op.reads


def _may_not_run(nodes: tuple[Node, ...], node: int, ops: list[Op]) -> bool:
    """Whether something that it waits for, or it itself, leaves its output out."""
    return any(ops[nodes[other].op].optional == "missing" for other in _ancestors(nodes, node))


def _tamed(random: Random, ops: list[Op], jobs: list[Job]) -> tuple[list[Op], list[Job]]:
    """Values that nothing takes are written instead: an upgrade refuses jobs that compute something for nobody."""
    taken = {
        (job.nodes[node].op, output)
        for job in jobs
        for use in job.nodes
        for group in use.sources
        for node, output in group
    }
    single: set[int] = set()
    for number, op in enumerate(ops):
        stored = op.outputs[0].manager is not None or op.writes is not None
        if stored or all((number, output) in taken for output in range(len(op.outputs))):
            continue
        if op.effect_only and not op.multiple and not op.dynamic:
            continue
        means = random.choice((*TABLE_WRITES, *FILE_WRITES))
        if op.multiple:
            single.add(number)
        ops[number] = replace(
            op,
            outputs=op.outputs[:1],
            multiple="",
            writes=(means, op.function.rpartition("_")[2]),
            dynamic=False,
        )
    return ops, [_with_first_outputs(job, single) for job in jobs]


def _with_first_outputs(job: Job, single: set[int]) -> Job:
    nodes = tuple(
        replace(
            use,
            sources=tuple(
                tuple((node, 0 if job.nodes[node].op in single else output) for node, output in group)
                for group in use.sources
            ),
        )
        for use in job.nodes
    )
    return replace(job, nodes=nodes)


def _op(
    random: Random, noun: str, number: int, partitioned: bool, managers: tuple[str, ...], before: list[Op]
) -> Op:
    kind = weighted(
        random,
        ["transient", "writer", "giver", "managed", "several", "sender"],
        [3, 5, 2, 3 if managers else 0, 1.5, 0.8],
    )
    if number == 0 and kind == "sender":
        kind = "transient"
    multiple = random.choice(["tuple", "yield"]) if kind == "several" else ""
    outputs: tuple[Output, ...] = (Output("result", None, None),)
    if kind == "managed":
        manager = random.choice(managers)
        name = noun if manager == "by_name" or random.random() < 0.3 else "result"
        outputs = (Output(name, manager, noun),)
    elif kind == "several":
        manager = random.choice([None, None, *managers])
        names = (noun, f"{noun}_{random.choice(['log', 'index', 'rest'])}")
        outputs = tuple(Output(name, manager, name) for name in names)
    elif random.random() < 0.08:
        outputs = (Output(f"{noun}_out", None, None),)
    writes = None
    if kind in ("writer", "giver"):
        means = random.choice((*TABLE_WRITES, *FILE_WRITES))
        target = noun if random.random() < 0.75 else f"{noun}_{random.choice(['raw', 'table', 'daily'])}"
        writes = (means, target)
    written = [op.writes[1] for op in before if op.writes and op.writes[0] in ("sqlite", "pandas", "helper")]
    function = f"{random.choice(VERBS)}_{noun}" if random.random() < 0.9 else noun
    retry = weighted(random, ["", "op"], [9, 1])
    return Op(
        function=function,
        given_name=f"{function}_op" if random.random() < 0.07 else None,
        inputs=_inputs(random, number),
        outputs=outputs,
        multiple=multiple,
        writes=writes,
        gives_value=kind not in ("writer", "sender"),
        reads=random.choice(written) if written and random.random() < 0.2 else None,
        config=weighted(random, ["", "default", "schema", "class"], [9, 1, 0.06, 1]),
        resource=weighted(random, ["", "prefix"], [8, 1]),
        retry=retry,
        fails_once=bool(retry) and random.random() < 0.7,
        documented=random.random() < 0.3,
        tags=random.random() < 0.1,
        partition=partitioned and random.random() < 0.6,
        annotated=random.random() < 0.25,
        empty_call=random.random() < 0.5,
        effect_only=random.random() < 0.5,
        **_giving(random, kind, outputs[0].name),
    )


def _giving(random: Random, kind: str, output: str) -> dict[str, Any]:
    """How an op of one output gives it: with an event, not every time, or in several elements."""
    if output != "result":
        return {}
    if kind == "transient":
        return {"dynamic": random.random() < 0.25}
    if kind == "giver" and random.random() < 0.25:
        return {"optional": random.choice(["given", "missing"])}
    if kind in ("writer", "giver"):
        events = ["", "log", "before", "after", "log_other"]
        return {"event": weighted(random, events, [8, 1, 0.6, 0.4, 0.4])}
    return {}


def _inputs(random: Random, number: int) -> tuple[Input, ...]:
    if number == 0:
        return ()
    count = weighted(random, [0, 1, 2, 3], [1.5, 5, 2.5, 1])
    names = random.sample(["first", "second", "rows", "data", "source"], count)
    orders = random.sample(["start", "after", "ready"], count)
    inputs = []
    for position in range(count):
        nothing = random.random() < 0.35
        fan_in = random.random() < (0.3 if nothing else 0.04)
        inputs.append(Input(orders[position] if nothing else names[position], nothing, fan_in))
    return tuple(inputs)


def _jobs(random: Random, ops: list[Op], partitioned: bool, repository: bool) -> list[Job]:
    wiring = _wire(random, ops, list(range(len(ops))))
    jobs = [_job(random, "main_job", ops, wiring, partitioned, repository)]
    dice = random.random()
    if dice < 0.2:
        last = random.randrange(len(ops))
        kept = _ancestors(wiring, last)
        jobs.append(_job(random, "second_job", ops, _renumber(wiring, kept), partitioned, repository))
    elif dice < 0.3:
        chosen = sorted(random.sample(range(len(ops)), max(1, len(ops) // 2)))
        if not ops[chosen[0]].inputs:
            other = _wire(random, ops, chosen)
            jobs.append(_job(random, "second_job", ops, other, partitioned, repository))
    elif dice < 0.45 and len(ops) > 3:
        half = len(ops) // 2
        if not ops[half].inputs:
            first = _wire(random, ops, list(range(half)))
            second = _wire(random, ops, list(range(half, len(ops))))
            jobs = [
                _job(random, "early_job", ops, first, partitioned, repository),
                _job(random, "late_job", ops, second, partitioned, repository),
            ]
    return jobs


def _wire(random: Random, ops: list[Op], chosen: list[int]) -> tuple[Node, ...]:
    nodes: list[Node] = []
    for number in chosen:
        nodes.append(_node(random, ops, nodes, number, None))
        if len(nodes) > 1 and random.random() < 0.04:
            nodes.append(_node(random, ops, nodes, number, f"{ops[number].name}_again"))
    return tuple(nodes)


def _node(random: Random, ops: list[Op], nodes: list[Node], number: int, alias: str | None) -> Node:
    sources: list[tuple[Source, ...]] = []
    for item in ops[number].inputs:
        valued = [node for node in range(len(nodes)) if item.nothing or ops[nodes[node].op].gives_value]
        pool = valued or list(range(len(nodes)))
        whole = [node for node in pool if not (ops[nodes[node].op].dynamic or nodes[node].mapped)]
        listed = item.fan_in and bool(whole)
        several = [node for node in pool if node not in whole]
        if several and not item.nothing and random.random() < 0.6:
            listed, pool = False, several
        many = random.sample(whole, min(len(whole), 2)) if listed else [random.choice(pool)]
        sources.append(tuple((node, random.randrange(len(ops[nodes[node].op].outputs))) for node in many))
    return Node(number, alias, tuple(sources), _is_mapped(random, ops, nodes, ops[number], sources))


def _is_mapped(
    random: Random, ops: list[Op], nodes: list[Node], op: Op, sources: list[tuple[Source, ...]]
) -> bool:
    """Whether it is called for each element of its one source, which a plain op that takes one value can be."""
    if len(sources) != 1 or op.inputs[0].nothing or op.dynamic or len(op.outputs) != 1:
        return False
    source = nodes[sources[0][0][0]]
    is_plain = op.gives_value and op.writes is None and op.outputs[0].manager is None
    chance = 0.9 if is_plain else 0.05
    return (ops[source.op].dynamic or source.mapped) and random.random() < chance


def _ancestors(wiring: tuple[Node, ...], last: int) -> list[int]:
    kept, open_ones = set(), [last]
    while open_ones:
        node = open_ones.pop()
        if node not in kept:
            kept.add(node)
            open_ones.extend(source for group in wiring[node].sources for source, _ in group)
    return sorted(kept)


def _renumber(wiring: tuple[Node, ...], kept: list[int]) -> tuple[Node, ...]:
    place = {old: new for new, old in enumerate(kept)}
    return tuple(
        Node(
            wiring[old].op,
            wiring[old].alias,
            tuple(tuple((place[node], output) for node, output in group) for group in wiring[old].sources),
            wiring[old].mapped,
        )
        for old in kept
    )


def _job(
    random: Random, function: str, ops: list[Op], nodes: tuple[Node, ...], partitioned: bool, repository: bool
) -> Job:
    nested = None
    if len(nodes) >= 3 and random.random() < 0.15:
        start = random.randrange(len(nodes) - 1)
        nested = _nested(ops, nodes, start, min(len(nodes), start + random.randint(2, 3)))
    if any(ops[node.op].dynamic for node in nodes):
        nested = None
    return Job(
        function=function,
        given_name=f"{function}_given" if random.random() < 0.1 else None,
        nodes=nodes,
        nested=nested,
        from_graph=random.random() < 0.12,
        partitions=partitioned,
        hooks=random.random() < 0.08,
        tags=random.random() < 0.12,
        retry=random.random() < 0.06,
        resources=repository or random.random() < 0.7,
        description=random.random() < 0.15,
        config=False,
        schedule=weighted(random, ["", "object", "name", "decorated"], [7, 1, 1, 1]),
        inline=random.random() < 0.5,
    )


def _nested(ops: list[Op], nodes: tuple[Node, ...], start: int, end: int) -> tuple[int, int] | None:
    """The stretch, unless a fan-in would have to cross into it, or nothing leaves it by one output."""
    inside = range(start, end)
    for number in inside:
        for group in nodes[number].sources:
            if len(group) > 1 and any(node not in inside for node, _ in group):
                return None
    return start, end
