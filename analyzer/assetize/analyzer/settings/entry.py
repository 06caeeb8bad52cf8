"""One entry of the settings: its value, its place, and how to say what is wrong with it."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from assetize.analyzer.codes.settings import UNKNOWN_SETTING, WRONG_SETTING
from assetize.analyzer.model import Diagnostic, Location
from assetize.analyzer.records import dataclass
from assetize.analyzer.settings.toml_lines import Path

LONGEST_VALUE = 60


@dataclass(frozen=True, slots=True)
class Entry:
    """``name`` as a person would say it (``writes[1].call``)."""

    name: str
    value: Any
    path: Path
    file: str
    lines: Mapping[Path, int]

    @property
    def where(self) -> Location:
        """Its line, or that of what it stands in."""
        path = self.path
        while path and path not in self.lines:
            path = path[:-1]
        return Location(self.file, self.lines.get(path, 1))

    def inside(self, key: str | int) -> "Entry":
        """An entry of this table, or an element of this list."""
        name = f"{self.name}[{key}]" if isinstance(key, int) else f"{self.name}.{quoted_key(key)}".lstrip(".")
        return Entry(name, self.value[key], (*self.path, key), self.file, self.lines)

    def wrong(self, expected: str) -> Diagnostic:
        """It is something else than it has to be."""
        return WRONG_SETTING.at(self.where, f"{self.name} is {shown(self.value)}; it has to be {expected}")

    def refused(self, why: str) -> Diagnostic:
        """Its value is of the right kind, but means nothing here."""
        return WRONG_SETTING.at(self.where, f"{self.name}: {why}")

    def unknown(self, allowed: Iterable[str]) -> Diagnostic:
        """There is no entry of that name."""
        names = tuple(allowed)
        last = str(self.path[-1])
        hint = did_you_mean(last.replace("_", "-"), names) or f"; there are {', '.join(names)}"
        return UNKNOWN_SETTING.at(self.where, f"{self.name} is no setting{hint}")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The name that is nearest, as the end of a sentence; nothing when none is near."""
    close = get_close_matches(word, sorted(set(known)), n=1)
    return f"; did you mean {close[0]}?" if close else ""


def quoted_key(key: str) -> str:
    """A key as TOML has it."""
    return key if key.replace("-", "").replace("_", "").isalnum() else f'"{key}"'


def shown(value: object) -> str:
    """A value as TOML has it, shortened."""
    if isinstance(value, str):
        text = f'"{value}"'
    elif isinstance(value, bool):
        text = str(value).lower()
    elif isinstance(value, dict):
        text = "a table"
    elif isinstance(value, list):
        text = "a list"
    else:
        text = str(value)
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 3] + "..."
