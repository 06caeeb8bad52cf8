"""Where a new import goes, and whether it is relative."""

import sys
from collections.abc import Sequence
from typing import Literal

import libcst as cst

from assetize.codemods.rewrite.context import FileContext, NewImport
from assetize.codemods.rewrite.definitions import spaced
from assetize.codemods.rewrite.import_lists import new_names
from assetize.codemods.rewrite.names import dotted
from assetize.codemods.rewrite.project_view import package_of

Relation = Literal["before", "after", "apart"]
"""Next to an import of its kind, or apart from all others."""

FUTURE, STANDARD, OTHERS, OWN, RELATIVE = range(5)


def dotted_name(module: str, context: FileContext) -> str:
    """The dotted name of a module of the project by its id; any other module's name as it is."""
    found = context.view.modules.get(module)
    return found.name if found else module


def inserted(tree: cst.Module, wanted: Sequence[NewImport], context: FileContext) -> cst.Module:
    """The module with one more import statement among its imports, all from one module."""
    source = _spelled_source(wanted[0].module, tree, context)
    if wanted[0].name:
        text = new_names(source, wanted, context)
    else:
        alias = "" if wanted[0].local == source else f" as {wanted[0].local}"
        text = f"import {source}{alias}\n"
    new = context.statement(text)
    index, relation = _place(tree, source, wanted[0].name, context)
    before, after = list(tree.body[:index]), list(tree.body[index:])
    if relation == "before":
        new = new.with_changes(leading_lines=after[0].leading_lines)
        after[0] = after[0].with_changes(leading_lines=[])
    elif relation == "apart" and before:
        new = new.with_changes(leading_lines=[cst.EmptyLine(indent=False)])
    elif relation == "apart" and after:
        after[0] = spaced(after[0], 1)
    return tree.with_changes(body=[*before, new, *after])


def _spelled_source(module: str, tree: cst.Module, context: FileContext) -> str:
    """Relative where the file imports from its own package that way."""
    name = dotted_name(module, context)
    package = package_of(context.module)
    found = context.view.modules.get(module)
    if found is None or found.root != context.module.root or not package or not _imports_relatively(tree):
        return name
    own, other = package.split("."), name.split(".")
    shared = 0
    while shared < min(len(own), len(other)) and own[shared] == other[shared]:
        shared += 1
    if not shared:
        return name
    return "." * (len(own) - shared + 1) + ".".join(other[shared:])


def _imports_relatively(tree: cst.Module) -> bool:
    imports = [node for _, node in _imports(tree) if isinstance(node, cst.ImportFrom)]
    return any(node.relative for node in imports)


def _imports(tree: cst.Module) -> list[tuple[int, cst.Import | cst.ImportFrom]]:
    """The import statements above the first definition, with their places."""
    found: list[tuple[int, cst.Import | cst.ImportFrom]] = []
    for index, statement in enumerate(tree.body):
        if isinstance(statement, cst.FunctionDef | cst.ClassDef):
            break
        if isinstance(statement, cst.SimpleStatementLine):
            found += [
                (index, node) for node in statement.body if isinstance(node, cst.Import | cst.ImportFrom)
            ]
    return found


def _place(tree: cst.Module, source: str, name: str, context: FileContext) -> tuple[int, Relation]:
    """The index to put the import at, and how it stands to those of its kind."""
    kind = _kind(source, context)
    imports = [(index, _order(node), _kind(_source_of(node), context)) for index, node in _imports(tree)]
    same = [(index, order) for index, order, other in imports if other == kind]
    if same:
        if [order for _, order in same] == sorted(order for _, order in same):
            later = next((index for index, order in same if order > (source, name)), None)
            if later is not None and not any(line.comment for line in tree.body[later].leading_lines):
                return later, "before"
        return same[-1][0] + 1, "after"
    earlier = [index for index, _, other in imports if other < kind]
    if earlier:
        return max(earlier) + 1, "apart"
    return _after_docstring(tree, [(index, other) for index, _, other in imports]), "apart"


def _order(node: cst.Import | cst.ImportFrom) -> tuple[str, str]:
    """What import statements are sorted by."""
    first = "" if isinstance(node.names, cst.ImportStar) else dotted(node.names[0].name)
    return _source_of(node), "" if isinstance(node, cst.Import) else first


def _after_docstring(tree: cst.Module, imports: list[tuple[int, int]]) -> int:
    future = [index for index, kind in imports if kind == FUTURE]
    if future:
        return max(future) + 1
    return 1 if tree.get_docstring(clean=False) is not None else 0


def _source_of(node: cst.Import | cst.ImportFrom) -> str:
    if isinstance(node, cst.Import):
        return dotted(node.names[0].name)
    return "." * len(node.relative) + (dotted(node.module) if node.module else "")


def _kind(source: str, context: FileContext) -> int:
    if source.startswith("."):
        return RELATIVE
    top = source.partition(".")[0]
    if source == "__future__":
        return FUTURE
    if top in sys.stdlib_module_names:
        return STANDARD
    if context.view.module_named(source, context.module.root) or context.view.has_top_level(top):
        return OWN
    return OTHERS
