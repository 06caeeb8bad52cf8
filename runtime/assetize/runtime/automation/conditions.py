"""Automation conditions as declarations: a kind, operands, settings and a label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from assetize.runtime.errors import ParameterCheckError
from assetize.runtime.metadata.asset_key import AssetKey
from assetize.runtime.partitions.cron import is_valid_cron
from assetize.runtime.records import Record, fields

NAMES = {"and": "AND", "or": "OR", "not": "NOT", "since": "SINCE", "newly_true": "NEWLY_TRUE"}


class AutomationCondition(Record):
    """A condition on an asset, made of others by `&`, `|`, `~` and the methods here."""

    __slots__ = fields("kind", "operands", "settings", "label")

    def __init__(
        self,
        kind: str,
        operands: Sequence[AutomationCondition] = (),
        settings: Mapping[str, Any] | None = None,
        label: str | None = None,
    ) -> None:
        self.kind = kind
        self.operands = tuple(operands)
        self.settings = dict(settings or {})
        self.label = label

    @property
    def name(self) -> str:
        """The kind of condition, with its settings."""
        if self.kind == "cron_tick_passed":
            return (
                f"cron_tick_passed(cron_schedule={self.settings['cron_schedule']}, "
                f"cron_timezone={self.settings['cron_timezone']})"
            )
        return NAMES.get(self.kind, self.kind)

    @property
    def children(self) -> tuple[AutomationCondition, ...]:
        """The conditions that it is made of."""
        return self.operands

    @property
    def description(self) -> str:
        """The condition in words."""
        return self.name

    def get_label(self) -> str | None:
        """The label, if there is one."""
        return self.label

    def with_label(self, label: str | None) -> AutomationCondition:
        """The condition with a label."""
        return self.replaced(label=label)

    def _joined(self, kind: str, other: AutomationCondition) -> AutomationCondition:
        parts: list[AutomationCondition] = []
        for each in (self, other):
            parts += each.operands if each.kind == kind and each.label is None else (each,)
        return AutomationCondition(kind, parts)

    def __and__(self, other: AutomationCondition) -> AutomationCondition:
        return self._joined("and", other)

    def __or__(self, other: AutomationCondition) -> AutomationCondition:
        return self._joined("or", other)

    def __invert__(self) -> AutomationCondition:
        return AutomationCondition("not", (self,))

    def since(self, reset_condition: AutomationCondition) -> AutomationCondition:
        """Whether it became true after another did."""
        return AutomationCondition("since", (self, reset_condition))

    def newly_true(self) -> AutomationCondition:
        """Whether it was not true at the last evaluation."""
        return AutomationCondition("newly_true", (self,))

    def since_last_handled(self) -> AutomationCondition:
        """Whether it became true after the asset was last requested or updated."""
        handled = _plain("newly_requested") | _plain("newly_updated") | _plain("initial_evaluation")
        return self.since(handled.with_label("handled"))

    def _is(self, wanted: AutomationCondition | str) -> bool:
        return (
            self == wanted if isinstance(wanted, AutomationCondition) else wanted in (self.name, self.label)
        )

    def replace(self, old: AutomationCondition | str, new: AutomationCondition) -> AutomationCondition:
        """The condition with a part of it replaced."""
        if self._is(old):
            return new
        return self.replaced(operands=tuple(each.replace(old, new) for each in self.operands))

    def without(self, condition: AutomationCondition) -> AutomationCondition:
        """The condition without one of the parts that `&` joined."""
        if condition not in self.operands:
            raise ParameterCheckError(
                "Invariant violation for parameter condition. Description: Condition not found in operands"
            )
        left = tuple(each for each in self.operands if each != condition)
        return left[0] if len(left) == 1 else self.replaced(operands=left, label=None)

    def allow(self, selection: Any) -> AutomationCondition:
        """The condition looking at certain dependencies only."""
        return self._with_selection("allow", selection)

    def ignore(self, selection: Any) -> AutomationCondition:
        """The condition not looking at certain dependencies."""
        return self._with_selection("ignore", selection)

    def _with_selection(self, name: str, selection: Any) -> AutomationCondition:
        if self.kind not in ("any_deps_match", "all_deps_match"):
            changed = tuple(each._with_selection(name, selection) for each in self.operands)
            return self.replaced(operands=changed)
        known = self.settings.get(name)
        chosen = selection if known is None else selection | known
        return self.replaced(settings={**self.settings, name: chosen})

    @staticmethod
    def missing() -> AutomationCondition:
        """Whether it was never made."""
        return _plain("missing")

    @staticmethod
    def run_in_progress() -> AutomationCondition:
        """Whether a run is making it."""
        return _plain("run_in_progress")

    @staticmethod
    def backfill_in_progress() -> AutomationCondition:
        """Whether a backfill is making it."""
        return _plain("backfill_in_progress")

    @staticmethod
    def execution_failed() -> AutomationCondition:
        """Whether its last execution failed."""
        return _plain("execution_failed")

    @staticmethod
    def check_passed() -> AutomationCondition:
        """Whether a check passed."""
        return _plain("check_passed")

    @staticmethod
    def check_failed() -> AutomationCondition:
        """Whether a check failed."""
        return _plain("check_failed")

    @staticmethod
    def initial_evaluation() -> AutomationCondition:
        """Whether it is evaluated for the first time."""
        return _plain("initial_evaluation")

    @staticmethod
    def will_be_requested() -> AutomationCondition:
        """Whether it is requested at this evaluation."""
        return _plain("will_be_requested")

    @staticmethod
    def newly_updated() -> AutomationCondition:
        """Whether it was made since the last evaluation."""
        return _plain("newly_updated")

    @staticmethod
    def newly_requested() -> AutomationCondition:
        """Whether it was requested at the last evaluation."""
        return _plain("newly_requested")

    @staticmethod
    def executed_with_root_target() -> AutomationCondition:
        """Whether its last run made the evaluated asset too."""
        return _plain("executed_with_root_target")

    @staticmethod
    def code_version_changed() -> AutomationCondition:
        """Whether its code version is another than at the last evaluation."""
        return _plain("code_version_changed")

    @staticmethod
    def data_version_changed() -> AutomationCondition:
        """Whether its data version is another than at the last evaluation."""
        return _plain("data_version_changed")

    @staticmethod
    def freshness_passed() -> AutomationCondition:
        """Whether it is as fresh as its policy wants."""
        return _plain("freshness_passed")

    @staticmethod
    def freshness_warned() -> AutomationCondition:
        """Whether its freshness policy warns."""
        return _plain("freshness_warned")

    @staticmethod
    def freshness_failed() -> AutomationCondition:
        """Whether it is older than its policy allows."""
        return _plain("freshness_failed")

    @staticmethod
    def any_downstream_conditions() -> AutomationCondition:
        """Whether the condition of something made from it holds."""
        return _plain("any_downstream_conditions")

    @staticmethod
    def any_deps_match(condition: AutomationCondition) -> AutomationCondition:
        """Whether a condition holds for some dependency."""
        return AutomationCondition("any_deps_match", (condition,))

    @staticmethod
    def all_deps_match(condition: AutomationCondition) -> AutomationCondition:
        """Whether a condition holds for every dependency."""
        return AutomationCondition("all_deps_match", (condition,))

    @staticmethod
    def any_checks_match(condition: AutomationCondition, blocking_only: bool = False) -> AutomationCondition:
        """Whether a condition holds for some check."""
        return AutomationCondition("any_checks_match", (condition,), {"blocking_only": blocking_only})

    @staticmethod
    def all_checks_match(condition: AutomationCondition, blocking_only: bool = False) -> AutomationCondition:
        """Whether a condition holds for every check."""
        return AutomationCondition("all_checks_match", (condition,), {"blocking_only": blocking_only})

    @staticmethod
    def asset_matches(asset_key: Any, condition: AutomationCondition) -> AutomationCondition:
        """Whether a condition holds for another asset."""
        return AutomationCondition("asset_matches", (condition,), {"key": AssetKey.from_coercible(asset_key)})

    @staticmethod
    def in_latest_time_window(lookback_delta: timedelta | None = None) -> AutomationCondition:
        """Whether a partition is the last one, or began within so much time."""
        return AutomationCondition("in_latest_time_window", (), {"lookback_delta": lookback_delta})

    @staticmethod
    def cron_tick_passed(cron_schedule: str, cron_timezone: str = "UTC") -> AutomationCondition:
        """Whether a cron expression's moment passed since the last evaluation."""
        if not is_valid_cron(cron_schedule):
            raise ParameterCheckError(
                f"Invariant violation for parameter cron_schedule. Description: Invalid cron schedule: {cron_schedule}"
            )
        settings = {"cron_schedule": cron_schedule, "cron_timezone": cron_timezone}
        return AutomationCondition("cron_tick_passed", (), settings)

    @staticmethod
    def any_new_update_has_run_tags(
        tag_keys: Any = None, tag_values: Mapping[str, str] | None = None
    ) -> AutomationCondition:
        """Whether some run that updated the asset since the last evaluation has tags."""
        return AutomationCondition("any_new_update_has_run_tags", (), _tags(tag_keys, tag_values))

    @staticmethod
    def all_new_updates_have_run_tags(
        tag_keys: Any = None, tag_values: Mapping[str, str] | None = None
    ) -> AutomationCondition:
        """Whether every run that updated the asset since the last evaluation has tags."""
        return AutomationCondition("all_new_updates_have_run_tags", (), _tags(tag_keys, tag_values))

    @staticmethod
    def newly_missing() -> AutomationCondition:
        """Whether a partition is missing and was not at the last evaluation."""
        return _plain("missing").newly_true().with_label("newly_missing")

    @staticmethod
    def in_progress() -> AutomationCondition:
        """Whether a run or backfill is making it."""
        return (_plain("run_in_progress") | _plain("backfill_in_progress")).with_label("in_progress")

    @staticmethod
    def any_deps_updated() -> AutomationCondition:
        """Whether a dependency was updated, or will be with the same runs."""
        own = (_plain("newly_updated") & ~_plain("executed_with_root_target")).with_label(
            "newly_updated_without_root"
        )
        return AutomationCondition.any_deps_match(own | _plain("will_be_requested")).with_label(
            "any_deps_updated"
        )

    @staticmethod
    def any_deps_missing() -> AutomationCondition:
        """Whether a dependency is missing and will not be made."""
        missing = _plain("missing") & ~_plain("will_be_requested")
        return AutomationCondition.any_deps_match(missing).with_label("any_deps_missing")

    @staticmethod
    def any_deps_in_progress() -> AutomationCondition:
        """Whether a dependency is being made."""
        return AutomationCondition.any_deps_match(AutomationCondition.in_progress()).with_label(
            "any_deps_in_progress"
        )

    @staticmethod
    def all_deps_blocking_checks_passed() -> AutomationCondition:
        """Whether the blocking checks of all dependencies passed, or will be evaluated."""
        passed = AutomationCondition.all_checks_match(
            _plain("check_passed") | _plain("will_be_requested"), blocking_only=True
        ).with_label("all_blocking_checks_passed")
        return AutomationCondition.all_deps_match(passed).with_label("all_deps_blocking_checks_passed")

    @staticmethod
    def all_deps_updated_since_cron(cron_schedule: str, cron_timezone: str = "UTC") -> AutomationCondition:
        """Whether all dependencies were updated since a cron expression's last moment."""
        tick = AutomationCondition.cron_tick_passed(cron_schedule, cron_timezone)
        updated = _plain("newly_updated").since(tick) | _plain("will_be_requested")
        return AutomationCondition.all_deps_match(updated).with_label(
            f"all_deps_updated_since_cron({cron_schedule}, {cron_timezone})"
        )

    @staticmethod
    def eager() -> AutomationCondition:
        """Makes an asset as soon as a dependency was updated."""
        due = AutomationCondition.newly_missing() | AutomationCondition.any_deps_updated()
        return (
            AutomationCondition.in_latest_time_window()
            & due.since_last_handled()
            & ~AutomationCondition.any_deps_missing()
            & ~AutomationCondition.any_deps_in_progress()
            & ~AutomationCondition.in_progress()
        ).with_label("eager")

    @staticmethod
    def on_cron(cron_schedule: str, cron_timezone: str = "UTC") -> AutomationCondition:
        """Makes an asset after a cron expression's moment, when its dependencies are new."""
        return (
            AutomationCondition.in_latest_time_window()
            & AutomationCondition.cron_tick_passed(cron_schedule, cron_timezone).since_last_handled()
            & AutomationCondition.all_deps_updated_since_cron(cron_schedule, cron_timezone)
        ).with_label(f"on_cron({cron_schedule}, {cron_timezone})")

    @staticmethod
    def on_missing() -> AutomationCondition:
        """Makes partitions that are missing and can be made."""
        due = _plain("missing").newly_true().since_last_handled().with_label("missing_since_last_handled")
        return (
            AutomationCondition.in_latest_time_window() & due & ~AutomationCondition.any_deps_missing()
        ).with_label("on_missing")


def _tags(keys: Any, values: Mapping[str, str] | None) -> dict[str, Any]:
    return {"tag_keys": sorted(keys or ()), "tag_values": dict(values or {})}


def _plain(kind: str) -> AutomationCondition:
    return AutomationCondition(kind)
