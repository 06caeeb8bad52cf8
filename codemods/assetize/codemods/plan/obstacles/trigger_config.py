"""A schedule or sensor starts the job with run config, whose keys name ops."""

from collections.abc import Iterator

from assetize.analyzer.codes.planning import TRIGGER_CONFIG
from assetize.analyzer.model import Diagnostic
from assetize.codemods.plan.job_view import JobView


def find_trigger_configs(view: JobView) -> Iterator[Diagnostic]:
    """One diagnostic for each trigger of the job that gives run config."""
    for trigger in view.index.triggers_of(view.job):
        if trigger.run_config:
            message = f"the {trigger.kind} {trigger.name} starts {view.job.name} with run config"
            yield TRIGGER_CONFIG.at(trigger.where, message, view.job.id)
