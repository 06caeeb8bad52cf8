"""Asset keys: paths of strings."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from assetize.runtime.errors import CheckError, ParameterCheckError


class AssetKey:
    """The identity of an asset: a path of one or more strings."""

    __slots__ = ("_hash", "path")

    def __init__(self, path: str | Sequence[str]) -> None:
        if not isinstance(path, (str, Sequence)):
            raise ParameterCheckError(
                f'Param "path" is not a Sequence. Got {path!r} which is type {type(path)}.'
            )
        parts = (path,) if isinstance(path, str) else tuple(path)
        for part in parts:
            if not isinstance(part, str):
                raise CheckError(
                    f"Member of sequence mismatches type. Expected {str}. Got {part!r} of type {type(part)}."
                )
        self.path: list[str] = list(parts)
        self._hash = hash(parts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AssetKey) and self.path == other.path

    def __hash__(self) -> int:
        return self._hash

    def __lt__(self, other: AssetKey) -> bool:
        return self.path < other.path

    def __repr__(self) -> str:
        return f"AssetKey({self.path!r})"

    __str__ = __repr__

    def __reduce__(self) -> tuple[Any, ...]:
        return (AssetKey, (self.path,))

    @property
    def parts(self) -> Sequence[str]:
        """The path."""
        return tuple(self.path)

    def to_string(self) -> str:
        """The path as JSON."""
        return json.dumps(self.path)

    def to_user_string(self) -> str:
        """The path with slashes."""
        return "/".join(self.path)

    def to_escaped_user_string(self) -> str:
        """The path with slashes, and slashes in its parts escaped."""
        return "/".join(part.replace("/", "\\/") for part in self.path)

    def to_python_identifier(self, suffix: str | None = None) -> str:
        """The name of the asset's node in a job."""
        parts = [*self.path, suffix] if suffix is not None else self.path
        return "__".join(parts).replace("-", "_").replace(".", "_")

    def with_prefix(self, prefix: str | Sequence[str]) -> AssetKey:
        """The key below another path."""
        return AssetKey([*([prefix] if isinstance(prefix, str) else prefix), *self.path])

    def has_prefix(self, prefix: Sequence[str]) -> bool:
        """Whether the path begins with another path."""
        return self.path[: len(prefix)] == list(prefix)

    @staticmethod
    def from_user_string(text: str) -> AssetKey:
        """The key for a path with slashes."""
        return AssetKey(text.split("/"))

    @staticmethod
    def from_escaped_user_string(text: str) -> AssetKey:
        """The key for a path with slashes, in which escaped ones belong to its parts."""
        return AssetKey([part.replace("\\/", "/") for part in re.split(r"(?<!\\)/", text)])

    @staticmethod
    def from_db_string(text: str) -> AssetKey:
        """The key for a path as JSON."""
        return AssetKey(json.loads(text))

    @staticmethod
    def from_coercible(value: Any) -> AssetKey:
        """The key that a string, a list, a key or a single-asset definition stands for."""
        if isinstance(value, AssetKey):
            return value
        if isinstance(value, str):
            return AssetKey([value])
        if isinstance(value, (list, tuple)):
            return AssetKey(value)
        key = getattr(value, "key", None)
        if isinstance(key, AssetKey):
            return key
        raise CheckError(f"Unexpected type for AssetKey: {type(value)}")

    @staticmethod
    def from_coercible_or_definition(value: Any) -> AssetKey:
        """The key of a string, a list, a key, a spec or a single-asset definition."""
        return AssetKey.from_coercible(value)
