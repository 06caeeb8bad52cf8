"""Projects that cannot be loaded as they are, that hang, or that misbehave: an answer all the same, and nothing left behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from assetize.codemods.cli.main import main
from assetize.codemods.verification import running
from assetize.codemods.verification.running import RunningVersion

PROJECT = """
{first}
from dagster import Definitions, IOManager, Out, io_manager, job, op


class Tables(IOManager):
    def handle_output(self, context, obj): ...

    def load_input(self, context): ...


@io_manager
def tables(_):
    return Tables()


@op(out={{"users": Out(io_manager_key="tables")}})
def load_users():
    return 1


@op(out={{"totals": Out(io_manager_key="tables")}}{config})
def add_up({parameters}):
    return 2


@job(resource_defs={{"tables": tables}})
def nightly():
    add_up(load_users())


defs = Definitions(jobs=[nightly])
"""

HANGING = """
import threading, time
threading.Thread(target=time.sleep, args=(600,)).start()
time.sleep(600)
"""

MISSING = """
import frames_that_are_missing as fm
from dagster import Definitions, Out, job, op
from dagster_aws.s3 import s3_pickle_io_manager, s3_resource
from missing_errors import RemoteError, retried
from missing_types import create_frame_type

Frame = create_frame_type("Frame")


@op(out={"users": Out(Frame, io_manager_key="lake")}, required_resource_keys={"s3"})
@retried(times=3)
def load_users(context) -> fm.DataFrame:
    try:
        return context.resources.s3.get()
    except RemoteError:
        return None


@op(out={"totals": Out(io_manager_key="files")})
def add_up(users: fm.DataFrame):
    return len(users)


@job(
    resource_defs={
        "lake": s3_pickle_io_manager.configured({"bucket": "b"}),
        "files": s3_pickle_io_manager,
        "s3": s3_resource.configured({"region": "north"}),
    }
)
def nightly():
    add_up(load_users())


defs = Definitions(jobs=[nightly])
"""


def upgraded(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "jobs.py").write_text(text)
    assert main(["upgrade", "--write", str(folder)]) == 0
    return folder


def simple(first: str = "", config: str = "", parameters: str = "users") -> str:
    return PROJECT.format(first=first, config=config, parameters=parameters)


@pytest.mark.parametrize("engine", ["bundled", "dagster"])
def test_missing_libraries_are_stood_in_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], engine: str
) -> None:
    project = upgraded(tmp_path / "project", MISSING)
    capsys.readouterr()
    assert main(["verify", str(project), "--engine", engine]) == 0
    said = capsys.readouterr().out
    assert said.startswith("proved      nightly  (1 run compared)")
    assert "stood in for: dagster_aws" in said


@pytest.mark.parametrize(
    ("first", "reason"),
    [
        ("import sys; sys.exit(3)", "SystemExit: 3 (jobs.py:2)"),
        ("import os; os._exit(0)", "ended early, with exit code 0"),
        ("import time; time.sleep(600)", "did not end within 2 seconds"),
        ("open('/tmp/assetize-outside', 'w')", "writing /tmp/assetize-outside is blocked here; tried from jobs.py:2"),
        ("import urllib.request; urllib.request.urlopen('http://127.0.0.1:9')", "is blocked here; tried from jobs.py:2"),
        ("raise ValueError('not today')", "ValueError: not today (jobs.py:2)"),
    ],
)  # fmt: skip
def test_what_cannot_be_loaded_is_not_proved(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], first: str, reason: str
) -> None:
    project = upgraded(tmp_path / "project", simple(first))
    capsys.readouterr()
    arguments = ["verify", str(project), "--seconds", "2", "--format", "json"]
    assert main(arguments) == 0
    assert reason in capsys.readouterr().out
    assert main([*arguments, "--fail-on", "not-proved"]) == 1


@pytest.mark.parametrize(
    "text",
    [
        simple("import sys\nfor _ in range(20000): print('x' * 80); print('y' * 80, file=sys.stderr)"),
        simple("import threading, time\nthreading.Thread(target=time.sleep, args=(600,)).start()"),
        simple(config=', config_schema={"day": str, "count": int, "names": [str]}', parameters="context, users"),
        simple("import atexit, time\natexit.register(time.sleep, 600)"),
    ],
    ids=["a lot is printed", "a thread that does not end", "config that nothing gives", "an exit handler"],
)  # fmt: skip
def test_it_is_proved_all_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str) -> None:
    project = upgraded(tmp_path / "project", text)
    (project / "broken.py").write_text("def f(:\n")
    capsys.readouterr()
    assert main(["verify", str(project), "--seconds", "30", "--format", "markdown"]) == 0
    assert "| `nightly` | proved | 1 |" in capsys.readouterr().out


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_when_it_is_stopped_nothing_is_left(tmp_path: Path, stop: signal.Signals) -> None:
    project = upgraded(
        tmp_path / "project", simple("import os, time\nopen('../pid', 'w').write(str(os.getpid()))\ntime.sleep(600)")
    )  # fmt: skip
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "assetize.codemods.cli.main", "verify", str(project)],
        env={**os.environ, "TMPDIR": str(scratch)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        # Tests that run in the background of a shell inherit that interrupts are ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    started: list[Path] = []
    for _ in range(600):
        started = [path for path in scratch.glob("*/before/pid") if path.read_text()]
        if started:
            break
        time.sleep(0.1)
    child = int(started[0].read_text())
    process.send_signal(stop)
    assert process.wait(timeout=60) == 130
    assert list(scratch.iterdir()) == []
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_when_it_hangs_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = upgraded(tmp_path / "project", simple(HANGING))
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    monkeypatch.setattr("tempfile.tempdir", None)
    started: list[int] = []
    end = running._end
    monkeypatch.setattr(running, "_end", lambda process: (started.append(process.pid), end(process)))
    assert main(["verify", str(project), "--seconds", "2"]) == 0
    assert len(started) == 2
    assert list(scratch.iterdir()) == []
    for child in started:
        with pytest.raises(ProcessLookupError):
            os.killpg(child, 0)


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_what_is_being_started_when_it_is_stopped_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start, started = subprocess.Popen, []

    def start_and_interrupt(*arguments: Any, **options: Any) -> Any:
        started.append(start(*arguments, **options))
        signal.raise_signal(signal.SIGINT)
        return started[-1]

    monkeypatch.setattr(running.subprocess, "Popen", start_and_interrupt)
    with pytest.raises(KeyboardInterrupt), RunningVersion({"scratch": str(tmp_path)}, tmp_path, 60, 0):
        raise AssertionError("the block began")
    assert [process.returncode for process in started] == [-signal.SIGKILL]
