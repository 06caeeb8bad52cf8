"""The op writes a stored object by itself, under a name that is known before a run."""

from assetize.analyzer.decide.op_view import OpView
from assetize.analyzer.decide.rules.finding import Finding
from assetize.analyzer.decide.stored_objects import WRITING_VERBS, StoredObject, find_stored_object
from assetize.analyzer.model import Confidence, Effect, Evidence, OpOutput

_RANK: dict[str, int] = {"certain": 0, "likely": 1, "guess": 2}


def is_written_by_the_op(view: OpView, output: OpOutput) -> Finding | None:
    """The object that belongs to this output: the only one, or the one of the output's own name."""
    written = find_writes(view)
    if not written:
        return None
    stored = _belonging_to(view, output, tuple(written))
    if stored is None:
        return None
    effects = written[stored]
    confidence: Confidence = min((effect.confidence for effect in effects), key=_RANK.__getitem__)
    if confidence == "certain":
        # A recognised write says what is stored; only a declaration in code makes an asset certain.
        confidence = "likely"
    return Finding(
        "asset", confidence, tuple(as_evidence(effect) for effect in effects), (stored.name,), stored
    )


def find_writes(view: OpView) -> dict[StoredObject, list[Effect]]:
    """Objects that the op creates, adds to or updates as a whole, and leaves in place, with the effects that say so."""
    dropped = {
        find_stored_object(effect)
        for effect in view.effects
        if effect.verb == "drop" and not _is_written_after(view, effect)
    }
    written: dict[StoredObject, list[Effect]] = {}
    for effect in view.effects:
        if effect.verb not in WRITING_VERBS or is_row_update(effect):
            continue
        stored = find_stored_object(effect)
        if stored is not None and stored not in dropped:
            written.setdefault(stored, []).append(effect)
    return written


def is_row_update(effect: Effect) -> bool:
    """Whether it changes single rows picked while running: which ones, nobody knows before."""
    if effect.verb != "update":
        return False
    return effect.in_loop or "executemany" in effect.detail


def as_evidence(effect: Effect) -> Evidence:
    """The effect as the report quotes it, with the calls that lead to it."""
    through = f" through {' > '.join(effect.through)}" if effect.through else ""
    return Evidence("write", effect.where.file, effect.where.line, effect.detail + through)


def _is_written_after(view: OpView, drop: Effect) -> bool:
    stored = find_stored_object(drop)
    return any(
        effect.order > drop.order and effect.verb in WRITING_VERBS and find_stored_object(effect) == stored
        for effect in view.effects
    )


def _belonging_to(view: OpView, output: OpOutput, objects: tuple[StoredObject, ...]) -> StoredObject | None:
    same_name = [stored for stored in objects if stored.name == output.name]
    if len(same_name) == 1:
        return same_name[0]
    if len(view.op.outputs) > 1:
        return None
    if len(objects) == 1:
        return objects[0]
    # One output, several objects: the one that is made wins over those that are only added to (logs, counters).
    made = [stored for stored in objects if _is_created(view, stored)]
    return made[0] if len(made) == 1 else objects[0]


def _is_created(view: OpView, stored: StoredObject) -> bool:
    return any(effect.verb == "create" and find_stored_object(effect) == stored for effect in view.effects)
