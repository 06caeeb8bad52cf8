"""Which renamed names of the project a file defines, imports or exports."""

from dataclasses import dataclass, field

import libcst as cst

from assetize.codemods.rewrite.context import FileContext
from assetize.codemods.rewrite.names import absolute_source, project_symbol
from assetize.codemods.rewrite.origins import origin


@dataclass(frozen=True)
class FileRenames:
    """Old names to new ones, as they concern one file."""

    local: dict[str, str] = field(default_factory=dict)
    """Names that the module itself binds to a renamed definition, or is given by a star import."""
    defined: frozenset[str] = frozenset()
    """Those of them that are defined here."""
    context: FileContext | None = None

    def imported(self, statement: cst.ImportFrom, name: str) -> str | None:
        """The new name of what a ``from`` import names, where it has one."""
        context = self.context
        if context is None:
            return None
        source = absolute_source(statement, context.module)
        found = context.view.module_named(source, context.module.root) if source is not None else None
        return context.view.renames.get(origin(context.view, found.id, name)) if found else None

    def attribute(self, node: cst.Attribute) -> str | None:
        """The new name of an attribute that is a renamed definition of a module."""
        context = self.context
        if context is None or not any(old == node.attr.value for _, old in context.view.renames):
            return None
        target = context.names.resolve(node)
        symbol = project_symbol(target, context.view, context.module) if target else None
        return context.view.renames.get(origin(context.view, *symbol)) if symbol else None


def renames_of_file(tree: cst.Module, context: FileContext) -> FileRenames:
    """The renames that concern this file's module-level names."""
    view, module = context.view, context.module
    defined = {old: new for (place, old), new in view.renames.items() if place == module.id}
    local = dict(defined)
    for statement in tree.body:
        for small in statement.body if isinstance(statement, cst.SimpleStatementLine) else ():
            if isinstance(small, cst.ImportFrom) and isinstance(small.names, cst.ImportStar):
                local.update(_from_star(small, context))
    renames = FileRenames(local, frozenset(defined), context)
    for line in tree.body:
        for small in line.body if isinstance(line, cst.SimpleStatementLine) else ():
            if not isinstance(small, cst.ImportFrom) or isinstance(small.names, cst.ImportStar):
                continue
            for alias in small.names:
                name = cst.ensure_type(alias.name, cst.Name).value
                new = renames.imported(small, name)
                if new and (
                    alias.asname is None or cst.ensure_type(alias.asname.name, cst.Name).value == name
                ):
                    local[name] = new
    return renames


def _from_star(statement: cst.ImportFrom, context: FileContext) -> dict[str, str]:
    source = absolute_source(statement, context.module)
    found = context.view.module_named(source, context.module.root) if source is not None else None
    if found is None:
        return {}
    return {
        old: new
        for (place, old), new in context.view.renames.items()
        if origin(context.view, found.id, old) == (place, old) and old not in context.names.bound
    }
