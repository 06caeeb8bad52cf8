"""Inert stand-ins for modules that cannot be imported."""

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import FrameType, ModuleType

from assetize.codemods.verification.child.inert import inert_attribute

NEVER = ("assetize", "dagster")
"""Modules that are the engine's: if one of their names is missing, that must be seen."""


class _StandInLoader(Loader):
    def create_module(self, spec: ModuleSpec) -> ModuleType:
        module = ModuleType(spec.name)
        module.__dict__["__path__"] = []
        module.__dict__["__getattr__"] = lambda name: inert_attribute(spec.name, name)
        return module

    def exec_module(self, module: ModuleType) -> None:
        """It is complete."""


class StandInFinder(MetaPathFinder):
    """The last finder: what the project's own files import and nobody else found gets a stand-in. ``used`` holds their names.

    Libraries try imports too, and mean it when one fails.
    """

    def __init__(self, project: str) -> None:
        self.used: list[str] = []
        self._project = project

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """A stand-in for modules that no installed or engine package should have had."""
        if fullname.partition(".")[0] in NEVER or not self._asked_by_project():
            return None
        parent = sys.modules.get(fullname.rpartition(".")[0])
        spec = parent.__spec__ if parent is not None else None
        if spec is not None and not isinstance(spec.loader, _StandInLoader):
            return None  # a submodule of something real is missing on purpose, or by mistake
        self.used.append(fullname)
        return ModuleSpec(fullname, _StandInLoader(), is_package=True)

    def _asked_by_project(self) -> bool:
        frame: FrameType | None = sys._getframe(2)
        while frame is not None and "importlib" in frame.f_code.co_filename:
            frame = frame.f_back
        return frame is not None and frame.f_code.co_filename.startswith(self._project)


def find_missing_modules(project: str) -> list[str]:
    """Stand-ins for what the files under ``project`` import; the list grows with their names."""
    finder = StandInFinder(project)
    sys.meta_path.append(finder)
    return finder.used
