"""Upstream assets that an op inside a graph-backed asset reads from storage: they become ``Nothing`` inputs of that op.

A graph-backed asset has no ``deps=``; an upstream asset must be a parameter that is wired into one of its ops
(dagster-facts P5). An op input of type ``Nothing`` may stay unconnected elsewhere, and a direct call does not see it.
"""

from assetize.analyzer.model import Op
from assetize.codemods.model import AddOrderInput
from assetize.codemods.plan.drafts import AssetDraft, InputDraft
from assetize.codemods.plan.index import Index


def find_targets(index: Index, draft: AssetDraft, item: InputDraft) -> tuple[tuple[str, str], ...]:
    """``(node path, input)`` pairs that the upstream asset is wired into; empty when there is no place to wire it."""
    if item.read_by is None:
        return item.targets
    op = index.ops[item.read_by]
    name = item.key[-1]
    if not _has(op, name) and not _can_take(op, name):
        return ()
    return tuple((step.path, name) for step in draft.steps if step.definition == op.id and not step.is_graph)


def make_order_inputs(index: Index, draft: AssetDraft) -> tuple[AddOrderInput, ...]:
    """The inputs that ops of a graph-backed asset must get."""
    return tuple(
        AddOrderInput(item.read_by, item.key[-1])
        for item in draft.inputs
        if item.read_by is not None
        and find_targets(index, draft, item)
        and not _has(index.ops[item.read_by], item.key[-1])
    )


def _has(op: Op, name: str) -> bool:
    """The op waits for something of that name already: what it reads is the same thing."""
    return any(item.name == name and item.is_nothing for item in op.inputs)


def _can_take(op: Op, name: str) -> bool:
    known = {item.name for item in op.inputs} | {item.name for item in op.parameters}
    ins = next((argument.text.strip() for argument in op.arguments if argument.name == "ins"), "{}")
    return (
        name not in known
        and name.isidentifier()
        and not op.is_nested
        and not any(argument.is_spread for argument in op.arguments)
        and ins.startswith("{")
        and "**" not in ins
    )
