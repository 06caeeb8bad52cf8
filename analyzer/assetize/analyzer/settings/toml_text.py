"""TOML text to values, and the line of each of them."""

import re
import sys
from collections.abc import Mapping
from typing import Any

from assetize.analyzer.records import dataclass
from assetize.analyzer.settings.toml_lines import Path, find_lines

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

_PLACE = re.compile(r" ?\(at (?:line (\d+), column \d+|end of document)\)")


@dataclass(frozen=True, slots=True)
class TomlProblem:
    """Why a text is no TOML, and where."""

    message: str
    line: int


@dataclass(frozen=True, slots=True)
class TomlDocument:
    """Values by key, and the line of each key and each element of a list by its path."""

    values: Mapping[str, Any]
    lines: Mapping[Path, int]


def read_toml(data: bytes) -> TomlDocument | TomlProblem:
    """The document, or the first thing that is wrong with it."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return TomlProblem("it is not UTF-8", data.count(b"\n", 0, error.start) + 1)
    text = text.replace("\r\n", "\n")
    try:
        return TomlDocument(tomllib.loads(text), find_lines(text))
    except tomllib.TOMLDecodeError as error:
        return _problem(str(error), text)


def _problem(message: str, text: str) -> TomlProblem:
    place = _PLACE.search(message)
    words = _PLACE.sub("", message)
    line = int(place[1]) if place and place[1] else text.rstrip("\n").count("\n") + 1
    return TomlProblem(words[:1].lower() + words[1:], line)
