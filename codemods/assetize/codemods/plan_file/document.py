"""What a plan file says."""

from collections.abc import Mapping
from typing import Literal

from assetize.analyzer.records import dataclass

VERSION = 1
Decision = Literal["upgrade", "keep", "refused"]


class PlanFileError(Exception):
    """The file cannot be carried out; the text says why, for people."""


@dataclass(frozen=True, slots=True)
class PlannedAsset:
    """One definition: the keys that it makes, its form, and the ids of the ops that run in it."""

    keys: tuple[str, ...]
    form: str
    ops: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlannedJob:
    """``decision`` is for a person to change, from ``upgrade`` to ``keep`` and back."""

    id: str
    decision: Decision
    assets: tuple[PlannedAsset, ...] = ()
    notes: tuple[str, ...] = ()
    """Why it is not upgraded, or what is different when it runs. Not read back."""


@dataclass(frozen=True, slots=True)
class PlanFile:
    """``options`` are those of the command that made it; ``files`` has the hash of each file that would change."""

    options: Mapping[str, str]
    files: Mapping[str, str]
    jobs: tuple[PlannedJob, ...]
