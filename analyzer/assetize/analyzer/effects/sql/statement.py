"""One parsed SQL statement to its uses."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from sqlglot import exp

from assetize.analyzer.effects.sql.use import SqlUse
from assetize.analyzer.effects.sql.words import plain_name
from assetize.analyzer.model.effect import Verb

_FILE = re.compile(r"[/\\]|\.(?:parquet|csv|tsv|json|jsonl|ndjson|arrow|xlsx|gz)$", re.I)
_FILE_READERS = re.compile(r"^(?:read_\w+|\w+_scan)$", re.I)
_TABLE_KINDS = frozenset({"TABLE", "VIEW"})


def statement_uses(statement: exp.Expression) -> list[SqlUse]:
    """Reads and writes of one statement: what it reads first, then what it writes."""
    if type(statement).__name__ == "Execute":
        return [SqlUse("opaque", "unknown", plain_name(statement.this.sql()), "sql.call")]
    targets = list(_targets(statement))
    target_ids = {id(table) for table, *_ in targets}
    reads = [use for table in _source_tables(statement, target_ids) if (use := _read(table)) is not None]
    writes = [
        use for table, verb, idiom in targets if (use := _write(statement, table, verb, idiom)) is not None
    ]
    return [*dict.fromkeys(reads), *writes, *_written_files(statement)]


def _targets(statement: exp.Expression) -> Iterator[tuple[exp.Table, Verb, str]]:
    match statement:
        case exp.Create():
            yield from _create_targets(statement)
        case exp.Insert():
            overwrite = bool(statement.args.get("overwrite"))
            verb: Verb = "create" if overwrite else "append"
            yield from _each(statement.this, verb, "sql.insert_overwrite" if overwrite else "sql.insert")
        case exp.Merge():
            inserts = any(isinstance(then, exp.Insert) for then in statement.find_all(exp.Insert))
            yield from _each(statement.this, "append" if inserts else "update", "sql.merge")
        case exp.Update():
            yield from _each(_unaliased(statement, statement.this), "update", "sql.update")
        case exp.Delete():
            named = statement.args.get("tables") or [statement.this]
            for table in named:
                yield from _each(_unaliased(statement, table), "delete", "sql.delete")
        case exp.Drop() if str(statement.args.get("kind", "")).upper() in {
            "TABLE",
            "VIEW",
            "MATERIALIZED VIEW",
        }:
            for table in statement.args.get("tables") or [statement.this, *statement.expressions]:
                yield from _each(table, "drop", "sql.drop")
        case exp.TruncateTable():
            for table in statement.expressions:
                yield from _each(table, "delete", "sql.truncate")
        case exp.Alter() if str(statement.args.get("kind", "")).upper() in _TABLE_KINDS:
            yield from _alter_targets(statement)
        case exp.Copy() if statement.args.get("kind") is not False:
            yield from _each(statement.this, "append", "sql.copy")
        case exp.Query():
            for into in statement.find_all(exp.Into):
                yield from _each(into.this, "create", "sql.select_into")


def _create_targets(statement: exp.Create) -> Iterator[tuple[exp.Table, Verb, str]]:
    kind = str(statement.args.get("kind", "")).upper()
    if kind not in _TABLE_KINDS:
        return
    ensures = bool(statement.args.get("exists")) and statement.expression is None
    idiom = "sql.create_view" if kind == "VIEW" else "sql.ensure_table" if ensures else "sql.create_table"
    yield from _each(statement.this, "create", idiom)


def _alter_targets(statement: exp.Alter) -> Iterator[tuple[exp.Table, Verb, str]]:
    for action in statement.args.get("actions") or []:
        if isinstance(action, exp.AlterRename):
            yield from _each(statement.this, "drop", "sql.rename")
            yield from _each(action.this, "create", "sql.rename")
            return
        if isinstance(action, exp.SwapTable):
            yield from _each(action.this, "create", "sql.swap")
            yield from _each(statement.this, "create", "sql.swap")
            return
    yield from _each(statement.this, "update", "sql.alter")


def _each(node: object, verb: Verb, idiom: str) -> Iterator[tuple[exp.Table, Verb, str]]:
    if isinstance(node, exp.Schema):
        node = node.this
    if isinstance(node, exp.Table) and node.name:
        yield node, verb, idiom


def _unaliased(statement: exp.Expression, target: object) -> object:
    """The table behind an alias: ``UPDATE u SET ... FROM users AS u`` changes ``users``."""
    if not isinstance(target, exp.Table) or target.db:
        return target
    for table in statement.find_all(exp.Table):
        if table is not target and table.alias == target.name and table.name != target.name:
            return table
    return target


def _source_tables(statement: exp.Expression, target_ids: set[int]) -> Iterator[exp.Table]:
    if isinstance(statement, exp.Drop | exp.TruncateTable | exp.Grant | exp.Use):
        return
    if isinstance(statement, exp.Create) and str(statement.args.get("kind", "")).upper() not in _TABLE_KINDS:
        return
    for table in statement.find_all(exp.Table, bfs=False):
        if id(table) in target_ids or _is_cte(table) or isinstance(table.parent, exp.AlterRename):
            continue
        if isinstance(statement, exp.Delete | exp.Update) and table is statement.this:
            continue
        yield table


def _is_cte(table: exp.Table) -> bool:
    """Whether the name is a CTE's in scope here; inside its own definition the name is the real table's."""
    if table.db:
        return False
    node: Any = table
    inside: list[Any] = []
    while node.parent is not None:
        inside.append(node)
        node = node.parent
        with_ = node.args.get("with_") or node.args.get("with")
        if not isinstance(with_, exp.With):
            continue
        for cte in with_.expressions:
            is_own = any(step is cte for step in inside)
            if cte.alias.lower() == table.name.lower() and (not is_own or with_.args.get("recursive")):
                return True
    return False


def _read(table: exp.Table) -> SqlUse | None:
    if isinstance(table.this, exp.Func):
        return _read_function(table.this)
    if not table.name:
        return None
    if not table.db and _FILE.search(table.name):
        return SqlUse("read", "file", table.name, "sql.select")
    return SqlUse("read", "table", table_name(table), "sql.select", temporary=table.name.startswith("#"))


def _read_function(function: exp.Func) -> SqlUse | None:
    """``read_parquet('sales.parquet')`` in DuckDB reads a file; other table functions read nothing known."""
    name = function.name if isinstance(function, exp.Anonymous) else function.sql_name()
    literal = function.find(exp.Literal)
    if literal is None or not _FILE_READERS.match(name):
        return None
    return SqlUse("read", "file", literal.this, "sql.select")


def _write(statement: exp.Expression, table: exp.Table, verb: Verb, idiom: str) -> SqlUse | None:
    if isinstance(table.this, exp.Func):
        return None
    temporary = table.name.startswith("#") or _is_temporary(table)
    if isinstance(statement, exp.Create):
        properties = statement.args.get("properties")
        temporary |= bool(
            properties and any(isinstance(item, exp.TemporaryProperty) for item in properties.expressions)
        )
    whole = idiom == "sql.truncate" or (isinstance(statement, exp.Delete) and not _is_narrowed(statement))
    return SqlUse(verb, "table", table_name(table), idiom, temporary, whole)


def _is_narrowed(statement: exp.Delete) -> bool:
    joined = isinstance(statement.this, exp.Expression) and bool(statement.this.args.get("joins"))
    return joined or any(statement.args.get(name) for name in ("where", "using", "limit"))


def _is_temporary(table: exp.Table) -> bool:
    identifier = table.this
    return isinstance(identifier, exp.Identifier) and bool(identifier.args.get("temporary"))


def _written_files(statement: exp.Expression) -> Iterable[SqlUse]:
    """``COPY (SELECT ...) TO 'users.parquet'`` makes a file."""
    if isinstance(statement, exp.Copy) and statement.args.get("kind") is False:
        for target in statement.args.get("files") or []:
            literal = target if isinstance(target, exp.Literal) else target.find(exp.Literal)
            if literal is not None:
                yield SqlUse("create", "file", literal.this, "sql.copy_to")


def table_name(table: exp.Table) -> str:
    """``catalog.schema.table`` as far as written, lower-cased unless quoted."""
    parts: list[str] = []
    for part in table.parts:
        if isinstance(part, exp.Identifier):
            parts.append(part.this if part.args.get("quoted") else part.this.lower())
        else:
            parts.append(part.name.lower())
    return ".".join(parts)
