"""Loads one version, runs its jobs for real, and says what each run left."""

import os
import runpy
import sys
import warnings
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from assetize.codemods.verification.child.definitions import load_project
from assetize.codemods.verification.child.engines import start_engine
from assetize.codemods.verification.child.guard import stand_guard
from assetize.codemods.verification.child.identities import Identities
from assetize.codemods.verification.child.problems import failure, told
from assetize.codemods.verification.child.real.asked_runs import PlannedRun, plan_runs
from assetize.codemods.verification.child.real.replacements import file_manager, recording_resource
from assetize.codemods.verification.child.real.told_events import read_told_events
from assetize.codemods.verification.child.real.watching import Watch

Answer = dict[str, Any]


def observe_real_runs(request: dict[str, Any]) -> Answer:
    """What each run did. ``error`` is there when the project could not be loaded at all."""
    warnings.simplefilter("ignore")
    with ExitStack() as stack:
        engine = start_engine(request["engine"], stack)
        import dagster

        sys.path[:0] = request["python_path"]
        os.chdir(request["root"])
        blocked = stand_guard(Path(request["scratch"]))
        try:
            if request["stand_ins"]:
                runpy.run_path(request["stand_ins"])
            project = load_project(dagster, request)
        except BaseException as problem:  # whatever the project's own code raises is the answer
            return {"error": told(problem), "runs": []}
        instance = stack.enter_context(dagster.DagsterInstance.ephemeral(tempdir=request["storage"]))
        runs = _Runs(dagster, engine, project, request, instance, blocked)
        return {"error": None, "runs": [runs.answer(run) for run in runs.planned()]}


class _Runs:
    """The runs of one process."""

    def __init__(
        self,
        dagster: Any,
        engine: ModuleType,
        project: Any,
        request: dict[str, Any],
        instance: Any,
        blocked: list[str],
    ) -> None:
        self._dagster, self._engine, self._project = dagster, engine, project
        self._request, self._instance, self._blocked = request, instance, blocked
        self._identities = Identities(request["renamed"], request["pass_through"], request["stored_inputs"])
        here = Path(request["scratch"])
        self._files = Path(request["files"])
        self._watch = Watch({"project": Path(request["root"]), "scratch": self._files}, here)
        self._op = "what runs before the first op"
        self._stored_assets: dict[Any, Path] = {}
        engine.watch_steps(self._started, self._ended)

    def planned(self) -> Any:
        """One after the other."""
        return plan_runs(self._dagster, self._project, self._request, self._instance)

    def answer(self, run: PlannedRun | str) -> Answer:
        """What the run did."""
        if isinstance(run, str):
            return {"asked": run, "job": "", "error": run, "fails": False, "blocked": []}
        self._watch.begin_run()
        self._blocked.clear()
        self._op = "what runs before the first op"
        facts = {"asked": run.asked, "job": run.job, "partition": run.partition, "fails": run.fails}
        try:
            done = self._execute(run)
        except BaseException as problem:  # a config that does not fit, a partition that is not there
            done = {"error": told(problem)}
        self._watch.note_changes(self._op)
        return {
            **facts,
            "run_key": run.run_key,
            **done,
            "stored": self._watch.stored(),
            "blocked": list(dict.fromkeys(self._blocked)),
        }

    def _execute(self, run: PlannedRun) -> Answer:
        job = self._project.resolve_job_def(run.job)
        result = job.execute_in_process(
            partition_key=run.partition,
            run_config=run.run_config,
            tags=run.tags or None,
            resources=self._replacements(job) or None,
            instance=self._instance,
            raise_on_error=False,
        )
        names = {key: self._name(op_def) for key, op_def, _ in self._engine.read_steps(job)}
        own_tags = {
            key: value
            for key, value in result.dagster_run.tags.items()
            if not key.startswith((".", "dagster/"))
        }
        return {
            "error": None if result.success else failure(result),
            "tags": own_tags,
            "told": self._watch.portable(read_told_events(result, lambda event: self._output(event, job))),
            "steps": names,
        }

    def _replacements(self, job: Any) -> dict[str, Any]:
        made = {
            key: file_manager(self._dagster, key, self._files / "io", self._name, self._stored_assets)
            for key in self._request["io_managers"]
            if key in job.resource_defs or key == "io_manager"
        }
        for key in self._request["record_resources"]:
            if key in job.resource_defs:
                made[key] = recording_resource(self._dagster, key, partial(self._note_call, key))
        return made

    def _note_call(self, key: str, text: str) -> None:
        self._watch.note_record(f"resource {key}", self._op, text)

    def _name(self, op_def: Any) -> str:
        return self._identities.of(self._engine.function_of(op_def), op_def.name).rpartition(":")[2]

    def _output(self, event: Any, job: Any) -> str | None:
        op_def = next(
            (
                op
                for key, op, _ in self._engine.read_steps(job)
                if _plain_key(key) == _plain_key(event.step_key)
            ),
            None,
        )
        if op_def is None or self._is_pass_through(op_def):
            return None
        data = event.step_output_data.step_output_handle
        single = len(op_def.output_defs) == 1
        return f"{self._name(op_def)}.{'result' if single else data.output_name}"

    def _is_pass_through(self, op_def: Any) -> bool:
        identity = self._identities.of(self._engine.function_of(op_def), op_def.name)
        return identity in self._identities.pass_through

    def _started(self, op_def: Any) -> None:
        self._watch.note_changes(self._op)
        self._op = self._name(op_def)

    def _ended(self, op_def: Any) -> None:
        self._watch.note_changes(self._name(op_def))


def _plain_key(key: str) -> str:
    """Without the mapping key of a dynamic output."""
    return key.partition("[")[0]
