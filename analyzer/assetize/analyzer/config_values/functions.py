"""Run config that a function gives: of a partition, of a mapping, of a tick."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import replace

from assetize.analyzer.config_values.expressions import Place, only_return, read_values
from assetize.analyzer.config_values.varying import Varying, nothing_varies, partition_names
from assetize.analyzer.model import ConfigValue
from assetize.analyzer.syntax.arguments import read_arguments
from assetize.analyzer.syntax.standpoint import FunctionNode, Standpoint

PARTITIONED = frozenset(
    f"dagster.{kind}_partitioned_config"
    for kind in ("hourly", "daily", "weekly", "monthly", "static", "dynamic")
)
MAPPINGS = frozenset({"dagster.config_mapping", "dagster.ConfigMapping"})
PARTITIONED_CONFIG = "dagster.PartitionedConfig"
NamesOf = Callable[[FunctionNode | ast.Lambda], Varying]


def job_values(here: Standpoint, expression: ast.expr) -> tuple[ConfigValue, ...]:
    """The values of what is given as a job's ``config=``."""
    there, value = here.follow(expression)
    if isinstance(value, ast.Call):
        found = _called(there, value)
        if found is not None:
            return found
    definition = there.definition(value) if isinstance(value, ast.Name | ast.Attribute) else None
    if definition is not None and isinstance(definition.node, ast.FunctionDef):
        outside = there.of(definition)
        names = nothing_varies if _is_mapping(outside, definition.node) else partition_names
        return function_values(outside, definition.node, names(definition.node))
    return read_values(Place(there), value)


def configured_values(here: Standpoint, expression: ast.expr) -> tuple[ConfigValue, ...]:
    """The values of what ``.configured`` is given: a config, or a function of the config that is given from outside."""
    there, value = here.follow(expression)
    definition = there.definition(value) if isinstance(value, ast.Name | ast.Attribute) else None
    if isinstance(value, ast.Lambda) or (
        definition is not None and isinstance(definition.node, ast.FunctionDef)
    ):
        return _given_function(there, value, nothing_varies)
    return read_values(Place(there), value)


def _called(here: Standpoint, call: ast.Call) -> tuple[ConfigValue, ...] | None:
    """``daily_partitioned_config(...)(function)``, ``PartitionedConfig(...)``, ``ConfigMapping(...)``."""
    function = call.func
    if isinstance(function, ast.Call) and _name(here, function.func) in PARTITIONED and len(call.args) == 1:
        return _given_function(here, call.args[0], partition_names)
    name = _name(here, function)
    if name == PARTITIONED_CONFIG:
        words = ("partitions_def", "run_config_for_partition_fn", "decorated_fn")
        given = read_arguments(here, call, words).given
        chosen = given.get("run_config_for_partition_key_fn") or given.get("run_config_for_partition_fn")
        names: NamesOf = partition_names
    elif name in MAPPINGS:
        chosen = read_arguments(here, call, ("config_fn",)).get("config_fn")
        names = nothing_varies
    else:
        return None
    return (_unread(here, call),) if chosen is None else _given_function(chosen.here, chosen.value, names)


def _name(here: Standpoint, node: ast.expr) -> str:
    return (here.resolve(node) or "") if isinstance(node, ast.Name | ast.Attribute) else ""


def _given_function(here: Standpoint, node: ast.expr, names: NamesOf) -> tuple[ConfigValue, ...]:
    if isinstance(node, ast.Lambda):
        return _without_outside(read_values(Place(here, (), names(node)), node.body))
    definition = here.definition(node) if isinstance(node, ast.Name | ast.Attribute) else None
    if definition is None or not isinstance(definition.node, ast.FunctionDef):
        return (_unread(here, node),)
    return function_values(here.of(definition), definition.node, names(definition.node))


def _is_mapping(here: Standpoint, function: ast.FunctionDef) -> bool:
    """Partitioned config is the rule for a function; a mapping is decorated as one."""
    decorators = [item.func if isinstance(item, ast.Call) else item for item in function.decorator_list]
    return any(_name(here, item) in MAPPINGS for item in decorators)


def function_values(outside: Standpoint, function: FunctionNode, varying: Varying) -> tuple[ConfigValue, ...]:
    """What a function returns; not known when it returns in more than one place."""
    returned = only_return(function)
    if returned is None:
        return (_unread(outside, function),)
    return _without_outside(read_values(Place(outside.inside(function), (), varying), returned))


def _without_outside(values: tuple[ConfigValue, ...]) -> tuple[ConfigValue, ...]:
    """What is made from a parameter of the function is for others to say."""
    reason = "it is made from the config that is given from outside"
    return tuple(
        replace(item, text=None, reason=reason) if "{param:" in (item.text or "") else item for item in values
    )


def _unread(here: Standpoint, node: ast.AST) -> ConfigValue:
    return ConfigValue((), None, here.at(node), "it is made by code that is not understood")


def own_nodes(function: FunctionNode) -> Iterator[ast.AST]:
    """The nodes of a function's body, those of functions inside it left out."""
    pending: list[ast.AST] = list(function.body)
    while pending:
        node = pending.pop(0)
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            pending.extend(ast.iter_child_nodes(node))
