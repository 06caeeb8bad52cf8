"""The naming ladder as text: every rung, and what came of it."""

from collections.abc import Iterator

from assetize.analyzer.model import OutputDecision
from assetize.analyzer.model.decision import RungOutcome

OUTCOMES: dict[RungOutcome, str] = {
    "chosen": "chosen",
    "agrees": "says the same",
    "differs": "would give another name",
    "silent": "says nothing",
    "unusable": "is no usable name",
}


def name_lines(decision: OutputDecision) -> Iterator[str]:
    """Best rung first; nothing for what has no name."""
    if not decision.rungs:
        return
    yield "    where its name comes from, best first:"
    names = ["/".join(rung.key) or "-" for rung in decision.rungs]
    width = max(map(len, names))
    for name, rung in zip(names, decision.rungs, strict=True):
        yield f"      {name:<{width}}  {rung.source}: {OUTCOMES[rung.outcome]}"
    if not any(rung.outcome == "chosen" for rung in decision.rungs):
        yield "      the op's whole name is taken"
