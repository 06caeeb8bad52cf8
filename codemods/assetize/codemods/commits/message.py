"""The message of a commit: which jobs became assets, by which rules, and what is different when they run."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from assetize.analyzer.model import Analysis, Job, OutputDecision
from assetize.codemods.explain.rule_words import RULE_WORDS
from assetize.codemods.model import ExpectedAsset, JobPlan, Plan

WIDTH = 72
"""Of a line, as git's own documentation has it."""
UPGRADES = {"full": "becomes assets as a whole", "partial": "becomes assets in part"}


def commit_message(analysis: Analysis, plan: Plan, jobs: Sequence[str]) -> str:
    """Of the commit that upgrades these jobs; ``plan`` may upgrade others, too."""
    chosen = [job for job in analysis.project.jobs if job.id in jobs]
    plans = {job.job: job for job in plan.jobs}
    assets = [asset for asset in plan.expected if set(jobs).intersection(asset.jobs)]
    sentences = dict.fromkeys(text for job in chosen for text in plans[job.id].differences)
    findings = dict.fromkeys(
        f"{item.code} {item.message}" for job in chosen for item in plans[job.id].diagnostics
    )
    sections = (
        ("", [_job_line(job, plans[job.id]) for job in chosen]),
        ("Assets, and why:", [line for asset in assets for line in _asset_lines(asset, analysis)]),
        ("Different when it runs:", list(sentences)),
        ("Found on the way (assetize explain CODE):", list(findings)),
    )
    parts = (_section(title, lines) for title, lines in sections if lines)
    return "\n\n".join((_subject(chosen), *parts)) + "\n"


def subject_of(message: str) -> str:
    """The first line of a message."""
    return message.split("\n", 1)[0]


def _subject(jobs: Sequence[Job]) -> str:
    whole = f"Upgrade {', '.join(job.name for job in jobs)} to assets"
    if len(whole) <= WIDTH or len(jobs) == 1:
        return whole
    return f"Upgrade {jobs[0].name} and {len(jobs) - 1} more to assets"


def _section(title: str, lines: Iterable[str]) -> str:
    wrapped = (
        textwrap.fill(
            line,
            WIDTH,
            initial_indent="- ",
            subsequent_indent="  ",
            break_long_words=False,
            break_on_hyphens=False,
        )
        for line in lines
    )
    return "\n".join((*([title, ""] if title else []), *wrapped))


def _job_line(job: Job, plan: JobPlan) -> str:
    return f"{job.name} ({job.where.file}:{job.where.line}) {UPGRADES[plan.upgrade]}"


def _asset_lines(asset: ExpectedAsset, analysis: Analysis) -> Iterator[str]:
    ops = {op.id: op.name for op in analysis.project.ops}
    made_by = ", ".join(ops.get(op, op) for op in asset.ops)
    for key in asset.keys:
        decision = _decision_on(key, asset, analysis)
        yield f"{'/'.join(key)}: @{asset.form} from {made_by}{_reason(decision)}"


def _decision_on(key: tuple[str, ...], asset: ExpectedAsset, analysis: Analysis) -> OutputDecision | None:
    found = (item for item in analysis.outputs if item.asset_key == key and item.op in asset.ops)
    return next(found, None)


def _reason(decision: OutputDecision | None) -> str:
    if decision is None:
        return ""
    rule = RULE_WORDS.get(decision.rule, decision.rule)
    places = dict.fromkeys(f"{item.file}:{item.line}" for item in decision.evidence)
    shown = f", {next(iter(places))}" if places else ""
    return f"; {rule} ({decision.confidence}{shown})" if rule else ""
