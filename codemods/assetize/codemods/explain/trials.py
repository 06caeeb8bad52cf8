"""Options of the upgrade, tried on one job: whether one of them is all that it takes, or makes reasons go away."""

from collections.abc import Iterator

from assetize.analyzer.codes.planning import DOES_NOT_FIT
from assetize.analyzer.model import Analysis, Job
from assetize.codemods.explain.why_not_records import Trial
from assetize.codemods.model import JobPlan, Plan
from assetize.codemods.plan import AskedOptions, make_plan

OPTIONS: tuple[tuple[str, AskedOptions], ...] = (
    ("--min-confidence guess", AskedOptions(min_confidence="guess")),
    ("--keep-function-names", AskedOptions(function_names="keep")),
)
"""What a person can choose without touching the code."""


def try_options(job: Job, analysis: Analysis, plan: Plan) -> Iterator[Trial]:
    """Of each option that makes a difference, what it makes."""
    before = _codes(job, plan)
    for option, asked in OPTIONS:
        tried = make_plan(analysis, asked.for_project(analysis.settings))
        is_enough = _plan_of(job, tried).upgrade != "none"
        gone = before - _codes(job, tried) - {DOES_NOT_FIT.code}
        if is_enough or (gone and _codes(job, tried) < before):
            yield Trial(option, is_enough, tuple(sorted(gone)))


def _codes(job: Job, plan: Plan) -> frozenset[str]:
    return frozenset(item.code for item in _plan_of(job, plan).diagnostics)


def _plan_of(job: Job, plan: Plan) -> JobPlan:
    return next((item for item in plan.jobs if item.job == job.id), JobPlan(job.id, "none"))
