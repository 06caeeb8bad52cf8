"""Says from which folder each file is imported, and under which name."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from assetize.analyzer.files.places import PlaceIndex, parent, place_of


@dataclass(frozen=True)
class Naming:
    """Where files are imported from: their outermost package stands in that folder, unless imports say otherwise.

    Only imports can tell where namespace packages begin, so they have a vote.
    """

    index: PlaceIndex
    votes: Mapping[str, int]
    root: Path
    _tops: dict[str, str | None] = field(default_factory=dict)

    def name(self, path: str) -> tuple[str, str]:
        """The folder that a file is imported from, and its dotted name from there."""
        place = place_of(path)
        if self.index.is_package(""):
            return "..", ".".join([self.root.name, *place.split("/")] if place else [self.root.name])
        top = self._top(place)
        folder = parent(top)
        return folder or ".", (place[len(folder) + 1 :] if folder else place).replace("/", ".")

    def _top(self, place: str) -> str:
        """The outermost folder, or the file itself, that an import of a place begins with."""
        folder = place if self.index.is_package(place) else parent(place)
        if folder not in self._tops:
            self._tops[folder] = self._top_of_folder(folder)
        top = self._tops[folder]
        if top is None:
            return _below_source_folder(place)
        return place if self.votes.get(place, 0) > self.votes.get(top, 0) else top

    def _top_of_folder(self, folder: str) -> str | None:
        """None when nothing says that the folder is imported as a package."""
        package = self.index.outermost_package(folder) if self.index.is_package(folder) else None
        outermost = _below_source_folder(package) if package is not None else None
        candidates = [name for name in (folder, *_folders_above(folder)) if name in self.votes]
        if not candidates:
            return outermost
        return max(candidates, key=lambda name: (self.votes[name], name == outermost, -len(name)))


def _below_source_folder(top: str) -> str:
    """By convention everything below a folder named ``src`` is imported from there, packages or not."""
    parts = top.split("/")
    if "src" not in parts[:-1]:
        return top
    last = len(parts) - 2 - parts[-2::-1].index("src")
    return "/".join(parts[: last + 2])


def _folders_above(place: str) -> Iterable[str]:
    while place := parent(place):
        yield place


def make_ids(named: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """Ids by file: dotted names, with the source root in front where two roots hold the same name."""
    holders: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for path, root, name in named:
        holders[name].append((root, path))
    ids: dict[str, str] = {}
    taken: set[str] = set()
    for name, files in holders.items():
        for root, path in sorted(files, key=lambda file: not file[1].endswith("__init__.py")):
            prefix = "" if len(files) == 1 or root == "." else f"{root}/"
            # ``a.py`` beside ``a/__init__.py``: the package hides the file, which keeps an id of its own.
            ids[path] = path if prefix + name in taken else prefix + name
            taken.add(ids[path])
    return ids
