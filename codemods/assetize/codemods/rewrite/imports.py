"""The imports of a rewritten file: names that new code needs come in, names that lost their last use go."""

from collections.abc import Sequence

import libcst as cst

from assetize.codemods.model import Action
from assetize.codemods.rewrite.context import FileContext, NewImport
from assetize.codemods.rewrite.definitions import Statement
from assetize.codemods.rewrite.import_lists import edited_names
from assetize.codemods.rewrite.import_places import dotted_name, inserted
from assetize.codemods.rewrite.names import absolute_source, bound_by, dotted
from assetize.codemods.rewrite.origins import origin
from assetize.codemods.rewrite.orphans import Orphans, find_orphans


def rewrite(tree: cst.Module, actions: Sequence[Action], context: FileContext) -> cst.Module:
    """Fix the imports of this file, once, after all other rewrites."""
    orphans = find_orphans(tree, context)
    waiting = list(dict.fromkeys(context.new_imports))
    body: list[Statement] = []
    left_over: list[cst.EmptyLine] = []
    for statement in tree.body:
        new = _edited(statement, waiting, orphans, context)
        if new is None:
            left_over += statement.leading_lines
            continue
        body.append(_with_lines_above(new, left_over))
        left_over = []
    changed = tree.with_changes(body=body)
    while waiting:
        group = _together(waiting)
        waiting = [wanted for wanted in waiting if wanted not in group]
        changed = inserted(changed, group, context)
    changed = _without_blank_start(changed, tree)
    if not left_over and all(new is old for new, old in zip(changed.body, tree.body, strict=False)):
        return tree
    if not context.done:
        context.done.append("imports follow what moved")
    return changed


def _without_blank_start(changed: cst.Module, tree: cst.Module) -> cst.Module:
    """No blank lines at the top of a file whose first import is gone."""
    if not changed.body or changed.header or changed.body[0] is tree.body[0]:
        return changed
    lines = list(changed.body[0].leading_lines)
    while lines and lines[0].comment is None:
        lines.pop(0)
    return changed.with_changes(body=[changed.body[0].with_changes(leading_lines=lines), *changed.body[1:]])


def _together(waiting: list[NewImport]) -> list[NewImport]:
    """The imports that make one statement with the first of them."""
    first = waiting[0]
    if not first.name or first.local != first.name:
        return [first]
    return [wanted for wanted in waiting if wanted.module == first.module and wanted.local == wanted.name]


def _edited(
    statement: Statement, waiting: list[NewImport], orphans: Orphans, context: FileContext
) -> Statement | None:
    """The statement with what it gains and loses; None when nothing is left of it."""
    if not isinstance(statement, cst.SimpleStatementLine) or len(statement.body) != 1:
        return statement
    match statement.body[0]:
        case cst.Import(names=aliases) as node:
            kept = [alias for alias in aliases if not orphans.has_module(alias)]
            if len(kept) == len(aliases):
                return statement
            if not kept:
                return None
            kept[-1] = kept[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)
            return statement.with_changes(body=[node.with_changes(names=kept)])
        case cst.ImportFrom(names=[*_]) as node:
            lost = orphans.of(node)
            gained = _gained(node, lost, waiting, context)
            old = _old_names(node, context)
            if not gained and not lost and old == _names(node):
                return statement
            return edited_names(statement, node, gained, lost, old, context)
        case _:
            return statement


def _gained(
    node: cst.ImportFrom, lost: frozenset[str], waiting: list[NewImport], context: FileContext
) -> list[NewImport]:
    """What this statement is the place for; taken off those that wait."""
    source = absolute_source(node, context.module)
    ours = [wanted for wanted in waiting if wanted.name and dotted_name(wanted.module, context) == source]
    gained = [wanted for wanted in ours if wanted.local == wanted.name and not _has_only_aliases(node, lost)]
    if not gained and ours and not _kept(node, lost):
        gained = ours[:1]
    for wanted in gained:
        waiting.remove(wanted)
    return gained


def _kept(node: cst.ImportFrom, lost: frozenset[str]) -> list[cst.ImportAlias]:
    aliases = [] if isinstance(node.names, cst.ImportStar) else node.names
    return [alias for alias in aliases if bound_by(alias) not in lost]


def _has_only_aliases(node: cst.ImportFrom, lost: frozenset[str]) -> bool:
    """Names with an alias stand in statements of their own, as import sorters have it."""
    kept = _kept(node, lost)
    return bool(kept) and all(alias.asname for alias in kept)


def _names(node: cst.ImportFrom) -> list[str]:
    return [] if isinstance(node.names, cst.ImportStar) else [dotted(alias.name) for alias in node.names]


def _old_names(node: cst.ImportFrom, context: FileContext) -> list[str]:
    """The imported names before the renames: they show how the file sorts them."""
    view = context.view
    source = view.module_named(absolute_source(node, context.module) or "", context.module.root)
    if source is None:
        return _names(node)
    old_names = {
        new: old for (_, old), new in view.renames.items() if origin(view, source.id, old) in view.renames
    }
    return [old_names.get(name, name) for name in _names(node)]


def _with_lines_above(statement: Statement, lines: list[cst.EmptyLine]) -> Statement:
    """Comments above a removed import stay, and so does the space that it kept."""
    if not lines:
        return statement
    own = list(statement.leading_lines)
    if not any(line.comment for line in lines):
        blank = next((index for index, line in enumerate(own) if line.comment is not None), len(own))
        lines = lines[: max(0, len(lines) - blank)]
    return statement.with_changes(leading_lines=[*lines, *own])
