"""Logger definitions, and the loggers of a run."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from assetize.runtime.config.resolution import schema_field
from assetize.runtime.config.validation import config_of_definition
from assetize.runtime.errors import DagsterInvalidInvocationError


class InitLoggerContext:
    """What a logger function may use."""

    def __init__(
        self, logger_config: Any, logger_def: Any = None, job_def: Any = None, run_id: str | None = None
    ) -> None:
        self.logger_config = logger_config
        self.logger_def = logger_def
        self.job_def = job_def
        self.run_id = run_id


class LoggerDefinition:
    """A function that makes a Python logger for a run."""

    def __init__(
        self,
        logger_fn: Callable[[InitLoggerContext], logging.Logger],
        config_schema: Any = None,
        description: str | None = None,
    ) -> None:
        self.logger_fn = logger_fn
        self.config_schema = schema_field(config_schema)
        self.description = description

    def __call__(self, *args: Any, **kwargs: Any) -> logging.Logger:
        """Calls the function with a context."""
        given = [*args, *kwargs.values()]
        if not given:
            raise DagsterInvalidInvocationError(
                "Logger initialization function has context argument, but no context was provided when invoking."
            )
        context = given[0]
        config = config_of_definition(self.config_schema, context.logger_config, "Error in config for logger")
        return self.logger_fn(InitLoggerContext(config, self, context.job_def, context.run_id))


def logger(config_schema: Any = None, description: str | None = None) -> Any:
    """Makes a logger definition of a function."""
    if callable(config_schema) and not isinstance(config_schema, type):
        return LoggerDefinition(config_schema)
    return lambda function: LoggerDefinition(function, config_schema, description)


def build_init_logger_context(logger_config: Any = None, job_def: Any = None) -> InitLoggerContext:
    """A context for calling a logger definition directly."""
    return InitLoggerContext(logger_config, None, job_def)


def set_up_loggers(run: Any) -> tuple[logging.Logger, ...]:
    """The loggers that the run's config names, or else all of the job's."""
    configured = run.config.whole.get("loggers", {})
    definitions = run.job.loggers
    keys = [key for key in definitions if key in configured] or list(definitions)
    made = []
    for key in keys:
        definition = definitions[key]
        config = configured.get(key, {}).get("config")
        if config is None:
            config = config_of_definition(definition.config_schema, None, f"Error in config for logger {key}")
        made.append(definition.logger_fn(InitLoggerContext(config, definition, run.job, run.run_id)))
    return tuple(made)
