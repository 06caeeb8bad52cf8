"""How schedules and sensors are written: data only."""

from collections.abc import Mapping

from assetize.analyzer.model.facts import TriggerKind
from assetize.analyzer.records import dataclass


@dataclass(frozen=True, slots=True)
class Form:
    """How one kind of trigger is written; ``job_arguments`` are those that may hand over a job."""

    kind: TriggerKind
    positions: tuple[str, ...] = ()
    job_arguments: tuple[str, ...] = ("job", "jobs", "target")


RUN_STATUS = Form(
    "sensor",
    ("run_status", "name", "minimum_interval_seconds", "description", "monitored_jobs"),
    ("monitored_jobs", "request_job", "request_jobs", "job_selection"),
)
FORMS: Mapping[str, Form] = {
    "dagster.ScheduleDefinition": Form("schedule", ("name",)),
    "dagster.schedule": Form("schedule", ("cron_schedule",)),
    "dagster.build_schedule_from_partitioned_job": Form("schedule", ("job", "description", "name")),
    "dagster.sensor": Form("sensor", ("job_name",)),
    "dagster.asset_sensor": Form("sensor", ("asset_key",)),
    "dagster.multi_asset_sensor": Form("sensor", ("monitored_assets",)),
    "dagster.freshness_policy_sensor": Form("sensor", ("asset_selection",), ()),
    "dagster.run_status_sensor": RUN_STATUS,
    "dagster.run_failure_sensor": Form("sensor", RUN_STATUS.positions[1:], RUN_STATUS.job_arguments),
    "dagster.SensorDefinition": Form("sensor", ("name",)),
    "dagster.AssetSensorDefinition": Form("sensor", ("name", "asset_key", "job_name")),
    "dagster.RunStatusSensorDefinition": Form("sensor", ("name", "run_status"), RUN_STATUS.job_arguments),
    "dagster.AutomationConditionSensorDefinition": Form("sensor", ("name",), ()),
}
