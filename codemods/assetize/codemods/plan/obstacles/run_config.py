"""Run config of the job, or code that runs it, is written so that it cannot follow the job."""

from collections.abc import Iterator

from assetize.analyzer.codes.planning import CONFIG_NOT_FOLLOWED, TRIGGER_CONFIG
from assetize.analyzer.model import Diagnostic, RunConfigUse, Trigger
from assetize.codemods.plan.job_view import JobView
from assetize.codemods.plan.kept_names import keeps_all_names

FOLLOWED_KEYS = frozenset({"config"})
"""What an asset's part of a run config holds, too: inputs and outputs are other ones for an asset."""


def find_unfollowed_configs(view: JobView) -> Iterator[Diagnostic]:
    """One diagnostic for each place that gives run config in a way that is not understood."""
    uses = view.index.step_names.configs.get(view.job.id, ())
    is_same = keeps_all_names(view)
    for use in uses:
        reason = _held_beside(use) or ("" if is_same else use.problem)
        if reason:
            code = TRIGGER_CONFIG if use.form == "trigger" else CONFIG_NOT_FOLLOWED
            yield code.at(use.where, f"run config of {view.job.name}: {reason}", view.job.id)
    if not is_same:
        yield from _find_unread(view)


def _find_unread(view: JobView) -> Iterator[Diagnostic]:
    """Run config of which nothing could be read."""
    uses = view.index.step_names.configs.get(view.job.id, ())
    for argument in view.job.arguments:
        if argument.name == "config" and not any(use.subject == view.job.id for use in uses):
            message = f"run config of {view.job.name}: it is not written out: {argument.text}"
            if argument.text != "None":
                yield CONFIG_NOT_FOLLOWED.at(argument.where, message, view.job.id)
    for trigger in view.index.triggers_of(view.job):
        if trigger.run_config and not _is_read(view, trigger):
            message = f"the {trigger.kind} {trigger.name} starts {view.job.name} with run config that is not written out"
            yield TRIGGER_CONFIG.at(trigger.where, message, view.job.id)


def _is_read(view: JobView, trigger: Trigger) -> bool:
    return any(use.subject == trigger.id for use in view.index.analysis.project.run_configs)


def _held_beside(use: RunConfigUse) -> str:
    for entry in use.entries:
        beside = sorted(set(entry.keys) - FOLLOWED_KEYS)
        if beside:
            return (
                f"it gives {'.'.join(entry.path)} {', '.join(beside)}, which an asset has no counterpart of"
            )
    return ""
