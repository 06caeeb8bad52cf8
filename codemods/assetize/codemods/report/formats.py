"""The formats that a report can be written in; each is imported only when it is asked for."""

from collections.abc import Callable
from importlib import import_module
from typing import cast

from assetize.codemods.report.document import ReportDocument

FORMATS: tuple[tuple[str, str], ...] = (
    ("table", "assetize.codemods.report.terminal"),
    ("json", "assetize.codemods.report.json_format"),
    ("markdown", "assetize.codemods.report.markdown"),
    ("html", "assetize.codemods.report.html"),
    ("sarif", "assetize.codemods.report.sarif"),
)
"""Name and module; each module has ``render(report) -> str``."""


def render(report: ReportDocument, format_name: str) -> str:
    """The report as text, ending in one newline. Raises ``KeyError`` for a format that there is not."""
    module = import_module(dict(FORMATS)[format_name])
    renderer = cast(Callable[[ReportDocument], str], module.render)
    return renderer(report)
