"""Fingerprints of a version of a project: of all source text in it, by names and contents, never by times."""

import os
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from pathlib import Path

from assetize.analyzer.inputs.other_files import READ_NAMES, READ_SUFFIXES
from assetize.analyzer.values.sql_files import LARGEST
from assetize.codemods.verification.trees import COPIED, LEFT_OUT

SIZE = 16
_TEXTS = (*READ_SUFFIXES, *sorted(COPIED))

Digests = Mapping[str, bytes]
"""Files, relative to the project's folder, each with the digest of what it holds."""


def read_digests(root: Path) -> Digests:
    """Of everything below the folder that an analysis or an import may read as text."""
    return {name: _digest(Path(root, name)) for name in _files(root)}


def overlaid(digests: Digests, texts: Mapping[str, bytes], removed: Iterable[str] = ()) -> Digests:
    """As they are when these texts are written, and these files removed."""
    gone = set(removed)
    kept = {name: digest for name, digest in digests.items() if name not in gone}
    return {**kept, **{name: _digest_of(text) for name, text in texts.items()}}


def fingerprint(digests: Digests) -> str:
    """One for all: names are part of it."""
    whole = blake2b(digest_size=SIZE)
    for name, digest in sorted(digests.items()):
        encoded = name.encode("utf-8", "surrogateescape")
        whole.update(b"%d " % len(encoded) + encoded + digest)
    return whole.hexdigest()


def _files(root: Path) -> Iterator[str]:
    for folder, folders, files in os.walk(root):
        folders[:] = (name for name in folders if name not in LEFT_OUT)
        inside = Path(folder).relative_to(root)
        for name in files:
            if name.lower().endswith(_TEXTS) or name in READ_NAMES:
                yield (inside / name).as_posix()


def _digest(path: Path) -> bytes:
    """Data that is too long to be read by anybody counts by its size."""
    try:
        size = path.stat().st_size
        if size > LARGEST and path.suffix != ".py":
            return _digest_of(b"%d" % size)
        return _digest_of(path.read_bytes())
    except OSError as problem:
        return _digest_of(type(problem).__name__.encode())


def _digest_of(data: bytes) -> bytes:
    return blake2b(data, digest_size=SIZE).digest()
