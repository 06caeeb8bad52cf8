"""The plan's actions carried out on source text, with everything else in it left as it is."""

from assetize.codemods.rewrite.rewriting import rewrite_project

__all__ = ["rewrite_project"]
