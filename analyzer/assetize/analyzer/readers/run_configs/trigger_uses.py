"""What schedules and sensors start their jobs with."""

import ast
from collections.abc import Iterator, Mapping

from assetize.analyzer.model import Location, Trigger
from assetize.analyzer.names import Definition
from assetize.analyzer.readers.found import Reading
from assetize.analyzer.readers.run_configs.uses import CONFIG_FUNCTIONS, Use
from assetize.analyzer.readers.run_configs.written import (
    DEEPEST,
    Written,
    read_function,
    read_written,
)
from assetize.analyzer.readers.site import Site
from assetize.analyzer.readers.trigger_forms import FORMS
from assetize.analyzer.syntax.arguments import Arguments, Given, read_arguments
from assetize.analyzer.syntax.own_nodes import own_nodes
from assetize.analyzer.syntax.standpoint import FunctionNode, Standpoint

REQUEST = "dagster.RunRequest"
REQUEST_POSITIONS = ("run_key", "run_config", "tags", "job_name")
STARTED = ("job", "jobs", "target", "request_job", "request_jobs")
"""Arguments of a trigger that hand over jobs to start; ``monitored_jobs`` are only watched."""


def find_trigger_uses(reading: Reading, jobs_named: Mapping[str, tuple[str, ...]]) -> Iterator[Use]:
    """What schedules and sensors start their jobs with."""
    for site in reading.sites(*FORMS):
        trigger = reading.fact(site.id)
        if not isinstance(trigger, Trigger):
            continue
        arguments = read_arguments(site.here, site.call, FORMS[site.name].positions)
        jobs = _started(reading, trigger, arguments, jobs_named)
        for where, written, names in _texts(reading, site, arguments):
            named = tuple(job for name in names or () for job in jobs_named.get(name, ()))
            meant = jobs if names is None else named
            problem = "" if len(meant) == 1 else "which of several jobs it starts is not known"
            yield Use(meant or jobs, "trigger", trigger.id, where, _with_problem(written, problem))


def _with_problem(written: Written, problem: str) -> Written:
    if not problem or written.problem:
        return written
    return Written(written.here, written.ops_at, written.entries, problem, written.holders)


def _started(
    reading: Reading, trigger: Trigger, arguments: Arguments, jobs_named: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    handed = [given for name in STARTED if (given := arguments.get(name)) is not None]
    found = {reading.identify(given.here, given.value) for given in handed}
    jobs = [job for job in trigger.jobs if job in found] or list(trigger.jobs)
    jobs += [job for name in trigger.job_names for job in jobs_named.get(name, ())]
    return tuple(dict.fromkeys(jobs))


Text = tuple[Location, Written, tuple[str, ...] | None]
"""Where run config is given, what it says, and the names of the jobs that it is for, where they are said."""


def _texts(reading: Reading, site: Site, arguments: Arguments) -> Iterator[Text]:
    given = arguments.get("run_config")
    if given is not None:
        for written in read_written(given.here, given.value):
            yield given.here.at(given.value), written, None
    for name in CONFIG_FUNCTIONS:
        function = arguments.get(name)
        if function is not None:
            for written in read_function(function.here, function.value):
                yield function.here.at(function.value), written, None
    if site.is_decorator:
        yield from _function_texts(site.here, site.function, site.name == "dagster.schedule")
    for name in ("execution_fn", "evaluation_fn"):
        function = arguments.get(name)
        if function is not None:
            yield from _handed_function(function, is_schedule=FORMS[site.name].kind == "schedule")


def _handed_function(given: Given, is_schedule: bool) -> Iterator[Text]:
    definition = given.here.definition(given.value) if isinstance(given.value, ast.Name) else None
    if definition is not None and isinstance(definition.node, ast.FunctionDef):
        yield from _function_texts(given.here.of(definition), definition.node, is_schedule)
        return
    what = f"it is not written out: {given.here.text(given.value)}"
    yield given.here.at(given.value), Written(given.here, problem=what), None


def _function_texts(
    here: Standpoint, function: FunctionNode, is_schedule: bool, holders: tuple[str, ...] = ()
) -> Iterator[Text]:
    """``holders``: the helper functions that lead to this one."""
    inside = here.inside(function)
    for node in own_nodes(function):
        if isinstance(node, ast.Call):
            if inside.resolve(node.func) == REQUEST:
                yield from _request(inside, node, holders)
            helper = _helper_that_requests(inside, node) if len(holders) < DEEPEST else None
            if helper is not None and isinstance(helper.node, ast.FunctionDef):
                yield from _function_texts(inside.of(helper), helper.node, is_schedule, (*holders, helper.id))
        elif is_schedule and isinstance(node, ast.Return) and _is_run_config(inside, node.value):
            assert node.value is not None
            for written in read_written(inside, node.value, holders):
                yield inside.at(node.value), written, None


def _helper_that_requests(here: Standpoint, call: ast.Call) -> Definition | None:
    """The project's function that is called there, if it makes requests."""
    helper = here.definition(call.func) if isinstance(call.func, ast.Name | ast.Attribute) else None
    if helper is None or not isinstance(helper.node, ast.FunctionDef):
        return None
    body = here.of(helper).inside(helper.node)
    makes = any(
        isinstance(node, ast.Call) and body.resolve(node.func) == REQUEST for node in own_nodes(helper.node)
    )
    return helper if makes else None


def _request(here: Standpoint, call: ast.Call, holders: tuple[str, ...]) -> Iterator[Text]:
    arguments = read_arguments(here, call, REQUEST_POSITIONS)
    if arguments.unread:
        what = f"it is not written out: {here.text(arguments.unread[0])}"
        yield here.at(call), Written(here, problem=what), None
    given = arguments.get("run_config")
    named = arguments.get("job_name")
    if given is None:
        return
    name = None if named is None else named.here.string(named.value)
    names = None if named is None else (() if name is None else (name,))
    for written in read_written(given.here, given.value, holders):
        yield given.here.at(given.value), written, names


def _is_run_config(here: Standpoint, value: ast.expr | None) -> bool:
    """A schedule's function may return run config itself, or requests, or why it does not start a run."""
    there, found = here.follow(value) if value is not None else (here, None)
    match found:
        case None | ast.Constant() | ast.List() | ast.ListComp() | ast.Tuple():
            return False
        case ast.Call(func=ast.Attribute(attr="run_request_for_partition")):
            return False
        case ast.Call():
            is_request = there.resolve(found.func) in (REQUEST, "dagster.SkipReason")
            return not is_request and _helper_that_requests(there, found) is None
    return True
