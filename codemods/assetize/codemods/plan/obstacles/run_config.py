"""Run config of the job, or code that runs it, is written so that it cannot follow the job."""

from collections.abc import Iterator

from assetize.analyzer.codes.planning import CONFIG_NOT_FOLLOWED, TRIGGER_CONFIG
from assetize.analyzer.model import Diagnostic, RunConfigUse, Trigger
from assetize.codemods.plan.job_view import JobView
from assetize.codemods.plan.kept_names import keeps_all_names

FOLLOWED_KEYS = frozenset({"config"})
"""What an asset's part of a run config holds, too: outputs are other ones for an asset."""
INPUTS = "inputs"
"""An op whose inputs run config gives is wrapped in a graph-backed asset, and takes them there."""


def find_unfollowed_configs(view: JobView) -> Iterator[Diagnostic]:
    """One diagnostic for each place that gives run config in a way that is not understood."""
    for use in view.index.step_names.configs.get(view.job.id, ()):
        reason = _held_beside(view, use)
        if reason:
            yield _not_followed(view, use, reason)
    if not keeps_all_names(view):
        yield from find_unclear_configs(view)


def find_unclear_configs(view: JobView) -> Iterator[Diagnostic]:
    """Run config that does not matter as long as steps keep their names: its keys, or all of it, could not be read."""
    uses = view.index.step_names.configs.get(view.job.id, ())
    for use in uses:
        if use.problem and not _held_beside(view, use):
            yield _not_followed(view, use, use.problem)
    for argument in view.job.arguments:
        if argument.name == "config" and not any(use.subject == view.job.id for use in uses):
            message = f"run config of {view.job.name}: it is not written out: {argument.text}"
            if argument.text != "None":
                yield CONFIG_NOT_FOLLOWED.at(argument.where, message, view.job.id)
    for trigger in view.index.triggers_of(view.job):
        if trigger.run_config and not _is_read(view, trigger):
            message = f"the {trigger.kind} {trigger.name} starts {view.job.name} with run config that is not written out"
            yield TRIGGER_CONFIG.at(trigger.where, message, view.job.id)


def _not_followed(view: JobView, use: RunConfigUse, reason: str) -> Diagnostic:
    code = TRIGGER_CONFIG if use.form == "trigger" else CONFIG_NOT_FOLLOWED
    return code.at(use.where, f"run config of {view.job.name}: {reason}", view.job.id)


def _is_read(view: JobView, trigger: Trigger) -> bool:
    return any(use.subject == trigger.id for use in view.index.analysis.project.run_configs)


def _held_beside(view: JobView, use: RunConfigUse) -> str:
    for entry in use.entries:
        followed = FOLLOWED_KEYS | ({INPUTS} if _takes_inputs(view, ".".join(entry.path)) else set())
        beside = sorted(set(entry.keys) - followed)
        if beside:
            return (
                f"it gives {'.'.join(entry.path)} {', '.join(beside)}, which an asset has no counterpart of"
            )
    return ""


def _takes_inputs(view: JobView, path: str) -> bool:
    """Whether the op has an input that no other op feeds, and no I/O manager loads."""
    node = view.by_path.get(path)
    fed = {edge.input for edge in view.graph.edges if edge.node == path}
    return node is not None and any(
        item.name not in fed and not item.is_nothing and (node.op, item.name) not in view.index.stored_inputs
        for item in view.index.ops[node.op].inputs
    )
