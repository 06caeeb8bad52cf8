"""The fixture projects, and how each says that it is run."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

try:
    import tomllib
except ModuleNotFoundError:  # Python 3.10; pytest brings tomli there
    import tomli as tomllib

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures"


@dataclass(frozen=True)
class Run:
    """One thing to do in a loaded code location: run a job, or let a schedule or sensor ask for its runs and run those."""

    job: str | None = None
    schedule: str | None = None
    sensor: str | None = None
    at: str | None = None
    """When the schedule ticks, in ISO format."""
    partition: str | None = None
    run_config: Mapping[str, Any] | None = None
    fails: bool = False
    """The run is meant to fail."""


@dataclass(frozen=True)
class EntryPoint:
    """One code location of a project: what Dagster would be pointed at."""

    module: str | None
    file: str | None
    attribute: str | None
    python_path: tuple[str, ...]
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Case:
    """One folder of ``fixtures/``."""

    name: str
    folder: Path
    unchanged: bool
    """The upgrade leaves the project as it is."""
    environment: Mapping[str, str]
    locations: tuple[EntryPoint, ...]
    tests: tuple[str, ...]
    """Folders or files of the project's own tests, to run with pytest."""
    extra_steps: int
    """How many steps more the upgraded project's runs have than the original's, in all."""
    left_out: tuple[str, ...] = ()
    """Keys of assets that no run makes, because their op gives no output this time."""

    @property
    def before(self) -> Path:
        return self.folder / "before"

    @property
    def after(self) -> Path:
        """The upgraded project: ``before`` itself where nothing is to change."""
        return self.before if self.unchanged else self.folder / "after"

    @property
    def seed(self) -> Path:
        """A script that fills the scratch world before the runs."""
        return self.folder / "seed.py"

    @property
    def stand_ins(self) -> Path:
        """Code that replaces, in the process that runs the project, what talks to the outside."""
        return self.folder / "stand_ins.py"

    def expected(self) -> dict[str, Any]:
        """The essential part of the report on ``before``."""
        return dict(json.loads((self.folder / "expected.json").read_text("utf-8")))


def all_cases() -> tuple[Case, ...]:
    """Every fixture, by name."""
    return tuple(read_case(path.parent) for path in sorted(FIXTURES.glob("*/run.toml")))


def read_case(folder: Path) -> Case:
    """One fixture from its ``run.toml``."""
    data = tomllib.loads((folder / "run.toml").read_text("utf-8"))
    return Case(
        name=folder.name,
        folder=folder,
        unchanged=data.get("unchanged", False),
        environment=data.get("environment", {}),
        locations=tuple(_entry_point(item) for item in data["locations"]),
        tests=tuple(data.get("tests", ())),
        extra_steps=data.get("extra_steps", 0),
        left_out=tuple(data.get("left_out", ())),
    )


def _entry_point(data: Mapping[str, Any]) -> EntryPoint:
    return EntryPoint(
        module=data.get("module"),
        file=data.get("file"),
        attribute=data.get("attribute"),
        python_path=tuple(data.get("python_path", ["."])),
        runs=tuple(Run(**run) for run in data.get("runs", ())),
    )
