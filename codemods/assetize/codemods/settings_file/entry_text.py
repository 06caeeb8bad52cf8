"""A declaration of one helper as TOML, as far as the names of its parameters tell."""

import re
from typing import Literal

from assetize.analyzer.effects.hints import OBJECT_NAMES, QUALIFIERS, says
from assetize.analyzer.settings.options import KINDS
from assetize.codemods.settings_file.candidates import Candidate

_READS = re.compile(
    r"^_*(?:read|load|get|fetch|query|select|download|pull|scan|list|find)(?:_|$)", re.IGNORECASE
)
_WORDS = (
    ("table", "table"),
    ("collection", "collection"),
    ("path", "file"),
    ("file", "file"),
    ("name", "table"),
    ("key", "table"),
)
"""Words in a parameter's name, and the kind of object that it may name; the first that is found counts."""
_JOINERS = {"table": ".", "object": "/", "collection": "."}


def is_object_like(candidate: Candidate) -> bool:
    """Whether it may write or read an object: its name does not say that it sends, deletes or drops something."""
    return says(candidate.call.rpartition(".")[2]) not in ("send", "delete", "drop")


def option_of(candidate: Candidate) -> Literal["reads", "writes"]:
    """What its name says that it does; a write where it says nothing."""
    last = candidate.call.rpartition(".")[2]
    return "reads" if _READS.match(last) else "writes"


def entry_text(candidate: Candidate) -> str:
    """``{call = "helpers.save", table = "{schema}.{table_name}"}``."""
    kind, template = _named(candidate)
    return f'{{call = "{candidate.call}", {kind} = "{template}"}}'


def _named(candidate: Candidate) -> tuple[str, str]:
    for name, kind in OBJECT_NAMES:
        if name in candidate.parameters and kind in KINDS:
            return kind, _qualified(candidate, name, kind)
    for word, guessed in _WORDS:
        for name in candidate.parameters:
            if word in name:
                return guessed, f"{{{name}}}"
    return "table", f"{{{candidate.literals[0]}}}" if candidate.literals else "..."


def _qualified(candidate: Candidate, name: str, kind: str) -> str:
    joiner = _JOINERS.get(kind)
    qualifiers = [word for word in QUALIFIERS if word in candidate.parameters] if joiner else []
    return (joiner or "").join(f"{{{word}}}" for word in (*qualifiers[:1], name))
