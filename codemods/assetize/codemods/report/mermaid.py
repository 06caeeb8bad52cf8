"""The asset graph as Mermaid text, as pull requests and wikis draw it."""

from assetize.codemods.report.document import AssetRow, ReportDocument
from assetize.codemods.report.wording import key_text

LARGEST_GRAPH = 150
"""More assets than this can be neither drawn by common viewers nor read by a person."""


def mermaid_graph(report: ReportDocument) -> str | None:
    """``flowchart LR`` of the assets, external ones rounded; None when there are none or too many to draw."""
    keys = {tuple(asset["key"]) for asset in report["assets"]}
    keys.update(tuple(dep) for asset in report["assets"] for dep in asset["deps"])
    if not keys or len(keys) > LARGEST_GRAPH:
        return None
    names = {key: f"a{number}" for number, key in enumerate(sorted(keys))}
    made = {tuple(asset["key"]) for asset in report["assets"] if asset["kind"] == "materialized"}
    lines = ["flowchart LR"]
    for key, name in names.items():
        label = _label(key_text(list(key)))
        lines.append(f'  {name}["{label}"]' if key in made else f'  {name}(["{label}"]):::external')
    lines += sorted({_edge(asset, dep, names) for asset in report["assets"] for dep in asset["deps"]})
    lines.append("  classDef external stroke-dasharray: 4 3")
    return "\n".join(lines)


def _edge(asset: AssetRow, dep: list[str], names: dict[tuple[str, ...], str]) -> str:
    return f"  {names[tuple(dep)]} --> {names[tuple(asset['key'])]}"


def _label(text: str) -> str:
    """Text that cannot end the quoted label or become markup."""
    for character, entity in (("#", "#35;"), ('"', "#quot;"), ("<", "#lt;"), (">", "#gt;"), ("`", "#96;")):
        text = text.replace(character, entity)
    return " ".join(text.split())
