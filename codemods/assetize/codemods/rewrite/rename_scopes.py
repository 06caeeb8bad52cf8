"""The nodes of a file that a rename changes, found with Python's own rules of scope."""

import builtins
import re
from collections.abc import Collection, Iterable, Sequence

import libcst as cst

from assetize.analyzer.codes.rewriting import RENAME_COLLIDES
from assetize.analyzer.records import dataclass
from assetize.codemods.rewrite.bindings import bound_names, names_of_parameters
from assetize.codemods.rewrite.context import FileContext
from assetize.codemods.rewrite.names import bound_by, target_names
from assetize.codemods.rewrite.pieces import string_value
from assetize.codemods.rewrite.rename_plan import FileRenames


@dataclass(frozen=True, slots=True)
class Scope:
    """A function, class, comprehension or module: names that it binds, and those that are renamed definitions."""

    bound: frozenset[str]
    renamed: dict[str, str]
    imported: frozenset[str] = frozenset()
    """Those of ``bound`` that only an import binds."""
    is_class: bool = False


@dataclass(frozen=True, slots=True)
class Renamed:
    """What to put in the place of which node."""

    nodes: dict[cst.CSTNode, cst.CSTNode]
    statements: frozenset[int]
    """The module-level statements that hold these nodes."""
    aliased: frozenset[str]
    """Names that are imported under their old name."""


def find_renamed(tree: cst.Module, renames: FileRenames, context: FileContext) -> Renamed:
    """All that a rename changes in a file.

    Where something in a file that only imports a renamed definition already has the new name, the import is given the old name as
    its alias, and nothing else changes there.
    """
    first = _search(tree, renames, frozenset(), context)
    if not first.captured:
        return Renamed(first.found, frozenset(first.touched), frozenset())
    for name in sorted(first.captured):
        if name in renames.defined:
            message = f"{name} cannot be called {renames.local[name]} in {context.module.file}: the name is taken where it is used."
            raise context.fail(RENAME_COLLIDES, message, f"{context.module.id}:{name}")
    aliased = frozenset(first.captured)
    second = _search(tree, renames, aliased, context)
    return Renamed(second.found, frozenset(second.touched), aliased)


def _search(
    tree: cst.Module, renames: FileRenames, aliased: frozenset[str], context: FileContext
) -> "_Search":
    search = _Search(tree, renames, aliased, context)
    old_names = {old for _, old in context.view.renames}
    for index in sorted(_mentioning(tree, {*old_names, *context.view.renames.values()}, context)):
        known = len(search.found)
        tree.body[index].visit(search)
        if len(search.found) > known:
            search.touched.add(index)
    return search


def _mentioning(tree: cst.Module, names: Collection[str], context: FileContext) -> set[int]:
    """The module-level statements that mention any of the names: walking all of a long file would take seconds."""
    if not names:
        return set()
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(names)))})\b")
    printed = context.printer.statement
    return {index for index, node in enumerate(tree.body) if pattern.search(printed(node))}


