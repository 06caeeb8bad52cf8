"""What comments in the sources ask for."""

from assetize.analyzer.model.source import Location
from assetize.analyzer.records import dataclass


@dataclass(frozen=True, slots=True)
class IgnoreComment:
    """``# assetize: ignore[AZ304, AZ310] reason``: these findings about a definition are known, and it is to stay.

    It counts for the statement that it stands in or right above, from ``first_line`` to ``last_line``.
    """

    codes: tuple[str, ...]
    reason: str
    where: Location
    first_line: int
    last_line: int

    def covers(self, where: Location) -> bool:
        """Whether something stands in its statement."""
        return where.file == self.where.file and self.first_line <= where.line <= self.last_line
