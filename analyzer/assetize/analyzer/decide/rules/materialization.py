"""The op tells Dagster that it made an asset: ``AssetMaterialization`` with a key known before a run."""

from assetize.analyzer.decide.op_view import OpView
from assetize.analyzer.decide.rules.finding import Finding
from assetize.analyzer.model import Evidence, OpOutput


def is_materialized_by_event(view: OpView, output: OpOutput) -> Finding | None:
    """One literal key, and the output is the op's only one: that is its asset, under the key that its history has."""
    events = [effect for effect in view.effects if effect.kind == "asset" and effect.verb == "create"]
    keys = {effect.identity for effect in events}
    if len(keys) != 1 or None in keys or len(view.op.outputs) != 1 or any(event.in_loop for event in events):
        return None
    event = events[0]
    evidence = Evidence("asset_materialization", event.where.file, event.where.line, event.detail)
    key = tuple((event.identity or "").split("/"))
    return Finding("asset", "certain", (evidence,), key)
