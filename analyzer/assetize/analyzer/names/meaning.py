"""What a name was found to mean."""

from typing import NamedTuple


class Meaning(NamedTuple):
    """``name`` is the qualified name, or None with the ``reason``."""

    name: str | None
    reason: str = ""
    is_value: bool = False
    """It means something computed while running (a parameter, an attribute of an object), rather than nothing clear."""
