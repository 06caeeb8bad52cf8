"""Reports of large projects, kept below ``.assetize/cache`` until anything that they rest on changes.

A report is kept as a whole, as JSON: it is what is asked for again and again, and reading it back takes a fraction of what an
analysis would take to be read back. What rewrites code reads everything anew.
"""

from assetize.codemods.cache.kept_reports import KeptReports
from assetize.codemods.cache.tool_version import tool_version

__all__ = ["KeptReports", "tool_version"]
