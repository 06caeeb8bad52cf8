"""Helpers that a project may want to declare: what ops call and nobody could follow."""

import re
from collections.abc import Iterable

from assetize.analyzer.model import Location, UnfollowedCall
from assetize.analyzer.records import dataclass

_DOTTED = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")
_RECEIVERS = frozenset({"self", "cls"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """``call`` as a declaration would name it; ``parameters`` by name, or by position where only that is known."""

    call: str
    parameters: tuple[str, ...]
    literals: tuple[str, ...]
    """The parameters that some call gives a literal text."""
    ops: tuple[str, ...]
    where: Location
    """One of its calls, or what it could not be followed into."""

    @property
    def count(self) -> int:
        """How many ops reach it."""
        return len(self.ops)


def find_candidates(calls: Iterable[UnfollowedCall]) -> tuple[Candidate, ...]:
    """The helpers that most ops reach come first. A call in a function of the project stands for that function."""
    groups: dict[str, list[UnfollowedCall]] = {}
    for call in calls:
        name = _declarable(call)
        if name:
            groups.setdefault(name, []).append(call)
    found = [_candidate(name, group) for name, group in groups.items()]
    return tuple(sorted(found, key=lambda item: (-item.count, item.call)))


def _declarable(call: UnfollowedCall) -> str:
    """The dotted name by which a declaration finds the call; nothing for what is computed."""
    if call.inside and "<locals>" not in call.inside:
        return call.inside.rpartition("/")[2].replace(":", ".")
    name = call.call.removeprefix("context.")
    return name if _DOTTED.fullmatch(name) and not name.startswith("self.") else ""


def _candidate(name: str, group: list[UnfollowedCall]) -> Candidate:
    first = min(group, key=lambda call: (call.where, call.op))
    if first.inside and "<locals>" not in first.inside:
        parameters: Iterable[str] = first.parameters
    else:
        parameters = dict.fromkeys(given for call in group for given, _ in call.arguments)
    literals = dict.fromkeys(given for call in group for given, text in call.arguments if text)
    return Candidate(
        name,
        tuple(parameter for parameter in parameters if parameter not in _RECEIVERS),
        () if first.inside else tuple(literals),
        tuple(sorted({call.op for call in group})),
        first.where,
    )
