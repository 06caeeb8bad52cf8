"""A process that has Dagster imported and forks a fresh child for each request, so that two versions of one package never meet.

Reads one request a line on its standard input, and answers each with one line; the answer itself is in the file that the request names.
"""

import json
import os
import runpy
import sys
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pandas  # noqa: F401  (imported once here, shared by all children)
import sqlalchemy.dialects.sqlite  # noqa: F401

from harness.execution import execute_location, prepare
from harness.project_tests import run_project_tests
from harness.warming import warm_up
from harness.world import dump_world


def run_location(request: Mapping[str, Any]) -> Any:
    """Put the case's stand-ins in the place of what is outside (a mail server), and run the location."""
    if request["stand_ins"]:
        runpy.run_path(request["stand_ins"])
    return execute_location(request)


def seed_world(request: Mapping[str, Any]) -> None:
    """Run the case's ``seed.py`` in the scratch world."""
    runpy.run_path(request["seed"], run_name="__main__")


ACTIONS: dict[str, Callable[[Mapping[str, Any]], Any]] = {
    "seed": seed_world,
    "location": run_location,
    "world": lambda request: dump_world(Path(request["world"])),
    "tests": run_project_tests,
}


def main() -> None:
    """Serve requests until the input ends."""
    warm_up()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            os._exit(_serve(json.loads(line)))
        os.waitpid(child, 0)
        print("done", flush=True)


def _serve(request: Mapping[str, Any]) -> int:
    log = os.open(request["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(log, 1)
    os.dup2(log, 2)
    try:
        prepare(request)
        answer = {"value": ACTIONS[request["action"]](request)}
    except BaseException:  # whatever the project does, its caller gets to read it
        answer = {"error": traceback.format_exc()}
    Path(request["answer"]).write_text(json.dumps(answer), "utf-8")
    return 0


if __name__ == "__main__":
    main()
