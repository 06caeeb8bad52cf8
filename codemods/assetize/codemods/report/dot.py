"""The asset graph in Graphviz' language."""

from assetize.codemods.report.asset_graph import asset_graph
from assetize.codemods.report.document import ReportDocument
from assetize.codemods.report.wording import key_text


def render(report: ReportDocument) -> str:
    """A ``digraph`` of the assets; external ones are dashed, and what makes an asset is its tooltip."""
    graph = asset_graph(report)
    makers = {
        tuple(row["key"]): sorted({f"{by['op']} in {by['job']}" for by in row["produced_by"]})
        for row in report["assets"]
    }
    lines = [
        "digraph assets {",
        "  rankdir=LR;",
        '  node [shape=box, style="rounded", fontname="sans-serif"];',
    ]
    for key, name in graph.names.items():
        parts = [f"label={_quoted(key_text(list(key)))}"]
        if key not in graph.made:
            parts.append('style="rounded,dashed"')
        if makers.get(key):
            parts.append(f"tooltip={_quoted(', '.join(makers[key]))}")
        lines.append(f"  {name} [{', '.join(parts)}];")
    lines += [f"  {graph.names[first]} -> {graph.names[last]};" for first, last in graph.edges]
    return "\n".join((*lines, "}\n"))


def _quoted(text: str) -> str:
    """A string of the language: a backslash would begin one of its own escapes."""
    flat = " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{flat}"'
