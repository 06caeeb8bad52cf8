"""Reads a folder: from source text to linked facts."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol, TypeVar

from assetize.analyzer.config_values.read import read_config_sources
from assetize.analyzer.files import SourceTree, find_files
from assetize.analyzer.model import Location, Project, Reference
from assetize.analyzer.names import Sources, read_sources
from assetize.analyzer.readers.asset import DECORATORS, GRAPH_DECORATORS, SPECS, read_assets
from assetize.analyzer.readers.asset_job import read_asset_jobs
from assetize.analyzer.readers.body import DATA, KINDS, read_bodies
from assetize.analyzer.readers.comments import find_generated, find_ignores
from assetize.analyzer.readers.dagster_version import find_dagster_version
from assetize.analyzer.readers.factories import NO_EXPANSION, expand_factories
from assetize.analyzer.readers.find_sites import find_sites
from assetize.analyzer.readers.found import Found, Reading, Sites
from assetize.analyzer.readers.graph_backed import FROM_GRAPH, FROM_OP, read_graph_backed
from assetize.analyzer.readers.io_manager import DECORATOR as IO_MANAGER
from assetize.analyzer.readers.io_manager import read_io_managers
from assetize.analyzer.readers.job import read_jobs
from assetize.analyzer.readers.job_lists import read_job_lists
from assetize.analyzer.readers.location import DEFINITIONS, FUNCTION, MERGE, read_locations
from assetize.analyzer.readers.made import with_makers
from assetize.analyzer.readers.older import OLDER, read_older
from assetize.analyzer.readers.op import OP, read_ops
from assetize.analyzer.readers.references import find_references
from assetize.analyzer.readers.repository import read_repositories
from assetize.analyzer.readers.run_configs import find_run_configs
from assetize.analyzer.readers.site import Site
from assetize.analyzer.readers.trigger import read_triggers
from assetize.analyzer.readers.trigger_forms import FORMS as TRIGGERS
from assetize.analyzer.readers.watchers import WATCHERS, read_watchers
from assetize.analyzer.syntax.outline import Outline, read_outline


class Placed(Protocol):
    """A fact with a place."""

    @property
    def where(self) -> Location:
        """Where it stands."""


Fact = TypeVar("Fact", bound=Placed)
Reader = Callable[[Reading], Found]

READERS: tuple[Reader, ...] = (
    read_older,
    read_ops,
    read_assets,
    read_bodies,
    read_graph_backed,
    read_jobs,
    read_asset_jobs,
    read_triggers,
    read_config_sources,
    read_locations,
    read_repositories,
    read_io_managers,
    read_watchers,
)
"""Each sees what those before it found: bodies call ops and hand over assets, jobs are made of graphs, and so on."""

WANTED = frozenset(
    {
        OP,
        IO_MANAGER,
        FROM_GRAPH,
        FROM_OP,
        DEFINITIONS,
        MERGE,
        FUNCTION,
        "dagster.repository",
        "dagster.define_asset_job",
        "dagster.JobDefinition",
        *OLDER,
        *KINDS,
        DATA,
        *DECORATORS,
        *GRAPH_DECORATORS,
        *SPECS,
        *TRIGGERS,
        *WATCHERS,
    }
)
"""The Dagster names that readers ask for."""

NO_OVERLAY: Mapping[str, bytes] = {}


def read_project(
    root: Path | Sequence[Path], overlay: Mapping[str, bytes] = NO_OVERLAY
) -> tuple[Project, Sources]:
    """The facts of a folder, a file, or several of either, and their sources.

    ``overlay`` replaces the contents of files by path. Raises ``FileNotFoundError`` for a path that does not exist.
    """
    return read_tree(find_files(root, overlay))


def read_tree(tree: SourceTree) -> tuple[Project, Sources]:
    """The facts of files that were read, and their sources."""
    sources = read_sources(tree)
    reading = begin_reading(sources)
    for reader in READERS:
        reading = reading.with_found(reader(reading))
    references = find_references(reading)
    run_configs, job_runs = find_run_configs(reading)
    project = _project(sources, with_makers(reading), references)
    return replace(
        project,
        run_configs=run_configs,
        job_runs=job_runs,
        job_lists=read_job_lists(sources, project.jobs, references),
        ignores=find_ignores(sources),
        generated_files=find_generated(sources, (item.where.file for item in references)),
    ), sources


def begin_reading(sources: Sources) -> Reading:
    """What the first reader gets: where Dagster names are used, and nothing found."""
    outlines = {module.module.id: read_outline(module) for module in sources.modules.values()}
    sites = _sites(sources, outlines)
    expansion = expand_factories(sources, outlines, sites)
    if expansion is not NO_EXPANSION:
        sources.replace(expansion.sources)
        outlines.update((name, read_outline(source)) for name, source in expansion.sources.items())
        fresh = {name: outlines[name] for name in expansion.sources}
        kept = (site for site in sites if site.here.scope.module_id not in fresh)
        sites = (*kept, *_sites(sources, fresh))
    by_name: dict[str, list[Site]] = {}
    for site in sites:
        by_name.setdefault(site.name, []).append(site)
    groups = {name: tuple(group) for name, group in by_name.items()}
    return Reading(sources, outlines, Sites(groups), Found(), expansion)


def _sites(sources: Sources, outlines: Mapping[str, Outline]) -> tuple[Site, ...]:
    return tuple(
        site
        for module_id, outline in outlines.items()
        for site in find_sites(sources, sources.modules[module_id], outline, WANTED)
    )


def _project(sources: Sources, found: Found, references: tuple[Reference, ...]) -> Project:
    modules = tuple(
        sources.modules[module.id].module if module.id in sources.modules else module
        for module in sources.known_modules.values()
    )
    return Project(
        modules=modules,
        ops=_sorted(found.ops),
        graphs=_sorted(found.graphs),
        jobs=_sorted(found.jobs),
        assets=_sorted(found.assets),
        asset_jobs=_sorted(found.asset_jobs),
        triggers=_sorted(found.triggers),
        locations=_sorted(found.locations),
        io_managers=_sorted(found.io_managers),
        references=references,
        config_sources=found.config_sources,
        watchers=found.watchers,
        unknowns=tuple(sorted(dict.fromkeys(found.unknowns))),
        diagnostics=sources.diagnostics,
        dagster_version=find_dagster_version(sources.tree.root, modules),
    )


def _sorted(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple(sorted(facts, key=lambda fact: fact.where))
