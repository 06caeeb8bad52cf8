"""Finds the lines outside Python that name a step or function which the upgrade calls otherwise."""

import re
from collections.abc import Iterator, Mapping
from os.path import relpath
from pathlib import Path

from assetize.analyzer.records import dataclass
from assetize.codemods.follow_ups.files import find_texts
from assetize.codemods.model import Plan, RenameSymbol

WORD = re.compile(r"\w+")
CONFIG_KEY = re.compile(r"""^\s*["']?(\w+)["']?\s*:""")
CONFIG_FILES = (".yaml", ".yml", ".json")


@dataclass(frozen=True, slots=True)
class FollowUp:
    """``file`` is seen from the analysed folder, with ``/``."""

    file: str
    line: int
    old: str
    new: str


def find_follow_ups(root: Path, plan: Plan) -> tuple[FollowUp, ...]:
    """By file and line. A name without ``_`` is a word of any language: it counts only as a key of a config file."""
    names = _renamed(plan)
    if not names:
        return ()
    return tuple(
        FollowUp(relpath(path, root).replace("\\", "/"), line, old, names[old])
        for path, text in find_texts(root)
        for line, old in _mentions(path, text, names)
    )


def _renamed(plan: Plan) -> Mapping[str, str]:
    found = {
        action.id.rpartition(":")[2]: action.new_name
        for action in plan.actions
        if isinstance(action, RenameSymbol)
    }
    return {**found, **{old[-1]: ".".join(new) for old, new in plan.renamed_steps}}


def _mentions(path: Path, text: str, names: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    if names.keys().isdisjoint(WORD.findall(text)):
        return
    is_config = path.suffix in CONFIG_FILES
    for number, line in enumerate(text.splitlines(), 1):
        key = CONFIG_KEY.match(line) if is_config else None
        words = [word for word in dict.fromkeys(WORD.findall(line)) if word in names]
        for word in words:
            if "_" in word or (key is not None and key[1] == word):
                yield number, word
