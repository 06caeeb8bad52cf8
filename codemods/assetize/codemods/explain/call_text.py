"""Calls that could not be followed, as text."""

from collections.abc import Iterable, Iterator

from assetize.analyzer.model import UnfollowedCall


def call_section(calls: Iterable[UnfollowedCall]) -> list[str]:
    """Each call with its place and the calls that lead to it; nothing when there are none."""
    lines = [line for call in sorted(calls) for line in _call_lines(call)]
    return ["", "  Calls that could not be followed:", *dict.fromkeys(lines)] if lines else []


def _call_lines(call: UnfollowedCall) -> Iterator[str]:
    through = f"  through {' → '.join(call.through)}" if call.through else ""
    yield f"    {call.call}  {call.where.file}:{call.where.line}{through}"
