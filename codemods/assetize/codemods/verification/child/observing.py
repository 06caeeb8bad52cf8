"""Loads one version and watches each of its jobs run."""

import os
import sys
import traceback
import warnings
from contextlib import ExitStack
from pathlib import Path
from types import ModuleType
from typing import Any

from assetize.codemods.verification.child.bodies import Stubs
from assetize.codemods.verification.child.definitions import load_project
from assetize.codemods.verification.child.environment import fill_environment
from assetize.codemods.verification.child.guard import stand_guard
from assetize.codemods.verification.child.identities import Identities
from assetize.codemods.verification.child.recorder import Recorder
from assetize.codemods.verification.child.requests import read_requests
from assetize.codemods.verification.child.scenarios import choose_scenarios
from assetize.codemods.verification.child.settings import read_settings
from assetize.codemods.verification.child.stand_ins import find_missing_modules
from assetize.codemods.verification.child.storing import stub_resources

Answer = dict[str, Any]
LONGEST_ERROR = 300


def observe(request: dict[str, Any]) -> Answer:
    """What the request's jobs do. ``error`` is there when the project could not be loaded at all."""
    warnings.simplefilter("ignore")
    with ExitStack() as stack:
        engine = _engine(request["engine"], stack)
        import dagster

        sys.path[:0] = request["python_path"]
        os.chdir(request["root"])
        environment, modules = fill_environment(), find_missing_modules(request["root"])
        stand_guard(Path(request["scratch"]))
        try:
            repository = load_project(dagster, request)
        except BaseException as problem:  # whatever the project's own code raises is the answer
            return {"error": _told(problem), "stand_ins": modules, "environment": environment, "jobs": {}}
        identities = Identities(request["renamed"], request["pass_through"], request["stored_inputs"])
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


def _engine(name: str, stack: ExitStack) -> ModuleType:
    if name == "bundled":
        from assetize.codemods.verification.child import bundled_engine
        from assetize.runtime.alias import serve_dagster

        stack.enter_context(serve_dagster())
        return bundled_engine
    from assetize.codemods.verification.child import dagster_engine

    return dagster_engine


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
        scenarios = choose_scenarios(job, steps, stubs, functions, requests)
        runs = [_run(dagster, engine, job, scenario, stubs) for scenario in scenarios]
    except BaseException as problem:  # of the project, or of the engine's view of it
        return {"error": _told(problem)}
    return {"error": None, "settings": settings, "runs": runs}


def _run(dagster: Any, engine: Any, job: Any, scenario: dict[str, Any], stubs: Stubs) -> Answer:
    stubs.recorder = recorder = Recorder()
    stubs.skipped, stubs.width = frozenset(scenario["skipped"]), scenario["width"]
    error = None
    try:
        result = job.execute_in_process(
            partition_key=scenario["partition"],
            run_config=scenario.get("run_config") or None,
            tags=scenario.get("tags") or None,
            resources=stub_resources(dagster, job, stubs),
            raise_on_error=False,
        )
        if not result.success:
            error = _failure(result)
    except BaseException as problem:  # a config that does not fit, a partition that is not there
        error = _told(problem)
    return {
        "scenario": scenario,
        "executions": recorder.executions,
        "stored": recorder.stored,
        "default_manager": "io_manager" if engine.keeps_default_manager(job) else None,
        "error": error,
    }


def _failure(result: Any) -> str:
    for event in result.all_events:
        if event.is_step_failure:
            error = event.step_failure_data.error
            told = (error.cause or error).message if error else ""
            return _in_one_line(f"step {event.step_key} failed: {told}")
    return "the run failed"


def _told(problem: BaseException) -> str:
    """The error, and the project's line that it came from."""
    text = _in_one_line(f"{type(problem).__name__}: {problem}")
    frames = [frame for frame in traceback.extract_tb(problem.__traceback__) if _is_projects(frame.filename)]
    return (
        f"{text} ({os.path.relpath(frames[-1].filename)}:{frames[-1].lineno})"
        if frames and "tried from" not in text
        else text
    )


def _is_projects(file: str) -> bool:
    return file.startswith(str(Path.cwd()))


def _in_one_line(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONGEST_ERROR else f"{words[:LONGEST_ERROR]} …"
