"""Which module may import from which without importing in a circle."""

from collections.abc import Iterator

from assetize.analyzer.graph_order import is_reached
from assetize.codemods.model import SymbolRef
from assetize.codemods.plan.index import Index


class ImportGraph:
    """The project's imports, growing with those that the plan adds."""

    def __init__(self, index: Index) -> None:
        self._imports = {module.id: set(module.imports) for module in index.modules.values()}
        self._roots = {module.id: module.root for module in index.modules.values()}

    def can_use(self, module: str, line: int, symbol: SymbolRef, defined_at: int) -> bool:
        """Whether code at ``line`` of ``module`` may name ``symbol``, which is defined at line ``defined_at`` of its own.

        Remembers the import, so that later answers count with it.
        """
        if module == symbol.module:
            return defined_at < line
        if self._roots.get(module) != self._roots.get(symbol.module) or symbol.module not in self._imports:
            return False
        if symbol.module in self._imports[module]:
            return True
        if is_reached(self._pairs(), symbol.module, module):
            return False
        self._imports[module].add(symbol.module)
        return True

    def _pairs(self) -> Iterator[tuple[str, str]]:
        return ((importer, imported) for importer, found in self._imports.items() for imported in found)
