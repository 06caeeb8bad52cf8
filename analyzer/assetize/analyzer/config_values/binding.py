"""Which config each use of an op gets: by node, by job and by what starts the job."""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace

from assetize.analyzer.config_values.handed_input import HandedInput
from assetize.analyzer.config_values.launches import NOTHING_GIVEN, Given, Launch, launches_by_job
from assetize.analyzer.config_values.mapped_graphs import MappedGraphs
from assetize.analyzer.config_values.schemas import OPTIONAL
from assetize.analyzer.flat_graph import FlatGraph, FlatNode
from assetize.analyzer.model import ConfigValue, Op, OpUse, Project, ResourceBinding
from assetize.analyzer.records import dataclass

MOST_VARIANTS = 64
"""An op with more configs than that is read once, with its config unknown."""

Path = tuple[str, ...]
Resources = tuple[tuple[str, Given], ...]


@dataclass(frozen=True, slots=True)
class Variant:
    """One config of an op, and the uses that have it. ``defaults`` are what it has where nothing is given."""

    uses: tuple[OpUse, ...]
    config: Given
    defaults: Given
    resources: Resources = ()
    hidden: frozenset[Path] = frozenset()
    """Paths of defaults that something else stands in front of."""
    given_inputs: Given = NOTHING_GIVEN
    """What a run config says of the inputs that nothing feeds."""
    inputs: tuple[HandedInput, ...] = ()
    """The inputs that are known."""
    stand_ins: tuple[ResourceBinding, ...] = ()
    """What the job binds in the place of a resource, and stores nothing."""
    needed: frozenset[tuple[str, str]] = frozenset()
    """Keys of resources, each with a setting without which it cannot be made."""

    @property
    def is_empty(self) -> bool:
        """Nothing is known of its config."""
        if self.inputs or self.given_inputs.values or self.stand_ins:
            return False
        parts = (self.config, self.defaults, *(given for _, given in self.resources))
        return not any(item.text is not None for part in parts for item in part.values)


def bind_config(project: Project, flat: Mapping[str, FlatGraph]) -> Mapping[str, tuple[Variant, ...]]:
    """The configs of each op that has any, by op id."""
    if not project.config_sources:
        return {}
    defaults = {
        source.owner: Given(source.values, f"the defaults of {source.name}")
        for source in project.config_sources
        if source.kind == "op"
    }
    found: dict[str, dict[object, Variant]] = {op.id: {} for op in project.ops}
    for variant, op_id in _of_jobs(project, flat, defaults):
        _add(found[op_id], variant)
    for op_id, own in defaults.items():
        if op_id in found and not found[op_id]:
            _add(found[op_id], Variant((), NOTHING_GIVEN, own))
    return {
        op_id: tuple(variants.values())
        for op_id, variants in found.items()
        if len(variants) <= MOST_VARIANTS and not all(variant.is_empty for variant in variants.values())
    }


def _of_jobs(
    project: Project, flat: Mapping[str, FlatGraph], defaults: Mapping[str, Given]
) -> Iterator[tuple[Variant, str]]:
    ops = {op.id: op for op in project.ops}
    launches = launches_by_job(project)
    mapped = MappedGraphs(project)
    tops = {job.id: job.graph for job in project.jobs}
    for job, graph in flat.items():
        for node in graph.nodes:
            own = defaults.get(node.op, NOTHING_GIVEN)
            if "configured" in _modifiers(node):
                yield _configured(job, node, own), node.op
                continue
            given = mapped.given(tops[job], node.path.split("."))
            if given is not None:
                yield Variant((OpUse(job, node.path),), given, _rest(own, given)), node.op
                continue
            for variant in _of_node(job, node, ops[node.op], launches[job], own):
                yield variant, node.op


def _modifiers(node: FlatNode) -> tuple[str, ...]:
    return (*node.node.modifiers, *node.inherited_modifiers)


def _configured(job: str, node: FlatNode, defaults: Given) -> Variant:
    """A node that is given its config where it is used: no run can give it another."""
    uses = (OpUse(job, node.path),)
    if node.node.modifiers.count("configured") != 1 or "configured" in node.inherited_modifiers:
        return Variant(uses, _hidden(node), NOTHING_GIVEN)
    if not node.node.config:
        return Variant(uses, _hidden(node), NOTHING_GIVEN)
    config = Given(node.node.config, f"what configures {node.node.name}")
    return Variant(uses, config, _rest(defaults, config))


