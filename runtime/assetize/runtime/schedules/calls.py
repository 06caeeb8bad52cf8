"""Functions of schedules and sensors: what their parameters are, and how they are called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from assetize.runtime.definitions.body import EMPTY, _hints, is_resource_annotation
from assetize.runtime.errors import CheckError, DagsterInvalidDefinitionError, DagsterInvalidInvocationError


class UserFunction:
    """A function with at most one context parameter and any number of resource parameters."""

    def __init__(self, function: Callable[..., Any], what: str) -> None:
        import inspect

        self.function = function
        self.what = what
        hints = _hints(function)
        parameters = list(inspect.signature(function).parameters.values())
        self.resource_names = {
            each.name for each in parameters if is_resource_annotation(hints.get(each.name, EMPTY))
        }
        plain = [each.name for each in parameters if each.name not in self.resource_names]
        self.context_name: str | None = plain[0] if plain else None

    def called(self, context: Any, resources: Mapping[str, Any] | None = None) -> Any:
        """What the function returns for a context; its resources are those of the context."""
        given = resources if resources is not None else self._resources_of(context)
        arguments = dict(given)
        if self.context_name is not None:
            arguments[self.context_name] = context
        return self.function(**arguments)

    def _resources_of(self, context: Any) -> dict[str, Any]:
        if not self.resource_names:
            return {}
        available = context.resources
        return {name: getattr(available, name) for name in self.resource_names}

    def check_resources(self, context: Any, owner: str) -> None:
        """An error if a resource is missing from a context."""
        for key in sorted(self.resource_names):
            if key not in context.resource_defs:
                raise DagsterInvalidDefinitionError(
                    f"Resource with key '{key}' required by {self.what} '{owner}' was not provided."
                )

    def invoked(self, args: tuple[Any, ...], kwargs: dict[str, Any], context_class: type) -> Any:
        """What a direct call returns."""
        what = self.what.capitalize()
        plain = {key: value for key, value in kwargs.items() if key not in self.resource_names}
        if len(args) + len(plain) > 1:
            if len(args) > 1 and self.resource_names:
                raise DagsterInvalidInvocationError(
                    f"If directly invoking a {self.what}, you may not provide resources as positional arguments, only as keyword "
                    "arguments."
                )
            raise DagsterInvalidInvocationError(
                f"{what} invocation received multiple non-resource arguments. Only a first positional context parameter should be "
                "provided when invoking."
            )
        context = self._context(args, plain, context_class)
        resources = {key: value for key, value in kwargs.items() if key in self.resource_names}
        missing = self.resource_names - set(resources)
        if missing and context is not None:
            known = context.resource_defs
            for name in sorted(missing):
                if name not in known:
                    raise DagsterInvalidDefinitionError(
                        f"Resource with key '{name}' required by {self.what} was not provided."
                    )
                resources[name] = getattr(context.resources, name)
        if context is not None and kwargs and resources:
            context = context.merge_resources(
                {key: value for key, value in kwargs.items() if key in self.resource_names}
            )
        return self.called(context, resources)

    def _context(self, args: tuple[Any, ...], plain: dict[str, Any], context_class: type) -> Any:
        what = self.what.capitalize()
        if args:
            context = args[0]
        elif plain:
            if self.context_name is not None and self.context_name not in plain:
                raise DagsterInvalidInvocationError(
                    f"{what} invocation expected argument '{self.context_name}'."
                )
            context = next(iter(plain.values()))
        elif self.context_name is not None:
            raise DagsterInvalidInvocationError(
                f"{what} evaluation function expected context argument, but no context argument was provided when invoking."
            )
        else:
            return None
        if context is not None and not isinstance(context, context_class):
            raise CheckError(f"Object {context!r} is not a {context_class.__name__}.")
        return context
