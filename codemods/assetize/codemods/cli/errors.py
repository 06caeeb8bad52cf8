"""What makes a command end with exit code 2."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assetize.analyzer.model import Diagnostic


class RequestRefused(Exception):
    """The request cannot be carried out; the text says why in one line, for people."""


def refusal_text(diagnostics: "Iterable[Diagnostic]") -> str:
    """Every finding on a line of its own, then each piece of advice once."""
    found = tuple(diagnostics)
    advice = dict.fromkeys(item.help for item in found if item.help)
    return "\n".join((*(f"{item.code} {item.message}" for item in found), *advice))
