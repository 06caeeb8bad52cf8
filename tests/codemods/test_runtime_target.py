"""``upgrade --target runtime``: the whole project on the bundled runtime, or nothing; it runs where there is no Dagster."""

import subprocess
import sys
from pathlib import Path

import pytest

from assetize.codemods.cli.main import main
from assetize.codemods.runtime_target.check import differs_in_more
from assetize.codemods.runtime_target.edits import edited
from assetize.codemods.runtime_target.imports import read_imports

OPS = """\
from pathlib import Path
from dagster import In, Nothing, op


@op
def make_users():
    Path("users.csv").write_text("ada\\n")


@op(ins={"start": In(Nothing)})
def make_counts():
    Path("counts.csv").write_text(str(len(Path("users.csv").read_text().split())))
"""
JOBS = """\
import dagster as dg
from .ops import make_counts, make_users


@dg.job
def counts_job():
    make_counts(start=make_users())


@dg.op
def tell():
    Path("told").touch()


@dg.job
def tell_job():
    tell()


defs = dg.Definitions(jobs=[counts_job, tell_job])
"""
TEST = """\
def test_it():
    import os, dagster
    assert dagster.materialize
"""
RUN = """\
import sys
sys.modules["dagster"] = None
from shop.jobs import defs
assert defs.get_job_def("counts_job").execute_in_process().success
assert "dagster" not in {name for name, module in sys.modules.items() if module is not None}
print(open("counts.csv").read())
"""


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "shop").mkdir()
    for name, text in (("__init__", ""), ("ops", OPS), ("jobs", JOBS)):
        (tmp_path / "shop" / f"{name}.py").write_text(text)
    (tmp_path / "test_shop.py").write_text(TEST)
    return tmp_path


