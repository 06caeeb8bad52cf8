"""Lays both versions out, runs them with stubs, and compares."""

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from assetize.analyzer.api import analyze
from assetize.analyzer.model import Analysis, VerifySettings
from assetize.codemods.model import Plan
from assetize.codemods.verification.comparing import compare_job
from assetize.codemods.verification.groups import Group, group_jobs
from assetize.codemods.verification.jobs import jobs_without_runs
from assetize.codemods.verification.mapping import Mapping, entry_points, read_mapping
from assetize.codemods.verification.originals import lay_out_original
from assetize.codemods.verification.partition_readers import find_partition_readers
from assetize.codemods.verification.plans import find_plan
from assetize.codemods.verification.real.proving import RealRuns, prove_by_real_runs
from assetize.codemods.verification.running import RunningVersion
from assetize.codemods.verification.trees import lay_out
from assetize.codemods.verification.verdicts import JobVerdict, Proof, Verdict

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


def verify(root: Path, original: str | None, engine: Engine, real: VerifySettings | None = None) -> Proof:
    """Whether the project under ``root`` does what ``original`` did: a folder, a git reference, or what was there before the last write.

    With ``real``, both versions also run for real, with what it gives them. Raises NoOriginal when there is nothing to compare with, NoRealRun
    when something of ``real`` is not there. Neither folder is changed; without ``real``, no body of an op or asset runs.
    """
    with tempfile.TemporaryDirectory(prefix="assetize-") as name:
        scratch = Path(name)
        before = lay_out_original(root, original, scratch / "before" / "project")
        after = lay_out(root, scratch / "after" / "project", {})
        first = Version(before, analyze(before), scratch / "before")
        second = Version(after, analyze(after), scratch / "after")
        plan = find_plan(before, first.analysis, second.analysis)
        if real is None:
            return compare_versions(first, second, plan, engine)
        # Before anything was imported there, which may leave files in the copies.
        given = RealRuns(root, scratch, real, engine.name, engine.seconds)
        verdicts = prove_by_real_runs((before, first.analysis), (after, second.analysis), plan, given)
        return with_real_runs(compare_versions(first, second, plan, engine), verdicts)


def with_real_runs(proof: Proof, verdicts: tuple[JobVerdict, ...]) -> Proof:
    """Both steps in one: a difference that either found counts, and what only one could not look at does not."""
    real = {verdict.job: verdict for verdict in verdicts}
    jobs = tuple(_joined(job, real[job.job]) if job.job in real else job for job in proof.jobs)
    return replace(proof, jobs=jobs, level="run")


def _joined(symbolic: JobVerdict, real: JobVerdict) -> JobVerdict:
    reasons = (*symbolic.reasons, *real.reasons) if symbolic.verdict != "not proved" else real.reasons
    notes = symbolic.notes
    if symbolic.verdict == "not proved":
        notes = (*notes, *(f"not compared with stubs: {reason}" for reason in symbolic.reasons))
    verdict: Verdict = "differs" if "differs" in (symbolic.verdict, real.verdict) else real.verdict
    return replace(real, verdict=verdict, reasons=reasons, notes=notes, runs=symbolic.runs + real.runs)


def compare_versions(before: Version, after: Version, plan: Plan, engine: Engine) -> Proof:
    """The proof that ``after`` does what ``before`` did; ``plan`` says what became what."""
    mapping = read_mapping(before.analysis, plan)
    verdicts = list(jobs_without_runs(mapping, before.analysis, after.analysis))
    answers = []
    mapping = replace(mapping, reads_partition=find_partition_readers(mapping, after.project, after.analysis))
    for number, group in enumerate(group_jobs(mapping, before.analysis, after.analysis)):
        # Side by side: most of it is loading the project, once for each version.
        with (
            observe(before, group, mapping, engine, number) as one,
            observe(after, group, mapping, engine, number) as other,
        ):
            first, second = one.answer(), other.answer()
        answers += [first, second]
        verdicts += [_verdict(job, first, second, mapping) for job in group.jobs]
    return Proof(
        jobs=tuple(sorted(verdicts, key=lambda verdict: verdict.job)),
        engine=engine.name,
        level="symbolic",
        stand_ins=_all_names(answers, "stand_ins"),
        environment=_all_names(answers, "environment"),
    )


def _all_names(answers: list[dict[str, Any]], kind: str) -> tuple[str, ...]:
    return tuple(sorted({name for answer in answers for name in answer.get(kind, ())}))


def observe(version: Version, group: Group, mapping: Mapping, engine: Engine, number: int) -> RunningVersion:
    """A process that finds out what the jobs of ``group`` do in one version."""
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
        "reads_partition": list(mapping.reads_partition),
        "stored_inputs": mapping.stored_inputs,
    }
    return RunningVersion(request, version.scratch, engine.seconds * len(group.jobs), number)


def _verdict(job: str, before: dict[str, Any], after: dict[str, Any], mapping: Mapping) -> JobVerdict:
    if before["error"]:
        return JobVerdict(job, "not proved", (f"the original project cannot be loaded: {before['error']}",))
    if after["error"]:
        return JobVerdict(job, "differs", (f"the upgraded project cannot be loaded: {after['error']}",))
    first, second = (
        {**answer["jobs"][job], "triggers": answer.get("triggers", {})} for answer in (before, after)
    )
    for run in first.get("runs", ()):
        run["stored"] = [item for item in run["stored"] if item["output"] not in mapping.returns_nothing]
    return compare_job(job, first, second, mapping.keys)
