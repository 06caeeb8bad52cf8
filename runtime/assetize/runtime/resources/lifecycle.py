"""Sets resources up in the order of their needs, and tears them down."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from typing import Any

from assetize.runtime.errors import (
    CheckError,
    DagsterError,
    DagsterInvariantViolationError,
    DagsterResourceFunctionError,
)
from assetize.runtime.resources.scope import Resources


class InitResourceContext:
    """What a resource function may use."""

    def __init__(
        self,
        resource_config: Any = None,
        resources: Resources | None = None,
        resource_def: Any = None,
        instance: Any = None,
        dagster_run: Any = None,
        log_manager: Any = None,
        all_resource_defs: Mapping[str, Any] | None = None,
    ) -> None:
        self.resource_config = resource_config
        self.resources = resources or Resources({})
        self.resource_def = resource_def
        self.instance = instance
        self.dagster_run = dagster_run
        self.all_resource_defs = dict(all_resource_defs or {})
        self._log = log_manager

    @property
    def log(self) -> Any:
        """The run's log."""
        if self._log is None:
            from assetize.runtime.events.log_manager import silent_log

            self._log = silent_log()
        return self._log

    log_manager = log

    @property
    def run(self) -> Any:
        """The run."""
        return self.dagster_run

    @property
    def run_id(self) -> str | None:
        """The run's id."""
        return self.dagster_run.run_id if self.dagster_run else None

    def replace_config(self, config: Any) -> InitResourceContext:
        """The same context with other config."""
        return InitResourceContext(
            config,
            self.resources,
            self.resource_def,
            self.instance,
            self.dagster_run,
            self._log,
            self.all_resource_defs,
        )


def required_closure(
    definitions: Mapping[str, Any],
    keys: Iterable[str],
    needs: Callable[[Any, Mapping[str, Any]], Iterable[str]] | None = None,
) -> list[str]:
    """The keys and all that they need, each after what it needs."""
    needs = needs or _all_needs
    ordered: list[str] = []
    state: dict[str, str] = {}

    def visit(key: str, needed_by: str | None) -> None:
        if state.get(key) == "done":
            return
        if state.get(key) == "visiting":
            raise DagsterInvariantViolationError(f'Resource key "{key}" transitively depends on itself.')
        if key not in definitions:
            raise DagsterInvariantViolationError(
                f"Resource with key '{key}' required by resource with key '{needed_by}', but not provided."
            )
        state[key] = "visiting"
        for inner in sorted(needs(definitions[key], definitions)):
            visit(inner, key)
        state[key] = "done"
        ordered.append(key)

    for key in sorted(keys):
        visit(key, None)
    return ordered


def _all_needs(definition: Any, definitions: Mapping[str, Any]) -> set[str]:
    return {*definition.required_resource_keys, *definition.held_keys(definitions)}


def declared_needs(definition: Any, _definitions: Mapping[str, Any]) -> Iterable[str]:
    """The keys that a resource declares; those of its parts may still be defined elsewhere."""
    keys: Iterable[str] = definition.required_resource_keys
    return keys


class ResourceSet:
    """The resources of a run: set up at the start, torn down at the end."""

    def __init__(self, definitions: Mapping[str, Any], keys: Iterable[str]) -> None:
        self.definitions = definitions
        self.keys = required_closure(definitions, keys)
        self.values: dict[str, Any] = {}
        self.stack = ExitStack()
        self.log: Any = None

    def set_up(self, config: Callable[[str], Any], instance: Any, dagster_run: Any, log: Any) -> Resources:
        """Makes every resource; what was made is torn down when one fails."""
        self.log = log
        try:
            for key in self.keys:
                definition = self.definitions[key]
                context = InitResourceContext(
                    config(key),
                    Resources(
                        self.values,
                        definition.required_resource_keys | definition.held_keys(self.definitions),
                    ),
                    definition,
                    instance,
                    dagster_run,
                    log,
                    self.definitions,
                )
                self.values[key] = self._made(key, definition, context)
        except BaseException:
            self.tear_down()
            raise
        return Resources(self.values)

    def _made(self, key: str, definition: Any, context: InitResourceContext) -> Any:
        try:
            return entered(definition.make(context), self.stack, key)
        except DagsterError:
            raise
        except Exception as raised:
            raise DagsterResourceFunctionError(
                f"Error executing resource_fn on ResourceDefinition {key}", user_exception=raised
            ) from raised

    def tear_down(self) -> None:
        """Finishes generators and leaves context managers, the last one first; their errors end no run."""
        try:
            self.stack.close()
        except Exception as problem:
            if self.log is None:
                raise
            self.log.error(f"Error occurred during resource teardown: {problem!r}")


def entered(value: Any, stack: ExitStack, key: str = "") -> Any:
    """The resource itself, for functions that yield it or return a context manager of a generator."""
    if inspect.isgenerator(value):
        try:
            made = next(value)
        except StopIteration:
            raise CheckError(f"Failure condition: Resource generator {key} must yield one item.") from None
        stack.callback(_finish, value)
        return made
    if type(value).__name__ == "_GeneratorContextManager":
        return stack.enter_context(value)
    return value


def _finish(generator: Any) -> None:
    for _ in generator:
        pass
