"""What a project says of itself, in ``assetize.toml`` or in ``[tool.assetize]`` of its ``pyproject.toml``: read and checked alone."""

from assetize.analyzer.settings.read_settings import read_settings

__all__ = ["read_settings"]
