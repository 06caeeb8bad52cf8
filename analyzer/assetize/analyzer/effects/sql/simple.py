"""Plain SQL read by its tokens, without the parser: the common statements, and None for anything out of the ordinary."""

import re
from collections.abc import Callable, Mapping

from assetize.analyzer.effects.sql.use import SqlReading, SqlUse

_UNUSUAL = re.compile(r"[\"`\[\]@#$\\{}]|--|/\*")
_STRING = re.compile(r"'(?:[^']|'')*'")
_TOKEN = re.compile(r"\w[\w.]*|[^\s\w]")
_AFTER_TABLE = frozenset(
    [
        "where",
        "group",
        "order",
        "having",
        "limit",
        "union",
        "except",
        "intersect",
        "join",
        "inner",
        "left",
        "right",
        "full",
        "cross",
        "on",
        "using",
        "offset",
        "returning",
    ]
)
_ENDS_FROM = frozenset(
    [
        "where",
        "group",
        "order",
        "having",
        "limit",
        "union",
        "except",
        "intersect",
        "offset",
        "returning",
        "select",
    ]
)
_BEYOND = frozenset(
    [
        "with",
        "lateral",
        "unnest",
        "pivot",
        "unpivot",
        "tablesample",
        "table",
        "values",
        "only",
        "window",
        "qualify",
        "temporary",
        "temp",
        "overwrite",
        "partition",
    ]
)
_KEYWORDS = _AFTER_TABLE | frozenset(
    ["select", "from", "as", "set", "into", "values", "default", "for", "natural", "fetch", "with", "lateral"]
)


def read_simple(text: str) -> SqlReading | None:
    """The reading of a text of plain statements; None when any of them needs the parser."""
    if _UNUSUAL.search(text):
        return None
    if "'" in text:
        text = _STRING.sub("'", text)
    uses: list[SqlUse] = []
    is_empty = True
    for part in text.lower().split(";"):
        words = _TOKEN.findall(part)
        if not words:
            continue
        is_empty = False
        reader = _READERS.get(words[0])
        found = reader(words) if reader is not None else None
        if found is None:
            return None
        uses += found
    return None if is_empty else SqlReading(tuple(dict.fromkeys(uses)))


def _statement(words: list[str]) -> list[SqlUse] | None:
    match words:
        case ["insert", "into", name, *rest] if _is_name(name):
            return _insert(name, rest)
        case ["create", "or", "replace", ("table" | "view") as kind, name, "as", "select", *rest] if _is_name(
            name
        ):
            return _made(name, f"sql.create_{kind}", ["select", *rest])
        case ["create", ("table" | "view") as kind, name, "as", "select", *rest] if _is_name(name):
            return _made(name, f"sql.create_{kind}", ["select", *rest])
        case ["create", "table", name, "(", *rest] if _is_name(name) and not {"select", "like"} & set(rest):
            return [SqlUse("create", "table", name, "sql.create_table")]
        case ["create", "table", "if", "not", "exists", name, "(", *rest] if _is_name(name) and not {
            "select",
            "like",
        } & set(rest):
            return [SqlUse("create", "table", name, "sql.ensure_table")]
        case ["drop", ("table" | "view"), name] | ["drop", ("table" | "view"), "if", "exists", name] if (
            _is_name(name)
        ):
            return [SqlUse("drop", "table", name, "sql.drop")]
        case ["truncate", "table", name] | ["truncate", name] if _is_name(name):
            return [SqlUse("delete", "table", name, "sql.truncate", whole=True)]
        case ["delete", "from", name] if _is_name(name):
            return [SqlUse("delete", "table", name, "sql.delete", whole=True)]
        case ["delete", "from", name, "where", *rest] if _is_name(name):
            return _changed(name, "sql.delete", rest)
        case ["update", name, "set", *rest] if _is_name(name):
            return _changed(name, "sql.update", rest)
        case _:
            return None


def _is_name(word: str) -> bool:
    first = word[0]
    return (
        (first.isalpha() or first == "_")
        and word[-1] != "."
        and word not in _KEYWORDS
        and word not in _BEYOND
    )


def _insert(name: str, rest: list[str]) -> list[SqlUse] | None:
    if rest[:1] == ["("] and ")" in rest:
        rest = rest[rest.index(")") + 1 :]
    if rest[:1] == ["values"] and "select" not in rest:
        return [SqlUse("append", "table", name, "sql.insert")]
    if rest[:1] != ["select"]:
        return None
    reads = _reads(rest)
    return None if reads is None else [*reads, SqlUse("append", "table", name, "sql.insert")]


def _made(name: str, idiom: str, rest: list[str]) -> list[SqlUse] | None:
    reads = _reads(rest)
    return None if reads is None else [*reads, SqlUse("create", "table", name, idiom)]


def _changed(name: str, idiom: str, rest: list[str]) -> list[SqlUse] | None:
    """``DELETE ... WHERE`` and ``UPDATE`` without any query inside."""
    if {"select", "from", "join", "using"} & set(rest):
        return None
    return [SqlUse("delete" if idiom == "sql.delete" else "update", "table", name, idiom)]


def _reads(words: list[str]) -> list[SqlUse] | None:
    """Every table after FROM and JOIN; None when a FROM is not followed by a plain name."""
    if not _BEYOND.isdisjoint(words) or "into" in words:
        return None
    names: list[str] = []
    queries = [True]
    in_from = [False]
    for at, word in enumerate(words):
        if word == "(":
            queries.append(words[at + 1 : at + 2] == ["select"])
            in_from.append(False)
        elif word == ")":
            if len(queries) == 1:
                return None
            queries.pop()
            in_from.pop()
        elif word == "," and in_from[-1]:
            return None
        elif word in _ENDS_FROM:
            in_from[-1] = False
        elif word == "join" or (word == "from" and queries[-1]):
            if words[at - 1] == "distinct" or not _is_table(words, at + 1):
                return None
            in_from[-1] = True
            names.append(words[at + 1])
    return [SqlUse("read", "table", name, "sql.select") for name in dict.fromkeys(names)]


def _is_table(words: list[str], at: int) -> bool:
    """A plain name, perhaps with an alias, and then something that may follow a table."""
    if at >= len(words) or not _is_name(words[at]):
        return False
    following = words[at + 1 : at + 4]
    if following[:1] == ["as"]:
        following = following[2:]
    elif following and following[0] not in _AFTER_TABLE and _is_name(following[0]):
        following = following[1:]
    return not following or following[0] in _AFTER_TABLE or following[0] in (")", ",")


_READERS: Mapping[str, Callable[[list[str]], list[SqlUse] | None]] = {
    "select": _reads,
    **dict.fromkeys(("insert", "create", "drop", "truncate", "delete", "update"), _statement),
}
