"""Messages and errors of type checks of inputs and outputs."""

from __future__ import annotations

from typing import Any

from assetize.runtime.errors import DagsterError, DagsterTypeCheckDidNotPass, DagsterTypeCheckError
from assetize.runtime.types.dagster_type import TypeCheck


def check_message(start: str, definition: Any, check: TypeCheck, mapping_key: str | None) -> Any:
    """The message of an event, as a template and its arguments."""
    verdict = "(Type check passed)." if check.success else "Warning! Type check failed."
    mapping = f' mapping key "{mapping_key}"' if mapping_key is not None else ""
    return (
        '%s "%s"%s of type "%s". %s',
        (start, definition.name, mapping, definition.dagster_type.display_name, verdict),
    )


def checked(step_run: Any, dagster_type: Any, value: Any, name: str, what: str) -> TypeCheck:
    """The result of a type's check; what its function raises names the op."""
    try:
        context = _context(step_run, dagster_type) if dagster_type.required_resource_keys else step_run
        check: TypeCheck = dagster_type.type_check(context, value)
        return check
    except DagsterError:
        raise
    except Exception as raised:
        raise DagsterTypeCheckError(
            f'Error occurred while type-checking {what} "{name}" of op "{step_run.step.op_def.name}", with Python type '
            f"{type(value)} and Dagster type {dagster_type.display_name}",
            user_exception=raised,
        ) from raised


def _context(step_run: Any, dagster_type: Any) -> Any:
    """What the check function of a type that uses resources may use."""
    from assetize.runtime.types.check import TypeCheckContext

    resources = step_run.run.resources.restricted(dagster_type.required_resource_keys)
    return TypeCheckContext(step_run.run_id, step_run.log, resources, dagster_type)


def did_not_pass(what: str, definition: Any, check: TypeCheck) -> DagsterTypeCheckDidNotPass:
    """The error for a value that does not satisfy its type."""
    return DagsterTypeCheckDidNotPass(
        f'Type check failed for step {what} "{definition.name}" - expected type '
        f'"{definition.dagster_type.display_name}". Description: {check.description}',
        check.metadata,
        definition.dagster_type,
    )
