"""Texts of Python modules without a word of Dagster: records, functions, tables of constants."""

import random
from string import Template

THINGS = (
    "account",
    "address",
    "basket",
    "branch",
    "carrier",
    "contract",
    "device",
    "invoice",
    "parcel",
    "voucher",
)
FIELDS = ("amount", "balance", "code", "country", "height", "label", "limit", "margin", "rank", "weight")

HEAD = '''"""Things that the shop keeps."""

import dataclasses
import json
from collections import defaultdict
from collections.abc import Iterable
'''

RECORD = '''
@dataclasses.dataclass
class ${title}:
    """One $thing."""

    name: str
    $first: float = 0.0
    $second: float = 1.0

    def scaled(self, factor: float) -> "${title}":
        return dataclasses.replace(self, $first=self.$first * factor)

    def is_large(self) -> bool:
        return self.$first > self.$second * $number


LIMITS = {"$first": $number, "$second": 2 * $number, "none": None}
'''

PARTS = (
    '''
def ${first}_by_${second}(items: Iterable[${title}]) -> dict[float, list[str]]:
    """The names, grouped."""
    found = defaultdict(list)
    for item in items:
        if item.$first > $number:
            found[item.$second].append(item.name)
        elif item.name.startswith("$thing"):
            found[0.0].append(item.name.upper())
    return dict(found)
''',
    '''
def write_${first}_$suffix(items: list[${title}], limit: int = $number) -> str:
    """Text for every $thing that is above the limit."""
    lines = []
    for index, item in enumerate(sorted(items, key=lambda item: item.$second)):
        if item.$first <= limit:
            continue
        lines.append(json.dumps({"index": index, "name": item.name, "$first": round(item.$first, 2)}))
    return "\\n".join(lines) + "\\n"
''',
    '''
class ${title}${suffix_title}Store:
    """Keeps every $thing by name."""

    def __init__(self) -> None:
        self._items: dict[str, ${title}] = {}

    def add(self, item: ${title}) -> None:
        if item.name in self._items:
            raise KeyError(f"{item.name} is there already")
        self._items[item.name] = item

    def total(self, *, above: float = $number) -> float:
        return sum(item.$first + item.$second for item in self._items.values() if item.$first > above)

    def __len__(self) -> int:
        return len(self._items)
''',
    '''
def parse_${second}_$suffix(text: str) -> list[${title}]:
    """Reads lines such as ``name;$number;2``."""
    items = []
    for line in text.splitlines():
        try:
            name, first, second = line.strip().split(";")
            items.append(${title}(name, float(first), float(second)))
        except ValueError as problem:
            raise ValueError(f"not a $thing: {line!r}") from problem
    return items
''',
)

WAREHOUSE = '''"""How the jobs of this package read and write tables."""

import pandas as pd


def full_name(schema: str, table: str) -> str:
    return f"{schema}.{table}"


def load_table(engine, schema: str, table: str) -> pd.DataFrame:
    with engine.connect() as connection:
        return pd.read_sql(f"select * from {full_name(schema, table)}", connection)


def save_table(engine, frame: pd.DataFrame, schema: str, table: str) -> None:
    """Replaces a table."""
    _write(engine, frame, schema, table, "replace")


def append_table(engine, frame: pd.DataFrame, schema: str, table: str) -> None:
    _write(engine, frame, schema, table, "append")


def _write(engine, frame: pd.DataFrame, schema: str, table: str, how: str) -> None:
    with engine.begin() as connection:
        frame.to_sql(table, connection, schema=schema, if_exists=how, index=False)
'''


def plain_source(chance: random.Random) -> str:
    """One module of about 70 to 150 lines."""
    return "\n".join([HEAD, *plain_parts(chance, chance.randint(3, 8))])


def plain_parts(chance: random.Random, number: int) -> list[str]:
    """A record, and so many functions and classes that use it."""
    thing = chance.choice(THINGS)
    parts = [RECORD, *chance.choices(PARTS, k=number)]
    return [_filled(part, chance, thing, place) for place, part in enumerate(parts)]


def _filled(template: str, chance: random.Random, thing: str, number: int) -> str:
    first, second = chance.sample(FIELDS, 2)
    return Template(template).substitute(
        thing=thing,
        title=thing.title(),
        first=first,
        second=second,
        number=chance.randint(2, 90),
        suffix=f"part_{number}",
        suffix_title=f"Part{number}",
    )
