"""What a rewrite of one file works with, and what it asks for on the way."""

from dataclasses import field
from itertools import chain, count

import libcst as cst

from assetize.analyzer.codes.code import Code
from assetize.analyzer.codes.rewriting import NAME_TAKEN, RESULT_NOT_VALID
from assetize.analyzer.model import Location, Module
from assetize.analyzer.records import dataclass
from assetize.codemods.model import SymbolRef
from assetize.codemods.rewrite.failure import RewriteFailure
from assetize.codemods.rewrite.layout import Doc, render
from assetize.codemods.rewrite.names import NameTable, project_symbol
from assetize.codemods.rewrite.origins import origin
from assetize.codemods.rewrite.printing import StatementPrinter
from assetize.codemods.rewrite.project_view import ProjectView
from assetize.codemods.rewrite.star_imports import find_other_meaning
from assetize.codemods.rewrite.style import Style


@dataclass(frozen=True, slots=True)
class NewImport:
    """``from module import name [as local]``; ``module`` is a module id of the project, or ``dagster``, or a dotted name."""

    module: str
    name: str
    local: str


@dataclass(slots=True)
class FileContext:
    """One file's style and names. Rewrites add the imports that they need and a sentence for each thing done."""

    view: ProjectView
    module: Module
    tree: cst.Module
    """As it was read."""
    text: str
    """``tree`` printed: the file's text, but for what does not round-trip."""
    printer: StatementPrinter
    names: NameTable
    style: Style
    old_places: dict[str, int] = field(default_factory=dict)
    """For names bound in this file: the place of the first statement that does among the module's."""
    places: dict[str, float] = field(default_factory=dict)
    """The same by new names, with those that are going to be defined."""
    new_imports: list[NewImport] = field(default_factory=list)
    spelled: set[str] = field(default_factory=set)
    """Names that new code begins with; each must be bound where it runs."""
    done: list[str] = field(default_factory=list)
    kept_bodies: set[str] = field(default_factory=set)
    """Ids of graphs and jobs whose bodies, comments and all, are those of graph-backed assets now."""

    def fail(self, code: Code, message: str, subject: str = "", line: int | None = None) -> RewriteFailure:
        """The failure to raise; it is placed at the subject's definition unless a line is given."""
        where = self.view.where(subject) if subject else Location(self.module.file, 1)
        if line is not None:
            where = Location(self.module.file, line)
        return RewriteFailure(code.at(where, message, subject))

    def is_subject_here(self, id: str) -> bool:
        """Whether the definition of that id is in this file."""
        return id.partition(":")[0] == self.module.id

    def dagster(self, name: str) -> str:
        """How this file spells a name of Dagster; an import is asked for where it needs one."""
        return self._noted(self._dagster(name))

    def _noted(self, spelling: str) -> str:
        self.spelled.add(spelling.partition(".")[0])
        return spelling

    def _dagster(self, name: str) -> str:
        for local in self.names.locals_of(f"dagster.{name}"):
            return local
        aliases = self.names.locals_of("dagster")
        if aliases and self._prefers_module(aliases[0]):
            return f"{aliases[0]}.{name}"
        if "dagster" in self.names.stars and name not in self.names.bound:
            return name
        return self._ask_for("dagster", name)

    def place_of(self, id: str) -> float:
        """The place of the module-level statement that is or holds the definition of that id."""
        return self.old_places.get(id.partition(":")[2].partition(".")[0], len(self.tree.body))

    def check_free(self, name: str, subject: str) -> None:
        """Raise a failure where the module goes on using for something else a name that is going to be defined in it."""
        goes_away = (self.module.id, name) in self.view.removed or (self.module.id, name) in self.view.renames
        if self.is_taken(name) and not goes_away:
            raise self.fail(
                NAME_TAKEN, f"{name} already means something else in {self.module.file}.", subject
            )
        if place := find_other_meaning(self.view, self.module, name):
            raise self.fail(NAME_TAKEN, f"{name} already means something else in {place}.", subject)

    def is_usable_at(self, wanted: SymbolRef, place: float) -> bool:
        """Whether the name is bound already when the module-level statement at ``place`` runs."""
        return wanted.module != self.module.id or self.places.get(wanted.name, place) < place

    def _prefers_module(self, alias: str) -> bool:
        by_name = [
            entry for entry in self.names.imports if entry.target.startswith("dagster.") and entry.at_top
        ]
        if not by_name:
            return True
        return self.text.count(f"{alias}.") > len(by_name)

    def symbol(self, wanted: SymbolRef, attribute: str = "") -> str:
        """How this file spells a module-level name of the project, or an attribute of it; an import is asked for where it needs one.

        What is going to be renamed is spelled by its old name: renaming comes later, and renames new code along with the old.
        """
        self.spelled.add(wanted.name)
        spelling = self._noted(self._symbol(wanted))
        return f"{spelling}.{attribute}" if attribute else spelling

    def _symbol(self, wanted: SymbolRef) -> str:
        old = self.view.old_name(wanted)
        if wanted.module == self.module.id:
            return old
        module_aliases: list[str] = []
        imports_from_it = False
        for entry in self.names.imports:
            if not entry.at_top:
                continue
            symbol = project_symbol(entry.target, self.view, self.module)
            if symbol and symbol[1] == old and origin(self.view, *symbol) == (wanted.module, old):
                return entry.local
            imports_from_it = imports_from_it or (symbol is not None and symbol[0] == wanted.module)
            found = self.view.module_named(entry.target, self.module.root)
            if found and found.id == wanted.module:
                module_aliases.append(entry.local)
        if module_aliases and not imports_from_it:
            return f"{module_aliases[0]}.{wanted.name}"
        return self._ask_for(wanted.module, wanted.name)

    def imported_as(self, module: str, name: str, local: str) -> str:
        """Ask for ``from module import name``, wanted under the name ``local``; gives the name that it got."""
        return self._ask_for(module, name, local)

    def _ask_for(self, module: str, name: str, local: str | None = None) -> str:
        for asked in self.new_imports:
            if (asked.module, asked.name) == (module, name):
                return asked.local
        other = f"dagster_{name}" if module == "dagster" else f"{name}_asset"
        numbered = (f"{other}_{number}" for number in count(2))
        free = next(item for item in chain((local or name, other), numbered) if not self.is_taken(item))
        self.new_imports.append(NewImport(module, name, free))
        return free

    def has_asked_for(self, module: str, name: str) -> bool:
        """Whether that import is going to be added already."""
        return any((asked.module, asked.name) == (module, name) for asked in self.new_imports)

    def is_taken(self, name: str) -> bool:
        """Whether the module already uses the name for something else."""
        imported = any(entry.local == name for entry in self.names.imports)
        return imported or name in self.names.bound or any(asked.local == name for asked in self.new_imports)

    def expression(self, doc: Doc, indent: str = "", before: int = 0, after: int = 0) -> cst.BaseExpression:
        """``doc`` laid out as an expression of this file."""
        text = render(doc, self.style, indent, before, after)
        try:
            return cst.parse_expression(self._own_newlines(text), config=self.tree.config_for_parsing)
        except cst.ParserSyntaxError as error:
            raise self.fail(RESULT_NOT_VALID, f"Cannot read what was written: {text}") from error

    def statement(self, text: str) -> cst.SimpleStatementLine | cst.BaseCompoundStatement:
        """A statement of this file from its text."""
        try:
            return cst.parse_statement(self._own_newlines(text), config=self.tree.config_for_parsing)
        except cst.ParserSyntaxError as error:
            raise self.fail(RESULT_NOT_VALID, f"Cannot read what was written: {text}") from error

    def _own_newlines(self, text: str) -> str:
        return text.replace("\r\n", "\n").replace("\n", self.style.newline)
