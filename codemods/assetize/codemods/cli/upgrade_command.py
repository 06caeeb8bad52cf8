"""``assetize upgrade``: the rewrite as a diff, as a check, or written."""

import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, cast

import click

from assetize.analyzer.dagster_versions import read_version
from assetize.analyzer.garbage import collection_paused
from assetize.analyzer.model import Confidence
from assetize.analyzer.settings.placements import is_group_name, is_key_prefix
from assetize.codemods.cli.committing import TO_TAKE_BACK, check_commit_options, commit_units
from assetize.codemods.cli.console import stdout_console
from assetize.codemods.cli.diff_output import show_diff
from assetize.codemods.cli.errors import RequestRefused, refusal_text
from assetize.codemods.cli.interactive import ask_unit_by_unit, keep_nothing, keep_verdicts
from assetize.codemods.cli.output import no_color_option
from assetize.codemods.cli.placements import check_placement
from assetize.codemods.cli.plan_files import check_plan_options, open_plan, write_plan
from assetize.codemods.cli.planning import PlannedFolder, Prepare, prepare_targets, report_on
from assetize.codemods.cli.settings_findings import refuse_wrong_settings, say_settings_findings
from assetize.codemods.cli.targets import Targets, find_targets
from assetize.codemods.follow_ups.find import find_follow_ups
from assetize.codemods.model import FileRewrite
from assetize.codemods.plan import AskedOptions
from assetize.codemods.report.differences import lines_by_file
from assetize.codemods.report.terminal import print_summary
from assetize.codemods.report.terminal.follow_ups import print_follow_ups
from assetize.codemods.report.wording import counted
from assetize.codemods.upgrade import prepare_upgrade
from assetize.codemods.writing import DirtyPolicy, WritingError, apply

Mode = Literal["diff", "check", "only-report", "write"]
CHANGES_TO_MAKE = 1


@click.command("upgrade")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option("--diff", is_flag=True, help="Print a unified diff and a summary (the default).")
@click.option(
    "--check", is_flag=True, help="Print the summary only; exit 1 if there is something to upgrade."
)
@click.option(
    "--only-report", is_flag=True, help="Print the summary only; exit 0 whatever there is to upgrade."
)
@click.option("--write", is_flag=True, help="Rewrite the files, all or none; undo brings them back.")
@click.option("--allow-dirty", is_flag=True, help="With --write: also change files with uncommitted changes.")
@click.option(
    "--commit", is_flag=True, help="With --write: one git commit for each set of jobs that need each other."
)
@click.option(
    "--job", "jobs", multiple=True, metavar="NAME", help="Only this job and what it needs; may be repeated."
)
@click.option(
    "--min-confidence",
    type=click.Choice(["certain", "likely", "guess"]),
    default=None,
    help="Act on decisions that are at least this sure; likely, unless the project's settings say otherwise.",
)
@click.option(
    "--keep-function-names",
    is_flag=True,
    help="Leave function names as they are (build_users stays build_users).",
)
@click.option(
    "--side-effects",
    type=click.Choice(["carry", "leave"]),
    default=None,
    help="Ops that only notify or clean up: carry them into the asset that they follow (the default), or leave their jobs.",
)
@click.option(
    "--dagster-version",
    metavar="VERSION",
    default=None,
    help="Write nothing that this Dagster lacks; by default, what the project pins, locks or asks for.",
)
@click.option(
    "--group-name",
    metavar="NAME",
    default=None,
    help="The group of all new assets; by default what the project's settings say.",
)
@click.option(
    "--key-prefix",
    metavar="PREFIX",
    default=None,
    help="Put before the keys of all new assets: shop, or shop/raw; by default what the project's settings say.",
)
@click.option(
    "--target",
    type=click.Choice(["dagster", "runtime"]),
    default="dagster",
    show_default=True,
    help="What the project runs on afterwards; runtime: all of its files import from assetize.runtime.",
)
@click.option(
    "--plan-out",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the plan to FILE, to be edited, and change nothing.",
)
@click.option(
    "--plan",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Carry out the plan in FILE, if the sources are still those that it was made of.",
)
@click.option(
    "--interactive", is_flag=True, help="Ask for each job, with those that share its assets (y n e q ?)."
)
@click.option(
    "--verify",
    "verified",
    is_flag=True,
    help="Only jobs that are proved to do what they did, by running both versions with stubs.",
)
@click.option(
    "--todo-comments",
    is_flag=True,
    help="Also say above each refused job what a person has to do: # TODO(assetize): AZ304 ...",
)
@no_color_option
@collection_paused()
def command(
    paths: tuple[Path, ...],
    diff: bool,
    check: bool,
    only_report: bool,
    write: bool,
    allow_dirty: bool,
    commit: bool,
    jobs: tuple[str, ...],
    min_confidence: str | None,
    keep_function_names: bool,
    side_effects: str | None,
    dagster_version: str | None,
    group_name: str | None,
    key_prefix: str | None,
    target: str,
    plan_out: Path | None,
    plan: Path | None,
    interactive: bool,
    verified: bool,
    todo_comments: bool,
) -> int:
    """Rewrite ops, graphs and jobs into asset definitions.

    Prints a diff and changes nothing, unless --write is given. Exits 1 when there are changes to make.
    """
    chosen = {
        "diff": diff,
        "check": check or plan_out is not None,
        "only-report": only_report,
        "write": write,
    }
    mode = _choose_mode(chosen)
    _check_one_way(plan=plan is not None, interactive=interactive, verify=verified)
    _check_target(target, plan=plan is not None or plan_out is not None, commit=commit)
    if todo_comments and commit:
        raise click.UsageError("--todo-comments and --commit cannot go together")
    asked = AskedOptions(
        jobs=jobs,
        min_confidence=cast(Confidence | None, min_confidence),
        function_names="keep" if keep_function_names else None,
        side_effects=side_effects,
        dagster_version=_checked(dagster_version),
        group_name=check_placement("--group-name", group_name, is_group_name),
        key_prefix=check_placement("--key-prefix", key_prefix, is_key_prefix),
    )
    targets = find_targets(paths)
    if commit:
        check_commit_options(targets, write=mode == "write", allow_dirty=allow_dirty)
    prepare: Prepare = prepare_upgrade
    if verified:
        # Imported here: an upgrade that is not to be proved needs none of it.
        from assetize.codemods.cli.proving import preparing_proved

        prepare = preparing_proved(targets, mode)
    if plan is not None or plan_out is not None:
        check_plan_options(plan, plan_out, asked, targets)
    if plan is not None:
        asked, prepare = open_plan(plan)
    planned = prepare_targets(targets, asked, prepare)
    if interactive:
        keep = keep_verdicts if mode == "write" else keep_nothing
        planned = tuple(ask_unit_by_unit(part, asked, keep) for part in planned)
    if todo_comments:
        planned = _with_todo_comments(planned)
    if target == "runtime":
        planned = _on_runtime(planned)
    analyses = [part.analysis for part in planned]
    say_settings_findings(analyses)
    files = tuple(rewrite for part in planned for rewrite in part.files)
    if mode == "diff":
        show_diff(files, lines_by_file(report_on(planned)["jobs"]))
        click.echo()
    elif mode == "write":
        refuse_wrong_settings(analyses)
        if commit:
            commit_units(planned[0], asked.for_project(planned[0].analysis.settings))
        else:
            _write(targets, files, DirtyPolicy.ALLOW if allow_dirty else DirtyPolicy.REFUSE)
    _print_summary(planned, jobs)
    if verified:
        _print_proved(planned)
    if commit and files:
        click.echo(TO_TAKE_BACK)
    else:
        _print_next(targets, files, mode)
    if mode == "write" and files and not (verified or commit) and target == "dagster":
        click.echo(f"To prove that it does what the original did: {_command('verify', targets)}")
    if plan_out is not None:
        write_plan(plan_out, planned[0], asked)
    return CHANGES_TO_MAKE if files and mode in ("diff", "check") else 0