def _rest(defaults: Given, config: Given) -> Given:
    """The defaults of what is not given."""
    if not defaults.values:
        return defaults
    paths = [_up_to_list(item.path) for item in config.values]
    values = tuple(item for item in defaults.values if not _is_given(_up_to_list(item.path), paths))
    return replace(defaults, values=values)


def _hidden(node: FlatNode) -> Given:
    """What ``.configured`` gives a graph around the node, or gives a configured op again, is not read."""
    return Given((ConfigValue((), None, node.node.where, "it is configured where it is used"),))


def _add(variants: dict[object, Variant], new: Variant) -> None:
    key = _contents(new)
    known = variants.get(key)
    variants[key] = (
        new if known is None else replace(known, uses=tuple(dict.fromkeys((*known.uses, *new.uses))))
    )


def _contents(variant: Variant) -> object:
    """What makes two uses alike: the same values, as sure."""
    return (
        _values(variant.config),
        _values(variant.defaults),
        tuple((key, _values(given)) for key, given in variant.resources),
        variant.hidden,
        _values(variant.given_inputs),
    )


def _values(given: Given) -> object:
    return (given.is_fixed or not given.values, tuple((item.path, item.text) for item in given.values))


def _of_node(
    job: str, node: FlatNode, op: Op, launches: Sequence[Launch], defaults: Given
) -> Iterator[Variant]:
    ways = [_in_launch(job, node, op, launch, defaults) for launch in launches]
    by_hand, others = ways[0], ways[1:]
    is_silent = not by_hand.config.values and not by_hand.given_inputs.values
    if others and is_silent and not any(given.values for _, given in by_hand.resources):
        ways = others  # the job itself says nothing: what starts it does
    doubtful = _find_doubtful(ways)
    return (_without(way, doubtful) for way in ways) if doubtful else iter(ways)


def _in_launch(job: str, node: FlatNode, op: Op, launch: Launch, defaults: Given) -> Variant:
    config = launch.given("ops", node.path.split("."))
    rest = _rest(defaults, config)
    same = {(item.path, item.text) for item in (*config.values, *rest.values)}
    resources = ((key, launch.given("resources", (key,))) for key in op.resource_keys)
    return Variant(
        (OpUse(job, node.path, launch.trigger),),
        config,
        rest,
        tuple((key, given) for key, given in resources if given.values),
        frozenset(item.path for item in defaults.values if _is_hidden(item, same)),
        launch.given_inputs(node.path.split(".")),
    )


def _is_hidden(default: ConfigValue, given: Set[tuple[Path, str | None]]) -> bool:
    """Whether a run that is given nothing there starts, and has something else."""
    return default.reason == OPTIONAL or (
        default.text is not None and (default.path, default.text) not in given
    )


def _up_to_list(path: Path) -> Path:
    """A list is given as a whole."""
    return tuple(itertools.takewhile(lambda key: not key.startswith("["), path))


def _is_given(path: Path, given: Iterable[Path]) -> bool:
    return any(path[: len(other)] == other or other[: len(path)] == path for other in given)


def _parts(variant: Variant) -> Iterator[tuple[str, Given]]:
    yield from (
        ("", variant.config),
        ("", variant.defaults),
        ("inputs", variant.given_inputs),
        *variant.resources,
    )


def _find_doubtful(ways: Sequence[Variant]) -> frozenset[tuple[str, Path]]:
    """Values that are known when the job is started in one way, and not when it is started in another."""
    known = [
        {(key, item.path): item.text for key, given in _parts(way) for item in given.values} for way in ways
    ]
    return frozenset(
        place
        for texts in known
        for place in texts
        if any(other.get(place) is None for other in known) and _up_to_list(place[1]) == place[1]
    )


def _without(way: Variant, doubtful: frozenset[tuple[str, Path]]) -> Variant:
    return replace(
        way,
        config=_blanked("", way.config, doubtful),
        defaults=_blanked("", way.defaults, doubtful),
        resources=tuple((key, _blanked(key, given, doubtful)) for key, given in way.resources),
        given_inputs=_blanked("inputs", way.given_inputs, doubtful),
    )


def _blanked(key: str, given: Given, doubtful: frozenset[tuple[str, Path]]) -> Given:
    reason = "not everything that starts the job gives it"
    values = tuple(
        replace(item, text=None, reason=item.reason or reason) if (key, item.path) in doubtful else item
        for item in given.values
    )
    return replace(given, values=values)
