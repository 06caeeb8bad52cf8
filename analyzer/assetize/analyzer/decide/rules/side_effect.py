"""Nothing comes out: the op works by side effect, or not at all."""

from assetize.analyzer.decide.op_view import OpView
from assetize.analyzer.decide.rules.finding import Finding
from assetize.analyzer.model import Effect, Evidence, OpOutput

_WORDS = {
    "send": "sends a message",
    "delete": "deletes rows",
    "drop": "drops an object",
    "opaque": "runs something whose effect cannot be read",
}


def is_no_data(view: OpView, output: OpOutput) -> Finding:
    """Always finds: this is the last rule. The evidence quotes what the op does instead, if anything was recognised."""
    acts = [effect for effect in view.effects if effect.verb not in ("read",) and effect.kind != "asset"]
    evidence = tuple(
        Evidence("side_effect", effect.where.file, effect.where.line, f"{_words(effect)}: {effect.detail}")
        for effect in acts[:5]
    )
    where = view.op.where
    return Finding(
        "none", "likely", evidence or (Evidence("no_output", where.file, where.line, "gives no data"),)
    )


def _words(effect: Effect) -> str:
    if effect.verb in _WORDS:
        return _WORDS[effect.verb]
    return f"writes something whose name is only known while running{f' ({effect.reason})' if effect.reason else ''}"
