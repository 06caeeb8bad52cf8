"""Finds ``dagster`` and its public submodules in the runtime, before Python looks for an installed Dagster."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

from assetize.runtime.alias.modules import SUBMODULES, fill_dagster

ADVICE = "is not part of the bundled runtime; run this on Dagster"


class AliasFinder(MetaPathFinder):
    """Answers for ``dagster`` alone: integrations such as ``dagster_aws`` are found as ever, and use what is served here."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The alias's spec, nothing for other modules. Raises ModuleNotFoundError for what Dagster keeps private."""
        if fullname == "dagster":
            return ModuleSpec(fullname, AliasLoader(), is_package=True)
        if not fullname.startswith("dagster."):
            return None
        if fullname not in SUBMODULES:
            raise ModuleNotFoundError(f"{fullname} {ADVICE}", name=fullname)
        return ModuleSpec(fullname, AliasLoader(), is_package=True)


class AliasLoader(Loader):
    """Fills a module with the runtime's names."""

    def create_module(self, spec: ModuleSpec) -> None:
        """Python makes the module."""

    def exec_module(self, module: ModuleType) -> None:
        """The names are looked up when they are used."""
        if module.__name__ == "dagster":
            fill_dagster(module)
        else:
            SUBMODULES[module.__name__](module)
