"""What schedules and sensors run: jobs by definition or by name, or assets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assetize.runtime.errors import CheckError, DagsterInvalidDefinitionError


class Target:
    """A job, known by its definition or only by its name."""

    __slots__ = ("definition", "job_name")

    def __init__(self, job_name: str, definition: Any = None) -> None:
        self.job_name = job_name
        self.definition = definition


def target_of_job(job: Any) -> Target:
    """The target for a job, graph or job of assets."""
    if hasattr(job, "to_job") and not hasattr(job, "is_job"):
        job = job.to_job()
    return Target(job.name, job)


def _is_job(item: Any) -> bool:
    return hasattr(item, "is_job") or hasattr(item, "is_unresolved_asset_job") or hasattr(item, "to_job")


def anonymous_asset_job(owner_name: str | None, selection: Any) -> Any:
    """The job without a name of its own for a selection of assets."""
    from assetize.runtime.assets.asset_jobs import define_asset_job

    return define_asset_job(f"__anonymous_asset_job_{owner_name}", selection=selection)


def targets_of(
    owner: str,
    name: str | None,
    job_name: str | None = None,
    job: Any = None,
    jobs: Sequence[Any] | None = None,
    asset_selection: Any = None,
    target: Any = None,
) -> list[Target]:
    """The targets of a schedule or sensor, of which at most one kind may be given."""
    given = {
        "job": job,
        "jobs": jobs,
        "job_name": job_name,
        "asset_selection": asset_selection,
        "target": target,
    }
    if sum(value is not None for value in given.values()) > 1:
        raise DagsterInvalidDefinitionError(
            f"Attempted to provide more than one of 'job', 'jobs', 'job_name', 'target' and 'asset_selection' params to {owner}. "
            "Must provide only one."
        )
    if job is not None:
        return [target_of_job(job)]
    if jobs is not None:
        return [target_of_job(each) for each in jobs]
    if job_name is not None:
        return [Target(job_name)]
    if target is not None:
        return _of_anything(target, name)
    return []


def _of_anything(target: Any, name: str | None) -> list[Target]:
    if _is_job(target):
        return [target_of_job(target)]
    if isinstance(target, (list, tuple)) and target and all(_is_job(each) for each in target):
        return [target_of_job(each) for each in target]
    if target is not None:
        return [target_of_job(anonymous_asset_job(name, target))]
    raise CheckError("target must be a job, several jobs or a selection of assets")
