"""Finds the modules in which something may be mentioned, without parsing the rest of the project."""

import ast
import re
from collections.abc import Iterable, Mapping

from assetize.analyzer.model import Module
from assetize.analyzer.names import Sources
from assetize.analyzer.readers.reference_targets import Targets

WORD = re.compile(rb"\w+")
MOST_ROUNDS = 4


def modules_with_names(sources: Sources, targets: Targets) -> Mapping[str, frozenset[str]]:
    """By module id, the names that may mean a target there: their own, and what imports and assignments call them."""
    wanted = set(targets.words)
    files = _OtherFiles(sources)
    holders = {target.partition(":")[0] for target in targets.ids}
    looked_at: dict[str, frozenset[str]] = {}
    for _ in range(MOST_ROUNDS):
        words = frozenset(wanted)
        todo = [*sources.modules, *files.naming(words, holders | looked_at.keys())]
        news = [module_id for module_id in todo if looked_at.get(module_id) != words]
        if not news:
            break
        for module_id in news:
            wanted |= _aliases(sources, module_id, targets, words)
            looked_at[module_id] = words
    inner = targets.local_words
    names = frozenset(wanted)
    return {
        module_id: names | inner[module_id] if module_id in inner else names  # shared: there may be thousands
        for module_id in looked_at
    }


class _OtherFiles:
    """The files that do not name Dagster, each searched once for what it imports."""

    def __init__(self, sources: Sources) -> None:
        self._modules = [module for module in sources.known_modules.values() if not module.names_dagster]
        self._files = sources.tree.files
        self._known = frozenset(word.encode() for word in _last_words(sources.known_modules))
        self._imports: dict[str, frozenset[bytes]] = {}

    def naming(self, words: frozenset[str], holders: Iterable[str]) -> list[str]:
        """Ids of those that import something like one of ``holders`` and hold one of the words."""
        holder_words = {word.encode() for word in _last_words(holders)}
        encoded = {word.encode() for word in words}
        return [
            module.id
            for module in self._modules
            if not holder_words.isdisjoint(self._imported_words(module))
            and not encoded.isdisjoint(WORD.findall(self._files[module.file].data))
        ]

    def _imported_words(self, module: Module) -> frozenset[bytes]:
        """The words of its imports that may name a module; those of the whole text where strings may name modules."""
        if module.id not in self._imports:
            self._imports[module.id] = self._known.intersection(
                WORD.findall(self._files[module.file].imports)
            )
        return self._imports[module.id]


def _aliases(sources: Sources, module_id: str, targets: Targets, wanted: frozenset[str]) -> frozenset[str]:
    """``import build_users as step``, ``step = build_users``."""
    source = sources.module(module_id)
    found: set[str] = set()
    for scope in (source.scope, *source.scopes) if source is not None else ():
        for name, bindings in scope.bindings.items():
            for binding in bindings:
                meant = binding.member if binding.kind == "import" else _last_name(binding.node)
                if meant is None or meant == name or meant not in wanted:
                    continue
                if sources.resolve(scope.module_id, ast.Name(name, ast.Load()), scope) in targets.ids:
                    found.add(name)
    return frozenset(found)


def _last_name(node: ast.AST) -> str | None:
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else None


def _last_words(module_ids: Iterable[str]) -> set[str]:
    """The word by which an import names a module: its own name, or its package's."""
    return {re.split(r"[./]", module_id)[-1] for module_id in module_ids}
