"""What each group of a job is to become, before names and modules are settled."""

from dataclasses import replace

from assetize.analyzer.flat_graph import FlatEdge
from assetize.analyzer.model import Op, OpInput
from assetize.analyzer.records import dataclass
from assetize.codemods.plan.endings import Ending, find_ending
from assetize.codemods.plan.grouping import Group
from assetize.codemods.plan.job_partitions import partitions_of
from assetize.codemods.plan.job_view import JobView
from assetize.codemods.plan.steps import StepDraft, make_steps

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InputDraft:
    """An upstream asset and where its value, or only its order, goes: ``targets`` are ``(node path, input)`` pairs.

    Without targets it was found by reading what an op reads from storage (``read_by``: that op's id).
    """

    key: Key
    targets: tuple[tuple[str, str], ...] = ()
    is_nothing: bool = False
    input_manager_key: str | None = None
    metadata: tuple[tuple[str, str], ...] = ()
    read_by: str | None = None
    is_list: bool = False
    """An op takes it as the one element of a list."""


@dataclass(frozen=True, slots=True)
class OutputDraft:
    """One asset that a group makes, and by which output of which node."""

    key: Key
    path: str
    output: str
    op: str


@dataclass(frozen=True, slots=True)
class AssetDraft:
    """One group of one or more jobs that are alike in it. ``ops`` has one entry for each node; ``steps`` is for graph-backed ones."""

    jobs: tuple[str, ...]
    ops: tuple[str, ...]
    outputs: tuple[OutputDraft, ...]
    inputs: tuple[InputDraft, ...]
    steps: tuple[StepDraft, ...]
    is_whole_job: bool
    partitions: str | None
    ending: Ending | None = None
    """How it ends, where ops in it run for their side effects only."""
    config: tuple[tuple[str, str], ...] = ()
    """Of its nodes by path, the text of the config that they have wherever it is materialized."""

    @property
    def keys(self) -> tuple[Key, ...]:
        """Keys of its assets."""
        return tuple(output.key for output in self.outputs)

    @property
    def is_one_op(self) -> bool:
        """A single node, which may become an asset in place."""
        return len(self.ops) == 1

    @property
    def has_new_op(self) -> bool:
        """An op has to be written that ends it."""
        return self.ending is not None and self.ending.kind != "last_op"

    @property
    def takes_a_list(self) -> bool:
        """A parameter of an asset is the asset's value; a graph may hand it to an op in a list."""
        return any(item.is_list for item in self.inputs)

    @property
    def loads_one_asset_twice(self) -> bool:
        """An asset takes another asset as one parameter at most; a graph hands one parameter to several inputs of an op."""
        return any(len(item.targets) > 1 and not item.is_nothing for item in self.inputs)

    def is_like(self, other: "AssetDraft") -> bool:
        """Whether both would be the same definition."""
        if self.is_one_op and other.is_one_op:
            return _without_paths(self) == _without_paths(other)
        return _as_definition(self) == _as_definition(other)


def draft_assets(view: JobView) -> tuple[AssetDraft, ...]:
    """One draft for each group of the job, upstream first."""
    partitions = partitions_of(view.index, view.job)
    groups = view.groups
    return tuple(
        AssetDraft(
            jobs=(view.job.id,),
            ops=tuple(node.op for node in group.nodes),
            outputs=tuple(
                OutputDraft(view.assets[place].asset_key, place[0], place[1], view.by_path[place[0]].op)
                for place in group.assets
            ),
            inputs=_inputs(view, group),
            steps=make_steps(view, group),
            is_whole_job=len(groups) == 1,
            partitions=partitions.identity if partitions else None,
            ending=_ending(view, group),
            config=tuple(
                (node.path, view.fixed_config[node.path])
                for node in group.nodes
                if node.path in view.fixed_config
            ),
        )
        for group in groups
    )


