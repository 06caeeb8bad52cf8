"""The automation conditions that there are, and those that are made of others."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from assetize.runtime.automation.algebra import ConditionAlgebra
from assetize.runtime.errors import ParameterCheckError
from assetize.runtime.metadata.asset_key import AssetKey
from assetize.runtime.partitions.cron import is_valid_cron


class AutomationCondition(ConditionAlgebra):
    """A condition on an asset, a check or a job; a class of a user has a method `evaluate` of its own."""

    __slots__ = ()

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
    def any_job_root_assets_match(condition: AutomationCondition) -> AutomationCondition:
        """Whether a condition holds for some asset of a job that depends on no other of it."""
        made = AutomationCondition("any_job_root_assets_match", (condition,))
        return made.with_label(f"any_job_root_assets_match({condition.get_label() or condition.name})")

    @staticmethod
    def all_job_root_assets_match(condition: AutomationCondition) -> AutomationCondition:
        """Whether a condition holds for all assets of a job that depend on no other of it."""
        made = AutomationCondition("all_job_root_assets_match", (condition,))
        return made.with_label(f"all_job_root_assets_match({condition.get_label() or condition.name})")

    @staticmethod
    def executed_with_tags(
        *, tag_keys: Any = None, tag_values: Mapping[str, str] | None = None
    ) -> AutomationCondition:
        """Whether the last run that made it has tags."""
        return AutomationCondition("executed_with_tags", (), _tags(tag_keys, tag_values))

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
    return {
        "tag_keys": None if keys is None else sorted(keys),
        "tag_values": None if values is None else dict(values),
    }


def _plain(kind: str) -> AutomationCondition:
    return AutomationCondition(kind)
