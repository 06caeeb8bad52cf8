"""A process that has Dagster imported, and runs each request on it."""

from typing import Any

import pandas  # noqa: F401  (imported once here, shared by all children)
import sqlalchemy.dialects.sqlite  # noqa: F401

from harness.code_locations import load_repository
from harness.execution import run_all
from harness.project_tests import run_project_tests
from harness.serving import Request, serve
from harness.structure import read_structure
from harness.warming import warm_up


def execute_location(request: Request) -> dict[str, Any]:
    """What the location holds and what each of its runs did."""
    repository = load_repository(request)
    return {"structure": read_structure(repository), "runs": run_all(repository, request)}


if __name__ == "__main__":
    warm_up()
    serve(execute_location, run_project_tests)
