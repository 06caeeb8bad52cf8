"""Code names a step of the job by a string, and the step gets another name."""

from collections.abc import Iterator, Set

from assetize.analyzer.codes.planning import STEP_NAMED
from assetize.analyzer.model import Diagnostic
from assetize.analyzer.readers.mentions_in_paths import STORED_PATH
from assetize.codemods.plan.job_view import JobView
from assetize.codemods.plan.kept_names import keeps_its_name

OTHER_NAMES = ("job_name", STORED_PATH)
"""A job keeps its name; the path of a stored output is a reason of its own."""


def find_named_steps(view: JobView) -> Iterator[Diagnostic]:
    """Run config, look-ups of results and selections of ops, wherever they are; of a step that keeps its name none matters."""
    renamed = {node.op for group in view.groups for node in group.nodes if not keeps_its_name(view, group)}
    yield from find_mentions(view, renamed)


def find_mentions(view: JobView, renamed: Set[str]) -> Iterator[Diagnostic]:
    """One diagnostic for each string that names one of these ops, and does not follow it."""
    for op in view.distinct_ops:
        if op.id not in renamed:
            continue
        for reference in view.index.references.get(op.id, ()):
            if reference.where in view.index.step_names.followed:
                continue
            if reference.context == "string" and reference.detail and reference.detail not in OTHER_NAMES:
                message = f"{view.job.name}: {op.name} is named here ({reference.detail}), and its step gets another name"
                yield STEP_NAMED.at(reference.where, message, view.job.id)
