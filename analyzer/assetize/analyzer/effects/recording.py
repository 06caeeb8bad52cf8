"""Effects written down as they are met."""

import ast

from assetize.analyzer.effects.frame import Frame
from assetize.analyzer.effects.slots import Identity
from assetize.analyzer.model import Effect
from assetize.analyzer.model.effect import EffectConfidence, ObjectKind, Verb

LONGEST_DETAIL = 140


def record(
    frame: Frame,
    node: ast.AST,
    idiom: str,
    verb: Verb,
    kind: ObjectKind,
    identity: Identity,
    confidence: EffectConfidence,
) -> None:
    """Adds an effect to the body that is being read; what goes to a temporary place is none."""
    if identity.reason == "scratch":
        return
    frame.effects.append(
        Effect(
            op="",
            verb=verb,
            kind=kind,
            identity=identity.text,
            where=frame.source.at(node),
            idiom=idiom,
            confidence=confidence,
            detail=quoted(frame, node),
            in_loop=frame.loops > 0,
            conditional=frame.branches > 0,
            reason="" if identity.text is not None else identity.reason,
            pattern=identity.pattern if identity.text is None else "",
        )
    )


def quoted(frame: Frame, node: ast.AST) -> str:
    """The source of a call on one line, shortened."""
    words = " ".join(frame.source.segment(node).split())
    return words if len(words) <= LONGEST_DETAIL else words[: LONGEST_DETAIL - 3] + "..."
