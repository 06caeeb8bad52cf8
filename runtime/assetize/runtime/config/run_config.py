"""`RunConfig`: the config of a run, built from Python objects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class RunConfig:
    """Config for the ops, resources, loggers and executor of a run."""

    def __init__(
        self,
        ops: Mapping[str, Any] | None = None,
        resources: Mapping[str, Any] | None = None,
        loggers: Mapping[str, Any] | None = None,
        execution: Mapping[str, Any] | None = None,
    ) -> None:
        self.ops = dict(ops or {})
        self.resources = dict(resources or {})
        self.loggers = dict(loggers or {})
        self.execution = execution

    def to_config_dict(self) -> dict[str, Any]:
        """The run config as plain dictionaries."""
        return {
            "loggers": self.loggers,
            "resources": _wrapped(self.resources),
            "ops": _wrapped(self.ops),
            "execution": self.execution or {},
        }

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RunConfig) and self.to_config_dict() == other.to_config_dict()

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"RunConfig({self.to_config_dict()!r})"


def _wrapped(entries: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _entry(value) for name, value in entries.items()}


def _entry(value: Any) -> Any:
    if hasattr(value, "config_dictionary"):
        return {"config": value.config_dictionary()}
    if isinstance(value, Mapping):
        return {key: _plain(item, key == "config") for key, item in value.items()}
    return value


def _plain(value: Any, is_config: bool) -> Any:
    if hasattr(value, "config_dictionary"):
        config = value.config_dictionary()
        return config if is_config else {"config": config}
    if isinstance(value, Mapping):
        return {key: _plain(item, key == "config") for key, item in value.items()}
    return value


def as_run_config(value: Any) -> dict[str, Any]:
    """Plain dictionaries for either form of run config."""
    if value is None:
        return {}
    if isinstance(value, RunConfig):
        return {name: part for name, part in value.to_config_dict().items() if part}
    plain: dict[str, Any] = value
    return plain
