"""What the contexts of schedules and sensors have in common."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from typing import Any, TypeVar

from assetize.runtime.errors import DagsterInvariantViolationError
from assetize.runtime.resources.resolution import resource_definitions
from assetize.runtime.resources.scope import Resources

C = TypeVar("C", bound="EvaluationContext")


class EvaluationContext:
    """The instance, the project and the resources around an evaluation."""

    builder = "build_sensor_context"

    def __init__(
        self, instance: Any = None, resources: Mapping[str, Any] | None = None, repository_def: Any = None
    ) -> None:
        self._instance = instance
        self._repository_def = repository_def
        self.resource_defs = (
            resource_definitions(resources) if resources else self._of_project(repository_def)
        )
        self._stack = ExitStack()
        self._entered = False
        self._resources: Resources | None = None

    @staticmethod
    def _of_project(repository_def: Any) -> dict[str, Any]:
        definitions = getattr(repository_def, "definitions", repository_def)
        return resource_definitions(getattr(definitions, "resources", None) or {})

    def __enter__(self: C) -> C:
        self._entered = True
        return self

    def __exit__(self, *_error: object) -> None:
        self._stack.close()

    @property
    def instance_ref(self) -> Any:
        """The instance, if one was given."""
        return self._instance

    @property
    def instance(self) -> Any:
        """The instance, which must have been given."""
        if self._instance is None:
            raise DagsterInvariantViolationError(
                "Attempted to initialize dagster instance, but no instance reference was provided."
            )
        return self._instance

    @property
    def repository_def(self) -> Any:
        """The project, if one was given."""
        return self._repository_def

    @property
    def repository_name(self) -> str | None:
        """The project's name."""
        return getattr(self._repository_def, "name", None)

    @property
    def log(self) -> Any:
        """The log."""
        from assetize.runtime.events.log_manager import silent_log

        return silent_log()

    @property
    def log_key(self) -> None:
        """Logs are not captured."""
        return None

    def has_captured_logs(self) -> bool:
        """Logs are not captured."""
        return False

    @property
    def resources(self) -> Resources:
        """The resources; those that need tearing down exist inside a `with` block only."""
        if self._resources is None:
            from assetize.runtime.direct.resources import set_up

            self._resources = set_up(self.resource_defs, {}, self._instance, self._stack)
        if not self._entered and self._stack._exit_callbacks:  # type: ignore[attr-defined]
            raise DagsterInvariantViolationError(
                "At least one provided resource is a generator, but attempting to access resources outside of context manager scope. "
                f"You can use the following syntax to open a context manager: `with {self.builder}(...) as context:`"
            )
        return self._resources

    def merge_resources(self: C, resources_dict: Mapping[str, Any]) -> C:
        """The context with more resources."""
        made = object.__new__(type(self))
        made.__dict__.update(self.__dict__)
        made.resource_defs = {**self.resource_defs, **resource_definitions(resources_dict)}
        made._resources = None
        return made
