"""How each kind of automation condition is evaluated."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timezone
from typing import Any

from assetize.runtime.partitions.cron import Cron, zone_named
from assetize.runtime.partitions.multi import MultiPartitionsDefinition
from assetize.runtime.partitions.time_window import TimeWindowPartitionsDefinition

Truth = dict[str | None, float | None]
"""The partitions for which a condition holds, each with the moment of what made it true, if that is known."""


def _all(tick: Any, key: Any) -> Truth:
    return dict.fromkeys(tick.universe(key))


def _latest(*moments: float | None) -> float | None:
    known = [moment for moment in moments if moment is not None]
    return max(known) if known else None


def _and(tick: Any, condition: Any, root: Any, key: Any, place: Any) -> Truth:
    truth: Truth | None = None
    for index, operand in enumerate(condition.operands):
        found = tick.evaluate(operand, root, key, (*place, index))
        truth = found if truth is None else {k: _latest(m, found[k]) for k, m in truth.items() if k in found}
    return truth or {}


def _or(tick: Any, condition: Any, root: Any, key: Any, place: Any) -> Truth:
    truth: Truth = {}
    for index, operand in enumerate(condition.operands):
        for each, moment in tick.evaluate(operand, root, key, (*place, index)).items():
            truth[each] = _latest(moment, truth.get(each))
    return truth


def _not(tick: Any, condition: Any, root: Any, key: Any, place: Any) -> Truth:
    found = tick.evaluate(condition.operands[0], root, key, (*place, 0))
    return {each: None for each in tick.universe(key) if each not in found}


def _since(tick: Any, condition: Any, root: Any, key: Any, place: Any) -> Truth:
    trigger = tick.evaluate(condition.operands[0], root, key, (*place, 0))
    reset = tick.evaluate(condition.operands[1], root, key, (*place, 1))
    truth: Truth = dict.fromkeys(tick.state(place, frozenset()))
    truth.update(trigger)
    for each, moment in reset.items():
        fired = trigger.get(each)
        if each in truth and (fired is None or moment is None or fired <= moment):
            del truth[each]
    tick.keep(place, frozenset(truth))
    return truth


def _newly_true(tick: Any, condition: Any, root: Any, key: Any, place: Any) -> Truth:
    found = tick.evaluate(condition.operands[0], root, key, (*place, 0))
    before = tick.state(place, frozenset())
    tick.keep(place, frozenset(found))
    return {each: moment for each, moment in found.items() if each not in before}


def _missing(tick: Any, condition: Any, root: Any, key: Any, place: Any) -> Truth:
    made = {event.partition for _, _, event in tick.instance.updates_of_asset(key)}
    everything = tick.universe(key)
    if everything == {None}:
        return {} if made else {None: None}
    return {each: None for each in everything if each not in made}


def _newly_updated(tick: Any, condition: Any, root: Any, key: Any, place: Any) -> Truth:
    if tick.before is None:
        return {}
    everything = tick.universe(key)
    found: Truth = {}
    for _, _, event in tick.updates(key):
        partition = None if everything == {None} else event.partition
        if partition in everything:
            found[partition] = event.timestamp
    return found


def _newly_requested(tick: Any, condition: Any, root: Any, key: Any, place: Any) -> Truth:
    if tick.before is None:
        return {}
    return dict.fromkeys(tick.before.requested.get(key, ()), tick.before.moment.timestamp())


def _initial_evaluation(tick: Any, condition: Any, root: Any, key: Any, place: Any) -> Truth:
    known = tick.before is not None and root in tick.before.requested
    return {} if known else _all(tick, key)


def _will_be_requested(tick: Any, condition: Any, root: Any, key: Any, place: Any) -> Truth:
    asked = tick.requested.get(key)
    if not asked or tick.partitions_def(key) != tick.partitions_def(root):
        return {}
    return dict.fromkeys(asked)


def _executed_with_root(tick: Any, condition: Any, root: Any, key: Any, place: Any) -> Truth:
    runs_of_root = {run_id for _, run_id, _ in tick.instance.updates_of_asset(root) if run_id}
    latest = {event.partition: run_id for _, run_id, event in tick.instance.updates_of_asset(key)}
    return {partition: None for partition, run_id in latest.items() if run_id in runs_of_root}


def _latest_window(tick: Any, condition: Any, root: Any, key: Any, place: Any) -> Truth:
    definition = tick.partitions_def(key)
    time_def = definition
    if isinstance(definition, MultiPartitionsDefinition) and definition.has_time_window_dimension:
        time_def = definition.time_window_partitions_def
    if not isinstance(time_def, TimeWindowPartitionsDefinition):
        return _all(tick, key)
    last = time_def.get_last_partition_window()
    if last is None:
        return {}
    delta = condition.settings.get("lookback_delta")
    names = {
        time_def.key_of(window.start)
        for window in time_def.windows()
        if window.start == last.start
        or (delta is not None and window.end.timestamp() > (last.end - delta).timestamp())
    }
    if time_def is definition:
        return dict.fromkeys(names)
    dimension = definition.time_window_dimension.name
    return dict.fromkeys(definition.get_multipartition_keys_with_dimension_values(dimension, sorted(names)))


def _cron_tick_passed(tick: Any, condition: Any, root: Any, key: Any, place: Any) -> Truth:
    if tick.before is None:
        return {}
    cron = Cron(condition.settings["cron_schedule"], zone_named(condition.settings["cron_timezone"]))
    last = next(cron.before(tick.now)).astimezone(timezone.utc)
    if last < tick.before.moment:
        return {}
    return dict.fromkeys(tick.universe(key), last.timestamp())


def _version_changed(tick: Any, place: Any, key: Any, version: Any) -> Truth:
    changed = tick.before is not None and place in tick.before.states and tick.before.states[place] != version
    tick.keep(place, version)
    return _all(tick, key) if changed else {}


def _code_version_changed(tick: Any, condition: Any, root: Any, key: Any, place: Any) -> Truth:
    return _version_changed(tick, place, key, tick.collection.specs[key].code_version)


def _data_version_changed(tick: Any, condition: Any, root: Any, key: Any, place: Any) -> Truth:
    stored = tick.instance.updates_of_asset(key)
    version = None
    if stored:
        data = stored[-1][2].event_specific_data
        record = getattr(data, "materialization", None) or data.asset_observation
        version = record.tags.get("dagster/data_version")
    return _version_changed(tick, place, key, version)


def _deps(tick: Any, condition: Any, key: Any) -> list[Any]:
    found = list(dict.fromkeys(dep for dep in tick.collection.upstream.get(key, ()) if dep != key))
    for name, kept in (("allow", True), ("ignore", False)):
        selection = condition.settings.get(name)
        if selection is not None:
            chosen = selection.resolve_in(tick.collection)
            found = [dep for dep in found if (dep in chosen) is kept]
    return found


def _any_deps(tick: Any, condition: Any, root: Any, key: Any, place: Any) -> Truth:
    truth: Truth = {}
    for dep in _deps(tick, condition, key):
        found = tick.evaluate(condition.operands[0], root, dep, (*place, 0))
        for each, moment in tick.mapped_down(found, dep, key).items():
            truth[each] = _latest(moment, truth.get(each))
    return truth


def _all_deps(tick: Any, condition: Any, root: Any, key: Any, place: Any) -> Truth:
    truth = _all(tick, key)
    for dep in _deps(tick, condition, key):
        found = tick.evaluate(condition.operands[0], root, dep, (*place, 0))
        mapped = tick.mapped_down(found, dep, key)
        truth = {each: moment for each, moment in truth.items() if each in mapped}
    return truth


def _asset_matches(tick: Any, condition: Any, root: Any, key: Any, place: Any) -> Truth:
    other = condition.settings["key"]
    found = tick.evaluate(condition.operands[0], root, other, (*place, 0))
    return tick.mapped_down(found, other, key)  # type: ignore[no-any-return]


def _checks(tick: Any, condition: Any, root: Any, key: Any, place: Any) -> list[bool]:
    verdicts = []
    for check_key, owner in tick.collection.check_owner.items():
        spec = owner.get_spec_for_check_key(check_key)
        if check_key.asset_key == key and (spec.blocking or not condition.settings["blocking_only"]):
            verdicts.append(_check_holds(tick, condition.operands[0], check_key))
    return verdicts


def _check_holds(tick: Any, condition: Any, check_key: Any) -> bool:
    """Whether a condition holds for a check, as far as it is about the outcome."""
    if condition.kind == "and":
        return all(_check_holds(tick, each, check_key) for each in condition.operands)
    if condition.kind == "or":
        return any(_check_holds(tick, each, check_key) for each in condition.operands)
    if condition.kind == "not":
        return not _check_holds(tick, condition.operands[0], check_key)
    if condition.kind == "will_be_requested":
        return False
    passed = tick.instance.check_outcome(check_key)
    if condition.kind == "missing":
        return passed is None
    return passed is (condition.kind == "check_passed")


def _any_checks(tick: Any, condition: Any, root: Any, key: Any, place: Any) -> Truth:
    return _all(tick, key) if any(_checks(tick, condition, root, key, place)) else {}


def _all_checks(tick: Any, condition: Any, root: Any, key: Any, place: Any) -> Truth:
    return _all(tick, key) if all(_checks(tick, condition, root, key, place)) else {}


def _tagged(tick: Any, settings: Any, run_id: str) -> bool:
    run = tick.instance.get_run_by_id(run_id)
    tags = run.tags if run is not None else {}
    values = settings["tag_values"]
    return all(name in tags for name in settings["tag_keys"]) and all(
        tags.get(name) == value for name, value in values.items()
    )


def _updates_with_tags(tick: Any, condition: Any, key: Any) -> dict[str | None, list[bool]]:
    found: dict[str | None, list[bool]] = {}
    if tick.before is not None:
        for _, run_id, event in tick.updates(key):
            found.setdefault(event.partition, []).append(_tagged(tick, condition.settings, run_id))
    return found


def _any_update_tagged(tick: Any, condition: Any, root: Any, key: Any, place: Any) -> Truth:
    return {k: None for k, tagged in _updates_with_tags(tick, condition, key).items() if any(tagged)}


def _all_updates_tagged(tick: Any, condition: Any, root: Any, key: Any, place: Any) -> Truth:
    return {k: None for k, tagged in _updates_with_tags(tick, condition, key).items() if all(tagged)}


def _never(tick: Any, condition: Any, root: Any, key: Any, place: Any) -> Truth:
    """Runs end before anything is evaluated, so none is in progress."""
    return {}


EVALUATORS: dict[str, Callable[[Any, Any, Any, Any, Any], Truth]] = {
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
    "in_latest_time_window": _latest_window,
    "cron_tick_passed": _cron_tick_passed,
    "code_version_changed": _code_version_changed,
    "data_version_changed": _data_version_changed,
    "any_deps_match": _any_deps,
    "all_deps_match": _all_deps,
    "asset_matches": _asset_matches,
    "any_checks_match": _any_checks,
    "all_checks_match": _all_checks,
    "any_new_update_has_run_tags": _any_update_tagged,
    "all_new_updates_have_run_tags": _all_updates_tagged,
    "run_in_progress": _never,
    "backfill_in_progress": _never,
}
