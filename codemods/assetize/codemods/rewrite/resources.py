"""Resources that move to another module, with the imports that their text needs there."""

import ast
import builtins
from typing import cast

import libcst as cst

from assetize.analyzer.codes.rewriting import NAME_TAKEN
from assetize.codemods.model import RegisterAssets, SymbolRef
from assetize.codemods.rewrite.context import FileContext
from assetize.codemods.rewrite.layout import Item, Verbatim
from assetize.codemods.rewrite.origins import absolute_source_of


def resource_items(action: RegisterAssets, context: FileContext) -> list[Item]:
    """``"key": resource`` for each of the action's resources, written in this file's names."""
    items = []
    for index, binding in enumerate(action.resources):
        module = action.resource_modules[index] if index < len(action.resource_modules) else context.module.id
        node = cst.parse_expression(binding.text.strip(), config=context.tree.config_for_parsing)
        if module != context.module.id:
            node = _in_names_of(context, node, module, action.location)
        items.append(Item(Verbatim(node), f"{context.style.string(binding.key)}: "))
    return items


def _in_names_of(
    context: FileContext, node: cst.BaseExpression, module: str, location: str
) -> cst.BaseExpression:
    spelled = {}
    text = cst.Module([]).code_for_node(node)
    for name in _free_names(text):
        new = _spelling(name, module, context, location)
        if new != name:
            spelled[name] = new
    return cast(cst.BaseExpression, node.visit(_Respell(spelled))) if spelled else node


def _free_names(text: str) -> list[str]:
    tree = ast.parse(f"({text}\n)", mode="eval")
    bound = {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    used: dict[str, None] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            if isinstance(node.ctx, ast.Store):
                bound.add(node.id)
            else:
                used[node.id] = None
    return [name for name in used if name not in bound and not hasattr(builtins, name)]


def _spelling(name: str, module: str, context: FileContext, location: str) -> str:
    """How this file names what ``name`` is in ``module``."""
    tree = context.view.tree(module)
    source = context.view.modules[module]
    for statement in tree.body if tree else ():
        if isinstance(statement, ast.ImportFrom):
            for alias in statement.names:
                if (alias.asname or alias.name) == name:
                    dotted = absolute_source_of(statement, source) or ""
                    return _imported_from(dotted, alias.name, name, context, location)
        elif isinstance(statement, ast.Import):
            for alias in statement.names:
                if (alias.asname or alias.name.partition(".")[0]) == name:
                    return _imported_module(alias, name, context, location)
    return context.symbol(SymbolRef(module, context.view.renames.get((module, name), name)))


def _imported_from(dotted: str, name: str, local: str, context: FileContext, location: str) -> str:
    if dotted.partition(".")[0] == "dagster":
        return context.dagster(name)
    found = context.view.module_named(dotted, context.module.root)
    if found:
        return context.symbol(SymbolRef(found.id, context.view.renames.get((found.id, name), name)))
    for known in context.names.locals_of(f"{dotted}.{name}"):
        return known
    return _asked_for(dotted, name, local, context, location)


def _imported_module(alias: ast.alias, local: str, context: FileContext, location: str) -> str:
    target = alias.name if alias.asname else local
    for known in context.names.locals_of(target):
        return known
    return _asked_for(alias.name, "", local, context, location)


def _asked_for(module: str, name: str, local: str, context: FileContext, location: str) -> str:
    if context.is_taken(local) and not context.has_asked_for(module, name):
        raise context.fail(
            NAME_TAKEN, f"{local} already means something else in {context.module.file}.", location
        )
    return context.imported_as(module, name, local)


class _Respell(cst.CSTTransformer):
    """Give names their spelling in another file; names of arguments and attributes are not such names."""

    def __init__(self, spelled: dict[str, str]) -> None:
        self.spelled = spelled

    def leave_Name(self, original_node: cst.Name, updated_node: cst.Name) -> cst.BaseExpression:
        new = self.spelled.get(original_node.value)
        return (
            cst.parse_expression(new).with_changes(lpar=updated_node.lpar, rpar=updated_node.rpar)
            if new
            else updated_node
        )

    def leave_Attribute(self, original_node: cst.Attribute, updated_node: cst.Attribute) -> cst.Attribute:
        return updated_node.with_changes(attr=original_node.attr)

    def leave_Arg(self, original_node: cst.Arg, updated_node: cst.Arg) -> cst.Arg:
        return updated_node.with_changes(keyword=original_node.keyword)
