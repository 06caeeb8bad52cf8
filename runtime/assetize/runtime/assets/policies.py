"""What definitions declare about backfills and freshness; the runtime keeps it and acts on none of it."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta, timezone
from enum import Enum
from typing import Any

from assetize.runtime.errors import CheckError
from assetize.runtime.partitions.cron import Cron, is_valid_cron, zone_named
from assetize.runtime.records import Record, fields


class BackfillPolicyType(Enum):
    """Whether a backfill is one run or several."""

    SINGLE_RUN = "SINGLE_RUN"
    MULTI_RUN = "MULTI_RUN"


class BackfillPolicy(Record):
    """How many partitions a run of a backfill makes; None stands for all."""

    __slots__ = ("max_partitions_per_run",)

    def __init__(self, max_partitions_per_run: int | None = 1) -> None:
        self.max_partitions_per_run = max_partitions_per_run

    @staticmethod
    def single_run() -> BackfillPolicy:
        """All partitions in one run."""
        return BackfillPolicy(None)

    @staticmethod
    def multi_run(max_partitions_per_run: int = 1) -> BackfillPolicy:
        """So many partitions in each run."""
        return BackfillPolicy(max_partitions_per_run)

    @property
    def policy_type(self) -> BackfillPolicyType:
        """Whether a backfill is one run or several."""
        several = bool(self.max_partitions_per_run)
        return BackfillPolicyType.MULTI_RUN if several else BackfillPolicyType.SINGLE_RUN

    def __str__(self) -> str:
        if self.policy_type is BackfillPolicyType.SINGLE_RUN:
            return "BackfillPolicy.single_run()"
        return f"BackfillPolicy.multi_run(max_partitions_per_run={self.max_partitions_per_run})"


class FreshnessPolicy(Record):
    """How old an asset may become."""

    __slots__ = ()

    @staticmethod
    def time_window(
        fail_window: timedelta, warn_window: timedelta | None = None
    ) -> TimeWindowFreshnessPolicy:
        """At most as old as a window."""
        return TimeWindowFreshnessPolicy(fail_window, warn_window)

    @staticmethod
    def cron(deadline_cron: str, lower_bound_delta: timedelta, timezone: str = "UTC") -> CronFreshnessPolicy:
        """New at every deadline."""
        return CronFreshnessPolicy(deadline_cron, lower_bound_delta, timezone)


class TimeWindowFreshnessPolicy(FreshnessPolicy):
    """At most as old as a window."""

    __slots__ = fields("fail_window", "warn_window")

    def __init__(self, fail_window: timedelta, warn_window: timedelta | None = None) -> None:
        shortest = timedelta(seconds=60)
        if fail_window < shortest:
            raise CheckError("fail_window cannot be less than 1 minute")
        if warn_window is not None:
            if warn_window < shortest:
                raise CheckError("warn_window cannot be less than 1 minute")
            if warn_window >= fail_window:
                raise CheckError("warn_window must be less than fail_window")
        self.fail_window = fail_window
        self.warn_window = warn_window


class CronFreshnessPolicy(FreshnessPolicy):
    """New at every deadline, made within so much time before it."""

    __slots__ = fields("deadline_cron", "lower_bound_delta", "timezone")

    def __init__(self, deadline_cron: str, lower_bound_delta: timedelta, timezone: str = "UTC") -> None:
        from zoneinfo import ZoneInfoNotFoundError

        if not is_valid_cron(deadline_cron):
            raise CheckError("Invalid cron string.")
        try:
            zone_named(timezone)
        except (ZoneInfoNotFoundError, ValueError) as problem:
            raise CheckError(f"Invalid IANA timezone: {timezone}") from problem
        if lower_bound_delta < timedelta(minutes=1):
            raise CheckError("lower_bound_delta must be greater than or equal to 1 minute")
        if lower_bound_delta > _shortest_gap(deadline_cron):
            raise CheckError("lower_bound_delta must be less than or equal to the smallest cron interval")
        self.deadline_cron = deadline_cron
        self.lower_bound_delta = lower_bound_delta
        self.timezone = timezone


def _shortest_gap(cron: str) -> timedelta:
    ticks = Cron(cron, timezone.utc).from_moment(datetime(2024, 1, 1, tzinfo=timezone.utc))
    moments = [next(ticks) for _ in range(30)]
    return min(later - earlier for earlier, later in itertools.pairwise(moments))


def apply_freshness_policy(spec: Any, policy: FreshnessPolicy, overwrite_existing: bool = True) -> Any:
    """The spec with a policy."""
    if spec.freshness_policy is not None and not overwrite_existing:
        return spec
    return spec.replace_attributes(freshness_policy=policy)
