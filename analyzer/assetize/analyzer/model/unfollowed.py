"""Calls whose effect nobody can tell from the source text."""

from assetize.analyzer.model.source import Location
from assetize.analyzer.records import dataclass


@dataclass(frozen=True, slots=True, order=True)
class UnfollowedCall:
    """One call that could not be followed, as seen from one op.

    ``call`` is its dotted name, ``through`` the calls followed from the op's body to it, outermost first.
    ``arguments`` are its arguments: a name or a position, and the text when it is a literal one.
    """

    op: str
    call: str
    where: Location
    through: tuple[str, ...] = ()
    arguments: tuple[tuple[str, str], ...] = ()
    inside: str = ""
    """Id of the project's own function that holds the call; empty when it stands in the op's body."""
    parameters: tuple[str, ...] = ()
    """Parameters of that function."""
