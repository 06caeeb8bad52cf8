"""Commits all steps of an upgrade, one after the other."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from assetize.analyzer.api import analyze
from assetize.analyzer.codes.committing import COMMIT_REFUSED
from assetize.analyzer.model import Location
from assetize.analyzer.records import dataclass
from assetize.codemods.commits.message import commit_message, subject_of
from assetize.codemods.commits.one_commit import commit_files
from assetize.codemods.commits.steps import Step, find_steps
from assetize.codemods.plan import PlanOptions
from assetize.codemods.upgrade import PreparedUpgrade, prepare_upgrade
from assetize.codemods.writing import WriteRefused


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit that was made."""

    id: str
    subject: str
    files: tuple[str, ...]


def commit_upgrade(root: Path, prepared: PreparedUpgrade, options: PlanOptions) -> Iterator[Commit]:
    """Makes each commit when the one before has been taken. Raises ``WritingError``; the commits up to then stay.

    A hook may let a commit pass and give it another text. What is left is then prepared anew from that text.
    """
    while prepared.rewrite.files:
        steps = find_steps(root, prepared, options)
        for number, step in enumerate(steps, 1):
            yield _commit(root, prepared, step)
            if _is_rewritten(root, step):
                options = _for_rest(options, steps[number:])
                break
        else:
            return
        if not options.jobs:
            return
        prepared = _prepared_anew(root, options)


def _commit(root: Path, prepared: PreparedUpgrade, step: Step) -> Commit:
    jobs = [job for unit in step.units for job in unit.jobs]
    message = commit_message(prepared.analysis, step.plan, jobs)
    made = commit_files(root, step.files, message)
    return Commit(made, subject_of(message), tuple(item.file for item in step.files))


def _is_rewritten(root: Path, step: Step) -> bool:
    return any((root / item.file).read_bytes() != item.after for item in step.files)


def _for_rest(options: PlanOptions, steps: Sequence[Step]) -> PlanOptions:
    names = {name for step in steps for unit in step.units for name in unit.names}
    return replace(options, jobs=tuple(sorted(names)))


def _prepared_anew(root: Path, options: PlanOptions) -> PreparedUpgrade:
    prepared = prepare_upgrade(root, options, analyze(root))
    names = {job.id: job.name for job in prepared.analysis.project.jobs}
    lost = [
        names[job.job]
        for job in prepared.plan.jobs
        if job.upgrade == "none" and names[job.job] in options.jobs
    ]
    if lost:
        message = f"after a hook changed what was committed, these jobs are refused: {', '.join(lost)}"
        raise WriteRefused([COMMIT_REFUSED.at(Location(".", 1), message)])
    return prepared
