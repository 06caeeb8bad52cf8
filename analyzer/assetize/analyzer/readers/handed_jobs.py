"""Jobs that are handed to a function of the project, which makes a schedule of each: ``nightly = at_night(users_job)``."""

import ast

from assetize.analyzer.names import ModuleSource, Scope
from assetize.analyzer.readers.found import Reading

PLAIN = frozenset({"ScheduleDefinition"})
"""Triggers without a body of their own, which may do anything with the job."""
_SCHEDULES = frozenset(f"dagster.{form}" for form in PLAIN)


def is_made_a_schedule(
    reading: Reading, source: ModuleSource, scope: Scope, call: ast.Call, job: ast.expr
) -> bool:
    """Whether the call makes a schedule without run config, and its function does nothing else with the job.

    Such a schedule takes an asset job as it takes any job.
    """
    name = reading.sources.resolve(source.module.id, call.func, scope)
    factory = _written_function(reading, name or "")
    if name is None or factory is None or not isinstance(factory.node, ast.FunctionDef):
        return False
    parameter = _parameter(factory.node, call, job)
    return (
        parameter is not None
        and _is_only_scheduled(reading, factory, parameter)
        and _makes_plain_schedule(reading, source, name, call)
    )


def _written_function(reading: Reading, name: str) -> Scope | None:
    """The function as it stands in the text: once all its calls are opened, nothing is left of it in what is read."""
    module_id, _, qualname = name.partition(":")
    source = reading.expansion.originals.get(module_id)
    scopes = source.scopes if source is not None else ()
    return next((scope for scope in scopes if scope.qualname == qualname), None)


def _parameter(function: ast.FunctionDef, call: ast.Call, job: ast.expr) -> str | None:
    """The parameter that an argument is for."""
    names = [item.arg for item in (*function.args.posonlyargs, *function.args.args)]
    for position, argument in enumerate(call.args):
        if isinstance(argument, ast.Starred):
            break
        if argument is job:
            return names[position] if position < len(names) else None
    names += [item.arg for item in function.args.kwonlyargs]
    return next((item.arg for item in call.keywords if item.value is job and item.arg in names), None)


def _is_only_scheduled(reading: Reading, factory: Scope, parameter: str) -> bool:
    """Each mention is the job of a schedule, or asks for the job's name."""
    allowed: set[int] = set()
    mentions: list[ast.Name] = []
    for node in ast.walk(factory.node):
        match node:
            case ast.Name(id=name) if name == parameter:
                mentions.append(node)
            case ast.Attribute(value=ast.Name() as inner, attr="name"):
                allowed.add(id(inner))
            case ast.Call() if reading.sources.resolve(factory.module_id, node.func, factory) in _SCHEDULES:
                allowed.update(id(item.value) for item in node.keywords if item.arg == "job")
    return bool(mentions) and all(id(node) in allowed for node in mentions)


def _makes_plain_schedule(reading: Reading, source: ModuleSource, factory: str, call: ast.Call) -> bool:
    makers, where = reading.makers(), source.at(call)
    made = [
        trigger
        for trigger in reading.found.triggers
        if trigger.id in makers
        and (makers[trigger.id].function, makers[trigger.id].where) == (factory, where)
    ]
    return bool(made) and all(trigger.form in PLAIN and not trigger.run_config for trigger in made)
