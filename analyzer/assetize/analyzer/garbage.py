"""Keeps Python's collector of circular garbage away while many lasting objects are made."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collection_paused() -> Iterator[None]:
    """Pauses the collector, also as a decorator; within a pause, another one does nothing.

    Syntax trees and facts hold no circles and most of them stay: looking through them again and again would take as long
    as all the rest. What nothing refers to any more is still freed at once.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            _age_everything()
            gc.enable()


def _age_everything() -> None:
    """Moves what was made to the oldest generation; switched on again, the collector would look through all of it first."""
    gc.freeze()
    gc.unfreeze()
