"""A catalogue row applied to a call: the effects that it has."""

import ast
from collections.abc import Sequence

from assetize.analyzer.effects.catalogue import INDEX, Maker, Row, Switch
from assetize.analyzer.effects.catalogue.index import fits
from assetize.analyzer.effects.frame import Frame
from assetize.analyzer.effects.memory import is_in_memory
from assetize.analyzer.effects.recording import record
from assetize.analyzer.effects.slots import (
    Identity,
    argument_of,
    fact_of,
    identity_of,
    model_table,
    slot_things,
)
from assetize.analyzer.effects.sql_effects import SqlCall, add_sql
from assetize.analyzer.effects.things import Made, Named, Plain, Thing, is_scratch, value_of
from assetize.analyzer.model.effect import EffectConfidence, Verb
from assetize.analyzer.values import Known, Value
from assetize.analyzer.values.text import render

_CERTAINLY_SQL = frozenset({"execute", "executemany", "executescript", "execute_string", "exec_driver_sql"})


def apply_function(frame: Frame, node: ast.Call, name: str) -> bool:
    """The rows of a function by qualified name; True when one applies."""
    applied = [_apply(frame, node, row, None, row.confidence) for row in INDEX.functions.get(name, ())]
    return any(applied)


def apply_method(frame: Frame, node: ast.Call, receiver: Thing, type_name: str | None, name: str) -> bool:
    """The rows of a method for a receiver of a type (None: unknown); True when one applies."""
    found = False
    for row in INDEX.methods.get(name, ()):
        confidence = _confidence(row, type_name)
        if confidence is not None:
            found |= _apply(frame, node, row, receiver, confidence)
    return found


def _confidence(row: Row, type_name: str | None) -> EffectConfidence | None:
    if type_name is not None and fits(row.receivers, type_name):
        return row.confidence
    if type_name is not None and INDEX.knows(type_name):
        return None
    return row.loose


def _apply(
    frame: Frame, node: ast.Call, row: Row, receiver: Thing | None, confidence: EffectConfidence
) -> bool:
    things = slot_things(frame, node, row, receiver)
    if things is None or not _has_needs(frame, row, things):
        return False
    if row.reading in ("sql", "sql_or_table"):
        is_known = receiver is None or (isinstance(receiver, Made) and fits(row.receivers, receiver.type))
        call = SqlCall(frame, node, row, receiver, confidence, is_known or _is_sql_call(node))
        return add_sql(call, things[0])
    if row.kind == "table" and is_in_memory(frame, node, receiver):
        return True
    if not things:
        verb = _verb(frame, node, row, receiver)
        record(frame, node, row.idiom, verb, row.kind, Identity(None), confidence)
        return True
    identity = identity_of(frame, row, things)
    if identity is None:
        return True
    verb = _verb(frame, node, row, receiver)
    record(frame, node, row.idiom, verb, identity.kind or row.kind, identity, confidence)
    return True


def _is_sql_call(node: ast.Call) -> bool:
    return isinstance(node.func, ast.Attribute) and node.func.attr in _CERTAINLY_SQL


def _has_needs(frame: Frame, row: Row, things: Sequence[Thing]) -> bool:
    """``model``: the argument must be a mapped class or an object of one."""
    return ("argument", "model") not in row.needs or model_table(frame, things[0]) is not None


def _verb(frame: Frame, node: ast.Call, row: Row, receiver: Thing | None) -> Verb:
    if row.switch is None:
        return row.verb
    mode = _mode(frame, node, row.switch, receiver)
    text = str(mode.value) if isinstance(mode, Known) else render(mode) if mode is not None else None
    for word, verb in row.switch.verbs if text is not None else ():
        if word in (text or ""):
            return verb
    return row.verb


def _mode(frame: Frame, node: ast.Call, switch: Switch, receiver: Thing | None) -> Value | None:
    slot = switch.slot
    found = fact_of(receiver, slot) if slot.source == "receiver" else argument_of(frame, node, slot)
    return value_of(found) if found is not None else None


def made_by(frame: Frame, node: ast.Call, makers: Sequence[Maker], receiver: Thing | None) -> Made | None:
    """What the first fitting maker makes of a call, with the facts that its arguments give."""
    for maker in makers:
        facts: list[tuple[str, Value]] = list(receiver.facts) if isinstance(receiver, Made) else []
        if isinstance(receiver, Plain) and any(slot.names[0] == "path" for slot in maker.facts):
            facts.append(("path", receiver.value))
        complete = True
        for slot in maker.facts:
            found = fact_of(receiver, slot) if slot.source == "receiver" else argument_of(frame, node, slot)
            if found is None and slot.is_required:
                complete = False
                break
            if found is not None and slot.source == "argument":
                facts = [(name, value) for name, value in facts if name != slot.names[0]]
                facts.extend(_facts(frame, slot.names[0], found))
        if complete:
            return Made(maker.makes, tuple(facts))
    return None


def _facts(frame: Frame, name: str, thing: Thing) -> list[tuple[str, Value]]:
    """A fact's value; a library object given as argument hands its own facts on (``Blob(name, bucket)``)."""
    if isinstance(thing, Made) and thing.facts:
        return list(thing.facts)
    table = model_table(frame, thing) if name == "table" else None
    if table is not None and table.text is not None:
        return [(name, Known(table.text))]
    if isinstance(thing, Named):
        return [(name, Known(thing.name.rpartition(".")[2]))]
    return [(name, value_of(thing))]


def makers_for(name: str, type_name: str | None) -> list[Maker]:
    """The makers of a method that fit a receiver's type."""
    found = INDEX.maker_methods.get(name, ())
    if type_name is not None and INDEX.knows(type_name):
        return [maker for maker in found if fits(maker.receivers, type_name)]
    return [maker for maker in found if maker.is_loose]


def is_temporary_path(thing: Thing) -> bool:
    """Whether something is a path below a temporary folder."""
    return isinstance(thing, Plain) and is_scratch(thing.value)
