"""The main use case: analyse, plan, rewrite, pass the gate; whatever fails is taken out and the rest is tried again."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from assetize.analyzer.api import analyze
from assetize.analyzer.codes.rewriting import RENAME_COLLIDES
from assetize.analyzer.decide.placing import with_key_prefixes
from assetize.analyzer.model import Analysis, Diagnostic
from assetize.analyzer.records import dataclass
from assetize.codemods.model import JobToAssetJob, OpToAsset, OpToMultiAsset, Plan, Rewrite
from assetize.codemods.plan import PlanOptions, make_plan

_Attempted = tuple[Rewrite, tuple[Diagnostic, ...]]
_Attempt = Callable[[Path, Analysis, Plan, PlanOptions], _Attempted]


@dataclass(frozen=True, slots=True)
class PreparedUpgrade:
    """An upgrade that passed its gate: nothing is written yet. Failures on the way are refusals in ``plan``."""

    analysis: Analysis
    plan: Plan
    rewrite: Rewrite


def prepare_upgrade(root: Path, options: PlanOptions, analysis: Analysis | None = None) -> PreparedUpgrade:
    """The largest upgrade of ``root`` that can be carried out and passes its gate.

    Every failure names an op or a job; that one keeps its name, or is refused with the failure as its reason, and the rest
    is planned anew. A failure that names neither takes all jobs out.
    """
    return _prepare(root, options, analysis or analyze(root), _attempt)


def draft_upgrade(root: Path, options: PlanOptions, analysis: Analysis) -> PreparedUpgrade:
    """The same without the gate, in a fraction of the time: for people to read, never to be written."""
    return _prepare(root, options, analysis, _rewrite)


def _prepare(root: Path, options: PlanOptions, analysis: Analysis, attempt: _Attempt) -> PreparedUpgrade:
    analysis = with_key_prefixes(analysis, options.key_prefixes)
    while True:
        plan = make_plan(analysis, options)
        if not plan.actions:
            return PreparedUpgrade(analysis, plan, Rewrite())
        rewrite, failures = attempt(root, analysis, plan, options)
        if not failures:
            return PreparedUpgrade(analysis, plan, rewrite)
        options = _without(options, plan, failures)


def _attempt(root: Path, analysis: Analysis, plan: Plan, options: PlanOptions) -> _Attempted:
    from assetize.codemods.gate import check

    rewrite, failures = _rewrite(root, analysis, plan, options)
    return rewrite, failures or check(root, analysis, plan, rewrite, options)


def _rewrite(root: Path, analysis: Analysis, plan: Plan, options: PlanOptions) -> _Attempted:
    # Imported here: a report, and an upgrade that finds nothing, need no syntax trees that can be edited.
    from assetize.codemods.rewrite import rewrite_project

    rewrite = rewrite_project(root, plan, analysis)
    return rewrite, tuple(item for item in rewrite.diagnostics if item.severity == "error")


def _without(options: PlanOptions, plan: Plan, failures: tuple[Diagnostic, ...]) -> PlanOptions:
    collisions = {item.subject for item in failures if item.code == RENAME_COLLIDES.code} - options.keep_names
    collisions &= {action.op for action in plan.actions if isinstance(action, OpToAsset | OpToMultiAsset)}
    if collisions:
        return replace(options, keep_names=options.keep_names | collisions)
    upgraded = {action.job for action in plan.actions if isinstance(action, JobToAssetJob)}
    refused: dict[str, Diagnostic] = {}
    for failure in failures:
        for job in _jobs_of(failure.subject, plan, upgraded):
            refused.setdefault(job, failure)
    if not refused:
        refused = dict.fromkeys(upgraded, failures[0])
    return replace(options, refused=(*options.refused, *refused.items()))


def _jobs_of(subject: str, plan: Plan, upgraded: set[str]) -> set[str]:
    """The jobs that a failure concerns: the job itself, or all that have the op."""
    if subject in upgraded:
        return {subject}
    return {
        job
        for expected in plan.expected
        if subject in expected.ops
        for job in expected.jobs
        if job in upgraded
    }
