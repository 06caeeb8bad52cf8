"""Names that objects and functions carry: namespaces, named tuples, objects by name, what a function or a property gives."""

from random import Random

from hidden_labels.spellings import Spelling, literal, split_name


def namespace(random: Random, noun: str, name: str) -> Spelling:
    """``SimpleNamespace(place=…)``."""
    carrier = f"{noun.upper()}_SETTINGS"
    return Spelling(
        "namespace", f"{carrier}.place", ("from types import SimpleNamespace",),
        module=f"{carrier} = SimpleNamespace(place={name!r}, batch=500)",
    )  # fmt: skip


def named_tuple(random: Random, noun: str, name: str) -> Spelling:
    """A field of a named tuple, of one kind or the other."""
    kind, carrier = f"{noun.title()}Place", f"{noun.upper()}_PLACE"
    if random.random() < 0.5:
        text = (
            f'{kind} = namedtuple("{kind}", ["target", "batch"])\n\n{carrier} = {kind}({name!r}, batch=500)'
        )
        return Spelling(
            "named tuple", f"{carrier}.target", ("from collections import namedtuple",), module=text
        )
    text = f"class {kind}(NamedTuple):\n    target: str\n    batch: int = 500\n\n{carrier} = {kind}({name!r})"
    return Spelling("named tuple", f"{carrier}.target", ("from typing import NamedTuple",), module=text)


def object_by_name(random: Random, noun: str, name: str) -> Spelling:
    """One of several objects in a dict."""
    kind, table = f"{noun.title()}Target", f"{noun.upper()}_TARGETS"
    text = (
        f"@dataclass(frozen=True)\nclass {kind}:\n    place: str\n    batch: int = 500\n\n"
        f'{table} = {{"full": {kind}({name!r}), "spare": {kind}("spare", batch=1)}}'
    )
    return Spelling(
        "object by name", f'{table}["full"].place', (f"from settings import {table}",),
        settings=f"from dataclasses import dataclass\n\n{text}",
    )  # fmt: skip


def nested_dict(random: Random, noun: str, name: str) -> Spelling:
    """A dict in a dict."""
    table = f"{noun.upper()}_CONFIG"
    text = f"{table} = {{'stores': {{'main': {{'target': {name!r}}}, 'spare': {{'target': 'spare'}}}}, 'batch': 500}}"
    return Spelling(
        "nested dict", f'settings.{table}["stores"]["main"]["target"]', ("import settings",), settings=text
    )


def given_back(random: Random, noun: str, name: str) -> Spelling:
    """What a function gives, some of it by default."""
    head, separator, rest = split_name(name)
    if not head:
        return literal(random, noun, name)
    function = f"place_of_{noun}"
    text = f'def {function}(rest, base={head!r}):\n    if not rest:\n        raise ValueError(rest)\n    return f"{{base}}{separator}{{rest}}"'
    return Spelling("function", f"{function}({rest!r})", (f"from settings import {function}",), settings=text)


def property_of_object(random: Random, noun: str, name: str) -> Spelling:
    """A property of an object that is made with a part of the name."""
    head, separator, rest = split_name(name)
    if not head:
        return literal(random, noun, name)
    kind = f"{noun.title()}Home"
    text = (
        f"class {kind}:\n    def __init__(self, base):\n        self.base = base\n\n"
        f"    @property\n    def place(self):\n        return self.base + {separator + rest!r}"
    )
    return Spelling("property", f"{kind}({head!r}).place", (f"from settings import {kind}",), settings=text)


def chained_constants(random: Random, noun: str, name: str) -> Spelling:
    """A constant made from a constant."""
    head, separator, rest = split_name(name)
    if not head:
        return literal(random, noun, name)
    base, constant = f"{noun.upper()}_HOME", f"{noun.upper()}_AT"
    text = f"{base} = {head!r}\n{constant} = {base} + {separator!r} + {rest!r}"
    return Spelling("chained constants", f"settings.{constant}", ("import settings",), settings=text)


def same_in_both_branches(random: Random, noun: str, name: str) -> Spelling:
    """A name that a condition does not change."""
    constant = f"{noun.upper()}_CHOSEN"
    text = f'if os.getenv("FULL_LOAD"):\n    {constant} = {name!r}\nelse:\n    {constant} = {name!r}'
    return Spelling("same in both branches", constant, ("import os",), module=text)
