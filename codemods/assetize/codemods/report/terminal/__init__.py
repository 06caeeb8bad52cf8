"""Reports and summaries as tables on a terminal, and as plain text elsewhere."""

from assetize.codemods.report.terminal.table import print_report, render
from assetize.codemods.report.terminal.upgrade import print_summary

__all__ = ["print_report", "print_summary", "render"]
