"""What one run of both versions left otherwise, as differences that a person can read."""

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import unified_diff
from typing import Any

from assetize.codemods.verification.verdicts import Difference

Run = dict[str, Any]
MOST_LINES = 12
LONGEST_LINE = 160
_TOO_LONG_TO_ALIGN = 5000


def differences(before: Run, after: Run) -> Iterator[Difference]:
    """Stored things first, then what was told to Dagster."""
    yield from _stored(before, after)
    yield from _told(before, after)
    for fact in ("tags", "run_key", "partition"):
        if before.get(fact) != after.get(fact):
            lines = (f"-{before.get(fact)}", f"+{after.get(fact)}")
            yield Difference(fact.replace("_", " "), (), before["asked"], lines)


def _stored(before: Run, after: Run) -> Iterator[Difference]:
    then, now = ({item["address"]: item for item in run["stored"]} for run in (before, after))
    for address in sorted({*then, *now}):
        one, other = then.get(address), now.get(address)
        if one is not None and other is not None and _is_same(one, other):
            continue
        ops = dict.fromkeys(op for item in (one, other) if item for op in item["ops"])
        yield Difference(_spoken(address), tuple(ops), before["asked"], tuple(_lines(one, other)))


def _is_same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    if (one["kind"], one["digest"]) == (other["kind"], other["digest"]):
        return True
    # Ops that do not wait for each other may append to one file in another order.
    is_shared = (
        one["kind"] == other["kind"]
        and len(one["ops"]) > 1
        and one["kind"] in ("text", "json lines", "csv", "calls")
    )
    return is_shared and Counter(one["lines"]) == Counter(other["lines"])


def _spoken(address: str) -> str:
    file, _, table = address.partition("::")
    place = file.partition("/")[2] or file
    return f"table {table} of {place}" if table else place


def _lines(one: dict[str, Any] | None, other: dict[str, Any] | None) -> Iterator[str]:
    before, after = (_content(item) for item in (one, other))
    if one is None or other is None:
        yield "(not changed before)" if one is None else "(not changed any more)"
    changed = list(_changed(before, after))
    yield from (_shortened(line) for line in changed[:MOST_LINES])
    if len(changed) > MOST_LINES:
        yield f"… and {len(changed) - MOST_LINES} more lines"


def _content(item: dict[str, Any] | None) -> Sequence[str]:
    if item is None:
        return ()
    return ("(it is gone)",) if item["kind"] == "gone" else item["lines"]


def _changed(before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    if len(before) + len(after) > _TOO_LONG_TO_ALIGN:
        first, second = Counter(before), Counter(after)
        yield from (f"-{line}" for line in (first - second).elements())
        yield from (f"+{line}" for line in (second - first).elements())
        return
    for line in unified_diff(before, after, lineterm="", n=0):
        if not line.startswith(("---", "+++", "@@")):
            yield line


def _shortened(line: str) -> str:
    return line if len(line) <= LONGEST_LINE else f"{line[: LONGEST_LINE - 1]}…"


def _told(before: Run, after: Run) -> Iterator[Difference]:
    then, now = _by_subject(before), _by_subject(after)
    for subject, old in then.items():
        new = now.get(subject, [])
        ops = tuple(dict.fromkeys(before["steps"].get(item["step"], item["step"]) for item in old))
        if len(old) != len(new):
            told = (f"-told {_times(len(old))}", f"+told {_times(len(new))}")
            yield Difference(subject, ops, before["asked"], told)
            continue
        lost = [pair for pair in zip(_sorted(old), _sorted(new), strict=True) if not _says_all_of(*pair)]
        if lost:
            lines = tuple(line for one, other in lost for line in (f"-{one['facts']}", f"+{other['facts']}"))
            yield Difference(subject, ops, before["asked"], lines[:MOST_LINES])


def _by_subject(run: Run) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for item in run["told"]:
        found.setdefault(item["subject"], []).append(item)
    return found


def _sorted(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(items, key=lambda item: sorted(item["facts"].items()))


def _says_all_of(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """More metadata than before is no difference."""
    return all(other["facts"].get(name) == value for name, value in one["facts"].items())


def _times(count: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")
