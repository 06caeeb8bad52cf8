"""Runs a project's tests on the bundled runtime: ``pytest -p assetize.runtime.pytest_plugin``."""

from __future__ import annotations

from contextlib import ExitStack

import pytest

from assetize.runtime.alias import DagsterAlreadyImported, serve_dagster

_SERVING = pytest.StashKey[ExitStack]()


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Serves ``dagster`` before a conftest can import it."""
    serving = ExitStack()
    try:
        serving.enter_context(serve_dagster())
    except DagsterAlreadyImported as problem:
        raise pytest.UsageError(str(problem)) from problem
    early_config.stash[_SERVING] = serving


def pytest_report_header() -> str:
    """Says which engine the tests run on."""
    return "dagster: the bundled runtime of assetize"


def pytest_unconfigure(config: pytest.Config) -> None:
    """Takes the alias away."""
    serving = config.stash.get(_SERVING, None)
    if serving is not None:
        serving.close()
