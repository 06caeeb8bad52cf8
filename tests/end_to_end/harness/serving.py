"""Serves requests, each in a fresh child of this process, so that two versions of one package never meet.

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

from harness.world import dump_world

Request = Mapping[str, Any]
Action = Callable[[Request], Any]


def serve(execute_location: Action, run_project_tests: Action) -> None:
    """Serve requests until the input ends."""
    actions: dict[str, Action] = {
        "seed": _seed_world,
        "location": lambda request: _run_location(request, execute_location),
        "world": lambda request: dump_world(Path(request["world"])),
        "tests": run_project_tests,
    }
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            os._exit(_answer(json.loads(line), actions))
        os.waitpid(child, 0)
        print("done", flush=True)


def _run_location(request: Request, execute_location: Action) -> Any:
    """Put the case's stand-ins in the place of what is outside (a mail server), and run the location."""
    if request["stand_ins"]:
        runpy.run_path(request["stand_ins"])
    return execute_location(request)


def _seed_world(request: Request) -> None:
    """Run the case's ``seed.py`` in the scratch world."""
    runpy.run_path(request["seed"], run_name="__main__")


def _answer(request: Request, actions: Mapping[str, Action]) -> int:
    log = os.open(request["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(log, 1)
    os.dup2(log, 2)
    try:
        _prepare(request)
        answer = {"value": actions[request["action"]](request)}
    except BaseException:  # whatever the project does, its caller gets to read it
        answer = {"error": traceback.format_exc()}
    Path(request["answer"]).write_text(json.dumps(answer), "utf-8")
    return 0


def _prepare(request: Request) -> None:
    """Make this process look as the project expects: environment, working folder, import path."""
    os.environ.update(request["environment"])
    os.chdir(request["world"])
    here = str(Path(__file__).resolve().parents[1])
    own = [str(Path(request["project"], folder)) for folder in request["python_path"]]
    sys.path[:] = own + [entry for entry in sys.path if entry not in ("", here)]
    sys.dont_write_bytecode = True
