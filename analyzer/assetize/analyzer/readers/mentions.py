"""Finds the mentions of ops, graphs and jobs in one module."""

import ast
from collections.abc import Iterator, Mapping, Sequence

from assetize.analyzer.model import Reference
from assetize.analyzer.model.facts import ReferenceContext
from assetize.analyzer.names import ModuleSource, Scope
from assetize.analyzer.names.resolution import owner_of
from assetize.analyzer.readers.found import Reading
from assetize.analyzer.readers.handed_jobs import is_made_a_schedule
from assetize.analyzer.readers.reference_targets import Targets, base_id
from assetize.analyzer.readers.zones import Zones
from assetize.analyzer.syntax.outline import Nodes, Outline

LONGEST_NAME = 200


class Mentions:
    """One module, and the names in it that may mean a target."""

    def __init__(
        self,
        reading: Reading,
        source: ModuleSource,
        outline: Outline,
        targets: Targets,
        names: frozenset[str],
    ) -> None:
        self._reading = reading
        self._source = source
        self._outline = outline
        self._targets = targets
        self._names = names
        self._zones = Zones(reading.sites_in(source.module.id))

    @property
    def module_id(self) -> str:
        """Of the module that is searched."""
        return self._source.module.id

    @property
    def data(self) -> bytes:
        """The text of the module that is searched, as it is in its file."""
        return self._source.data

    def path_folder(self, module_id: str) -> str:
        """``week_3`` for a module that is imported from there; empty where the analysed folder itself is on the path."""
        root = self._reading.sources.known_modules[module_id].root
        return "" if root.startswith(".") else root

    def find(self, places: Mapping[str, str]) -> Iterator[Reference]:
        """All mentions by name; ``places`` are the project's module ids by dotted name, for names in strings."""
        for group in self._outline.groups:
            yield from self._expressions(group)
            for node in group.strings:
                text = str(node.value)
                if ("." in text or ":" in text) and len(text) <= LONGEST_NAME:
                    yield from self._string(node, text, group.scope, places)
        for scope in (self._source.scope, *self._source.scopes):
            yield from self._imports(scope)
        yield from self._exports()

    def at(
        self, target: str, node: ast.AST, context: ReferenceContext, owner: str, detail: str = ""
    ) -> Reference:
        """The record of one mention."""
        return Reference(target, self._source.module.id, self._source.at(node), context, owner, detail)

    def owner(self, node: ast.expr, scope: Scope) -> str:
        """The id of the definition around a node."""
        return self._zones.around(node, scope).owner

    def _expressions(self, group: Nodes) -> Iterator[Reference]:
        """``build_users``, ``ops.build_users``."""
        names, module_id = self._names, self._source.module.id
        found: list[tuple[str, ast.expr]] = []
        for name in group.names:
            if name.id in names and isinstance(name.ctx, ast.Load):
                target = self._meaning(name, group.scope)
                if target is not None:
                    found.append((target, name))
        for attribute in group.attributes:
            if attribute.attr in names:
                meant = self._reading.sources.resolve(module_id, attribute, group.scope)
                if meant is not None and meant in self._targets.ids:
                    found.append((meant, attribute))
        roles = {**self._handed_to_schedules(group, found), **_roles(group)} if found else {}
        for target, node in found:
            zone = self._zones.around(node, group.scope)
            role, detail = roles.get(id(node), (None, ""))
            for definition_id in self._targets.ids[target]:
                yield self.at(definition_id, node, zone.context or role or "other", zone.owner, detail)

    def _handed_to_schedules(
        self, group: Nodes, found: Sequence[tuple[str, ast.expr]]
    ) -> Mapping[int, tuple[ReferenceContext, str]]:
        """``at_night(users_job)``: the schedule itself is written in another place."""
        mentions = {id(node) for _, node in found}
        return {
            id(value): ("trigger", "")
            for call in group.calls
            for value in (*call.args, *(keyword.value for keyword in call.keywords))
            if id(value) in mentions
            and is_made_a_schedule(self._reading, self._source, group.scope, call, value)
        }

    def _meaning(self, node: ast.Name, scope: Scope) -> str | None:
        """The target that a name means, or may mean when its bindings disagree."""
        meant = self._reading.sources.resolve(self._source.module.id, node, scope)
        if meant is not None:
            return meant if meant in self._targets.ids else None
        owner = owner_of(scope, node.id)
        if owner is None:
            return None
        own = f"{owner.module_id}:{owner.qualify(node.id)}"
        if own in self._targets.ids:
            return own
        members = {binding.member for binding in owner.bindings[node.id] if binding.kind == "import"}
        return next((target for target in self._targets.ids if _ends_with(target, members)), None)

    def _imports(self, scope: Scope) -> Iterator[Reference]:
        """``from shop.ops import build_users as step``."""
        for name, bindings in scope.bindings.items():
            for binding in bindings:
                if binding.kind != "import" or binding.member is None:
                    continue
                if binding.member not in self._names and name not in self._names:
                    continue
                target = self._meaning(ast.Name(name, ast.Load()), scope)
                if target is not None:
                    owner = scope.id if scope.parent is not None else ""
                    alias = name if name != binding.member else ""
                    for definition_id in self._targets.ids[target]:
                        yield self.at(definition_id, _alias_node(binding.node, name), "import", owner, alias)

    def _exports(self) -> Iterator[Reference]:
        """``__all__ = ["build_users"]``."""
        for binding in self._source.scope.bindings.get("__all__", ()):
            for node in ast.walk(binding.node):
                if isinstance(node, ast.Constant) and node.value in self._names:
                    target = self._meaning(ast.Name(str(node.value), ast.Load()), self._source.scope)
                    for definition_id in self._targets.ids[target] if target is not None else ():
                        yield self.at(definition_id, node, "export", "")

    def _string(
        self, node: ast.Constant, text: str, scope: Scope, places: Mapping[str, str]
    ) -> Iterator[Reference]:
        """``"shop.ops.build_users"``, ``"shop.jobs:nightly"``."""
        prefix, _, name = text.replace(":", ".").rpartition(".")
        if name not in self._names or prefix not in places:
            return
        target = self._reading.sources.resolve(places[prefix], ast.Name(name, ast.Load()))
        for definition_id in self._targets.ids.get(target or "", ()):
            yield self.at(definition_id, node, "string", self.owner(node, scope))


def _roles(group: Nodes) -> Mapping[int, tuple[ReferenceContext, str]]:
    """How expressions are used by those around them: called, or asked for an attribute."""
    roles: dict[int, tuple[ReferenceContext, str]] = {id(call.func): ("call", "") for call in group.calls}
    roles.update((id(item.value), ("attribute", item.attr)) for item in group.attributes)
    return roles


def _alias_node(statement: ast.AST, name: str) -> ast.AST:
    """The line of an import on which the name stands."""
    aliases = getattr(statement, "names", [])
    return next((alias for alias in aliases if name in (alias.asname, alias.name)), statement)


def _ends_with(target: str, members: set[str | None]) -> bool:
    return base_id(target).rpartition(":")[2] in members
