"""What surrounds a mention: a graph's body, a code location, a schedule, a selection."""

import ast
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from assetize.analyzer.model.facts import ReferenceContext
from assetize.analyzer.names import Scope
from assetize.analyzer.readers.site import Site
from assetize.analyzer.readers.trigger_forms import FORMS as TRIGGERS

BODIES: Mapping[str, ReferenceContext] = {
    "dagster.graph": "composition",
    "dagster.job": "composition",
    "dagster.graph_asset": "composition",
    "dagster.graph_multi_asset": "composition",
    "dagster.definitions": "location",
    "dagster.repository": "location",
    **dict.fromkeys(TRIGGERS, "trigger"),
}
"""What a mention in the body of a decorated function is."""

CALLS: Mapping[str, ReferenceContext] = {
    "dagster.Definitions": "location",
    "dagster.Definitions.merge": "location",
    "dagster.definitions": "location",
    "dagster.repository": "location",
    "dagster.define_asset_job": "selection",
    "dagster.asset": "asset_dep",
    "dagster.multi_asset": "asset_dep",
    "dagster.AssetSpec": "asset_dep",
    "dagster.SourceAsset": "asset_dep",
    **dict.fromkeys(TRIGGERS, "trigger"),
}
"""What a mention among the arguments of a call or decorator is."""

Place = tuple[int, int]


class Zone(NamedTuple):
    """``owner`` is the id of the definition around a mention, ``""`` at the top of a module."""

    context: ReferenceContext | None = None
    owner: str = ""


class _Range(NamedTuple):
    start: Place
    end: Place
    zone: Zone


class Zones:
    """The zones of one module."""

    def __init__(self, sites: Iterable[Site]) -> None:
        self._functions: dict[int, Zone] = {}
        calls: list[_Range] = []
        for site in sites:
            if not isinstance(site.node, ast.Call):
                known = self._functions.get(id(site.node))
                if known is None or known.context is None:
                    self._functions[id(site.node)] = Zone(BODIES.get(site.name), site.id)
            node = site.decorator or site.node
            end = (node.end_lineno or node.lineno, node.end_col_offset or 0)
            calls.append(_Range((node.lineno, node.col_offset), end, Zone(CALLS.get(site.name), site.id)))
        self._calls = _nested(sorted(calls))
        self._starts = [outer.start for outer, _ in self._calls]

    def around(self, node: ast.expr, scope: Scope) -> Zone:
        """The zone of a node that stands in a scope."""
        function = self._function(scope)
        place = (node.lineno, node.col_offset)
        start = (scope.node.lineno, scope.node.col_offset) if scope.parent is not None else (0, 0)  # type: ignore[union-attr]
        for found in self._calls_around(place):
            if found.start > start:
                return Zone(found.zone.context or self._outer(found, place, function), found.zone.owner)
        return function

    def _outer(self, inner: _Range, place: Place, function: Zone) -> ReferenceContext | None:
        """``Definitions(jobs=[etl.to_job()])``: what the call in between does not say, the ones around do."""
        contexts = [found.zone.context for found in self._calls_around(place) if found is not inner]
        return next((context for context in contexts if context is not None), function.context)

    def _calls_around(self, place: Place) -> list[_Range]:
        """Innermost first."""
        index = bisect_right(self._starts, place) - 1
        if index < 0:
            return []
        outer, inner = self._calls[index]
        return [found for found in (*reversed(inner), outer) if found.start <= place < found.end]

    def _function(self, scope: Scope) -> Zone:
        current: Scope | None = scope
        while current is not None and current.parent is not None:
            zone = self._functions.get(id(current.node))
            if zone is not None:
                return zone if current is scope else Zone(zone.context, scope.id)
            current = current.parent
        return Zone(None, scope.id if scope.parent is not None else "")


def _nested(ranges: list[_Range]) -> list[tuple[_Range, list[_Range]]]:
    """Each range that lies in no other, with those that lie in it, in order."""
    found: list[tuple[_Range, list[_Range]]] = []
    for item in ranges:
        if found and item.start < found[-1][0].end:
            found[-1][1].append(item)
        else:
            found.append((item, []))
    return found
