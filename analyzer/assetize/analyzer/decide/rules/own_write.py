"""The op writes a stored object by itself, under a name that is known before a run."""

from assetize.analyzer.decide.op_view import OpView
from assetize.analyzer.decide.own_objects import belonging_to, find_writes
from assetize.analyzer.decide.rules.finding import Finding
from assetize.analyzer.model import Confidence, Effect, Evidence, OpOutput

_RANK: dict[str, int] = {"certain": 0, "likely": 1, "guess": 2}


def is_written_by_the_op(view: OpView, output: OpOutput) -> Finding | None:
    """The object that belongs to this output, unless the op says itself that only a run knows what it makes."""
    if _names_its_asset_while_running(view):
        return None
    written = find_writes(view)
    stored = belonging_to(view, output, written)
    if stored is None:
        return None
    effects = written[stored]
    confidence: Confidence = min((effect.confidence for effect in effects), key=_RANK.__getitem__)
    if confidence == "certain" and not any(effect.declared for effect in effects):
        # A recognised write says what is stored; only a declaration in code makes an asset certain.
        confidence = "likely"
    return Finding(
        "asset", confidence, tuple(as_evidence(effect) for effect in effects), (stored.name,), stored
    )


def _names_its_asset_while_running(view: OpView) -> bool:
    """Materialization events, all of them under computed keys: another key would part the asset from its history."""
    events = [effect for effect in view.effects if effect.kind == "asset" and effect.verb == "create"]
    return bool(events) and all(event.identity is None for event in events)


def as_evidence(effect: Effect) -> Evidence:
    """The effect as the report quotes it, with the calls that lead to it."""
    through = f" through {' > '.join(effect.through)}" if effect.through else ""
    if effect.declared:
        detail = f"{effect.detail}{through}, declared in {effect.declared}"
        return Evidence("declared", effect.where.file, effect.where.line, detail)
    return Evidence("write", effect.where.file, effect.where.line, effect.detail + through)
