"""What a call in a body gives, by what is called."""

import ast
import sys

from assetize.analyzer.codes.reading import ASSET_CALLED_IN_BODY, OLDER_GENERATION, UNKNOWN_NODE
from assetize.analyzer.composition.builtin_calls import BUILTINS
from assetize.analyzer.composition.call_site import CallSite
from assetize.analyzer.composition.configuring import CONFIGURED, begin_configuring, configure_with
from assetize.analyzer.composition.container_methods import DICT_METHODS, LIST_METHODS, call_text_method
from assetize.analyzer.composition.descriptions import describe
from assetize.analyzer.composition.functions import call_function
from assetize.analyzer.composition.invocations import invoke
from assetize.analyzer.composition.node_methods import ASSET_METHODS, DYNAMIC_METHODS, OP_METHODS
from assetize.analyzer.composition.values import (
    AssetValue,
    Description,
    DynamicValue,
    Entries,
    Function,
    Invocable,
    Items,
    Known,
    Method,
    Opaque,
    Outside,
    Value,
    concerns_graph,
)
from assetize.analyzer.syntax.arguments import read_arguments
from assetize.analyzer.syntax.markers import read_key

MAKERS = frozenset(
    {
        "dagster.op",
        "dagster.graph",
        "dagster.job",
        "dagster.asset",
        "dagster.OpDefinition",
        "dagster.GraphDefinition",
        "dagster.configured",
    }
)
"""Dagster's own names that make something to be called."""

ASSET_MAKERS = ("dagster.AssetSpec", "dagster.SourceAsset")


def call_value(call: CallSite, target: Value) -> Value:
    """What calling ``target`` gives."""
    match target:
        case Invocable():
            return invoke(call, target)
        case Function():
            return call_function(call, target)
        case Method(owner=owner, name=name):
            return _call_method(call, owner, name)
        case AssetValue(key=key):
            what = f"the asset {'/'.join(key)} is called, which computes it again without recording it"
            return call.unclear(what, ASSET_CALLED_IN_BODY)
        case Description(kind="configured"):
            return configure_with(call, target)
        case Outside(name=name):
            return _call_outside(call, name)
        case Opaque(is_recorded=True):
            return Opaque(call.text, is_recorded=True)
    return _not_known(call)


def _call_method(call: CallSite, owner: Value, name: str) -> Value:
    match owner:
        case Invocable() if name in OP_METHODS:
            return OP_METHODS[name](call, owner)
        case DynamicValue() if name in DYNAMIC_METHODS:
            return DYNAMIC_METHODS[name](call, owner)
        case AssetValue() if name in ASSET_METHODS:
            return ASSET_METHODS[name](call, owner)
        case Items() if name in LIST_METHODS:
            return LIST_METHODS[name](call, owner)
        case Entries() if name in DICT_METHODS:
            return DICT_METHODS[name](call, owner)
        case Known(value=str(text)):
            return call_text_method(call, text, name)
    return _not_known(call)


def _call_outside(call: CallSite, name: str) -> Value:
    builtin = BUILTINS.get(name)
    if builtin is not None:
        return builtin(call)
    description = begin_configuring(call) if name == CONFIGURED else describe(call, name)
    if description is not None:
        return description
    if name in ASSET_MAKERS:
        key = read_key(read_arguments(call.names.here, call.node, ("key",)).get("key"))
        return Opaque(call.text) if key is None else AssetValue(key)
    touches_graph = any(concerns_graph(value) for value in (*call.positional, *call.keywords.values()))
    if touches_graph or name in MAKERS or not _is_harmless(name):
        return _not_known(call)
    return Outside(f"{name}()")


def _is_harmless(name: str) -> bool:
    """The standard library and Dagster's own helpers add no ops to a graph."""
    top = name.partition(".")[0]
    return top in ("dagster", "builtins") or top in sys.stdlib_module_names


def _not_known(call: CallSite) -> Value:
    text = call.names.here.text(call.node.func)
    older = _older(call)
    if older is not None:
        return call.unclear(f"{older} is of the older generation", OLDER_GENERATION)
    return call.unclear(f"what this call does is not known: {text}(...)", UNKNOWN_NODE)


def _older(call: CallSite) -> str | None:
    """The solid in ``load.with_hooks(hooks)``, or in what the call calls."""
    known, part = call.run.catalogue.older, call.node.func
    while known and isinstance(part, ast.Name | ast.Attribute | ast.Call):
        if isinstance(part, ast.Call):
            part = part.func
            continue
        if call.names.here.resolve(part) in known:
            return call.names.here.text(part)
        if isinstance(part, ast.Name):
            break
        part = part.value
    return None
