"""Reading the leading words of SQL that no dialect of the parser accepts."""

import re

from assetize.analyzer.effects.sql.use import SqlReading, SqlUse
from assetize.analyzer.model.effect import ObjectKind, Verb

_NAME = r"(?P<name>(?:[\w$#@]+|\"[^\"]+\"|`[^`]+`|\[[^\]]+\])(?:\s*\.\s*(?:[\w$#@]+|\"[^\"]+\"|`[^`]+`|\[[^\]]+\]))*)"
_TEMPORARY = r"create\s+(?:or\s+replace\s+)?(?:global\s+|local\s+)?(?:temp|temporary|volatile)\b"

_LEADING: tuple[tuple[str, Verb, ObjectKind, str], ...] = (
    (
        r"create\s+(?:or\s+replace\s+|or\s+alter\s+)?(?:global\s+|local\s+|transient\s+|external\s+|unlogged\s+|dynamic\s+)*"
        rf"(?:temp\s+|temporary\s+|volatile\s+)?table\s+(?:if\s+not\s+exists\s+)?{_NAME}",
        "create",
        "table",
        "sql.create_table",
    ),
    (
        r"create\s+(?:or\s+replace\s+|or\s+alter\s+)?(?:materialized\s+|secure\s+|recursive\s+)*"
        rf"view\s+(?:if\s+not\s+exists\s+)?{_NAME}",
        "create",
        "table",
        "sql.create_view",
    ),
    (rf"refresh\s+materialized\s+view\s+(?:concurrently\s+)?{_NAME}", "create", "table", "sql.refresh"),
    (
        rf"insert\s+(?:or\s+\w+\s+|ignore\s+)?overwrite\s+(?:table\s+|into\s+)?{_NAME}",
        "create",
        "table",
        "sql.insert_overwrite",
    ),
    (
        rf"(?:insert\s+(?:or\s+\w+\s+|ignore\s+)?into|replace\s+into)\s+(?:table\s+)?{_NAME}",
        "append",
        "table",
        "sql.insert",
    ),
    (rf"merge\s+(?:into\s+)?{_NAME}", "append", "table", "sql.merge"),
    (rf"load\s+data\s.*?\binto\s+table\s+{_NAME}", "append", "table", "sql.copy"),
    (rf"copy\s+into\s+{_NAME}\s*(?:\([^)]*\)\s*)?from\b", "append", "table", "sql.copy"),
    (rf"copy\s+{_NAME}\s*(?:\([^)]*\)\s*)?from\b", "append", "table", "sql.copy"),
    (rf"update\s+(?:only\s+)?{_NAME}\s.*?\bset\b", "update", "table", "sql.update"),
    (rf"delete\s+from\s+(?:only\s+)?{_NAME}", "delete", "table", "sql.delete"),
    (rf"truncate\s+(?:table\s+)?{_NAME}", "delete", "table", "sql.truncate"),
    (
        rf"drop\s+(?:materialized\s+|external\s+)?(?:table|view)\s+(?:if\s+exists\s+)?{_NAME}",
        "drop",
        "table",
        "sql.drop",
    ),
    (rf"alter\s+table\s+(?:if\s+exists\s+)?{_NAME}", "update", "table", "sql.alter"),
    (rf"alter\s+pipe\s+{_NAME}\s+refresh", "opaque", "unknown", "sql.refresh_pipe"),
    (rf"(?:call|exec|execute)\s+{_NAME}", "opaque", "unknown", "sql.call"),
)
"""As text: few projects need them, and to compile them all takes as long as to read a small project's ops."""
_SOURCES = rf"\b(?:from|join|using)\s+{_NAME}(?!\s*\()"
_CTE_NAMES = r"(?:\bwith|,)\s+(?:recursive\s+)?([\w\"`]+)\s*(?:\([^)]*\)\s*)?as\s*\("
_NOT_TABLES = frozenset(
    {"select", "lateral", "unnest", "values", "where", "only", "dual", "stdin", "set", "s3"}
)


def read_words(text: str) -> SqlReading:
    """What can be said of SQL by its words alone: the target of each statement, and what follows FROM and JOIN."""
    uses: list[SqlUse] = []
    for statement in text.split(";"):
        uses += _statement_uses(statement.strip())
    return SqlReading(tuple(dict.fromkeys(uses)), parsed=False)


def _statement_uses(statement: str) -> list[SqlUse]:
    uses = []
    start = 0
    body = _body_after_ctes(statement)
    for pattern, verb, kind, idiom in _LEADING:
        if match := re.match(pattern, body, re.I | re.S):
            whole = idiom == "sql.truncate" or (
                idiom == "sql.delete" and " where " not in f" {body.lower()} "
            )
            name = plain_name(match["name"])
            uses.append(SqlUse(verb, kind, name, idiom, bool(re.match(_TEMPORARY, body, re.I)), whole))
            start = match.end() + (len(statement) - len(body))
            break
    if uses and uses[0].verb == "opaque":
        return uses
    skipped = {name.strip('"`').lower() for name in re.findall(_CTE_NAMES, statement, re.I)} | _NOT_TABLES
    sources = re.compile(_SOURCES, re.I)
    for match in sources.finditer(statement, start if statement[:4].lower() != "with" else 0):
        name = plain_name(match["name"])
        if name.lower() not in skipped and all(use.name != name for use in uses):
            uses.append(SqlUse("read", "table", name, "sql.select"))
    return uses


def _body_after_ctes(statement: str) -> str:
    if statement[:4].lower() != "with":
        return statement
    match = re.search(r"\)\s*((?:insert|merge|update|delete|create|select)\b.*)", statement, re.I | re.S)
    return match[1] if match else statement


def plain_name(name: str) -> str:
    """A dotted name as written in SQL, without quotes; parts that were not quoted are lower-cased."""
    parts = re.findall(r'"[^"]+"|`[^`]+`|\[[^\]]+\]|[\w$#@]+', name)
    return ".".join(part[1:-1] if part[0] in '"`[' else part.lower() for part in parts)
