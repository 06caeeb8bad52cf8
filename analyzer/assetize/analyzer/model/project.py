"""All facts of one analysed folder, linked by ids."""

from assetize.analyzer.model.comments import IgnoreComment
from assetize.analyzer.model.config_values import ConfigSource
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
from assetize.analyzer.model.job_lists import JobList
from assetize.analyzer.model.source import Diagnostic, Unknown
from assetize.analyzer.model.step_names import JobRun, RunConfigUse
from assetize.analyzer.model.watchers import AssetWatcher
from assetize.analyzer.records import dataclass


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
    run_configs: tuple[RunConfigUse, ...] = ()
    job_runs: tuple[JobRun, ...] = ()
    config_sources: tuple[ConfigSource, ...] = ()
    """What gives ops their config, and which values."""
    watchers: tuple[AssetWatcher, ...] = ()
    """What looks at assets by their keys, and would see new ones."""
    unknowns: tuple[Unknown, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    """Of reading files: syntax errors, encodings, links."""
    job_lists: tuple[JobList, ...] = ()
    """Jobs that are mentioned as elements of lists, or in other ways that are not told apart."""
    ignores: tuple[IgnoreComment, ...] = ()
    """Comments that name findings to be ignored."""
    generated_files: tuple[str, ...] = ()
    """Files that say of themselves that a program writes them."""
    dagster_version: str | None = None
    """The project's own pin (``"1.13"``), from its requirements, lock file, ``setup.py`` or ``pyproject.toml``."""
