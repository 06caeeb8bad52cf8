"""Analyses every folder of a command, and plans or prepares its upgrade."""

from collections.abc import Callable
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from assetize.analyzer.api import analyze
from assetize.analyzer.model import Analysis
from assetize.analyzer.records import dataclass
from assetize.codemods.cli.errors import RequestRefused
from assetize.codemods.cli.progress import progress
from assetize.codemods.cli.recovering import recover_targets
from assetize.codemods.cli.targets import Folder, Targets
from assetize.codemods.model import FileRewrite, Plan
from assetize.codemods.plan import AskedOptions, PlanOptions, make_plan
from assetize.codemods.report import ReportDocument, merge_reports
from assetize.codemods.report.build import build_report
from assetize.codemods.upgrade import PreparedUpgrade, prepare_upgrade

Prepare = Callable[[Path, PlanOptions, Analysis], PreparedUpgrade]


@dataclass(frozen=True, slots=True)
class PlannedFolder:
    """One folder, what is known about it, and what is to be done."""

    folder: Folder
    analysis: Analysis
    plan: Plan
    files: tuple[FileRewrite, ...] = ()
    """Prepared new text, named from the folder that holds all folders; empty for a plan alone."""


def plan_targets(targets: Targets) -> tuple[PlannedFolder, ...]:
    """Reads and plans every folder, for a report."""
    return tuple(
        PlannedFolder(folder, analysis, make_plan(analysis, AskedOptions().for_project(analysis.settings)))
        for folder, analysis in _analyze_targets(targets)
    )


def prepare_targets(
    targets: Targets, asked: AskedOptions, prepare: Prepare = prepare_upgrade
) -> tuple[PlannedFolder, ...]:
    """Reads, plans and rewrites every folder, without writing. Raises ``RequestRefused`` for a job that none of them has."""
    analyses = [(folder, _for_version(analysis, asked)) for folder, analysis in _analyze_targets(targets)]
    _check_job_names(asked.jobs, [analysis for _, analysis in analyses])
    return tuple(
        prepare_folder(folder, analysis, asked.for_project(analysis.settings), prepare)
        for folder, analysis in analyses
    )


def report_on(planned: tuple[PlannedFolder, ...]) -> ReportDocument:
    """One report for all folders."""
    parts = ((part.folder.place, build_report(part.analysis, part.plan)) for part in planned)
    return merge_reports(tuple(parts))


def _analyze_targets(targets: Targets) -> list[tuple[Folder, Analysis]]:
    recover_targets(targets)
    found: list[tuple[Folder, Analysis]] = []
    for folder in targets.folders:
        with progress(f"Reading {folder.path.name} …"):
            found.append((folder, analyze(folder.path)))
    return found


def _for_version(analysis: Analysis, asked: AskedOptions) -> Analysis:
    """As if the project asked for that version of Dagster."""
    if asked.dagster_version is None:
        return analysis
    return replace(analysis, project=replace(analysis.project, dagster_version=asked.dagster_version))


def prepare_folder(
    folder: Folder, analysis: Analysis, options: PlanOptions, prepare: Prepare
) -> PlannedFolder:
    """The upgrade of one folder that was read."""
    with progress(f"Rewriting {folder.path.name} …"):
        prepared = prepare(folder.path, options, analysis)
    files = tuple(_moved(rewrite, folder.place) for rewrite in prepared.rewrite.files)
    return PlannedFolder(folder, prepared.analysis, prepared.plan, files)


def _moved(rewrite: FileRewrite, place: str) -> FileRewrite:
    return rewrite if place == "." else replace(rewrite, file=f"{place}/{rewrite.file}")


def _check_job_names(asked: tuple[str, ...], analyses: list[Analysis]) -> None:
    known = sorted({job.name for analysis in analyses for job in analysis.project.jobs})
    for name in asked:
        if name not in known:
            close = get_close_matches(name, known, n=3)
            hint = f"did you mean {' or '.join(close)}?" if close else f"there are {len(known)} op jobs here"
            raise RequestRefused(f"--job {name}: no such job; {hint}")
