"""The shape of the catalogue: one row for each idiom, data only."""

from typing import Literal

from assetize.analyzer.model.effect import EffectConfidence, ObjectKind, Verb
from assetize.analyzer.records import dataclass

Reading = Literal["name", "table", "path", "sql", "sql_or_table", "collection"]
"""How the identity is read: ``name`` as it is, ``table`` as a SQL name, ``path`` as a path, an address or an open file,
``sql`` as SQL text, ``sql_or_table`` as SQL text or else a table's name, ``collection`` as a document collection."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One argument of the call, by keyword (any of ``names``) or position.

    With source ``receiver`` it is a fact that the receiver was made with: the bucket of a blob, the path of an open file.
    """

    names: tuple[str, ...]
    position: int | None = None
    is_required: bool = True
    source: Literal["argument", "receiver"] = "argument"
    default: str | None = None
    """What an absent argument means."""
    part: str = ""
    """A fact of that argument, an object with settings: the ``write_disposition`` of a ``job_config``."""


@dataclass(frozen=True, slots=True)
class Switch:
    """A mode argument that decides the verb: the first word found in its value wins."""

    slot: Slot
    verbs: tuple[tuple[str, Verb], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One idiom: a function, or a method of some receivers, and what a call of it does.

    ``functions`` are qualified names. ``receivers`` are types: a dotted prefix, or ``"prefix:Name"`` for one class of it.
    ``loose`` is the confidence with which a method of that name counts on a receiver of unknown type; None when it does not.
    """

    idiom: str
    verb: Verb
    kind: ObjectKind
    example: tuple[str, str | None]
    """Code that shows it, and the identity found there."""
    functions: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    receivers: tuple[str, ...] = ()
    identity: tuple[Slot, ...] = ()
    reading: Reading = "name"
    joiner: str = "."
    switch: Switch | None = None
    loose: EffectConfidence | None = None
    confidence: EffectConfidence = "certain"
    needs: tuple[tuple[str, str], ...] = ()
    """Receiver facts or arguments that must have that value: ``("service", "s3")``."""


@dataclass(frozen=True, slots=True)
class Maker:
    """A call, attribute or item that makes something the catalogue knows by type, with the facts it is made with."""

    makes: str
    functions: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    items: bool = False
    """``receiver["key"]`` makes one, the key under the first fact's name."""
    any_attribute: bool = False
    """``receiver.key`` makes one, likewise."""
    receivers: tuple[str, ...] = ()
    facts: tuple[Slot, ...] = ()
    is_loose: bool = False
    """Also on a receiver of unknown type."""


def at(*names: str, position: int | None = None) -> Slot:
    """A required argument, by keyword or position."""
    return Slot(names, position)


def maybe(*names: str, position: int | None = None, default: str | None = None) -> Slot:
    """An argument that may be absent."""
    return Slot(names, position, is_required=False, default=default)


def part(of: str, name: str) -> Slot:
    """A setting of an argument that may be absent."""
    return Slot((of,), is_required=False, part=name)


def needed_part(of: str, name: str) -> Slot:
    """A setting of an argument, without which the row does not apply."""
    return Slot((of,), part=name)


def fact(*names: str) -> Slot:
    """Something that the receiver was made with."""
    return Slot(names, source="receiver")


def maybe_fact(*names: str) -> Slot:
    """Something that the receiver may have been made with."""
    return Slot(names, source="receiver", is_required=False)
