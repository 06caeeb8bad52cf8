"""An op job becomes an asset job of the same name, in the same place."""

import inspect
from collections.abc import Iterator, Sequence

import libcst as cst

from assetize.analyzer.codes.rewriting import SHAPE_NOT_SUPPORTED
from assetize.codemods.model import Action, JobToAssetJob
from assetize.codemods.rewrite.carried_config import narrowed_config, out_of_dict
from assetize.codemods.rewrite.context import FileContext
from assetize.codemods.rewrite.decorators import (
    PRAGMA,
    comments_in,
    decorator_arguments,
    find_decorator,
)
from assetize.codemods.rewrite.definitions import Statement, as_plain_statement, find_definition, substitute
from assetize.codemods.rewrite.graph_description import graph_description
from assetize.codemods.rewrite.inline_job import find_inline, replace_inline
from assetize.codemods.rewrite.keys import key_argument, key_object
from assetize.codemods.rewrite.layout import Bracket, Doc, Item, Joined, call, keyword, listing, render
from assetize.codemods.rewrite.pieces import Pieces, code, read_call

SHORT_TEXT = 50
TO_JOB_POSITIONS = ("name", "description", "resource_defs", "config", "tags", "metadata")


def rewrite(tree: cst.Module, actions: Sequence[Action], context: FileContext) -> cst.Module:
    """Rewrite every job of this file that becomes an asset job."""
    wanted = [
        action
        for action in actions
        if isinstance(action, JobToAssetJob) and context.is_subject_here(action.job)
    ]
    tree = _rewrite_inline(tree, wanted, context)
    for action in wanted:
        if not _is_inline(action, context):
            tree = _rewrite_job(tree, action, context)
        names = ", ".join(dict.fromkeys("/".join(upstream.key) for upstream in action.selection))
        context.done.append(f"job {action.name} became an asset job of {names}")
    return tree


def _is_inline(action: JobToAssetJob, context: FileContext) -> bool:
    job = context.view.jobs.get(action.job)
    return job is not None and job.variable is None


def _rewrite_inline(tree: cst.Module, wanted: Sequence[JobToAssetJob], context: FileContext) -> cst.Module:
    """All jobs that are made in other expressions at once: they are found by the lines of the file as it was read."""
    inline = [action for action in wanted if _is_inline(action, context)]
    found = find_inline(tree, [context.view.jobs[action.job] for action in inline], context)
    new = {}
    for action in inline:
        place = found[action.job]
        docstring = graph_description(place.call.func, context)
        pieces = read_call(place.call, place.margin.own, TO_JOB_POSITIONS)
        job = _asset_job(pieces, docstring, action, place.index, context)
        new[place.call] = context.expression(job, place.margin.own, place.margin.before)
    return replace_inline(tree, new)


def _rewrite_job(tree: cst.Module, action: JobToAssetJob, context: FileContext) -> cst.Module:
    found = find_definition(tree, action.job, context)
    if isinstance(found.statement, cst.FunctionDef):
        new = _from_function(found.statement, action, context)
        return substitute(tree, found, [as_plain_statement(new, tree, found)])
    return substitute(tree, found, [_from_assignment(found.statement, action, context)])


def _from_function(function: cst.FunctionDef, action: JobToAssetJob, context: FileContext) -> Statement:
    decorator = find_decorator(function, ("job",), context, action.job)
    if len(function.decorators) > 1:
        raise context.fail(SHAPE_NOT_SUPPORTED, f"{action.name} has a second decorator.", action.job)
    pieces = decorator_arguments(decorator, context, action.job)
    start = f"{function.name.value} = "
    place = context.place_of(action.job)
    job = _asset_job(pieces, function.get_docstring(clean=False), action, place, context)
    statement = context.statement(start + render(job, context.style, before=len(start)) + "\n")
    comments = [*function.leading_lines, *(line for line in function.lines_after_decorators if line.comment)]
    comments += [
        cst.EmptyLine(comment=cst.Comment(text)) for text in _remarks(function, pieces, action, context)
    ]
    return statement.with_changes(leading_lines=comments)


def _remarks(
    function: cst.FunctionDef, pieces: Pieces, action: JobToAssetJob, context: FileContext
) -> Iterator[str]:
    """What the job's body says to people and would go away with it: its docstring beside a description, its comments."""
    docstring = function.get_docstring(clean=True)
    if docstring and pieces.find("description") is not None:
        yield from (f"# {line}".rstrip() for line in docstring.splitlines())
    config = pieces.find("config")
    if config is not None and "config" not in dict(action.carried):
        yield from comments_in(config.node)
    if action.job not in context.kept_bodies:
        yield from (text for text in comments_in(function.body) if not PRAGMA.match(text))


