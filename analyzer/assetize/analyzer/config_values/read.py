"""Reads what gives ops their config: jobs, schedules and sensors, and the ops' own defaults."""

from collections.abc import Iterator
from dataclasses import replace

from assetize.analyzer.config_values.functions import job_values
from assetize.analyzer.config_values.requests import read_requests
from assetize.analyzer.config_values.schemas import class_defaults, schema_defaults
from assetize.analyzer.model import ConfigSource, ConfigValue
from assetize.analyzer.readers.found import Found, Reading
from assetize.analyzer.readers.job import TO_JOB_POSITIONS
from assetize.analyzer.readers.op import OP
from assetize.analyzer.readers.site import Site
from assetize.analyzer.readers.trigger_forms import FORMS
from assetize.analyzer.syntax.arguments import Arguments, read_arguments

_OLDER_KEYS = {"solids": "ops"}


def read_config_sources(reading: Reading) -> Found:
    """All of them, in the order of their kinds."""
    return Found(config_sources=(*_jobs(reading), *_triggers(reading), *_ops(reading), *_graphs(reading)))


def _jobs(reading: Reading) -> Iterator[ConfigSource]:
    jobs = {job.id: job for job in reading.found.jobs}
    for site in reading.sites("dagster.job", ".to_job", "dagster.JobDefinition"):
        positions = TO_JOB_POSITIONS if site.name == ".to_job" else ()
        given = read_arguments(site.here, site.call, positions).get("config")
        job = jobs.get(site.id)
        if given is None or job is None:
            continue
        values = job_values(given.here, given.value)
        where = given.here.at(given.value)
        yield ConfigSource(job.id, f"the job {job.name}", "job", where, (job.id,), _as_ops(values))


def _triggers(reading: Reading) -> Iterator[ConfigSource]:
    triggers = {trigger.id: trigger for trigger in reading.found.triggers}
    for site in reading.sites(*FORMS):
        trigger = triggers.get(site.id)
        if trigger is None or not (trigger.jobs or trigger.job_names or site.is_decorator):
            continue
        arguments = read_arguments(site.here, site.call, FORMS[site.name].positions)
        function = site.function if site.is_decorator else None
        where = site.here.at(site.node)
        for request in read_requests(site.here, arguments, function):
            jobs = (request.job_name,) if request.job_name else (*trigger.jobs, *trigger.job_names)
            name = f"the {trigger.kind} {trigger.name}"
            yield ConfigSource(trigger.id, name, "trigger", where, jobs, _as_ops(request.values))


def _graphs(reading: Reading) -> Iterator[ConfigSource]:
    graphs = {graph.id: graph for graph in reading.found.graphs if not graph.is_job}
    for site in reading.sites("dagster.graph", "dagster.GraphDefinition"):
        given = read_arguments(site.here, site.call, ("name",)).get("config")
        graph = graphs.get(site.id)
        if given is not None and graph is not None:
            values = tuple(
                replace(item, path=("ops", *item.path)) for item in job_values(given.here, given.value)
            )
            where = given.here.at(given.value)
            yield ConfigSource(graph.id, f"the graph {graph.name}", "graph", where, (), values)


def _as_ops(values: tuple[ConfigValue, ...]) -> tuple[ConfigValue, ...]:
    """``solids`` is what the older generation calls ``ops``."""
    return tuple(
        ConfigValue(tuple(_OLDER_KEYS.get(key, key) for key in item.path), item.text, item.where, item.reason)
        if "solids" in item.path
        else item
        for item in values
    )


def _ops(reading: Reading) -> Iterator[ConfigSource]:
    ops = {op.id: op for op in reading.found.ops}
    for site in reading.sites(OP):
        op = ops.get(site.id)
        if op is None or op.config == "none" or not site.is_decorator:
            continue
        values = _defaults(site, read_arguments(site.here, site.call))
        if values:
            yield ConfigSource(op.id, f"the op {op.name}", "op", op.where, (), values)


def _defaults(site: Site, arguments: Arguments) -> tuple[ConfigValue, ...]:
    given = arguments.get("config_schema")
    if given is not None:
        return schema_defaults(given)
    for argument in (
        *site.function.args.posonlyargs,
        *site.function.args.args,
        *site.function.args.kwonlyargs,
    ):
        if argument.arg == "config" and argument.annotation is not None:
            return class_defaults(site.here, argument.annotation)
    return ()
