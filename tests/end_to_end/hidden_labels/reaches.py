"""How an op comes to a write: in its own body, or through helpers, classes and resources."""

from dataclasses import dataclass
from random import Random

from hidden_labels.writes import Idiom

Lines = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """``body``: lines of the op; ``storage``: a definition in the module ``storage``; ``resource``: its key and what is bound."""

    name: str
    body: Lines
    imports: Lines = ()
    storage: str = ""
    storage_imports: Lines = ()
    resource: tuple[str, str] | None = None


def fill(lines: Lines, name: str, data: str) -> Lines:
    """The idiom's lines with the object's name and the data put in; quotes of the name give way to those around it."""
    return tuple(_with_name(line, name).replace("DATA", data) for line in lines)


def _with_name(line: str, name: str) -> str:
    if "{NAME}" in line and not name.isidentifier():
        return _out_of_the_text(line, name)
    return line.replace("NAME", name)


def _out_of_the_text(line: str, name: str) -> str:
    """``f"insert into {NAME} …"`` as a ``.format`` call: before Python 3.12 an f-string cannot hold its own quotes."""
    start = line.index('f"')
    end = line.index('"', start + 2) + 1
    text = line[start + 1 : end].replace("{NAME}", "{}")
    return f"{line[:start]}{text}.format({name}){line[end:]}"


def indented(lines: Lines, depth: int) -> str:
    """Lines as the inside of a block."""
    return "\n".join("    " * depth + line for line in lines)


def _inline(random: Random, idiom: Idiom, name: str, number: int) -> Reach:
    return Reach("own body", fill(idiom.lines, name, "rows"), idiom.imports)


def _helper(random: Random, idiom: Idiom, name: str, number: int) -> Reach:
    helper = f"{random.choice(['save', 'store', 'put', 'deliver', 'keep'])}_{number}"
    text = f"def {helper}(rows, target):\n{indented(fill(idiom.lines, 'target', 'rows'), 1)}"
    call = random.choice([f"{helper}(rows, {name})", f"{helper}(rows, target={name})"])
    return Reach("helper", (call,), (f"from storage import {helper}",), text, idiom.imports)


def _two_helpers(random: Random, idiom: Idiom, name: str, number: int) -> Reach:
    inner, outer = f"_write_{number}", f"finish_{number}"
    text = (
        f"def {inner}(target, rows, attempts=3):\n{indented(fill(idiom.lines, 'target', 'rows'), 1)}\n\n"
        f"def {outer}(rows, place):\n    rows = list(rows)\n    return {inner}(place, rows)"
    )
    return Reach("two helpers", (f"storage.{outer}(rows, {name})",), ("import storage",), text, idiom.imports)


def _static_method(random: Random, idiom: Idiom, name: str, number: int) -> Reach:
    owner = f"Store{number}"
    text = f"class {owner}:\n    @staticmethod\n    def save(rows, target):\n{indented(fill(idiom.lines, 'target', 'rows'), 2)}"
    return Reach(
        "static method",
        (f"{owner}.save(rows, {name})",),
        (f"from storage import {owner}",),
        text,
        idiom.imports,
    )


def _instance(random: Random, idiom: Idiom, name: str, number: int) -> Reach:
    owner = f"Writer{number}"
    text = (
        f"class {owner}:\n    def __init__(self, target):\n        self.target = target\n\n"
        f"    def write(self, rows):\n{indented(fill(idiom.lines, 'self.target', 'rows'), 2)}"
    )
    body = (f"writer = {owner}({name})", "writer.write(rows)")
    return Reach("object built in the op", body, (f"from storage import {owner}",), text, idiom.imports)


def _resource(random: Random, idiom: Idiom, name: str, number: int) -> Reach:
    owner, key = f"Warehouse{number}", f"warehouse_{number}"
    text = (
        f"class {owner}:\n    def save(self, rows, target):\n{indented(fill(idiom.lines, 'target', 'rows'), 2)}\n\n"
        f"@resource\ndef {key}(_):\n    return {owner}()"
    )
    body = (f"context.resources.{key}.save(rows, {name})",)
    imports = ("from dagster import resource", *idiom.imports)
    return Reach("resource", body, (), text, imports, (key, key))


def _configurable(random: Random, idiom: Idiom, name: str, number: int) -> Reach:
    owner, key = f"Lake{number}", f"lake_{number}"
    text = (
        f"class {owner}(ConfigurableResource):\n    region: str = 'north'\n\n"
        f"    def save(self, rows, target):\n{indented(fill(idiom.lines, 'target', 'rows'), 2)}"
    )
    body = (f"context.resources.{key}.save(rows, target={name})",)
    imports = ("from dagster import ConfigurableResource", *idiom.imports)
    return Reach("configurable resource", body, (), text, imports, (key, f"{owner}()"))


def _decorated_helper(random: Random, idiom: Idiom, name: str, number: int) -> Reach:
    helper, decorator = f"save_{number}", f"attempted_{number}"
    body = random.choice(
        [
            "return fn(*args, **kwargs)",
            "print(fn.__name__)\n            return fn(*args, **kwargs)",
            "for _ in range(times):\n                try:\n                    return fn(*args, **kwargs)\n"
            "                except ValueError:\n                    continue",
        ]
    )
    text = (
        f"def {decorator}(times):\n    def outer(fn):\n        @functools.wraps(fn)\n        def inner(*args, **kwargs):\n"
        f"            {body}\n        return inner\n    return outer\n\n"
        f"@{decorator}(3)\ndef {helper}(rows, target):\n{indented(fill(idiom.lines, 'target', 'rows'), 1)}"
    )
    call = random.choice([f"{helper}(rows, {name})", f"{helper}(rows, target={name})"])
    imports = ("import functools", *idiom.imports)
    return Reach("decorated helper", (call,), (f"from storage import {helper}",), text, imports)


def _saving_decorator(random: Random, idiom: Idiom, name: str, number: int) -> Reach:
    """The decorator writes what the helper gives."""
    helper, decorator = f"result_{number}", f"kept_{number}"
    text = (
        f"def {decorator}(fn):\n    def inner(rows, target, **more):\n        rows = fn(rows, **more)\n"
        f"{indented(fill(idiom.lines, 'target', 'rows'), 2)}\n        return rows\n    return inner\n\n"
        f"@{decorator}\ndef {helper}(rows, limit=None):\n    return list(rows)[:limit]"
    )
    call = f"{helper}(rows, {name}, limit=10)"
    return Reach("saving decorator", (call,), (f"from storage import {helper}",), text, idiom.imports)


REACHES = (
    (_decorated_helper, 1.5),
    (_saving_decorator, 0.7),
    (_inline, 5),
    (_helper, 4),
    (_two_helpers, 2),
    (_static_method, 1),
    (_instance, 1),
    (_resource, 2),
    (_configurable, 1),
)
"""Each with its weight."""
