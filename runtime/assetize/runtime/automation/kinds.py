"""How each kind of automation condition is evaluated."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timezone
from typing import Any

from assetize.runtime.automation.contexts import AutomationContext
from assetize.runtime.automation.dependencies import RELATIONS
from assetize.runtime.automation.subsets import Truth
from assetize.runtime.checks.spec import AssetCheckKey
from assetize.runtime.partitions.cron import Cron, zone_named
from assetize.runtime.partitions.multi import MultiPartitionsDefinition
from assetize.runtime.partitions.time_window import TimeWindowPartitionsDefinition

MANY_PARTITIONS = "DAGSTER_MAX_PARTITIONS_FOR_DA_TIMESTAMP_FETCH"


def _and(context: AutomationContext) -> Truth:
    left = context.candidates
    for index, operand in enumerate(context.condition.operands):
        left &= context.child(operand, index, candidates=left).keys()
    return dict.fromkeys(left)


def _or(context: AutomationContext) -> Truth:
    truth: Truth = {}
    for index, operand in enumerate(context.condition.operands):
        truth.update(context.child(operand, index))
    return dict.fromkeys(truth)


def _not(context: AutomationContext) -> Truth:
    return dict.fromkeys(context.candidates - context.child(context.condition.operands[0], 0).keys())


def _since(context: AutomationContext) -> Truth:
    """True from the trigger on until the reset; when both happen at once, the later one counts."""
    everything = context.tick.universe(context.key)
    trigger = context.child(context.condition.operands[0], 0, candidates=everything)
    reset = context.child(context.condition.operands[1], 1, candidates=everything)
    before = context.tick.state(context, frozenset())
    kept = (before | trigger.keys()) - reset.keys()
    kept |= {each for each in trigger if _is_later(trigger[each], reset.get(each))}
    context.tick.keep(context, kept)
    return {each: trigger.get(each) for each in kept}


def _is_later(trigger: float | None, reset: float | None) -> bool:
    return trigger is not None and reset is not None and trigger > reset


def _newly_true(context: AutomationContext) -> Truth:
    everything = context.tick.universe(context.key)
    found = frozenset(context.child(context.condition.operands[0], 0, candidates=everything))
    before = context.tick.state(context, frozenset())
    context.tick.keep(context, found)
    return dict.fromkeys((found - before) & context.candidates)


def _missing(context: AutomationContext) -> Truth:
    key, history = context.key, context.tick.history
    if isinstance(key, AssetCheckKey):
        return dict.fromkeys(context.candidates - history.check_outcomes(key).keys())
    made = {event.partition for _, _, event in history.updates(key)}
    if context.partitions_def is None:
        return {} if made else dict.fromkeys(context.candidates)
    return dict.fromkeys(context.candidates - made)


def _newly_updated(context: AutomationContext) -> Truth:
    key, history = context.key, context.tick.history
    if context.previous_max_storage_id is None or context.previous_evaluation_time is None:
        return {}
    if isinstance(key, AssetCheckKey):
        return dict.fromkeys(history.checked_since(key, context.previous_evaluation_time.timestamp()))
    since = context.previous_max_storage_id
    is_observable = context.tick.entities.is_observable(key)
    moments = history.changed_since(key, since) if is_observable else history.updated_since(key, since)
    found = _existing(context, moments)
    if len(found) > int(os.environ.get(MANY_PARTITIONS, "100")):
        return dict.fromkeys(found, context.evaluation_time.timestamp())
    return found


def _existing(context: AutomationContext, moments: Any) -> Truth:
    """Those partitions that the asset has; updates without a partition count for assets without partitions."""
    everything = context.tick.universe(context.key)
    return {each: moment for each, moment in moments.items() if each in everything}


def _newly_requested(context: AutomationContext) -> Truth:
    before = context.tick.before(context.key)
    return dict.fromkeys(before.requested, before.moment.timestamp()) if before is not None else {}


def _initial_evaluation(context: AutomationContext) -> Truth:
    root = context.root_context.key
    before = context.tick.before(root)
    partitions = type(context.tick.entities.partitions_def(root)).__name__
    is_known = before is not None and before.partitions == partitions
    return {} if is_known else dict.fromkeys(context.candidates)


def _will_be_requested(context: AutomationContext) -> Truth:
    entities, key = context.tick.entities, context.key
    asked = context.tick.requested.get(key)
    if not asked or not entities.run_together(context.root_context.key, key):
        return {}
    if not isinstance(key, AssetCheckKey) and not entities.is_materializable(key):
        return {}
    return dict.fromkeys(asked)


def _executed_with_root(context: AutomationContext) -> Truth:
    root = context.root_context.key

    def has_root(run: Any) -> bool:
        return root != context.key and root in (run.asset_selection or ())

    return _latest_run_matches(context, has_root)


def _executed_with_tags(context: AutomationContext) -> Truth:
    return _latest_run_matches(context, lambda run: _has_tags(context, run))


def _latest_run_matches(context: AutomationContext, accepts: Callable[[Any], bool]) -> Truth:
    """The partition that was made last, if its run is as wanted."""
    history = context.tick.history
    if isinstance(context.key, AssetCheckKey):
        return {}
    latest = history.latest_update(context.key)
    run = history.run(latest[1]) if latest is not None else None
    if latest is None or run is None or not accepts(run):
        return {}
    return dict.fromkeys({latest[2].partition} & context.candidates)


def _has_tags(context: AutomationContext, run: Any) -> bool:
    settings, tags = context.condition.settings, run.tags if run is not None else {}
    return all(name in tags for name in settings["tag_keys"] or ()) and all(
        tags.get(name) == value for name, value in (settings["tag_values"] or {}).items()
    )


def _updates_with_tags(context: AutomationContext) -> dict[str | None, list[bool]]:
    found: dict[str | None, list[bool]] = {}
    if context.previous_max_storage_id:
        history = context.tick.history
        for number, run_id, event in history.updates(context.key):
            if number > context.previous_max_storage_id:
                run = history.run(run_id)
                matches = run is not None and _has_tags(context, run)
                found.setdefault(event.partition, []).append(matches)
    return found


def _any_update_tagged(context: AutomationContext) -> Truth:
    return dict.fromkeys(each for each, tagged in _updates_with_tags(context).items() if any(tagged))


def _all_updates_tagged(context: AutomationContext) -> Truth:
    return dict.fromkeys(each for each, tagged in _updates_with_tags(context).items() if all(tagged))


def _latest_window(context: AutomationContext) -> Truth:
    definition = time_def = context.tick.entities.partitions_def(context.key)
    if isinstance(definition, MultiPartitionsDefinition) and definition.has_time_window_dimension:
        time_def = definition.time_window_partitions_def
    if not isinstance(time_def, TimeWindowPartitionsDefinition):
        return dict.fromkeys(context.tick.universe(context.key))
    names = _last_windows(time_def, context.condition.settings.get("lookback_delta"))
    if time_def is definition or not names:
        return dict.fromkeys(names)
    dimension = definition.time_window_dimension.name
    return dict.fromkeys(definition.get_multipartition_keys_with_dimension_values(dimension, sorted(names)))


def _last_windows(time_def: TimeWindowPartitionsDefinition, delta: Any) -> set[str]:
    last = time_def.get_last_partition_window()
    if last is None:
        return set()
    if delta is None:
        return {time_def.key_of(last.start)}
    first = (last.end - delta).timestamp()
    return {time_def.key_of(window.start) for window in time_def.windows() if window.end.timestamp() > first}


def _cron_tick_passed(context: AutomationContext) -> Truth:
    if context.previous_evaluation_time is None:
        return {}
    settings = context.condition.settings
    cron = Cron(settings["cron_schedule"], zone_named(settings["cron_timezone"]))
    last = next(cron.before(context.evaluation_time)).astimezone(timezone.utc)
    if last < context.previous_evaluation_time:
        return {}
    return dict.fromkeys(context.candidates, last.timestamp())


def _code_version_changed(context: AutomationContext) -> Truth:
    version = context.tick.entities.collection.specs[context.key].code_version
    before = context.tick.state(context, None)
    context.tick.keep(context, version)
    return {} if before is None or before == version else dict.fromkeys(context.candidates)


def _data_version_changed(context: AutomationContext) -> Truth:
    since = context.previous_max_storage_id
    if since is None:
        return {}
    return dict.fromkeys(_existing(context, context.tick.history.changed_since(context.key, since)))


def _check_passed(context: AutomationContext) -> Truth:
    outcomes = context.tick.history.check_outcomes(context.key)
    return dict.fromkeys(each for each, passed in outcomes.items() if passed)


def _check_failed(context: AutomationContext) -> Truth:
    outcomes = context.tick.history.check_outcomes(context.key)
    return dict.fromkeys(each for each, passed in outcomes.items() if not passed)


def _execution_failed(context: AutomationContext) -> Truth:
    if isinstance(context.key, AssetCheckKey):
        return {}
    return dict.fromkeys(context.tick.history.failed_partitions(context.key) & context.candidates)


def _never(_context: AutomationContext) -> Truth:
    """Runs end before anything is evaluated, and nothing here judges freshness between evaluations."""
    return {}


EVALUATORS: dict[str, Callable[[AutomationContext], Truth]] = {
    "and": _and,
    "or": _or,
    "not": _not,
    "since": _since,
    "newly_true": _newly_true,
    "missing": _missing,
    "newly_updated": _newly_updated,
    "newly_requested": _newly_requested,
    "initial_evaluation": _initial_evaluation,
    "will_be_requested": _will_be_requested,
    "executed_with_root_target": _executed_with_root,
    "executed_with_tags": _executed_with_tags,
    "in_latest_time_window": _latest_window,
    "cron_tick_passed": _cron_tick_passed,
    "code_version_changed": _code_version_changed,
    "data_version_changed": _data_version_changed,
    "check_passed": _check_passed,
    "check_failed": _check_failed,
    "execution_failed": _execution_failed,
    "any_new_update_has_run_tags": _any_update_tagged,
    "all_new_updates_have_run_tags": _all_updates_tagged,
    "run_in_progress": _never,
    "backfill_in_progress": _never,
    "freshness_passed": _never,
    "freshness_warned": _never,
    "freshness_failed": _never,
    **RELATIONS,
}

_KEEPS_STATE = {"since", "newly_true", "code_version_changed"}

NEEDS_CANDIDATES = frozenset(EVALUATORS) - RELATIONS.keys() - {"and", "or", "not"} - _KEEPS_STATE
"""Kinds that hold for no partition when none is asked for."""
