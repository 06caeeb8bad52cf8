"""Python's own functions that bodies use on lists of results."""

from collections.abc import Callable, Mapping

from assetize.analyzer.composition.call_site import CallSite
from assetize.analyzer.composition.functions import call_function
from assetize.analyzer.composition.invocations import invoke
from assetize.analyzer.composition.values import (
    Entries,
    Function,
    Invocable,
    Items,
    Known,
    Opaque,
    Value,
    elements_of,
)


def _list(call: CallSite) -> Value:
    elements = elements_of(call.positional[0]) if call.positional else []
    return _unclear(call) if elements is None else Items(elements)


def _tuple(call: CallSite) -> Value:
    elements = elements_of(call.positional[0]) if call.positional else []
    return _unclear(call) if elements is None else Items(elements, is_list=False)


def _reversed(call: CallSite) -> Value:
    elements = elements_of(call.positional[0]) if call.positional else None
    return _unclear(call) if elements is None else Items(elements[::-1])


def _enumerate(call: CallSite) -> Value:
    elements = elements_of(call.positional[0]) if call.positional else None
    start = call.argument(1, "start") or Known(0)
    if elements is None or not isinstance(start, Known) or not isinstance(start.value, int):
        return _unclear(call)
    return Items([Items([Known(i), e], is_list=False) for i, e in enumerate(elements, start.value)])


def _zip(call: CallSite) -> Value:
    columns = [elements_of(value) for value in call.positional]
    known = [column for column in columns if column is not None]
    if len(known) != len(columns):
        return _unclear(call)
    return Items([Items(list(row), is_list=False) for row in zip(*known, strict=False)])


def _range(call: CallSite) -> Value:
    numbers = [value.value for value in call.positional if isinstance(value, Known)]
    if len(numbers) != len(call.positional) or not 1 <= len(numbers) <= 3:
        return Opaque(call.text)
    try:
        return Known(range(*numbers))  # type: ignore[call-overload]
    except (TypeError, ValueError):
        return Opaque(call.text)


def _len(call: CallSite) -> Value:
    elements = elements_of(call.positional[0]) if call.positional else None
    return Opaque(call.text) if elements is None else Known(len(elements))


def _str(call: CallSite) -> Value:
    match call.positional:
        case [Known(value=value)]:
            return Known(str(value))
    return Opaque(call.text)


def _dict(call: CallSite) -> Value:
    match call.positional:
        case []:
            return Entries(dict(call.keywords))
        case [Entries(entries=entries)]:
            return Entries({**entries, **call.keywords})
    return _unclear(call)


def _map(call: CallSite) -> Value:
    """``list(map(op, results))``."""
    elements = elements_of(call.positional[1]) if len(call.positional) == 2 else None
    if elements is None:
        return _unclear(call)
    match call.positional[0]:
        case Invocable() as op:
            return Items([invoke(call.of(element), op) for element in elements])
        case Function() as function:
            return Items([call_function(call.of(element), function) for element in elements])
    return _unclear(call)


def _unclear(call: CallSite) -> Value:
    return call.unclear(f"what this gives is not known: {call.text}")


BUILTINS: Mapping[str, Callable[[CallSite], Value]] = {
    "builtins.list": _list,
    "builtins.tuple": _tuple,
    "builtins.reversed": _reversed,
    "builtins.enumerate": _enumerate,
    "builtins.zip": _zip,
    "builtins.range": _range,
    "builtins.len": _len,
    "builtins.str": _str,
    "builtins.dict": _dict,
    "builtins.map": _map,
}
