"""What an expression is known to give, without running anything.

``evaluate`` answers with ``Known`` (one Python value), ``Template`` (text with named holes, such as an environment variable),
``Elements``, ``Entries`` or ``Instance`` (containers and objects known in part), or ``NotKnown`` with the reason.
"""

from assetize.analyzer.values.evaluate import evaluate
from assetize.analyzer.values.text import names_one_object, render, substitute
from assetize.analyzer.values.value import (
    Elements,
    Entries,
    Hole,
    Instance,
    Known,
    NotKnown,
    Template,
    Value,
)

__all__ = [
    "Elements",
    "Entries",
    "Hole",
    "Instance",
    "Known",
    "NotKnown",
    "Template",
    "Value",
    "evaluate",
    "names_one_object",
    "render",
    "substitute",
]
