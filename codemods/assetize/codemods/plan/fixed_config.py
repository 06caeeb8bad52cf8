"""Config of a job that names what its ops make: it goes to the graph-backed assets that wrap them, one for each use.

An asset is materialized with or without its job. So what its name rests on must be its own, and nothing else may say otherwise.
"""

import ast
from collections.abc import Mapping
from typing import TYPE_CHECKING

from assetize.analyzer.model import Argument, OutputDecision

if TYPE_CHECKING:
    from assetize.codemods.plan.job_view import JobView

ConfigTexts = Mapping[str, str]
"""Node name to the text of what the job's config gives it: ``{"config": {"table": "users"}}``."""


def fixed_config(view: "JobView") -> ConfigTexts:
    """Empty where no asset needs it, or where it cannot be moved from the job to its assets as a whole.

    The assets of a job that is made in place are written elsewhere, where the names in its config may mean nothing.
    """
    argument = next((item for item in view.job.arguments if item.name == "config"), None)
    if (
        argument is None
        or view.job.in_place
        or not any(_rests_on_config(item) for item in view.assets.values())
    ):
        return {}
    texts = _read(argument)
    is_movable = bool(texts) and _is_all_there_is(view) and _is_for_assets(view, texts)
    return texts if is_movable else {}


def _rests_on_config(decision: OutputDecision) -> bool:
    return any(use.differs_by == "config" for use in decision.uses) or decision.hides_default


def _read(argument: Argument) -> ConfigTexts:
    """The entries of ``{"ops": {...}}``, where the job gives nothing else and writes it out itself."""
    try:
        value = ast.parse(f"({argument.text})", mode="eval").body
    except SyntaxError:
        return {}
    match value:
        case ast.Dict(keys=[ast.Constant(value="ops")], values=[ast.Dict(keys=keys, values=values)]):
            names = [
                key.value for key in keys if isinstance(key, ast.Constant) and isinstance(key.value, str)
            ]
            texts = [ast.get_source_segment(f"({argument.text})", node) or "" for node in values]
            is_read = len(names) == len(keys) == len(set(names)) and all(map(_is_config, values))
            return dict(zip(names, texts, strict=True)) if is_read else {}
    return {}


def _is_config(value: ast.expr) -> bool:
    """``{"config": ...}``: inputs, outputs and nested graphs are not moved."""
    match value:
        case ast.Dict(keys=[ast.Constant(value="config")]):
            return True
    return False


def _is_all_there_is(view: "JobView") -> bool:
    """No schedule, sensor, test or partitioned config gives the job config, too."""
    uses = view.index.step_names.configs.get(view.job.id, ())
    triggers = view.index.triggers_of(view.job)
    is_own = all(use.form == "job" and use.subject == view.job.id and not use.problem for use in uses)
    return is_own and not any(trigger.run_config for trigger in triggers)


def _is_for_assets(view: "JobView", texts: ConfigTexts) -> bool:
    """All of it is for the groups of the assets that need it, and their names rest on nothing else."""
    resting = {path: item for (path, _), item in view.assets.items() if _rests_on_config(item)}
    owners = {node.path: number for number, group in enumerate(view.groups) for node in group.nodes}
    if not set(texts) <= set(owners):
        return False
    given = {owners[name] for name in texts}
    return given == {owners[path] for path in resting} and all(
        _is_named_by_jobs(view, decision) for decision in resting.values()
    )


def _is_named_by_jobs(view: "JobView", decision: OutputDecision) -> bool:
    """By the config of its jobs alone: not by what another op hands over, nor by what a resource or a schedule is given."""
    jobs = tuple(f" in the config of the job {view.index.jobs[job].name}" for job in decision.jobs)
    named_by = [item for item in decision.evidence if item.kind in ("config", "input")]
    return bool(named_by) and all(item.kind == "config" and item.detail.endswith(jobs) for item in named_by)
