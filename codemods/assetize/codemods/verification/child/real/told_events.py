"""What a run told Dagster: materializations, observations, expectations and the metadata of outputs."""

from collections.abc import Callable, Iterator
from typing import Any

DESCRIPTION = "description"
"""What a materialization says of itself: an upgrade tells it as metadata, or as the asset's own description."""


def read_told_events(result: Any, name_output: Callable[[Any], str | None]) -> list[dict[str, Any]]:
    """In order: the subject, the step that told it and the facts. ``name_output`` gives None for outputs that only one version has."""
    return [
        {"subject": subject, "step": event.step_key, "facts": facts}
        for event in result.all_events
        for subject, facts in _read(event, name_output)
    ]


def _read(event: Any, name_output: Callable[[Any], str | None]) -> Iterator[tuple[str, Any]]:
    match event.event_type_value:
        case "ASSET_MATERIALIZATION":
            made = event.step_materialization_data.materialization
            partition = f" for partition {made.partition}" if made.partition else ""
            facts = {name: fact for name, fact in _plain(made.metadata).items() if name != DESCRIPTION}
            yield f"materialization of {made.asset_key.to_user_string()}{partition}", facts
        case "ASSET_OBSERVATION":
            seen = event.asset_observation_data.asset_observation
            yield f"observation of {seen.asset_key.to_user_string()}", _plain(seen.metadata)
        case "STEP_EXPECTATION_RESULT":
            expected = event.step_expectation_result_data.expectation_result
            facts = {"success": str(expected.success), **_plain(expected.metadata)}
            yield f"expectation {expected.label}", facts
        case "STEP_OUTPUT":
            name = name_output(event)
            if name is not None:
                yield f"output {name}", _plain(event.step_output_data.metadata or {})


def _plain(metadata: Any) -> dict[str, str]:
    return {name: repr(value.value) for name, value in sorted(metadata.items())}
