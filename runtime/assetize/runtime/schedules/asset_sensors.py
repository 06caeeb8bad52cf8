"""Sensors that run when an asset was materialized."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from typing import Any

from assetize.runtime.errors import DagsterInvalidInvocationError
from assetize.runtime.metadata.asset_key import AssetKey
from assetize.runtime.schedules.calls import UserFunction
from assetize.runtime.schedules.run_request import SkipReason
from assetize.runtime.schedules.sensor import SensorDefinition
from assetize.runtime.schedules.sensor_context import SensorEvaluationContext
from assetize.runtime.schedules.status import DefaultSensorStatus
from assetize.runtime.schedules.ticks import listed


class AssetFunction(UserFunction):
    """A function of a context and of a materialization's log entry; it may leave them out."""

    def __init__(self, function: Callable[..., Any]) -> None:
        import inspect

        super().__init__(function, "sensor")
        plain = [name for name in inspect.signature(function).parameters if name not in self.resource_names]
        self.context_name = plain[0] if plain else None
        self.event_name = plain[1] if len(plain) > 1 else None

    def called_with(self, context: Any, event: Any) -> Any:
        """What the function returns for an event."""
        arguments = self._resources_of(context)
        if self.context_name is not None:
            arguments[self.context_name] = context
        if self.event_name is not None:
            arguments[self.event_name] = event
        return self.function(**arguments)


class AssetSensorDefinition(SensorDefinition):
    """A sensor that looks at the last materialization of an asset."""

    def __init__(
        self,
        name: str,
        asset_key: AssetKey,
        job_name: str | None,
        asset_materialization_fn: Callable[..., Any],
        minimum_interval_seconds: int | None = None,
        description: str | None = None,
        job: Any = None,
        jobs: Sequence[Any] | None = None,
        default_status: DefaultSensorStatus = DefaultSensorStatus.STOPPED,
        required_resource_keys: Set[str] | None = None,
        tags: Mapping[str, str] | None = None,
        metadata: Mapping[str, Any] | None = None,
        owners: Sequence[str] | None = None,
    ) -> None:
        self.asset_key = AssetKey.from_coercible(asset_key)
        self.asset_function = AssetFunction(asset_materialization_fn)
        super().__init__(
            name,
            evaluation_fn=asset_materialization_fn,
            job_name=job_name,
            minimum_interval_seconds=minimum_interval_seconds,
            description=description,
            job=job,
            jobs=jobs,
            default_status=default_status,
            required_resource_keys=required_resource_keys,
            tags=tags,
            metadata=metadata,
            owners=owners,
        )

    @property
    def sensor_type(self) -> str:
        return "ASSET"

    def called(self, context: SensorEvaluationContext) -> Any:
        after = int(context.cursor) if context.cursor else 0
        stored = context.instance.latest_materialization(self.asset_key)
        if stored is None or stored[0] <= after:
            return SkipReason(f"No new materialization events found for asset key {self.asset_key}")
        from assetize.runtime.events.event import as_entry

        entry = as_entry(stored[1], stored[2])
        items = listed(self.asset_function.called_with(context, entry))
        context.update_cursor(str(stored[0]))
        return items

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        given = [each for each in (*args, *kwargs.values()) if isinstance(each, SensorEvaluationContext)]
        if not given:
            raise DagsterInvalidInvocationError(
                "Sensor evaluation function expected context argument, but no context argument was provided when invoking."
            )
        return listed(self.called(given[0]))


def asset_sensor(
    asset_key: AssetKey,
    *,
    job_name: str | None = None,
    name: str | None = None,
    minimum_interval_seconds: int | None = None,
    description: str | None = None,
    job: Any = None,
    jobs: Sequence[Any] | None = None,
    default_status: DefaultSensorStatus = DefaultSensorStatus.STOPPED,
    required_resource_keys: Set[str] | None = None,
    tags: Mapping[str, str] | None = None,
    metadata: Mapping[str, Any] | None = None,
    owners: Sequence[str] | None = None,
) -> Callable[[Callable[..., Any]], AssetSensorDefinition]:
    """Makes a sensor of a function that is called with each new materialization of an asset."""

    def wrap(function: Callable[..., Any]) -> AssetSensorDefinition:
        return AssetSensorDefinition(
            name or function.__name__,
            asset_key,
            job_name,
            function,
            minimum_interval_seconds,
            description if description is not None else function.__doc__,
            job,
            jobs,
            default_status,
            required_resource_keys,
            tags,
            metadata,
            owners,
        )

    return wrap
