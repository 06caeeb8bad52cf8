"""What the names in a file mean: its imports, resolved to the project's modules and to Dagster."""

import re
from collections.abc import Iterator, Sequence

import libcst as cst

from assetize.analyzer.model import Module
from assetize.analyzer.records import dataclass
from assetize.codemods.rewrite.project_view import ProjectView, package_of

TYPE_CHECKING = re.compile(r"(\w+\.)?TYPE_CHECKING")


@dataclass(frozen=True, slots=True)
class Imported:
    """One name that an import binds. ``target`` is absolute: ``"dagster.op"``, ``"shop.ops.build_users"``, ``"shop.ops"``."""

    local: str
    target: str
    at_top: bool
    """It is imported whenever the module is, before anything else happens in it."""


@dataclass(frozen=True, slots=True)
class NameTable:
    """The imports of one file, and the names that its own module-level statements bind."""

    module: Module
    imports: tuple[Imported, ...]
    stars: tuple[str, ...]
    """Modules imported with a star."""
    bound: frozenset[str]

    def target_of(self, local: str) -> str | None:
        """What the name was imported as; None when it was not, or when imports disagree."""
        targets = {entry.target for entry in self.imports if entry.local == local}
        if len(targets) == 1:
            return next(iter(targets))
        if not targets and local not in self.bound and any(_is_dagster(star) for star in self.stars):
            return f"dagster.{local}"
        return None

    def locals_of(self, target: str) -> tuple[str, ...]:
        """The names that are bound to ``target`` at the top of the module."""
        return tuple(entry.local for entry in self.imports if entry.at_top and entry.target == target)

    def resolve(self, node: cst.BaseExpression) -> str | None:
        """The absolute dotted name that an expression of names and dots stands for. Dagster's come without submodules."""
        found = self._resolve(node)
        if found and _is_dagster(found) and found != "dagster":
            return f"dagster.{found.rpartition('.')[2]}"
        return found

    def _resolve(self, node: cst.BaseExpression) -> str | None:
        match node:
            case cst.Name():
                return self.target_of(node.value)
            case cst.Attribute():
                base = self._resolve(node.value)
                return f"{base}.{node.attr.value}" if base else None
            case _:
                return None


def _is_dagster(name: str) -> bool:
    return name == "dagster" or name.startswith("dagster.")


def read_names(tree: cst.Module, module: Module) -> NameTable:
    """The name table of a file."""
    imports: list[Imported] = []
    stars: list[str] = []
    for statement, at_top in _import_statements(tree):
        if isinstance(statement, cst.Import):
            imports += [_from_plain(alias, at_top) for alias in statement.names]
            continue
        source = absolute_source(statement, module)
        if source is None:
            continue
        if isinstance(statement.names, cst.ImportStar):
            stars.append(source)
            continue
        for alias in statement.names:
            name = cst.ensure_type(alias.name, cst.Name).value
            imports.append(Imported(bound_by(alias), f"{source}.{name}" if source else name, at_top))
    return NameTable(module, tuple(imports), tuple(stars), frozenset(module_level_names(tree.body)))


def bound_by(alias: cst.ImportAlias) -> str:
    """The name that an alias of an import binds."""
    if alias.asname:
        return cst.ensure_type(alias.asname.name, cst.Name).value
    return dotted(alias.name).partition(".")[0]


def dotted(node: cst.BaseExpression) -> str:
    """A dotted name's text."""
    if isinstance(node, cst.Attribute):
        return f"{dotted(node.value)}.{node.attr.value}"
    return cst.ensure_type(node, cst.Name).value


def absolute_source(statement: cst.ImportFrom, module: Module) -> str | None:
    """The dotted name of the module that a ``from`` import takes its names from; None when it leads out of the root."""
    name = dotted(statement.module) if statement.module else ""
    if not statement.relative:
        return name
    parts = package_of(module).split(".") if package_of(module) else []
    climb = len(statement.relative) - 1
    if climb > len(parts):
        return None
    kept = parts[: len(parts) - climb]
    return ".".join([*kept, name] if name else kept)


def project_symbol(target: str, view: ProjectView, module: Module) -> tuple[str, str] | None:
    """``(module id, name)`` of a dotted name that is a name of one of the project's modules."""
    source, _, name = target.rpartition(".")
    found = view.module_named(source, module.root) if source else None
    return (found.id, name) if found else None


def _from_plain(alias: cst.ImportAlias, at_top: bool) -> Imported:
    name = dotted(alias.name)
    return Imported(bound_by(alias), name if alias.asname else name.partition(".")[0], at_top)


def _import_statements(tree: cst.Module) -> Iterator[tuple[cst.Import | cst.ImportFrom, bool]]:
    yield from _imports_in(tree.body, at_top=True)


def _imports_in(
    body: Sequence[cst.CSTNode], *, at_top: bool
) -> Iterator[tuple[cst.Import | cst.ImportFrom, bool]]:
    for statement in body:
        if isinstance(statement, cst.Import | cst.ImportFrom):
            yield statement, at_top
        elif isinstance(statement, cst.SimpleStatementLine):
            yield from _imports_in(statement.body, at_top=at_top)
        elif isinstance(statement, cst.BaseCompoundStatement):
            for block in blocks_of(statement):
                yield from _imports_in(block.body, at_top=False)


def blocks_of(statement: cst.BaseCompoundStatement) -> Iterator[cst.BaseSuite]:
    """The indented blocks of a compound statement, ``else`` and ``except`` among them."""
    if isinstance(statement, cst.Match):
        for case in statement.cases:
            yield case.body
        return
    yield statement.body
    for name in ("handlers", "orelse", "finalbody"):
        part = getattr(statement, name, None)
        for piece in part if isinstance(part, Sequence) else (part,):
            if isinstance(piece, cst.If):
                yield from blocks_of(piece)
            elif piece is not None:
                yield piece.body


def module_level_names(body: Sequence[cst.CSTNode]) -> Iterator[str]:
    """Names that module-level statements bind other than by an import."""
    for statement in body:
        match statement:
            case cst.FunctionDef() | cst.ClassDef():
                yield statement.name.value
            case cst.SimpleStatementLine():
                yield from module_level_names(statement.body)
            case cst.Assign():
                for target in statement.targets:
                    yield from target_names(target.target)
            case cst.AnnAssign() | cst.AugAssign():
                yield from target_names(statement.target)
            case cst.BaseCompoundStatement():
                if isinstance(statement, cst.For):
                    yield from target_names(statement.target)
                for block in blocks_of(statement):
                    yield from module_level_names(block.body)


def target_names(node: cst.BaseExpression) -> Iterator[str]:
    """The names that an assignment to ``node`` binds."""
    match node:
        case cst.Name():
            yield node.value
        case cst.Tuple() | cst.List():
            for element in node.elements:
                yield from target_names(element.value)
        case cst.StarredElement():
            yield from target_names(node.value)
