"""Pictures of a job: its ops before the upgrade and its assets after it, laid out in layers and drawn as SVG."""

from assetize.codemods.review.lineage.drawing import Drawing, draw
from assetize.codemods.review.lineage.graphs import Node, Picture, all_assets_of, assets_of, ops_of

__all__ = ["Drawing", "Node", "Picture", "all_assets_of", "assets_of", "draw", "ops_of"]
