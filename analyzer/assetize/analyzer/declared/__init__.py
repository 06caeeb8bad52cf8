"""What the entries of a project's settings name in the project, and those that name nothing."""

from assetize.analyzer.declared.link import link_settings
from assetize.analyzer.declared.unused import find_unused

__all__ = ["find_unused", "link_settings"]
