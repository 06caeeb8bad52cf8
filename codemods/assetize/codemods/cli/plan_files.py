"""``upgrade --plan-out`` and ``upgrade --plan``: a plan as a file that a person may edit."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import cast

import click

from assetize.analyzer.model import Analysis, Confidence
from assetize.analyzer.settings.placements import is_group_name, is_key_prefix
from assetize.codemods.cli.errors import RequestRefused
from assetize.codemods.cli.output import document_bytes, write_file
from assetize.codemods.cli.planning import PlannedFolder, Prepare
from assetize.codemods.cli.targets import Targets
from assetize.codemods.model import Rewrite
from assetize.codemods.plan import AskedOptions, PlanOptions
from assetize.codemods.plan_file.carry_out import carry_out
from assetize.codemods.plan_file.document import PlanFile, PlanFileError
from assetize.codemods.plan_file.make import make_plan_file
from assetize.codemods.plan_file.read import read_plan_file
from assetize.codemods.plan_file.render import render
from assetize.codemods.upgrade import PreparedUpgrade

CHOICES = {
    "min-confidence": ("certain", "likely", "guess"),
    "function-names": ("nouns", "keep"),
    "side-effects": ("carry", "leave"),
}
FREE_TEXT = frozenset({"dagster-version", "group-name", "key-prefix"})


def check_plan_options(
    plan: Path | None, plan_out: Path | None, asked: AskedOptions, targets: Targets
) -> None:
    """What cannot go together: a plan file says all that other options would say, of one folder."""
    if plan is not None and plan_out is not None:
        raise click.UsageError("--plan and --plan-out cannot go together")
    if plan is not None and asked != AskedOptions():
        raise click.UsageError("--plan goes with no option that decides what is upgraded: the file says it")
    if len(targets.folders) > 1:
        raise click.UsageError("a plan file is for one folder")


def open_plan(plan: Path) -> tuple[AskedOptions, Prepare]:
    """What the file asks for, and how to carry it out. Raises ``RequestRefused``."""
    name = click.format_filename(plan)
    try:
        said = read_plan_file(plan.read_bytes())
        asked = _asked(said)
    except OSError as error:
        raise RequestRefused(f"{name} cannot be read: {error.strerror}") from error
    except PlanFileError as error:
        raise RequestRefused(f"{name}: {error}") from error

    def prepare(root: Path, options: PlanOptions, analysis: Analysis) -> PreparedUpgrade:
        try:
            return carry_out(root, options, analysis, said)
        except PlanFileError as error:
            raise RequestRefused(f"{name}: {error}") from error

    return asked, prepare


def write_plan(plan_out: Path, planned: PlannedFolder, asked: AskedOptions) -> None:
    """Write the plan of one folder."""
    prepared = PreparedUpgrade(planned.analysis, planned.plan, Rewrite(planned.files))
    plan = make_plan_file(prepared, asked.for_project(planned.analysis.settings))
    write_file(plan_out, document_bytes(render(plan)))
    click.echo(f"The plan is in {click.format_filename(plan_out)}.")


def _asked(said: PlanFile) -> AskedOptions:
    options = said.options
    for name, value in options.items():
        if name not in FREE_TEXT and value not in CHOICES.get(name, ()):
            raise PlanFileError(f'options: {name} = "{value}" is not understood')
    return AskedOptions(
        min_confidence=cast(Confidence | None, options.get("min-confidence")),
        function_names=options.get("function-names"),
        side_effects=options.get("side-effects"),
        dagster_version=options.get("dagster-version"),
        group_name=_placement(options, "group-name", is_group_name),
        key_prefix=_placement(options, "key-prefix", is_key_prefix),
    )


def _placement(options: Mapping[str, str], name: str, is_right: Callable[[str], bool]) -> str | None:
    value = options.get(name)
    if value is not None and not is_right(value):
        raise PlanFileError(f'options: {name} = "{value}" is not understood')
    return value
