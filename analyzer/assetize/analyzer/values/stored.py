"""What lists and dicts hold after something is put into them."""

from collections.abc import Sequence

from assetize.analyzer.values.value import Known, NotKnown, Value, elements_of, entries_of, mapping, sequence

CHANGING = frozenset(
    {
        *("append", "extend", "insert", "add", "update", "setdefault"),
        *("pop", "popitem", "remove", "clear", "sort", "reverse", "discard"),
    }
)
CHANGED = NotKnown("it is changed while running")


def store(owner: Value, key: Value, value: Value) -> Value:
    """``owner[key] = value``."""
    entries = entries_of(owner)
    if not isinstance(key, Known):
        return CHANGED
    if entries is not None:
        return mapping({**dict(entries), key.value: value}.items())
    elements = elements_of(owner)
    if elements is None or not isinstance(key.value, int) or not -len(elements) <= key.value < len(elements):
        return CHANGED
    new = list(elements)
    new[key.value] = value
    return sequence(new)


def change(owner: Value, method: str, arguments: Sequence[Value] | None) -> Value:
    """``owner.append(value)`` and its kin; ``arguments``: None where they are not plain."""
    elements, entries = elements_of(owner), entries_of(owner)
    if arguments is None or len(arguments) != 1:
        return CHANGED
    (given,) = arguments
    if method == "append" and elements is not None:
        return sequence([*elements, given])
    if method == "add" and elements is not None:
        return sequence(elements if given in elements else [*elements, given])
    if method == "extend" and elements is not None:
        more = elements_of(given)
        return CHANGED if more is None else sequence([*elements, *more])
    if method == "update" and entries is not None:
        new = entries_of(given)
        return CHANGED if new is None else mapping({**dict(entries), **dict(new)}.items())
    return CHANGED
