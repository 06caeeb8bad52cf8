"""Arguments that are written as calls of Dagster's own classes: ``In``, ``Out``, ``AssetKey``, metadata, ``Nothing``."""

import ast
from collections.abc import Iterable, Iterator

from assetize.analyzer.syntax.arguments import Arguments, Given, read_arguments, read_dict, read_list
from assetize.analyzer.syntax.standpoint import Standpoint
from assetize.analyzer.values import Known, Value, evaluate
from assetize.analyzer.values.value import entries_of

NOTHING = "dagster.Nothing"


def read_marker(given: Given, marker: str, positions: tuple[str, ...]) -> Arguments | None:
    """The arguments of ``In(...)``, ``Out(...)`` and the like, also through a name; None when it is something else."""
    there, value = given.here.follow(given.value)
    if not isinstance(value, ast.Call) or there.resolve(value.func) != marker:
        return None
    arguments = read_arguments(there, value, positions)
    return None if arguments.unread else arguments


def is_nothing(given: Given | None) -> bool:
    """``Nothing`` or ``type(None)`` given as a Dagster type: no data passes."""
    if given is None:
        return False
    there, value = given.here.follow(given.value)
    if isinstance(value, ast.Call):
        argument = value.args[0] if len(value.args) == 1 else None
        is_none = isinstance(argument, ast.Constant) and argument.value is None
        return is_none and there.resolve(value.func) == "builtins.type"
    return isinstance(value, ast.Name | ast.Attribute) and there.resolve(value) in (NOTHING, "types.NoneType")


def text_of(given: Given | None) -> str | None:
    """An argument's source text."""
    return None if given is None else given.here.text(given.value)


def read_metadata(given: Given | None) -> tuple[tuple[str, str], ...]:
    """The entries of a metadata dict whose values are known; numbers and booleans as they print."""
    if given is None:
        return ()
    entries = read_dict(given.here, given.value)
    if entries is None:
        return tuple(_shown(entries_of(_value(given)) or ()))
    found: list[tuple[str, str]] = []
    for name, entry in entries:
        text = entry.here.string(entry.value)
        if text is None:
            text = next((shown for _, shown in _shown(((name, _value(_inside(entry))),))), None)
        if text is not None:
            found.append((name, text))
    return tuple(found)


def _inside(given: Given) -> Given:
    """What ``MetadataValue.text(...)`` and its like hold."""
    there, value = given.here.follow(given.value)
    if isinstance(value, ast.Call) and len(value.args) == 1 and isinstance(value.func, ast.Attribute):
        name = there.resolve(value.func) or ""
        if name.startswith("dagster.MetadataValue."):
            return Given(value.args[0], there)
    return Given(value, there)


def _value(given: Given) -> Value:
    here = given.here
    return evaluate(here.sources, here.scope.module_id, given.value, scope=here.scope)


def _shown(entries: Iterable[tuple[object, Value]]) -> Iterator[tuple[str, str]]:
    for name, value in entries:
        known = value.value if isinstance(value, Known) else None
        if isinstance(known, str | int | float):
            yield str(name), str(known)


def read_key(given: Given | None) -> tuple[str, ...] | None:
    """An asset key: ``AssetKey("a")``, ``AssetKey(["a", "b"])``, ``"a"``, ``["a", "b"]``; None when it is not known.

    A string in ``AssetKey`` or ``key=`` is one part, whatever slashes it holds.
    """
    if given is None:
        return None
    there, value = given.here.follow(given.value)
    if isinstance(value, ast.Call):
        return _called_key(there, value)
    text = there.string(value)
    if text is not None:
        return (text,)
    items = read_list(there, value)
    parts = [item.here.string(item.value) for item in items or ()]
    known = tuple(part for part in parts if part is not None)
    return known if known and len(known) == len(parts) else None


def _called_key(here: Standpoint, call: ast.Call) -> tuple[str, ...] | None:
    name = here.resolve(call.func) or ""
    if name == "dagster.AssetKey":
        return read_key(read_arguments(here, call, ("path",)).get("path"))
    if name == "dagster.AssetKey.from_user_string":
        text = read_arguments(here, call, ("asset_key_string",)).string("asset_key_string")
        return None if text is None else tuple(text.split("/"))
    return None
