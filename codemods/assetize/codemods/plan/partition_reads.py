"""Ops that get the partition as config, and can ask their context for it: whoever materializes the asset needs no config then."""

import ast
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from assetize.analyzer.model import Op, PartitionValue, RunConfigUse
from assetize.codemods.model import (
    Action,
    ConfigToPartitions,
    JobToAssetJob,
    OpsToGraphAsset,
    OpToAsset,
    OpToMultiAsset,
    RenameConfigKeys,
    SymbolRef,
)
from assetize.codemods.plan.index import Index
from assetize.codemods.plan.job_view import JobView
from assetize.codemods.plan.names import NamedAsset

Reads = tuple[tuple[str, str], ...]
"""Fields of a config, each with what of the context is the same."""


def find_partition_reads(view: JobView, assets: Sequence[NamedAsset]) -> Mapping[str, Reads]:
    """By op, for all that the job's partitioned config gives; empty where some of it has to stay config."""
    uses = view.index.step_names.configs.get(view.job.id, ())
    if len(uses) != 1 or not _is_its_own(view, uses[0]) or _is_given_elsewhere(view):
        return {}
    alone = {asset.draft.outputs[0].path: asset for asset in assets if asset.form == "asset"}
    by_node: dict[str, list[PartitionValue]] = defaultdict(list)
    for value in uses[0].partition_values:
        by_node[value.node].append(value)
    if not all(node in alone for node in by_node):
        return {}
    found = {alone[node].draft.ops[0]: values for node, values in by_node.items()}
    if not all(_takes(view, view.index.ops[op], values) for op, values in found.items()):
        return {}
    return {op: tuple((item.field, item.expression) for item in values) for op, values in found.items()}


def _is_its_own(view: JobView, use: RunConfigUse) -> bool:
    """A partitioned config of this job alone that could be its partitions alone, too."""
    same = [item for item in view.index.analysis.project.run_configs if item.partitions == use.partitions]
    is_whole = bool(use.partition_values) and use.partitions_call is not None and not use.problem
    return is_whole and len(same) == 1 and use.jobs == (view.job.id,)


def _is_given_elsewhere(view: JobView) -> bool:
    """A schedule, a sensor or a test starts the job with config of its own."""
    runs = view.index.step_names.runs.get(view.job.id, ())
    return any(trigger.run_config for trigger in view.index.triggers_of(view.job)) or any(
        {"run_config", "**"}.intersection(run.arguments) or run.problem for run in runs
    )


def _takes(view: JobView, op: Op, values: Sequence[PartitionValue]) -> bool:
    """The op is used here alone, called by nobody, and reads these fields and nothing else of its config."""
    fields = sorted(item.field for item in values)
    is_called = any(item.context == "call" for item in view.index.references.get(op.id, ()))
    return (
        op.config_fields is not None
        and sorted(op.config_fields) == fields
        and _text_fields(op) == fields
        and len({item.expression for item in values}) == len(fields)
        and len(view.index.uses.get(op.id, ())) == 1
        and not is_called
        and not op.is_nested
    )


def _text_fields(op: Op) -> list[str]:
    """The fields of ``config_schema={"date": str}``, where all of them are text that has to be given."""
    schema = next((item for item in op.arguments if item.name == "config_schema"), None)
    if schema is None or schema.is_spread:
        return []
    match ast.parse(f"({schema.text})", mode="eval").body:
        case ast.Dict(keys=keys, values=values):
            is_text = all(isinstance(value, ast.Name) and value.id == "str" for value in values)
            names = [
                key.value for key in keys if isinstance(key, ast.Constant) and isinstance(key.value, str)
            ]
            return sorted(names) if is_text and len(names) == len(keys) else []
    return []


def with_partition_reads(
    actions: Sequence[Action], index: Index, reads: Mapping[str, Mapping[str, Reads]]
) -> tuple[Action, ...]:
    """The actions, with assets that read their partition, and jobs without the config that said it. ``reads``: by job."""
    of_op = {op: found for of_job in reads.values() for op, found in of_job.items()}
    configs = [index.step_names.configs[job][0] for job, found in reads.items() if found]
    if not configs:
        return tuple(actions)
    texts = {(use.module, use.ops_at.line) for use in configs if use.ops_at is not None}
    kept = (
        action
        for action in actions
        if not (isinstance(action, RenameConfigKeys) and (action.module, action.line) in texts)
    )
    made = (
        ConfigToPartitions(use.partitions, *use.partitions_call)
        for use in configs
        if use.partitions_call is not None
    )
    names = {use.partitions for use in configs}
    return (*made, *(_changed(action, of_op, names, reads) for action in kept))


def _changed(
    action: Action, of_op: Mapping[str, Reads], names: Set[str], reads: Mapping[str, Mapping[str, Reads]]
) -> Action:
    match action:
        case JobToAssetJob() if reads.get(action.job):
            return replace(action, carried=tuple(item for item in action.carried if item[0] != "config"))
        case OpToAsset() | OpToMultiAsset() | OpsToGraphAsset() if _symbol_id(action.partitions) in names:
            action = replace(action, partitions_attribute="")
    if isinstance(action, OpToAsset) and action.op in of_op:
        return replace(action, partition_reads=of_op[action.op])
    return action


def _symbol_id(symbol: SymbolRef | None) -> str:
    return f"{symbol.module}:{symbol.name}" if symbol is not None else ""