def tree(root: Path) -> dict[str, str]:
    return {path.relative_to(root).as_posix(): path.read_text() for path in sorted(root.rglob("*.py"))}


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("from dagster import *", "AZ482", "from dagster import *"),
        ("from dagster import PipesSubprocessClient", "AZ481", "the runtime has no PipesSubprocessClient"),
        ("from dagster import no_such_name as name", "AZ481", "the runtime has no no_such_name"),
        ("from dagster._core import events", "AZ482", "from dagster._core import …"),
        ("from dagster.version import __version__", "AZ482", "from dagster.version import …"),
        ("import dagster.version", "AZ482", "import dagster.version"),
        ("from dagster_aws.s3 import s3_resource", "AZ482", "from dagster_aws.s3 import …"),
        ("import dagster_aws", "AZ482", "import dagster_aws"),
        (
            "import dagster as d; x = d.PipesSubprocessClient",
            "AZ481",
            "the runtime has no PipesSubprocessClient",
        ),
        ("import dagster as d; x = vars(d)", "AZ482", "d is used as a value"),
        ("import importlib; x = importlib.import_module('dagster')", "AZ482", "import_module('dagster')"),
    ],
)
def test_one_import_that_cannot_be_served_refuses_all(
    line: str, code: str, said: str, shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (shop / "other.py").write_text(f"# a line\n{line}\n")
    before = tree(shop)
    assert main(["upgrade", "--target", "runtime", "--write"]) == 2
    error = capsys.readouterr().err
    assert f"{code} other.py:2: " in error and said in error
    assert tree(shop) == before


@pytest.mark.parametrize("options", [["--plan-out", "plan.toml"], ["--write", "--commit"]])
def test_plan_files_and_commits_are_of_dagster(options: list[str], shop: Path) -> None:
    assert main(["upgrade", "--target", "runtime", *options]) == 2


def test_all_files_take_their_names_from_the_runtime(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = tree(shop)
    assert main(["upgrade", "--target", "runtime", "--write"]) == 0
    after = tree(shop)
    assert "from assetize.runtime import asset\n" in after["shop/ops.py"]
    assert "@asset\ndef users() -> None:" in after["shop/ops.py"]
    assert after["shop/jobs.py"].startswith("import assetize.runtime as dg\n")
    assert "    import os, assetize.runtime as dagster\n" in after["test_shop.py"]
    assert "dagster import" not in "".join(after.values())

    assert main(["upgrade", "--target", "runtime", "--check"]) == 0
    assert main(["upgrade", "--check"]) == 0
    assert main(["undo"]) == 0
    assert tree(shop) == before


def test_the_result_runs_where_there_is_no_dagster(shop: Path) -> None:
    assert main(["upgrade", "--target", "runtime", "--write"]) == 0
    done = subprocess.run([sys.executable, "-c", RUN], capture_output=True, text=True, cwd=shop, check=False)
    assert (done.returncode, done.stdout) == (0, "1\n"), done.stderr


def test_a_project_with_nothing_to_upgrade_moves_too(shop: Path) -> None:
    (shop / "shop" / "jobs.py").write_text("import dagster as dg\n\ndefs = dg.Definitions()\n")
    assert main(["upgrade", "--target", "runtime", "--check"]) == 1
    assert main(["upgrade", "--target", "runtime", "--write"]) == 0
    assert (
        shop / "shop" / "jobs.py"
    ).read_text() == "import assetize.runtime as dg\n\ndefs = dg.Definitions()\n"


def test_a_package_of_the_project_may_be_called_like_a_library(shop: Path) -> None:
    (shop / "dagster_shop").mkdir()
    (shop / "dagster_shop" / "__init__.py").write_text("from dagster import op\n")
    (shop / "other.py").write_text("from dagster_shop import op\nimport dagster_shop\n")
    assert main(["upgrade", "--target", "runtime", "--write"]) == 0
    assert (shop / "other.py").read_text() == "from dagster_shop import op\nimport dagster_shop\n"


def test_several_folders_move_together_or_not_at_all(shop: Path) -> None:
    (shop / "east").mkdir()
    (shop / "east" / "jobs.py").write_text("from dagster import job\n")
    (shop / "west").mkdir()
    (shop / "west" / "jobs.py").write_text("from dagster_aws import s3\n")
    assert main(["upgrade", "--target", "runtime", "--write", "east", "west"]) == 2
    (shop / "west" / "jobs.py").write_text("from dagster import op\n")
    assert main(["upgrade", "--target", "runtime", "--write", "east", "west"]) == 0
    assert (shop / "west" / "jobs.py").read_text() == "from assetize.runtime import op\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("from  dagster  import op\r\n", "from  assetize.runtime  import op\r\n"),
        ("from \\\n  dagster import op\n", "from \\\n  assetize.runtime import op\n"),
        ('x = "ä"; from dagster import op\n', 'x = "ä"; from assetize.runtime import op\n'),
        ("import dagster, dagster as dg\n", "import assetize.runtime as dagster, assetize.runtime as dg\n"),
        ("try:\n\timport dagster\nexcept ImportError:\n\tdagster = None", "try:\n\timport assetize.runtime as dagster\nexcept ImportError:\n\tdagster = None"),
        ("from .dagster import op\nfrom mydagster import x\nimport dagsters\n", ""),
        ("# from dagster import op\nx = 'from dagster import op'\x0c\n", ""),
        ("\x0cx = '\u2028'\nfrom dagster import op\n", "\x0cx = '\u2028'\nfrom assetize.runtime import op\n"),
        ("from dagster import (\n    op,  # an op\n)\n", "from assetize.runtime import (\n    op,  # an op\n)\n"),
    ],
)  # fmt: skip
def test_only_the_module_s_name_changes(before: str, after: str) -> None:
    found = read_imports("a.py", before)
    text = edited(before, found.edits)
    assert text == (after or before)
    assert not differs_in_more(before, text)


def test_a_change_of_anything_else_is_noticed() -> None:
    assert differs_in_more("from dagster import op\nx = 1\n", "from assetize.runtime import op\nx = 2\n")
    assert differs_in_more("from dagster import op\n", "from dagster import op\n")
