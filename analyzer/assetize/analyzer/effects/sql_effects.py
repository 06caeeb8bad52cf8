"""SQL text in a call, with its holes, to effects on tables."""

import ast
import re

from assetize.analyzer.effects.catalogue import Row
from assetize.analyzer.effects.frame import Frame
from assetize.analyzer.effects.memory import is_in_memory
from assetize.analyzer.effects.recording import record
from assetize.analyzer.effects.slots import Identity, addressed, named, table_identity
from assetize.analyzer.effects.sql import SqlUse, is_placeholder, is_sql, read_sql
from assetize.analyzer.effects.temporary import remember
from assetize.analyzer.effects.things import Made, Plain, Thing, value_of
from assetize.analyzer.model.effect import EffectConfidence
from assetize.analyzer.records import dataclass
from assetize.analyzer.values import Hole, Known, NotKnown, Template, Value
from assetize.analyzer.values.text import text
from assetize.analyzer.values.value import elements_of

_SENTINEL = re.compile(r"azhole(\d+)z")
_ROWS_BY_ID = re.compile(
    r"\bwhere\b.*?\b(?:\w*_)?(?:id|uuid|guid|pk)\b[\]\"`]?\s*(?:=|in\b)\s*\(?\s*'?(?:azhole|[%:$?{@])",
    re.I | re.S,
)
"""``UPDATE users SET ... WHERE id = %s`` changes rows that are picked while running."""
_FRAME = re.compile(r"df|df_\w+|\w+_df|\w*frame|rel|relation|table|arrow_table|data")
_NAME = re.compile(r"[\w$.\"`\[\]{}:-]+")


@dataclass(frozen=True, slots=True)
class SqlCall:
    """A call that is given SQL; ``row`` is None when the call is not in the catalogue."""

    frame: Frame
    node: ast.Call
    row: Row | None
    receiver: Thing | None
    confidence: EffectConfidence
    takes_only_sql: bool = False
    """What it is given is SQL even when nothing is known of its text."""


def add_sql(call: SqlCall, thing: Thing) -> bool:
    """Effects of what a call executes; False when it is no SQL."""
    if isinstance(thing, Made):
        return thing.type.startswith("sqlalchemy.")
    value = value_of(thing)
    several = elements_of(value)
    if several is not None:
        added = [add_text(call, item) for item in several]
        return any(added)
    if add_text(call, value):
        return True
    if call.row is not None and call.row.reading == "sql_or_table":
        return _add_table(call, call.row, value)
    if call.row is None or not call.takes_only_sql or _is_text(value):
        return False
    reason = value.reason if isinstance(value, NotKnown) else "its text is only known while running"
    identity = Identity(None, reason=f"SQL that is only known while running: {reason}")
    record(call.frame, call.node, call.row.idiom, call.row.verb, call.row.kind, identity, "guess")
    return True


def _is_text(value: Value) -> bool:
    if isinstance(value, Known):
        return True
    return isinstance(value, Template) and any(isinstance(part, str) for part in value.parts)


def _add_table(call: SqlCall, row: Row, value: Value) -> bool:
    if isinstance(value, Known) and not (isinstance(value.value, str) and _NAME.fullmatch(value.value)):
        return False
    identity = table_identity(call.frame, Plain(value))
    confidence = call.confidence if identity.text else "guess"
    record(call.frame, call.node, row.idiom, row.verb, row.kind, identity, confidence)
    return True


def add_text(call: SqlCall, value: Value) -> bool:
    """Effects of a value that is SQL text, perhaps with holes; False when it is none."""
    source, holes = _with_sentinels(value)
    if " " not in source or not is_sql(source):
        return False
    reading = read_sql(source)
    confidence = "likely" if not reading.parsed and call.confidence == "certain" else call.confidence
    in_memory = is_in_memory(call.frame, call.node, call.receiver)
    for use in reading.uses:
        is_own = in_memory and use.kind == "table" and "." not in use.name
        if is_own or _is_local_frame(call.frame, use):
            continue
        identity = _identity(use, holes)
        if use.temporary:
            if use.verb == "create":
                remember(call.frame, call.node, identity)
            continue
        record(
            call.frame,
            call.node,
            _idiom(call, use, source),
            use.verb,
            identity.kind or use.kind,
            identity,
            confidence,
        )
    return True


def _idiom(call: SqlCall, use: SqlUse, source: str) -> str:
    if use.idiom == "sql.update" and _ROWS_BY_ID.search(source) is not None:
        return "sql.update:rows"
    is_reader = call.row is not None and call.row.verb == "read" and use.verb == "read"
    return call.row.idiom if is_reader and call.row is not None else use.idiom


def _with_sentinels(value: Value) -> tuple[str, tuple[Hole, ...]]:
    """A value as SQL text whose holes are names that a parser accepts."""
    if isinstance(value, Known) and isinstance(value.value, str):
        return value.value, ()
    if not isinstance(value, Template):
        return "", ()
    parts: list[str] = []
    holes: list[Hole] = []
    for part in value.parts:
        if isinstance(part, str):
            parts.append(part)
        else:
            parts.append(f"azhole{len(holes)}z")
            holes.append(part)
    return "".join(parts), tuple(holes)


def _is_local_frame(frame: Frame, use: SqlUse) -> bool:
    """DuckDB reads data frames by the names of variables: ``SELECT * FROM df``."""
    return use.verb == "read" and use.name in frame.names and _FRAME.fullmatch(use.name) is not None


def _identity(use: SqlUse, holes: tuple[Hole, ...]) -> Identity:
    if is_placeholder(use.name):
        pattern = use.name.replace("azslotz", "{}")
        return Identity(None, reason="its name is put into the SQL while running", pattern=pattern)
    if "azhole" not in use.name:
        return addressed(use.name) if use.kind == "file" else Identity(use.name)
    parts: list[str | Hole] = []
    end = 0
    for match in _SENTINEL.finditer(use.name):
        parts.extend((use.name[end : match.start()], holes[int(match[1])]))
        end = match.end()
    parts.append(use.name[end:])
    found = named(text(parts))
    return addressed(found.text, found.pattern) if use.kind == "file" and found.text is not None else found
