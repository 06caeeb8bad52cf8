"""A definition of the job is made by a function or a loop, or takes its arguments out of a dict."""

from collections.abc import Iterable, Iterator

from assetize.analyzer.codes.planning import ARGUMENTS_FROM_DICT, MADE_BY_FACTORY
from assetize.analyzer.model import Diagnostic, Graph, Job, MadeBy, Op
from assetize.codemods.plan.job_view import JobView

Definition = Job | Graph | Op


def find_made_definitions(view: JobView) -> Iterator[Diagnostic]:
    """What is written down once and made often has no text of its own that could be rewritten."""
    for item in _definitions(view):
        if item.made_by is not None:
            message = f"{view.job.name}: {item.name} is made {_maker(item.made_by)}"
            yield MADE_BY_FACTORY.at(item.made_by.where, message, view.job.id)
            continue
        spread = [argument.name for argument in item.arguments if argument.is_spread]
        if spread and not _needs_no_change(item):
            message = f"{view.job.name}: arguments of {item.name} come out of a dict ({', '.join(spread)})"
            yield ARGUMENTS_FROM_DICT.at(item.where, message, view.job.id)


def _definitions(view: JobView) -> Iterable[Definition]:
    """The job alone where it is made itself: what is in it follows."""
    if view.job.made_by is not None:
        return (view.job,)
    graphs = [view.index.graphs[name] for name in view.graph.graphs if name in view.index.graphs]
    definitions: tuple[Definition, ...] = (*view.distinct_ops, *graphs, view.job)
    return {item.id: item for item in definitions}.values()


def _needs_no_change(item: Definition) -> bool:
    """An op is wrapped as it is. ``to_job(**SETTINGS)``: an asset job is given ``config=SETTINGS["config"]``, and what has another place is in the plan."""
    if isinstance(item, Op):
        return True
    spread = {argument.spread_from for argument in item.arguments if argument.is_spread}
    return isinstance(item, Job) and item.form == "to_job" and len(spread) == 1 and "" not in spread


def _maker(made_by: MadeBy) -> str:
    function = made_by.function.rpartition(":")[2].rpartition(".")[2]
    return f"by a call of {function}" if function else "in a loop"
