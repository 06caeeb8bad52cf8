"""What `context.resources` is: attributes for the resources that were declared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assetize.runtime.errors import DagsterUnknownResourceError


class Resources:
    """The resources that a piece of user code declared."""

    __slots__ = ("_allowed", "_values")

    def __init__(self, values: Mapping[str, Any], allowed: frozenset[str] | None = None) -> None:
        self._values = values
        self._allowed = allowed

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        allowed = self._allowed
        if name in self._values and (allowed is None or name in allowed):
            value = self._values[name]
            other = getattr(type(value), "get_object_to_set_on_execution_context", None)
            return value if other is None else other(value)
        raise DagsterUnknownResourceError(name)

    def original(self, name: str) -> Any:
        """A resource as it was set up, for parameters of a function."""
        if name in self._values and (self._allowed is None or name in self._allowed):
            return self._values[name]
        raise DagsterUnknownResourceError(name)

    @property
    def _asdict(self) -> Any:
        return lambda: {key: getattr(self, key) for key in self.original_resource_dict}

    @property
    def original_resource_dict(self) -> dict[str, Any]:
        """The resources by key, as they were set up."""
        allowed = self._allowed
        return {key: value for key, value in self._values.items() if allowed is None or key in allowed}

    def restricted(self, allowed: frozenset[str]) -> Resources:
        """Only these of the resources."""
        return Resources(self._values, allowed)


NO_RESOURCES = Resources({})
