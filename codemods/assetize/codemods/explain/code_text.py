"""One diagnostic code as text."""

import json
import re
import textwrap
from dataclasses import asdict

from assetize.analyzer.codes import Code


def is_code_name(word: str) -> bool:
    """Whether the word is meant as a code rather than as a name of the project."""
    return re.fullmatch(r"[Aa][Zz]\d+", word.strip()) is not None


def explain_code(code: Code, width: int) -> str:
    """Title, why, what to do, and an example."""
    sections = [
        f"{code.code} {code.severity}: {code.title}",
        textwrap.fill(code.why, width, break_on_hyphens=False),
    ]
    if code.help:
        sections.append(
            "What to do: "
            + textwrap.fill(code.help, width, initial_indent=" " * 12, break_on_hyphens=False).lstrip()
        )
    if code.example:
        sections.append("Example:\n\n" + textwrap.indent(textwrap.dedent(code.example).strip("\n"), "    "))
    return "\n\n".join(sections) + "\n"


def code_json(code: Code) -> str:
    """The same as JSON."""
    return json.dumps(asdict(code), indent=2, ensure_ascii=False) + "\n"
