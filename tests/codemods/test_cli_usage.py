"""The command line as scripts see it: exit codes, what goes to which stream, and what is never imported."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from assetize.analyzer import api
from assetize.analyzer.model import Analysis
from assetize.codemods import plan
from assetize.codemods.cli import planning
from assetize.codemods.cli.main import COMMANDS, main
from assetize.codemods.model import Plan
from assetize.codemods.report import FORMATS


@pytest.fixture(autouse=True)
def shop(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, shop_analysis: Analysis, shop_plan: Plan) -> Path:
    """A current folder that is analysed as the shop of the records."""
    monkeypatch.setattr(planning, "analyze", lambda root: shop_analysis)
    monkeypatch.setattr(planning, "make_plan", lambda analysis, options: shop_plan)
    monkeypatch.setattr(api, "analyze_tree", lambda root, tree: shop_analysis)
    monkeypatch.setattr(plan, "make_plan", lambda analysis, options: shop_plan)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run_python(
    code: str, *arguments: str, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, **(environment or {})},
        check=False,
    )


def error_line(capsys: pytest.CaptureFixture[str]) -> str:
    """The one line on stderr; stdout must be empty."""
    captured = capsys.readouterr()
    assert captured.out == ""
    (line,) = captured.err.splitlines()
    return line


@pytest.mark.parametrize("command", ["report", "upgrade", "undo"])
def test_a_path_that_does_not_exist_is_refused_in_one_line(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command, "nowhere"]) == 2
    assert error_line(capsys) == "assetize: nowhere: no such file or folder"


def test_a_file_is_refused_and_the_line_says_what_to_give(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (shop / "jobs.py").touch()
    assert main(["report", "jobs.py"]) == 2
    assert "jobs.py is a file; give the folder" in error_line(capsys)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_cannot_be_read_is_refused(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (shop / "closed").mkdir(mode=0)
    assert main(["report", "closed"]) == 2
    assert "closed cannot be read" in error_line(capsys)


def test_a_path_that_no_system_can_hold_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "x" * 5000]) == 2
    assert "xxx" in error_line(capsys)


@pytest.mark.parametrize(
    "arguments", [["rep"], ["report", "--format", "xml"], ["report", "--nonsense"], ["explain"]]
)
def test_bad_usage_is_exit_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err


@pytest.mark.parametrize(
    "arguments", [["--help"], ["-h"], ["--version"], *([name, "--help"] for name, _, _ in COMMANDS)]
)
def test_help_and_version_are_exit_0(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 0
    assert "assetize" in capsys.readouterr().out


def test_the_one_line_of_help_is_that_of_the_command_itself(capsys: pytest.CaptureFixture[str]) -> None:
    for name, _, text in COMMANDS:
        main([name, "--help"])
        shown = " ".join(capsys.readouterr().out.split())
        first_words = " ".join(text.split(",")[0].split(";")[0].split(":")[0].rstrip(".").split()[:3])
        assert first_words in shown


def test_an_interrupt_is_exit_130_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(root: Path, tree: object) -> Analysis:
        raise KeyboardInterrupt

    monkeypatch.setattr(api, "analyze_tree", interrupted)
    assert main(["report"]) == 130
    assert error_line(capsys) == "assetize: interrupted"


def test_a_bug_is_shown_and_not_taken_for_changes_to_make(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(root: Path) -> Analysis:
        raise RuntimeError("a bug")

    monkeypatch.setattr(planning, "analyze", broken)
    assert main(["upgrade", "--check"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("Traceback")
    assert "RuntimeError: a bug" in captured.err


def test_a_reader_that_leaves_early_gets_no_traceback() -> None:
    code = "import sys; from assetize.codemods.cli.main import main; sys.exit(main(['explain', 'AZ101']))"
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    assert process.wait(60) == 141
    assert process.stderr.read() == b""


def test_json_is_one_document_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "--format", "json"]) == 0
    captured = capsys.readouterr()
    assert [job["name"] for job in json.loads(captured.out)["jobs"]] == ["users_job", "mail_job", "spare_job"]
    assert captured.err == ""


def test_several_paths_are_one_document_named_from_the_folder_of_all(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("east/shop", "west"):
        (shop / name).mkdir(parents=True)
    assert main(["report", "--format", "json", "west", "east/shop"]) == 0
    files = [job["file"] for job in json.loads(capsys.readouterr().out)["jobs"]]
    assert files == ["east/shop/shop/jobs.py"] * 3 + ["west/shop/jobs.py"] * 3


def test_a_folder_inside_another_is_analysed_once(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (shop / "inner").mkdir()
    assert main(["report", "--format", "json", ".", "inner", "."]) == 0
    assert len(json.loads(capsys.readouterr().out)["jobs"]) == 3


@pytest.mark.parametrize("format_name", [name for name, _ in FORMATS])
def test_output_writes_the_file_and_only_the_file(
    format_name: str, shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (shop / "here").mkdir()
    assert main(["report", "--format", format_name, "-o", "here/report.out"]) == 0
    assert capsys.readouterr().out == ""
    assert [path.name for path in shop.rglob("*")] == ["here", "report.out"]
    assert "users_job" in (shop / "here/report.out").read_text() or format_name in ("sarif", "mermaid")


def test_output_replaces_a_file_and_keeps_its_mode(shop: Path) -> None:
    report = shop / "report.json"
    report.write_text("old")
    report.chmod(0o640)
    assert main(["report", "--format", "json", "-o", "report.json"]) == 0
    assert report.stat().st_mode & 0o777 == 0o640
    assert json.loads(report.read_text())["schema_version"] == 1


def test_output_follows_a_link_and_leaves_it_in_place(shop: Path) -> None:
    (shop / "real.json").write_text("old")
    (shop / "link.json").symlink_to("real.json")
    assert main(["report", "--format", "json", "-o", "link.json"]) == 0
    assert (shop / "link.json").is_symlink()
    assert json.loads((shop / "real.json").read_text())["schema_version"] == 1


def test_output_that_cannot_be_written_is_exit_2_and_leaves_nothing(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", "-o", "missing/report.txt"]) == 2
    assert "cannot be written" in error_line(capsys)
    assert list(shop.iterdir()) == []


def test_the_table_is_plain_when_piped_and_as_wide_as_asked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert main(["report"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80
    assert not any("\x1b" in line or line.endswith(" ") for line in lines)


@pytest.mark.parametrize(
    ("arguments", "variables", "colored"),
    [
        (["report"], {}, True),
        (["report"], {"NO_COLOR": "1"}, False),
        (["report"], {"NO_COLOR": ""}, True),
        (["report"], {"TERM": "dumb"}, False),
        (["report", "--no-color"], {}, False),
        (["--no-color", "report"], {}, False),
    ],
)
def test_colour_is_for_terminals_that_want_it(
    arguments: Sequence[str], variables: dict[str, str], colored: bool, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"TERM": "xterm-256color", **variables}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert main(arguments) == 0
    assert ("\x1b[" in capsys.readouterr().out) is colored


def test_an_output_that_is_not_unicode_does_not_stop_the_table() -> None:
    code = "import sys; from assetize.codemods.cli.main import main; sys.exit(main(['report', sys.argv[1]]))"
    done = run_python(code, os.curdir, environment={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert done.returncode == 0, done.stderr


def test_help_imports_neither_the_analyzer_nor_anything_heavy() -> None:
    heavy = ("assetize.analyzer", "libcst", "networkx", "rich", "sqlglot", "importlib.metadata")
    heavy += ("starlette", "uvicorn", "jinja2", "pygments")
    code = "import sys; from assetize.codemods.cli.main import main; main(['--help']); print([n for n in sys.argv[1:] if n in sys.modules])"
    assert run_python(code, *heavy).stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("format_name", [name for name, _ in FORMATS])
def test_a_report_imports_no_libcst(format_name: str, shop: Path) -> None:
    (shop / "ops.py").write_text(
        "from dagster import job, op\n\n\n@op\ndef load():\n    return 1\n\n\n@job\ndef nightly():\n    load()\n"
    )
    code = "import sys; from assetize.codemods.cli.main import main; main(['report', '--format', sys.argv[1], '-o', 'out']); print('libcst' in sys.modules)"
    assert run_python(code, format_name).stdout.splitlines()[-1] == "False"
