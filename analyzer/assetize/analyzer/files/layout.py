"""Says which module each file is, and to which file or folder an import leads."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from assetize.analyzer.files.naming import Naming, make_ids
from assetize.analyzer.files.places import PlaceIndex, join, parent, place_of
from assetize.analyzer.files.tree import SourceTree
from assetize.analyzer.files.votes import count_votes
from assetize.analyzer.model import Module


@dataclass(frozen=True)
class Layout:
    """The project's modules by id, and the way from an import to one of them.

    A *place* is a file's path without ``.py`` (a package's folder for its ``__init__.py``), relative to the analysed
    folder. Folders without ``__init__.py`` are places too: they are namespace packages.
    """

    modules: Mapping[str, Module]
    index: PlaceIndex
    ids: Mapping[str, str]
    """Module ids by file."""
    _found: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    def absolute(self, importing_file: str, dotted: str) -> tuple[str, ...]:
        """The places that ``import dotted`` in that file may lead to: none when it is not the project's."""
        key = (parent(importing_file), dotted)
        if key not in self._found:
            self._found[key] = self.index.find(key[0], dotted)
        return self._found[key]

    def relative(self, importing_file: str, level: int, dotted: str | None) -> str | None:
        """The place that ``from ..dotted import`` leads to; None when there is no such file or folder."""
        folder = parent(importing_file)
        for _ in range(level - 1):
            if not folder:
                return None
            folder = parent(folder)
        place = join(folder, dotted.replace(".", "/")) if dotted else folder
        return place if self.index.exists(place) else None

    def inside(self, place: str, name: str) -> str | None:
        """The submodule of that name of a place, when there is one."""
        inner = join(place, name)
        return inner if self.index.exists(inner) else None

    def place_of(self, module_id: str) -> str:
        """The place of a module."""
        return place_of(self.modules[module_id].file)

    def module_at(self, place: str) -> str | None:
        """The id of the module at a place; None for a folder without ``__init__.py``."""
        file = self.index.file_at(place)
        return self.ids[file] if file is not None else None


def lay_out(tree: SourceTree) -> Layout:
    """Names every file of the tree, by its packages and by how the project itself imports it."""
    index = PlaceIndex.of(tree.files, tree.root.name)
    votes = count_votes(tree, index)
    naming = Naming(index, votes, tree.root)
    named = [(path, *naming.name(path)) for path in tree.files]
    ids = make_ids(named)
    modules = {
        ids[path]: Module(ids[path], name, root, path, tree.files[path].names_dagster)
        for path, root, name in named
    }
    return Layout(modules, index, ids)
