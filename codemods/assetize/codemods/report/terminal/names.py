"""Several names in one line."""

MOST_NAMES = 8
"""Jobs named for one reason; the report names them all."""


def listed(names: tuple[str, ...]) -> str:
    """Each name once; the first few where there are many."""
    different = list(dict.fromkeys(names))
    shown = ", ".join(different[:MOST_NAMES])
    return f"{shown} and {len(different) - MOST_NAMES:,} more" if len(different) > MOST_NAMES else shown
