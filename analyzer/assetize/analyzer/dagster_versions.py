"""Compares the version of Dagster that a project asks for with the one that something needs."""

import re

Version = tuple[int, ...]

LEADING = re.compile(r"\d+(?:\.\d+)*")


def read_version(text: str) -> Version:
    """``(1, 5, 3)`` for ``1.5.3``; the numbers that it starts with."""
    found = LEADING.match(text)
    return tuple(int(part) for part in found[0].split(".")) if found else ()


def is_before(asked: str | None, needed: Version) -> bool:
    """Whether ``asked`` is older; a project that asks for nothing has the newest. ``1.5`` is ``1.5.0``."""
    numbers = read_version(asked or "")
    if not numbers:
        return False
    length = max(len(numbers), len(needed))
    return _filled(numbers, length) < _filled(needed, length)


def _filled(version: Version, length: int) -> Version:
    return (*version, *(0 for _ in range(length - len(version))))
