"""Fingerprints of files: of names and contents, never of times."""

import hashlib
from pathlib import Path

from assetize.analyzer.files import SourceTree
from assetize.analyzer.inputs.other_files import DATA_SUFFIXES, find_other_files
from assetize.analyzer.values.sql_files import LARGEST

SIZE = 16


def fingerprint(tree: SourceTree) -> str:
    """Of the Python files as they were read: which there are, what they hold, and which could not be read."""
    digest = hashlib.blake2b(digest_size=SIZE)
    digest.update(repr((tree.root.name, tree.diagnostics)).encode("utf-8", "surrogateescape"))
    for path, file in tree.files.items():
        _add(digest, path, file.digest)
    return digest.hexdigest()


def fingerprint_others(root: Path) -> str:
    """Of all other files that an analysis of the folder may read, as they are now."""
    digest = hashlib.blake2b(digest_size=SIZE)
    for path in sorted(set(find_other_files(root))):
        _add(digest, path, _content(path))
    return digest.hexdigest()


def _content(name: str) -> bytes:
    """A file's bytes, or its size where it is too long to be read by anybody; the names in a folder."""
    path = Path(name)
    try:
        if path.is_dir():
            return "/".join(sorted(item.name for item in path.iterdir())).encode("utf-8", "surrogateescape")
        size = path.stat().st_size
        if size > LARGEST and name.lower().endswith(DATA_SUFFIXES):
            return b"%d" % size
        return path.read_bytes()
    except OSError as error:
        return type(error).__name__.encode()


def is_unchanged(tree: SourceTree, since: float) -> bool:
    """Whether no Python file was written to after a moment: some are read a second time, later."""
    try:
        return all(Path(f"{tree.root}/{path}").stat().st_mtime < since for path in tree.files)
    except OSError:
        return False


def _add(digest: "hashlib.blake2b", path: str, data: bytes) -> None:
    """Lengths are part of it: no two lists of files run together into the same bytes."""
    name = path.encode("utf-8", "surrogateescape")
    digest.update(b"%d %d " % (len(name), len(data)))
    digest.update(name)
    digest.update(data)
