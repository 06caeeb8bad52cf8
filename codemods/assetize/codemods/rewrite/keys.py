"""Asset keys, and references to assets, as they are written in a file."""

from collections.abc import Sequence

from assetize.codemods.model import AssetInput, KeySpelling
from assetize.codemods.rewrite.context import FileContext
from assetize.codemods.rewrite.layout import Doc, Item, call, keyword, listing
from assetize.codemods.rewrite.style import Style

Key = tuple[str, ...]


def key_argument(key: Key, style: Style) -> Doc:
    """A key where Dagster takes a string or a list of strings."""
    if len(key) == 1:
        return style.string(key[0])
    return listing(*(style.string(part) for part in key))


def key_object(key: Key, context: FileContext) -> Doc:
    """A key where Dagster takes a string or an ``AssetKey``."""
    if len(key) == 1:
        return context.style.string(key[0])
    return call(context.dagster("AssetKey"), Item(key_argument(key, context.style)))


def spelling_items(spelling: KeySpelling, style: Style) -> list[Item]:
    """``name=`` and ``key_prefix=`` where the function's name is not the whole key."""
    items = []
    if spelling.name is not None:
        items.append(keyword("name", style.string(spelling.name)))
    if spelling.prefix:
        items.append(keyword("key_prefix", listing(*(style.string(part) for part in spelling.prefix))))
    return items


def group_items(group_name: str, style: Style) -> list[Item]:
    """``group_name=`` where a group is asked for."""
    return [keyword("group_name", style.string(group_name))] if group_name else []


def references(inputs: Sequence[AssetInput], place: float, context: FileContext) -> list[Doc] | None:
    """The definitions of all these assets, each once; None when one of them must be named by its key.

    A definition that makes several assets stands for all of them, so it is used only where all of them are meant.
    """
    wanted = {upstream.key for upstream in inputs}
    found: list[Doc] = []
    for upstream in inputs:
        symbol = upstream.symbol
        if symbol is None or not context.is_usable_at(symbol, place):
            return None
        if not context.view.keys_of.get(symbol, frozenset({upstream.key})) <= wanted:
            return None
        found.append(context.symbol(symbol))
    return list(dict.fromkeys(found))


def dependencies(inputs: Sequence[AssetInput], place: float, context: FileContext) -> list[Doc]:
    """The elements of ``deps=``: definitions where they can be named, else keys."""
    found: list[Doc] = []
    for upstream in inputs:
        same = [other for other in inputs if other.symbol is not None and other.symbol == upstream.symbol]
        by_name = references(same or [upstream], place, context)
        found += by_name if by_name is not None else [key_object(upstream.key, context)]
    return list(dict.fromkeys(found))
