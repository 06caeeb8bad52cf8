"""How a graph-backed asset ends where ops in it run for their side effects: Dagster accepts no such op as a leaf.

The asset is given out last, by an op that all of them come before: the last of them where nobody takes the asset's value, else
by an op written for that.
"""

from collections.abc import Iterator
from typing import Literal

from assetize.analyzer.model import Op
from assetize.analyzer.records import dataclass
from assetize.codemods.plan.events import find_events
from assetize.codemods.plan.grouping import Group
from assetize.codemods.plan.job_view import JobView
from assetize.codemods.plan.storing import gives_nothing, is_kept_by_run, may_say_none

Place = tuple[str, str]
"""A node's path and one of its outputs."""

NEEDS_OP = "needs a new op that comes after it, for which the job's hooks would run, too"
EndingKind = Literal["last_op", "hand_on", "await"]


@dataclass(frozen=True, slots=True)
class Ending:
    """``made``: the asset's own place. ``after``: places that must be done before the asset is.

    ``last_op``: the asset is given out by the one place of ``after``. ``hand_on``: by a new op that takes its value and hands it
    on. ``await``: by a new op without a value, because nobody takes it. ``is_collected``: the one place of ``after`` runs once for
    each element of a dynamic output.
    """

    kind: EndingKind
    made: Place
    after: tuple[Place, ...]
    is_collected: bool = False


@dataclass(frozen=True, slots=True)
class NoEnding:
    """The side effects cannot be carried along: at which node, and why; ``is_element``: it makes the asset for each element."""

    path: str
    reason: str
    is_element: bool = False


def find_side_effects(group: Group) -> tuple[str, ...]:
    """Paths of the group's nodes that neither make an asset nor feed another node."""
    feeding = {edge.upstream for edge in group.inner} | {path for path, _ in group.assets}
    return tuple(node.path for node in group.nodes if node.path not in feeding)


def find_ending(view: JobView, group: Group) -> Ending | NoEnding | None:
    """The ending that the group needs; None where each of its leaves makes an asset, once in a run."""
    leaves = find_side_effects(group)
    if not leaves:
        return _ending_of_elements(view, group)
    if view.options.side_effects == "leave" or not group.assets:
        return NoEnding(leaves[0], "neither makes an asset nor feeds one")
    made = group.assets[-1]
    problem = next(_problems(view, group, made, leaves), None)
    if problem is not None:
        return problem
    ending = _ending(view, group, made, leaves)
    if ending.kind != "last_op" and _has_hooks(view):
        return NoEnding(leaves[0], NEEDS_OP)
    return ending


def _ending_of_elements(view: JobView, group: Group) -> Ending | NoEnding | None:
    """An op that writes its part of the asset for each element: the asset is there when all of them are done."""
    made = next((place for place in group.assets if is_mapped(group, place[0])), None)
    if made is None:
        return None
    reason = next(_problems_of_elements(view, group, made), None)
    if reason is not None:
        return NoEnding(
            made[0], f"makes an asset once for each element of a dynamic output, and {reason}", True
        )
    return Ending("await", made, (made,), is_collected=True)


def _problems_of_elements(view: JobView, group: Group, made: Place) -> Iterator[str]:
    if len(group.assets) > 1:
        yield "another op makes another asset beside it"
    if _has_hooks(view):
        yield NEEDS_OP
    if _kind(view, made) != "await":
        yield "something takes its value"
    yield from (problem.reason for problem in _problems(view, group, made, (made[0],)))


def is_mapped(group: Group, path: str) -> bool:
    """Whether a node runs once for each element of a dynamic output."""
    return any(edge.kind == "mapped" for edge in group.inner if edge.node == path)


def _has_hooks(view: JobView) -> bool:
    return any(argument.name == "hooks" for argument in view.job.arguments)


