"""The list of change units."""

from collections.abc import Mapping

from assetize.codemods.review.pages.verdicts import VERDICT_WORDS, UnitLine, unit_line
from assetize.codemods.review.session import Review


def changes_page(review: Review, query: Mapping[str, str]) -> dict[str, object]:
    """All units; ``verdict`` and ``q`` of the query choose among them."""
    wanted = {name: query.get(name, "").strip() for name in ("verdict", "q")}
    lines = [unit_line(review, unit) for unit in review.units]
    present = {line.verdict for line in lines}
    return {
        "lines": [line for line in lines if _fits(line, wanted)],
        "begin": next((line.unit for line in lines if line.verdict == "open"), None),
        "query": wanted,
        "verdicts": [(name, words) for name, words in VERDICT_WORDS.items() if name in present],
        "verdict_words": VERDICT_WORDS,
    }


def _fits(line: UnitLine, wanted: Mapping[str, str]) -> bool:
    if wanted["verdict"] and line.verdict != wanted["verdict"]:
        return False
    text = f"{' '.join(line.unit.names)} {line.unit.id} {line.comment}".lower()
    return all(word in text for word in wanted["q"].lower().split())
