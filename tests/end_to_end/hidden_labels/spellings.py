"""How code says the name of an object: a literal, a constant somewhere else, an expression, a value of the run config."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from hidden_labels.writes import IDIOMS


@dataclass(frozen=True, slots=True)
class Spelling:
    """``expression`` gives the name where it is used; the rest is what it needs there and elsewhere."""

    name: str
    expression: str
    imports: tuple[str, ...] = ()
    module: str = ""
    """A definition in the op's own module."""
    settings: str = ""
    """A definition in the module ``settings``."""
    config: str | None = None
    """The value that every job's run config gives under ``target``, to the op or to its feeder."""
    parameter: str = ""
    """One more parameter of the op."""
    feeder: str = ""
    """The op that feeds the parameter, and its text."""
    feeder_text: str = ""
    files: tuple[tuple[str, str], ...] = ()
    """Other files of the project, by path."""

    @property
    def is_constant(self) -> bool:
        """The expression means the same anywhere in the module."""
        return self.config is None and not self.parameter


EXTENSIONS = frozenset(idiom.extension.strip(".") for idiom in IDIOMS if idiom.extension)

Spell = Callable[[Random, str, str], Spelling]
"""From the object's noun and its whole name (``"exports/users.csv"``, ``"shop.users"``) to a spelling of the latter."""


def split_name(name: str) -> tuple[str, str, str]:
    """Folder or schema, what separates it, and the rest; no separator where there is but one part."""
    separator = "/" if "/" in name else "."
    head, _, rest = name.rpartition(separator)
    return (head, separator, rest) if head and rest not in EXTENSIONS else ("", "", name)


def literal(random: Random, noun: str, name: str) -> Spelling:
    """The name itself."""
    return Spelling("literal", repr(name))


def _constant(random: Random, noun: str, name: str) -> Spelling:
    constant = f"{noun.upper()}_{random.choice(['TABLE', 'TARGET', 'NAME'])}"
    return Spelling("module constant", constant, module=f"{constant} = {name!r}")


def _imported_constant(random: Random, noun: str, name: str) -> Spelling:
    constant = f"{noun.upper()}_TARGET"
    text = f"{constant} = {name!r}"
    if random.random() < 0.5:
        return Spelling("imported constant", constant, (f"from settings import {constant}",), settings=text)
    return Spelling("constant of a module", f"settings.{constant}", ("import settings",), settings=text)


def _class_attribute(random: Random, noun: str, name: str) -> Spelling:
    owner = f"{noun.title()}Target"
    return Spelling(
        "class attribute",
        f"{owner}.name_of",
        (f"from settings import {owner}",),
        settings=f"class {owner}:\n    name_of = {name!r}",
    )


def _enum_member(random: Random, noun: str, name: str) -> Spelling:
    owner = f"{noun.title()}Place"
    return Spelling(
        "enum member",
        f"{owner}.STORED.value",
        (f"from settings import {owner}",),
        settings=f"from enum import Enum\n\nclass {owner}(Enum):\n    STORED = {name!r}\n    OTHER = 'other'",
    )


def _dict_entry(random: Random, noun: str, name: str) -> Spelling:
    table = f"{noun.upper()}_PLACES"
    return Spelling(
        "dict entry", f'{table}["main"]', module=f"{table} = {{'main': {name!r}, 'spare': 'spare'}}"
    )


def _dataclass_default(random: Random, noun: str, name: str) -> Spelling:
    owner = f"{noun.title()}Settings"
    return Spelling(
        "dataclass default",
        f"{owner}().place",
        (f"from settings import {owner}",),
        settings=f"from dataclasses import dataclass\n\n@dataclass\nclass {owner}:\n    place: str = {name!r}",
    )


def _composed(random: Random, noun: str, name: str) -> Spelling:
    """From a folder or schema that is a constant, and the rest."""
    separator = "/" if "/" in name else "."
    head, _, rest = name.rpartition(separator)
    if not head:
        return literal(random, noun, name)
    constant = f"{noun.upper()}_BASE"
    forms = [
        (f'f"{{{constant}}}{separator}{rest}"', ()),
        (f'"%s{separator}{rest}" % {constant}', ()),
        (f'"{{}}{separator}{rest}".format({constant})', ()),
        (f'{constant} + "{separator}{rest}"', ()),
        (f'"{separator}".join([{constant}, "{rest}"])', ()),
    ]
    if separator == "/":
        forms += [
            (f'os.path.join({constant}, "{rest}")', ("import os",)),
            (f'str(Path({constant}) / "{rest}")', ("from pathlib import Path",)),
        ]
    expression, imports = random.choice(forms)
    return Spelling("composed", expression, imports, module=f"{constant} = {head!r}")


def _environment(random: Random, noun: str, name: str) -> Spelling:
    separator = "/" if "/" in name else "."
    head, _, rest = name.rpartition(separator)
    if not head or rest in EXTENSIONS:
        return literal(random, noun, name)
    variable = "DATA_BASE"
    got = random.choice(
        [f'os.environ["{variable}"]', f'os.getenv("{variable}", "{head}")', f'os.environ.get("{variable}")']
    )
    constant = f"{noun.upper()}_ROOT"
    return Spelling(
        "environment", f'f"{{{constant}}}{separator}{rest}"', ("import os",), module=f"{constant} = {got}"
    )


def _dated(random: Random, noun: str, name: str) -> Spelling:
    head, dot, extension = name.rpartition(".")
    if "/" not in name or not dot:
        return literal(random, noun, name)
    stamp = random.choice(["datetime.now():%Y%m%d", "date.today()"])
    return Spelling(
        "date in the name", f'f"{head}_{{{stamp}}}.{extension}"', ("from datetime import date, datetime",)
    )


def _op_config(random: Random, noun: str, name: str) -> Spelling:
    return Spelling("op_config", 'context.op_config["target"]', config=name)


def _config_class(random: Random, noun: str, name: str) -> Spelling:
    return Spelling("Config class", "config.target", config=name)


PLAIN: tuple[tuple[Spell, float], ...] = (
    (literal, 4),
    (_constant, 2),
    (_imported_constant, 2),
    (_class_attribute, 1),
    (_enum_member, 1),
    (_dict_entry, 1),
    (_dataclass_default, 1),
    (_composed, 3),
    (_environment, 1),
    (_dated, 1),
    (_op_config, 1),
    (_config_class, 1),
)
"""Each with its weight."""
