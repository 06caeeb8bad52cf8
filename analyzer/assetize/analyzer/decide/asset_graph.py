"""The project's assets as they will be: what each depends on, through wiring and through storage."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from assetize.analyzer.decide.storage import StorageReads
from assetize.analyzer.flat_graph import FlatGraph
from assetize.analyzer.model import AssetFact, Job, OutputDecision, Project

Key = tuple[str, ...]


def find_assets(
    project: Project,
    outputs: Sequence[OutputDecision],
    reads: StorageReads,
    flat: Mapping[str, FlatGraph],
) -> tuple[AssetFact, ...]:
    """Assets made by op outputs, assets that the project has already, and externals; sorted by key."""
    made = {(item.op, item.output): item for item in outputs if item.decision == "asset"}
    made_by_op: dict[str, list[OutputDecision]] = defaultdict(list)
    for item in made.values():
        made_by_op[item.op].append(item)
    deps: dict[Key, set[Key]] = defaultdict(set)
    producers: dict[Key, list[tuple[str, str, str]]] = defaultdict(list)
    for job, graph in flat.items():
        walk = _Upstream(graph, made, reads)
        for node in graph.nodes:
            for item in made_by_op.get(node.op, ()):
                deps[item.asset_key] |= walk.keys_before(node.path)
                producers[item.asset_key].append((item.op, item.output, job))
    for item in made.values():
        if not item.jobs:
            deps[item.asset_key] |= set(reads.by_op.get(item.op, ()))
            producers[item.asset_key].append((item.op, item.output, ""))
    partitions = _partitions(project.jobs)
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
        for item in {item.asset_key: item for item in made.values()}.values()
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


def _partitions(jobs: Sequence[Job]) -> Mapping[str, str]:
    return {
        job.id: argument.text
        for job in jobs
        for argument in job.arguments
        if argument.name == "partitions_def"
    }


class _Upstream:
    """Walks a job's graph against its edges until it meets asset outputs."""

    def __init__(
        self, graph: FlatGraph, made: Mapping[tuple[str, str], OutputDecision], reads: StorageReads
    ) -> None:
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
            found |= self._sources[node] | set(self._reads.by_op.get(op, ()))
            found |= {key for (reader, _), key in self._reads.by_input.items() if reader == op}
            for upstream, output in self._incoming[node]:
                item = self._made.get((self._op_at[upstream], output))
                if item is not None:
                    found.add(item.asset_key)
                elif upstream not in seen:
                    seen.add(upstream)
                    waiting.append(upstream)
        return found
