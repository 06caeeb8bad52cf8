"""How conditions are evaluated that look at other assets, checks or jobs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from assetize.runtime.automation.conditions import AutomationCondition
from assetize.runtime.automation.contexts import AutomationContext
from assetize.runtime.automation.subsets import Truth
from assetize.runtime.metadata.asset_key import AssetKey


def _entity_matches(context: AutomationContext) -> Truth:
    """Where the condition holds for another asset or check, seen from this one."""
    tick, other = context.tick, context.condition.settings["key"]
    operand = context.condition.operands[0]
    is_child = other != context.key and other in tick.entities.children.get(context.key, ())
    if is_child:
        candidates = frozenset(tick.mapped_down(dict.fromkeys(context.candidates), context.key, other))
        found = context.child(operand, 0, other, candidates)
        return dict.fromkeys(tick.mapped_up(frozenset(found), other, context.key))
    found = context.child(operand, 0, other, tick.mapped_up(context.candidates, context.key, other))
    truth: Truth = tick.mapped_down(found, other, context.key)
    return truth


def _each(context: AutomationContext, keys: Sequence[Any]) -> list[Truth]:
    operands = context.condition.operands
    return [context.child(AutomationCondition("asset_matches", operands, {"key": key}), None) for key in keys]


def _in_any(context: AutomationContext, keys: Sequence[Any]) -> Truth:
    found: Truth = {}
    for truth in _each(context, keys):
        for each, moment in truth.items():
            known = found.get(each)
            if each in context.candidates:
                found[each] = moment if known is None or (moment is not None and moment > known) else known
    return found


def _in_all(context: AutomationContext, keys: Sequence[Any]) -> Truth:
    left = context.candidates
    for truth in _each(context, keys):
        left &= truth.keys()
    return dict.fromkeys(left)


def _chosen(context: AutomationContext, keys: Sequence[Any]) -> list[Any]:
    """Those that the condition is to look at."""
    settings, tick = context.condition.settings, context.tick
    allowed = tick.selected(settings["allow"]) if "allow" in settings else None
    ignored = tick.selected(settings["ignore"]) if "ignore" in settings else ()
    return [key for key in keys if (allowed is None or key in allowed) and key not in ignored]


def _deps(context: AutomationContext) -> list[Any]:
    return _chosen(context, context.tick.entities.parents(context.key))


def _checks(context: AutomationContext) -> list[Any]:
    entities = context.tick.entities
    only_blocking = context.condition.settings.get("blocking_only")
    keys = [
        key for key in entities.checks_of(context.key) if entities.checks[key].blocking or not only_blocking
    ]
    return _chosen(context, keys)


def _roots(context: AutomationContext) -> list[Any]:
    roots: list[Any] = context.tick.entities.roots_of_job(context.key)
    return roots


def _of_downstream(context: AutomationContext) -> Truth:
    return context.child(context.condition.operands[0], 0)


def _any_downstream(context: AutomationContext) -> Truth:
    """Where the condition of something further down holds, unless it is being evaluated already."""
    above: AutomationContext | None = context
    known = []
    while above is not None:
        known.append(above.condition)
        above = above.parent_context
    groups: dict[Any, set[AssetKey]] = {}
    for key in _downstream(context):
        condition = context.tick.entities.condition(key)
        simplified = None if condition is None else _without_downstream(condition)
        if simplified is not None:
            groups.setdefault(simplified, set()).add(key)
    truth: Truth = {}
    for index, (condition, keys) in enumerate(sorted(groups.items(), key=lambda each: sorted(each[1]))):
        if condition not in known:
            named = AutomationCondition("of_downstream", (condition,), {"keys": sorted(keys)})
            truth.update(context.child(named, index))
    return dict.fromkeys(truth)


def _downstream(context: AutomationContext) -> set[AssetKey]:
    """All assets further down."""
    found: set[AssetKey] = set()
    waiting = [context.key]
    while waiting:
        for child in context.tick.entities.children.get(waiting.pop(), ()):
            if child not in found:
                found.add(child)
                waiting.append(child)
    return found


def _without_downstream(condition: AutomationCondition) -> AutomationCondition | None:
    """The condition where none of its own looks further down; None if nothing is left of it."""
    if condition.label is None and condition.kind == "any_downstream_conditions":
        return None
    if condition.label is not None or condition.kind not in ("and", "or"):
        return condition
    parts = [_without_downstream(each) for each in condition.operands]
    left = tuple(each for each in parts if each is not None)
    if not left or (condition.kind == "and" and len(left) < len(parts)):
        return None
    return left[0] if len(left) == 1 else condition.replaced(operands=left)


RELATIONS: dict[str, Callable[[AutomationContext], Truth]] = {
    "asset_matches": _entity_matches,
    "any_deps_match": lambda context: _in_any(context, _deps(context)),
    "all_deps_match": lambda context: _in_all(context, _deps(context)),
    "any_checks_match": lambda context: _in_any(context, _checks(context)),
    "all_checks_match": lambda context: _in_all(context, _checks(context)),
    "any_job_root_assets_match": lambda context: _in_any(context, _roots(context)),
    "all_job_root_assets_match": lambda context: _in_all(context, _roots(context)),
    "any_downstream_conditions": _any_downstream,
    "of_downstream": _of_downstream,
}
"""By the kind of condition."""
