"""Hooks: functions that run after a step succeeded or failed."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Set
from typing import Any

from assetize.runtime.definitions.body import CONTEXT_NAMES
from assetize.runtime.errors import CheckError, DagsterInvalidDefinitionError, ParameterCheckError
from assetize.runtime.naming import checked_name
from assetize.runtime.records import Record


class HookExecutionResult(Record):
    """Whether a hook ran or was skipped."""

    __slots__ = ("hook_name", "is_skipped")

    def __init__(self, hook_name: str, is_skipped: bool | None = None) -> None:
        self.hook_name = hook_name
        self.is_skipped = bool(is_skipped)


class HookDefinition:
    """A function of a context and the step's events; `trigger` says after which outcome it matters."""

    def __init__(
        self,
        *,
        name: str,
        hook_fn: Callable[..., Any],
        required_resource_keys: Set[str] | None = None,
        decorated_fn: Callable[..., Any] | None = None,
        trigger: str | None = None,
    ) -> None:
        self.name = checked_name(name)
        if not callable(hook_fn):
            raise ParameterCheckError(
                f'Param "hook_fn" is not callable. Got {hook_fn!r} with type {type(hook_fn)}.'
            )
        self.hook_fn = hook_fn
        self.required_resource_keys = frozenset(required_resource_keys or ())
        self.decorated_fn = decorated_fn
        self.trigger = trigger

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """On a context: calls the hook. On a job or graph: attaches it."""
        if args and hasattr(args[0], "with_hooks"):
            return args[0].with_hooks({self})
        from assetize.runtime.direct.hooks import call_hook

        return call_hook(self, args, kwargs)


def _decorator(
    trigger: str, decorator_name: str, hook_fn: Any, name: str | None, keys: Set[str] | None
) -> Any:
    def wrap(function: Callable[..., Any]) -> HookDefinition:
        parameters = list(inspect.signature(function).parameters)
        if not parameters or parameters[0] not in CONTEXT_NAMES:
            raise DagsterInvalidDefinitionError(
                f"'{name or function.__name__}' decorated function does not have required "
                "positional parameter 'context'. Hook functions should only have keyword arguments that match input "
                "names and a first positional parameter named 'context'."
            )

        def hook(context: Any, _events: Any) -> HookExecutionResult:
            function(context)
            return HookExecutionResult(name or function.__name__, is_skipped=False)

        return HookDefinition(
            name=name or function.__name__,
            hook_fn=hook,
            required_resource_keys=keys,
            decorated_fn=function,
            trigger=trigger,
        )

    return wrap if hook_fn is None else wrap(hook_fn)


def success_hook(
    hook_fn: Callable[..., Any] | None = None,
    *,
    name: str | None = None,
    required_resource_keys: Set[str] | None = None,
) -> Any:
    """A hook that runs after a step succeeded."""
    return _decorator("STEP_SUCCESS", "@success_hook", hook_fn, name, required_resource_keys)


def failure_hook(
    hook_fn: Callable[..., Any] | None = None,
    *,
    name: str | None = None,
    required_resource_keys: Set[str] | None = None,
) -> Any:
    """A hook that runs after a step failed."""
    return _decorator("STEP_FAILURE", "@failure_hook", hook_fn, name, required_resource_keys)


def checked_hooks(hooks: Set[Any] | None) -> frozenset[HookDefinition]:
    """The hooks, or an error if something is no hook."""
    if hooks is not None and not isinstance(hooks, Set):
        raise ParameterCheckError(
            f"Param \"hook_defs\" is not one of ['frozenset', 'set']. Got {hooks!r} which is type {type(hooks)}."
        )
    for hook in hooks or ():
        if not isinstance(hook, HookDefinition):
            raise CheckError(
                f"Member of set mismatches type. Expected {HookDefinition}. Got {hook!r} of type {type(hook)}."
            )
    return frozenset(hooks or ())
