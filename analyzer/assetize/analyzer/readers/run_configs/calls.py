"""Code that runs a job as an object: ``users_job.execute_in_process(...)``, and what it asks the result for."""

import ast
from collections.abc import Iterator, Mapping

from assetize.analyzer.model import AssetJobDefinition, Graph, Job, JobRun, StepLookup
from assetize.analyzer.model.step_names import RunMethod
from assetize.analyzer.names import ModuleSource, Scope
from assetize.analyzer.readers.found import Reading
from assetize.analyzer.readers.mentions_by_name import JOB_LOOKUPS
from assetize.analyzer.readers.run_configs.uses import Use
from assetize.analyzer.readers.run_configs.written import read_written
from assetize.analyzer.syntax.arguments import read_arguments
from assetize.analyzer.syntax.outline import Outline
from assetize.analyzer.syntax.standpoint import Standpoint

METHODS: Mapping[str, tuple[RunMethod, tuple[str, ...]]] = {
    "execute_in_process": (
        "execute_in_process",
        ("run_config", "instance", "partition_key", "raise_on_error"),
    ),
    "run_request_for_partition": (
        "run_request_for_partition",
        ("partition_key", "run_key", "tags", "asset_selection", "run_config"),
    ),
}
"""What a job is asked to do, with the names of the positional arguments."""
LOOKUPS = frozenset({"output_for_node"})
HARMLESS = frozenset({"success", "run_id", "dagster_run", "job_def"})
"""Attributes of a result that name no step."""

Parents = Mapping[int, ast.AST]


def find_runs(
    reading: Reading, source: ModuleSource, outline: Outline, jobs_named: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[JobRun, tuple[Use, ...]]]:
    """The runs in one module, each with the run config that it is given."""
    parents: Parents | None = None
    for group in outline.groups:
        for call in group.calls:
            if not isinstance(call.func, ast.Attribute) or call.func.attr not in METHODS:
                continue
            here = Standpoint(reading.sources, source, group.scope)
            job, by_name = _job(reading, here, call.func.value, jobs_named)
            if job is None:
                continue
            parents = _parents(source.tree) if parents is None else parents
            yield _read_run(here, outline, call, job, by_name, parents)


def find_graph_runs(reading: Reading, source: ModuleSource, outline: Outline) -> Iterator[Use]:
    """The run configs of graphs that are run by themselves: they name nodes of the graph, whatever becomes of its jobs."""
    for group in outline.groups:
        for call in group.calls:
            if not isinstance(call.func, ast.Attribute) or call.func.attr != "execute_in_process":
                continue
            here, receiver = Standpoint(reading.sources, source, group.scope), call.func.value
            if not isinstance(receiver, ast.Name | ast.Attribute):
                continue
            found = reading.identify(here, receiver)
            if found is None or not isinstance(reading.fact(found), Graph):
                continue
            given = read_arguments(here, call, METHODS["execute_in_process"][1]).get("run_config")
            for written in [] if given is None else read_written(given.here, given.value):
                yield Use((found,), "call", found, here.at(call), written)


def _job(
    reading: Reading, here: Standpoint, receiver: ast.expr, jobs_named: Mapping[str, tuple[str, ...]]
) -> tuple[str | None, bool]:
    if isinstance(receiver, ast.Call) and isinstance(receiver.func, ast.Attribute):
        if receiver.func.attr in JOB_LOOKUPS and len(receiver.args) == 1:
            ids = jobs_named.get(here.string(receiver.args[0]) or "", ())
            return (ids[0] if len(ids) == 1 else None), True
        return None, False
    found = reading.identify(here, receiver) if isinstance(receiver, ast.Name | ast.Attribute) else None
    fact = reading.fact(found) if found is not None else None
    return (found if isinstance(fact, Job | AssetJobDefinition) else None), False


