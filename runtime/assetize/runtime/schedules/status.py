"""Whether schedules and sensors run as soon as a project is loaded."""

from __future__ import annotations

from enum import Enum


class DefaultScheduleStatus(Enum):
    """Whether a schedule runs unless it is stopped, or the other way round."""

    RUNNING = "RUNNING"
    STOPPED = "STOPPED"


class DefaultSensorStatus(Enum):
    """Whether a sensor runs unless it is stopped, or the other way round."""

    RUNNING = "RUNNING"
    STOPPED = "STOPPED"
