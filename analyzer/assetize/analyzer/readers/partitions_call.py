"""Partitions that a job makes for itself: ``@job(partitions_def=DailyPartitionsDefinition("2024-01-01"))``."""

import ast
import re

from assetize.analyzer.syntax.arguments import Given

MAKERS = frozenset(
    f"dagster.{name}PartitionsDefinition"
    for name in ("Hourly", "Daily", "Weekly", "Monthly", "Static", "TimeWindow", "Dynamic")
)
"""Two of one text are equal, so that each asset may have its own."""


def read_partitions_call(given: Given | None) -> tuple[str, str] | None:
    """Dagster's name of the class, and its arguments with their brackets; None unless all of these are written out."""
    if given is None or not isinstance(given.value, ast.Call):
        return None
    call = given.value
    name = given.here.resolve(call.func) or ""
    values = [*call.args, *(keyword.value for keyword in call.keywords)]
    if name not in MAKERS or any(keyword.arg is None for keyword in call.keywords):
        return None
    if not all(_is_literal(value) for value in values):
        return None
    text = given.here.text(call).removeprefix(given.here.text(call.func)).strip()
    if "\n" not in text:
        return name.rpartition(".")[2], text
    # A comment between its lines has no place in the assets.
    return None if "#" in text else (name.rpartition(".")[2], _on_one_line(text))


def _on_one_line(text: str) -> str:
    joined = re.sub(r"\s*\n\s*", " ", text)
    return re.sub(r",? ?([)\]])", r"\1", re.sub(r"([(\[]) ", r"\1", joined))


def _is_literal(value: ast.expr) -> bool:
    try:
        ast.literal_eval(value)
    except ValueError:
        return False
    return True
