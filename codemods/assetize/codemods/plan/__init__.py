"""From an analysis to a plan: what is rewritten, how, and what is refused and why. Knows nothing of syntax trees."""

from assetize.codemods.plan.make_plan import make_plan
from assetize.codemods.plan.options import AskedOptions, PlanOptions

__all__ = ["AskedOptions", "PlanOptions", "make_plan"]
