"""Runs the tests that a fixture project has of its own."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest


class _Outcomes:
    """A pytest plugin that keeps what became of each test."""

    def __init__(self) -> None:
        self.outcomes: dict[str, str] = {}

    def pytest_runtest_logreport(self, report: Any) -> None:
        if report.when == "call" or report.outcome != "passed":
            self.outcomes[report.nodeid.split("::", 1)[1]] = report.outcome

    def pytest_collectreport(self, report: Any) -> None:
        if report.failed:
            self.outcomes[report.nodeid] = "failed to load"


def run_project_tests(request: Mapping[str, Any]) -> dict[str, str]:
    """Test name to outcome."""
    project = Path(request["project"])
    plugin = _Outcomes()
    options = ["-c", "/dev/null", f"--rootdir={project}", "-p", "no:cacheprovider", "--import-mode=importlib"]
    pytest.main([*options, *(str(project / path) for path in request["tests"])], plugins=[plugin])
    return plugin.outcomes
