"""Warnings about parts of the API that may change."""

from __future__ import annotations

from typing import Any


class PreviewWarning(Warning):
    """Something is a preview."""


class BetaWarning(Warning):
    """Something is in beta."""


class SupersessionWarning(FutureWarning):
    """There is a better way."""


class ConfigArgumentWarning(SyntaxWarning):
    """An argument of a config model was ignored."""


def deprecation_warning(
    subject: str,
    breaking_version: str,
    additional_warn_text: str | None = None,
    subject_obj: Any = None,
    stacklevel: int = 3,
) -> None:
    """Warns that something will be removed in a version."""
    import warnings

    more = f" {additional_warn_text}" if additional_warn_text else ""
    warnings.warn(
        f"{subject} is deprecated and will be removed in {breaking_version}.{more}",
        category=DeprecationWarning,
        stacklevel=stacklevel,
    )
