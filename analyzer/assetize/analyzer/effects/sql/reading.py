"""SQL text to uses: dialects tried from the cheapest guess on, each text once."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from assetize.analyzer.effects.sql.gate import fill_placeholders, without_comments
from assetize.analyzer.effects.sql.simple import read_simple
from assetize.analyzer.effects.sql.use import SqlReading, SqlUse
from assetize.analyzer.effects.sql.words import read_words

_HINTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\[\w+\]|\btop\s+\d|(?<!\w)#\w|\bnvarchar\b|\bgetdate\(", re.I), "tsql"),
    (re.compile(r"`[^`]*[-.][^`]*`"), "bigquery"),
    (re.compile(r"`|\breplace\s+into\b|\bon\s+duplicate\s+key\b|\binsert\s+ignore\b", re.I), "mysql"),
    (re.compile(r"\bcopy\s+into\b|@\w+|\bqualify\b|\bflatten\s*\(|:\w+::", re.I), "snowflake"),
    (re.compile(r"\bunload\b|\bdistkey\b|\bsortkey\b", re.I), "redshift"),
    (re.compile(r"\blateral\s+view\b|\bstored\s+as\b|\bpartitioned\s+by\b", re.I), "spark"),
)
_OTHERS = ("",)


@lru_cache(maxsize=4096)
def read_sql(text: str) -> SqlReading:
    """What a SQL text reads and writes, in order; CTE names are not tables, placeholders are sentinel names."""
    prepared = fill_placeholders(without_comments(text)).strip()
    if not prepared:
        return SqlReading()
    simple = read_simple(prepared)
    return simple if simple is not None else _read_parsed(prepared)


def _read_parsed(prepared: str) -> SqlReading:
    unload = re.match(r"unload\s*\(\s*(?:'(.*)'|\$\$(.*)\$\$)\s*\)\s*to\s+'([^']+)'", prepared, re.I | re.S)
    if unload:
        inner = read_sql((unload[1] or unload[2] or "").replace("''", "'"))
        return SqlReading((*inner.uses, SqlUse("create", "file", unload[3], "sql.unload")), inner.parsed)
    statements = _parse(prepared)
    if statements is None:
        return read_words(prepared)
    from assetize.analyzer.effects.sql.statement import statement_uses

    uses: list[SqlUse] = []
    for statement, source in statements:
        uses += statement_uses(statement) if statement is not None else read_words(source).uses
    parsed = all(statement is not None for statement, _ in statements)
    return SqlReading(_known_temporary(tuple(dict.fromkeys(uses))), parsed)


def _parse(text: str) -> list[tuple[Any, str]] | None:
    """Parsed statements, None for one that the parser only recognised as a command; None when no dialect fits."""
    import sqlglot
    from sqlglot import exp
    from sqlglot.errors import SqlglotError

    hinted = [dialect for pattern, dialect in _HINTS if pattern.search(text)]
    best: list[tuple[Any, str]] | None = None
    for dialect in dict.fromkeys((*hinted, *_OTHERS)):
        try:
            with _quiet():
                parsed = [item for item in sqlglot.parse(text, read=dialect or None) if item is not None]
        except (SqlglotError, RecursionError):
            continue
        commands = [isinstance(item, exp.Command) for item in parsed]
        result: list[tuple[Any, str]] = [
            (None, _command_text(item)) if is_command else (item, "")
            for item, is_command in zip(parsed, commands, strict=True)
        ]
        if not any(commands):
            return result
        best = best or result
    return best


def _command_text(command: Any) -> str:
    rest = command.args.get("expression")
    return f"{command.this} {rest if isinstance(rest, str) else getattr(rest, 'this', '') or ''}"


def _known_temporary(uses: tuple[SqlUse, ...]) -> tuple[SqlUse, ...]:
    """Every use of a name that the text creates as temporary is temporary too."""
    names = {use.name for use in uses if use.temporary}
    if not names:
        return uses
    return tuple(
        SqlUse(use.verb, use.kind, use.name, use.idiom, True, use.whole) if use.name in names else use
        for use in uses
    )


@contextmanager
def _quiet() -> Iterator[None]:
    """The parser warns on its logger about every statement that it only half knows; that is normal here."""
    logger = logging.getLogger("sqlglot")
    was_disabled = logger.disabled
    logger.disabled = True
    try:
        yield
    finally:
        logger.disabled = was_disabled
