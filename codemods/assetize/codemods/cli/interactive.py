"""``upgrade --interactive``: goes through the upgrade unit by unit, and leaves out what is declined.

The units, and what was said about them, are those of the review page.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import click

from assetize.analyzer.codes.planning import NOT_CHOSEN
from assetize.analyzer.model import Diagnostic, Job
from assetize.codemods.cli.diff_output import show_diff
from assetize.codemods.cli.planning import PlannedFolder, prepare_folder
from assetize.codemods.model import Plan
from assetize.codemods.plan import AskedOptions, PlanOptions
from assetize.codemods.review.change import draft_change
from assetize.codemods.review.marks import Mark, Verdict, load_marks, save_marks
from assetize.codemods.review.units import find_units
from assetize.codemods.upgrade import prepare_upgrade

ANSWERS = ("y", "n", "e", "q", "?")
HELP = """\
y  upgrade it
n  leave it as it is
e  show exactly what would change for it alone
q  leave it, and all that come after
?  this help"""


ANSWER_OF: Mapping[Verdict, str] = {"accepted": "y", "rejected": "n"}
VERDICT_OF: Mapping[str, Verdict] = {"y": "accepted", "n": "rejected"}

Keep = Callable[[Path, Mapping[str, Mark]], None]


def keep_verdicts(root: Path, marks: Mapping[str, Mark]) -> None:
    """For the review page, and for the next time. Where they cannot be kept, that is said, and the upgrade goes on."""
    try:
        save_marks(root, marks)
    except OSError as problem:
        click.echo(f"assetize: verdicts are not kept: {problem}", err=True)


def keep_nothing(root: Path, marks: Mapping[str, Mark]) -> None:
    """Without ``--write`` nothing is written."""


def ask_unit_by_unit(planned: PlannedFolder, asked: AskedOptions, keep: Keep) -> PlannedFolder:
    """The upgrade of what is accepted. Jobs whose upgrades need each other are one question."""
    options = asked.for_project(planned.analysis.settings)
    jobs = {job.id: job for job in planned.analysis.project.jobs}
    declined: list[Job] = []
    root = planned.folder.path
    marks = load_marks(root)
    units = find_units(planned.analysis, planned.plan, options)
    for number, unit in enumerate(units, 1):
        members = [jobs[job] for job in unit.jobs]
        _introduce(planned.plan, members, f"({number}/{len(units)})")
        digest = draft_change(root, planned.analysis, options, unit).digest
        mark = marks.get(unit.id, Mark(""))
        answer = _ask(planned, options, members, _said_before(mark, digest))
        if answer in VERDICT_OF:
            marks[unit.id] = Mark(digest, VERDICT_OF[answer], mark.comment)
            keep(root, marks)
        if answer == "n":
            declined += members
        elif answer == "q":
            declined += [jobs[job] for other in units[number - 1 :] for job in other.jobs]
            break
    if not declined:
        return planned
    refused = tuple(_declined(job) for job in declined)
    return prepare_folder(
        planned.folder, planned.analysis, replace(options, refused=refused), prepare_upgrade
    )


def _introduce(plan: Plan, jobs: Sequence[Job], count: str) -> None:
    names = {job.id for job in jobs}
    click.echo(f"\n{count} {', '.join(f'{job.name} ({job.where.file}:{job.where.line})' for job in jobs)}")
    for asset in plan.expected:
        if names.intersection(asset.jobs):
            keys = ", ".join("/".join(key) for key in asset.keys)
            ops = ", ".join(op.rpartition(":")[2] for op in asset.ops)
            click.echo(f"  {keys}  @{asset.form} from {ops}")
    sentences = dict.fromkeys(text for job in plan.jobs if job.job in names for text in job.differences)
    for sentence in sentences:
        click.echo(f"  · {sentence}")


def _said_before(mark: Mark, digest: str) -> str | None:
    """The answer that was given for this text; None where there was none."""
    if mark.comment:
        click.echo(f"  comment: {mark.comment}")
    answer = ANSWER_OF.get(mark.verdict)
    if answer is None or mark.digest == digest:
        return answer
    click.echo(f"  It was {mark.verdict} before, and its text has changed since.")
    return None


def _ask(planned: PlannedFolder, options: PlanOptions, jobs: Sequence[Job], before: str | None) -> str:
    while True:
        answer = str(click.prompt("Upgrade it", type=click.Choice(ANSWERS), default=before))
        if answer == "?":
            click.echo(HELP)
        elif answer == "e":
            alone = replace(options, jobs=tuple(job.name for job in jobs))
            show_diff(prepare_folder(planned.folder, planned.analysis, alone, prepare_upgrade).files, {})
        else:
            return answer


def _declined(job: Job) -> tuple[str, Diagnostic]:
    return job.id, NOT_CHOSEN.at(job.where, f"{job.name} was declined", job.id)
