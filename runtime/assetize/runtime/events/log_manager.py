"""`context.log`: messages of user code, to the terminal and to loggers of the job."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Sequence
from typing import Any

PYTHON_LOGGER = "dagster"


class DagsterLogManager:
    """Logs with the run's and step's names in front."""

    __slots__ = ("_prefix", "_record", "loggers", "step_key")

    def __init__(
        self,
        prefix: str = "",
        loggers: Sequence[logging.Logger] = (),
        record: Callable[[int, str, str | None], None] | None = None,
        step_key: str | None = None,
    ) -> None:
        self._prefix = prefix
        self.loggers = loggers
        self._record = record
        self.step_key = step_key

    def for_step(self, step_key: str) -> DagsterLogManager:
        """The same log, with a step's name in front."""
        return DagsterLogManager(self._prefix, self.loggers, self._record, step_key)

    def log(self, level: int | str, msg: object, *args: Any, **kwargs: Any) -> None:
        """Logs a message on a level, given by number or name."""
        number = level if isinstance(level, int) else logging.getLevelName(level.upper())
        text = str(msg) % args if args else str(msg)
        if self._record is not None:
            self._record(number, text, self.step_key)
        if not self.loggers:
            return
        parts = [part for part in (self._prefix, self.step_key, text) if part]
        for logger in self.loggers:
            logger.log(number, " - ".join(parts), exc_info=kwargs.get("exc_info"), extra=kwargs.get("extra"))

    def tell(self, event: Any) -> None:
        """Tells the loggers of an event of the run."""
        failed = getattr(event.event_specific_data, "error", None)
        kind = event.event_type_value.replace("PIPELINE_", "RUN_")
        parts = [self._prefix, str(os.getpid()), event.step_key, kind, event.message]
        text = " - ".join(part for part in parts if part)
        level = logging.ERROR if failed is not None else logging.DEBUG
        for logger in self.loggers:
            logger.log(level, f"{text}\n\n{failed.message}" if failed is not None else text)

    def debug(self, msg: object, *args: Any, **kwargs: Any) -> None:
        """Logs for debugging."""
        self.log(logging.DEBUG, msg, *args, **kwargs)

    def info(self, msg: object, *args: Any, **kwargs: Any) -> None:
        """Logs what happens."""
        self.log(logging.INFO, msg, *args, **kwargs)

    def warning(self, msg: object, *args: Any, **kwargs: Any) -> None:
        """Logs what looks wrong."""
        self.log(logging.WARNING, msg, *args, **kwargs)

    warn = warning

    def error(self, msg: object, *args: Any, **kwargs: Any) -> None:
        """Logs what went wrong."""
        self.log(logging.ERROR, msg, *args, **kwargs)

    def exception(self, msg: object, *args: Any, **kwargs: Any) -> None:
        """Logs an exception that is being handled."""
        self.log(logging.ERROR, msg, *args, **{**kwargs, "exc_info": True})

    def critical(self, msg: object, *args: Any, **kwargs: Any) -> None:
        """Logs what stops everything."""
        self.log(logging.CRITICAL, msg, *args, **kwargs)

    fatal = critical


def silent_log() -> DagsterLogManager:
    """A log outside of runs: it passes messages to Python's logger of the framework's name."""
    return DagsterLogManager("system", (logging.getLogger(PYTHON_LOGGER),))


def get_dagster_logger(name: str | None = None) -> logging.Logger:
    """A Python logger that goes with the framework's own."""
    return logging.getLogger(
        f"{PYTHON_LOGGER}.builtin" if name is None else f"{PYTHON_LOGGER}.builtin.{name}"
    )
