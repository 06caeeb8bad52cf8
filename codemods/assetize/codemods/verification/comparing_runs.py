"""Compares one run of both versions, and says each difference in words."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

Run = dict[str, Any]
_DIGEST = re.compile(r"#[0-9a-f]{12}")


def compare_runs(before: Run, after: Run | None) -> Iterator[str]:
    """What is different; values that differ only because of a difference that was already said are left out."""
    when = _when(before["scenario"])
    if after is None:
        yield f"the upgraded job cannot be run{when or ' in the same way'}"
        return
    if bool(before["error"]) != bool(after["error"]):
        word = "failed" if before["error"] else "succeeded"
        yield f"the run {word} before and does the opposite now{when}: {before['error'] or after['error']}"
        return
    found = [
        *_executions(before, after, when),
        *_stored(before, after, when),
        *_loaded(before, after, when),
        *_surroundings(before, after, when),
    ]
    causes = [text for text in found if "another value of" not in text]
    yield from causes or found


def _executions(before: Run, after: Run, when: str) -> Iterator[str]:
    first, second = _by_op(before), _by_op(after)
    for op in sorted({*first, *second}):
        then, now = first.get(op, []), second.get(op, [])
        if len(then) != len(now):
            yield f"{short_name(op)} ran {_times(len(then))} and runs {_times(len(now))}{when}"
            continue
        for one, other in zip(then, now, strict=True):
            yield from _execution(short_name(op), one, other, when)


def _execution(op: str, before: dict[str, Any], after: dict[str, Any], when: str) -> Iterator[str]:
    for name in sorted({*before["inputs"], *after["inputs"]}):
        then, now = before["inputs"].get(name, "nothing"), after["inputs"].get(name, "nothing")
        if then == now:
            continue
        if _told(then) == _told(now):
            yield f"input {name} of {op} is another value of {_told(now)}{when}"
        else:
            yield f"input {name} of {op} was {_told(then)} and is {_told(now)}{when}"
    for fact in ("config", "partition"):
        if before[fact] != after[fact]:
            yield f"the {fact} of {op} was {_fact(before[fact])} and is {_fact(after[fact])}{when}"


def _stored(before: Run, after: Run, when: str) -> Iterator[str]:
    then, now = _stored_values(before), _stored_values(after)
    gone, new = list((then - now).elements()), list((now - then).elements())
    for item in sorted(gone):
        same = [other for other in new if _place(other) == _place(item)]
        if same:
            new.remove(same[0])
            yield f"what is stored through {item[0]!r} is another value of {_told(item[1])}{when}"
        else:
            yield f"{_told(item[1])} was stored through {item[0]!r}{_with(*item[2:])}; it no longer is{when}"
    for manager, value, *facts in sorted(new):
        yield f"{_told(value)} is stored through {manager!r}{_with(*facts)}; it was not before{when}"


Stored = tuple[str, str, str, str, str]
"""The manager, the value; metadata, partition and the output's own config."""


def _place(item: Stored) -> Stored:
    manager, value, metadata, partition, config = item
    return manager, _told(value), metadata, partition, config


def _stored_values(run: Run) -> Counter[Stored]:
    """Values that go through managers of their own; what the default one keeps between steps is not looked at from outside."""
    return Counter(
        (
            item["manager"],
            str(item["value"]),
            *(str(item.get(fact) or "") for fact in ("metadata", "partition", "config")),
        )
        for item in run["stored"]
        if item["manager"] != run["default_manager"]
    )


def _loaded(before: Run, after: Run, when: str) -> Iterator[str]:
    """Inputs that come through another manager than before; the values themselves are compared where they arrive."""
    then, now = _managers_of_inputs(before), _managers_of_inputs(after)
    for name in sorted(then.keys() & now.keys()):
        if then[name] != now[name]:
            yield f"input {name.rpartition(':')[2]} was loaded through {_names(then[name])} and is through {_names(now[name])}{when}"


def _managers_of_inputs(run: Run) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for item in run.get("loaded", ()):
        if item["manager"] != run["default_manager"]:
            found.setdefault(item["input"], set()).add(item["manager"])
    return found


def _names(items: set[str]) -> str:
    return ", ".join(map(repr, sorted(items)))


def _surroundings(before: Run, after: Run, when: str) -> Iterator[str]:
    """The run's tags, and the config that resources are made with."""
    if before.get("tags") != after.get("tags"):
        yield f"the tags of the run were {before.get('tags')} and are {after.get('tags')}{when}"
    then, now = before.get("resources", {}), after.get("resources", {})
    for key in sorted(then.keys() & now.keys()):
        if then[key] != now[key]:
            yield f"the config of resource {key} was {_fact(then[key])} and is {_fact(now[key])}{when}"


def _by_op(run: Run) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for item in sorted(
        run["executions"], key=lambda item: (item["op"], str(item["inputs"]), str(item["config"]))
    ):
        found.setdefault(item["op"], []).append(item)
    return found


def short_name(op: str) -> str:
    """The op's function, without its module."""
    return op.rpartition(":")[2]


def _told(value: Any) -> str:
    """A token without its digest, which tells a person nothing."""
    if isinstance(value, list):
        return f"[{', '.join(map(_told, value))}]"
    return _DIGEST.sub("", str(value))


def _fact(value: Any) -> str:
    return "none" if value is None else str(value)


def _times(count: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")


def _with(metadata: str, partition: str, config: str) -> str:
    said = (("metadata", metadata), ("partition", partition), ("config", config))
    return "".join(f" with {word} {value}" for word, value in said if value)


def _when(scenario: dict[str, Any]) -> str:
    parts = []
    if scenario.get("request"):
        parts.append(f"as {scenario['request'].rpartition(' ')[0]} asks for it")
    if scenario.get("made_up"):
        parts.append("with values made up for config that is required")
    if scenario["partition"] is not None:
        parts.append(f"for partition {scenario['partition']}")
    if scenario["skipped"]:
        parts.append(f"when {', '.join(short_name(item) for item in scenario['skipped'])} is left out")
    if scenario["width"] != 1:
        parts.append(f"when dynamic outputs give {scenario['width']} values")
    return f" ({' and '.join(parts)})" if parts else ""
