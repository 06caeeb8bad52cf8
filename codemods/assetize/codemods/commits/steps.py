"""Takes an upgrade apart into steps, each of which leaves a whole project that has passed its gate."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from assetize.analyzer.records import dataclass
from assetize.codemods.model import FileRewrite, Plan
from assetize.codemods.plan import PlanOptions
from assetize.codemods.review.units import ChangeUnit, find_units, left_out, only
from assetize.codemods.upgrade import PreparedUpgrade, prepare_upgrade

Texts = Mapping[str, FileRewrite]


@dataclass(frozen=True, slots=True)
class Step:
    """``files`` lead from the step before to this one; ``plan`` is of all jobs up to this step."""

    units: tuple[ChangeUnit, ...]
    plan: Plan
    files: tuple[FileRewrite, ...]


def find_steps(root: Path, prepared: PreparedUpgrade, options: PlanOptions) -> tuple[Step, ...]:
    """One step for each change unit, worked out before anything is written; the last one ends at ``prepared``.

    Each step is the upgrade of all units up to it. Units that do not pass the gate without the next one go together with it.
    """
    chosen = _as_prepared(options, prepared.plan)
    units = find_units(prepared.analysis, prepared.plan, chosen)
    steps: list[Step] = []
    before: Texts = {}
    done = 0
    for number in range(1, len(units) + 1):
        part = _part(root, prepared, chosen, units, number)
        after = {item.file: item for item in part.rewrite.files}
        if left_out(part.plan, units[:number]) or _takes_away(before, after):
            continue
        files = _between(before, after)
        if files:
            steps.append(Step(units[done:number], part.plan, files))
            before, done = after, number
    return tuple(steps)


def _as_prepared(options: PlanOptions, plan: Plan) -> PlanOptions:
    """What stayed as it is does so in every step, for the same reason."""
    kept = ((job.job, job.diagnostics[0]) for job in plan.jobs if job.upgrade == "none" and job.diagnostics)
    return replace(options, refused=(*options.refused, *kept))


def _part(
    root: Path, prepared: PreparedUpgrade, options: PlanOptions, units: Sequence[ChangeUnit], number: int
) -> PreparedUpgrade:
    if number == len(units):
        return prepared
    return prepare_upgrade(root, only(options, units[:number]), prepared.analysis)


def _takes_away(before: Texts, after: Texts) -> bool:
    """Whether a file that came into being is gone again: a step writes files and removes none."""
    return any(item.creates and file not in after for file, item in before.items())


def _between(before: Texts, after: Texts) -> tuple[FileRewrite, ...]:
    found = (_file_between(before.get(file), after.get(file)) for file in sorted({*before, *after}))
    return tuple(item for item in found if item.before != item.after)


def _file_between(before: FileRewrite | None, after: FileRewrite | None) -> FileRewrite:
    if before is None:
        assert after is not None
        return after
    if after is None:
        return replace(before, before=before.after, after=before.before)
    return replace(after, before=before.after, creates=False)
