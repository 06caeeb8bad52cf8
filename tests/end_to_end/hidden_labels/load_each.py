"""Loads the project in each folder of a folder with Dagster and prints its jobs' nodes: ``load_each.py FOLDER``."""

import importlib
import sys
from pathlib import Path
from unittest.mock import MagicMock

LIBRARIES = (
    "boto3",
    "duckdb",
    "google",
    "google.cloud",
    "joblib",
    "polars",
    "psycopg2",
    "pymongo",
    "pyspark",
    "pyspark.sql",
    "requests",
    "snowflake",
    "snowflake.connector",
    "snowflake.connector.pandas_tools",
)
"""Stand-ins: nothing of these libraries is called while a project is loaded, and most are not installed for tests."""


def main() -> int:
    """Loads them one after the other, forgetting each one's modules."""
    sys.modules.update({name: MagicMock() for name in LIBRARIES})
    for folder in sorted(Path(sys.argv[1]).iterdir(), key=lambda path: int(path.name)):
        sys.path.insert(0, str(folder))
        definitions = importlib.import_module("jobs").defs
        for job in definitions.resolve_all_job_defs():
            if not job.name.startswith("__"):
                for node in job.graph.nodes:
                    if node.name != "first_rows":
                        print(folder.name, job.name, node.name)
        sys.path.remove(str(folder))
        for name in ("jobs", "ops", "storage", "settings"):
            sys.modules.pop(name, None)
        importlib.invalidate_caches()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
