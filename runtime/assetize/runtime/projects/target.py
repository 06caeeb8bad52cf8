"""Where a project's definitions are, as command lines say it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assetize.runtime.errors import DagsterError


class ProjectNotLoaded(DagsterError):
    """The definitions of a project cannot be had; the text says why and what to do."""


@dataclass(frozen=True)
class Target:
    """One of file, module and package, and in it an attribute where it holds more than one thing that could be meant."""

    python_file: Path | None = None
    module_name: str | None = None
    package_name: str | None = None
    attribute: str | None = None
    working_directory: Path | None = None

    def __post_init__(self) -> None:
        given = [item for item in (self.python_file, self.module_name, self.package_name) if item is not None]
        if len(given) != 1:
            raise ProjectNotLoaded(
                "Name what to load with exactly one of -f FILE, -m MODULE and --package-name PACKAGE."
            )

    @property
    def folder(self) -> Path:
        """Where imports of the project's own modules start."""
        if self.working_directory is not None:
            return self.working_directory
        return Path.cwd()

    def __str__(self) -> str:
        return str(self.python_file or self.module_name or self.package_name)