class _Search(cst.CSTVisitor):
    def __init__(
        self, tree: cst.Module, renames: FileRenames, aliased: frozenset[str], context: FileContext
    ) -> None:
        self.renames = renames
        self.aliased = aliased
        self.context = context
        self.found: dict[cst.CSTNode, cst.CSTNode] = {}
        self.touched: set[int] = set()
        self.captured: set[str] = set()
        local = {old: new for old, new in renames.local.items() if old not in aliased}
        self.new_names = frozenset(local.values())
        names = bound_names(tree.body, self._is_renamed)
        bound = frozenset([*names.names, *names.imported])
        self.scopes = [Scope(bound - renames.defined, local)]
        self.captured |= _repeated(local)
        for old, new in local.items():
            if new in bound and new != old:
                self.captured.add(old)
            if names.names.count(old) + names.imported.count(old) > (old in renames.defined):
                self._collide(old)

    def _is_renamed(self, statement: cst.ImportFrom, alias: cst.ImportAlias) -> bool:
        name = cst.ensure_type(alias.name, cst.Name).value
        return bound_by(alias) == name and self.renames.imported(statement, name) is not None

    def _collide(self, name: str) -> None:
        message = (
            f"{name} means several things in {self.context.module.file}, so that it cannot be renamed there."
        )
        ids = (f"{module}:{old}" for module, old in self.context.view.renames if old == name)
        raise self.context.fail(RENAME_COLLIDES, message, next(ids, ""))

    def visit_Name(self, node: cst.Name) -> None:
        name = node.value
        for depth in range(len(self.scopes) - 1, -1, -1):
            scope = self.scopes[depth]
            if scope.is_class and depth != len(self.scopes) - 1:
                continue
            if name in scope.renamed:
                self._rename(node, scope.renamed[name], depth)
                return
            if name in scope.bound:
                return
        if name in self.new_names and hasattr(builtins, name):
            self.captured |= {old for old, new in self.renames.local.items() if new == name}

    def _rename(self, node: cst.Name, new: str, depth: int) -> None:
        inner = self.scopes[depth + 1 :]
        for index, scope in enumerate(inner):
            is_skipped_class = scope.is_class and index != len(inner) - 1
            if new in scope.bound and not is_skipped_class:
                self.captured.add(node.value)
        self.found[node] = node.with_changes(value=new)

    def visit_Attribute(self, node: cst.Attribute) -> bool:
        new = self.renames.attribute(node)
        if new is not None and not self._is_shadowed(node):
            self.found[node.attr] = node.attr.with_changes(value=new)
        node.value.visit(self)
        return False

    def _is_shadowed(self, node: cst.Attribute) -> bool:
        """Whether what looks like a module is a parameter or variable of some function around."""
        base: cst.BaseExpression = node
        while isinstance(base, cst.Attribute):
            base = base.value
        name = base.value if isinstance(base, cst.Name) else ""
        return any(name in scope.bound - scope.imported for scope in self.scopes[1:])

    def visit_Arg(self, node: cst.Arg) -> bool:
        node.value.visit(self)
        return False

    def visit_MatchKeywordElement(self, node: cst.MatchKeywordElement) -> bool:
        node.pattern.visit(self)
        return False

    def visit_Import(self, node: cst.Import) -> bool:
        return False

    def visit_ImportFrom(self, node: cst.ImportFrom) -> bool:
        for alias in () if isinstance(node.names, cst.ImportStar) else node.names:
            name = cst.ensure_type(alias.name, cst.Name)
            new = self.renames.imported(node, name.value)
            if new is None:
                continue
            self.found[alias.name] = name.with_changes(value=new)
            if alias.asname is None and name.value in self.aliased:
                self.found[alias] = _aliased(alias, new, name.value)
            elif (
                alias.asname is not None and bound_by(alias) == name.value and name.value not in self.aliased
            ):
                self.found[alias.asname.name] = name.with_changes(value=new)
        return False

    def visit_Global(self, node: cst.Global) -> bool:
        for item in node.names:
            if item.name.value in {*self.renames.local, *self.new_names}:
                self._collide(item.name.value)
        return False

    def visit_FunctionDef(self, node: cst.FunctionDef) -> bool:
        node.name.visit(self)
        self._visit_all(node.decorators)
        self._visit_parameters(node.params)
        if node.returns:
            node.returns.visit(self)
        self._push(node.body.body, names_of_parameters(node.params))
        node.body.visit(self)
        self.scopes.pop()
        return False

    def visit_Lambda(self, node: cst.Lambda) -> bool:
        self._visit_parameters(node.params)
        self.scopes.append(Scope(frozenset(names_of_parameters(node.params)), {}))
        node.body.visit(self)
        self.scopes.pop()
        return False

    def visit_ClassDef(self, node: cst.ClassDef) -> bool:
        node.name.visit(self)
        self._visit_all([*node.decorators, *node.bases, *node.keywords])
        self._push(node.body.body, (), is_class=True)
        node.body.visit(self)
        self.scopes.pop()
        return False

    def on_visit(self, node: cst.CSTNode) -> bool:
        if isinstance(node, cst.BaseComp):
            self.scopes.append(Scope(frozenset(_comprehension_names(node)), {}))
        return super().on_visit(node)

    def on_leave(self, original_node: cst.CSTNode) -> None:
        if isinstance(original_node, cst.BaseComp):
            self.scopes.pop()
        super().on_leave(original_node)

    def visit_Assign(self, node: cst.Assign) -> None:
        names = [target.target.value for target in node.targets if isinstance(target.target, cst.Name)]
        if "__all__" in names:
            self._exported(node.value)

    def visit_AugAssign(self, node: cst.AugAssign) -> None:
        if isinstance(node.target, cst.Name) and node.target.value == "__all__":
            self._exported(node.value)

    def _exported(self, value: cst.BaseExpression) -> None:
        for element in value.elements if isinstance(value, cst.List | cst.Tuple) else ():
            old = string_value(element.value)
            new = self.renames.local.get(old or "")
            if not isinstance(element.value, cst.SimpleString) or new is None:
                continue
            if old in self.aliased:
                self._collide(old or "")
            text = element.value.value
            self.found[element.value] = element.value.with_changes(value=text.replace(old or "", new))

    def _push(self, body: Sequence[cst.CSTNode], names: Iterable[str], *, is_class: bool = False) -> None:
        imported: dict[str, str] = {}

        def is_renamed(statement: cst.ImportFrom, alias: cst.ImportAlias) -> bool:
            name = cst.ensure_type(alias.name, cst.Name).value
            new = self.renames.imported(statement, name)
            if new is not None and bound_by(alias) == name:
                imported[name] = new
                return True
            return False

        found = bound_names(body, is_renamed)
        local = frozenset([*found.names, *names])
        bound = local | frozenset(found.imported)
        renamed = {old: new for old, new in imported.items() if old not in self.aliased}
        for old, new in renamed.items():
            if old in bound:
                self._collide(old)
            if new in bound:
                self.captured.add(old)
        only_imported = (
            frozenset([*found.imported, *(old for old in imported if old in self.aliased)]) - local
        )
        self.scopes.append(Scope(bound | only_imported, renamed, only_imported, is_class))

    def _visit_all(self, nodes: Iterable[cst.CSTNode]) -> None:
        for node in nodes:
            node.visit(self)

    def _visit_parameters(self, params: cst.Parameters) -> None:
        stars = [star for star in (params.star_arg, params.star_kwarg) if isinstance(star, cst.Param)]
        for parameter in (*params.posonly_params, *params.params, *params.kwonly_params, *stars):
            for part in (parameter.annotation, parameter.default):
                if part is not None:
                    part.visit(self)


def _repeated(local: dict[str, str]) -> set[str]:
    """Names that would get a new name that another one of the file gets already."""
    first = {new: old for old, new in reversed(local.items())}
    return {old for old, new in local.items() if first[new] != old}


def _comprehension_names(node: cst.BaseComp) -> list[str]:
    names: list[str] = []
    part: cst.CompFor | None = node.for_in if isinstance(node, cst.BaseSimpleComp | cst.DictComp) else None
    while part is not None:
        names += target_names(part.target)
        part = part.inner_for_in
    return names


def _aliased(alias: cst.ImportAlias, new: str, old: str) -> cst.ImportAlias:
    as_old = cst.AsName(cst.Name(old), cst.SimpleWhitespace(" "), cst.SimpleWhitespace(" "))
    return alias.with_changes(name=cst.Name(new), asname=as_old)
