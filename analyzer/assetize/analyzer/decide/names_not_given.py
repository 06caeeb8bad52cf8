"""Writes whose names come from run config that nothing in the code gives."""

import re
from collections.abc import Iterator, Sequence

from assetize.analyzer.codes.deciding import NAME_NOT_GIVEN
from assetize.analyzer.decide.draft import Draft
from assetize.analyzer.decide.op_view import OpView
from assetize.analyzer.decide.stored_objects import STORED_KINDS, WRITING_VERBS
from assetize.analyzer.model import Diagnostic, Effect

_CONFIG = re.compile(r"\{config:([^{}]*)\}")


def find_names_not_given(views: Sequence[OpView], drafts: Sequence[Draft]) -> Iterator[Diagnostic]:
    """One diagnostic for each op that a job uses and that makes no asset for this reason."""
    makers = {
        (draft.view.op.id, job) for draft in drafts if draft.decision == "asset" for job in draft.view.jobs
    }
    found: dict[str, Diagnostic] = {}
    for view in views:
        jobs = [job for job in view.jobs if (view.op.id, job) not in makers]
        effect = next((item for item in view.effects if _is_unnamed(item)), None)
        if effect is None or not jobs:
            continue
        names = ", ".join(dict.fromkeys(name or "its config" for name in _CONFIG.findall(effect.pattern)))
        message = f"{view.op.name} writes {effect.pattern}, and nothing says what {names} is"
        found.setdefault(view.op.id, NAME_NOT_GIVEN.at(effect.where, message, view.op.id))
    yield from found.values()


def _is_unnamed(effect: Effect) -> bool:
    is_write = effect.verb in WRITING_VERBS and (effect.kind in STORED_KINDS or effect.kind == "asset")
    return is_write and effect.identity is None and _CONFIG.search(effect.pattern) is not None
