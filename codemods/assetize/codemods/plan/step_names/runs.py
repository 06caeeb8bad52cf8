"""Which code that uses a job as an object can follow it: it runs the job, or asks for one of its partitions."""

from assetize.analyzer.model import JobRun
from assetize.codemods.plan.job_view import JobView
from assetize.codemods.plan.step_names.locations import find_location, pinned_before

RUN_ARGUMENTS = frozenset(
    {"run_config", "instance", "partition_key", "raise_on_error", "run_id", "tags", "resources"}
)
"""What a run of an asset job takes as a run of an op job does."""
REQUEST_ARGUMENTS = frozenset({"partition_key", "run_key", "tags", "run_config"})
"""What ``run_request_for_partition`` and ``RunRequest`` both take."""
REQUESTS_SINCE = (1, 3)
"""``RunRequest(partition_key=…)``."""


def can_follow(view: JobView, run: JobRun) -> bool:
    """Whether the plan has an action for it."""
    if run.problem:
        return False
    if run.method == "run_request_for_partition":
        is_plain = REQUEST_ARGUMENTS.issuperset(run.arguments)
        return is_plain and not pinned_before(view.index, REQUESTS_SINCE) and _is_in_own_trigger(view, run)
    has_place = find_location(view.index, view.job, run) is not None
    return has_place and RUN_ARGUMENTS.issuperset(run.arguments)


def _is_in_own_trigger(view: JobView, run: JobRun) -> bool:
    """A request that names no job is for the one job of its schedule or sensor."""
    triggers = [item for item in view.index.triggers_of(view.job) if item.id == run.owner]
    return bool(triggers) and len({*triggers[0].jobs, *triggers[0].job_names}) == 1
