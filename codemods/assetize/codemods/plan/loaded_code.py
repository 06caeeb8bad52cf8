"""Which parts of a repository of several projects Python loads together: what is in no process with a job does nothing to it."""

from collections.abc import Mapping, Set

from assetize.codemods.plan.index import Index


def is_loaded_with(index: Index, job: str, file: str) -> bool:
    """Whether a file may be imported by code that imports the job's module.

    Projects are known by the folders that they are imported from. One that imports nothing of the other, not even by way of a
    third, is another process.
    """
    ways = _imported_folders(index)
    home = index.modules[index.module_of(job)].root if index.module_of(job) in index.modules else "."
    there = next((module.root for module in index.modules.values() if module.file == file), home)
    users = {folder for folder in ways if home in _reached(folder, ways)} | {home}
    return any(there in _reached(folder, ways) for folder in users)


def _imported_folders(index: Index) -> Mapping[str, Set[str]]:
    """By source folder, the other ones whose modules its own import."""
    found: dict[str, set[str]] = {module.root: set() for module in index.modules.values()}
    for module in index.modules.values():
        for name in module.imports:
            if name in index.modules:
                found[module.root].add(index.modules[name].root)
    return found


def _reached(start: str, ways: Mapping[str, Set[str]]) -> Set[str]:
    """The start, and all that is found by going on and on from it."""
    found: set[str] = set()
    pending = [start]
    while pending:
        name = pending.pop()
        if name not in found:
            found.add(name)
            pending += ways.get(name, ())
    return found
