"""All facts of one analysed folder, linked by ids."""

from dataclasses import dataclass

from assetize.analyzer.model.facts import (
    AssetDefinition,
    AssetJobDefinition,
    CodeLocation,
    Graph,
    IoManager,
    Job,
    Module,
    Op,
    Reference,
    Trigger,
)
from assetize.analyzer.model.source import Diagnostic, Unknown


@dataclass(frozen=True, slots=True)
class Project:
    """Facts, sorted by file and line. ``root`` is ``"."``: all files are relative to the analysed folder."""

    modules: tuple[Module, ...] = ()
    ops: tuple[Op, ...] = ()
    graphs: tuple[Graph, ...] = ()
    jobs: tuple[Job, ...] = ()
    assets: tuple[AssetDefinition, ...] = ()
    asset_jobs: tuple[AssetJobDefinition, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    locations: tuple[CodeLocation, ...] = ()
    io_managers: tuple[IoManager, ...] = ()
    references: tuple[Reference, ...] = ()
    unknowns: tuple[Unknown, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    """Of reading files: syntax errors, encodings, links."""
    dagster_version: str | None = None
    """The project's own pin (``"1.13"``), from its requirements, lock file, ``setup.py`` or ``pyproject.toml``."""
