"""Run config from files and from the command line."""

import json
from collections.abc import Iterable
from glob import glob
from pathlib import Path
from typing import Any

from assetize.codemods.cli.errors import RequestRefused


def read_run_config(patterns: Iterable[str], text: str | None) -> dict[str, Any] | None:
    """The config of all files that match, those named first winning, or that of the JSON text; None when there is neither.

    Raises RequestRefused for both at once, for a pattern that matches nothing, and for what is not a mapping.
    """
    patterns = tuple(patterns)
    if text is not None:
        if patterns:
            raise RequestRefused("Give run config with -c or with --config-json, not with both.")
        return _mapping(_parse_json(text), "--config-json")
    merged: dict[str, Any] = {}
    for name in _files(patterns):
        merged = _merged(_mapping(_parse_yaml(Path(name)), name), merged)
    return merged if patterns else None


def _files(patterns: Iterable[str]) -> list[str]:
    """Matching files from the one that wins least to the one that wins most."""
    found: list[str] = []
    for pattern in patterns:
        names = sorted(glob(pattern))  # noqa: PTH207 (a pattern may be absolute)
        if not names:
            raise RequestRefused(f"No file matches -c {pattern}.")
        found.extend(names)
    return found[::-1]


def _parse_json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as problem:
        raise RequestRefused(f"--config-json is not JSON: {problem}.") from problem


def _parse_yaml(path: Path) -> Any:
    import yaml

    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as problem:
        raise RequestRefused(f"{path} cannot be read as YAML: {problem}") from problem


def _mapping(value: Any, source: str) -> dict[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise RequestRefused(f"{source} holds a {type(value).__name__}; run config is a mapping.")
    return value


def _merged(winner: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Both, key by key at every depth."""
    result = dict(other)
    for key, value in winner.items():
        known = result.get(key)
        result[key] = _merged(value, known) if isinstance(value, dict) and isinstance(known, dict) else value
    return result
