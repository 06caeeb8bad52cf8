"""Config values and inputs that an object's name rests on, as evidence."""

from collections.abc import Iterable

from assetize.analyzer.config_values.handed_input import PREFIX
from assetize.analyzer.decide.op_view import OpView
from assetize.analyzer.decide.stored_objects import WRITING_VERBS, StoredObject, find_stored_object
from assetize.analyzer.model import Evidence, GivenValue


def given_values(view: OpView, stored: StoredObject | None) -> tuple[GivenValue, ...]:
    """The values behind the name of what an op writes, or of the asset that its event names."""
    found = [
        given
        for effect in view.effects
        if effect.given and effect.verb in WRITING_VERBS
        if effect.kind == "asset" or (stored is not None and find_stored_object(effect) == stored)
        for given in effect.given
    ]
    return tuple(dict.fromkeys(found))


def as_evidence(values: Iterable[GivenValue]) -> tuple[Evidence, ...]:
    """Each value where it is written, with who gives it."""
    return tuple(
        Evidence(
            "input" if given.name.startswith(PREFIX) else "config",
            given.where.file,
            given.where.line,
            f"{given.name.removeprefix(PREFIX)} = {given.text} in {given.source}",
        )
        for given in values
    )
