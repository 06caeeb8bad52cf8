"""Placeholders for environment variables that are not set."""

import os
from typing import Any


class _Environment(os._Environ):  # type: ignore[type-arg]
    """``os.environ`` in which a variable that is not set, and must be, has a placeholder."""

    used: list[str]

    def __getitem__(self, key: str) -> str:
        try:
            return str(super().__getitem__(key))
        except KeyError:
            if key not in self.used:
                self.used.append(key)
            return f"<{key}>"

    def __contains__(self, key: object) -> bool:
        return any(key == known for known in self)

    def get(self, key: str, default: Any = None) -> Any:
        """As ever: here the code says itself what holds when the variable is not set."""
        return super().__getitem__(key) if key in self else default


def fill_environment() -> list[str]:
    """Placeholders from now on; the list grows with the names that were asked for."""
    environment = os.environ
    environment.__class__ = _Environment
    environment.__dict__["used"] = []
    used: list[str] = environment.__dict__["used"]
    return used