def _read_run(
    here: Standpoint, outline: Outline, call: ast.Call, job: str, by_name: bool, parents: Parents
) -> tuple[JobRun, tuple[Use, ...]]:
    assert isinstance(call.func, ast.Attribute)
    method, positions = METHODS[call.func.attr]
    arguments = read_arguments(here, call, positions)
    lookups, problem = (
        _result_uses(here, outline, call, parents) if method == "execute_in_process" else ((), "")
    )
    if arguments.unread:
        problem = "its arguments are not written out"
    owner = here.scope.id if here.scope.parent is not None else ""
    run = JobRun(
        job=job,
        where=here.at(call.func),
        module=here.module.module.id,
        owner=owner,
        arguments=arguments.names(),
        lookups=lookups,
        by_name=by_name,
        method=method,
        problem=problem,
    )
    given = arguments.get("run_config")
    texts = [] if given is None else read_written(given.here, given.value)
    return run, tuple(Use((job,), "call", job, here.at(call), written) for written in texts)


def _parents(tree: ast.Module) -> Parents:
    return {id(child): node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}


def _result_uses(
    here: Standpoint, outline: Outline, call: ast.Call, parents: Parents
) -> tuple[tuple[StepLookup, ...], str]:
    """What the code does with the result, and what makes that unclear."""
    parent = parents.get(id(call))
    match parent:
        case ast.Expr():
            return (), ""
        case ast.Attribute():
            return _read_attributes(here, [parent], parents)
        case ast.Assign(targets=[ast.Name(id=name)]):
            if here.scope.kind != "function" and not _is_for_the_script(parent, parents):
                return (), f"{name} is not local to a function"
            return _variable_uses(here, outline, name, here.scope, parents)
    return (), "its result is handed on"


def _is_for_the_script(node: ast.AST, parents: Parents) -> bool:
    """Below ``if __name__ == "__main__":``, where nothing is for others to import."""
    above = parents.get(id(node))
    while above is not None:
        match above:
            case ast.If(test=ast.Compare(left=ast.Name(id="__name__"), ops=[ast.Eq()], comparators=[said])):
                return isinstance(said, ast.Constant) and said.value == "__main__" and node in above.body
        node, above = above, parents.get(id(above))
    return False


def _variable_uses(
    here: Standpoint, outline: Outline, name: str, scope: Scope, parents: Parents
) -> tuple[tuple[StepLookup, ...], str]:
    loads = [
        node
        for group in outline.inside(scope)
        for node in group.names
        if node.id == name and isinstance(node.ctx, ast.Load)
    ]
    attributes = [parents.get(id(node)) for node in loads]
    if not all(isinstance(node, ast.Attribute) for node in attributes):
        return (), f"{name} is handed on"
    found = _read_attributes(here, [node for node in attributes if isinstance(node, ast.Attribute)], parents)
    if found[0] and len(scope.bindings.get(name, ())) != 1:
        return (), f"{name} is bound more than once, and asked for a step"
    return found


def _read_attributes(
    here: Standpoint, attributes: list[ast.Attribute], parents: Parents
) -> tuple[tuple[StepLookup, ...], str]:
    lookups: list[StepLookup] = []
    for attribute in attributes:
        call = parents.get(id(attribute))
        if attribute.attr in LOOKUPS and isinstance(call, ast.Call) and call.func is attribute:
            arguments = read_arguments(here, call, ("node_str", "output_name"))
            path, output = arguments.string("node_str"), arguments.get("output_name")
            name = None if output is None else output.here.string(output.value)
            is_literal = bool(call.args) and isinstance(call.args[0], ast.Constant)
            if path is None or not is_literal or (output is not None and name is None):
                return (), f"{attribute.attr} is asked for something computed"
            lookups.append(StepLookup(path, here.at(call.args[0]), attribute.attr, name))
        elif attribute.attr not in HARMLESS:
            return (), f"its result is asked for {attribute.attr}"
    return tuple(lookups), ""
