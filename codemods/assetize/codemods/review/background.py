"""Work that takes longer than a person waits for a page: one thread does it, in the order in which it is asked for."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from threading import Condition, Thread
from typing import Any, TypeVar

Result = TypeVar("Result")


class Background:
    """The thread starts with the first piece of work, and does not keep the program from ending."""

    def __init__(self) -> None:
        self._waiting: deque[tuple[Future[Any], Callable[[], Any]]] = deque()
        self._changed = Condition()
        self._thread: Thread | None = None

    def ask(self, work: Callable[[], Result]) -> Future[Result]:
        """Puts work at the end of the line. What is cancelled before its turn is never begun."""
        future: Future[Result] = Future()
        with self._changed:
            self._waiting.append((future, work))
            self._changed.notify()
            if self._thread is None:
                self._thread = Thread(target=self._run, daemon=True)
                self._thread.start()
        return future

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: bool(self._waiting))
                future, work = self._waiting.popleft()
            carry_out(future, work)


def carry_out(future: Future[Result], work: Callable[[], Result]) -> None:
    """Does the work here and now, unless it was cancelled; what it raises is raised where the result is asked for."""
    if not future.set_running_or_notify_cancel():
        return
    try:
        future.set_result(work())
    except BaseException as problem:  # Whoever asks for the result is told.
        future.set_exception(problem)
