"""Loggers that write to the terminal."""

from __future__ import annotations

import json
import logging
from typing import Any

from assetize.runtime.config.field import Field
from assetize.runtime.execution.loggers import LoggerDefinition


class JsonLogFormatter(logging.Formatter):
    """One JSON object for each message."""

    def format(self, record: logging.LogRecord) -> str:
        facts = {
            key: value if isinstance(value, (str, int, float, bool, type(None))) else repr(value)
            for key, value in vars(record).items()
        }
        return json.dumps({**facts, "message": record.getMessage()}, sort_keys=True)


def _logger(context: Any, formatter: logging.Formatter) -> logging.Logger:
    made = logging.Logger(context.logger_config["name"], context.logger_config["log_level"].upper())
    handler = logging.StreamHandler()
    handler.setFormatter(formatter)
    made.addHandler(handler)
    return made


_SCHEMA = {
    "log_level": Field(str, is_required=False, default_value="INFO", description="The level."),
    "name": Field(str, is_required=False, default_value="dagster", description="The name."),
}

colored_console_logger = LoggerDefinition(
    lambda context: _logger(
        context,
        logging.Formatter("%(asctime)s - %(name)s - %(levelname)s - %(message)s", "%Y-%m-%d %H:%M:%S %z"),
    ),
    _SCHEMA,
    "The default colored console logger.",
)
json_console_logger = LoggerDefinition(
    lambda context: _logger(context, JsonLogFormatter()), _SCHEMA, "A JSON-formatted console logger."
)


def default_loggers() -> dict[str, LoggerDefinition]:
    """The loggers of jobs that define none."""
    return {"console": colored_console_logger}


def default_system_loggers(instance: Any = None) -> list[tuple[LoggerDefinition, dict[str, Any]]]:
    """The loggers of the framework itself."""
    return [(colored_console_logger, {"name": "dagster", "log_level": "DEBUG"})]
