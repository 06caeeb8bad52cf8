"""Imports a project's module; a failure of the project's own code is told with the project's own lines."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from assetize.runtime.projects.target import ProjectNotLoaded, Target


def import_target(target: Target) -> ModuleType:
    """The module. Raises ProjectNotLoaded when there is none; what its code raises comes through."""
    with _first_on_path(target.folder):
        if target.python_file is not None:
            return _import_file(target.python_file)
        name = target.module_name or target.package_name or ""
        try:
            return importlib.import_module(name)
        except ModuleNotFoundError as problem:
            if problem.name is not None and (name == problem.name or name.startswith(f"{problem.name}.")):
                raise ProjectNotLoaded(
                    f"There is no module {name} in {target.folder} or among what is installed. Give its name as an import "
                    "would say it, or the folder that it is in with -d."
                ) from problem
            raise


def _import_file(path: Path) -> ModuleType:
    if not path.is_file():
        raise ProjectNotLoaded(f"{path} is not a file. Give a Python file that defines jobs or assets.")
    with _first_on_path(path.resolve().parent):
        spec = importlib.util.spec_from_file_location(path.stem, path)
        if spec is None or spec.loader is None:
            raise ProjectNotLoaded(f"{path} is not a Python file: its name does not end in .py.")
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
        return module


@contextmanager
def _first_on_path(folder: Path) -> Iterator[None]:
    """Imports look in ``folder`` first. It stays on the path: bodies of ops import too, when they run."""
    text = str(folder)
    if text not in sys.path:
        sys.path.insert(0, text)
    yield
