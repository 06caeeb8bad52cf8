"""Reads the definitions of a Dagster project: one file for each construct, all of them listed in ``READERS``."""

from assetize.analyzer.readers.read_project import READERS, read_project, read_tree

__all__ = ["READERS", "read_project", "read_tree"]
