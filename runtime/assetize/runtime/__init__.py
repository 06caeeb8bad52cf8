"""Runs ops, graphs, jobs and assets behind Dagster's public names."""

from __future__ import annotations

from typing import Any

from assetize.runtime.public_names import HOMES


def __getattr__(name: str) -> Any:
    module = HOMES.get(name)
    if module is None:
        value = _not_bundled(name)
    else:
        from importlib import import_module

        value = getattr(import_module(f"assetize.runtime.{module}"), name)
    globals()[name] = value
    return value


def _not_bundled(name: str) -> Any:
    """A stand-in for a public name of Dagster's that is not here: it says so when it is used."""
    if not name.startswith("_"):
        from assetize.runtime.alias.not_bundled import NOT_BUNDLED, stand_in

        if name in NOT_BUNDLED:
            return stand_in(name)
    raise AttributeError(f"module 'assetize.runtime' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted(HOMES)
