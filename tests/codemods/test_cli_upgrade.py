"""``assetize upgrade`` and ``undo``: what is shown, what is written, and how it ends."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from assetize.analyzer.model import Analysis
from assetize.codemods.cli import planning, upgrade_command
from assetize.codemods.cli.main import main
from assetize.codemods.model import FileRewrite, Plan, Rewrite
from assetize.codemods.plan import PlanOptions
from assetize.codemods.upgrade import PreparedUpgrade

BEFORE = b"@op\ndef build_users():\n    return 1\n"
AFTER = b"@asset\ndef users():\n    return 1\n"
Seen = Callable[[], PlanOptions]


@pytest.fixture
def seen_options(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, shop_analysis: Analysis, shop_plan: Plan
) -> Seen:
    """A current folder whose one file is upgraded as by a plan; gives the options that the command asked for."""
    seen: list[PlanOptions] = []

    def prepare(root: Path, options: PlanOptions, analysis: Analysis) -> PreparedUpgrade:
        seen.append(options)
        found = (root / "ops.py").read_bytes()
        files = (FileRewrite("ops.py", found, AFTER),) if found == BEFORE else ()
        return PreparedUpgrade(analysis, shop_plan, Rewrite(files))

    monkeypatch.setattr(planning, "analyze", lambda root: shop_analysis)
    monkeypatch.setattr(upgrade_command, "prepare_upgrade", prepare)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ops.py").write_bytes(BEFORE)
    return lambda: seen[-1]


@pytest.fixture
def folder(seen_options: Seen, tmp_path: Path) -> Path:
    return tmp_path


def make_repository(folder: Path) -> None:
    for command in (
        ["init", "-q"],
        ["add", "-A"],
        ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "x"],
    ):
        subprocess.run(["git", *command], cwd=folder, check=True)


def test_nothing_to_upgrade_is_exit_0(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "ops.py").write_bytes(AFTER)
    assert main(["upgrade"]) == 0
    assert main(["upgrade", "--check"]) == 0
    assert "Nothing to change." in capsys.readouterr().out


def test_without_write_no_file_is_touched(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["upgrade"], ["upgrade", "--diff"], ["upgrade", "--check"]):
        assert main(arguments) == 1
    assert [path.name for path in folder.iterdir()] == ["ops.py"]
    assert (folder / "ops.py").read_bytes() == BEFORE


def test_the_diff_can_be_piped_into_git_with_the_summary_behind_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["upgrade"]) == 1
    output = capsys.readouterr().out
    assert output.startswith("diff --git a/ops.py b/ops.py\n")
    assert "\x1b" not in output
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    subprocess.run(["git", "apply", "-"], cwd=folder, input=output.encode(), check=True)
    assert (folder / "ops.py").read_bytes() == AFTER


def test_a_terminal_gets_colours(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert main(["upgrade"]) == 1
    assert "\x1b[32m+@asset\x1b[0m" in capsys.readouterr().out


def test_only_report_prints_the_summary_and_is_content(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["upgrade", "--only-report"]) == 0
    said = capsys.readouterr().out
    assert "1 file would change" in said and "+++" not in said
    assert (folder / "ops.py").read_bytes() == BEFORE
    assert main(["upgrade", "--only-report", "--write"]) == 2


def test_check_prints_the_summary_and_no_diff(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["upgrade", "--check"]) == 1
    output = capsys.readouterr().out
    assert "@@" not in output
    assert "3 jobs: 1 upgraded in full, 1 refused" in output


def test_the_summary_says_what_is_upgraded_refused_and_different(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["upgrade", "--check"])
    output = capsys.readouterr().out
    assert "users  @asset from build_users" in output
    assert "spare_job" in output
    assert "Runs are stored under the asset's key" in output


def test_write_writes_and_undo_restores(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["upgrade", "--write"]) == 0
    output = capsys.readouterr().out
    assert (folder / "ops.py").read_bytes() == AFTER
    assert "wrote ops.py" in output
    assert "To take it back: assetize undo" in output
    assert main(["undo"]) == 0
    assert (folder / "ops.py").read_bytes() == BEFORE
    assert "restored ops.py" in capsys.readouterr().out


def test_what_to_do_next_is_said_as_commands(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["upgrade", "--check"])
    assert "assetize review\n" in capsys.readouterr().out
    main(["upgrade", "--write"])
    assert "To prove that it does what the original did: assetize verify\n" in capsys.readouterr().out


def test_files_that_cannot_be_read_are_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "broken.py").write_text("from dagster import op\n\ndef (:\n")
    main(["upgrade", "--check"])
    said = capsys.readouterr().out
    assert said.index("AZ101") < said.index("broken.py:3") < said.index("Upgraded")


def test_a_second_write_changes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["upgrade", "--write"])
    assert main(["upgrade", "--write"]) == 0
    assert "Nothing to change." in capsys.readouterr().out


def test_undo_without_a_write_does_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["undo"]) == 0
    assert capsys.readouterr().out == "Nothing to undo.\n"
    assert [path.name for path in folder.iterdir()] == ["ops.py"]


def test_undo_refuses_when_the_file_was_changed_since(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["upgrade", "--write"])
    (folder / "ops.py").write_bytes(b"mine\n")
    capsys.readouterr()
    assert main(["undo"]) == 2
    assert "AZ507 ops.py" in capsys.readouterr().err
    assert (folder / "ops.py").read_bytes() == b"mine\n"


def test_write_refuses_files_with_uncommitted_changes(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    assert main(["upgrade", "--write"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "assetize: AZ502 ops.py" in captured.err
    assert "--allow-dirty" in captured.err
    assert (folder / "ops.py").read_bytes() == BEFORE


def test_allow_dirty_writes_them(folder: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    assert main(["upgrade", "--write", "--allow-dirty"]) == 0
    assert (folder / "ops.py").read_bytes() == AFTER


def test_write_in_a_clean_work_tree_needs_no_permission(folder: Path) -> None:
    make_repository(folder)
    assert main(["upgrade", "--write"]) == 0
    status = subprocess.run(
        ["git", "status", "--porcelain"], cwd=folder, capture_output=True, text=True, check=True
    )
    assert status.stdout == " M ops.py\n"


def test_several_folders_are_one_write_and_one_undo(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("east", "west"):
        (folder / name).mkdir()
        (folder / name / "ops.py").write_bytes(BEFORE)
    assert main(["upgrade", "--write", "east", "west"]) == 0
    assert (folder / "west/ops.py").read_bytes() == AFTER
    assert "2 files written" in capsys.readouterr().out
    assert main(["undo"]) == 0
    assert (folder / "east/ops.py").read_bytes() == (folder / "west/ops.py").read_bytes() == BEFORE


def test_an_unknown_job_is_refused_with_close_names(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["upgrade", "--job", "user_job"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == "assetize: --job user_job: no such job; did you mean users_job or spare_job?\n"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], PlanOptions()),
        (["--job", "users_job", "--job", "mail_job"], PlanOptions(jobs=("users_job", "mail_job"))),
        (["--min-confidence", "certain"], PlanOptions(min_confidence="certain")),
        (["--keep-function-names"], PlanOptions(function_names="keep")),
    ],
)
def test_options_reach_the_plan(arguments: list[str], expected: PlanOptions, seen_options: Seen) -> None:
    main(["upgrade", "--check", *arguments])
    assert seen_options() == expected


def test_jobs_that_were_not_asked_for_are_counted_as_such(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["upgrade", "--check", "--job", "users_job"])
    assert "3 jobs: 1 upgraded in full, 2 not asked for." in capsys.readouterr().out


def test_an_interrupted_write_is_settled_before_anything_is_read(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import assetize.codemods.writing as writing

    settled = replace(
        writing.Recovery(writing.RecoveryOutcome.ROLLED_BACK, "write", ("ops.py",)),
        files=("ops.py", "jobs.py"),
    )
    (folder / ".assetize").mkdir()
    monkeypatch.setattr(writing, "recover", lambda root: (settled,))
    assert main(["upgrade", "--check"]) == 1
    assert "an interrupted write of 2 files was rolled back" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--write", "--check"], ["--diff", "--write"], ["--check", "--diff"]])
def test_modes_that_contradict_each_other_are_refused(arguments: list[str], folder: Path) -> None:
    assert main(["upgrade", *arguments]) == 2
    assert (folder / "ops.py").read_bytes() == BEFORE
