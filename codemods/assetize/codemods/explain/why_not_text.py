"""What stands between a job and its upgrade, as text and as JSON."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from textwrap import shorten
from typing import Any

from assetize.codemods.explain.why_not_records import Step, Trial, WhyNot
from assetize.codemods.report.wording import counted

LONGEST = 200
"""Characters of one finding."""
MOST_PLACES = 6
MOST_NAMES = 5


def why_not_text(found: WhyNot) -> str:
    """The job, how many steps there are, and each with what to do."""
    job = found.job
    lines = [f"job {job.name}  {job.where.file}:{job.where.line}  {job.id}", "", *_verdict(found)]
    for number, step in enumerate(found.steps, 1):
        lines += ["", *_step_lines(number, step)]
    if found.steps:
        lines += ["", *_outlook(found)]
    lines += ["", *map(_trial, found.trials)] if found.trials else []
    if found.suggestions:
        lines += ["", "  What would make assets of more of its ops:"]
        lines += [f"    - {text}" for text in found.suggestions]
    return "\n".join(lines) + "\n"


def why_not_json(found: Sequence[WhyNot]) -> str:
    """The same as JSON, for every job of the name."""
    return json.dumps([_record(item) for item in found], indent=2, ensure_ascii=False) + "\n"


def _record(found: WhyNot) -> dict[str, Any]:
    job = found.job
    steps = [{**asdict(step), "found": [_place(*item) for item in step.found]} for step in found.steps]
    return {
        "id": job.id,
        "name": job.name,
        "file": job.where.file,
        "line": job.where.line,
        "verdict": found.verdict,
        "explanation": found.explanation,
        "is_judged": found.is_judged,
        "steps": steps,
        "trials": [asdict(trial) for trial in found.trials],
        "suggestions": list(found.suggestions),
    }


def _place(where: tuple[str, int], text: str) -> dict[str, Any]:
    return {"file": where[0], "line": where[1], "message": text}


def _verdict(found: WhyNot) -> Iterator[str]:
    if found.verdict == "upgraded":
        yield f"  {found.explanation} To upgrade it alone: assetize upgrade --write --job {found.job.name}"
    elif found.verdict == "unfit":
        yield f"  It does not fit: {found.explanation}."
        for (file, line), text in found.because[:MOST_PLACES]:
            yield f"     {_flat(text)}  {file}:{line}"
        if (more := len(found.because) - MOST_PLACES) > 0:
            yield f"     and {counted(more, 'more place', 'more places')}"
        if not found.suggestions and not found.trials:
            yield "  That is no fault: a job that makes no assets stays a job. If an op does make one, the settings can say so."
    elif len(found.steps) == 1:
        yield "  One thing stands in its way:"
    else:
        yield f"  {len(found.steps)} things stand in its way, those first whose change helps most jobs:"


def _step_lines(number: int, step: Step) -> Iterator[str]:
    yield f"  {number}. {step.code} {step.title}"
    for (file, line), text in step.found[:MOST_PLACES]:
        yield f"     {_flat(text)}  {file}:{line}"
    if (more := len(step.found) - MOST_PLACES) > 0:
        yield f"     and {counted(more, 'more place', 'more places')}"
    if step.help:
        yield f"     What to do: {step.help}"
    if step.same_call_as:
        yield f"     It is the call of {', '.join(map(str, step.same_call_as))}: write it anew once."
    if step.other_jobs:
        yield f"     It stands in the way of {counted(len(step.other_jobs), 'other job')}: {_listed(step.other_jobs)}"
    if step.frees:
        yield f"     Nothing else is known to stand in the way of {_listed(step.frees)}"


def _trial(trial: Trial) -> str:
    """It was tried, so it is so."""
    if trial.is_enough:
        return f"  With {trial.option} it is upgraded as it is."
    verb = "goes" if len(trial.gone) == 1 else "go"
    return f"  With {trial.option}, {' and '.join(trial.gone)} {verb} away."


def _outlook(found: WhyNot) -> Iterator[str]:
    if not found.is_judged:
        yield "  As long as this is not understood, nobody knows whether it makes assets: change it, and run this again."
    else:
        yield "  Names that clash, and resources or partitions that differ between jobs, only show after that: run this again."


def _listed(names: tuple[str, ...]) -> str:
    different = [name if number == 1 else f"{name} ({number})" for name, number in Counter(names).items()]
    more = len(different) - MOST_NAMES
    return ", ".join(different[:MOST_NAMES]) + (f" and {more:,} more" if more > 0 else "")


def _flat(text: str) -> str:
    """On one line; what is quoted from code may be long."""
    return shorten(text, LONGEST, placeholder=" …")
