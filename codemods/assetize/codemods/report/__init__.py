"""Reports: one document built from an analysis and its plan, and the formats that it is shown in."""

from assetize.codemods.report.build import build_report
from assetize.codemods.report.document import ReportDocument
from assetize.codemods.report.formats import FORMATS, render
from assetize.codemods.report.merge import merge_reports

__all__ = ["FORMATS", "ReportDocument", "build_report", "merge_reports", "render"]
