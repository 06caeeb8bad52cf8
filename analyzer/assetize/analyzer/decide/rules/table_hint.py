"""``Out(metadata={"table": …})``: the output's own metadata names the object that an I/O manager writes it to."""

from collections.abc import Sequence

from assetize.analyzer.decide.op_view import OpView
from assetize.analyzer.decide.rules.finding import Finding
from assetize.analyzer.decide.stored_objects import StoredObject, find_stored_object
from assetize.analyzer.model import Confidence, Effect, Evidence, Location, OpOutput
from assetize.analyzer.model.effect import ObjectKind

NAMES: tuple[tuple[str, ObjectKind], ...] = (
    ("table", "table"),
    ("table_name", "table"),
    ("key", "object"),
    ("path", "file"),
)
"""Entries that name an object, and what kind it is; the first that is there counts."""
SCHEMAS = ("schema", "schema_name")
DEFAULT_KEY = "io_manager"
_NOWHERE = Location("", 0)


def is_named_by_metadata(view: OpView, output: OpOutput) -> Finding | None:
    """Only together with an I/O manager of its own, or one of the project's: alone, metadata is a label and stores nothing."""
    stored = hinted_object(output.metadata)
    confidence = _confidence(view, output)
    if stored is None or confidence is None or output.is_nothing:
        return None
    detail = f"Out(metadata={{{_quoted(output.metadata)}}})"
    evidence = Evidence("metadata", view.op.where.file, view.op.decorator_lines[0], detail)
    return Finding("asset", confidence, (evidence,), (stored.name,), stored)


def hinted_object(metadata: Sequence[tuple[str, str]]) -> StoredObject | None:
    """The object that an input's or output's metadata names."""
    hints = dict(metadata)
    name, kind = next(
        ((name, kind) for name, kind in NAMES if _names_object(hints.get(name), kind)), ("", "table")
    )
    if not name:
        return None
    schema = next((hints[word] for word in SCHEMAS if hints.get(word)), "")
    identity = f"{schema}.{hints[name]}" if schema and kind == "table" else hints[name]
    return find_stored_object(Effect("", "create", kind, identity, _NOWHERE, "metadata", "certain", ""))


def _names_object(value: str | None, kind: ObjectKind) -> bool:
    """A ``key`` without a slash may as well be a table's primary key."""
    return bool(value) and (kind != "object" or "/" in str(value))


def _confidence(view: OpView, output: OpOutput) -> Confidence | None:
    if output.io_manager_key not in (None, DEFAULT_KEY):
        return "certain"
    bound = view.bindings.get(DEFAULT_KEY, frozenset())
    return "likely" if bound and all(":" in name for name in bound) else None


def _quoted(metadata: Sequence[tuple[str, str]]) -> str:
    names = {*SCHEMAS, *(name for name, _ in NAMES)}
    return ", ".join(f'"{name}": "{value}"' for name, value in metadata if name in names)
