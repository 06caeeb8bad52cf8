"""Reports: one document, and the formats that it is shown in.

``report.build`` makes it from an analysis and its plan; a document that was kept needs none of that.
"""

from assetize.codemods.report.document import ReportDocument
from assetize.codemods.report.formats import FORMATS, render, render_pieces
from assetize.codemods.report.merge import merge_reports

__all__ = ["FORMATS", "ReportDocument", "merge_reports", "render", "render_pieces"]
