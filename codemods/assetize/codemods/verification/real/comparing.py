"""Verdicts from the real runs of both versions."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from assetize.codemods.verification.real.differences import differences
from assetize.codemods.verification.verdicts import Difference, JobVerdict

Run = dict[str, Any]
Answers = list[dict[str, Any]]
"""One for each process, in order."""
MOST_DIFFERENCES = 8
ADVICE = "[tool.assetize.verify] in the settings says what a run needs: variables, files, a setup command, which runs"


@dataclass(slots=True)
class _Found:
    unknown: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    runs: int = 0


def compare_answers(
    jobs: tuple[str, ...], before: Answers, after: Answers, again: Callable[[], Answers]
) -> Iterator[JobVerdict]:
    """A verdict on each of ``jobs``. ``again`` runs the original once more: what it leaves otherwise itself proves nothing."""
    found = {job: _Found() for job in jobs}
    _compare(found, before, after)
    if any(item.differences for item in found.values()):
        steady = {job: _Found() for job in jobs}
        _compare(steady, before, again())
        for job, item in found.items():
            _leave_out_unsteady(item, steady[job])
    for job, item in found.items():
        yield _verdict(job, item)


def _compare(found: dict[str, _Found], before: Answers, after: Answers) -> None:
    for one, other in zip(before, after, strict=True):
        for version, answer in (("original", one), ("upgraded", other)):
            if answer["error"]:
                _say_of_all(found, version, answer["error"])
        if not one["error"] and not other["error"]:
            _compare_runs(found, one["runs"], other["runs"])


def _say_of_all(found: dict[str, _Found], version: str, problem: str) -> None:
    text = f"the {version} project cannot be loaded for a real run: {problem}"
    for item in found.values():
        (item.unknown if version == "original" else item.reasons).append(text)


def _compare_runs(found: dict[str, _Found], before: list[Run], after: list[Run]) -> None:
    others: dict[str, list[Run]] = {}
    for run in after:
        others.setdefault(run["asked"], []).append(run)
    for run in before:
        same = others.get(run["asked"], [])
        other = same.pop(0) if same else None
        for job in {run["job"], other["job"] if other else ""} & found.keys() or _jobs_of(run, found):
            _compare_run(found[job], run, other)
    for left in others.values():
        for run in left:
            for job in _jobs_of(run, found):
                found[job].reasons.append(f"{run['asked']}: there was no such run before")


def _jobs_of(run: Run, found: dict[str, _Found]) -> list[str]:
    """A run that could not even be asked for speaks of all jobs, one of a job that stays as it is of none."""
    return list(found) if not run["job"] else [run["job"]] if run["job"] in found else []


def _compare_run(found: _Found, before: Run, after: Run | None) -> None:
    if after is None:
        found.reasons.append(f"{before['asked']}: there is no such run any more")
        return
    problem = _why_unknown(before)
    if problem:
        found.unknown.append(problem)
    elif bool(before["error"]) != bool(after["error"]):
        word = "failed" if before["error"] else "succeeded"
        found.reasons.append(
            f"{before['asked']}: it {word} before and does the opposite now: {before['error'] or after['error']}"
        )
    elif after["blocked"]:
        found.reasons.append(f"{after['asked']}: only the upgraded version does this: {after['blocked'][0]}")
    else:
        found.runs += 1
        found.differences += differences(before, after)


def _why_unknown(run: Run) -> str | None:
    if run["blocked"]:
        return f"{run['asked']}: {run['blocked'][0]}"
    if run["error"] and not run["fails"]:
        return f"{run['asked']}: the original fails: {run['error']}"
    unread = [item for item in run.get("stored", ()) if item["kind"] == "unreadable"]
    if unread:
        return f"{run['asked']}: {unread[0]['address']} cannot be read: {unread[0]['lines'][0]}"
    return None


def _leave_out_unsteady(item: _Found, steady: _Found) -> None:
    unsteady = {(found.subject, found.run) for found in steady.differences}
    left = [found for found in item.differences if (found.subject, found.run) in unsteady]
    item.differences = [found for found in item.differences if found not in left]
    item.unknown += [
        f"{found.run}: {found.subject}, written by {_ops(found)}, is another each time that the original runs"
        for found in left
    ]


def _verdict(job: str, found: _Found) -> JobVerdict:
    said = [
        f"{item.run}: {item.subject}{f', written by {_ops(item)},' if item.ops else ''} is not what it was"
        for item in found.differences
    ]
    reasons = [*found.reasons, *said]
    if len(reasons) > MOST_DIFFERENCES:
        reasons = [*reasons[:MOST_DIFFERENCES], f"… and {len(reasons) - MOST_DIFFERENCES} more differences"]
    if reasons:
        shown = tuple(found.differences[:MOST_DIFFERENCES])
        return JobVerdict(job, "differs", tuple(reasons), found.runs, differences=shown)
    if found.unknown:
        return JobVerdict(job, "not proved", (*dict.fromkeys(found.unknown), ADVICE), found.runs)
    if not found.runs:
        return JobVerdict(job, "not proved", ("no real run of it was asked for", ADVICE))
    return JobVerdict(job, "proved", (), found.runs)


def _ops(found: Difference) -> str:
    return ", ".join(found.ops) or "no op"
