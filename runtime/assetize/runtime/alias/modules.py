"""What the alias's modules hold: the runtime's names, and stand-ins for Dagster's other public names."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Any

from assetize.runtime.alias.not_bundled import NOT_BUNDLED, stand_in
from assetize.runtime.public_names import HOMES

DAGSTER_VERSION = "1.13.0"
"""The version whose public names and behaviour the runtime has."""


def fill_dagster(module: ModuleType) -> None:
    """``dagster`` itself: names are fetched when they are first used; ``import *`` gets those that are there."""
    module.__doc__ = "Dagster's public names, served by the bundled runtime."
    module.__dict__["__version__"] = DAGSTER_VERSION
    module.__dict__["__all__"] = sorted(HOMES)
    module.__dict__["__getattr__"] = _look_up(module)
    module.__dict__["__dir__"] = lambda: sorted({*HOMES, *NOT_BUNDLED})


def _look_up(module: ModuleType) -> Callable[[str], Any]:
    def look_up(name: str) -> Any:
        if name not in HOMES and name not in NOT_BUNDLED:
            raise AttributeError(f"module 'dagster' has no attribute '{name}'")
        value = getattr(import_module("assetize.runtime"), name)
        setattr(module, name, value)
        return value

    return look_up


def _fill_version(module: ModuleType) -> None:
    module.__dict__["__version__"] = DAGSTER_VERSION


def _fill_freshness(module: ModuleType) -> None:
    look_up = _look_up(module)
    for name in ("FreshnessPolicy", "apply_freshness_policy"):
        module.__dict__[name] = look_up(name)


def _fill_empty(module: ModuleType) -> None:
    """A package whose submodules are what is asked for."""


def _fill_components(module: ModuleType) -> None:
    """Everything of ``dagster.components`` can be imported and nothing of it used."""
    module.__dict__["__getattr__"] = _component


def _component(name: str) -> Any:
    if name.startswith("_"):
        raise AttributeError(name)
    return stand_in(name)


SUBMODULES: dict[str, Callable[[ModuleType], None]] = {
    "dagster.version": _fill_version,
    "dagster.preview": _fill_empty,
    "dagster.preview.freshness": _fill_freshness,
    "dagster.components": _fill_components,
}
"""Dagster's public submodules, each with what fills it."""
