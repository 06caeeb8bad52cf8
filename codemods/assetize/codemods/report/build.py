"""Builds the report document from an analysis and its plan."""

from assetize.analyzer.model import Analysis
from assetize.codemods.model import Plan
from assetize.codemods.report.assets import asset_rows
from assetize.codemods.report.coverage import coverage_row
from assetize.codemods.report.document import SCHEMA_VERSION, ReportDocument
from assetize.codemods.report.findings import diagnostic_row, find_diagnostics
from assetize.codemods.report.jobs import job_rows
from assetize.codemods.report.mappings import mapping_rows
from assetize.codemods.report.outcomes import outcome_rows


def build_report(analysis: Analysis, plan: Plan) -> ReportDocument:
    """The report of one analysed folder; the same input gives the same document, row by row."""
    from importlib.metadata import version  # slow to import, and large

    diagnostics = find_diagnostics(analysis, plan)
    mappings = mapping_rows(analysis, plan)
    jobs = job_rows(analysis, plan, diagnostics)
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "assetize", "version": version("assetize")},
        "root": ".",
        "jobs": jobs,
        "mappings": mappings,
        "assets": asset_rows(analysis, plan),
        "diagnostics": [diagnostic_row(diagnostic) for diagnostic in diagnostics],
        "coverage": coverage_row(analysis, mappings),
        "outcomes": outcome_rows(analysis.project, jobs),
    }
