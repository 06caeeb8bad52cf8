"""``upgrade --write --commit``: one git commit for each change unit."""

import click

from assetize.codemods.cli.errors import RequestRefused, refusal_text
from assetize.codemods.cli.planning import PlannedFolder
from assetize.codemods.cli.stopping import cleaning_up_when_terminated
from assetize.codemods.cli.targets import Targets
from assetize.codemods.commits.carry_out import Commit, commit_upgrade
from assetize.codemods.commits.repository import ready_repository
from assetize.codemods.model import Rewrite
from assetize.codemods.plan import PlanOptions
from assetize.codemods.report.wording import counted
from assetize.codemods.upgrade import PreparedUpgrade
from assetize.codemods.writing import WritingError

SHORT_ID = 10
TO_TAKE_BACK = "To take a commit back: git revert COMMIT, the last one first."


def check_commit_options(targets: Targets, *, write: bool, allow_dirty: bool) -> None:
    """Before anything is read: whether a commit can be made at all. Raises ``RequestRefused``."""
    if not write:
        raise click.UsageError("--commit needs --write")
    if allow_dirty:
        raise click.UsageError(
            "--commit and --allow-dirty cannot go together: a commit holds the upgrade alone"
        )
    if len(targets.folders) > 1:
        raise click.UsageError("--commit is for one folder")
    try:
        ready_repository(targets.root)
    except WritingError as error:
        raise RequestRefused(refusal_text(error.diagnostics)) from error


def commit_units(planned: PlannedFolder, options: PlanOptions) -> None:
    """Write and commit unit by unit, and say each commit when it is made."""
    prepared = PreparedUpgrade(planned.analysis, planned.plan, Rewrite(planned.files))
    made: list[Commit] = []
    with cleaning_up_when_terminated():
        try:
            for commit in commit_upgrade(planned.folder.path, prepared, options):
                made.append(commit)
                click.echo(f"committed {commit.id[:SHORT_ID]} {commit.subject}")
        except WritingError as error:
            before = f"\n{counted(len(made), 'commit')} before it: kept." if made else ""
            raise RequestRefused(refusal_text(error.diagnostics) + before) from error
    click.echo()
