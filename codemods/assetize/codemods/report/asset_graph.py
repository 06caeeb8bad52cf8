"""The asset graph of a report: its keys with short names for drawing, and who needs whom."""

from collections.abc import Mapping

from assetize.analyzer.records import dataclass
from assetize.codemods.report.document import ReportDocument

KeyTuple = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AssetGraph:
    """``names``: what each key is called in a drawing, in the order of the keys. ``edges``: from what is needed to what needs it."""

    names: Mapping[KeyTuple, str]
    made: frozenset[KeyTuple]
    edges: tuple[tuple[KeyTuple, KeyTuple], ...]


def asset_graph(report: ReportDocument) -> AssetGraph:
    """Every asset of the report, and everything that one of them needs."""
    keys = {tuple(asset["key"]) for asset in report["assets"]}
    keys.update(tuple(dep) for asset in report["assets"] for dep in asset["deps"])
    edges = {(tuple(dep), tuple(asset["key"])) for asset in report["assets"] for dep in asset["deps"]}
    return AssetGraph(
        names={key: f"a{number}" for number, key in enumerate(sorted(keys))},
        made=frozenset(tuple(row["key"]) for row in report["assets"] if row["kind"] == "materialized"),
        edges=tuple(sorted(edges)),
    )
