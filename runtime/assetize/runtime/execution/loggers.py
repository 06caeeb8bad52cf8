"""Logger definitions, and the loggers of a run."""

from __future__ import annotations

import inspect
import logging
from collections.abc import Callable
from typing import Any

from assetize.runtime.config.configured import ConfigTransform
from assetize.runtime.config.resolution import schema_field
from assetize.runtime.config.validation import config_of_definition
from assetize.runtime.errors import DagsterInvalidInvocationError, ParameterCheckError


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
        if not callable(logger_fn):
            raise ParameterCheckError(
                f'Param "logger_fn" is not callable. Got {logger_fn!r} with type {type(logger_fn)}.'
            )
        self.logger_fn = logger_fn
        self.config_schema = schema_field(config_schema)
        self.description = description

    def configured(
        self, config_or_config_fn: Any, config_schema: Any = None, description: str | None = None
    ) -> LoggerDefinition:
        """The logger with its config given or computed."""
        transform = ConfigTransform(
            self.config_schema, config_or_config_fn, config_schema, "logger", "LoggerDefinition"
        )

        def with_config(context: InitLoggerContext) -> logging.Logger:
            config = transform.apply(context.logger_config)
            return self.logger_fn(InitLoggerContext(config, self, context.job_def, context.run_id))

        return LoggerDefinition(with_config, transform.field, description or self.description)

    def __call__(self, *args: Any, **kwargs: Any) -> logging.Logger:
        """Calls the function with a context."""
        context = _context_argument(self.logger_fn, args, kwargs) or InitLoggerContext(None)
        if not isinstance(context, InitLoggerContext):
            raise ParameterCheckError(
                f'Param "context" is not an InitLoggerContext. Got {context!r} which is type {type(context)}.'
            )
        config = config_of_definition(self.config_schema, context.logger_config, "Error in config for logger")
        return self.logger_fn(InitLoggerContext(config, self, context.job_def, context.run_id))


def _context_argument(function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    names = list(inspect.signature(function).parameters)
    if not names or not (args or kwargs):
        raise DagsterInvalidInvocationError(
            "Logger initialization function has context argument, but no context argument was provided when invoking."
        )
    if len(args) + len(kwargs) > 1:
        raise DagsterInvalidInvocationError(
            "Initialization of logger received multiple arguments. Only a first positional context parameter should be "
            "provided when invoking."
        )
    if kwargs and names[0] not in kwargs:
        raise DagsterInvalidInvocationError(f"Logger initialization expected argument '{names[0]}'.")
    return args[0] if args else kwargs[names[0]]


def logger(config_schema: Any = None, description: str | None = None) -> Any:
    """Makes a logger definition of a function."""
    if callable(config_schema) and not isinstance(config_schema, type):
        return LoggerDefinition(config_schema)
    return lambda function: LoggerDefinition(function, config_schema, description)


def build_init_logger_context(logger_config: Any = None, job_def: Any = None) -> InitLoggerContext:
    """A context for calling a logger definition directly."""
    return InitLoggerContext(logger_config, None, job_def)


def set_up_loggers(run: Any) -> tuple[logging.Logger, ...]:
    """The job's loggers that the run's config names."""
    configured = run.config.whole.get("loggers", {})
    definitions = run.job.loggers
    made = []
    for key in (key for key in definitions if key in configured):
        definition = definitions[key]
        config = configured.get(key, {}).get("config")
        if config is None:
            config = config_of_definition(definition.config_schema, None, f"Error in config for logger {key}")
        made.append(definition.logger_fn(InitLoggerContext(config, definition, run.job, run.run_id)))
    return tuple(made)
