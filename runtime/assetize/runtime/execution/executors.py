"""Executor definitions, as jobs declare them; runs in this process ignore them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from assetize.runtime.config.configured import ConfigTransform
from assetize.runtime.config.field import Field
from assetize.runtime.config.resolution import schema_field
from assetize.runtime.config.structures import Selector
from assetize.runtime.naming import checked_name


class ExecutorDefinition:
    """How the steps of a job are run."""

    is_named_node = True

    def __init__(
        self,
        name: str,
        config_schema: Any = None,
        requirements: Any = None,
        executor_creation_fn: Callable[..., Any] | None = None,
        description: str | None = None,
    ) -> None:
        self.name = checked_name(name)
        self.config_schema = schema_field(config_schema)
        self.executor_creation_fn = executor_creation_fn
        self.requirements = requirements
        self.description = description

    def configured(
        self,
        config_or_config_fn: Any,
        name: str | None = None,
        config_schema: Any = None,
        description: str | None = None,
    ) -> ExecutorDefinition:
        """The executor with its config given or computed."""
        transform = ConfigTransform(self.config_schema, config_or_config_fn, config_schema, name or self.name)
        made = ExecutorDefinition(
            name or self.name, None, self.requirements, self.executor_creation_fn, description
        )
        made.config_schema = transform.field
        return made


_RETRIES = {"retries": Field(Selector({"enabled": {}, "disabled": {}}), default_value={"enabled": {}})}

in_process_executor = ExecutorDefinition(
    "in_process",
    {**_RETRIES, "marker_to_close": Field(str, is_required=False)},
    description="Runs steps in this process.",
)
