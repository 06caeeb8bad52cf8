"""Puts the alias in place of ``dagster`` and takes it away again."""

from __future__ import annotations

import sys
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from assetize.runtime.alias.finder import AliasFinder
from assetize.runtime.errors import DagsterError


class DagsterAlreadyImported(DagsterError):
    """Real Dagster is loaded in this process: its objects and the runtime's cannot be mixed."""


@contextmanager
def serve_dagster() -> Iterator[None]:
    """Imports of ``dagster`` give the runtime while the context lasts; then ``sys.modules`` is as it was.

    Modules of the project that were imported meanwhile are forgotten too, since they hold the runtime's objects. What
    is installed or belongs to Python stays. Contexts can be nested. Raises DagsterAlreadyImported when real Dagster is there.
    """
    if any(isinstance(finder, AliasFinder) for finder in sys.meta_path):
        yield
        return
    _refuse_to_mix()
    before = dict(sys.modules)
    finder = AliasFinder()
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
        _forget_modules(before)


def _refuse_to_mix() -> None:
    loaded = sys.modules.get("dagster")
    if loaded is not None:
        raise DagsterAlreadyImported(
            f"Dagster is already imported in this process (from {getattr(loaded, '__file__', 'an unknown place')}): code that "
            "uses it cannot be mixed with the bundled runtime. Start a new process."
        )


def _forget_modules(before: dict[str, ModuleType]) -> None:
    for name, module in list(sys.modules.items()):
        if name not in before and (is_alias_name(name) or _is_of_the_project(module)):
            del sys.modules[name]


def is_alias_name(name: str) -> bool:
    """Whether the alias answers for a module of that name."""
    return name == "dagster" or name.startswith("dagster.")


def _is_of_the_project(module: ModuleType) -> bool:
    """Whether the module's file is neither installed nor part of Python."""
    file = getattr(module, "__file__", None)
    if not file or module.__name__.startswith("assetize."):
        return False
    path = Path(file)
    return not any(path.is_relative_to(folder) for folder in _library_folders())


def _library_folders() -> list[Path]:
    paths = sysconfig.get_paths()
    return [Path(paths[name]) for name in ("stdlib", "platstdlib", "purelib", "platlib")]