def _problems(view: JobView, group: Group, made: Place, leaves: tuple[str, ...]) -> Iterator[NoEnding]:
    for path in leaves:
        if len(_op(view, path).outputs) != 1:
            yield NoEnding(path, "has several outputs, and nothing takes them")
        elif path != made[0] and is_mapped(group, path) and not _is_last_in_any_case(group, made, leaves):
            yield NoEnding(path, "runs once for each element of a dynamic output")
    op = _op(view, made[0])
    output = next(item for item in op.outputs if item.name == made[1])
    stores = not output.is_nothing and not gives_nothing(view.index, view.job, op)
    if output.io_manager_key is not None or (stores and not is_kept_by_run(view.index, view.job)):
        yield NoEnding(leaves[0], f"comes after {made[0]}, which an I/O manager of the project stores")
    if find_events(view.index, op.id):
        yield NoEnding(leaves[0], f"comes after {made[0]}, which reports the asset's metadata itself")
    if view.may_be_missing(*made) and _kind(view, made) == "await":
        yield NoEnding(leaves[0], f"runs in any case, and {made[0]} may leave out its asset")


def _is_last_in_any_case(group: Group, made: Place, leaves: tuple[str, ...]) -> bool:
    """What a mapped leaf takes its elements from comes after the asset: so the asset is there also when there are none."""
    sources = [edge.upstream for edge in group.inner if edge.node == leaves[0] and edge.kind == "mapped"]
    return len(leaves) == 1 and any(made[0] in (source, *_above(group, source)) for source in sources)


def _ending(view: JobView, group: Group, made: Place, leaves: tuple[str, ...]) -> Ending:
    after = tuple((path, _op(view, path).outputs[0].name) for path in leaves)
    kind = _kind(view, made)
    is_single = len(after) == 1 and not is_mapped(group, leaves[0])
    if kind == "await" and is_single and _may_be_last(view, group, made, leaves[0]):
        return Ending("last_op", made, after)
    if is_mapped(group, leaves[0]):
        return Ending(kind, made, after, is_collected=True)
    is_covered = any(path not in view.unsure and made[0] in _above(group, path) for path in leaves)
    if kind == "await":
        return Ending(kind, made, after if is_covered else (made, *after))
    is_sure = any(path not in view.unsure for path in leaves)
    return Ending(kind, made, after if is_sure else (made, *after))


def _may_be_last(view: JobView, group: Group, made: Place, leaf: str) -> bool:
    """It runs whenever the asset's own op has run, and gives nothing that an I/O manager would store."""
    op = _op(view, leaf)
    is_silent = op.outputs[0].is_nothing or may_say_none(view, op)
    runs_always = op.outputs[0].is_required and leaf not in view.unsure
    return is_silent and runs_always and made[0] in _above(group, leaf)


def _above(group: Group, path: str) -> set[str]:
    found: set[str] = set()
    open_ones = [path]
    while open_ones:
        current = open_ones.pop()
        more = {edge.upstream for edge in group.inner if edge.node == current} - found
        found |= more
        open_ones += more
    return found


def _kind(view: JobView, made: Place) -> Literal["hand_on", "await"]:
    """Whether somebody loads the asset's value: an op of another group, in any job, or an asset that is there already."""
    op = _op(view, made[0])
    output = next(item for item in op.outputs if item.name == made[1])
    key = view.assets[made].asset_key
    if output.is_nothing:
        return "await"
    if gives_nothing(view.index, view.job, op):
        return "hand_on" if _is_taken(view, op, made[1]) else "await"
    is_stored_input = key in view.index.stored_inputs.values()
    is_existing_dep = any(key in asset.deps for asset in view.index.existing.values())
    return "hand_on" if is_stored_input or is_existing_dep or _is_taken(view, op, made[1]) else "await"


def _is_taken(view: JobView, op: Op, output: str) -> bool:
    index = view.index
    for job, path in index.uses.get(op.id, ()):
        takers = {node.path: node.op for node in index.flat[job].nodes}
        for edge in index.flat[job].edges:
            if (edge.upstream, edge.output) != (path, output):
                continue
            taken = next(
                (item for item in index.ops[takers[edge.node]].inputs if item.name == edge.input), None
            )
            is_inside = job == view.job.id and _is_in_group_of(view, path, edge.node)
            if not is_inside and not (taken is not None and taken.is_nothing):
                return True
    return False


def _is_in_group_of(view: JobView, path: str, other: str) -> bool:
    group = next(group for group in view.groups if any(node.path == path for node in group.nodes))
    return any(node.path == other for node in group.nodes)


def _op(view: JobView, path: str) -> Op:
    return view.index.ops[view.by_path[path].op]
