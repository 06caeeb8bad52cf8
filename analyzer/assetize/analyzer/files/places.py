"""An index of the places that an import can lead to."""

import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

DAGSTER = "dagster"
SOURCE_FOLDERS = frozenset({"src", "lib", "python"})


def parent(path: str) -> str:
    """The folder of a path, ``""`` for the analysed folder."""
    return path.rpartition("/")[0]


def join(folder: str, name: str) -> str:
    """A path in a folder that may be the analysed one."""
    return f"{folder}/{name}" if folder else name


def place_of(path: str) -> str:
    """Where a file stands in imports: its path without ``.py``, its folder for ``__init__.py``."""
    place = path.removesuffix(".py")
    return parent(place) if place == "__init__" or place.endswith("/__init__") else place


@dataclass(frozen=True)
class PlaceIndex:
    """Files and folders of the project by their last name."""

    files: Mapping[str, str]
    """Files by place; a package hides a file of the same name."""
    folders: frozenset[str]
    by_last_name: Mapping[str, tuple[str, ...]]
    root_name: str

    @classmethod
    def of(cls, paths: Iterable[str], root_name: str) -> "PlaceIndex":
        """The index of these files."""
        files: dict[str, str] = {}
        folders: set[str] = {""}
        for path in sorted(paths):
            place = place_of(path)
            if place not in files or path.endswith("__init__.py"):
                files[place] = path
            folder = parent(path)
            while folder not in folders:
                folders.add(folder)
                folder = parent(folder)
        names: dict[str, list[str]] = defaultdict(list)
        for place in sorted({*files, *folders} - {""}):
            names[place.rpartition("/")[2]].append(place)
        return cls(
            files, frozenset(folders), {name: tuple(places) for name, places in names.items()}, root_name
        )

    def exists(self, place: str) -> bool:
        """True for a file and for a folder with Python files anywhere below."""
        return place in self.files or place in self.folders

    def file_at(self, place: str) -> str | None:
        """The file at a place; None for a folder without ``__init__.py``."""
        return self.files.get(place)

    def is_package(self, folder: str) -> bool:
        """True for a folder with an ``__init__.py``."""
        return self.files.get(folder, "").endswith("__init__.py")

    def outermost_package(self, place: str) -> str:
        """The outermost package that holds a place without a gap, or the place itself."""
        while place and self.is_package(parent(place)):
            place = parent(place)
        return place

    def find(self, importing_folder: str, dotted: str) -> tuple[str, ...]:
        """The places that an absolute import in that folder can mean: none outside the project, several if unclear."""
        first, _, rest = dotted.partition(".")
        if first == DAGSTER or (not rest and first in sys.stdlib_module_names):
            return ()
        tail = dotted.replace(".", "/")
        same_name = self.by_last_name.get(dotted.rpartition(".")[2], ())
        places = [place for place in same_name if place == tail or place.endswith("/" + tail)]
        ranked = [
            (rank, place)
            for place in places
            if (rank := self._rank(importing_folder, place, tail)) is not None
        ]
        best = min((rank for rank, _ in ranked), default=None)
        nearest = [place for rank, place in ranked if rank == best]
        if (
            not nearest
            and first == self.root_name
            and self.is_package("")
            and self.exists(rest.replace(".", "/"))
        ):
            return (rest.replace(".", "/"),)
        return tuple(nearest)

    def _rank(self, importing_folder: str, place: str, tail: str) -> tuple[int, int] | None:
        """How near a place is to the import, smallest first; None when Python would hardly look there.

        A source root is an importer's own folder or one above it (the nearest first), else a folder elsewhere in the
        repository. A folder inside a package is on Python's path only for those who start Python in it.
        """
        root = place[: -len(tail)].strip("/")
        shared = _shared_depth(importing_folder, root)
        is_above = root == "" or importing_folder == root or importing_folder.startswith(root + "/")
        if self.is_package(root):
            can_be_meant = importing_folder == root or (is_above and "/" in tail)
            return (3, -shared) if can_be_meant else None
        if is_above:
            return (1, -shared)
        top = join(root, tail.partition("/")[0])
        is_clear = "/" in tail or self.is_package(top) or root.rpartition("/")[2] in SOURCE_FOLDERS
        return (2, -shared) if is_clear else None


def _shared_depth(one: str, other: str) -> int:
    """How many folders two paths start with in common."""
    depth = 0
    for mine, theirs in zip(one.split("/"), other.split("/"), strict=False):
        if mine != theirs or not mine:
            break
        depth += 1
    return depth
