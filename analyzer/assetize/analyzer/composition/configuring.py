"""Ops and graphs that are given their config where they are used: ``op.configured(...)``, ``@configured(op)``."""

import ast
from dataclasses import replace

from assetize.analyzer.composition.call_site import CallSite
from assetize.analyzer.composition.names import Names
from assetize.analyzer.composition.run import Run
from assetize.analyzer.composition.values import Description, Invocable, Known, Value
from assetize.analyzer.config_values.functions import configured_values, function_values
from assetize.analyzer.config_values.varying import NO_VARYING
from assetize.analyzer.model import ConfigValue
from assetize.analyzer.syntax.standpoint import FunctionNode, Standpoint

CONFIGURED = "dagster.configured"


def configure(op: Invocable, name: str, here: Standpoint, given: ast.expr | None) -> Invocable:
    """The op under another name, with what it is given."""
    is_read = given is not None and not isinstance(given, ast.Starred)
    return _named(op, name, configured_values(here, given) if is_read and given is not None else ())


def _named(op: Invocable, name: str, values: tuple[ConfigValue, ...]) -> Invocable:
    """What configures a configured op again is a mapping of it, which is not read."""
    kept = () if "configured" in op.modifiers else values
    return replace(op, name=name, config=kept).modified("configured")


def begin_configuring(call: CallSite) -> Value | None:
    """``configured(op, name="other")``, which waits for its config; None where the op is not known."""
    op = call.argument(0, "configurable")
    name = call.keywords.get("name") or Known(None)
    if not isinstance(op, Invocable):
        return None
    return Description("configured", (("configurable", op), ("name", name)))


def configure_with(call: CallSite, waiting: Description) -> Value:
    """``configured(op, name="other")({...})``."""
    op, name = waiting.get("configurable"), waiting.text("name")
    given = call.node.args[:1]
    if not isinstance(op, Invocable) or not given:
        return call.unclear(f"what is configured here is not known: {call.text}")
    function = call.names.here.definition(given[0]) if isinstance(given[0], ast.Name) else None
    if name is None and function is not None and isinstance(function.node, ast.FunctionDef):
        name = function.node.name
    if name is None:
        return call.unclear(f"the name is not known: {call.text}")
    return configure(op, name, call.names.here, given[0])


def decorated_with_configured(run: Run, here: Standpoint, function: FunctionNode) -> Invocable | None:
    """``@configured(op) def load_users(given): ...``; None for other functions."""
    decorator = function.decorator_list[0] if len(function.decorator_list) == 1 else None
    if not isinstance(decorator, ast.Call) or here.resolve(decorator.func) != CONFIGURED:
        return None
    waiting = run.evaluate(run.aside(), Names(here), decorator)
    if not isinstance(waiting, Description) or not isinstance(waiting.get("configurable"), Invocable):
        return None
    op, name = waiting.get("configurable"), waiting.get("name")
    given = waiting.text("name") if name != Known(None) else function.name
    if not isinstance(op, Invocable) or given is None:
        return None
    return _named(op, given, function_values(here, function, NO_VARYING))
