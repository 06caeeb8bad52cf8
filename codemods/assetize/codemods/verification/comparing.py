"""Compares what both versions of a job did, and says each difference in words."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from assetize.codemods.verification.comparing_runs import Run, compare_runs, short_name
from assetize.codemods.verification.verdicts import JobVerdict

MOST_REASONS = 8
_NO_KEYS: Mapping[str, str] = MappingProxyType({})


def compare_job(
    name: str, before: dict[str, Any], after: dict[str, Any], keys: Mapping[str, str] = _NO_KEYS
) -> JobVerdict:
    """The verdict on one job, from what the children observed. ``keys``: what the upgrade wants outputs to be stored as."""
    for version, answer in (("original", before), ("upgraded", after)):
        if answer.get("error"):
            verdict = "not proved" if version == "original" else "differs"
            text = f"the {version} version cannot be run with stubs: {answer['error']}"
            return JobVerdict(name, verdict, (text,))  # type: ignore[arg-type]
    reasons = dict.fromkeys(
        (*_settings(before["settings"], after["settings"]), *_triggers(name, before, after))
    )
    pairs = _pair_runs(before["runs"], after["runs"])
    broken = [run["error"] for run, _ in pairs if run["error"]]
    if broken and len(broken) == len(pairs):
        return JobVerdict(name, "not proved", _unknown_run(broken[-1]))
    for first, second in pairs:
        reasons.update(dict.fromkeys(compare_runs(first, second)))
        reasons.update(dict.fromkeys(_other_keys(second, keys)))
    found = tuple(reasons)
    if len(found) > MOST_REASONS:
        found = (*found[:MOST_REASONS], f"… and {len(found) - MOST_REASONS} more differences")
    compared = sum(not run["error"] for run, _ in pairs)
    notes = _notes(before)
    return JobVerdict(name, "differs" if found else "proved", found, compared, notes)


def _other_keys(run: Run | None, keys: Mapping[str, str]) -> Iterator[str]:
    for item in run["stored"] if run else ():
        wanted, asset = keys.get(item.get("output", "")), item["asset"]
        if wanted and asset and "/".join(asset) != wanted:
            yield f"{short_name(item['output'])} is stored as {'/'.join(asset)}, not as {wanted}"


def _notes(before: dict[str, Any]) -> tuple[str, ...]:
    left_out = before.get("left_out", 0)
    text = f"{left_out} more combinations of optional outputs and dynamic values were not run"
    return (text,) if left_out else ()


def _pair_runs(before: list[Run], after: list[Run]) -> list[tuple[Run, Run | None]]:
    others = {_scenario(run): run for run in after}
    return [(run, others.get(_scenario(run))) for run in before]


def _scenario(run: Run) -> tuple[Any, ...]:
    scenario = run["scenario"]
    return (
        scenario["partition"],
        tuple(scenario["skipped"]),
        scenario["width"],
        scenario.get("request"),
        scenario.get("made_up"),
    )


def _unknown_run(problem: str) -> tuple[str, ...]:
    advice = "give the job its run config in the code (config=, or a schedule that asks for it), so that it can be run as it is meant to"
    needs_config = "config" in problem.lower()
    text = f"the original version cannot be run with stubs: {problem}"
    return (text, advice) if needs_config else (text,)


def _settings(before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    lost = [pair for pair in before["order"] if pair not in after["order"]]
    for earlier, later in lost:
        yield f"{short_name(later)} waited for {short_name(earlier)}; it no longer does"
    for subject, words in _COMPARED_SETTINGS:
        if before.get(subject) != after.get(subject):
            yield f"the {words} were {_listed(before.get(subject))} and are {_listed(after.get(subject))}"
    if before["partitions"] and after["unpartitioned"]:
        yield f"the job's partitions are not those of {', '.join(after['unpartitioned'])}: each run replaces what another stored"
    needed = set(before["needed"])
    gone = sorted(needed & set(before["resources"]) - set(after["resources"]))
    if gone:
        yield f"resources that ops need are gone: {', '.join(gone)}"
    then, now = before.get("made of", {}), after.get("made of", {})
    for key in sorted(then.keys() & now.keys()):
        if then[key] != now[key]:
            yield f"resource {key} was {then[key]} and is {now[key]}"
    unasked = sorted(needed - set(after["needed"]) - set(gone))
    if unasked:
        yield f"resources that ops asked for are no longer asked for: {', '.join(unasked)}"


_COMPARED_SETTINGS = (
    ("retries", "retry policies"),
    ("op tags", "tags of ops"),
    ("partitions", "partitions"),
    ("hooks", "hooks"),
    ("op hooks", "hooks of ops"),
    ("tags", "tags of the job"),
)


def _listed(value: Any) -> str:
    """Settings in words: ``[["shop.ops:load", {…}]]`` is said as ``load {…}``."""
    if isinstance(value, dict):
        return ", ".join(f"{key}={item}" for key, item in sorted(value.items())) or "none"
    words = [
        f"{short_name(item[0])} {item[1]}" if isinstance(item, list) else str(item) for item in value or ()
    ]
    return ", ".join(words) or "none"


def _triggers(job: str, before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    """What starts the job, and with what: run config is compared where it arrives, in the ops."""
    then, now = before.get("triggers", {}), after.get("triggers", {})
    for name in sorted({*then, *now}):
        first, second = then.get(name), now.get(name)
        if first is None or second is None:
            if job in (first or second)["jobs"]:
                yield f"{name} {'no longer starts' if second is None else 'now starts'} the job"
        elif job in first["jobs"] or job in second["jobs"]:
            for fact in ("jobs", "cron", "status", "error"):
                if first[fact] != second[fact]:
                    yield f"the {fact} of {name} was {first[fact]} and is {second[fact]}"
            if _asked(first) != _asked(second):
                yield f"{name} asked for {_requests(first)} and asks for {_requests(second)}"


def _requests(trigger: dict[str, Any]) -> str:
    asked = [", ".join(f"{fact} {value}" for fact, value in request.items()) for request in _asked(trigger)]
    return "; ".join(f"a run ({text})" for text in asked) or "no run"


def _asked(trigger: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {fact: value for fact, value in request.items() if fact != "run_config" and value}
        for request in trigger["requests"]
    ]
