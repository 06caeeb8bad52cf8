"""Diagnostics as text, under what they are about."""

from collections.abc import Iterable

from assetize.analyzer.model import Diagnostic


def finding_lines(diagnostics: Iterable[Diagnostic]) -> list[str]:
    """Each finding with what to do; the code leads to ``assetize explain CODE``."""
    lines: list[str] = []
    for item in diagnostics:
        lines += [
            "",
            f"  {item.code} {item.severity}: {' '.join(item.message.split())}  {item.file}:{item.line}",
        ]
        if item.help:
            lines.append(f"    What to do: {item.help}")
    return lines
