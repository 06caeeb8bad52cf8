"""The texts of changes, each worked out once: in the background, or at once for whoever cannot wait."""

from collections.abc import Callable, Collection, Hashable
from concurrent.futures import Future, wait
from functools import partial
from typing import Generic, TypeVar

from assetize.codemods.review.background import Background, carry_out

Name = TypeVar("Name", bound=Hashable)
Result = TypeVar("Result")


class Drafts(Generic[Name, Result]):
    """Results by name. They are all of one reading of the project: another reading has drafts of its own."""

    def __init__(self, background: Background, make: Callable[[Name], Result]) -> None:
        self._background = background
        self._make = make
        self._futures: dict[Name, Future[Result]] = {}

    def prepare(self, names: Collection[Name]) -> None:
        """Has all of these worked out in the background."""
        for name in names:
            self._future(name)

    def are_ready(self, names: Collection[Name], seconds: float) -> bool:
        """Whether all of these are there, after so much time at most; if not, they are being worked out."""
        return not wait([self._future(name) for name in names], timeout=seconds).not_done

    def get(self, name: Name) -> Result:
        """The result. Work that has not begun does not wait for its turn."""
        future = self._future(name)
        if future.cancel():
            future = self._futures[name] = Future()
            carry_out(future, partial(self._make, name))
        return future.result()

    def forget(self) -> None:
        """What has not begun is not done any more."""
        for future in self._futures.values():
            future.cancel()

    def _future(self, name: Name) -> Future[Result]:
        if name not in self._futures:
            self._futures[name] = self._background.ask(partial(self._make, name))
        return self._futures[name]
