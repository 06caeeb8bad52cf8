"""The project's own settings, or metadata that they point to, say what the output is."""

from collections.abc import Iterator

from assetize.analyzer.decide.op_view import OpView
from assetize.analyzer.decide.own_objects import find_writes
from assetize.analyzer.decide.rules.finding import Finding
from assetize.analyzer.decide.stored_objects import StoredObject, named_object
from assetize.analyzer.model import Decision, DeclaredOutput, Evidence, OpOutput

KEY_SOURCE = "key in the settings"
OBJECT_SOURCE = "object that its metadata names"


def is_declared(view: OpView, output: OpOutput) -> Finding | None:
    """An exclusion counts before a decision, a decision before a key, a key before metadata."""
    if view.exclusion is not None:
        where = view.exclusion.where
        detail = f'exclude-ops: "{view.exclusion.pattern}"'
        return Finding(_without_asset(view, output), "certain", (_evidence(where.file, where.line, detail),))
    mine = [item for item in view.declared if item.output == output.name]
    if not mine:
        return None
    decided = next((item for item in mine if item.decision not in (None, "asset")), None)
    if decided is not None and decided.decision is not None:
        return Finding(decided.decision, "certain", (_quoted(decided),))
    return _asset(view, mine)


def _asset(view: OpView, mine: list[DeclaredOutput]) -> Finding:
    evidence = tuple(_quoted(item) for item in mine)
    name, source = next(_names(mine), ((), ""))
    return Finding("asset", "certain", evidence, name, _stored(view, mine), source)


def _names(mine: list[DeclaredOutput]) -> Iterator[tuple[tuple[str, ...], str]]:
    yield from ((item.key, KEY_SOURCE) for item in mine if item.key)
    for item in mine:
        named = named_object(item.object) if item.object else None
        if named is not None:
            yield (named.name,), OBJECT_SOURCE


def _stored(view: OpView, mine: list[DeclaredOutput]) -> StoredObject | None:
    """The object that metadata names: as the op is seen to write it, else as a table."""
    named = next((found for item in mine if item.object and (found := named_object(item.object))), None)
    if named is None:
        return None
    return next((stored for stored in find_writes(view) if stored.name == named.name), named)


def _without_asset(view: OpView, output: OpOutput) -> Decision:
    is_taken = any(consumer.is_data for consumer in view.consumers_of(output))
    return "transient" if is_taken or (view.op.returns_value and not output.is_nothing) else "none"


def _quoted(item: DeclaredOutput) -> Evidence:
    return _evidence(item.where.file, item.where.line, item.detail)


def _evidence(file: str, line: int, detail: str) -> Evidence:
    return Evidence("declared", file, line, detail)
