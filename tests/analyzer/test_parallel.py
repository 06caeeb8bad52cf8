"""Work that is shared out among processes: the same results with any number of them, whatever happens to them."""

import importlib
import os
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from assetize.analyzer.api import analyze
from assetize.analyzer.parallel import share_out
from assetize.analyzer.parallel.process_count import count_processes

FIXTURES = Path(__file__).parents[2] / "fixtures"
sharing = importlib.import_module("assetize.analyzer.parallel.share_out")
counting = importlib.import_module("assetize.analyzer.parallel.process_count")

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no forked processes here")


def squares(numbers: Sequence[int]) -> list[int]:
    return [number * number for number in numbers]


def test_few_tasks_are_done_here() -> None:
    here = os.getpid()
    assert set(share_out(lambda tasks: [os.getpid() for _ in tasks], range(10))) == {here}


def test_no_tasks_at_all() -> None:
    assert share_out(squares, []) == []


def test_one_process_where_threads_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "_processors", lambda: 4)
    release = threading.Event()
    thread = threading.Thread(target=release.wait)
    thread.start()
    try:
        assert count_processes(4) == 1
    finally:
        release.set()
        thread.join()


def test_one_process_where_forking_is_not_safe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "_processors", lambda: 4)
    monkeypatch.setattr(sys, "platform", "darwin")
    assert count_processes(4) == 1
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delattr(os, "fork", raising=False)
    assert count_processes(4) == 1


@needs_fork
def test_a_timer_that_waits_does_no_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "_processors", lambda: 4)
    monkeypatch.setattr(sys, "platform", "linux")
    timer = threading.Timer(60, lambda: None)
    timer.start()
    try:
        assert count_processes(3) == 3
    finally:
        timer.cancel()
        timer.join()


@needs_fork
@pytest.mark.parametrize("processes", [1, 2, 3, 7])
def test_results_come_in_order(processes: int) -> None:
    assert share_out(squares, range(20), processes) == squares(range(20))


@needs_fork
def test_more_is_sent_back_than_a_pipe_holds() -> None:
    found = share_out(lambda tasks: ["x" * 200_000 for _ in tasks], range(6), 3)
    assert [len(text) for text in found] == [200_000] * 6


@needs_fork
def test_each_process_does_its_share() -> None:
    found = share_out(lambda tasks: [os.getpid() for _ in tasks], range(9), 3)
    assert len(set(found)) == 3 and found[0] == os.getpid()


@needs_fork
def test_what_a_helper_that_dies_leaves_undone_is_done_here() -> None:
    here = os.getpid()

    def work(tasks: Sequence[int]) -> list[int]:
        if os.getpid() != here:
            os._exit(0)
        return squares(tasks)

    assert share_out(work, range(10), 3) == squares(range(10))


@needs_fork
def test_what_a_helper_cannot_send_back_is_done_here() -> None:
    found = share_out(lambda tasks: [lambda: 7 for _ in tasks], range(4), 2)
    assert [function() for function in found] == [7, 7, 7, 7]


@needs_fork
def test_a_task_that_fails_fails_here(capfd: pytest.CaptureFixture[str]) -> None:
    def work(tasks: Sequence[int]) -> list[int]:
        return [1 // (5 - task) for task in tasks]

    with pytest.raises(ZeroDivisionError):
        share_out(work, range(10), 2)
    assert capfd.readouterr().err == ""


@needs_fork
def test_no_process_is_left_behind() -> None:
    share_out(squares, range(10), 4)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@needs_fork
@pytest.mark.parametrize("case", ["use_cases", "legacy_repository", "two_code_locations"])
def test_an_analysis_is_the_same_with_any_number_of_processes(
    case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = FIXTURES / case / "before"
    assert root.is_dir()
    found = []
    for processes in (1, 2, 5):
        monkeypatch.setattr(sharing, "count_processes", lambda largest, count=processes: count)
        found.append(analyze(root))
    assert found[0] == found[1] == found[2]
