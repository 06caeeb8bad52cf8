"""Comments that turn a refusal into a decision: ``# assetize: ignore[AZ304] the console logger is needed``."""

from collections.abc import Iterable, Mapping, Sequence

from assetize.analyzer.codes.staying import KEPT_BY_COMMENT, UNUSED_IGNORE
from assetize.analyzer.model import Diagnostic, IgnoreComment, Location
from assetize.codemods.plan.index import Index
from assetize.codemods.plan.options import PlanOptions

Refusals = Mapping[str, tuple[Diagnostic, ...]]


def heed_ignores(
    index: Index, refused: Refusals, options: PlanOptions
) -> tuple[Refusals, tuple[Diagnostic, ...]]:
    """The refusals without what comments ignore, and the comments that ignore nothing.

    A job of which nothing else is said is kept, by decision. No comment makes a job fit to be upgraded.
    """
    comments = index.analysis.project.ignores
    if not comments:
        return refused, ()
    used: set[tuple[IgnoreComment, str]] = set()
    heeded = {job: _heed(index, job, found, comments, used) for job, found in refused.items()}
    used |= _used_elsewhere(index, comments)
    # Of jobs that were not asked for, it is not known what is to be said.
    return heeded, () if options.jobs else tuple(_unused(comments, used))


def _heed(
    index: Index,
    job: str,
    found: Sequence[Diagnostic],
    comments: Sequence[IgnoreComment],
    used: set[tuple[IgnoreComment, str]],
) -> tuple[Diagnostic, ...]:
    where = index.jobs[job].where
    ignored = {
        item: comment
        for item in found
        for comment in comments
        if item.code in comment.codes and (comment.covers(_place(item)) or comment.covers(where))
    }
    used |= {(comment, item.code) for item, comment in ignored.items()}
    left = tuple(item for item in found if item not in ignored)
    if left or not ignored:
        return left
    return tuple(dict.fromkeys(_decision(index, job, comment) for comment in ignored.values()))


def _decision(index: Index, job: str, comment: IgnoreComment) -> Diagnostic:
    said = comment.reason or f"ignores {', '.join(comment.codes)}"
    return KEPT_BY_COMMENT.at(comment.where, f"{index.jobs[job].name} stays as it is: {said}", job)


def _used_elsewhere(index: Index, comments: Sequence[IgnoreComment]) -> set[tuple[IgnoreComment, str]]:
    """Findings of reading and deciding may be ignored, too: the report leaves them out."""
    project = index.analysis.project
    places = [(item.code, _place(item)) for item in (*project.diagnostics, *index.analysis.diagnostics)]
    places += [(item.code, item.where) for item in project.unknowns]
    return {
        (comment, code)
        for code, where in places
        for comment in comments
        if code in comment.codes and comment.covers(where)
    }


def _unused(comments: Iterable[IgnoreComment], used: set[tuple[IgnoreComment, str]]) -> Iterable[Diagnostic]:
    for comment in comments:
        for code in comment.codes or ("",):
            if (comment, code) not in used:
                said = f"there is no {code} here to ignore" if code else "the comment names no code"
                yield UNUSED_IGNORE.at(comment.where, said)


def _place(item: Diagnostic) -> Location:
    return Location(item.file, item.line)
