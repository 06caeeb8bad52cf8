"""Look-up tables over one analysis; built once for each plan."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

from assetize.analyzer.flat_graph import FlatGraph, FlatNode, Flattener
from assetize.analyzer.model import (
    Analysis,
    AssetDefinition,
    CodeLocation,
    Diagnostic,
    Effect,
    Exclusion,
    Graph,
    IoManager,
    Job,
    JobFit,
    Module,
    Op,
    OutputDecision,
    Reference,
    ResourceBinding,
    Trigger,
    Unknown,
)
from assetize.analyzer.settings.excluded import excluded_files
from assetize.codemods.plan.step_names.sources import StepNameSources


class Index:
    """Everything by id. Nothing in here changes after it is built."""

    def __init__(self, analysis: Analysis) -> None:
        project = analysis.project
        self.analysis = analysis
        self.ops: Mapping[str, Op] = {op.id: op for op in project.ops}
        self.graphs: Mapping[str, Graph] = {graph.id: graph for graph in project.graphs}
        self.jobs: Mapping[str, Job] = {job.id: job for job in project.jobs}
        self.modules: Mapping[str, Module] = {module.id: module for module in project.modules}
        self.existing: Mapping[tuple[str, ...], AssetDefinition] = {
            asset.key: asset for asset in project.assets
        }
        self.io_managers: Mapping[str, IoManager] = {manager.id: manager for manager in project.io_managers}
        self.fits: Mapping[str, JobFit] = {fit.job: fit for fit in analysis.fits}
        self.outputs: Mapping[tuple[str, str], OutputDecision] = {
            (item.op, item.output): item for item in analysis.outputs if not item.uses
        }
        """Verdicts that hold for all uses of an op; ``decision_at`` knows the others."""
        self.stored_inputs: Mapping[tuple[str, str], tuple[str, ...]] = {
            (item.op, item.input): item.key for item in analysis.stored_inputs
        }
        self.step_names = StepNameSources(project)
        flattener = Flattener(project)
        self.flat: Mapping[str, FlatGraph] = {job.id: flattener.flatten(job) for job in project.jobs}

    @cached_property
    def uses(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """Where each op is used: the jobs, and the paths of its nodes there."""
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for job, graph in self.flat.items():
            for node in graph.nodes:
                found[node.op].append((job, node.path))
        return {op: tuple(places) for op, places in found.items()}

    @cached_property
    def references(self) -> Mapping[str, tuple[Reference, ...]]:
        """Mentions of each definition."""
        found: dict[str, list[Reference]] = defaultdict(list)
        for reference in self.analysis.project.references:
            found[reference.target].append(reference)
        return {target: tuple(items) for target, items in found.items()}

    @cached_property
    def unknowns(self) -> Mapping[str, tuple[Unknown, ...]]:
        """What was not understood, by the definition that it makes unreliable."""
        found: dict[str, list[Unknown]] = defaultdict(list)
        for unknown in self.analysis.project.unknowns:
            found[unknown.subject].append(unknown)
        return {subject: tuple(items) for subject, items in found.items()}

    @cached_property
    def effects(self) -> Mapping[str, tuple[Effect, ...]]:
        """Effects by op."""
        found: dict[str, list[Effect]] = defaultdict(list)
        for effect in self.analysis.effects:
            found[effect.op].append(effect)
        return {op: tuple(items) for op, items in found.items()}

    @cached_property
    def op_findings(self) -> Mapping[str, tuple[Diagnostic, ...]]:
        """The analyzer's diagnostics about each op."""
        found: dict[str, list[Diagnostic]] = defaultdict(list)
        for diagnostic in self.analysis.diagnostics:
            found[diagnostic.subject].append(diagnostic)
        return {subject: tuple(items) for subject, items in found.items()}

    @cached_property
    def _by_use(self) -> Mapping[tuple[str, str], tuple[OutputDecision, ...]]:
        found: dict[tuple[str, str], list[OutputDecision]] = defaultdict(list)
        for item in self.analysis.outputs:
            if item.uses:
                found[(item.op, item.output)].append(item)
        return {place: tuple(items) for place, items in found.items()}

    def decision_at(self, job: str, node: FlatNode, output: str) -> OutputDecision | None:
        """The verdict on one node's output in one job; the first of several, which a job is refused for."""
        whole = self.outputs.get((node.op, output))
        if whole is not None:
            return whole
        return next(iter(self.decisions_by_use(job, node, output)), None)

    def decisions_by_use(self, job: str, node: FlatNode, output: str) -> tuple[OutputDecision, ...]:
        """The verdicts on one node's output, where config makes the uses of its op differ."""
        found = self._by_use.get((node.op, output), ())
        return tuple(item for item in found if item.holds_at(job, node.path))

    @cached_property
    def defined_keys(self) -> frozenset[tuple[str, ...]]:
        """Keys of the assets that the project has, or that an upgrade might define."""
        decided = {item.asset_key for item in self.analysis.outputs if item.decision == "asset"}
        return frozenset({*decided, *self.existing})

    @cached_property
    def excluded_files(self) -> Mapping[str, Exclusion]:
        """Files that the project's settings leave as they are."""
        project = self.analysis.project
        files = [
            *(module.file for module in project.modules),
            *(item.where.file for item in project.references),
        ]
        return excluded_files(self.analysis.settings, files)

    @cached_property
    def _locations(self) -> Mapping[str, tuple[CodeLocation, ...]]:
        found: dict[str, dict[str, CodeLocation]] = defaultdict(dict)
        started = {trigger.id: trigger.jobs for trigger in self.analysis.project.triggers}
        for location in self.analysis.project.locations:
            for entry in location.entries:
                if entry.target is not None:
                    # The job of a schedule or a sensor comes along with it.
                    for target in (entry.target, *started.get(entry.target, ())):
                        found[target][location.id] = location
        return {target: tuple(locations.values()) for target, locations in found.items()}

    @cached_property
    def _places(self) -> Mapping[str, frozenset[str]]:
        return {target: frozenset(item.id for item in found) for target, found in self._locations.items()}

    @cached_property
    def _triggers(self) -> Mapping[str, tuple[Trigger, ...]]:
        found: dict[str, list[Trigger]] = defaultdict(list)
        for trigger in self.analysis.project.triggers:
            for name in dict.fromkeys((*trigger.jobs, *trigger.job_names)):
                found[name].append(trigger)
        return {name: tuple(triggers) for name, triggers in found.items()}

    def locations_of(self, job: Job) -> tuple[CodeLocation, ...]:
        """The code locations that a job is handed to."""
        return self._locations.get(job.id, ())

    def places_of(self, job: Job) -> frozenset[str]:
        """Ids of the code locations that a job is handed to."""
        return self._places.get(job.id, frozenset())

    def deployed_in(self, job: Job) -> frozenset[str]:
        """Ids of the code locations that Dagster may load for a job: not what is merged into another, nor what a function makes."""
        found = {outer for place in self.places_of(job) for outer in self._places.get(place, (place,))}
        return frozenset(place for place in found if "<locals>" not in place)

    def by_location(self, jobs: Iterable[str]) -> Mapping[str, list[Job]]:
        """Those jobs, by the ids of the code locations that they are handed to."""
        found: dict[str, list[Job]] = defaultdict(list)
        for job in jobs:
            for location in self.places_of(self.jobs[job]):
                found[location].append(self.jobs[job])
        return found

    def triggers_of(self, job: Job) -> tuple[Trigger, ...]:
        """Schedules and sensors that name the job, as an object or by its name."""
        return tuple(
            {
                item.id: item for item in (*self._triggers.get(job.id, ()), *self._triggers.get(job.name, ()))
            }.values()
        )

    def module_of(self, id_: str) -> str:
        """The id of the module that holds a definition."""
        return id_.rpartition(":")[0]

    def line_of(self, id_: str) -> int:
        """Where a definition starts; 0 when it is not an op, graph, job or asset."""
        for table in (self.ops, self.graphs, self.jobs):
            if id_ in table:
                return table[id_].where.line
        return next((asset.where.line for asset in self.existing.values() if asset.id == id_), 0)

    def bindings(self, job: Job, key: str) -> tuple[ResourceBinding, ...]:
        """What the job gets under a resource key: its own, or what its code locations give, if they differ.

        A location whose resources could not be read may bind any key to anything.
        """
        own = tuple(binding for binding in job.resources if binding.key == key)
        if own:
            return own
        given = [
            binding
            for location in self.locations_of(job)
            for binding in location.resources
            if binding.key == key
        ]
        given += [
            ResourceBinding(key, location.unread_resources, location.where)
            for location in self.locations_of(job)
            if location.unread_resources
        ]
        return tuple({(binding.definition, binding.text): binding for binding in given}.values())
