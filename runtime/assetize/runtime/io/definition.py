"""I/O managers, input managers, and the decorators that define them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Set
from typing import Any

from assetize.runtime.config.resolution import schema_field
from assetize.runtime.resources.definition import ResourceDefinition, check_resource_function


class InputManager(ABC):
    """Loads inputs."""

    is_input_manager = True

    @abstractmethod
    def load_input(self, context: Any) -> Any:
        """The value of an input."""


class IOManager(InputManager):
    """Stores outputs and loads them as inputs of other steps."""

    is_io_manager = True

    @abstractmethod
    def load_input(self, context: Any) -> Any:
        """The value of an input."""

    @abstractmethod
    def handle_output(self, context: Any, obj: Any) -> Any:
        """Stores the value of an output."""


class IOManagerDefinition(ResourceDefinition):
    """A resource that is an I/O manager."""

    def __init__(
        self,
        resource_fn: Callable[..., Any],
        config_schema: Any = None,
        description: str | None = None,
        required_resource_keys: Set[str] | None = None,
        version: str | None = None,
        input_config_schema: Any = None,
        output_config_schema: Any = None,
    ) -> None:
        super().__init__(resource_fn, config_schema, description, required_resource_keys, version)
        self.input_config_schema = None if input_config_schema is None else schema_field(input_config_schema)
        self.output_config_schema = (
            None if output_config_schema is None else schema_field(output_config_schema)
        )

    @staticmethod
    def hardcoded_io_manager(value: Any, description: str | None = None) -> IOManagerDefinition:
        """The definition of an existing I/O manager."""
        return IOManagerDefinition(lambda _context: value, description=description)


class InputManagerDefinition(ResourceDefinition):
    """A resource that is an input manager."""

    def __init__(
        self,
        resource_fn: Callable[..., Any],
        config_schema: Any = None,
        description: str | None = None,
        input_config_schema: Any = None,
        required_resource_keys: Set[str] | None = None,
        version: str | None = None,
    ) -> None:
        super().__init__(resource_fn, config_schema, description, required_resource_keys, version)
        self.input_config_schema = None if input_config_schema is None else schema_field(input_config_schema)


class FunctionInputManager(InputManager):
    """An input manager made of a function."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function

    def load_input(self, context: Any) -> Any:
        from assetize.runtime.resources.definition import takes_context

        return self.function(context) if takes_context(self.function) else self.function()


def io_manager(
    config_schema: Any = None,
    description: str | None = None,
    output_config_schema: Any = None,
    input_config_schema: Any = None,
    required_resource_keys: Set[str] | None = None,
    version: str | None = None,
) -> Any:
    """Makes an I/O manager's definition of a function that returns one."""

    def wrap(function: Callable[..., Any]) -> IOManagerDefinition:
        check_resource_function(function, "@io_manager")
        return IOManagerDefinition(
            function,
            given,
            description,
            required_resource_keys,
            version,
            input_config_schema,
            output_config_schema,
        )

    bare = callable(config_schema) and not isinstance(config_schema, type)
    given = None if bare else config_schema
    return wrap(config_schema) if bare else wrap


def input_manager(
    config_schema: Any = None,
    description: str | None = None,
    input_config_schema: Any = None,
    required_resource_keys: Set[str] | None = None,
    version: str | None = None,
) -> Any:
    """Makes an input manager's definition of a function that loads an input."""

    def wrap(function: Callable[..., Any]) -> InputManagerDefinition:
        def make(_context: Any) -> FunctionInputManager:
            return FunctionInputManager(function)

        return InputManagerDefinition(
            make, given, description, input_config_schema, required_resource_keys, version
        )

    bare = callable(config_schema) and not isinstance(config_schema, type)
    given = None if bare else config_schema
    return wrap(config_schema) if bare else wrap
