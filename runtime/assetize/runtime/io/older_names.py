"""Names that older projects use for I/O managers with config."""

from __future__ import annotations

from typing import Any

from assetize.runtime.io.definition import IOManagerDefinition
from assetize.runtime.resources.pythonic import ConfigurableIOManagerFactory


class ConfigurableLegacyIOManagerAdapter(ConfigurableIOManagerFactory):
    """A config class for an I/O manager that a function makes."""

    @property
    def wrapped_io_manager(self) -> IOManagerDefinition:
        """The definition of the I/O manager."""
        raise NotImplementedError

    def create_io_manager(self, context: Any) -> Any:
        definition = self.wrapped_io_manager
        return definition.resource_fn(context.replace_config(self.config_dictionary()))
