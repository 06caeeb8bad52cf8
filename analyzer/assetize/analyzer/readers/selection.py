"""Reads what an asset job or sensor selects."""

import ast
import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from assetize.analyzer.readers.asset_keys import AssetKey, referred_keys
from assetize.analyzer.records import dataclass
from assetize.analyzer.syntax.arguments import Given, read_list, summands
from assetize.analyzer.syntax.standpoint import Standpoint

PLAIN_KEY = re.compile(r"[\w.-]+(?:/[\w.-]+)*")
SELECTION = "dagster.AssetSelection."


@dataclass(frozen=True, slots=True)
class Selection:
    """``keys`` is None when what is selected is not a list of known assets."""

    keys: tuple[AssetKey, ...] | None
    selects_all: bool = False
    without_checks: bool = False
    """The checks of these assets are left out."""


EVERYTHING = Selection(None, selects_all=True)
NOT_KNOWN = Selection(None)


def read_selection(given: Given | None, keys_of: Mapping[str, Sequence[AssetKey]]) -> Selection:
    """``[users, "orders"]``, ``AssetSelection.assets(users)``, ``"*"``; without a selection, everything."""
    if given is None:
        return EVERYTHING
    there, value = given.here.follow(given.value)
    match value:
        case ast.Constant(value="*"):
            return EVERYTHING
        case ast.Call():
            return _called(there, value, keys_of)
        case ast.BinOp(op=ast.BitOr()):
            parts = (read_selection(Given(part, there), keys_of) for part in summands(value))
            return functools.reduce(_union, parts)
    items = read_list(there, value)
    elements = [Given(given.value, given.here)] if items is None else items
    return _listed(elements, keys_of)


def _called(here: Standpoint, call: ast.Call, keys_of: Mapping[str, Sequence[AssetKey]]) -> Selection:
    if isinstance(call.func, ast.Attribute) and call.func.attr == "without_checks":
        return replace(read_selection(Given(call.func.value, here), keys_of), without_checks=True)
    name = (here.resolve(call.func) or "").removeprefix(SELECTION)
    if name == "all":
        return EVERYTHING
    if name in ("keys", "assets", "key") and not call.keywords:
        return _listed(list(_spread(here, call.args)), keys_of)
    return NOT_KNOWN


def _spread(here: Standpoint, arguments: Sequence[ast.expr]) -> Iterator[Given]:
    for argument in arguments:
        if isinstance(argument, ast.Starred):
            yield from read_list(here, argument.value) or [Given(argument, here)]
        else:
            yield Given(argument, here)


def _listed(items: Sequence[Given], keys_of: Mapping[str, Sequence[AssetKey]]) -> Selection:
    found: list[AssetKey] = []
    for item in items:
        keys = _element(item, keys_of)
        if keys is None:
            return NOT_KNOWN
        found += keys
    return Selection(tuple(dict.fromkeys(found)))


def _element(item: Given, keys_of: Mapping[str, Sequence[AssetKey]]) -> Sequence[AssetKey] | None:
    text = item.here.string(item.value)
    if text is not None:
        # A selection string is a query: only a bare key is one asset, and slashes separate its parts.
        return [tuple(text.split("/"))] if PLAIN_KEY.fullmatch(text) else None
    return referred_keys(item, keys_of)


def _union(first: Selection, second: Selection) -> Selection:
    if first.selects_all or second.selects_all:
        return EVERYTHING
    if first.keys is None or second.keys is None:
        return NOT_KNOWN
    return Selection(tuple(dict.fromkeys((*first.keys, *second.keys))))
