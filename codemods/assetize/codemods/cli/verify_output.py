"""A proof as text, JSON or Markdown."""

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict

import click

from assetize.codemods.report.wording import counted
from assetize.codemods.verification.verdicts import Difference, JobVerdict, Proof

_COLORS = {"proved": "green", "differs": "red", "not proved": "yellow"}
_LINE_COLORS = {"-": "red", "+": "green"}
_INDENT = " " * 12
_NOTHING = "No job was upgraded between the two versions: there is nothing to prove."
_REPLACED = (
    ("stand_ins", "Not installed, stood in for"),
    ("environment", "Not set, given placeholders"),
)


def as_text(proof: Proof) -> str:
    """A line for each job, its reasons below it, then what had to be replaced."""
    width = max(60, min(shutil.get_terminal_size().columns, 120))
    lines = [line for job in proof.jobs for line in _job_lines(job, width)]
    lines.append("" if proof.jobs else _NOTHING)
    if proof.jobs:
        lines.append(headline(proof))
    for words, names in _replaced(proof):
        lines.append(_wrapped(f"{words}: {', '.join(names)}", width, ""))
    return "\n".join(lines) + "\n"


def _job_lines(job: JobVerdict, width: int) -> Iterator[str]:
    runs = f"  ({counted(job.runs, 'run')} compared)" if job.runs else ""
    yield f"{click.style(job.verdict.ljust(10), fg=_COLORS[job.verdict])}  {job.job}{runs}"
    for reason in (*job.reasons, *job.notes):
        yield _wrapped(reason, width, _INDENT)
    for difference in job.differences:
        yield f"{_INDENT}{_subject(difference)}"
        yield from (f"{_INDENT}  {_colored(line)}" for line in difference.lines)


def _subject(difference: Difference) -> str:
    written = f", written by {', '.join(difference.ops)}" if difference.ops else ""
    return f"{difference.subject}{written} ({difference.run})"


def _colored(line: str) -> str:
    return click.style(line, fg=_LINE_COLORS.get(line[:1]))


def _wrapped(text: str, width: int, indent: str) -> str:
    return click.wrap_text(
        text, width=width, initial_indent=indent, subsequent_indent=indent + "  ", preserve_paragraphs=False
    )


def headline(proof: Proof) -> str:
    """How many jobs came out how."""
    counts = {
        verdict: sum(job.verdict == verdict for job in proof.jobs)
        for verdict in ("proved", "differs", "not proved")
    }
    words = [f"{count} {verdict}" for verdict, count in counts.items() if count or verdict == "proved"]
    return f"{counted(len(proof.jobs), 'upgraded job')}: {', '.join(words)}."


def as_json(proof: Proof) -> str:
    """The proof's own records."""
    return json.dumps(asdict(proof), indent=2) + "\n"


def as_markdown(proof: Proof) -> str:
    """For a pull request's description or a step summary."""
    lines = ["# What the upgrade changes when jobs run", "", headline(proof) if proof.jobs else _NOTHING]
    if proof.jobs:
        lines += ["", "| Job | Verdict | Runs compared | Why |", "| --- | --- | --- | --- |"]
        lines += [
            f"| `{job.job}` | {job.verdict} | {job.runs} | {'<br>'.join(map(_cell, (*job.reasons, *job.notes)))} |"
            for job in proof.jobs
        ]
    for job in proof.jobs:
        for difference in job.differences:
            fence = "`" * max([3, *(line.count("`") + 1 for line in difference.lines)])
            lines += ["", f"`{job.job}`: {_cell(_subject(difference))}", "", f"{fence}diff"]
            lines += [*difference.lines, fence]
    for words, names in _replaced(proof):
        lines += ["", f"{words}: {', '.join(f'`{name}`' for name in names)}"]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ")


def _replaced(proof: Proof) -> Iterator[tuple[str, tuple[str, ...]]]:
    for field, words in _REPLACED:
        names: tuple[str, ...] = getattr(proof, field)
        if names:
            yield words, names


FORMATS: tuple[tuple[str, Callable[[Proof], str]], ...] = (
    ("text", as_text),
    ("json", as_json),
    ("markdown", as_markdown),
)
