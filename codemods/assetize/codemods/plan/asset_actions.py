"""One named draft to the action that makes it."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from typing import Literal

from assetize.analyzer.flat_graph import FlatEdge
from assetize.codemods.model import (
    Action,
    AssetInput,
    GraphAssetOutput,
    GraphStep,
    MultiAssetOutput,
    OpsToGraphAsset,
    OpToAsset,
    OpToMultiAsset,
    StepSource,
    SymbolRef,
)
from assetize.codemods.plan.drafts import InputDraft
from assetize.codemods.plan.end_steps import make_end
from assetize.codemods.plan.grouping import Group
from assetize.codemods.plan.groups import group_of
from assetize.codemods.plan.homes import home_of
from assetize.codemods.plan.index import Index
from assetize.codemods.plan.job_view import JobView
from assetize.codemods.plan.names import NamedAsset
from assetize.codemods.plan.order_inputs import find_targets
from assetize.codemods.plan.partitions import PartitionsName
from assetize.codemods.plan.steps import StepDraft
from assetize.codemods.plan.storing import may_say_none
from assetize.codemods.plan.wiring import Wiring


def make_action(
    view: JobView, asset: NamedAsset, wiring: Wiring, partitions: PartitionsName | None
) -> Action:
    """The action for one asset definition; ``view`` is the first job that has it."""
    index = view.index
    draft = asset.draft
    if asset.form == "asset":
        return OpToAsset(
            op=draft.ops[0],
            function=asset.symbol.name,
            key=draft.keys[0],
            spelling=asset.spelling,
            inputs=_op_inputs(index, asset, wiring),
            add_none_return=may_say_none(view, index.ops[draft.ops[0]]),
            partitions=partitions.symbol if partitions else None,
            partitions_attribute=partitions.attribute if partitions else "",
            partitions_call=partitions.call if partitions else None,
            group_name=group_of(index, asset, view.options),
        )
    if asset.form == "multi_asset":
        return OpToMultiAsset(
            op=draft.ops[0],
            function=asset.symbol.name,
            outputs=tuple(MultiAssetOutput(output.output, output.key) for output in draft.outputs),
            inputs=_op_inputs(index, asset, wiring),
            partitions=partitions.symbol if partitions else None,
            partitions_attribute=partitions.attribute if partitions else "",
            partitions_call=partitions.call if partitions else None,
            group_name=group_of(index, asset, view.options),
        )
    return _graph_action(view, asset, wiring, partitions)


def _op_inputs(index: Index, asset: NamedAsset, wiring: Wiring) -> tuple[AssetInput, ...]:
    inputs: list[AssetInput] = []
    order = {item.name: number for number, item in enumerate(index.ops[asset.draft.ops[0]].inputs)}
    for item in asset.draft.inputs:
        for _, name in item.targets:
            inputs.append(wiring.upstream(asset, item, None if item.is_nothing else name, name))
        if not item.targets:
            inputs.append(wiring.upstream(asset, item, None, None))
    return tuple(
        sorted(inputs, key=lambda item: (order.get(item.from_input or "", len(order)), wiring.rank(item.key)))
    )


def _graph_action(
    view: JobView, asset: NamedAsset, wiring: Wiring, partitions: PartitionsName | None
) -> OpsToGraphAsset:
    index = view.index
    draft = asset.draft
    group = _group_of(view, asset)
    drafts = _one_parameter_each(draft.inputs)
    parameters = _parameters(asset, drafts)
    targets = [find_targets(index, draft, item) for item in drafts]
    inputs = tuple(
        wiring.upstream(
            asset, item, parameters[number], item.targets[0][1] if len(item.targets) == 1 else None
        )
        for number, item in enumerate(drafts)
        if targets[number]
    )
    fed: dict[tuple[str, str], list[StepSource]] = {}
    for number, places in enumerate(targets):
        for target in places:
            fed.setdefault(target, []).append(StepSource(None, parameters[number]))
    fan_ins = {(edge.node, edge.input, edge.kind) for edge in group.inner if edge.kind.endswith("fan_in")}
    fan_ins |= {(*place, "fan_in") for item in draft.inputs if item.is_list for place in item.targets}
    names = {step.path: step.path.replace(".", "_") for step in draft.steps}
    outputs_of = {place: (names[step.path], output) for step in draft.steps for output, place in step.outputs}
    for edge in group.inner:
        if (edge.upstream, edge.output) in outputs_of:
            step, output = outputs_of[(edge.upstream, edge.output)]
            source = StepSource(step, output, _kind(edge))
            fed.setdefault((edge.node, edge.input), []).append(source)
    end = make_end(asset, outputs_of)
    return OpsToGraphAsset(
        module=asset.symbol.module,
        before=home_of(index, draft.jobs[0]).before,
        function=asset.symbol.name,
        outputs=tuple(
            GraphAssetOutput(output.key[-1], output.key, *end.place_of((output.path, output.output)))
            for output in draft.outputs
        ),
        steps=(
            *(_make_step(index, step, names[step.path], fed, fan_ins) for step in draft.steps),
            *end.steps,
        ),
        spelling=asset.spelling,
        inputs=inputs,
        nothing_parameters=tuple(
            parameters[number] for number, item in enumerate(drafts) if targets[number] and item.is_nothing
        ),
        body_of=_whole_body(view, asset),
        config=tuple((names[path], text) for path, text in draft.config),
        has_own_name=asset.form == "graph_multi_asset" and len(draft.outputs) == 1,
        partitions=partitions.symbol if partitions else None,
        partitions_attribute=partitions.attribute if partitions else "",
        partitions_call=partitions.call if partitions else None,
        group_name=group_of(index, asset, view.options),
    )


def _kind(edge: FlatEdge) -> Literal["direct", "mapped", "collected"]:
    match edge.kind:
        case "mapped" | "collected" as kind:
            return kind
    return "direct"


def _one_parameter_each(inputs: Sequence[InputDraft]) -> tuple[InputDraft, ...]:
    """A graph-backed asset takes an asset as one parameter: what only waits for it waits for its value."""
    found: dict[tuple[str, ...], InputDraft] = {}
    for item in inputs:
        known = found.setdefault(item.key, item)
        if known is not item:
            told = known if item.is_nothing else item
            found[item.key] = replace(told, targets=(*known.targets, *item.targets))
    return tuple(found.values())


def _group_of(view: JobView, asset: NamedAsset) -> Group:
    paths = {output.path for output in asset.draft.outputs}
    return next(group for group in view.groups if paths & {path for path, _ in group.assets})


def _parameters(asset: NamedAsset, drafts: Sequence[InputDraft]) -> Mapping[int, str]:
    """A parameter name for each upstream asset of a graph-backed asset, unlike every variable of its body."""
    taken = {step.variable for step in asset.draft.steps if step.variable}
    names: dict[int, str] = {}
    for number, item in enumerate(drafts):
        name = item.key[-1]
        while name in taken:
            name += "_asset"
        taken.add(name)
        names[number] = name
    return names


def _make_step(
    index: Index,
    step: StepDraft,
    node: str,
    fed: Mapping[tuple[str, str], list[StepSource]],
    fan_ins: Set[tuple[str, str, str]],
) -> GraphStep:
    arguments = []
    known = {name for name, _ in step.inputs}
    for name, places in step.inputs:
        sources = [source for place in places for source in fed.get(place, ())]
        if sources:
            arguments.append((name, tuple(dict.fromkeys(sources))))
    arguments += [
        (name, tuple(sources))
        for (path, name), sources in fed.items()
        if path == step.path and name not in known
    ]
    definition = index.graphs[step.definition] if step.is_graph else index.ops[step.definition]
    bound = step.definition.rpartition(":")[2]
    alias = step.alias if step.alias != definition.name else None
    is_flattened = "." in step.path
    return GraphStep(
        node=node,
        definition=SymbolRef(index.module_of(step.definition), bound),
        outputs=tuple(name for name, _ in step.outputs),
        arguments=tuple(arguments),
        alias=node if is_flattened and node != definition.name else alias,
        variable=step.variable,
        lists=tuple(name for name, places in step.inputs if _is_list(places, step, fan_ins)),
    )


def _is_list(places: Sequence[tuple[str, str]], step: StepDraft, fan_ins: Set[tuple[str, str, str]]) -> bool:
    """A list that a nested graph makes of its own input is written there, unless the graph is taken apart."""
    kinds = {kind for *place, kind in fan_ins if tuple(place) in places}
    return "fan_in" in kinds or (bool(kinds) and not step.is_graph)


def _whole_body(view: JobView, asset: NamedAsset) -> str | None:
    """The job's graph, when its whole body becomes this one asset as it stands."""
    is_plain = all("." not in step.path for step in asset.draft.steps) and asset.last_op is None
    has_parameters = any(find_targets(view.index, asset.draft, item) for item in asset.draft.inputs)
    return view.job.graph if asset.draft.is_whole_job and is_plain and not has_parameters else None
