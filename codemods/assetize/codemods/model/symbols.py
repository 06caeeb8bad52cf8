"""Module-level names as a plan speaks of them."""

from assetize.analyzer.records import dataclass


@dataclass(frozen=True, slots=True, order=True)
class SymbolRef:
    """A module-level name: ``module`` is a module id, ``name`` the Python name that it is bound to *after* the upgrade."""

    module: str
    name: str
