"""Files around the analysed folder that name its ops and jobs."""

import subprocess
from pathlib import Path

import pytest

from assetize.analyzer.api import analyze

JOBS = """
from dagster import Definitions, job, op

@op
def build_users():
    open("users.csv", "w").write("1")

@job
def users_job():
    build_users()

defs = Definitions(jobs=[users_job])
"""


def write(root: Path, **files: str) -> Path:
    for name, text in files.items():
        path = root / name.replace("__", "/")
        path = path.with_suffix(".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


def outside(root: Path) -> list[tuple[str, str, int]]:
    return [
        (reference.target, reference.where.file, reference.where.line)
        for reference in analyze(root).project.references
        if reference.detail == "outside the folder"
    ]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    return tmp_path


def test_the_whole_repository_has_nothing_outside(repository: Path) -> None:
    write(repository, shop__jobs=JOBS, tests__test_jobs="from shop.jobs import build_users\nbuild_users()\n")
    assert outside(repository) == []


def test_a_file_that_does_not_import_the_module_is_no_mention(repository: Path) -> None:
    write(repository, shop__jobs=JOBS, other="def build_users(): ...\n")
    assert outside(repository / "shop") == []


def test_without_a_repository_nothing_is_looked_at(tmp_path: Path) -> None:
    write(tmp_path, shop__jobs=JOBS, tests__test_jobs="from shop.jobs import build_users\n")
    assert outside(tmp_path / "shop") == []


def test_a_test_beside_the_folder_is_a_mention(repository: Path) -> None:
    write(repository, shop__jobs=JOBS, tests__test_jobs="\nfrom shop.jobs import build_users, users_job\n")
    assert outside(repository / "shop") == [
        ("jobs:build_users", "../tests/test_jobs.py", 2),
        ("jobs:users_job", "../tests/test_jobs.py", 2),
    ]


def test_a_neighbour_with_a_module_of_the_same_name_means_its_own(repository: Path) -> None:
    write(
        repository,
        one__shop__jobs=JOBS,
        two__shop__jobs=JOBS,
        two__main="from shop.jobs import build_users\n",
    )
    assert outside(repository / "one") == []


def test_a_package_that_hands_on_its_ops(repository: Path) -> None:
    write(repository, shop__jobs=JOBS, main="import shop\nshop.build_users()\n")
    (repository / "shop" / "__init__.py").write_text("from .jobs import build_users\n")
    assert [(file, line) for _, file, line in outside(repository / "shop")] == [("../main.py", 2)]
