"""``upgrade --write --commit``: one commit for each unit, with a message that says what and why; hooks are the user's."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from assetize.codemods.cli.main import main

Git = Callable[..., str]


def _subjects(git: Git) -> list[str]:
    return git("log", "--reverse", "--format=%s").splitlines()[1:]


def _hook(project: Path, name: str, text: str) -> None:
    path = project / ".git" / "hooks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


def test_one_commit_for_each_unit(project: Path, git: Git, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["upgrade", "--write", "--commit"]) == 0
    assert _subjects(git) == [
        "Upgrade users_job, again_job to assets",
        "Upgrade orders_job to assets",
        "Upgrade items_job to assets",
    ]
    assert git("status", "--porcelain") == ""
    said = capsys.readouterr().out
    assert said.count("committed ") == 3 and "git revert" in said and "assetize undo" not in said


def test_each_commit_holds_its_own_jobs_alone(project: Path, git: Git) -> None:
    main(["upgrade", "--write", "--commit"])
    upgraded = [
        [
            name
            for name in ("users", "again", "orders", "items")
            if f"{name}_job = dg.define_asset_job" in text
        ]
        for text in (git("show", f"HEAD~{back}:jobs.py") for back in (3, 2, 1, 0))
    ]
    assert upgraded == [
        [],
        ["users", "again"],
        ["users", "again", "orders"],
        ["users", "again", "orders", "items"],
    ]


def test_the_last_commit_is_the_whole_upgrade(project: Path, git: Git) -> None:
    main(["upgrade", "--write", "--commit"])
    committed = [git("show", f"HEAD:{name}") for name in ("ops.py", "jobs.py")]
    git("checkout", "-q", "HEAD~3", "--", ".")
    git("commit", "-q", "-m", "back")
    main(["upgrade", "--write"])
    assert [(project / name).read_text() for name in ("ops.py", "jobs.py")] == committed


def test_a_second_upgrade_commits_nothing(
    project: Path, git: Git, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["upgrade", "--write", "--commit"])
    capsys.readouterr()
    assert main(["upgrade", "--write", "--commit"]) == 0
    assert "Nothing to change." in capsys.readouterr().out
    assert len(_subjects(git)) == 3


def test_the_message(project: Path, git: Git) -> None:
    main(["upgrade", "--write", "--commit", "--job", "orders_job"])
    assert (
        git("log", "-1", "--format=%B").rstrip("\n")
        == """\
Upgrade orders_job to assets

- orders_job (jobs.py:12) becomes assets as a whole

Assets, and why:

- orders: @asset from make_orders; the op writes one object whose name
  is known before a run (likely, ops.py:12)

Different when it runs:

