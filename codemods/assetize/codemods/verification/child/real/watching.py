"""Watches the folders that runs write to: which op changed what, and what is there in the end."""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from assetize.codemods.verification.child.real.contents import is_beside_database, read_contents

_LEFT_OUT = frozenset({"__pycache__", ".assetize", ".git"})
Stat = tuple[int, int, int]
Digests = dict[str, tuple[str, tuple[str, ...], str]]
"""By part of a file: digest, lines, kind."""


class Watch:
    """``folders`` are those of this version by what they are called in a comparison; ``here`` is what paths of both versions differ in."""

    def __init__(self, folders: Mapping[str, Path], here: Path) -> None:
        self._folders = folders
        self._here = (str(here), os.path.realpath(here))
        self._stats = dict(self._scan())
        self._known: dict[str, Digests] = {name: self._read(name) for name in self._stats}
        self.writers: dict[str, list[str]] = {}
        """Since the run began: by address, the ops that changed it, in order."""

    def begin_run(self) -> None:
        """Forget who wrote what."""
        self.writers = {}

    def note_changes(self, op: str) -> None:
        """What changed since the last time, ``op`` changed."""
        now = dict(self._scan())
        for name in sorted(self._stats.keys() | now.keys()):
            if self._stats.get(name) != now.get(name):
                self._note(name, op, exists=name in now)
        self._stats = now

    def note_record(self, address: str, op: str, text: str) -> None:
        """Something that is no file: a call of a resource."""
        _, lines, _ = self._known.setdefault(address, {}).get("", ("", (), ""))
        self._known[address][""] = (*_digest((*lines, self._portable(text))), "calls")
        self.writers.setdefault(address, []).append(op)

    def stored(self) -> list[dict[str, Any]]:
        """What the run changed, as it is now."""
        return [
            {"address": address, "ops": list(dict.fromkeys(ops)), **self._content(address)}
            for address, ops in sorted(self.writers.items())
        ]

    def portable(self, value: Any) -> Any:
        """Data without the paths of this version."""
        return json.loads(self._portable(json.dumps(value)))

    def _content(self, address: str) -> dict[str, Any]:
        file, _, part = address.partition("::")
        digest, lines, kind = self._known.get(file, {}).get(part, ("", (), "gone"))
        return {"kind": kind, "digest": digest, "lines": lines}

    def _note(self, name: str, op: str, *, exists: bool) -> None:
        before, after = self._known.get(name, {}), self._read(name) if exists else {}
        for part in sorted(before.keys() | after.keys()):
            if before.get(part) != after.get(part):
                self.writers.setdefault(f"{name}::{part}" if part else name, []).append(op)
        self._known[name] = after

    def _read(self, name: str) -> Digests:
        label, _, inner = name.partition("/")
        path = self._folders[label] / inner
        try:
            return {
                item.part: (*_digest(tuple(map(self._portable, item.lines))), item.kind)
                for item in read_contents(path)
            }
        except Exception as problem:  # a locked database, a file that is gone again
            return {"": ("", (f"{type(problem).__name__}: {problem}",), "unreadable")}

    def _portable(self, text: str) -> str:
        for path in self._here:
            text = text.replace(path, "…")
        return text

    def _scan(self) -> Iterator[tuple[str, Stat]]:
        for label, root in self._folders.items():
            for folder, folders, files in os.walk(root):
                folders[:] = [name for name in folders if name not in _LEFT_OUT]
                for file in files:
                    path = Path(folder, file)
                    if not path.is_symlink() and path.suffix != ".py" and not is_beside_database(path):
                        found = path.stat()
                        stat = (found.st_mtime_ns, found.st_size, found.st_ino)
                        yield f"{label}/{path.relative_to(root).as_posix()}", stat


def _digest(lines: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    return hashlib.sha256("\n".join(lines).encode("utf-8", "backslashreplace")).hexdigest(), lines
