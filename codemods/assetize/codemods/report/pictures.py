"""Pictures as SVG that stands in a page: no scripts, no links, nothing fetched."""

from html import escape

from assetize.codemods.report.document import ReportDocument
from assetize.codemods.report.wording import counted, key_text
from assetize.codemods.review.lineage import Drawing, Node, Picture, draw


def asset_picture(report: ReportDocument) -> Picture:
    """All assets of a report, and what each needs."""
    kinds = {key_text(row["key"]): row["kind"] for row in report["assets"]}
    for row in report["assets"]:
        for dep in row["deps"]:
            kinds.setdefault(key_text(dep), "external")
    nodes = tuple(
        Node(key, key, "external" if kind == "external" else "asset", f"asset {key}, {kind}")
        for key, kind in sorted(kinds.items())
    )
    edges = {(key_text(dep), key_text(row["key"])) for row in report["assets"] for dep in row["deps"]}
    return Picture(nodes, tuple(sorted(edges)))


def picture_html(picture: Picture, title: str) -> str:
    """The drawing in a box that scrolls, or a word in its place when there is nothing to draw, or too much."""
    drawing = draw(picture)
    if drawing is None:
        nodes = counted(len(picture.nodes), "node")
        return f'<p class="quiet">{nodes} are too many to draw.</p>' if picture.nodes else ""
    return f'<div class="picture" tabindex="0" role="region" aria-label="{escape(title)}">{_svg(drawing, picture, title)}</div>'


def _svg(drawing: Drawing, picture: Picture, title: str) -> str:
    size = f'width="{drawing.width}" height="{drawing.height}" viewBox="0 0 {drawing.width} {drawing.height}"'
    label = f"{title}: {counted(len(picture.nodes), 'node')}, {counted(len(picture.edges), 'edge')}"
    lines = "".join(f'<path d="{path}"></path>' for path in drawing.lines)
    boxes = "".join(
        f'<g class="box {escape(box.node.kind)} color-{box.node.color}"><title>{escape(box.node.title)}</title>'
        f'<rect x="{box.x}" y="{box.y}" width="{box.width}" height="30" rx="{15 if box.node.kind == "external" else 5}"></rect>'
        f'<text x="{box.x + box.width / 2:g}" y="{box.y + 20:g}">{escape(box.label)}</text></g>'
        for box in drawing.boxes
    )
    return f'<svg role="img" aria-label="{escape(label)}" {size}><g class="lines">{lines}</g>{boxes}</svg>'
