"""`check_dagster_type`: tries a type on a value, for tests."""

from __future__ import annotations

import typing
from typing import Any

from assetize.runtime.errors import DagsterInvariantViolationError
from assetize.runtime.types.dagster_type import TypeCheck
from assetize.runtime.types.resolution import resolve_dagster_type


class TypeCheckContext:
    """What a type check function may use: the run's id, log and the type's resources."""

    def __init__(self, run_id: str, log: Any, resources: Any, dagster_type: Any) -> None:
        self.run_id = run_id
        self.log = log
        self.resources = resources
        self.dagster_type = dagster_type


def check_dagster_type(dagster_type: Any, value: Any) -> TypeCheck:
    """The result of the type's check of the value."""
    from assetize.runtime.events.log_manager import silent_log
    from assetize.runtime.resources.scope import NO_RESOURCES

    if typing.get_origin(dagster_type) is not None:
        raise DagsterInvariantViolationError(
            f"Must pass in a type from dagster module. You passed {dagster_type} which is part of python's typing module."
        )
    resolved = resolve_dagster_type(dagster_type)
    context = TypeCheckContext("EPHEMERAL", silent_log(), NO_RESOURCES, resolved)
    return resolved.type_check(context, value)
