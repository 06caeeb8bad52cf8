"""``upgrade --interactive``: goes through the upgrade unit by unit, and leaves out what is declined."""

from collections.abc import Sequence
from dataclasses import replace

import click

from assetize.analyzer.codes.planning import NOT_CHOSEN
from assetize.analyzer.model import Diagnostic, Job
from assetize.codemods.cli.diff_output import show_diff
from assetize.codemods.cli.planning import PlannedFolder, prepare_folder
from assetize.codemods.model import Plan
from assetize.codemods.plan import AskedOptions, PlanOptions
from assetize.codemods.review.units import find_units
from assetize.codemods.upgrade import prepare_upgrade

ANSWERS = ("y", "n", "e", "q", "?")
HELP = """\
y  upgrade it
n  leave it as it is
e  show exactly what would change for it alone
q  leave it, and all that come after
?  this help"""


def ask_unit_by_unit(planned: PlannedFolder, asked: AskedOptions) -> PlannedFolder:
    """The upgrade of what is accepted. Jobs whose upgrades need each other are one question."""
    options = asked.for_project(planned.analysis.settings)
    jobs = {job.id: job for job in planned.analysis.project.jobs}
    declined: list[Job] = []
    units = find_units(planned.analysis, planned.plan, options)
    for number, unit in enumerate(units, 1):
        members = [jobs[job] for job in unit.jobs]
        _introduce(planned.plan, members, f"({number}/{len(units)})")
        answer = _ask(planned, options, members)
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


def _ask(planned: PlannedFolder, options: PlanOptions, jobs: Sequence[Job]) -> str:
    while True:
        answer = str(click.prompt("Upgrade it", type=click.Choice(ANSWERS)))
        if answer == "?":
            click.echo(HELP)
        elif answer == "e":
            alone = replace(options, jobs=tuple(job.name for job in jobs))
            show_diff(prepare_folder(planned.folder, planned.analysis, alone, prepare_upgrade).files)
        else:
            return answer


def _declined(job: Job) -> tuple[str, Diagnostic]:
    return job.id, NOT_CHOSEN.at(job.where, f"{job.name} was declined", job.id)
