"""Scratch copies in which a version may run for real, with what the settings redirect there."""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assetize.analyzer.codes.settings import NOT_REDIRECTED
from assetize.analyzer.model import Diagnostic, VerifySettings
from assetize.codemods.verification.running import environment_of

LONGEST_OUTPUT = 600


class NoRealRun(Exception):
    """The settings name something that is not there; ``diagnostic`` says what, and where it is named."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


@dataclass(frozen=True, slots=True)
class Place:
    """``folder`` is all that a version may write to; in it are its project, ``files`` (``{scratch}``) and Dagster's own storage."""

    folder: Path
    project: Path
    files: Path
    storage: Path
    environment: Mapping[str, str]


def make_place(folder: Path, project: Path, real: Path, settings: VerifySettings) -> Place:
    """A copy of ``project`` in ``folder``; what it has not, but the settings name, comes from ``real``, the user's own."""
    copy, files, storage = folder / "project", folder / "scratch", folder / "storage"
    shutil.copytree(project, copy, symlinks=True)
    files.mkdir()
    storage.mkdir()
    for name in settings.files:
        _copy_in(name, copy, real, settings)
    variables = {name: _filled_in(value, copy, files) for name, value in settings.environment}
    return Place(folder, copy, files, storage, variables)


def _filled_in(text: str, project: Path, files: Path) -> str:
    return text.replace("{scratch}", str(files)).replace("{project}", str(project))


def _copy_in(name: str, project: Path, real: Path, settings: VerifySettings) -> None:
    source, target = real / name, project / name
    if not source.exists():
        raise NoRealRun(NOT_REDIRECTED.at(settings.where, f"verify.files: there is no {name}"))
    if target.is_symlink():
        target.unlink()
    elif target.is_dir():
        shutil.rmtree(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)
    elif not target.exists():
        shutil.copyfile(source, target)


def set_up(place: Place, settings: VerifySettings, python_path: tuple[str, ...], seconds: float) -> None:
    """Run the settings' command in the project's copy; it can write nowhere else, where the system allows that to be forbidden."""
    if not settings.setup:
        return
    words = [_filled_in(word, place.project, place.files) for word in shlex.split(settings.setup)]
    module = "assetize.codemods.verification.child.setup_command"
    paths = [*(str(place.project / folder) for folder in python_path), os.environ.get("PYTHONPATH", "")]
    environment = {**environment_of(place.folder), **place.environment}
    environment["PYTHONPATH"] = os.pathsep.join(path for path in paths if path)
    problem = ""
    try:
        done = subprocess.run(
            [sys.executable, "-m", module, str(place.folder), *words],
            cwd=place.project,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        problem = f"it did not end within {seconds:.0f} seconds"
    else:
        said = (done.stderr + done.stdout).decode(errors="replace").strip()
        if done.returncode:
            problem = f"it ended with exit code {done.returncode}: {said[-LONGEST_OUTPUT:]}"
    if problem:
        message = f"verify.setup: {settings.setup}: {problem}"
        raise NoRealRun(NOT_REDIRECTED.at(settings.where, message))
