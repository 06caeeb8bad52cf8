"""What is seen while the jobs of one version run."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Recorder:
    """Collects the executions and stored values of one run.

    Values are tokens: short digests of what made them, so that two values are equal exactly when the same op made them
    from equal inputs, config and partition.
    """

    executions: list[dict[str, Any]] = field(default_factory=list)
    stored: list[dict[str, Any]] = field(default_factory=list)
    loaded: list[dict[str, Any]] = field(default_factory=list)
    values: dict[Any, Any] = field(default_factory=dict)
    """What I/O managers hold, by address."""
    resources: dict[str, Any] = field(default_factory=dict)
    """The config that each resource was made with, by key."""


def token(kind: str, *facts: Any) -> str:
    """The digest of some facts, with a word in front that tells a person what it is."""
    text = json.dumps(facts, sort_keys=True, default=str)
    return f"{kind}#{hashlib.sha256(text.encode()).hexdigest()[:12]}"


def plain(value: Any) -> Any:
    """``value`` as JSON has it; what JSON lacks, as text."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in sorted(value.items(), key=lambda item: str(item[0]))}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, (str, int, float, bool)) or value is None:
        return value
    if hasattr(value, "value") and not callable(value.value):
        return plain(value.value)
    return str(value)
