"""The diagnostic codes: stable names for everything that the tool can say, each with its explanation.

AZ1xx reading sources · AZ2xx deciding · AZ3xx planning and refusing · AZ4xx rewriting and the gate · AZ5xx writing files and undo.
"""

from assetize.analyzer.codes.code import Code
from assetize.analyzer.codes.committing import COMMITTING
from assetize.analyzer.codes.deciding import DECIDING
from assetize.analyzer.codes.gate import GATE
from assetize.analyzer.codes.planning import PLANNING
from assetize.analyzer.codes.reading import READING
from assetize.analyzer.codes.rewriting import REWRITING
from assetize.analyzer.codes.settings import SETTINGS
from assetize.analyzer.codes.targeting import TARGETING
from assetize.analyzer.codes.writing import WRITING

CODES: tuple[Code, ...] = (
    *READING,
    *SETTINGS,
    *DECIDING,
    *PLANNING,
    *REWRITING,
    *GATE,
    *TARGETING,
    *WRITING,
    *COMMITTING,
)


def find_code(name: str) -> Code | None:
    """The code of that name (case does not matter), or None."""
    wanted = name.strip().upper()
    return next((code for code in CODES if code.code == wanted), None)


__all__ = ["CODES", "Code", "find_code"]
