"""What readers find, and what they know of what was found before them."""

import ast
from collections.abc import Mapping, Sequence
from dataclasses import fields

from assetize.analyzer.composition import Composed
from assetize.analyzer.model import (
    AssetDefinition,
    AssetJobDefinition,
    AssetWatcher,
    CodeLocation,
    ConfigSource,
    Graph,
    IoManager,
    Job,
    MadeBy,
    Op,
    Trigger,
    Unknown,
)
from assetize.analyzer.names import Sources
from assetize.analyzer.readers.factories.expansion import NO_EXPANSION, Expansion
from assetize.analyzer.readers.site import Site
from assetize.analyzer.records import dataclass
from assetize.analyzer.syntax.arguments import read_dict
from assetize.analyzer.syntax.outline import Outline
from assetize.analyzer.syntax.standpoint import Standpoint


@dataclass(frozen=True, slots=True)
class Found:
    """Facts, each kind in the order in which it was read. ``bodies`` are compositions with what they leave out of ``graphs``."""

    ops: tuple[Op, ...] = ()
    graphs: tuple[Graph, ...] = ()
    jobs: tuple[Job, ...] = ()
    assets: tuple[AssetDefinition, ...] = ()
    asset_jobs: tuple[AssetJobDefinition, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    locations: tuple[CodeLocation, ...] = ()
    io_managers: tuple[IoManager, ...] = ()
    bodies: tuple[Composed, ...] = ()
    config_sources: tuple[ConfigSource, ...] = ()
    watchers: tuple[AssetWatcher, ...] = ()
    unknowns: tuple[Unknown, ...] = ()

    def plus(self, other: "Found") -> "Found":
        """Both together."""
        return Found(*(getattr(self, field.name) + getattr(other, field.name) for field in fields(Found)))


DefinitionFact = Op | Graph | Job | AssetDefinition | AssetJobDefinition | Trigger | CodeLocation


class Sites:
    """Where Dagster names are used, by name, by node and by module."""

    def __init__(self, sites: Mapping[str, tuple[Site, ...]]) -> None:
        self.by_name = sites
        self.by_node: dict[int, Site] = {}
        self.by_module: dict[str, list[Site]] = {}
        for site in (site for group in sites.values() for site in group):
            self.by_node.setdefault(id(site.node), site)
            self.by_module.setdefault(site.here.scope.module_id, []).append(site)


class Reading:
    """The sources, the sites in them by Dagster name, and what the readers before this one found."""

    def __init__(
        self,
        sources: Sources,
        outlines: Mapping[str, Outline],
        sites: Sites,
        found: Found,
        expansion: Expansion = NO_EXPANSION,
    ) -> None:
        self.sources = sources
        self.outlines = outlines
        self.expansion = expansion
        self.found = found
        self._sites = sites
        facts: tuple[DefinitionFact, ...] = (
            *found.ops,
            *found.graphs,
            *found.assets,
            *found.asset_jobs,
            *found.triggers,
            *found.locations,
        )
        self._facts = {fact.id: fact for fact in reversed(facts)}
        # A @job has a graph of its own id: the job is what its name means.
        self._facts.update((job.id, job) for job in found.jobs)
        self._bodies = {body.graph.id: body for body in found.bodies}

    def with_found(self, found: Found) -> "Reading":
        """What the next reader gets."""
        return Reading(self.sources, self.outlines, self._sites, self.found.plus(found), self.expansion)

    def makers(self) -> Mapping[str, MadeBy]:
        """By the id of a definition, the call or loop that made it, for those that were made."""
        if not self.expansion.made:
            return {}
        pairs = ((site.id, self.expansion.maker(site.node)) for site in self._sites.by_node.values())
        return {site_id: maker for site_id, maker in pairs if maker is not None}

    def sites(self, *names: str) -> tuple[Site, ...]:
        """All sites of these Dagster names, file by file and in source order."""
        return tuple(site for name in names for site in self._sites.by_name.get(name, ()))

    def sites_in(self, module_id: str) -> Sequence[Site]:
        """All sites of a module."""
        return self._sites.by_module.get(module_id, ())

    def fact(self, definition_id: str) -> DefinitionFact | None:
        """What was found under an id."""
        return self._facts.get(definition_id)

    def body(self, graph_id: str) -> Composed | None:
        """The composition of a graph, job or graph-backed asset."""
        return self._bodies.get(graph_id)

    def site_at(self, node: ast.AST) -> Site | None:
        """The site at a call or decorated function."""
        return self._sites.by_node.get(id(node))

    def identify(self, here: Standpoint, expression: ast.expr) -> str | None:
        """The id of the definition that an expression gives: a name, an alias, or a call that defines something.

        A variable that holds anything else is known by its own id.
        """
        if isinstance(expression, ast.Call):
            return self._site_id(expression)
        if isinstance(expression, ast.Subscript):
            return self._identify_entry(here, expression)
        if not isinstance(expression, ast.Name | ast.Attribute):
            return None
        name = here.resolve(expression)
        if name is None or ":" not in name:
            return None
        if name in self._facts:
            return name
        _, value = here.follow(expression)
        return (self._site_id(value) or name) if isinstance(value, ast.Call) else name

    def _identify_entry(self, here: Standpoint, expression: ast.Subscript) -> str | None:
        """``JOBS["users"]``, where the dict is written out."""
        key = here.string(expression.slice)
        entries = None if key is None else read_dict(here, expression.value)
        found = dict(entries or ()).get(key or "")
        return None if found is None else self.identify(found.here, found.value)

    def _site_id(self, call: ast.Call) -> str | None:
        site = self.site_at(call)
        return None if site is None else site.id
