"""What ops give and take whose value is known before a run."""

from dataclasses import replace

from assetize.analyzer.config_values.launches import Given
from assetize.analyzer.config_values.records import leaves, value_of
from assetize.analyzer.model import GivenValue, Location, OpInput
from assetize.analyzer.records import dataclass
from assetize.analyzer.values import Instance, Known, NotKnown, Template, Value
from assetize.analyzer.values.value import elements_of, entries_of

PREFIX = "inputs."
"""Begins the names of given values that are inputs, as ``resources.`` does those of resources."""

MOST_LEAVES = 20
"""More than that is data, not a few names."""


@dataclass(frozen=True, slots=True)
class OutputValue:
    """The value of one output of an op, and where the op gives it."""

    output: str
    value: Value
    where: Location


@dataclass(frozen=True, slots=True)
class HandedInput:
    """An input that another op hands over, or its own default.

    ``leaves``: the texts in it, each where it is written; ``behind``: the config values that it rests on in turn.
    """

    name: str
    value: Value
    leaves: tuple[GivenValue, ...]
    behind: tuple[GivenValue, ...] = ()


def given_input(given: Given, item: OpInput) -> HandedInput | None:
    """What a run config gives an input: ``{"table": "users"}`` or ``{"table": {"value": "users"}}``."""
    name = item.name
    mine = [value for value in given.values if value.path in ((name,), (name, "value"))]
    if len(mine) != 1 or mine[0].text in (None, '""'):
        return None
    value = value_of((replace(mine[0], path=()),))
    if not is_handy(value):
        return None
    leaf = GivenValue(
        PREFIX + name, mine[0].text or "", mine[0].where, given.source, given.is_fixed, item.has_default
    )
    return HandedInput(name, value, (leaf,))


def is_handy(value: Value) -> bool:
    """Whether it is a name or a few of them by key: lists are data, and numbers name nothing."""
    if isinstance(value, Instance):
        return all(is_handy(item) or isinstance(item, Known | NotKnown) for _, item in value.arguments)
    entries = entries_of(value)
    if entries is not None:
        inner = [item for _, item in entries if elements_of(item) is None]
        return len(inner) == len(entries) and any(is_handy(item) for item in inner)
    return isinstance(value, Template) or (isinstance(value, Known) and isinstance(value.value, str))


def named_leaves(found: OutputValue, name: str, source: str) -> tuple[GivenValue, ...] | None:
    """The texts in a value; None where there are too many."""
    records = leaves(found.value, found.where)
    if len(records) > MOST_LEAVES:
        return None
    return tuple(
        GivenValue(PREFIX + ".".join((name, *item.path)), item.text, item.where, source)
        for item in records
        if item.text is not None
    )
