"""The output's value is handed to other ops, and nothing says that it is stored."""

from assetize.analyzer.decide.op_view import OpView
from assetize.analyzer.decide.rules.finding import Finding
from assetize.analyzer.model import Evidence, OpOutput


def is_transient(view: OpView, output: OpOutput) -> Finding | None:
    """A value that other ops take, or one that is returned to nobody."""
    if output.is_nothing:
        return None
    takers = [consumer for consumer in view.consumers_of(output) if consumer.is_data]
    where = view.op.where
    if takers:
        names = ", ".join(sorted({consumer.op.rpartition(":")[2] for consumer in takers}))
        return Finding(
            "transient", "likely", (Evidence("data_flow", where.file, where.line, f"only flows to {names}"),)
        )
    if view.op.returns_value:
        detail = "returns a value that no op takes and nothing stores"
        return Finding("transient", "likely", (Evidence("data_flow", where.file, where.line, detail),))
    return None