def _from_assignment(statement: Statement, action: JobToAssetJob, context: FileContext) -> Statement:
    if not isinstance(statement, cst.SimpleStatementLine) or len(statement.body) != 1:
        raise context.fail(
            SHAPE_NOT_SUPPORTED, f"{action.name} is not made by a statement of its own.", action.job
        )
    assignment = statement.body[0]
    value = getattr(assignment, "value", None)
    if not isinstance(assignment, cst.Assign | cst.AnnAssign) or not isinstance(value, cst.Call):
        raise context.fail(SHAPE_NOT_SUPPORTED, f"{action.name} is not made by a call.", action.job)
    docstring = graph_description(value.func, context)
    pieces = read_call(value, positions=TO_JOB_POSITIONS)
    job = _asset_job(pieces, docstring, action, context.place_of(action.job), context)
    targets = [target.target for target in assignment.targets] if isinstance(assignment, cst.Assign) else []
    if len(targets) > 1 or not all(isinstance(target, cst.Name) for target in targets):
        raise context.fail(
            SHAPE_NOT_SUPPORTED, f"{action.name} is bound together with other names.", action.job
        )
    start = code(assignment).partition(code(value))[0]
    made = context.expression(job, before=len(start))
    return statement.with_changes(body=[assignment.with_changes(value=made)])


def _asset_job(
    pieces: Pieces, docstring: str | None, action: JobToAssetJob, place: float, context: FileContext
) -> Bracket:
    """``define_asset_job(name=…, selection=[…], …)``."""
    items = [_name(pieces, action, context), keyword("selection", _selection(action, place, context))]
    for old, new in action.carried:
        if new == "name":
            continue
        piece = pieces.find(old)
        if old == "config" and action.resources_configured is not None:
            items.append(keyword(new, narrowed_config(pieces, action, context)))
        elif piece is not None and not piece.star:
            items.append(piece.with_value(piece.item.value, f"{new}="))
        else:
            items.append(keyword(new, out_of_dict(pieces, old, action, context)))
    if docstring and pieces.find("description") is None:
        items.insert(2, keyword("description", _text(inspect.cleandoc(docstring), context)))
    return call(context.dagster("define_asset_job"), *items)


def _name(pieces: Pieces, action: JobToAssetJob, context: FileContext) -> Item:
    """What it is called; where that is computed, what computes it."""
    piece = pieces.find("name") if ("name", "name") in action.carried else None
    if piece is None:
        return keyword("name", context.style.string(action.name))
    return piece.with_value(piece.item.value, "name=")


def _selection(action: JobToAssetJob, place: float, context: FileContext) -> Doc:
    """The assets by definition; all of them by key where one cannot be named, because Dagster takes no mixed list.

    A definition of several assets is selected whole: it cannot run in part.
    """
    symbols = [upstream.symbol for upstream in action.selection]
    if all(symbol is not None and context.is_usable_at(symbol, place) for symbol in symbols):
        names = dict.fromkeys(context.symbol(symbol) for symbol in symbols if symbol is not None)
        return _chosen("assets", tuple(names), action, context)
    keys: dict[tuple[str, ...], None] = {}
    for upstream in action.selection:
        made = context.view.keys_of.get(upstream.symbol, frozenset()) if upstream.symbol else frozenset()
        keys.update(dict.fromkeys([upstream.key, *sorted(made)]))
    if all(len(key) == 1 for key in keys):
        return _chosen("keys", [key_object(key, context) for key in keys], action, context)
    asset_key = context.dagster("AssetKey")
    objects = [call(asset_key, Item(key_argument(key, context.style))) for key in keys]
    return _chosen("keys", objects, action, context)


def _chosen(maker: str, values: Sequence[Doc], action: JobToAssetJob, context: FileContext) -> Bracket:
    """A plain list; a selection object where it has to say that checks are left out."""
    if not action.without_checks:
        return listing(*values)
    function = f"{context.dagster('AssetSelection')}.{maker}"
    return Bracket(f"{function}(", tuple(Item(value) for value in values), ").without_checks()")


def _text(value: str, context: FileContext) -> Doc:
    """A string; one of several lines as one literal a line."""
    lines = value.splitlines(keepends=True)
    if len(lines) < 2 or len(value) < SHORT_TEXT:
        return context.style.string(value)
    return Joined(tuple(context.style.string(line) for line in lines))
