"""Run config that depends on a partition."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from assetize.runtime.config.run_config import as_run_config
from assetize.runtime.errors import CheckError
from assetize.runtime.partitions.calendar import (
    DailyPartitionsDefinition,
    HourlyPartitionsDefinition,
    MonthlyPartitionsDefinition,
    WeeklyPartitionsDefinition,
)
from assetize.runtime.partitions.definition import (
    DynamicPartitionsDefinition,
    PartitionsDefinition,
    StaticPartitionsDefinition,
)


class PartitionedConfig:
    """Partitions, and the run config of each."""

    def __init__(
        self,
        partitions_def: PartitionsDefinition,
        run_config_for_partition_fn: Callable[[Any], Any] | None = None,
        decorated_fn: Callable[..., Any] | None = None,
        tags_for_partition_fn: Callable[[Any], Mapping[str, str]] | None = None,
        run_config_for_partition_key_fn: Callable[[str], Any] | None = None,
        tags_for_partition_key_fn: Callable[[str], Mapping[str, str]] | None = None,
    ) -> None:
        if (run_config_for_partition_fn is None) == (run_config_for_partition_key_fn is None):
            raise CheckError(
                "Must provide exactly one of run_config_for_partition_fn or run_config_for_partition_key_fn"
            )
        self.partitions_def = partitions_def
        self.run_config_for_partition_fn = run_config_for_partition_fn
        self.run_config_for_partition_key_fn = run_config_for_partition_key_fn
        self.tags_for_partition_fn = tags_for_partition_fn
        self.tags_for_partition_key_fn = tags_for_partition_key_fn
        self._decorated = decorated_fn

    def get_partition_keys(self, current_time: Any = None) -> Sequence[str]:
        """The keys."""
        return self.partitions_def.get_partition_keys(current_time)

    def get_run_config_for_partition_key(self, partition_key: str) -> Mapping[str, Any]:
        """The run config of a partition."""
        made = _of_partition(
            self.run_config_for_partition_fn, self.run_config_for_partition_key_fn, partition_key
        )
        return made.to_config_dict() if hasattr(made, "to_config_dict") else as_run_config(made)

    def get_tags_for_partition_key(
        self, partition_key: str, job_name: str | None = None
    ) -> Mapping[str, str]:
        """The run tags of a partition."""
        made = _of_partition(self.tags_for_partition_fn, self.tags_for_partition_key_fn, partition_key)
        return {**made, **self.partitions_def.get_tags_for_partition_key(partition_key)}

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        from assetize.runtime.errors import DagsterInvalidInvocationError

        if self._decorated is None:
            raise DagsterInvalidInvocationError(
                "Only PartitionedConfig objects created using one of the decorators can be invoked."
            )
        return self._decorated(*args, **kwargs)


def _of_partition(of_partition: Any, of_key: Any, key: str) -> Any:
    """What a function of a partition, or one of a key, says about a partition."""
    if of_key is not None:
        return of_key(key)
    from assetize.runtime.partitions.partition import Partition

    return {} if of_partition is None else of_partition(Partition(key))


def _of_window(definition: Any, tags_of_partition: Any) -> Callable[[Callable[..., Any]], PartitionedConfig]:
    def wrap(function: Callable[..., Any]) -> PartitionedConfig:
        def of_key(key: str) -> Any:
            return function(*definition.time_window_for_partition_key(key))

        def tags(key: str) -> Any:
            return (
                tags_of_partition(*definition.time_window_for_partition_key(key)) if tags_of_partition else {}
            )

        return PartitionedConfig(
            definition,
            decorated_fn=function,
            run_config_for_partition_key_fn=of_key,
            tags_for_partition_key_fn=tags,
        )

    return wrap


def hourly_partitioned_config(
    start_date: Any,
    minute_offset: int = 0,
    timezone: str | None = None,
    fmt: str | None = None,
    end_offset: int = 0,
    tags_for_partition_fn: Any = None,
) -> Any:
    """Run config of a function of an hour's start and end."""
    definition = HourlyPartitionsDefinition(
        start_date, minute_offset=minute_offset, timezone=timezone, fmt=fmt, end_offset=end_offset
    )
    return _of_window(definition, tags_for_partition_fn)


def daily_partitioned_config(
    start_date: Any,
    minute_offset: int = 0,
    hour_offset: int = 0,
    timezone: str | None = None,
    fmt: str | None = None,
    end_offset: int = 0,
    tags_for_partition_fn: Any = None,
) -> Any:
    """Run config of a function of a day's start and end."""
    definition = DailyPartitionsDefinition(
        start_date,
        minute_offset=minute_offset,
        hour_offset=hour_offset,
        timezone=timezone,
        fmt=fmt,
        end_offset=end_offset,
    )
    return _of_window(definition, tags_for_partition_fn)


def weekly_partitioned_config(
    start_date: Any,
    minute_offset: int = 0,
    hour_offset: int = 0,
    day_offset: int = 0,
    timezone: str | None = None,
    fmt: str | None = None,
    end_offset: int = 0,
    tags_for_partition_fn: Any = None,
) -> Any:
    """Run config of a function of a week's start and end."""
    definition = WeeklyPartitionsDefinition(
        start_date,
        minute_offset=minute_offset,
        hour_offset=hour_offset,
        day_offset=day_offset,
        timezone=timezone,
        fmt=fmt,
        end_offset=end_offset,
    )
    return _of_window(definition, tags_for_partition_fn)


def monthly_partitioned_config(
    start_date: Any,
    minute_offset: int = 0,
    hour_offset: int = 0,
    day_offset: int = 1,
    timezone: str | None = None,
    fmt: str | None = None,
    end_offset: int = 0,
    tags_for_partition_fn: Any = None,
) -> Any:
    """Run config of a function of a month's start and end."""
    definition = MonthlyPartitionsDefinition(
        start_date,
        minute_offset=minute_offset,
        hour_offset=hour_offset,
        day_offset=day_offset,
        timezone=timezone,
        fmt=fmt,
        end_offset=end_offset,
    )
    return _of_window(definition, tags_for_partition_fn)


def _of_keys(
    definition: PartitionsDefinition, tags_fn: Any
) -> Callable[[Callable[..., Any]], PartitionedConfig]:
    def wrap(function: Callable[[str], Any]) -> PartitionedConfig:
        return PartitionedConfig(
            definition,
            decorated_fn=function,
            run_config_for_partition_key_fn=function,
            tags_for_partition_key_fn=tags_fn,
        )

    return wrap


def static_partitioned_config(
    partition_keys: Sequence[str], tags_for_partition_fn: Any = None, tags_for_partition_key_fn: Any = None
) -> Any:
    """Run config of a function of a key that is written down."""
    return _of_keys(
        StaticPartitionsDefinition(partition_keys), tags_for_partition_key_fn or tags_for_partition_fn
    )


def dynamic_partitioned_config(
    partition_fn: Callable[..., Sequence[str]],
    tags_for_partition_fn: Any = None,
    tags_for_partition_key_fn: Any = None,
) -> Any:
    """Run config of a function of a key that another function gives."""
    return _of_keys(
        DynamicPartitionsDefinition(partition_fn), tags_for_partition_key_fn or tags_for_partition_fn
    )


def partitioned_config(
    partitions_def: PartitionsDefinition,
    tags_for_partition_fn: Any = None,
    tags_for_partition_key_fn: Any = None,
) -> Any:
    """Run config of a function of a key of any partitions."""
    return _of_keys(partitions_def, tags_for_partition_key_fn or tags_for_partition_fn)
