"""A process in which ``dagster`` is the bundled runtime, and which runs each request on it."""

from pathlib import Path
from typing import Any

import pandas  # noqa: F401  (imported once here, shared by all children)
import sqlalchemy.dialects.sqlite  # noqa: F401

from assetize.runtime.alias import serve_dagster
from assetize.runtime.projects.loading import load_definitions
from assetize.runtime.projects.target import Target
from harness.project_tests import run_project_tests
from harness.serving import Request, serve


def execute_location(request: Request) -> dict[str, Any]:
    """What each run of the location did; what it holds is for Dagster to say."""
    from harness.execution import run_all  # its Dagster is the one that is served

    project, module = Path(request["project"]), request["module"]
    target = Target(
        python_file=None if module is not None else project / request["file"],
        module_name=module,
        attribute=request["attribute"],
        working_directory=project / request["python_path"][0],
    )
    repository = load_definitions(target).get_repository_def()
    repository.load_all_definitions()
    return {"structure": {}, "runs": run_all(repository, request)}


if __name__ == "__main__":
    with serve_dagster():
        import harness.execution  # noqa: F401

        serve(execute_location, run_project_tests)
