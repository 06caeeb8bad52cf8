"""Methods of lists, dicts and strings whose contents are known."""

from collections.abc import Callable, Mapping

from assetize.analyzer.composition.call_site import CallSite
from assetize.analyzer.composition.values import (
    Entries,
    Items,
    Known,
    Opaque,
    Value,
    elements_of,
)


def _append(call: CallSite, items: Items) -> Value:
    items.elements.extend(call.positional)
    return Known(None)


def _extend(call: CallSite, items: Items) -> Value:
    added = elements_of(call.positional[0]) if len(call.positional) == 1 else None
    if added is None:
        return call.unclear(f"what is added to the list is not known: {call.text}")
    items.elements.extend(added)
    return Known(None)


def _pairs(call: CallSite, entries: Entries) -> Value:
    return Items([Items([Known(key), value], is_list=False) for key, value in entries.entries.items()])


def _get(call: CallSite, entries: Entries) -> Value:
    default = call.argument(1, "default") or Known(None)
    match call.argument(0, "key"):
        case Known(value=key):
            return entries.entries.get(key, default)
    return call.unclear(f"this element is not known: {call.text}")


def _update(call: CallSite, entries: Entries) -> Value:
    match call.positional:
        case [Entries(entries=added)] if not call.keywords:
            entries.entries.update(added)
        case []:
            entries.entries.update(call.keywords)
        case _:
            return call.unclear(f"what is added to the dict is not known: {call.text}")
    return Known(None)


LIST_METHODS: Mapping[str, Callable[[CallSite, Items], Value]] = {
    "append": _append,
    "extend": _extend,
    "copy": lambda call, items: Items(list(items.elements), items.is_list),
}
DICT_METHODS: Mapping[str, Callable[[CallSite, Entries], Value]] = {
    "items": _pairs,
    "keys": lambda call, entries: Items([Known(key) for key in entries.entries]),
    "values": lambda call, entries: Items(list(entries.entries.values())),
    "get": _get,
    "update": _update,
    "copy": lambda call, entries: Entries(dict(entries.entries)),
}
TEXT_METHODS = frozenset(
    {
        "format",
        "lower",
        "upper",
        "title",
        "capitalize",
        "strip",
        "replace",
        "removeprefix",
        "removesuffix",
        "split",
        "startswith",
        "endswith",
    }
)


def call_text_method(call: CallSite, text: str, method: str) -> Value:
    """``"load_{}".format(table)``, ``table.upper()``; opaque when an argument is not known."""
    given = [value.value for value in call.positional if isinstance(value, Known)]
    named = {name: value.value for name, value in call.keywords.items() if isinstance(value, Known)}
    is_known = len(given) == len(call.positional) and len(named) == len(call.keywords)
    if method not in TEXT_METHODS or not is_known:
        return Opaque(call.text)
    try:
        result = getattr(text, method)(*given, **named)
    except (TypeError, ValueError, LookupError, AttributeError):
        return Opaque(call.text)
    return Items([Known(part) for part in result]) if isinstance(result, list) else Known(result)
