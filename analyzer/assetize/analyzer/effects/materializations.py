"""Asset events in a body: ``AssetMaterialization`` and ``AssetObservation``, however they are yielded or logged."""

import ast
from collections.abc import Sequence

from assetize.analyzer.effects.catalogue import Slot
from assetize.analyzer.effects.frame import Frame
from assetize.analyzer.effects.recording import record
from assetize.analyzer.effects.slots import Identity, argument_of
from assetize.analyzer.effects.things import Group, Made, Plain, Thing, is_lasting, value_of
from assetize.analyzer.model.effect import Verb
from assetize.analyzer.values import Hole, NotKnown, Template, Value
from assetize.analyzer.values.text import parts_of, render, text
from assetize.analyzer.values.value import elements_of

EVENTS: dict[str, tuple[str, Verb]] = {
    "dagster.AssetMaterialization": ("dagster.AssetMaterialization", "create"),
    "dagster.AssetMaterialization.file": ("dagster.AssetMaterialization", "create"),
    "dagster.AssetObservation": ("dagster.AssetObservation", "read"),
}
_KEY = Slot(("asset_key",), 0)
_KEYS = {"dagster.AssetMaterialization.file": Slot(("asset_key",), 2)}
"""Where events that another function makes have their key."""
_PATH = Slot(("path",), 0)


def asset_key(frame: Frame, node: ast.Call) -> Made:
    """``AssetKey([...])`` as a thing that remembers its path."""
    found = argument_of(frame, node, _PATH)
    return Made("dagster.AssetKey", (("key", _joined(found)),))


def key_of_text(frame: Frame, node: ast.Call) -> Made:
    """``AssetKey.from_user_string("shop/users")``, whose parts a slash separates as it does here."""
    found = argument_of(frame, node, Slot(("string", "asset_key_string"), 0))
    return Made("dagster.AssetKey", (("key", _joined(found)),))


def key_with_prefix(frame: Frame, node: ast.Call, key: Made) -> Made:
    """``AssetKey("users").with_prefix("shop")``."""
    prefix = _joined(argument_of(frame, node, Slot(("prefix",), 0)))
    return Made("dagster.AssetKey", (("key", _joined_values([prefix, _joined(key)])),))


def record_event(frame: Frame, node: ast.Call, name: str) -> None:
    """The event that a call makes: the asset is made (or, for an observation, looked at)."""
    idiom, verb = EVENTS[name]
    key = _joined(argument_of(frame, node, _KEYS.get(name, _KEY)))
    shown = render(key) if not isinstance(key, NotKnown) else None
    is_known = shown is not None and not _has_run_holes(key)
    identity = Identity(shown) if is_known else Identity(None, reason="computed", pattern=shown or "")
    record(frame, node, idiom, verb, "asset", identity, "certain")


def _has_run_holes(value: Value) -> bool:
    return isinstance(value, Template) and not all(is_lasting(hole) for hole in value.holes)


def _joined(thing: Thing | None) -> Value:
    """The key's parts joined by ``/``."""
    if thing is None:
        return NotKnown("it has no key")
    if isinstance(thing, Made):
        return thing.fact("key") or NotKnown("its key is computed")
    if isinstance(thing, Group):
        return _joined_values([value_of(item) for item in thing.things])
    value = value_of(thing) if isinstance(thing, Plain) else NotKnown("its key is computed")
    several = elements_of(value)
    return _joined_values(several) if several is not None else value


def _joined_values(values: Sequence[Value]) -> Value:
    parts: list[str | Hole] = []
    for position, value in enumerate(values):
        if isinstance(value, NotKnown):
            return value
        parts.extend((*("/" if position else "",), *parts_of(value, "a part")))
    return text(parts)
