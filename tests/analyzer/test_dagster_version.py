"""The project's own pin of Dagster."""

from pathlib import Path

import pytest

from assetize.analyzer.model import Module
from assetize.analyzer.readers.dagster_version import find_dagster_version


@pytest.mark.parametrize(
    ("name", "text", "version"),
    [
        ("requirements.txt", "dagster-aws==0.20.1\ndagster_utils==1.0\n# dagster 1.2\n", None),
        ("requirements.txt", "dagster\n", None),
        ("requirements.txt", "dagster<2\n", None),
        ("requirements.txt", "pandas\ndagster==1.5.3\n", "1.5.3"),
        ("requirements.txt", "dagster[x,y]>=1.5,<2\n", "1.5"),
        ("requirements-dev.txt", "dagster == 1.5.*\n", "1.5"),
        ("requirements.txt", "dagster~=1.6.0 ; python_version > '3'\n", "1.6.0"),
        ("pyproject.toml", 'dependencies = [\n  "dagster>=1.7.2",\n  "dagster-dbt>=0.23",\n]\n', "1.7.2"),
        ("pyproject.toml", 'dependencies = ["pandas", "dagster==1.8"]\n', "1.8"),
        ("pyproject.toml", '[tool.poetry.dependencies]\ndagster = "^1.4.0"\ndagster-dbt = "^0.20"\n', "1.4.0"),
        ("pyproject.toml", 'dagster = {version = "~1.3", extras = ["x"]}\n', "1.3"),
        ("setup.py", 'setup(install_requires=["dagster==1.2.7", "dagster-aws"])\n', "1.2.7"),
        ("setup.cfg", "install_requires =\n    dagster>=1.1\n", "1.1"),
        ("uv.lock", '[[package]]\nname = "dagster-aws"\nversion = "0.2"\n\n[[package]]\nname = "dagster"\nversion = "1.9.4"\n', "1.9.4"),
        ("poetry.lock", '[[package]]\nname = "dagster"\nversion = "1.9.5"\ndescription = ""\n', "1.9.5"),
    ],
)  # fmt: skip
def test_version(name: str, text: str, version: str | None, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text)

    assert find_dagster_version(tmp_path, ()) == version


def test_lock_file_decides(tmp_path: Path) -> None:
    (tmp_path / "uv.lock").write_text('name = "dagster"\nversion = "1.9.4"\n')
    (tmp_path / "requirements.txt").write_text("dagster>=1.0\n")

    assert find_dagster_version(tmp_path, ()) == "1.9.4"


def test_lowest_of_several_projects(tmp_path: Path) -> None:
    for folder, version in (("a", "1.10.1"), ("b", "1.9.2"), ("c", "1.0")):
        (tmp_path / folder / "code").mkdir(parents=True)
        (tmp_path / folder / "requirements.txt").write_text(f"dagster=={version}\n")
    modules = [
        Module("x", "x", "a", "a/code/x.py", names_dagster=True),
        Module("y", "y", "b", "b/code/y.py", names_dagster=True),
        Module("z", "z", "c", "c/code/z.py", names_dagster=False),
    ]

    assert find_dagster_version(tmp_path, modules) == "1.9.2"
