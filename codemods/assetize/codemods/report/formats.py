"""The formats that a report can be written in; each is imported only when it is asked for."""

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import cast

from assetize.codemods.report.document import ReportDocument
from assetize.codemods.report.shown_upgrade import NOTHING_SHOWN, ShownUpgrade

FORMATS: tuple[tuple[str, str], ...] = (
    ("table", "assetize.codemods.report.terminal"),
    ("json", "assetize.codemods.report.json_format"),
    ("markdown", "assetize.codemods.report.markdown"),
    ("html", "assetize.codemods.report.html"),
    ("sarif", "assetize.codemods.report.sarif"),
    ("dot", "assetize.codemods.report.dot"),
    ("mermaid", "assetize.codemods.report.mermaid"),
    ("openlineage", "assetize.codemods.report.open_lineage"),
)
"""Name and module; each module has ``render(report) -> str``, some ``pieces(report)``, too."""
SHOWING_CHANGES = ("html", "sarif")
"""Formats that also show what an upgrade would write: their modules have ``render_with(report, shown) -> str`` instead."""


def render(report: ReportDocument, format_name: str, shown: ShownUpgrade = NOTHING_SHOWN) -> str:
    """The report as text, ending in one newline. Raises ``KeyError`` for a format that there is not."""
    module = import_module(dict(FORMATS)[format_name])
    if format_name in SHOWING_CHANGES:
        return cast(Callable[[ReportDocument, ShownUpgrade], str], module.render_with)(report, shown)
    return cast(Callable[[ReportDocument], str], module.render)(report)


def render_pieces(
    report: ReportDocument, format_name: str, shown: ShownUpgrade = NOTHING_SHOWN
) -> Iterator[str]:
    """The same, piece by piece where a format has rows that need not be in memory together."""
    module = import_module(dict(FORMATS)[format_name])
    if hasattr(module, "pieces"):
        yield from module.pieces(report)
    else:
        yield render(report, format_name, shown)


def json_schema() -> str:
    """The JSON Schema of the ``json`` format, as it is published."""
    # Imported here: no format needs it.
    from importlib.resources import files

    return files("assetize.codemods.report").joinpath("report.schema.json").read_text(encoding="utf-8")
