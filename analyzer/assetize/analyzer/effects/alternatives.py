"""One of several objects or functions, of which a run or a deployment decides: what they all do is sure, the rest is not."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from assetize.analyzer.effects.frame import Frame
from assetize.analyzer.effects.things import Several, Thing
from assetize.analyzer.model import Effect

UNDECIDED = "which function is called is only known while running"


def in_turn(
    frame: Frame, turns: Sequence[Callable[[], Thing | None]], rest: Callable[[Effect], Effect]
) -> Thing | None:
    """Reads each alternative; ``rest`` says what becomes of the effects that they do not share."""
    if not turns:
        return None
    before = frame.effects
    found: list[list[Effect]] = []
    results: dict[Thing, None] = {}
    for turn in turns:
        frame.effects = []
        result = turn()
        found.append(frame.effects)
        if result is not None:
            results[result] = None
    frame.effects = before
    shared = set.intersection(*({_outline(effect) for effect in effects} for effects in found))
    seen = set()
    for effect in (effect for effects in found for effect in effects):
        outline = _outline(effect)
        if outline not in seen:
            seen.add(outline)
            before.append(effect if outline in shared else rest(effect))
    return next(iter(results)) if len(results) == 1 else Several(tuple(results)) if results else None


def perhaps(effect: Effect) -> Effect:
    """It happens in some deployments."""
    return replace(effect, conditional=True)


def unnamed(effect: Effect) -> Effect:
    """Whether it happens is only known while running, and so is what is stored."""
    return replace(effect, conditional=True, identity=None, reason=UNDECIDED)


def _outline(effect: Effect) -> tuple[str, str, str | None]:
    return effect.verb, effect.kind, effect.identity