def _print_proved(planned: tuple[PlannedFolder, ...]) -> None:
    # Imported here like the proof itself.
    from assetize.analyzer.codes.gate import NOT_PROVED

    for part in planned:
        names = {job.id: job.name for job in part.analysis.project.jobs}
        for job in part.plan.jobs:
            for item in job.diagnostics:
                if item.code == NOT_PROVED.code:
                    click.echo(f"{names[job.job]}: {item.message}")
    upgraded = sum(job.upgrade != "none" for part in planned for job in part.plan.jobs)
    if upgraded:
        click.echo(
            f"{counted(upgraded, 'upgraded job')}: proved to do what the original does, with stubs for bodies."
        )


def _checked(version: str | None) -> str | None:
    if version is not None and len(read_version(version)) < 2:
        raise click.UsageError(f"--dagster-version {version}: a version is written 1.8 or 1.8.3")
    return version


def _check_one_way(**given: bool) -> None:
    """Each of these decides by itself which jobs are upgraded."""
    ways = [f"--{way}" for way, is_given in given.items() if is_given]
    if len(ways) > 1:
        raise click.UsageError(f"{' and '.join(ways)} cannot go together")


def _check_target(target: str, **given: bool) -> None:
    """Files of plans, and commits of single jobs, are those of an upgrade on Dagster."""
    for name, is_given in given.items():
        if target != "dagster" and is_given:
            raise click.UsageError(f"--target {target} and --{name} cannot go together")


def _on_runtime(planned: tuple[PlannedFolder, ...]) -> tuple[PlannedFolder, ...]:
    # Imported here: most upgrades stay on Dagster.
    from assetize.codemods.cli.retargeting import to_runtime

    return tuple(map(to_runtime, planned))


def _with_todo_comments(planned: tuple[PlannedFolder, ...]) -> tuple[PlannedFolder, ...]:
    # Imported here: few ask for them.
    from assetize.codemods.cli.todo_comments import with_todo_comments

    return tuple(map(with_todo_comments, planned))


def _choose_mode(given: Mapping[str, bool]) -> Mode:
    """One of the four; nothing is written when it is not clear that it is meant."""
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
    console = stdout_console()
    print_summary(report_on(planned), asked, console)
    found = [item for part in planned for item in find_follow_ups(part.folder.path, part.plan)]
    print_follow_ups(found, console)


def _print_next(targets: Targets, files: tuple[FileRewrite, ...], mode: Mode) -> None:
    """What was written, or what to do to have it written."""
    if not files:
        click.echo("Nothing to change.")
    elif mode == "write":
        for rewrite in files:
            click.echo(f"wrote {rewrite.file}")
        click.echo(f"{counted(len(files), 'file')} written. To take it back: {_command('undo', targets)}")
    else:
        click.echo(f"{counted(len(files), 'file')} would change. To write: the same command with --write")
        if len(targets.folders) == 1:
            click.echo(f"To read, judge and prove the changes first: {_command('review', targets)}")


def _command(name: str, targets: Targets) -> str:
    here = targets.root == Path.cwd()
    if here:
        return f"assetize {name}"
    inside = targets.root.is_relative_to(Path.cwd())
    shown = targets.root.relative_to(Path.cwd()) if inside else targets.root
    return f"assetize {name} {shlex.quote(str(shown))}"
