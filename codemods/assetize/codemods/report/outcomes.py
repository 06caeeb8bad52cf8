"""What becomes of every op, graph, job, schedule and sensor: upgraded, kept with a reason, or refused with a code."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from assetize.analyzer.model import Graph, Job, Location, Project
from assetize.analyzer.records import dataclass
from assetize.codemods.report.document import JobRow, OutcomeRow
from assetize.codemods.report.jobs import sorted_jobs
from assetize.codemods.report.summary import UPGRADED, outcome, why_kept

RANK = ("upgraded", "refused", "kept")
"""A definition that several jobs use has the first of these that one of them has."""


@dataclass(frozen=True, slots=True)
class _Verdict:
    outcome: str
    reason: str = ""
    codes: tuple[str, ...] = ()


def outcome_rows(project: Project, jobs: Sequence[JobRow]) -> list[OutcomeRow]:
    """One row for each definition, by kind and place. ``jobs`` are the report's rows of all jobs."""
    ordered = sorted_jobs(project)
    verdicts = {job.id: _judge(row) for job, row in zip(ordered, jobs, strict=True)}
    users = _users(project)
    by_name = {job.name: job.id for job in ordered}
    rows = [_row("job", job.name, job.where, verdicts[job.id]) for job in ordered]
    for graph in project.graphs:
        if not graph.is_job:
            rows.append(_row("graph", graph.name, graph.where, _shared(users.get(graph.id, ()), verdicts)))
    for op in project.ops:
        rows.append(_row("op", op.name, op.where, _shared(users.get(op.id, ()), verdicts)))
    for trigger in project.triggers:
        started = [*trigger.jobs, *(by_name[name] for name in trigger.job_names if name in by_name)]
        verdict = _shared([job for job in started if job in verdicts], verdicts, "starts no op job")
        rows.append(_row(trigger.kind, trigger.name, trigger.where, verdict))
    return sorted(rows, key=lambda row: (row["kind"], row["file"], row["line"], row["name"]))


def _judge(job: JobRow) -> _Verdict:
    found = outcome(job)
    if found in UPGRADED:
        return _Verdict("upgraded")
    if found != "refused":
        return _Verdict("kept", why_kept(job))
    reasons = [row for row in job["diagnostics"] if row["severity"] != "note"]
    codes = tuple(sorted({row["code"] for row in reasons}))
    return _Verdict("refused", reasons[0]["message"] if reasons else job["explanation"], codes)


def _shared(
    jobs: Iterable[str], verdicts: Mapping[str, _Verdict], alone: str = "no op job uses it"
) -> _Verdict:
    found = [verdicts[job] for job in jobs]
    return min(found, key=lambda item: RANK.index(item.outcome), default=_Verdict("kept", alone))


def _users(project: Project) -> Mapping[str, Sequence[str]]:
    """The jobs that reach each op and graph."""
    graphs = {graph.id: graph for graph in project.graphs}
    found: dict[str, list[str]] = defaultdict(list)
    for job in project.jobs:
        for name in _reached(job, graphs):
            found[name].append(job.id)
    return found


def _reached(job: Job, graphs: Mapping[str, Graph]) -> Iterator[str]:
    seen, pending = {job.graph}, [job.graph]
    while pending:
        name = pending.pop()
        yield name
        inner = graphs.get(name)
        for node in inner.nodes if inner is not None else ():
            if node.definition not in seen:
                seen.add(node.definition)
                pending.append(node.definition)


def _row(kind: str, name: str, where: Location, verdict: _Verdict) -> OutcomeRow:
    return {
        "kind": kind,
        "name": name,
        "file": where.file,
        "line": where.line,
        "outcome": verdict.outcome,
        "reason": verdict.reason,
        "codes": list(verdict.codes),
    }
