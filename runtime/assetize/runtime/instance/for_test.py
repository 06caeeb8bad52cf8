"""An instance for the time of a test."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import Any

from assetize.runtime.instance.instance import DagsterInstance


@contextmanager
def instance_for_test(
    overrides: Mapping[str, Any] | None = None,
    set_dagster_home: bool = True,
    temp_dir: str | None = None,
    synchronous_run_coordinator: bool = False,
    synchronous_run_launcher: bool = False,
) -> Iterator[DagsterInstance]:
    """A new instance whose files are removed at the end."""
    if temp_dir is not None:
        yield DagsterInstance.ephemeral(temp_dir)
        return
    with TemporaryDirectory() as folder:
        yield DagsterInstance.ephemeral(folder)