- The step and run config key make_orders is now orders.
- No I/O manager is called for orders any more (it was handed None)."""
    )


def test_the_author_is_git_s(project: Path, git: Git) -> None:
    main(["upgrade", "--write", "--commit", "--job", "orders_job"])
    assert git("log", "-1", "--format=%an <%ae>, %cn") == "Ann Author <ann@example.com>, Ann Author\n"


def test_files_beside_it_stay_out(project: Path, git: Git) -> None:
    (project / "scratch.txt").write_text("mine\n")
    assert main(["upgrade", "--write", "--commit"]) == 0
    assert git("status", "--porcelain") == "?? scratch.txt\n"


def test_a_folder_inside_the_repository(project: Path, git: Git) -> None:
    (project / "sub").mkdir()
    git("mv", "ops.py", "jobs.py", "sub")
    git("commit", "-q", "-m", "moved")
    assert main(["upgrade", "--write", "--commit", "sub"]) == 0
    assert git("show", "--name-only", "--format=", "HEAD~2").split() == ["sub/jobs.py", "sub/ops.py"]


def test_what_is_declined_is_not_committed(project: Path, git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter("nyn")
    monkeypatch.setattr("click.prompt", lambda *_, **__: next(answers))
    assert main(["upgrade", "--write", "--commit", "--interactive"]) == 0
    assert _subjects(git) == ["Upgrade orders_job to assets"]


def test_what_a_plan_file_keeps_is_not_committed(project: Path, git: Git) -> None:
    plan = project.parent / "plan.toml"
    assert main(["upgrade", "--plan-out", str(plan)]) == 1
    jobs = plan.read_text().split("[[jobs]]")
    kept = [job.replace('"upgrade"', '"keep"') if "orders_job" in job else job for job in jobs]
    plan.write_text("[[jobs]]".join(kept))
    assert main(["upgrade", "--write", "--commit", "--plan", str(plan)]) == 0
    assert _subjects(git) == ["Upgrade users_job, again_job to assets", "Upgrade items_job to assets"]


def test_undo_takes_the_last_commit_s_files_back(project: Path, git: Git) -> None:
    main(["upgrade", "--write", "--commit"])
    assert main(["undo"]) == 0
    assert git("diff", "--stat", "HEAD~1") == "" and len(_subjects(git)) == 3


def test_hooks_see_and_change_the_message(project: Path, git: Git) -> None:
    _hook(project, "commit-msg", 'echo "\nReviewed-by: a hook" >> "$1"')
    main(["upgrade", "--write", "--commit", "--job", "orders_job"])
    assert git("log", "-1", "--format=%B").rstrip().endswith("Reviewed-by: a hook")


def test_a_hook_that_refuses(project: Path, git: Git, capsys: pytest.CaptureFixture[str]) -> None:
    """The commit before it stays; of the refused one nothing is left, in no place."""
    _hook(
        project,
        "pre-commit",
        'git show :jobs.py | grep -q "orders_job = dg" && echo no orders && exit 1; exit 0',
    )
    assert main(["upgrade", "--write", "--commit"]) == 2
    assert _subjects(git) == ["Upgrade users_job, again_job to assets"]
    assert git("status", "--porcelain") == ""
    said = capsys.readouterr().err
    assert "AZ515" in said and "no orders" in said and "1 commit before it: kept." in said


def test_a_hook_that_rewrites_and_refuses(project: Path, git: Git) -> None:
    """As formatters do: what they made of the refused text goes with it."""
    _hook(project, "pre-commit", 'echo "# formatted" >> ops.py; echo formatted; exit 1')
    assert main(["upgrade", "--write", "--commit"]) == 2
    assert _subjects(git) == [] and git("status", "--porcelain") == ""


def test_a_hook_that_rewrites_and_passes(project: Path, git: Git) -> None:
    """What is left is prepared anew from what the hook made of the files."""
    _hook(project, "pre-commit", 'echo "# formatted" >> ops.py; git add ops.py')
    assert main(["upgrade", "--write", "--commit"]) == 0
    assert len(_subjects(git)) == 3 and git("status", "--porcelain") == ""
    assert git("show", "HEAD:ops.py").count("# formatted") == 3
    assert "@dg.op" not in git("show", "HEAD:ops.py")


def test_a_hook_that_leaves_changes_behind(
    project: Path, git: Git, capsys: pytest.CaptureFixture[str]
) -> None:
    _hook(project, "pre-commit", 'echo "# formatted" >> jobs.py')
    assert main(["upgrade", "--write", "--commit"]) == 2
    assert len(_subjects(git)) == 1
    assert "AZ513 uncommitted changes: jobs.py" in capsys.readouterr().err


def test_interrupted_during_a_commit(project: Path, git: Git) -> None:
    """Ctrl-C reaches git, its hook and this program at once."""
    _hook(project, "pre-commit", 'touch "$PWD/../waiting"; exec sleep 30')
    process = subprocess.Popen(
        [sys.executable, "-m", "assetize.codemods.cli.main", "upgrade", "--write", "--commit"],
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    while not (project.parent / "waiting").exists():
        assert process.poll() is None
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=20)
    assert process.returncode == 130, errors
    assert _subjects(git) == [] and git("status", "--porcelain") == ""
    assert not (project / ".git" / "index.lock").exists()
