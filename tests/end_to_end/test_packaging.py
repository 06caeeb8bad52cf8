"""The distribution: one namespace from three folders, typed, with its data files, and with layers that hold."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PORTIONS = ("analyzer", "codemods", "runtime")


@pytest.fixture(scope="module")
def wheel_names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    target = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = target.glob("*.whl")
    return set(zipfile.ZipFile(wheel).namelist())


@pytest.mark.parametrize("portion", PORTIONS)
def test_the_namespace_itself_holds_no_module(portion: str) -> None:
    namespace = ROOT / portion / "assetize"
    assert [path.name for path in namespace.iterdir() if path.is_file()] == []


@pytest.mark.parametrize("portion", PORTIONS)
def test_the_wheel_holds_every_portion_with_its_type_marker(portion: str, wheel_names: set[str]) -> None:
    assert {f"assetize/{portion}/__init__.py", f"assetize/{portion}/py.typed"} <= wheel_names
    assert "assetize/__init__.py" not in wheel_names


def test_the_wheel_holds_the_files_that_the_code_reads(wheel_names: set[str]) -> None:
    for portion in PORTIONS:
        data = (path for path in (ROOT / portion).rglob("*") if path.is_file())
        wanted = {
            path.relative_to(ROOT / portion).as_posix() for path in data if "__pycache__" not in path.parts
        }
        assert wanted <= wheel_names


def test_the_wheel_holds_the_licence_and_nothing_of_the_tests(wheel_names: set[str]) -> None:
    assert any(name.endswith("/licenses/LICENSE") for name in wheel_names)
    assert {name.split("/")[0] for name in wheel_names if not name.split("/")[0].endswith(".dist-info")} == {
        "assetize"
    }


def test_the_licence_is_the_whole_apache_licence() -> None:
    lines = (ROOT / "LICENSE").read_text(encoding="utf-8").splitlines()
    assert 'license = "Apache-2.0"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert lines[1].strip() == "Version 2.0, January 2004"
    assert len(lines) == 201


def test_the_layers_hold() -> None:
    linted = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert linted.returncode == 0, linted.stdout + linted.stderr
