"""Mentions of a project's ops and jobs by files around the analysed folder: seen, so that nothing breaks them unseen.

People give a sub-folder (``assetize upgrade src``) while ``tests/`` beside it call the ops. Those files are not analysed, and
will not be changed; what they name must keep its name and its nature.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from os.path import commonpath, relpath
from pathlib import Path

from assetize.analyzer.files.git_files import list_git_files
from assetize.analyzer.model import Graph, Job, Location, Op, Project, Reference

IMPORT = re.compile(
    rb"^[ \t]*(?:from[ \t]+([\w.]+)[ \t]+import[ \t]+([^\n#]*)|import[ \t]+([\w., \t]+))", re.MULTILINE
)
WORD = re.compile(rb"\w+")

Parts = tuple[str, ...]


def find_outside_mentions(root: Path, project: Project) -> tuple[Reference, ...]:
    """One reference for each op, graph or job that a file of the same git repository, outside ``root``, seems to use.

    Text decides: an absolute import of the file leads into ``root``, and the file names the definition.
    """
    repository = _repository_above(root)
    wanted = _wanted(project)
    if repository is None or not wanted:
        return ()
    names = list_git_files(repository) or ()
    inside = root.resolve().relative_to(repository).as_posix() + "/"
    places = _Places(names)
    return tuple(
        reference
        for name in names
        if not name.startswith(inside)
        for reference in _mentions(repository / name, name, inside, root.resolve(), places, wanted)
    )


def _repository_above(root: Path) -> Path | None:
    """The repository's folder, when it is above ``root``."""
    folder = root.resolve()
    if (folder / ".git").exists():
        return None
    return next((parent for parent in folder.parents if (parent / ".git").exists()), None)


def _wanted(project: Project) -> Mapping[bytes, tuple[str, ...]]:
    """The Python names of all definitions, and the ids that they mean."""
    found: dict[bytes, dict[str, None]] = {}
    definitions: Iterable[Op | Graph | Job] = (*project.ops, *project.graphs, *project.jobs)
    for definition in definitions:
        name = definition.id.rpartition(":")[2]
        if name.isidentifier():
            found.setdefault(name.encode(), {})[definition.id] = None
    return {name: tuple(ids) for name, ids in found.items()}


def _mentions(
    path: Path, name: str, inside: str, root: Path, places: "_Places", wanted: Mapping[bytes, tuple[str, ...]]
) -> Iterator[Reference]:
    try:
        data = path.read_bytes()
    except OSError:
        return
    named = wanted.keys() & set(WORD.findall(data))
    if not named or not any(places.leads_into(inside, dotted, name) for dotted in _imports(data)):
        return
    for word in sorted(named):
        for target in wanted[word]:
            where = Location(relpath(path, root).replace("\\", "/"), _line_of(data, word))
            yield Reference(target, "", where, "other", detail="outside the folder")


def _imports(data: bytes) -> Iterator[Parts]:
    """Modules that absolute imports may mean: ``from a.b import c`` may mean ``a.b`` and ``a.b.c``."""
    for source, members, modules in IMPORT.findall(data):
        if source and not source.startswith(b"."):
            parts = tuple(source.decode().split("."))
            yield parts
            yield from ((*parts, member.decode()) for member in WORD.findall(members))
        for module in modules.split(b","):
            words = module.split()
            if words:
                yield tuple(words[0].decode().split("."))


class _Places:
    """The repository's modules by the last part of their path."""

    def __init__(self, names: Sequence[str]) -> None:
        self._by_last: dict[str, list[tuple[Parts, str]]] = {}
        for name in names:
            parts = tuple(name.removesuffix(".py").removesuffix("/__init__").split("/"))
            self._by_last.setdefault(parts[-1], []).append((parts, name))

    def leads_into(self, inside: str, dotted: Parts, importer: str) -> bool:
        """Whether a module that ends like ``dotted``, and is nearest to the importing file, is inside the folder."""
        candidates = [
            name for parts, name in self._by_last.get(dotted[-1], ()) if parts[-len(dotted) :] == dotted
        ]
        if not candidates:
            return False
        nearest = max(candidates, key=lambda name: len(commonpath([name, importer])))
        return nearest.startswith(inside)


def _line_of(data: bytes, name: bytes) -> int:
    found = re.search(rb"\b" + name + rb"\b", data)
    return data.count(b"\n", 0, found.start()) + 1 if found else 1
