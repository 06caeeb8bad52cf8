"""Runs a job of a project on the bundled runtime and tells how it went."""

import os
import time
from collections.abc import Mapping, Sequence
from typing import Any

from assetize.codemods.cli.run_progress import WatchedInstance, print_end
from assetize.codemods.cli.runtime_target import refusing_bad_requests
from assetize.runtime.execution.plan import plan_of_job
from assetize.runtime.instance.instance import HOME_VARIABLE

FAILED = 1


def run_job(
    job: Any,
    name: str,
    run_config: Mapping[str, Any] | None,
    partition: str | None,
    tags: Mapping[str, str] | None = None,
    ops: Sequence[str] | None = None,
    assets: Sequence[Any] | None = None,
) -> int:
    """The exit code: 0, or 1 when a step failed. Raises RequestRefused when the run could not start."""
    instance = _watched_instance()
    started = time.monotonic()
    try:
        with refusing_bad_requests():
            result = job.execute_in_process(
                run_config=run_config,
                instance=instance,
                partition_key=partition,
                tags=tags,
                op_selection=ops,
                asset_selection=assets,
                raise_on_error=False,
            )
    finally:
        instance.dispose()
    planned = [step.key for step in plan_of_job(result.job_def).steps]
    print_end(name, instance, result.success, time.monotonic() - started, planned)
    return 0 if result.success else FAILED


def _watched_instance() -> WatchedInstance:
    """Runs, events and values are kept under ``$ASSETIZE_HOME``; without it they live as long as the run."""
    home = os.environ.get(HOME_VARIABLE)
    return WatchedInstance.local(home) if home else WatchedInstance()
