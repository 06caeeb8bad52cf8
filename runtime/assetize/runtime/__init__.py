"""Runs ops, graphs, jobs and assets behind Dagster's public names."""

from __future__ import annotations

from typing import Any

from assetize.runtime.public_names import HOMES


def __getattr__(name: str) -> Any:
    module = HOMES.get(name)
    if module is None:
        if name.startswith("_"):
            raise AttributeError(name)
        raise AttributeError(f"dagster name {name} is not part of the bundled runtime; run this on Dagster")
    from importlib import import_module

    value = getattr(import_module(f"assetize.runtime.{module}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(HOMES)
