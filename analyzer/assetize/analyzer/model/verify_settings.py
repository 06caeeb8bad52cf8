"""What a project's settings say of a real run: where its data goes to, and which runs are compared."""

from assetize.analyzer.model.source import Location
from assetize.analyzer.records import dataclass


@dataclass(frozen=True, slots=True)
class AskedRun:
    """One run: of a job, or whatever a schedule (at a moment, in ISO format) or sensor asks for. ``run_config`` is JSON text, or empty."""

    where: Location
    job: str = ""
    schedule: str = ""
    sensor: str = ""
    partition: str = ""
    at: str = ""
    run_config: str = ""
    fails: bool = False
    """The run is meant to fail, and what it leaves behind is compared all the same."""


@dataclass(frozen=True, slots=True)
class VerifySettings:
    """``[tool.assetize.verify]``.

    In ``environment`` and ``setup``, ``{scratch}`` stands for a folder that is empty at first, ``{project}`` for the project's copy.
    """

    where: Location
    environment: tuple[tuple[str, str], ...] = ()
    files: tuple[str, ...] = ()
    """Files and folders of the project that runs may change: they are copied, all other data is only linked."""
    setup: str = ""
    """A command that is run in the project's copy before anything else."""
    stand_ins: str = ""
    """A Python file that is run in the process before the project is loaded."""
    io_managers: tuple[str, ...] = ()
    """Keys of I/O managers in whose place files in the scratch folder are used."""
    record_resources: tuple[str, ...] = ()
    """Keys of resources in whose place something notes each call and does nothing."""
    runs: tuple[AskedRun, ...] = ()
