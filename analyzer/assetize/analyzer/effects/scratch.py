"""What one op makes and takes away again, and doubled evidence: neither is an effect of its own."""

import re
from collections.abc import Sequence

from assetize.analyzer.model import Effect

TEMPORARY = "sql.temporary"
"""The idiom of a table that ends with the session."""
_HANDLES = frozenset({"open", "pathlib.open", "fsspec.open"})
_MAKING = frozenset({"create", "append", "update"})
_TEMPORARY_FOLDERS = ("/tmp/", "/var/tmp/", "/dev/shm/")


def lasting(effects: Sequence[Effect]) -> tuple[Effect, ...]:
    """The effects that remain when the op is done."""
    kept = _without_doubles(_without_temporary(effects))
    kept = _without_replaced_drops(kept)
    gone = _scratch_identities(kept)
    kept = [
        effect for effect in kept if (effect.kind, effect.identity) not in gone or effect.identity is None
    ]
    return tuple(kept)


def _without_temporary(effects: Sequence[Effect]) -> Sequence[Effect]:
    """Neither temporary tables nor anything that is done to them lasts."""
    marks = {_temporary_name(effect) for effect in effects if effect.idiom == TEMPORARY} - {None}
    if not any(effect.idiom == TEMPORARY for effect in effects):
        return effects
    return [
        effect
        for effect in effects
        if effect.idiom != TEMPORARY and (effect.kind != "table" or _temporary_name(effect) not in marks)
    ]


def _temporary_name(effect: Effect) -> tuple[object, ...] | None:
    """By what a temporary table is known again: its name, or the pattern of a computed one in the same function.

    A pattern without a letter of its own (``{name}``) is the name of a variable, which may hold anything elsewhere.
    """
    if effect.identity is not None:
        return (effect.identity,)
    has_letters = re.sub(r"\{[^{}]*\}", "", effect.pattern).strip("._") != ""
    return (effect.pattern, effect.through) if has_letters else None


def _without_doubles(effects: Sequence[Effect]) -> list[Effect]:
    """A dump to an open file is one write: the file's opening says nothing more. Equal effects count once."""
    named = {
        (effect.verb, effect.identity, effect.reason)
        for effect in effects
        if effect.idiom not in _HANDLES and effect.kind in ("file", "object")
    }
    seen: set[tuple[object, ...]] = set()
    kept = []
    for effect in effects:
        if effect.idiom in _HANDLES and (effect.verb, effect.identity, effect.reason) in named:
            continue
        key = (
            effect.verb,
            effect.kind,
            effect.identity,
            effect.idiom,
            effect.where,
            effect.through,
            effect.reason,
        )
        if key not in seen:
            seen.add(key)
            kept.append(effect)
    return kept


def _without_replaced_drops(effects: Sequence[Effect]) -> list[Effect]:
    """``DROP`` followed by ``CREATE`` of the same table replaces it."""
    kept = []
    for position, effect in enumerate(effects):
        is_made_again = effect.verb == "drop" and any(
            later.verb == "create" and later.identity == effect.identity and later.kind == effect.kind
            for later in effects[position + 1 :]
        )
        if effect.identity is None or not is_made_again:
            kept.append(effect)
    return kept


def _scratch_identities(effects: Sequence[Effect]) -> set[tuple[str, str | None]]:
    """Objects that the op makes and then drops or moves away, and temporary files that it only passes on."""
    found: set[tuple[str, str | None]] = set()
    for kind, identity in {
        (effect.kind, effect.identity) for effect in effects if effect.identity is not None
    }:
        mine = [effect for effect in effects if effect.identity == identity and effect.kind == kind]
        if mine[0].verb not in _MAKING:
            continue
        is_passed_on = str(identity).startswith(_TEMPORARY_FOLDERS) and any(
            item.verb == "read" for item in mine
        )
        if mine[-1].verb == "drop" or (kind == "file" and is_passed_on):
            found.add((kind, identity))
    return found
