"""What automation conditions are called, by their kind and settings."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import md5
from typing import Any

_OPERATORS = {
    "and": "AND",
    "or": "OR",
    "not": "NOT",
    "since": "SINCE",
    "newly_true": "NEWLY_TRUE",
    "any_deps_match": "ANY_DEPS_MATCH",
    "all_deps_match": "ALL_DEPS_MATCH",
    "any_checks_match": "ANY_CHECKS_MATCH",
    "all_checks_match": "ALL_CHECKS_MATCH",
    "any_downstream_conditions": "ANY_DOWNSTREAM_CONDITIONS",
    "any_job_root_assets_match": "ANY_JOB_ROOT_ASSETS_MATCH",
    "all_job_root_assets_match": "ALL_JOB_ROOT_ASSETS_MATCH",
}

OPERATOR_TYPES = {
    "and": "and",
    "all_deps_match": "and",
    "all_checks_match": "and",
    "all_job_root_assets_match": "and",
    "or": "or",
    "any_deps_match": "or",
    "any_checks_match": "or",
    "any_job_root_assets_match": "or",
    "not": "not",
}


def condition_name(kind: str, settings: Mapping[str, Any]) -> str:
    """The name of a condition, with the settings that matter to it."""
    base = _OPERATORS.get(kind, kind)
    if kind == "cron_tick_passed":
        return f"{kind}(cron_schedule={settings['cron_schedule']}, cron_timezone={settings['cron_timezone']})"
    if kind == "in_latest_time_window" and settings["lookback_delta"]:
        return f"{kind}(lookback_timedelta={settings['lookback_delta']})"
    if kind == "asset_matches":
        return str(settings["key"].to_user_string())
    if kind == "of_downstream":
        return ", ".join(key.to_user_string() for key in settings["keys"])
    if "tag_keys" in settings:
        return _with_tags(base, settings)
    told = ["blocking_only=True"] if settings.get("blocking_only") else []
    told += [f"{name}_selection={settings[name]}" for name in ("allow", "ignore") if name in settings]
    return f"{base}({','.join(told)})" if told else base


def _with_tags(base: str, settings: Mapping[str, Any]) -> str:
    told = []
    if settings["tag_keys"] is not None:
        told.append("tag_keys={" + ",".join(settings["tag_keys"]) + "}")
    if settings["tag_values"] is not None:
        pairs = sorted(settings["tag_values"].items())
        told.append("tag_values={" + ",".join(f"{key}:{value}" for key, value in pairs) + "}")
    return f"{base}({', '.join(told)})" if told else base


def unique_id(condition: Any, above: str | None = None, index: int | None = None) -> str:
    """A text that is the same for conditions that are made alike."""
    own = _digest(f"{above}{index}{condition.name}")
    return _digest(
        own + "".join(unique_id(child, own, place) for place, child in enumerate(condition.children))
    )


def _digest(text: str) -> str:
    return md5(text.encode(), usedforsecurity=False).hexdigest()
