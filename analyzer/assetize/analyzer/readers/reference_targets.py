"""The definitions that references lead to, and the words by which code may name them."""

from collections.abc import Iterable, Mapping

from assetize.analyzer.model import Graph, Job, Op
from assetize.analyzer.readers.found import Found
from assetize.analyzer.records import dataclass


@dataclass(frozen=True, slots=True)
class Targets:
    """Ops, graphs and op jobs."""

    ids: Mapping[str, tuple[str, ...]]
    """By the id that a name resolves to: several where one name is bound more than once."""
    node_names: Mapping[str, tuple[str, ...]]
    """By the names under which they appear in run configs: Dagster names and aliases."""
    job_names: Mapping[str, tuple[str, ...]]

    @property
    def words(self) -> frozenset[str]:
        """The Python names of those that other modules can name."""
        return frozenset(short_name(target) for target in self.ids if ".<locals>." not in target)

    @property
    def local_words(self) -> Mapping[str, frozenset[str]]:
        """By module id, the names of those inside its functions."""
        pairs = [
            (target.partition(":")[0], short_name(target)) for target in self.ids if ".<locals>." in target
        ]
        return {module: frozenset(names) for module, names in _grouped(pairs).items()}


def short_name(definition_id: str) -> str:
    """``build_users`` for ``"shop.ops:build_users#2"``."""
    return base_id(definition_id).rpartition(":")[2].rpartition(".")[2]


def base_id(definition_id: str) -> str:
    """The id without the number that tells apart definitions of one name."""
    return definition_id.partition("#")[0]


def find_targets(found: Found) -> Targets:
    """The targets among what was found; a job made in passing has no name to refer to."""
    facts: tuple[Op | Graph | Job, ...] = (*found.ops, *found.graphs, *found.jobs)
    named = [fact.id for fact in facts if "<to_job " not in fact.id and "<JobDefinition " not in fact.id]
    callables: tuple[Op | Graph, ...] = (*found.ops, *found.graphs)
    nodes = [(fact.name, fact.id) for fact in callables]
    nodes += [(node.name, node.definition) for body in found.bodies for node in body.graph.nodes]
    return Targets(
        ids=_grouped((base_id(definition_id), definition_id) for definition_id in named),
        node_names=_grouped(nodes),
        job_names=_grouped((job.name, job.id) for job in found.jobs),
    )


def _grouped(pairs: Iterable[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    groups: dict[str, dict[str, None]] = {}
    for name, definition_id in pairs:
        groups.setdefault(name, {})[definition_id] = None
    return {name: tuple(ids) for name, ids in groups.items()}
