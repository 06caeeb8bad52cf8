"""Partitioned configs that do no more than write the partition down: ``{"ops": {"load": {"config": {"date": start.strftime(…)}}}}``."""

import ast
from collections.abc import Iterator, Mapping

from assetize.analyzer.model import PartitionValue
from assetize.analyzer.syntax.arguments import read_arguments
from assetize.analyzer.syntax.standpoint import Standpoint

KEY_FORMATS: Mapping[str, str] = {
    "dagster.daily_partitioned_config": "%Y-%m-%d",
    "dagster.weekly_partitioned_config": "%Y-%m-%d",
    "dagster.monthly_partitioned_config": "%Y-%m-%d",
    "dagster.hourly_partitioned_config": "",
}
"""How the start of a partition is written as its key; hours may be told apart in other ways when clocks go back."""
OF_KEYS = frozenset({"dagster.static_partitioned_config", "dagster.dynamic_partitioned_config"})
EDGES = ("start", "end")
SAME_ARGUMENTS = frozenset(
    {
        "start_date",
        "minute_offset",
        "hour_offset",
        "day_offset",
        "timezone",
        "fmt",
        "end_offset",
        "partition_keys",
    }
)
"""What a partitioned config and its partitions both take, by one name."""


def read_partitions(
    here: Standpoint, function: ast.FunctionDef, decorator: ast.expr
) -> tuple[str, str] | None:
    """The class and arguments that make the same partitions without a config; None where there is more to keep."""
    if not isinstance(decorator, ast.Call) or len(function.body) != 1 or len(decorator.args) > 1:
        return None
    api = (here.resolve(decorator.func) or "").removeprefix("dagster.")
    if not {item.arg for item in decorator.keywords} <= SAME_ARGUMENTS or api.startswith("dynamic"):
        return None
    text = here.text(decorator).removeprefix(here.text(decorator.func)).strip()
    kind = api.removesuffix("_partitioned_config").capitalize()
    return (f"{kind}PartitionsDefinition", text) if "#" not in text else None


def read_partition_values(
    here: Standpoint, function: ast.FunctionDef, decorator: ast.expr
) -> tuple[PartitionValue, ...]:
    """All that the function gives; empty unless every value is known to be the partition's own."""
    expressions = _expressions(here, function, decorator)
    match _returned(function):
        case ast.Dict(keys=[ast.Constant(value="ops")], values=[ast.Dict() as ops]) if expressions:
            found = tuple(_values(ops, expressions))
            return tuple(item for item in found if item is not None) if all(found) else ()
    return ()


def _returned(function: ast.FunctionDef) -> ast.expr | None:
    """What the one statement of the function gives."""
    statements = [item for item in function.body if not _is_text(item)]
    match statements:
        case [ast.Return(value=value)]:
            return value
    return None


def _is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _expressions(here: Standpoint, function: ast.FunctionDef, decorator: ast.expr) -> Mapping[str, str]:
    """What each expression of the function's parameters is in terms of a context; a start or end without its format."""
    names = [item.arg for item in function.args.args]
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    api = here.resolve(called) or ""
    if api in OF_KEYS and len(names) == 1:
        return {names[0]: "partition_key"}
    if api not in KEY_FORMATS or len(names) != len(EDGES):
        return {}
    found = {name: f"partition_time_window.{edge}" for name, edge in zip(names, EDGES, strict=True)}
    key_format = _key_format(here, decorator, KEY_FORMATS[api])
    return found | ({f"{names[0]}.strftime({key_format!r})": "partition_key"} if key_format else {})


def _key_format(here: Standpoint, decorator: ast.expr, default: str) -> str:
    """Empty where it is not known."""
    if not isinstance(decorator, ast.Call):
        return ""
    given = read_arguments(here, decorator).get("fmt")
    match given.value if given is not None else None:
        case None:
            return default
        case ast.Constant(value=str(form)):
            return form if default else ""
    return ""


def _values(ops: ast.Dict, expressions: Mapping[str, str]) -> Iterator[PartitionValue | None]:
    for node, entry in zip(ops.keys, ops.values, strict=True):
        match node, entry:
            case ast.Constant(value=str(name)), ast.Dict(
                keys=[ast.Constant(value="config")], values=[ast.Dict(keys=[_, *_]) as config]
            ):
                for field, value in zip(config.keys, config.values, strict=True):
                    yield _value(name, field, value, expressions)
            case _:
                yield None


def _value(
    node: str, field: ast.expr | None, value: ast.expr, expressions: Mapping[str, str]
) -> PartitionValue | None:
    """The parameter of a key as it is; an edge of a window only as text, since config is written down, too."""
    if not (isinstance(field, ast.Constant) and isinstance(field.value, str)):
        return None
    whole = expressions.get(ast.unparse(value))
    if whole == "partition_key":
        return PartitionValue(node, field.value, whole)
    match value:
        case ast.Call(
            func=ast.Attribute(value=ast.Name(id=name), attr="strftime"),
            args=[ast.Constant(value=str(form))],
            keywords=[],
        ) if name in expressions and '"' not in form:
            return PartitionValue(node, field.value, f'{expressions[name]}.strftime("{form}")')
        case ast.Call(
            func=ast.Attribute(value=ast.Name(id=name), attr="isoformat"), args=[], keywords=[]
        ) if name in expressions:
            return PartitionValue(node, field.value, f"{expressions[name]}.isoformat()")
    return None
