"""``assetize review`` as a process: its link, its one user, and how it ends."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

PATIENCE_SECONDS = 60


@pytest.fixture
def started(project: Path) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """A running server and its link."""
    command = [sys.executable, "-m", "assetize.codemods.cli.main", "review", "--no-open", str(project)]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        yield process, process.stdout.readline().strip()
        process.kill()


def test_the_link_opens_the_page_and_the_page_stops_the_server(
    started: tuple["subprocess.Popen[str]", str],
) -> None:
    process, link = started
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/enter\?token=[\w-]{43}", link)
    origin = link.partition("/enter")[0]
    with httpx.Client(timeout=PATIENCE_SECONDS, trust_env=False) as client:
        assert client.get(origin).status_code == 403
        page = client.get(link, follow_redirects=True)
        assert "users_job" in page.text and str(page.url) == f"{origin}/"
        (token,) = set(re.findall(r'name="form_token" value="([^"]+)"', page.text))
        answer = client.post(f"{origin}/stop", data={"form_token": token}, headers={"Origin": origin})
        assert "Stopped" in answer.text
    assert process.wait(PATIENCE_SECONDS) == 0
    assert "Traceback" not in process.communicate()[1]


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_an_interrupt_stops_it(started: tuple["subprocess.Popen[str]", str]) -> None:
    process, link = started
    with httpx.Client(timeout=PATIENCE_SECONDS, trust_env=False) as client:
        client.get(link, follow_redirects=True)
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE_SECONDS) == 0
    assert "Traceback" not in process.communicate()[1]


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "assetize.codemods.cli.main", "review", str(tmp_path / "nothing")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "no such file or folder" in done.stderr
