"""Code that says ``from dagster import …`` runs on the bundled runtime, and nothing of that stays behind."""

import runpy
import subprocess
import sys
from pathlib import Path

from assetize.runtime.alias.not_bundled import NOT_BUNDLED
from assetize.runtime.public_names import HOMES

PROJECT = """
from dagster import Config, Definitions, asset, job, op
import dagster as dg


class Settings(Config):
    factor: int = 2


@op
def doubled(config: Settings):
    return 21 * config.factor


@job
def doubling():
    doubled()


@asset
def numbers():
    return [1, 2, 3]


defs = dg.Definitions(assets=[numbers], jobs=[doubling])
"""


def python(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], cwd=folder, capture_output=True, text=True, check=False
    )


def code(folder: Path, text: str) -> str:
    done = python(folder, "-c", text)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_public_name_of_dagster_is_there_or_is_known_to_be_missing() -> None:
    import dagster

    not_api = runpy.run_path(str(Path(__file__).with_name("names_document.py")))["NOT_API"]
    public = {name for name in dir(dagster) if not name.startswith("_")} - not_api - {"components", "version"}
    assert public - set(HOMES) == set(NOT_BUNDLED) & public
    assert NOT_BUNDLED - public == frozenset()


def test_real_dagster_and_the_alias_do_not_mix(tmp_path: Path) -> None:
    text = """
import dagster
from assetize.runtime.alias import DagsterAlreadyImported, serve_dagster
try:
    with serve_dagster():
        print("served")
except DagsterAlreadyImported as refusal:
    print("refused:", refusal)
"""
    assert code(tmp_path, text).startswith("refused: Dagster is already imported in this process (from ")


def test_modules_are_as_they_were_afterwards(tmp_path: Path) -> None:
    (tmp_path / "project.py").write_text(PROJECT)
    text = """
import sys
from assetize.runtime.alias import serve_dagster
before = {name for name in sys.modules if not name.startswith("assetize.")}
with serve_dagster():
    with serve_dagster():
        import dagster.preview.freshness
    import project
    print(project.doubling.execute_in_process().output_for_node("doubled"))
    print(project.op.__module__.split(".")[0])
left = {name for name in sys.modules if not name.startswith("assetize.")} - before
print(sorted(name for name in left if name == "project" or name.startswith("dagster")))
import dagster
print(dagster.__file__ is not None, len(sys.meta_path) == len({id(finder) for finder in sys.meta_path}))
"""
    assert code(tmp_path, text).split("\n")[:4] == ["42", "assetize", "[]", "True True"]


def test_a_name_that_is_missing_says_so_when_it_is_used(tmp_path: Path) -> None:
    text = """
from typing import Optional
from assetize.runtime.alias import serve_dagster
def told(action):
    try:
        action()
    except Exception as error:
        return f"{type(error).__name__}: {error}"
with serve_dagster():
    import dagster
    from dagster import PipesSubprocessClient
    from dagster.components import Component
    def annotated(client: Optional[PipesSubprocessClient]) -> "PipesSubprocessClient | None": ...
    print(isinstance(3, PipesSubprocessClient), hasattr(dagster, "no_such_name"))
    print(told(lambda: PipesSubprocessClient()))
    print(told(lambda: PipesSubprocessClient.run))
    print(told(lambda: type("Mine", (Component,), {})))
    print(told(lambda: __import__("dagster._core.events")))
"""
    advice = "is not part of the bundled runtime; run this on Dagster"
    assert code(tmp_path, text).splitlines() == [
        "False False",
        f"NotBundledError: dagster.PipesSubprocessClient {advice}",
        f"NotBundledError: dagster.PipesSubprocessClient {advice}",
        f"NotBundledError: dagster.Component {advice}",
        f"ModuleNotFoundError: dagster._core {advice}",
    ]


def test_a_script_runs_with_its_own_arguments(tmp_path: Path) -> None:
    (tmp_path / "project.py").write_text(PROJECT)
    (tmp_path / "script.py").write_text(
        "import sys\nimport dagster\nimport project\n"
        "print(dagster.materialize([project.numbers]).asset_value('numbers'), sys.argv[1:], __name__)\n"
    )
    done = python(tmp_path, "-m", "assetize.runtime", "run", "script.py", "--fast", "x")
    assert done.stdout == "[1, 2, 3] ['--fast', 'x'] __main__\n", done.stderr


def test_a_script_that_is_not_there_is_a_bad_request(tmp_path: Path) -> None:
    done = python(tmp_path, "-m", "assetize.runtime", "run", "none.py")
    assert (done.returncode, done.stderr) == (2, "none.py is not a file.\n")
    assert python(tmp_path, "-m", "assetize.runtime").returncode == 2


def test_a_project_is_tested_on_the_runtime(tmp_path: Path) -> None:
    (tmp_path / "project.py").write_text(PROJECT)
    (tmp_path / "conftest.py").write_text("import dagster\n")
    (tmp_path / "test_project.py").write_text(
        "import dagster\nfrom project import doubling, numbers\n\n\n"
        "def test_engine():\n    assert dagster.op.__module__.startswith('assetize.runtime')\n\n\n"
        "def test_asset():\n    assert numbers() == [1, 2, 3]\n\n\n"
        "def test_job():\n    assert doubling.execute_in_process().success\n"
    )
    plugin = ["-m", "pytest", "-p", "assetize.runtime.pytest_plugin", "-p", "no:cacheprovider"]
    done = python(tmp_path, *plugin)
    assert "3 passed" in done.stdout, done.stdout
    assert "dagster: the bundled runtime" in done.stdout
    assert "1 failed" in python(tmp_path, "-m", "pytest", "-p", "no:cacheprovider").stdout
