"""The project's assets as they will be: what each depends on, through wiring and through storage."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from assetize.analyzer.decide.storage import StorageReads
from assetize.analyzer.flat_graph import FlatGraph
from assetize.analyzer.model import AssetFact, OutputDecision, Project

Key = tuple[str, ...]


def find_assets(
    project: Project,
    outputs: Sequence[OutputDecision],
    reads: StorageReads,
    flat: Mapping[str, FlatGraph],
) -> tuple[AssetFact, ...]:
    """Assets made by op outputs, assets that the project has already, and externals; sorted by key."""
    made = [item for item in outputs if item.decision == "asset"]
    made_by_op: dict[str, list[OutputDecision]] = defaultdict(list)
    for item in made:
        made_by_op[item.op].append(item)
    deps: dict[Key, set[Key]] = defaultdict(set)
    producers: dict[Key, list[tuple[str, str, str]]] = defaultdict(list)
    for job, graph in flat.items():
        walk = _Upstream(job, graph, made_by_op, reads)
        for node in graph.nodes:
            for item in made_by_op.get(node.op, ()):
                if not item.holds_at(job, node.path):
                    continue
                deps[item.asset_key] |= walk.keys_before(node.path)
                producers[item.asset_key].append((item.op, item.output, job))
    for item in made:
        if not item.jobs:
            deps[item.asset_key] |= set(reads.by_op.get(item.op, ()))
            producers[item.asset_key].append((item.op, item.output, ""))
    partitions = _partitions(project)
    managers = {(op.id, out.name): out.io_manager_key for op in project.ops for out in op.outputs}
    facts = [
        AssetFact(
            key=item.asset_key,
            kind="materialized",
            deps=tuple(sorted(deps[item.asset_key] - {item.asset_key})),
            io_manager_key=managers.get((item.op, item.output)),
            partitions=next((partitions[job] for job in item.jobs if job in partitions), None),
            produced_by=tuple(sorted(set(producers[item.asset_key]))),
            identity=item.identity,
        )
        for item in {item.asset_key: item for item in made}.values()
    ]
    keys = {fact.key for fact in facts}
    facts += [
        AssetFact(
            asset.key,
            "external" if asset.form in ("spec", "source") else "materialized",
            asset.deps,
            asset.io_manager_key,
            asset.partitions,
        )
        for asset in {asset.key: asset for asset in project.assets}.values()
        if asset.key not in keys
    ]
    facts += [
        AssetFact(external.key, "external", (), external.io_manager_key, identity=external.identity)
        for external in reads.externals
    ]
    return tuple(sorted(facts, key=lambda fact: fact.key))


def _partitions(project: Project) -> Mapping[str, str]:
    """By job: what it is given as ``partitions_def=``, or the partitions of its partitioned config."""
    given = {
        job.id: argument.text
        for job in project.jobs
        for argument in job.arguments
        if argument.name == "partitions_def"
    }
    configs = [use for use in project.run_configs if use.form == "partitions"]
    return given | {
        job: f"{use.partitions.rpartition(':')[2]}.partitions_def" for use in configs for job in use.jobs
    }


class _Upstream:
    """Walks a job's graph against its edges until it meets asset outputs."""

    def __init__(
        self, job: str, graph: FlatGraph, made: Mapping[str, Sequence[OutputDecision]], reads: StorageReads
    ) -> None:
        self._job = job
        self._op_at = {node.path: node.op for node in graph.nodes}
        self._made = made
        self._reads = reads
        self._incoming: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._sources: dict[str, set[Key]] = defaultdict(set)
        for edge in graph.edges:
            self._incoming[edge.node].append((edge.upstream, edge.output))
        for source in graph.asset_sources:
            self._sources[source.node].add(source.key)

    def keys_before(self, path: str) -> set[Key]:
        """Keys of the nearest assets before the op at ``path``, and of what is read on the way."""
        found: set[Key] = set()
        seen = {path}
        waiting = [path]
        while waiting:
            node = waiting.pop()
            op = self._op_at[node]
            found |= self._sources[node] | set(self._reads.at(op, self._job, node))
            found |= {key for (reader, _), key in self._reads.by_input.items() if reader == op}
            for upstream, output in self._incoming[node]:
                items = self._made_by(upstream, output)
                if items:
                    found.update(item.asset_key for item in items)
                elif upstream not in seen:
                    seen.add(upstream)
                    waiting.append(upstream)
        return found

    def _made_by(self, path: str, output: str) -> list[OutputDecision]:
        return [
            item
            for item in self._made.get(self._op_at[path], ())
            if item.output == output and item.holds_at(self._job, path)
        ]
