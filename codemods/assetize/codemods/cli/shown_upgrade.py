"""Prepares an upgrade to be shown in a report; nothing of it is written."""

from collections.abc import Iterator
from dataclasses import replace

from assetize.analyzer.model import Job
from assetize.codemods.cli.planning import PlannedFolder, prepare_targets, report_on
from assetize.codemods.cli.progress import progress
from assetize.codemods.cli.reporting import with_kept_proof
from assetize.codemods.cli.targets import Targets
from assetize.codemods.plan import AskedOptions
from assetize.codemods.report import ReportDocument
from assetize.codemods.report.pictures import picture_html
from assetize.codemods.report.shown_changes import moved, shown_changes
from assetize.codemods.report.shown_upgrade import ShownChange, ShownUpgrade
from assetize.codemods.review.lineage import assets_of, ops_of

Pictures = tuple[str, str, str]


def report_with_upgrade(targets: Targets) -> tuple[ReportDocument, ShownUpgrade]:
    """The report as the upgrade's gate leaves it, and what the upgrade would write."""
    planned = prepare_targets(targets, AskedOptions())
    pictures = tuple(picture for part in planned for picture in _pictures(part))
    with progress("Preparing the changes …"):
        changes = tuple(change for part in planned for change in _changes(part))
    return with_kept_proof(targets, report_on(planned)), ShownUpgrade(changes, pictures)


def _changes(part: PlannedFolder) -> Iterator[ShownChange]:
    options = AskedOptions().for_project(part.analysis.settings)
    place = part.folder.place
    files = [replace(rewrite, file=rewrite.file.removeprefix(f"{place}/")) for rewrite in part.files]
    for change in shown_changes(part.folder.path, part.analysis, part.plan, options, files):
        yield moved(change, place)


def _pictures(part: PlannedFolder) -> Iterator[Pictures]:
    """Of the jobs that are upgraded, in their order in the report."""
    upgraded = {job.job for job in part.plan.jobs if job.upgrade != "none"}
    for job in part.analysis.project.jobs:
        if job.id in upgraded:
            yield _picture(part, job)


def _picture(part: PlannedFolder, job: Job) -> Pictures:
    before = picture_html(ops_of(part.analysis, part.plan, job), f"Ops of {job.name}")
    return job.name, before, picture_html(assets_of(part.analysis, part.plan, job), f"Assets of {job.name}")
