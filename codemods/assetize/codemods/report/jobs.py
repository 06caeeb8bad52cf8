"""The report's job rows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from assetize.analyzer.model import Analysis, Diagnostic, Job, Project
from assetize.analyzer.model.facts import TriggerKind
from assetize.codemods.model import JobPlan, Plan
from assetize.codemods.report.document import DiagnosticRow, JobRow
from assetize.codemods.report.findings import diagnostic_row

_Names = tuple[Mapping[str, set[str]], Mapping[str, set[str]]]
_Findings = Mapping[str, Sequence[tuple[int, Diagnostic]]]


def job_rows(analysis: Analysis, plan: Plan, diagnostics: tuple[Diagnostic, ...]) -> list[JobRow]:
    """One row for every op job, by file and line."""
    plans = {job.job: job for job in plan.jobs}
    fits = {fit.job: fit for fit in analysis.fits}
    triggers = {kind: _names_by_job(analysis.project, kind) for kind in ("schedule", "sensor")}
    findings = _by_subject(diagnostics)
    rows: list[JobRow] = []
    for job in sorted_jobs(analysis.project):
        fit = fits.get(job.id)
        job_plan = plans.get(job.id, JobPlan(job.id, "none"))
        row: JobRow = {
            "name": job.name,
            "file": job.where.file,
            "line": job.where.line,
            "fit": fit.fit if fit else "no",
            "explanation": fit.explanation if fit else "",
            "upgrade": job_plan.upgrade,
            "schedules": _names_of(triggers["schedule"], job),
            "sensors": _names_of(triggers["sensor"], job),
            "diagnostics": _job_diagnostics(job, job_plan, findings),
            "differences": list(job_plan.differences),
        }
        rows.append(row)
    return rows


def sorted_jobs(project: Project) -> list[Job]:
    """The jobs in the order of their rows."""
    return sorted(project.jobs, key=lambda job: (job.where, job.name, job.id))


def find_triggers(project: Project, job: Job, kind: TriggerKind) -> list[str]:
    """Names of the schedules or sensors that start the job, sorted."""
    return _names_of(_names_by_job(project, kind), job)


def _names_by_job(project: Project, kind: str) -> _Names:
    """Names of schedules or sensors, by the id of a job and by the name of a job that they start."""
    by_id: dict[str, set[str]] = defaultdict(set)
    by_name: dict[str, set[str]] = defaultdict(set)
    for trigger in project.triggers:
        if trigger.kind == kind:
            for job in trigger.jobs:
                by_id[job].add(trigger.name)
            for name in trigger.job_names:
                by_name[name].add(trigger.name)
    return by_id, by_name


def _names_of(names: _Names, job: Job) -> list[str]:
    by_id, by_name = names
    return sorted({*by_id.get(job.id, ()), *by_name.get(job.name, ())})


def _by_subject(diagnostics: Iterable[Diagnostic]) -> _Findings:
    """Diagnostics with their place among all, by what they are about."""
    found: dict[str, list[tuple[int, Diagnostic]]] = defaultdict(list)
    for number, diagnostic in enumerate(diagnostics):
        found[diagnostic.subject].append((number, diagnostic))
    return found


def _job_diagnostics(job: Job, job_plan: JobPlan, findings: _Findings) -> list[DiagnosticRow]:
    """What the plan says about the job, then what else names the job or its graph."""
    named = [item for subject in {job.id, job.graph} for item in findings.get(subject, ())]
    about = [diagnostic for _, diagnostic in sorted(named, key=lambda item: item[0])]
    rows: list[DiagnosticRow] = []
    for diagnostic in (*job_plan.diagnostics, *about):
        row = diagnostic_row(diagnostic)
        if row not in rows:
            rows.append(row)
    return rows
