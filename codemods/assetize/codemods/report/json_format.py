"""The report as one JSON document."""

import json

from assetize.codemods.report.document import ReportDocument


def render(report: ReportDocument) -> str:
    """Indented JSON; text of any script stays readable."""
    return json.dumps(report, indent=2, ensure_ascii=False) + "\n"
