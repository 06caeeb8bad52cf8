"""Finds where ops, graphs and jobs are named by their Dagster names: run configs, look-ups, selections."""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping

from assetize.analyzer.model import Reference
from assetize.analyzer.names import Scope
from assetize.analyzer.readers.mentions import Mentions
from assetize.analyzer.readers.reference_targets import Targets
from assetize.analyzer.syntax.outline import Nodes, Outline

CONFIG_KEYS = ("ops", "solids")
KEYWORDS = frozenset({*CONFIG_KEYS, "job_name", "op_selection"})
JOB_LOOKUPS = frozenset({"get_job_def", "resolve_job_def", "get_job", "has_job"})
CONFIG_LOOKUP = re.compile(rb"[\[(]\s*['\"](?:ops|solids)['\"]")
EACH_STEPS_SETTINGS = "per_step_k8s_config"
"""An executor's settings that are given by step."""
STEPS_OF_EVENTS = frozenset({"step_key", "node_name"})
"""What an event says of the step that it is of."""
NAMESPACES = ("globals", "vars", "locals")
NODE_LOOKUPS = ("_for_node", "_for_solid", "_for_op")

Names = Mapping[str, tuple[str, ...]]


def find_mentions_by_name(mentions: Mentions, outline: Outline, targets: Targets) -> Iterator[Reference]:
    """References of context ``string``, whose ``detail`` says in what: ``run_config``, ``output_for_node`` ..."""
    for group in outline.groups:
        for node, detail, names in _strings(group, targets):
            yield from _named(mentions, node, names, detail, group.scope)
    if any(name.encode() in mentions.data for name in STEPS_OF_EVENTS):
        yield from _compared_steps(mentions, outline, targets)
    if CONFIG_LOOKUP.search(mentions.data):
        yield from _looked_up_configs(mentions, outline, targets)


def _compared_steps(mentions: Mentions, outline: Outline, targets: Targets) -> Iterator[Reference]:
    """``event.step_key == "build_users"``: all names of steps in a function that asks for the steps of events."""
    asking = {
        group.scope: item.attr
        for group in outline.groups
        for item in group.attributes
        if item.attr in STEPS_OF_EVENTS
    }
    yield from _all_names(mentions, outline, targets, asking)


def _looked_up_configs(mentions: Mentions, outline: Outline, targets: Targets) -> Iterator[Reference]:
    """``run_config["ops"].get("build_users")``: all names of steps in a function that takes a run config apart."""
    asking = {
        group.scope: "run_config"
        for group in outline.groups
        if group.scope.kind != "module"
        and (
            any(_is_config_key(item.slice) for item in group.subscripts)
            or any(_gets_config_key(item) for item in group.calls)
        )
    }
    yield from _all_names(mentions, outline, targets, asking)


def _gets_config_key(call: ast.Call) -> bool:
    is_get = isinstance(call.func, ast.Attribute) and call.func.attr == "get"
    return is_get and bool(call.args) and _is_config_key(call.args[0])


def _all_names(
    mentions: Mentions, outline: Outline, targets: Targets, asking: Mapping[Scope, str]
) -> Iterator[Reference]:
    for group in outline.groups:
        if group.scope in asking:
            for node in group.strings:
                yield from _named(mentions, node, targets.node_names, asking[group.scope], group.scope)


def _strings(group: Nodes, targets: Targets) -> Iterator[tuple[ast.expr, str, Names]]:
    nodes, jobs = targets.node_names, targets.job_names
    for item in group.dicts:
        for key, value in zip(item.keys, item.values, strict=True):
            if _is_config_key(key):
                yield from ((inner, "run_config", nodes) for inner in _keys(value))
            elif _is_text(key, EACH_STEPS_SETTINGS):
                yield from ((inner, EACH_STEPS_SETTINGS, nodes) for inner in _keys(value))
    for subscript in group.subscripts:
        if isinstance(subscript.value, ast.Subscript) and _is_config_key(subscript.value.slice):
            yield subscript.slice, "run_config", nodes
        elif _is_call_of(subscript.value, NAMESPACES):
            yield subscript.slice, "namespace", nodes
    for call in group.calls:
        for keyword in call.keywords:
            if keyword.arg is not None and keyword.arg in KEYWORDS:
                yield from _given_to(keyword.arg, keyword.value, nodes, jobs)
        function = call.func
        if isinstance(function, ast.Attribute):
            # result.output_for_node("build_users"), defs.get_job_def("nightly")
            if function.attr.endswith(NODE_LOOKUPS):
                yield from ((argument, function.attr, nodes) for argument in call.args)
            elif function.attr in JOB_LOOKUPS:
                yield from ((argument, function.attr, jobs) for argument in call.args)
        elif isinstance(function, ast.Name) and function.id == "getattr":
            yield from ((argument, "getattr", nodes) for argument in call.args[1:2])


def _given_to(
    keyword: str, value: ast.expr, nodes: Names, jobs: Names
) -> Iterator[tuple[ast.expr, str, Names]]:
    if keyword == "job_name":
        yield value, keyword, jobs
    elif keyword == "op_selection":
        yield from ((inner, keyword, nodes) for inner in _constants(value))
    else:
        yield from ((inner, "run_config", nodes) for inner in _keys(value))


def _is_call_of(node: ast.expr, names: tuple[str, ...]) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names


def _is_text(node: ast.expr | None, text: str) -> bool:
    return isinstance(node, ast.Constant) and node.value == text


def _is_config_key(key: ast.expr | None) -> bool:
    return isinstance(key, ast.Constant) and key.value in CONFIG_KEYS


def _keys(value: ast.expr) -> Iterable[ast.expr]:
    return (key for key in value.keys if key is not None) if isinstance(value, ast.Dict) else ()


def _constants(value: ast.expr) -> Iterable[ast.expr]:
    return (node for node in ast.walk(value) if isinstance(node, ast.Constant))


def _named(
    mentions: Mentions, node: ast.expr, names: Names, detail: str, scope: Scope
) -> Iterator[Reference]:
    """A name, or the first part of a path such as ``"etl.load"``; selections may add ``*`` and ``+``."""
    if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
        return
    path = node.value.strip("*+")
    for part in dict.fromkeys((path, path.partition(".")[0])):
        for target in _nearest(names.get(part, ()), mentions):
            yield mentions.at(target, node, "string", mentions.owner(node, scope), detail)


def _nearest(targets: tuple[str, ...], mentions: Mentions) -> tuple[str, ...]:
    """Those that the name may mean in a module.

    In a repository of several projects, each below a folder that is put on Python's path, a name that a project
    gives to a definition of its own does not mean another project's of that name.
    """
    folders = {target: mentions.path_folder(target.partition(":")[0]) for target in targets}
    here = mentions.path_folder(mentions.module_id)
    while here and here not in folders.values():
        here = here.rpartition("/")[0]
    if not here:
        return targets
    return tuple(target for target, folder in folders.items() if folder in (here, ""))
