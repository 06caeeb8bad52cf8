"""Checks config values against schemas, and config functions of users."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from assetize.runtime.config.field import Field
from assetize.runtime.config.kinds import Errors
from assetize.runtime.config.resolution import resolve_config_type
from assetize.runtime.config.structures import Shape
from assetize.runtime.errors import DagsterConfigMappingFunctionError, DagsterInvalidConfigError


def checked_config(schema: Any, value: Any, preamble: str) -> Any:
    """The value with its defaults, or an error that begins with `preamble`."""
    errors: Errors = []
    processed = resolve_config_type(schema).process(value, (), errors)
    if errors:
        raise DagsterInvalidConfigError(preamble, errors, value)
    return processed


def config_of_definition(field: Field, value: Any, preamble: str) -> Any:
    """The value of a definition's `config` entry; `None` means that none was given."""
    if value is None and not field.is_required:
        given: dict[str, Any] = {}
    else:
        given = {} if value is None else {"config": value}
    return checked_config(Shape({"config": field}), given, preamble).get("config")


def validate_run_config(job_def: Any = None, run_config: Any = None) -> dict[str, Any]:
    """The run config of a job with all defaults filled in, or the error that says what does not fit."""
    from assetize.runtime.config.run_config import as_run_config
    from assetize.runtime.execution.normal_run_config import normal_run_config
    from assetize.runtime.execution.run_config import job_run_config

    return normal_run_config(job_def, job_run_config(job_def, as_run_config(run_config)))


def call_config_function(function: Callable[[Any], Any], value: Any, what: str, place: str = "") -> Any:
    """What a user's config function makes of config; its errors name the definition and its place."""
    try:
        return function(value)
    except Exception as raised:
        raise DagsterConfigMappingFunctionError(
            f"The config mapping function on {what} has thrown an unexpected error during its execution.{place}",
            user_exception=raised,
        ) from raised
