"""A first settings file for a project: what could be declared, commented out."""

from assetize.codemods.settings_file.candidates import Candidate, find_candidates
from assetize.codemods.settings_file.entry_text import entry_text
from assetize.codemods.settings_file.file_text import SHARED_PREFIX, settings_text

__all__ = ["SHARED_PREFIX", "Candidate", "entry_text", "find_candidates", "settings_text"]
