"""The project's modules and the answers to what their names mean."""

import ast
from collections.abc import Iterable, Mapping

from assetize.analyzer.files import Layout, SourceTree, lay_out, parse
from assetize.analyzer.model import Diagnostic, Module
from assetize.analyzer.names.definitions import Definition, DefinitionNode
from assetize.analyzer.names.meaning import Meaning
from assetize.analyzer.names.members import lineage, member_of_class
from assetize.analyzer.names.module_source import ModuleSource, read_module
from assetize.analyzer.names.resolution import meaning_of
from assetize.analyzer.names.scopes import Scope
from assetize.analyzer.names.targets import element_at

ONLY_WORDS = bytes(
    byte if byte >= 128 or chr(byte).isalnum() or byte == ord("_") else ord(" ") for byte in range(256)
)
"""Turns text into words and spaces: many times faster than a pattern of many alternatives."""


class Sources:
    """Modules by id, parsed once: those that name Dagster at the start, others when a name leads into them.

    What is looked up is remembered; the same questions always get the same answers, in whatever order they are asked.
    """

    def __init__(self, tree: SourceTree) -> None:
        self.tree = tree
        self.layout: Layout = lay_out(tree)
        self.meanings: dict[tuple[Scope, str], Meaning] = {}
        self.lineages: dict[str, tuple[str, ...]] = {}
        self.remembered: dict[object, object] = {}
        """What other parts of the analyzer worked out from these sources, under keys of their own."""
        self._read: dict[str, ModuleSource | None] = {}
        self._problems: dict[str, Diagnostic] = {}
        named = [module.id for module in self.layout.modules.values() if module.names_dagster]
        sources = {module_id: self.module(module_id) for module_id in named}
        self.modules: Mapping[str, ModuleSource] = {
            module_id: source for module_id, source in sources.items() if source is not None
        }
        """The modules that name Dagster and can be parsed, in the order of their files."""

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What could not be read or parsed so far, in the order of files."""
        return tuple(sorted((*self.tree.diagnostics, *self._problems.values()), key=_by_place))

    @property
    def known_modules(self) -> Mapping[str, Module]:
        """Every file of the project as a module, parsed or not, by id."""
        return self.layout.modules

    def module(self, module_id: str) -> ModuleSource | None:
        """Any module of the project, parsed now if need be; None when there is none or it cannot be parsed."""
        if module_id not in self._read:
            self._read[module_id] = self._parse(module_id)
        return self._read[module_id]

    def replace(self, modules: Mapping[str, ModuleSource]) -> None:
        """Takes other trees for some modules; what was looked up before is forgotten."""
        self._read.update(modules)
        self.modules = {**self.modules, **modules}
        for memory in (self.meanings, self.lineages, self.remembered):
            memory.clear()

    def _parse(self, module_id: str) -> ModuleSource | None:
        module = self.layout.modules.get(module_id)
        if module is None:
            return None
        data = self.tree.files[module.file].data
        tree = parse(module.file, data)
        if isinstance(tree, Diagnostic):
            self._problems[module_id] = tree
            return None
        return read_module(self.layout, module, tree, data)

    def resolve(self, module_id: str, expression: ast.expr, scope: Scope | None = None) -> str | None:
        """The qualified name that a name or dotted name means in a scope (by default the module's)."""
        return self.explain(module_id, expression, scope).name

    def explain(self, module_id: str, expression: ast.expr, scope: Scope | None = None) -> Meaning:
        """What ``resolve`` answers, and why when that is None."""
        source = self.module(module_id)
        if source is None:
            return Meaning(None, f"{module_id} cannot be read")
        return meaning_of(self, scope or source.scope, expression)

    def definition(self, definition_id: str) -> Definition | None:
        """The function, class or assigned expression of an id; None outside the project, and when it has several."""
        module_id, _, qualname = definition_id.partition(":")
        source = self.module(module_id) if qualname else None
        if source is None:
            return None
        around, _, name = qualname.rpartition(".")
        scope = source.scope_named(around.removesuffix(".<locals>"))
        bindings = scope.bindings.get(name, []) if scope is not None else []
        defining = [binding for binding in bindings if not binding.type_checking] or bindings
        if scope is None or len(defining) != 1:
            return None
        binding = defining[0]
        node = element_at(binding.node, binding.path) or binding.node
        if binding.kind in ("import", "parameter", "varies", "augment") or not isinstance(
            node, DefinitionNode
        ):
            return None
        return Definition(definition_id, module_id, node, scope, binding)

    def scope_of(self, definition_id: str) -> Scope | None:
        """The inside of a function or class, or of a module (``"module:"``)."""
        module_id, _, qualname = definition_id.partition(":")
        source = self.module(module_id)
        return source.scope_named(qualname) if source is not None else None

    def class_scope(self, class_id: str) -> Scope | None:
        """The inside of a class of the project; None for anything else."""
        if ":" not in class_id:
            return None
        scope = self.scope_of(class_id)
        return scope if scope is not None and scope.kind == "class" else None

    def member(self, class_id: str, name: str) -> str | None:
        """The qualified name of a class's attribute or method, its own or inherited."""
        return member_of_class(self, class_id, name).name

    def lineage(self, class_id: str) -> tuple[str, ...]:
        """A class and its ancestors by qualified name, nearest first; ``"?"`` for a base that is not understood."""
        return lineage(self, class_id)

    def modules_mentioning(self, names: Iterable[str]) -> tuple[str, ...]:
        """Ids of all modules whose text holds one of the words, whether they name Dagster or not; nothing is parsed."""
        words = {name.encode() for name in names}
        files = self.tree.files
        return tuple(
            module.id
            for module in self.layout.modules.values()
            if not words.isdisjoint(files[module.file].data.translate(ONLY_WORDS).split())
        )


def _by_place(diagnostic: Diagnostic) -> tuple[str, int, str]:
    return diagnostic.file, diagnostic.line, diagnostic.code


def read_sources(tree: SourceTree) -> Sources:
    """Parses what names Dagster and makes the rest ready to be looked up."""
    return Sources(tree)
