"""Writes beside the data: probes, logs of runs, issued ids. An op does them, but nobody runs it for them."""

import re
from collections.abc import Sequence

from assetize.analyzer.decide.nouns import noun
from assetize.analyzer.decide.op_view import OpView
from assetize.analyzer.decide.stored_objects import WRITING_VERBS, StoredObject
from assetize.analyzer.model import Effect

_PROBE = re.compile(r"(?:^|_)(?:health_?checks?|heart_?beats?|liveness|readiness|ping)$", re.I)
_RUN_LOG = re.compile(
    r"(?:^|_)(?:run|job|pipeline|etl|elt|load|batch|task|step|process|dag|ingest|ingestion|execution|txn)"
    r"_(?:logs?|events?|history|status|statuses|audits?|states?|metadata|tracker|tracking)$"
    r"|^audit(?:_logs?|_trail)?$",
    re.I,
)
_ROWS = frozenset({"table", "collection"})
_TEMPORARY_FOLDERS = ("/tmp/", "/var/tmp/", "/dev/shm/", "/run/", "/var/run/", "/var/log/")
_LOGIN = re.compile(r"(?:^|[/_.-])(?:tokens?|credentials?|creds|cookies?)\.(?:pickle|pkl|json|txt)$", re.I)
"""Where client libraries keep a login between runs."""
_MARKER = re.compile(r"\.(?:lock|pid|done|ok|success|flag|log|tmp|temp)$|(?:^|/)_SUCCESS$", re.I)
_PROCEDURE = "sql.call"
DEEP = 2
"""A write at least this many calls away from the op's body is done for it by somebody else's code."""


def is_bookkeeping(view: OpView, stored: StoredObject, effects: Sequence[Effect]) -> bool:
    """Whether an object that the op writes is no result of it; ``effects`` are its writes of that object."""
    if any(effect.verb == "create" for effect in effects) or noun(view.op.name) == stored.name:
        return False
    return (
        _PROBE.search(stored.name) is not None
        or _RUN_LOG.search(stored.name) is not None
        or _is_taken_back(view, effects)
        or _issues_ids(view, effects)
        or _accompanies_what_a_run_decides(view, effects)
        or _accompanies_a_procedure(view, effects)
    )


def is_passing_file(effect: Effect) -> bool:
    """A file where the system keeps what does not last, one that only marks that something happened, or a kept login."""
    name = effect.identity or ""
    return effect.kind == "file" and (
        name.startswith(_TEMPORARY_FOLDERS)
        or _MARKER.search(name) is not None
        or _LOGIN.search(name) is not None
    )


def _is_taken_back(view: OpView, effects: Sequence[Effect]) -> bool:
    """Rows that one function may insert and may delete again: a test of the connection."""
    first = effects[0]
    return all(effect.conditional for effect in effects) and any(
        effect.verb == "delete"
        and effect.conditional
        and effect.order > first.order
        and (effect.identity, effect.through) == (first.identity, first.through)
        for effect in view.effects
    )


def _issues_ids(view: OpView, effects: Sequence[Effect]) -> bool:
    """Rows that code far from the op may add, in a loop, on the way to a value that the op hands on."""
    is_far = all(
        effect.conditional and effect.in_loop and len(effect.through) >= DEEP and effect.verb == "append"
        for effect in effects
    )
    return is_far and any(consumer.is_data for consumer in view.consumers)


def _accompanies_what_a_run_decides(view: OpView, effects: Sequence[Effect]) -> bool:
    """Rows in a known table, beside the tables that only a run can name: those are the op's data."""
    if not all(effect.kind in _ROWS for effect in effects):
        return False
    return any(
        effect.identity is None
        and effect.kind in _ROWS
        and effect.verb in WRITING_VERBS
        and effect.confidence != "guess"
        for effect in view.effects
    )


def _accompanies_a_procedure(view: OpView, effects: Sequence[Effect]) -> bool:
    """Rows that code far from the op adds, while the op calls a procedure of the database, which does its work there."""
    is_far = all(effect.verb == "append" and len(effect.through) >= DEEP for effect in effects)
    return is_far and any(effect.idiom == _PROCEDURE for effect in view.effects)
