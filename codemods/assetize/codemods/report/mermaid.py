"""The asset graph as Mermaid text, as pull requests and wikis draw it."""

from assetize.codemods.report.asset_graph import AssetGraph, asset_graph
from assetize.codemods.report.document import ReportDocument
from assetize.codemods.report.wording import key_text

LARGEST_GRAPH = 150
"""More assets than this can be neither drawn by common viewers nor read by a person."""
ENTITIES = (
    ("#", "#35;"),
    ("&", "#amp;"),
    ('"', "#quot;"),
    ("<", "#lt;"),
    (">", "#gt;"),
    ("`", "#96;"),
)
"""The number sign first: it begins all of them."""


def render(report: ReportDocument) -> str:
    """The graph alone, of whatever size."""
    return _flowchart(asset_graph(report)) + "\n"


def mermaid_graph(report: ReportDocument) -> str | None:
    """``flowchart LR`` of the assets, external ones rounded; None when there are none or too many to draw."""
    graph = asset_graph(report)
    return _flowchart(graph) if 0 < len(graph.names) <= LARGEST_GRAPH else None


def _flowchart(graph: AssetGraph) -> str:
    lines = ["flowchart LR"]
    for key, name in graph.names.items():
        label = _label(key_text(list(key)))
        lines.append(f'  {name}["{label}"]' if key in graph.made else f'  {name}(["{label}"]):::external')
    lines += [f"  {graph.names[first]} --> {graph.names[last]}" for first, last in graph.edges]
    lines.append("  classDef external stroke-dasharray: 4 3")
    return "\n".join(lines)


def _label(text: str) -> str:
    """Text that cannot end the quoted label or become markup."""
    for character, entity in ENTITIES:
        text = text.replace(character, entity)
    return " ".join(text.split())
