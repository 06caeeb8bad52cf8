"""Where a node is inside a job: its path of names."""

from __future__ import annotations

from collections.abc import Sequence

from assetize.runtime.records import Record


class NodeHandle(Record):
    """A node's name and the handle of the graph around it."""

    __slots__ = ("name", "parent")

    def __init__(self, name: str, parent: NodeHandle | None = None) -> None:
        self.name = name
        self.parent = parent

    @property
    def path(self) -> list[str]:
        """The names from the job down to the node."""
        return [*(self.parent.path if self.parent else ()), self.name]

    @property
    def root(self) -> NodeHandle:
        """The outermost graph's handle."""
        return self.parent.root if self.parent else self

    def to_string(self) -> str:
        """The path with dots."""
        return ".".join(self.path)

    def __str__(self) -> str:
        return self.to_string()

    @classmethod
    def from_path(cls, path: Sequence[str]) -> NodeHandle:
        """The handle of a path."""
        handle: NodeHandle | None = None
        for name in path:
            handle = cls(name, handle)
        if handle is None:
            raise ValueError("A node handle needs at least one name.")
        return handle

    @classmethod
    def from_string(cls, text: str) -> NodeHandle:
        """The handle of a path with dots."""
        return cls.from_path(text.split("."))
