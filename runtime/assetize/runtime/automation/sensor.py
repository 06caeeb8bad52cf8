"""The sensor that evaluates automation conditions, as a declaration."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assetize.runtime.definitions.nodes import normalized_tags
from assetize.runtime.errors import DagsterInvariantViolationError
from assetize.runtime.schedules.sensor import SensorDefinition
from assetize.runtime.schedules.status import DefaultSensorStatus
from assetize.runtime.selection.asset_selection import AssetSelection


class AutomationConditionSensorDefinition(SensorDefinition):
    """Targets the assets whose conditions it would evaluate in Dagster."""

    def __init__(
        self,
        name: str,
        *,
        target: Any,
        tags: Mapping[str, str] | None = None,
        run_tags: Mapping[str, Any] | None = None,
        default_status: DefaultSensorStatus = DefaultSensorStatus.STOPPED,
        minimum_interval_seconds: int | None = None,
        description: str | None = None,
        metadata: Mapping[str, Any] | None = None,
        emit_backfills: bool = True,
        use_user_code_server: bool = False,
        default_condition: Any = None,
    ) -> None:
        super().__init__(
            name,
            evaluation_fn=_not_here,
            minimum_interval_seconds=minimum_interval_seconds,
            description=description,
            default_status=default_status,
            tags=tags,
            metadata=metadata,
        )
        self.asset_selection = AssetSelection.from_coercible(target)
        self.run_tags = normalized_tags(run_tags)
        self.emit_backfills = emit_backfills
        self.default_condition = default_condition

    @property
    def sensor_type(self) -> str:
        return "AUTOMATION"


def _not_here(_context: Any) -> Any:
    raise DagsterInvariantViolationError(
        "The ticks of an automation condition sensor are not part of the bundled runtime; run this on Dagster, or use "
        "evaluate_automation_conditions"
    )
