"""Methods of ops, of their results and of assets: ``op.alias``, ``xs.map``, ``emails.to_source_asset``."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from assetize.analyzer.composition.call_site import CallSite
from assetize.analyzer.composition.configuring import configure
from assetize.analyzer.composition.functions import call_function
from assetize.analyzer.composition.invocations import invoke
from assetize.analyzer.composition.values import (
    AssetValue,
    Collected,
    DynamicValue,
    Function,
    Invocable,
    Items,
    Known,
    NamedOutputs,
    NodeOutput,
    Opaque,
    Value,
    elements_of,
)
from assetize.analyzer.syntax.arguments import read_arguments
from assetize.analyzer.syntax.markers import read_key


def _alias(call: CallSite, op: Invocable) -> Value:
    match call.argument(0, "name"):
        case Known(value=str(name)):
            return replace(op, alias=name).modified("alias")
    call.unclear(f"the alias is not known: {call.text}")
    return op.modified("alias")


def _configured(call: CallSite, op: Invocable) -> Value:
    """``op.configured(config, name="other")`` is an op of another name."""
    given = call.node.args[:1] or [
        word.value for word in call.node.keywords if word.arg == "config_or_config_fn"
    ]
    match call.argument(1, "name"):
        case Known(value=str(name)):
            return configure(op, name, call.names.here, given[0] if given else None)
    call.unclear(f"the name is not known: {call.text}")
    return op.modified("configured")


def _map(call: CallSite, dynamic: DynamicValue) -> Value:
    item = NodeOutput(dynamic.node, dynamic.output, per_key=True)
    match call.argument(0, "fn"):
        case Function() as function:
            return _mapped(call, call_function(call.of(item), function))
        case Invocable() as op:
            return _mapped(call, invoke(call.of(item), op))
    return call.unclear(f"what is mapped here is not known: {call.text}")


def _mapped(call: CallSite, result: Value) -> Value:
    """What ``.map`` gives for what its function gave."""
    match result:
        case NodeOutput():
            return DynamicValue(result.node, result.output)
        case DynamicValue() | Known(value=None) | Opaque():
            return result
        case NamedOutputs() | Items(is_list=False):
            outputs = elements_of(result) or []
            wrapped: list[Value] = [
                DynamicValue(o.node, o.output) for o in outputs if isinstance(o, NodeOutput)
            ]
            if len(wrapped) == len(outputs):
                return Items(wrapped, is_list=False)
    return call.unclear(f"what is mapped here gives no result of a node: {call.text}")


def _same_asset(call: CallSite, asset: AssetValue) -> Value:
    """``emails.to_source_asset()``, ``mails.get_asset_spec(AssetKey("emails"))``."""
    key = read_key(read_arguments(call.names.here, call.node, ("key",)).get("key"))
    if key is not None:
        return replace(asset, key=key, is_one=True)
    if call.positional or call.keywords or not asset.is_one:
        return call.unclear(f"which asset this is, is not known: {call.text}")
    return asset


OP_METHODS: Mapping[str, Callable[[CallSite, Invocable], Value]] = {
    "alias": _alias,
    "configured": _configured,
    "tag": lambda call, op: op.modified("tag"),
    "with_hooks": lambda call, op: op.modified("with_hooks"),
    "with_retry_policy": lambda call, op: op.modified("with_retry_policy"),
}
DYNAMIC_METHODS: Mapping[str, Callable[[CallSite, DynamicValue], Value]] = {
    "map": _map,
    "collect": lambda call, dynamic: Collected(dynamic.node, dynamic.output),
}
ASSET_METHODS: Mapping[str, Callable[[CallSite, AssetValue], Value]] = {
    "to_source_asset": _same_asset,
    "get_asset_spec": _same_asset,
}
