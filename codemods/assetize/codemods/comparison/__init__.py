"""Two reports of one project at different times: what changed, and what is new since a baseline."""

from assetize.codemods.comparison.baseline import Baseline, baseline_of, new_op_jobs
from assetize.codemods.comparison.compare import compare_reports
from assetize.codemods.comparison.document import Comparison
from assetize.codemods.comparison.read import NoReport, read_baseline, read_report

__all__ = [
    "Baseline",
    "Comparison",
    "NoReport",
    "baseline_of",
    "compare_reports",
    "new_op_jobs",
    "read_baseline",
    "read_report",
]
