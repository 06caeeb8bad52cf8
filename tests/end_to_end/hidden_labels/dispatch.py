"""Ways to a write that are not plain calls: chosen from a dict, looked up by name, preset, inherited, wrapped."""

from random import Random

from hidden_labels.reaches import Reach, fill, indented
from hidden_labels.writes import Idiom


def _function(idiom: Idiom, name: str) -> str:
    return f"def {name}(rows, target):\n{indented(fill(idiom.lines, 'target', 'rows'), 1)}"


def from_a_dict(random: Random, idiom: Idiom, name: str, number: int) -> Reach:
    """``WRITERS["main"](rows, …)``."""
    writers = f"WRITERS_{number}"
    text = (
        f"{_function(idiom, f'put_{number}')}\n\n"
        f"def refuse_{number}(rows, target):\n    raise ValueError(target)\n\n"
        f'{writers} = {{"main": put_{number}, "none": refuse_{number}}}\n\n'
        f"def write_as_{number}(kind, rows, target):\n    return {writers}[kind](rows, target)"
    )
    calls = (
        f'storage.{writers}["main"](rows, {name})',
        f'storage.{writers}.get("main")(rows, target={name})',
        f'storage.write_as_{number}("main", rows, {name})',
    )
    return Reach("from a dict", (random.choice(calls),), ("import storage",), text, idiom.imports)


def by_attribute_name(random: Random, idiom: Idiom, name: str, number: int) -> Reach:
    """``getattr(self, f"to_{kind}")``."""
    owner = f"Sender{number}"
    text = (
        f"class {owner}:\n    def to_main(self, rows, target):\n{indented(fill(idiom.lines, 'target', 'rows'), 2)}\n\n"
        f'    def run(self, kind, rows, target):\n        return getattr(self, f"to_{{kind}}")(rows, target)'
    )
    body = (f'{owner}().run("main", rows, {name})',)
    return Reach("by attribute name", body, (f"from storage import {owner}",), text, idiom.imports)


def preset(random: Random, idiom: Idiom, name: str, number: int) -> Reach:
    """``functools.partial``."""
    body = (f"deliver = partial(storage.put_{number}, target={name})", "deliver(rows)")
    imports = ("import storage", "from functools import partial")
    return Reach("partial", body, imports, _function(idiom, f"put_{number}"), idiom.imports)


def heir(random: Random, idiom: Idiom, name: str, number: int) -> Reach:
    """A base class runs what its heir defines."""
    base, owner = f"Step{number}", f"MainStep{number}"
    text = (
        f"class {base}(ABC):\n    def __init__(self, target):\n        self.target = target\n\n"
        f"    @abstractmethod\n    def put(self, rows):\n        ...\n\n    def run(self, rows):\n        self.put(list(rows))\n\n"
        f"class {owner}({base}):\n    def put(self, rows):\n{indented(fill(idiom.lines, 'self.target', 'rows'), 2)}"
    )
    imports = ("from abc import ABC, abstractmethod", *idiom.imports)
    return Reach("heir", (f"{owner}({name}).run(rows)",), (f"from storage import {owner}",), text, imports)


def context_manager(random: Random, idiom: Idiom, name: str, number: int) -> Reach:
    """``with place(…) as there``."""
    text = f"@contextmanager\ndef place_{number}(name):\n    yield name"
    lines = tuple(f"    {line}" for line in fill(idiom.lines, "there", "rows"))
    body = (f"with storage.place_{number}({name}) as there:", *lines)
    imports = ("from contextlib import contextmanager",)
    return Reach("context manager", body, ("import storage", *idiom.imports), text, imports)


def wrapped(random: Random, idiom: Idiom, name: str, number: int) -> Reach:
    """A decorator around the helper."""
    text = (
        f"def attempts_{number}(function):\n    @wraps(function)\n    def inner(*arguments, **words):\n"
        f"        for attempt in range(3):\n            try:\n                return function(*arguments, **words)\n"
        f"            except OSError:\n                continue\n\n    return inner\n\n"
        f"@attempts_{number}\n{_function(idiom, f'put_{number}')}"
    )
    imports = ("from functools import wraps", *idiom.imports)
    return Reach("wrapped", (f"storage.put_{number}(rows, {name})",), ("import storage",), text, imports)


def from_a_generator(random: Random, idiom: Idiom, name: str, number: int) -> Reach:
    """``next(places(…))``."""
    text = f"def places_{number}(name):\n    yield name"
    body = (f"there = next(storage.places_{number}({name}))", *fill(idiom.lines, "there", "rows"))
    return Reach("from a generator", body, ("import storage", *idiom.imports), text)


def method_as_value(random: Random, idiom: Idiom, name: str, number: int) -> Reach:
    """A bound method in a variable."""
    owner = f"Keeper{number}"
    text = (
        f"class {owner}:\n    def __init__(self, target=None):\n        self.target = target\n\n"
        f"    def keep(self, rows):\n{indented(fill(idiom.lines, 'self.target', 'rows'), 2)}"
    )
    body = (f"keep = {owner}(target={name}).keep", "keep(rows)")
    return Reach("method as value", body, (f"from storage import {owner}",), text, idiom.imports)


def in_a_thread(random: Random, idiom: Idiom, name: str, number: int) -> Reach:
    """``pool.submit(put, rows, …)``."""
    body = (
        "with ThreadPoolExecutor() as pool:",
        f"    pool.submit(storage.put_{number}, rows, {name}).result()",
    )
    imports = ("import storage", "from concurrent.futures import ThreadPoolExecutor")
    return Reach("in a thread", body, imports, _function(idiom, f"put_{number}"), idiom.imports)


DISPATCH = (
    (from_a_dict, 1.5),
    (by_attribute_name, 1),
    (preset, 1),
    (heir, 1),
    (context_manager, 1),
    (wrapped, 1),
    (from_a_generator, 0.7),
    (method_as_value, 0.7),
    (in_a_thread, 0.7),
)
"""Each with its weight."""
