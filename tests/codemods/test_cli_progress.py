"""The sign of life on stderr: only on a terminal, only when it takes long."""

import sys
import time

import pytest

from assetize.codemods.cli import progress as module
from assetize.codemods.cli.progress import progress


def test_nothing_is_shown_where_nobody_looks(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(module, "PATIENCE_SECONDS", 0.0)
    with progress("Reading shop …"):
        time.sleep(0.2)
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(("patience", "shown"), [(0.05, True), (60.0, False)])
def test_a_terminal_sees_it_when_it_takes_long(
    patience: float, shown: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(module, "PATIENCE_SECONDS", patience)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    with progress("Reading shop …"):
        time.sleep(0.5)
    captured = capsys.readouterr()
    assert captured.out == ""
    assert ("Reading shop" in captured.err) is shown


def test_it_ends_also_when_the_work_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    with pytest.raises(ValueError, match="bad"), progress("Reading shop …"):
        raise ValueError("bad")
