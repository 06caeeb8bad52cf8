"""Finds a project's Python files, reads each once, and says which module each one is.

``find_files`` gives a ``SourceTree``: the bytes of every file, whether it names Dagster, and what could not be read.
``parse`` turns bytes into a syntax tree or a diagnostic; ``Layout`` knows module names and where an import leads.
"""

from assetize.analyzer.files.find import find_files
from assetize.analyzer.files.layout import Layout, lay_out
from assetize.analyzer.files.parsing import parse
from assetize.analyzer.files.tree import SourceFile, SourceTree

__all__ = ["Layout", "SourceFile", "SourceTree", "find_files", "lay_out", "parse"]
