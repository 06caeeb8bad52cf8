"""Reads ``@job``, ``graph.to_job(...)`` and ``JobDefinition(...)``."""

import ast
from collections.abc import Iterator

from assetize.analyzer.codes.reading import BOUND_TWICE, UNREAD_JOB, UNREAD_RESOURCES
from assetize.analyzer.model import Graph, Job, Unknown
from assetize.analyzer.model.facts import JobForm
from assetize.analyzer.readers.bound_place import read_bound_place
from assetize.analyzer.readers.doubts import doubts_about, doubts_about_arguments, read_name
from assetize.analyzer.readers.found import Found, Reading
from assetize.analyzer.readers.hooks import read_naming_hooks, read_output_hooks
from assetize.analyzer.readers.in_place_job import is_made_in_place
from assetize.analyzer.readers.job_statement import read_job_problem
from assetize.analyzer.readers.partitions_call import read_partitions_call
from assetize.analyzer.readers.resources import read_resources
from assetize.analyzer.readers.site import Site
from assetize.analyzer.syntax.arguments import Arguments, read_arguments

TO_JOB_POSITIONS = ("name", "description", "resource_defs", "config", "tags", "metadata", "logger_defs")


def read_jobs(reading: Reading) -> Found:
    """All op jobs; one whose graph is not known is a job all the same, with a record of that."""
    jobs: list[Job] = []
    unknowns: list[Unknown] = []
    for site in reading.sites("dagster.job", ".to_job", "dagster.JobDefinition"):
        if site.name == "dagster.job" and not site.is_decorator:
            continue  # recorded with the bodies
        arguments = read_arguments(site.here, site.call, TO_JOB_POSITIONS if site.name == ".to_job" else ())
        job, doubts = _job(reading, site, arguments)
        jobs.append(job)
        unknowns += doubts
    return Found(jobs=tuple(jobs), unknowns=tuple(unknowns))


def _job(reading: Reading, site: Site, arguments: Arguments) -> tuple[Job, tuple[Unknown, ...]]:
    form, graph_id, graph_doubts = _graph(reading, site, arguments)
    body = reading.body(graph_id)
    name, name_doubts = read_name(
        site, arguments, body.graph.name if body is not None else site.variable or ""
    )
    resources, resources_known = read_resources(arguments.get("resource_defs"))
    job = Job(
        id=site.id,
        name=name,
        variable=site.variable,
        where=site.here.at(site.node),
        end_line=site.end_line,
        graph=graph_id,
        form=form,
        arguments=arguments.facts(),
        resources=resources,
        resources_known=resources_known,
        is_nested=site.is_nested,
        naming_hooks=read_naming_hooks(arguments.get("hooks") or arguments.get("hook_defs")),
        output_hooks=read_output_hooks(arguments.get("hooks") or arguments.get("hook_defs")),
        problem=read_job_problem(site),
        in_place=form == "to_job" and is_made_in_place(site),
        partitions_place=read_bound_place(arguments.get("partitions_def") or arguments.get("config")),
        partitions_call=read_partitions_call(arguments.get("partitions_def")),
    )
    if form == "decorator":
        # Its name, place and arguments were doubted with its body.
        return job, tuple(_doubts_about_resources(site, arguments, resources_known))
    return job, (
        *name_doubts,
        *graph_doubts,
        *(item for item in doubts_about(reading, site, "job") if not (job.in_place and _is_of_line(item))),
        *doubts_about_arguments(site, arguments),
        *_doubts_about_resources(site, arguments, resources_known),
    )


def _is_of_line(doubt: Unknown) -> bool:
    """Several on one line have one label, and are told apart all the same."""
    return doubt.code == BOUND_TWICE.code


def _graph(reading: Reading, site: Site, arguments: Arguments) -> tuple[JobForm, str, tuple[Unknown, ...]]:
    if site.name == "dagster.job":
        return "decorator", site.id, ()
    if site.name == ".to_job":
        assert site.call is not None and isinstance(site.call.func, ast.Attribute)
        receiver = site.call.func.value
        found = _known_graph(reading, reading.identify(site.here, receiver))
        what = f"the graph is not known: {site.here.text(receiver)}"
        doubts = () if found else (site.here.unknown(site.node, UNREAD_JOB, what, site.id),)
        return "to_job", found, doubts
    given = arguments.get("graph_def")
    found = "" if given is None else _known_graph(reading, reading.identify(given.here, given.value))
    what = f"the graph is not known: {site.here.text(site.node if given is None else given.value)}"
    doubts = () if found else (site.here.unknown(site.node, UNREAD_JOB, what, site.id),)
    return "JobDefinition", found, doubts


def _known_graph(reading: Reading, found: str | None) -> str:
    return found if found is not None and isinstance(reading.fact(found), Graph) else ""


def _doubts_about_resources(site: Site, arguments: Arguments, resources_known: bool) -> Iterator[Unknown]:
    given = arguments.get("resource_defs")
    if not resources_known and given is not None:
        what = f"the resources are not written out: {given.here.text(given.value)}"
        yield given.here.unknown(given.value, UNREAD_RESOURCES, what, site.id)
