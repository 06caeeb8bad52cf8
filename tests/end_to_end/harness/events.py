"""What a run tells Dagster about assets, and the differences between two such accounts."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # whoever only compares needs no Dagster
    from dagster import DagsterEvent, ExecuteInProcessResult

Told = Mapping[str, list[Any]]
"""Kind and subject to what was told of it, in order: ``"materialization of users"`` to the metadata of each event."""


def read_events(result: "ExecuteInProcessResult") -> dict[str, list[Any]]:
    """Materializations and observations by asset key, expectations by label."""
    told: dict[str, list[Any]] = {}
    for event in result.all_events:
        for subject, facts in _read(event):
            told.setdefault(subject, []).append(facts)
    return told


def _read(event: "DagsterEvent") -> Iterator[tuple[str, Any]]:
    match event.event_type_value:
        case "ASSET_MATERIALIZATION":
            made = event.step_materialization_data.materialization
            yield f"materialization of {made.asset_key.to_user_string()}", _plain(made.metadata)
        case "ASSET_OBSERVATION":
            seen = event.asset_observation_data.asset_observation
            yield f"observation of {seen.asset_key.to_user_string()}", _plain(seen.metadata)
        case "STEP_EXPECTATION_RESULT":
            expected = event.step_expectation_result_data.expectation_result
            yield f"expectation {expected.label}", [expected.success, _plain(expected.metadata)]


def _plain(metadata: Mapping[str, Any]) -> dict[str, str]:
    return {name: repr(value.value) for name, value in sorted(metadata.items())}


def compare_events(before: Told, after: Told) -> Iterator[str]:
    """What was told before must be told as often and with the same facts; more metadata, and other subjects, are fine."""
    for subject, old in before.items():
        new = after.get(subject, [])
        if len(old) != len(new):
            yield f"{subject}: told {len(old)} times before, {len(new)} times after"
        for one, other in zip(old, new, strict=False):
            if not _says_all_of(one, other):
                yield f"{subject}: was {one!r}, is {other!r}"


def _says_all_of(one: Any, other: Any) -> bool:
    if isinstance(one, dict):
        return all(other.get(name) == value for name, value in one.items())
    return bool(one == other)
