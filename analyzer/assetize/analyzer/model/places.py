"""Where module-level names are bound, for those that new code needs higher up in the same file."""

from assetize.analyzer.records import dataclass


@dataclass(frozen=True, slots=True)
class BoundPlace:
    """The one statement that binds a module-level name, from ``line`` to ``end_line``.

    ``free_below``: anywhere below this line it would mean the same; None where it has to stay.
    """

    id: str
    line: int
    end_line: int
    free_below: int | None = None
