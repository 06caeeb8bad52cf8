"""An instance for the time of a test."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from tempfile import TemporaryDirectory
from typing import Any

from assetize.runtime.instance.instance import HOME_VARIABLE, DagsterInstance


@contextmanager
def instance_for_test(
    overrides: Mapping[str, Any] | None = None,
    set_dagster_home: bool = True,
    temp_dir: str | None = None,
    synchronous_run_coordinator: bool = False,
    synchronous_run_launcher: bool = False,
) -> Iterator[DagsterInstance]:
    """A new instance whose files are removed at the end; meanwhile `DagsterInstance.get()` gives it too."""
    with ExitStack() as stack:
        folder = stack.enter_context(TemporaryDirectory()) if temp_dir is None else temp_dir
        if set_dagster_home:
            stack.enter_context(_home_at(folder))
        yield stack.enter_context(DagsterInstance.local(folder))


@contextmanager
def _home_at(folder: str) -> Iterator[None]:
    before = os.environ.get(HOME_VARIABLE)
    os.environ[HOME_VARIABLE] = folder
    try:
        yield
    finally:
        if before is None:
            del os.environ[HOME_VARIABLE]
        else:
            os.environ[HOME_VARIABLE] = before