def _ending(view: JobView, group: Group) -> Ending | None:
    found = find_ending(view, group)
    return found if isinstance(found, Ending) else None


def _as_definition(draft: AssetDraft) -> AssetDraft:
    """Without what only one of its jobs says of it: what a body calls a result makes no difference."""
    steps = tuple(replace(step, variable=None) for step in draft.steps)
    return replace(draft, jobs=(), is_whole_job=False, steps=steps)


def _without_paths(draft: AssetDraft) -> object:
    """Two uses of one op are alike when the same assets feed the same inputs, whatever the nodes are called."""
    return (
        draft.ops,
        tuple((output.key, output.output) for output in draft.outputs),
        tuple(
            (
                item.key,
                tuple(sorted(name for _, name in item.targets)),
                item.is_nothing,
                item.input_manager_key,
                item.read_by,
                item.is_list,
            )
            for item in draft.inputs
        ),
        draft.partitions,
        tuple(text for _, text in draft.config),
    )


def _inputs(view: JobView, group: Group) -> tuple[InputDraft, ...]:
    drafts = [
        *_from_groups(view, group),
        *_from_storage_inputs(view, group),
        *_from_asset_sources(view, group),
    ]
    merged: dict[object, InputDraft] = {}
    for item in drafts:
        place = (item.key, item.is_nothing, item.input_manager_key, item.metadata, item.is_list)
        known = merged.get(place)
        merged[place] = replace(known, targets=(*known.targets, *item.targets)) if known else item
    return (*merged.values(), *_from_reads(view, group, {item.key for item in merged.values()}))


def _from_groups(view: JobView, group: Group) -> list[InputDraft]:
    return [_from_edge(view, edge) for edge in group.incoming]


def _from_edge(view: JobView, edge: FlatEdge) -> InputDraft:
    op = view.index.ops[view.by_path[edge.node].op]
    declared = _input_of(op, edge.input)
    key = view.assets[(edge.upstream, edge.output)].asset_key
    return InputDraft(
        key,
        ((edge.node, edge.input),),
        declared.is_nothing,
        declared.input_manager_key,
        declared.metadata,
        is_list=edge.kind.endswith("fan_in") and not declared.is_nothing,
    )


def _from_storage_inputs(view: JobView, group: Group) -> list[InputDraft]:
    fed = {(edge.node, edge.input) for edge in (*group.inner, *group.incoming)}
    return [
        InputDraft(
            view.index.stored_inputs[(node.op, item.name)],
            ((node.path, item.name),),
            item.is_nothing,
            item.input_manager_key,
            item.metadata,
        )
        for node in group.nodes
        for item in view.index.ops[node.op].inputs
        if (node.op, item.name) in view.index.stored_inputs and (node.path, item.name) not in fed
    ]


def _from_asset_sources(view: JobView, group: Group) -> list[InputDraft]:
    paths = {node.path for node in group.nodes}
    drafts = []
    for source in view.graph.asset_sources:
        if source.node in paths:
            declared = _input_of(view.index.ops[view.by_path[source.node].op], source.input)
            drafts.append(
                InputDraft(
                    source.key,
                    ((source.node, source.input),),
                    declared.is_nothing,
                    declared.input_manager_key,
                    declared.metadata,
                )
            )
    return drafts


def _from_reads(view: JobView, group: Group, known: set[Key]) -> list[InputDraft]:
    made = {view.assets[place].asset_key for place in group.assets}
    found: dict[Key, InputDraft] = {}
    for node in group.nodes:
        for output in view.index.ops[node.op].outputs:
            decision = view.index.decision_at(view.job.id, node, output.name)
            for key in decision.reads if decision else ():
                if key not in made and key not in known:
                    found.setdefault(key, InputDraft(key, is_nothing=True, read_by=node.op))
    return [found[key] for key in sorted(found)]


def _input_of(op: Op, name: str) -> OpInput:
    return next((item for item in op.inputs if item.name == name), OpInput(name))
