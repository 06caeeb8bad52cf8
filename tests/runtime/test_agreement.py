"""Each case of `agreement/` gives the same value, or an error of the same class, on Dagster and on the runtime."""

import contextlib
import importlib.util
import io
import os
import re
import sys
import traceback
from pathlib import Path

import pytest

FOLDER = Path(__file__).with_name("agreement")
HELPERS = ("engine", "jobs_to_find")
ENGINES = ("dagster", "assetize.runtime")
FILES = sorted(path for path in FOLDER.glob("*.py") if path.stem not in HELPERS)
CASES = [(path.stem, name) for path in FILES for name in re.findall(r"(?m)^def (case_\w+)", path.read_text())]
LOADED = {}


def cases_of(engine, stem):
    """The module of cases, loaded once for an engine."""
    if (engine, stem) not in LOADED:
        os.environ["AGREEMENT_ENGINE"] = engine
        sys.path.insert(0, str(FOLDER))
        try:
            name = f"agreement_{stem}_on_{engine.replace('.', '_')}"
            spec = importlib.util.spec_from_file_location(name, FOLDER / f"{stem}.py")
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
        finally:
            sys.path.remove(str(FOLDER))
        LOADED[engine, stem] = module
    return LOADED[engine, stem]


def outcome(engine, stem, name):
    """The value, or the error's class and the line of the case on which it was raised."""
    module = cases_of(engine, stem)
    if hasattr(module, "m"):
        sys.modules["jobs_to_find"] = module.m
    quiet = io.StringIO()
    try:
        with contextlib.redirect_stdout(quiet), contextlib.redirect_stderr(quiet):
            return "value", repr(getattr(module, name)())
    except Exception as error:
        lines = [
            f.lineno for f in traceback.extract_tb(error.__traceback__) if f.filename.endswith(f"{stem}.py")
        ]
        return "error", type(error).__name__, lines[0]


@pytest.mark.parametrize(("stem", "name"), CASES, ids=[f"{stem}-{name}" for stem, name in CASES])
def test_engines_agree(stem, name):
    pytest.importorskip("dagster")
    expected, found = (outcome(engine, stem, name) for engine in ENGINES)
    assert found == expected
