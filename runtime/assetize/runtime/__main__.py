"""``python -m assetize.runtime run SCRIPT [ARGUMENT...]``: a script that imports ``dagster`` runs on the bundled runtime."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

from assetize.runtime.alias import DagsterAlreadyImported, serve_dagster

USAGE = """usage: python -m assetize.runtime run SCRIPT [ARGUMENT...]

Runs SCRIPT as Python would, but `import dagster` and `from dagster import …` give the bundled runtime."""

REFUSED = 2


def main(arguments: list[str]) -> int:
    """Runs the script; the exit code is the script's own, or 2 when there is none to run."""
    if arguments in (["-h"], ["--help"], ["run", "-h"], ["run", "--help"]):
        print(USAGE)
        return 0
    if len(arguments) < 2 or arguments[0] != "run":
        print(USAGE, file=sys.stderr)
        return REFUSED
    script = Path(arguments[1])
    if not script.is_file():
        print(f"{script} is not a file.", file=sys.stderr)
        return REFUSED
    sys.argv = arguments[1:]
    sys.path[0] = str(script.resolve().parent)
    try:
        with serve_dagster():
            runpy.run_path(str(script), run_name="__main__")
    except DagsterAlreadyImported as problem:
        print(problem, file=sys.stderr)
        return REFUSED
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
