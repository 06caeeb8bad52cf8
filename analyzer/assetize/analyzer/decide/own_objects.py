"""The stored objects that an op writes, and which of them its output stands for."""

from collections.abc import Iterable, Mapping, Sequence

from assetize.analyzer.decide.bookkeeping import is_bookkeeping, is_passing_file
from assetize.analyzer.decide.nouns import noun
from assetize.analyzer.decide.op_view import OpView
from assetize.analyzer.decide.stored_objects import WRITING_VERBS, StoredObject, find_stored_object
from assetize.analyzer.model import Effect, OpOutput

MANY = 3
"""With so many tables that the op itself reads back, they are its workings."""


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
        if stored is not None and stored not in dropped and not is_passing_file(effect):
            written.setdefault(stored, []).append(effect)
    return {
        stored: effects for stored, effects in written.items() if not is_bookkeeping(view, stored, effects)
    }


def is_row_update(effect: Effect) -> bool:
    """Whether it changes single rows picked while running: which ones, nobody knows before."""
    if effect.verb != "update":
        return False
    is_one_document = effect.idiom == "mongo.update" and "_many(" not in effect.detail
    is_picked = effect.idiom == "sql.update:rows" or (is_one_document and "upsert" not in effect.detail)
    return effect.in_loop or is_picked or "executemany" in effect.detail


def _is_written_after(view: OpView, drop: Effect) -> bool:
    stored = find_stored_object(drop)
    return any(
        effect.order > drop.order and effect.verb in WRITING_VERBS and find_stored_object(effect) == stored
        for effect in view.effects
    )


def passed_on(view: OpView, written: Iterable[StoredObject]) -> set[StoredObject]:
    """Objects that the op itself carries into another one: a local file that it uploads, a table that it inserts from."""
    found: set[StoredObject] = set()
    objects = set(written)
    for effect in view.effects:
        stored = find_stored_object(effect) if effect.verb == "read" else None
        if stored is None or stored not in objects:
            continue
        if any(
            other.where == effect.where
            and other.through == effect.through
            and other.verb in WRITING_VERBS
            and find_stored_object(other) in objects - {stored}
            for other in view.effects
        ):
            found.add(stored)
    return found


def belonging_to(
    view: OpView, output: OpOutput, written: Mapping[StoredObject, Sequence[Effect]]
) -> StoredObject | None:
    """The object that an output stands for: the only one, the one of its own name, or the likeliest of several."""
    objects = tuple(written)
    same_name = [stored for stored in objects if stored.name == output.name]
    if len(same_name) == 1:
        return same_name[0]
    if len(view.op.outputs) > 1 or not objects:
        return None
    if len(objects) == 1:
        return objects[0]
    if _are_workings(view, output, objects):
        return None
    steps = passed_on(view, objects)
    results = [
        stored for stored in objects if stored not in steps or noun(view.op.name) == stored.name
    ] or list(objects)
    return max(results, key=lambda stored: _standing(view, written[stored], stored))


def _are_workings(view: OpView, output: OpOutput, objects: Sequence[StoredObject]) -> bool:
    """Many tables, most of them read back by the op, which hands its result on: a local database to compute with."""
    if len(objects) < MANY or not any(consumer.is_data for consumer in view.consumers_of(output)):
        return False
    read = {
        stored.identity.lower()
        for effect in view.effects
        if effect.verb == "read" and (stored := find_stored_object(effect)) is not None
    }
    return 2 * sum(stored.identity.lower() in read for stored in objects) > len(objects)


def _standing(
    view: OpView, effects: Sequence[Effect], stored: StoredObject
) -> tuple[bool, bool, bool, bool, bool, int]:
    """How much speaks for an object.

    The op's own name, or a part of it; more than the name of a call; being made, not only added to; in every run; being first.
    """
    return (
        noun(view.op.name) == stored.name,
        f"_{stored.name}_".lower() in f"_{view.op.name}_".lower(),
        any(effect.confidence != "guess" for effect in effects),
        any(effect.verb == "create" for effect in effects),
        not all(effect.conditional for effect in effects),
        -effects[0].order,
    )
