"""The text of one job of a random project, and of the graph within it."""

from collections import Counter

from random_projects.config_text import config_argument, config_before
from random_projects.imports import Imports
from random_projects.shapes import Job, Node, Op, Project, Source

COLLECTED = ".collect()"
OUTER = -1
"""The node number that a nested graph goes by."""


def job_text(job: Job, project: Project, resources: list[str], imports: Imports) -> str:
    """The job, with the graph that it holds before it."""
    pieces = [config_before(job, project).rstrip("\n") + "\n"] if config_before(job, project) else []
    for node in job.nodes:
        imports.project("ops", project.ops[node.op].function)
    inner_name = f"{job.function}_part"
    names = {number: f"v{number}" for number in range(len(job.nodes))}
    if job.nested:
        pieces.append(_inner_graph(job, project, inner_name, imports))
    body = _outer_body(job, project, inner_name, names)
    if job.from_graph:
        graph = f"{job.function}_graph"
        pieces.append(_function(f"@{imports.dagster('graph')}", graph, "", body))
        arguments = [f'name="{job.name}"', *_arguments(job, project, resources, imports)]
        pieces.append(f"{job.function} = {graph}.to_job({', '.join(arguments)})\n")
    else:
        arguments = [f'name="{job.given_name}"'] if job.given_name else []
        arguments += _arguments(job, project, resources, imports)
        call = f"({', '.join(arguments)})" if arguments else ""
        pieces.append(_function(f"@{imports.dagster('job')}{call}", job.function, "", body))
    return "\n\n".join(pieces)


def _function(decorator: str, name: str, parameters: str, body: list[str]) -> str:
    return "\n".join([decorator, f"def {name}({parameters}):", *(f"    {line}" for line in body)]) + "\n"


def _arguments(job: Job, project: Project, resources: list[str], imports: Imports) -> list[str]:
    arguments = []
    if job.description:
        arguments.append('description="What is done every night."')
    if job.tags:
        arguments.append('tags={"team": "shop"}')
    if job.hooks:
        arguments.append("hooks={" + imports.project("storage", "note_success") + "}")
    if job.retry:
        key = "op_retry_policy"
        arguments.append(f"{key}={imports.dagster('RetryPolicy')}(max_retries=1)")
    if job.partitions:
        arguments.append(f"partitions_def={imports.project('storage', 'regions')}")
    if job.resources and resources:
        inner = ", ".join(f'"{key}": {imports.project("storage", key)}' for key in resources)
        arguments.append(f"resource_defs={{{inner}}}")
    if job.config:
        arguments.append(f"config={config_argument(job, project, imports)}")
    return arguments


def _outer_body(job: Job, project: Project, inner_name: str, names: dict[int, str]) -> list[str]:
    lines, expressions = [], dict[Source, str]()
    uses = Counter(source for node in job.nodes for group in node.sources for source in group)
    done_inner = False
    inside = range(*job.nested) if job.nested else range(0)
    for number, node in enumerate(job.nodes):
        if number in inside:
            if not done_inner and number == inside[-1]:
                done_inner = True
                lines.append(_inner_call(job, project, inner_name, expressions))
            continue
        lines_for = _call(project.ops[node.op], node, expressions)
        op = project.ops[node.op]
        if job.inline and len(op.outputs) == 1 and uses[(number, 0)] == 1 and not job.nested:
            expressions[(number, 0)] = lines_for + _suffix(op, node)
            continue
        lines.append(_assign(op, number, names, lines_for, uses, expressions))
        if len(op.outputs) == 1 and (number, 0) in expressions:
            expressions[(number, 0)] += _suffix(op, node)
    return lines


def _suffix(op: Op, node: Node) -> str:
    """What takes all elements of a dynamic output says so."""
    return COLLECTED if op.dynamic or node.mapped else ""


def _assign(
    op: Op,
    number: int,
    names: dict[int, str],
    call: str,
    uses: Counter[Source],
    expressions: dict[Source, str],
) -> str:
    name = names[number]
    if not any(uses[(number, output)] for output in range(len(op.outputs))):
        return call
    if len(op.outputs) == 1:
        expressions[(number, 0)] = name
        return f"{name} = {call}"
    if number % 2:
        for output, item in enumerate(op.outputs):
            expressions[(number, output)] = f"{name}.{item.name}"
        return f"{name} = {call}"
    for output in range(len(op.outputs)):
        expressions[(number, output)] = f"{name}_{output}"
    return f"{', '.join(f'{name}_{output}' for output in range(len(op.outputs)))} = {call}"


def _call(op: Op, node: Node, expressions: dict[Source, str]) -> str:
    values = []
    target = op.function + (f'.alias("{node.alias}")' if node.alias else "")
    if node.mapped:
        return f"{expressions[node.sources[0][0]].removesuffix(COLLECTED)}.map({target})"
    for item, group in zip(op.inputs, node.sources, strict=True):
        value = expressions[group[0]]
        if item.fan_in and not value.endswith(COLLECTED):
            value = "[" + ", ".join(expressions[source] for source in group) + "]"
        values.append(value if len(op.inputs) == 1 and len(item.name) % 2 else f"{item.name}={value}")
    return f"{target}({', '.join(values)})"


def outside_sources(job: Job) -> list[Source]:
    """What comes into the nested graph, in a fixed order."""
    inside = range(*job.nested) if job.nested else range(0)
    found = [
        source
        for number in inside
        for group in job.nodes[number].sources
        for source in group
        if source[0] not in inside
    ]
    return list(dict.fromkeys(found))


def inside_outputs(job: Job) -> list[Source]:
    """What the rest of the job takes from the nested graph."""
    inside = range(*job.nested) if job.nested else range(0)
    found = [
        source
        for number, node in enumerate(job.nodes)
        if number not in inside
        for group in node.sources
        for source in group
        if source[0] in inside
    ]
    return list(dict.fromkeys(found))


def _inner_graph(job: Job, project: Project, name: str, imports: Imports) -> str:
    expressions = {source: f"given_{number}" for number, source in enumerate(outside_sources(job))}
    parameters = ", ".join(expressions.values())
    lines = []
    assert job.nested
    for number in range(*job.nested):
        op = project.ops[job.nodes[number].op]
        call = _call(op, job.nodes[number], expressions)
        uses: Counter[Source] = Counter({(number, output): 1 for output in range(len(op.outputs))})
        lines.append(_assign(op, number, {number: f"w{number}"}, call, uses, expressions))
    outputs = inside_outputs(job)
    decorator = f"@{imports.dagster('graph')}"
    if len(outputs) == 1:
        lines.append(f"return {expressions[outputs[0]]}")
    elif outputs:
        decorator += _graph_outs(outputs, imports)
        inner = ", ".join(f'"out_{number}": {expressions[source]}' for number, source in enumerate(outputs))
        lines.append(f"return {{{inner}}}")
    return _function(decorator, name, parameters, lines)


def _graph_outs(outputs: list[Source], imports: Imports) -> str:
    outs = ", ".join(f'"out_{number}": {imports.dagster("GraphOut")}()' for number in range(len(outputs)))
    return f"(out={{{outs}}})"


def _inner_call(job: Job, project: Project, name: str, expressions: dict[Source, str]) -> str:
    given = [expressions[source] for source in outside_sources(job)]
    outputs = inside_outputs(job)
    call = f"{name}({', '.join(given)})"
    if not outputs:
        return call
    if len(outputs) == 1:
        expressions[outputs[0]] = "part"
    else:
        expressions.update({source: f"part.out_{number}" for number, source in enumerate(outputs)})
    return f"part = {call}"
