"""Writes the page of all diagnostic codes: ``python -m assetize.codemods.explain.codes_page docs/diagnostics.md``."""

import sys
import textwrap
from pathlib import Path

from assetize.analyzer.codes import CODES, Code

FAMILIES = (
    ("AZ1", "Reading sources"),
    ("AZ2", "Deciding what is an asset"),
    ("AZ3", "Planning, and refusing"),
    ("AZ4", "Rewriting, and the gate"),
    ("AZ5", "Writing files, and undo"),
)
INTRODUCTION = """\
# Diagnostic codes

Everything that `assetize` leaves alone, or wants a person to look at, has one of these codes. A code keeps its meaning;
`assetize explain CODE` prints the same text. This page is made from the codes themselves by `make docs`.
"""


def codes_page(codes: tuple[Code, ...] = CODES) -> str:
    """The page as Markdown: a family after the other, by code."""
    sections = [INTRODUCTION]
    for prefix, title in FAMILIES:
        family = sorted((code for code in codes if code.code.startswith(prefix)), key=lambda code: code.code)
        if family:
            sections += [f"## {prefix}xx: {title}\n", *map(_section, family)]
    return "\n".join(sections)


def _section(code: Code) -> str:
    lines = [f"### {code.code}: {code.title}", "", f"*{code.severity.capitalize()}.* {code.why}", ""]
    if code.help:
        lines += [f"**What to do:** {code.help}", ""]
    if code.example:
        lines += ["```python", textwrap.dedent(code.example).strip("\n"), "```", ""]
    return "\n".join(lines)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(codes_page(), encoding="utf-8")
