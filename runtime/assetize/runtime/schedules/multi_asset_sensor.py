"""Sensors that look at materializations of several assets."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence, Set
from typing import Any

from assetize.runtime.errors import DagsterInvariantViolationError
from assetize.runtime.schedules.multi_asset_context import MultiAssetSensorEvaluationContext
from assetize.runtime.schedules.sensor import SensorDefinition
from assetize.runtime.schedules.status import DefaultSensorStatus
from assetize.runtime.schedules.ticks import listed


class MultiAssetSensorDefinition(SensorDefinition):
    """A sensor whose function gets the new materializations of several assets."""

    context_class = MultiAssetSensorEvaluationContext

    def __init__(
        self, name: str, monitored_assets: Any, asset_materialization_fn: Callable[..., Any], **settings: Any
    ) -> None:
        self.monitored_assets = monitored_assets
        super().__init__(name, evaluation_fn=asset_materialization_fn, **settings)

    @property
    def sensor_type(self) -> str:
        return "MULTI_ASSET"

    def called(self, context: Any) -> Any:
        made = context
        if not isinstance(context, MultiAssetSensorEvaluationContext):
            made = MultiAssetSensorEvaluationContext(
                self.monitored_assets,
                instance=context.instance,
                cursor=context.cursor,
                repository_def=context.repository_def,
                resources=context.resource_defs,
            )
        items = listed(self.body.called(made))
        _finish(made, items)
        if made.cursor_updated:
            context.update_cursor(made.cursor)
        return items

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        given = [each for each in (*args, *kwargs.values()) if isinstance(each, self.context_class)]
        returned = super().__call__(*args, **kwargs)
        if inspect.isgenerator(returned):
            returned = list(returned)
        if given and given[0].cursor_updated:
            given[0].update_cursor_after_evaluation()
        return returned


def _finish(context: Any, items: Sequence[Any]) -> None:
    """Writes the cursor; asking for runs without marking materializations would ask for them forever."""
    asked = [item for item in items if type(item).__name__ in ("RunRequest", "SensorResult")]
    requested = any(
        type(item).__name__ == "RunRequest" or getattr(item, "run_requests", None) for item in asked
    )
    if requested and not context.cursor_updated:
        raise DagsterInvariantViolationError(
            "Asset materializations have been handled in this sensor, but the cursor was not updated. This means the same "
            "materialization events will be handled in the next sensor tick. Use context.advance_cursor or "
            "context.advance_all_cursors to update the cursor."
        )
    if context.cursor_updated:
        context.update_cursor_after_evaluation()


def multi_asset_sensor(
    monitored_assets: Any,
    *,
    job_name: str | None = None,
    name: str | None = None,
    minimum_interval_seconds: int | None = None,
    description: str | None = None,
    job: Any = None,
    jobs: Sequence[Any] | None = None,
    default_status: DefaultSensorStatus = DefaultSensorStatus.STOPPED,
    request_assets: Any = None,
    required_resource_keys: Set[str] | None = None,
    tags: Mapping[str, str] | None = None,
    metadata: Mapping[str, Any] | None = None,
    owners: Sequence[str] | None = None,
) -> Callable[[Callable[..., Any]], MultiAssetSensorDefinition]:
    """Makes a sensor of a function that looks at new materializations of several assets."""

    def wrap(function: Callable[..., Any]) -> MultiAssetSensorDefinition:
        return MultiAssetSensorDefinition(
            name or function.__name__,
            monitored_assets,
            function,
            job_name=job_name,
            minimum_interval_seconds=minimum_interval_seconds,
            description=description if description is not None else function.__doc__,
            job=job,
            jobs=jobs,
            default_status=default_status,
            asset_selection=request_assets,
            required_resource_keys=required_resource_keys,
            tags=tags,
            metadata=metadata,
            owners=owners,
        )

    return wrap
