"""``assetize verify``: both versions run, with stubs for bodies or for real, and must do the same."""

from pathlib import Path

import click

from assetize.analyzer.model import VerifySettings
from assetize.analyzer.settings import read_settings
from assetize.codemods.cli.errors import RequestRefused
from assetize.codemods.cli.output import no_color_option
from assetize.codemods.cli.progress import progress
from assetize.codemods.cli.settings_findings import finding_line
from assetize.codemods.cli.stopping import cleaning_up_when_terminated
from assetize.codemods.cli.targets import find_targets
from assetize.codemods.cli.verify_output import FORMATS
from assetize.codemods.verification.keeping import verify_and_keep
from assetize.codemods.verification.real.places import NoRealRun
from assetize.codemods.verification.real.proving import NOTHING_SAID
from assetize.codemods.verification.trees import NoOriginal
from assetize.codemods.verification.verify import SECONDS_PER_JOB, Engine, verify

DIFFERENCE_FOUND = 1


@click.command("verify")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option(
    "--original",
    metavar="GIT_REF|DIR",
    help="What to compare with; what was there before the last upgrade by default.",
)
@click.option(
    "--level",
    type=click.Choice(["symbolic", "run"]),
    default="symbolic",
    show_default=True,
    help="With run, bodies run too, in scratch copies; [tool.assetize.verify] says on what.",
)
@click.option(
    "--engine",
    type=click.Choice(["bundled", "dagster"]),
    default="bundled",
    show_default=True,
    help="What runs both versions.",
)
@click.option(
    "--seconds",
    type=click.FloatRange(min=1),
    default=SECONDS_PER_JOB,
    show_default=True,
    help="How long each version may take for each job.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["differs", "not-proved"]),
    default="differs",
    show_default=True,
    help="Exit 1 when a job differs; with not-proved, when one is not proved, for whatever reason.",
)
@click.option(
    "--keep",
    is_flag=True,
    help="Keep the proof in .assetize: reports and the review page have it until a source changes.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice([name for name, _ in FORMATS]),
    default="text",
    show_default=True,
    help="How the result is written.",
)
@no_color_option
def command(
    path: Path | None,
    original: str | None,
    level: str,
    engine: str,
    seconds: float,
    fail_on: str,
    keep: bool,
    form: str,
) -> int:
    """Prove that the upgraded code does what the original did.

    Both versions are loaded in processes of their own, in which nothing outside a scratch folder can be written, started or reached, and run with
    stubs for the bodies of ops and assets; with --level run, also for real. Exits 1 when a job does something else than before.
    """
    targets = find_targets((path or Path(),))
    real = _settings_of_real_runs(targets.root) if level == "run" else None
    try:
        with progress("Comparing both versions …"), cleaning_up_when_terminated():
            prove = verify_and_keep if keep else verify
            proof = prove(targets.root, original, Engine(engine, seconds), real)
    except NoOriginal as problem:
        raise RequestRefused(str(problem)) from problem
    except NoRealRun as problem:
        raise RequestRefused(finding_line(problem.diagnostic)) from problem
    click.echo(dict(FORMATS)[form](proof), nl=False)
    failing = {"differs"} if fail_on == "differs" else {"differs", "not proved"}
    return DIFFERENCE_FOUND if any(job.verdict in failing for job in proof.jobs) else 0


def _settings_of_real_runs(root: Path) -> VerifySettings:
    """Raises RequestRefused where something in the settings is wrong: it may be what keeps a run off the real data."""
    settings, problems = read_settings(root)
    if problems:
        raise RequestRefused("\n".join(map(finding_line, problems)))
    return settings.verify or NOTHING_SAID
