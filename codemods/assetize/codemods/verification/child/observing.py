"""Loads one version and watches each of its jobs run."""

import os
import sys
import warnings
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from assetize.codemods.verification.child.bodies import Stubs
from assetize.codemods.verification.child.definitions import load_project
from assetize.codemods.verification.child.engines import start_engine
from assetize.codemods.verification.child.environment import fill_environment
from assetize.codemods.verification.child.guard import stand_guard
from assetize.codemods.verification.child.identities import Identities
from assetize.codemods.verification.child.problems import failure, told
from assetize.codemods.verification.child.recorder import Recorder
from assetize.codemods.verification.child.requests import read_requests
from assetize.codemods.verification.child.scenarios import (
    choose_scenarios,
    count_left_out,
    made_up_scenarios,
)
from assetize.codemods.verification.child.settings import own_tags, read_settings
from assetize.codemods.verification.child.stand_ins import find_missing_modules
from assetize.codemods.verification.child.storing import stub_resources

Answer = dict[str, Any]


def observe(request: dict[str, Any]) -> Answer:
    """What the request's jobs do. ``error`` is there when the project could not be loaded at all."""
    warnings.simplefilter("ignore")
    with ExitStack() as stack:
        engine = start_engine(request["engine"], stack)
        import dagster

        sys.path[:0] = request["python_path"]
        os.chdir(request["root"])
        environment, modules = fill_environment(), find_missing_modules(request["root"])
        stand_guard(Path(request["scratch"]))
        try:
            repository = load_project(dagster, request)
        except BaseException as problem:  # whatever the project's own code raises is the answer
            return {"error": told(problem), "stand_ins": modules, "environment": environment, "jobs": {}}
        identities = Identities(
            request["renamed"],
            request["pass_through"],
            request["stored_inputs"],
            request["reads_partition"],
        )
        stubs = Stubs(dagster, identities)
        engine.let_all_values_pass()
        triggers = read_requests(dagster, repository, set(request["jobs"]))
        jobs = {
            name: _observe_job(dagster, engine, repository, name, stubs, _requests_for(name, triggers))
            for name in request["jobs"]
        }
    return {
        "error": None,
        "stand_ins": modules,
        "environment": environment,
        "jobs": jobs,
        "triggers": triggers,
    }


def _requests_for(job: str, triggers: dict[str, Any]) -> list[dict[str, Any]]:
    """Each request with the name of the run that comes of it, which is the same in both versions."""
    return [
        {**request, "name": f"{trigger} {number}"}
        for trigger, facts in sorted(triggers.items())
        for number, request in enumerate(facts["requests"])
        if request["job"] == job
    ]


def _observe_job(
    dagster: Any, engine: Any, repository: Any, name: str, stubs: Stubs, requests: list[dict[str, Any]]
) -> Answer:
    try:
        job = repository.resolve_job_def(name)
        functions = {id(item): engine.function_of(item) for item in engine.op_definitions(job)}
        stubs.functions = {item.name: functions[id(item)] for item in engine.op_definitions(job)}
        steps = engine.read_steps(job)
        settings = read_settings(engine, job, steps, stubs.identities, functions)
        for op_def in engine.op_definitions(job):
            engine.put_stub(op_def, stubs)
        scenarios = choose_scenarios(job, stubs, functions, requests)
        cut = count_left_out(job, stubs, functions)
        runs = [_run(dagster, engine, job, scenario, stubs) for scenario in scenarios]
        if all(run["error"] for run in runs):
            runs += [_run(dagster, engine, job, item, stubs) for item in made_up_scenarios(job, steps)]
    except BaseException as problem:  # of the project, or of the engine's view of it
        return {"error": told(problem)}
    return {"error": None, "settings": settings, "runs": runs, "left_out": cut}


def _run(dagster: Any, engine: Any, job: Any, scenario: dict[str, Any], stubs: Stubs) -> Answer:
    stubs.recorder = recorder = Recorder()
    stubs.skipped, stubs.width = frozenset(scenario["skipped"]), scenario["width"]
    error: str | None = None
    tags: dict[str, Any] = {}
    try:
        result = job.execute_in_process(
            partition_key=scenario["partition"],
            run_config=scenario.get("run_config") or None,
            tags=scenario.get("tags") or None,
            resources=stub_resources(dagster, job, stubs),
            raise_on_error=False,
        )
        tags = own_tags(result.dagster_run.tags)
        if not result.success:
            error = failure(result)
    except BaseException as problem:  # a config that does not fit, a partition that is not there
        error = told(problem)
    return {
        "scenario": scenario,
        "executions": recorder.executions,
        "stored": recorder.stored,
        "loaded": recorder.loaded,
        "resources": recorder.resources,
        "tags": tags,
        "default_manager": "io_manager" if engine.keeps_default_manager(job) else None,
        "error": error,
    }
