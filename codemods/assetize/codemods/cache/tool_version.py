"""What the program itself is: another version of it may come to another report."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path


def tool_version() -> str:
    """Python's version and the state of the program's own files, which may be under development."""
    layers = [Path(__file__).parents[1], Path(sys.modules["assetize.analyzer"].__file__ or "").parent]
    files = sorted(line for layer in layers for line in _states(os.fspath(layer)))
    return "\n".join((sys.version, *(files or _version())))


def _version() -> tuple[str]:
    """For a program that is not installed as files."""
    from importlib.metadata import version  # slow to import

    return (version("assetize"),)


def _states(folder: str) -> Iterator[str]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _states(entry.path)
        elif entry.name.endswith((".py", ".css")):
            state = entry.stat()
            yield f"{entry.path} {state.st_size} {state.st_mtime_ns}"
