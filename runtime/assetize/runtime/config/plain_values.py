"""Config models, enumerations and environment variables as run config writes them."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Any

from assetize.runtime.config.sources import EnvVar, IntEnvVar


def plain_value(value: Any) -> Any:
    """Models as dictionaries, enumerations as names, references to the environment as config has them."""
    if isinstance(value, (EnvVar, IntEnvVar)):
        return {"env": value.env_var_name}
    if hasattr(value, "config_dictionary"):
        return value.config_dictionary()
    if isinstance(value, enum.Enum):
        return value.name
    if isinstance(value, Mapping):
        return {key: plain_value(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain_value(item) for item in value]
    return value


def selector_value(member: Any, discriminator: str) -> dict[str, Any]:
    """A member of a discriminated union, under the value that tells it from the others."""
    values = dict(plain_value(member))
    return {values.pop(discriminator): values}


def with_references(value: Any, given: Any) -> Any:
    """A validated value in which references to the environment are what they were when they were given."""
    if isinstance(given, (EnvVar, IntEnvVar)):
        return given
    if isinstance(given, dict) and isinstance(value, dict):
        return {key: with_references(item, given.get(key, item)) for key, item in value.items()}
    if isinstance(given, list) and isinstance(value, list):
        return [with_references(item, was) for item, was in zip(value, given, strict=True)]
    return value
