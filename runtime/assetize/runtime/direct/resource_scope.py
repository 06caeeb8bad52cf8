"""The resources of a direct call."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from typing import Any

from assetize.runtime.errors import DagsterInvariantViolationError, ParameterCheckError
from assetize.runtime.resources.resolution import resource_definitions
from assetize.runtime.resources.scope import Resources


class DirectResources:
    """The resources of a direct call, set up when they are first used."""

    def __init__(
        self,
        given: Mapping[str, Any] | None,
        config: Mapping[str, Any] | None,
        instance: Any,
        builder: str = "build_op_context",
    ) -> None:
        if given is not None and not isinstance(given, Mapping):
            raise ParameterCheckError(
                f"Param \"resources\" is not one of ['Mapping']. Got {given!r} which is type {type(given)}."
            )
        self.definitions = resource_definitions(given)
        self.builder = builder
        self.config = dict(config or {})
        self.instance = instance
        self.stack = ExitStack()
        self.entered = False
        self._resources: Resources | None = None

    def get(self) -> Resources:
        """The resources."""
        if self._resources is None:
            from assetize.runtime.direct.resources import set_up

            self._resources = set_up(self.definitions, self.config, self.instance, self.stack)
        return self._resources

    def checked(self) -> Resources:
        """The resources; those that need tearing down exist inside a `with` block only."""
        resources = self.get()
        if not self.entered and len(self.stack._exit_callbacks) > 0:  # type: ignore[attr-defined]
            raise DagsterInvariantViolationError(
                "At least one provided resource is a generator, but attempting to access resources outside of context "
                "manager scope. You can use the following syntax to open a context manager: "
                f"`with {self.builder}(...) as context:`"
            )
        return resources
