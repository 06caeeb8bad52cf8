"""``Out(metadata={"table": …})``: the output's own metadata names the table that an I/O manager writes it to."""

from assetize.analyzer.decide.op_view import OpView
from assetize.analyzer.decide.rules.finding import Finding
from assetize.analyzer.decide.stored_objects import find_stored_object
from assetize.analyzer.model import Effect, Evidence, OpOutput

TABLE_NAMES = ("table", "table_name")


def is_named_by_metadata(view: OpView, output: OpOutput) -> Finding | None:
    """Only together with an I/O manager of its own: alone, metadata is a label and stores nothing."""
    hints = dict(output.metadata)
    hint = next((name for name in TABLE_NAMES if hints.get(name)), None)
    if hint is None or output.io_manager_key is None:
        return None
    where = view.op.where
    identity = ".".join(part for part in (hints.get("schema", ""), hints[hint]) if part)
    detail = f'Out(metadata={{"{hint}": "{hints[hint]}"}})'
    stored = find_stored_object(
        Effect(view.op.id, "create", "table", identity, where, "metadata", "certain", detail)
    )
    evidence = Evidence("metadata", where.file, view.op.decorator_lines[0], detail)
    return Finding("asset", "certain", (evidence,), (stored.name,) if stored else (), stored)
