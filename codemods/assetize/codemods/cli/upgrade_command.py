"""``assetize upgrade``: the rewrite as a diff, as a check, or written."""

from pathlib import Path
from typing import Literal, cast

import click

from assetize.analyzer.garbage import collection_paused
from assetize.analyzer.model import Confidence
from assetize.codemods.cli.console import stdout_console
from assetize.codemods.cli.diff_output import show_diff
from assetize.codemods.cli.errors import RequestRefused, refusal_text
from assetize.codemods.cli.output import no_color_option
from assetize.codemods.cli.planning import PlannedFolder, prepare_targets, report_on
from assetize.codemods.cli.targets import Targets, find_targets
from assetize.codemods.model import FileRewrite
from assetize.codemods.plan import PlanOptions
from assetize.codemods.report.terminal import Differences, print_summary
from assetize.codemods.report.wording import counted
from assetize.codemods.writing import DirtyPolicy, WritingError, apply

Mode = Literal["diff", "check", "write"]
CHANGES_TO_MAKE = 1


@click.command("upgrade")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option("--diff", is_flag=True, help="Print a unified diff and a summary (the default).")
@click.option(
    "--check", is_flag=True, help="Print the summary only; exit 1 if there is something to upgrade."
)
@click.option("--write", is_flag=True, help="Rewrite the files, all or none; undo brings them back.")
@click.option("--allow-dirty", is_flag=True, help="With --write: also change files with uncommitted changes.")
@click.option(
    "--job", "jobs", multiple=True, metavar="NAME", help="Only this job and what it needs; may be repeated."
)
@click.option(
    "--min-confidence",
    type=click.Choice(["certain", "likely", "guess"]),
    default="likely",
    show_default=True,
    help="Act on decisions that are at least this sure.",
)
@click.option(
    "--keep-function-names",
    is_flag=True,
    help="Leave function names as they are (build_users stays build_users).",
)
@no_color_option
@collection_paused()
def command(
    paths: tuple[Path, ...],
    diff: bool,
    check: bool,
    write: bool,
    allow_dirty: bool,
    jobs: tuple[str, ...],
    min_confidence: str,
    keep_function_names: bool,
) -> int:
    """Rewrite ops, graphs and jobs into asset definitions.

    Prints a diff and changes nothing, unless --write is given. Exits 1 when there are changes to make.
    """
    mode = _choose_mode(diff=diff, check=check, write=write)
    options = PlanOptions(
        min_confidence=cast(Confidence, min_confidence),
        jobs=jobs,
        function_names="keep" if keep_function_names else "nouns",
    )
    targets = find_targets(paths)
    planned = prepare_targets(targets, options)
    files = tuple(rewrite for part in planned for rewrite in part.files)
    if mode == "diff":
        show_diff(files)
        click.echo()
    elif mode == "write":
        _write(targets, files, DirtyPolicy.ALLOW if allow_dirty else DirtyPolicy.REFUSE)
    _print_summary(planned, jobs)
    _print_next(targets, files, mode)
    return CHANGES_TO_MAKE if files and mode != "write" else 0


def _choose_mode(**given: bool) -> Mode:
    """One of the three; nothing is written when it is not clear that it is meant."""
    modes = [mode for mode, is_given in given.items() if is_given]
    if len(modes) > 1:
        raise click.UsageError(" and ".join(f"--{mode}" for mode in modes) + " cannot go together")
    return cast(Mode, modes[0]) if modes else "diff"


def _write(targets: Targets, files: tuple[FileRewrite, ...], dirty: DirtyPolicy) -> None:
    try:
        apply(targets.root, files, dirty=dirty)
    except WritingError as error:
        raise RequestRefused(refusal_text(error.diagnostics)) from error


def _print_summary(planned: tuple[PlannedFolder, ...], asked: tuple[str, ...]) -> None:
    print_summary(report_on(planned), asked, _differences(planned), stdout_console())


def _differences(planned: tuple[PlannedFolder, ...]) -> Differences:
    """What is different when jobs run; jobs with the same sentences stand together."""
    found: dict[tuple[str, ...], list[str]] = {}
    for part in planned:
        names = {job.id: job.name for job in part.analysis.project.jobs}
        for job in part.plan.jobs:
            if job.differences:
                found.setdefault(job.differences, []).append(names[job.job])
    return [(tuple(jobs), sentences) for sentences, jobs in found.items()]


def _print_next(targets: Targets, files: tuple[FileRewrite, ...], mode: Mode) -> None:
    """What was written, or what to do to have it written."""
    if not files:
        click.echo("Nothing to change.")
    elif mode == "write":
        for rewrite in files:
            click.echo(f"wrote {rewrite.file}")
        click.echo(f"{counted(len(files), 'file')} written. To take it back: {_undo_command(targets)}")
    else:
        click.echo(f"{counted(len(files), 'file')} would change. To write: assetize upgrade --write")


def _undo_command(targets: Targets) -> str:
    return "assetize undo" if targets.root == Path.cwd() else f"assetize undo {targets.root}"
