"""Lays both versions out, runs them with stubs, and compares."""

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assetize.analyzer.api import analyze
from assetize.analyzer.model import Analysis
from assetize.codemods.model import Plan
from assetize.codemods.plan import AskedOptions
from assetize.codemods.upgrade import prepare_upgrade
from assetize.codemods.verification.comparing import compare_job
from assetize.codemods.verification.groups import Group, group_jobs
from assetize.codemods.verification.jobs import jobs_without_runs
from assetize.codemods.verification.mapping import Mapping, entry_points, read_mapping
from assetize.codemods.verification.originals import lay_out_original
from assetize.codemods.verification.running import run_version
from assetize.codemods.verification.trees import lay_out
from assetize.codemods.verification.verdicts import JobVerdict, Proof

SECONDS_PER_JOB = 60.0


@dataclass(frozen=True, slots=True)
class Engine:
    """What runs both versions: ``"bundled"`` or ``"dagster"``, and how long it may take for each job."""

    name: str = "bundled"
    seconds: float = SECONDS_PER_JOB


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the project, in a folder that may be run in."""

    project: Path
    analysis: Analysis
    scratch: Path
    """Where it may write; ``project`` lies in it."""


def verify(root: Path, original: str | None, engine: Engine) -> Proof:
    """Whether the project under ``root`` does what ``original`` did: a folder, a git reference, or what was there before the last write.

    Raises NoOriginal when there is nothing to compare with. Neither folder is changed, and no body of an op or asset runs.
    """
    with tempfile.TemporaryDirectory(prefix="assetize-") as name:
        scratch = Path(name)
        before = lay_out_original(root, original, scratch / "before" / "project")
        after = lay_out(root, scratch / "after" / "project", {})
        analysis = analyze(before)
        plan = prepare_upgrade(before, AskedOptions().for_project(analysis.settings), analysis).plan
        return compare_versions(
            Version(before, analysis, scratch / "before"),
            Version(after, analyze(after), scratch / "after"),
            plan,
            engine,
        )


def compare_versions(before: Version, after: Version, plan: Plan, engine: Engine) -> Proof:
    """The proof that ``after`` does what ``before`` did; ``plan`` says what became what."""
    mapping = read_mapping(before.analysis, plan)
    verdicts = list(jobs_without_runs(mapping, before.analysis, after.analysis))
    answers = []
    for number, group in enumerate(group_jobs(mapping, before.analysis, after.analysis)):
        first, second = (observe(version, group, mapping, engine, number) for version in (before, after))
        answers += [first, second]
        verdicts += [_verdict(job, first, second) for job in group.jobs]
    return Proof(
        jobs=tuple(sorted(verdicts, key=lambda verdict: verdict.job)),
        engine=engine.name,
        level="symbolic",
        stand_ins=_all_names(answers, "stand_ins"),
        environment=_all_names(answers, "environment"),
    )


def _all_names(answers: list[dict[str, Any]], kind: str) -> tuple[str, ...]:
    return tuple(sorted({name for answer in answers for name in answer.get(kind, ())}))


def observe(version: Version, group: Group, mapping: Mapping, engine: Engine, number: int) -> dict[str, Any]:
    """What the jobs of ``group`` do in one version."""
    entries = entry_points(version.analysis)
    request = {
        "engine": engine.name,
        "root": str(version.project),
        "scratch": str(version.scratch),
        "python_path": [str(version.project / folder) for folder in group.folders],
        "entry_points": [entry for folder in group.locations for entry in entries.get(folder, ())],
        "jobs": list(group.jobs),
        "renamed": mapping.renamed,
        "pass_through": list(mapping.pass_through),
        "stored_inputs": mapping.stored_inputs,
    }
    return run_version(request, version.scratch, engine.seconds * len(group.jobs), number)


def _verdict(job: str, before: dict[str, Any], after: dict[str, Any]) -> JobVerdict:
    if before["error"]:
        return JobVerdict(job, "not proved", (f"the original project cannot be loaded: {before['error']}",))
    if after["error"]:
        return JobVerdict(job, "differs", (f"the upgraded project cannot be loaded: {after['error']}",))
    first, second = (
        {**answer["jobs"][job], "triggers": answer.get("triggers", {})} for answer in (before, after)
    )
    return compare_job(job, first, second)
