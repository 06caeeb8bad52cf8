"""Calls hooks directly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assetize.runtime.direct.resource_scope import DirectResources
from assetize.runtime.errors import (
    DagsterInvalidInvocationError,
    DagsterInvalidPropertyError,
    DagsterInvariantViolationError,
    ParameterCheckError,
)
from assetize.runtime.events.log_manager import silent_log
from assetize.runtime.execution.hook_runs import HookContext
from assetize.runtime.resources.requirements import check_requirements, hook_requirements


class DirectHookContext(HookContext):
    """The context of a direct call of a hook."""

    def __init__(
        self,
        scope: DirectResources,
        op: Any,
        run_id: str | None,
        job_name: str | None,
        exception: Any,
        instance: Any,
    ) -> None:
        super().__init__(None, None, exception)
        self._scope = scope
        self._op = op
        self._run_id = run_id
        self._job_name = job_name
        self._instance = instance

    def __enter__(self) -> DirectHookContext:
        self._scope.entered = True
        return self

    def __exit__(self, *_error: object) -> None:
        self._scope.stack.close()

    def _given(self, name: str, value: Any) -> Any:
        if value is None:
            raise DagsterInvalidPropertyError(
                f"Attribute '{name}' was not provided when constructing context. Provide a value for the '{name}' parameter "
                "on 'build_hook_context'."
            )
        return value

    @property
    def job_name(self) -> str:
        return self._given("job_name", self._job_name)  # type: ignore[no-any-return]

    @property
    def run_id(self) -> str:
        return self._given("run_id", self._run_id)  # type: ignore[no-any-return]

    @property
    def op(self) -> Any:
        return self._given("op", self._op)

    @property
    def step_key(self) -> str:
        raise _absent("step_key property")

    @property
    def hook_def(self) -> Any:
        """No hook: the context can be passed to several."""
        raise _absent("hook_def property")

    @property
    def required_resource_keys(self) -> frozenset[str]:
        raise _absent("hook_def property")

    @property
    def op_output_values(self) -> Mapping[str, Any]:
        raise _absent("op_output_values method")

    @property
    def op_output_metadata(self) -> Mapping[str, Any]:
        raise _absent("op_output_metadata method")

    @property
    def op_config(self) -> Any:
        raise _absent("op_config property")

    @property
    def resources(self) -> Any:
        return self._scope.checked()

    @property
    def instance(self) -> Any:
        if self._instance is None:
            raise DagsterInvariantViolationError(
                "Tried to access the HookContext instance, but no instance was provided to `build_hook_context`."
            )
        return self._instance

    @property
    def log(self) -> Any:
        return silent_log()

    @property
    def definitions(self) -> Mapping[str, Any]:
        """The resources that were given."""
        return self._scope.definitions


def _absent(what: str) -> DagsterInvalidPropertyError:
    return DagsterInvalidPropertyError(
        f"The {what} is not set when a `HookContext` is constructed from `build_hook_context`."
    )


def build_hook_context(
    resources: Mapping[str, Any] | None = None,
    op: Any = None,
    run_id: str | None = None,
    job_name: str | None = None,
    op_exception: BaseException | None = None,
    instance: Any = None,
) -> DirectHookContext:
    """A context for calling a hook directly."""
    return DirectHookContext(
        DirectResources(resources, None, instance, "build_hook_context"),
        op,
        run_id,
        job_name,
        op_exception,
        instance,
    )


def call_hook(hook: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Calls the decorated function."""
    if hook.decorated_fn is None:
        raise DagsterInvalidInvocationError(
            "Only hook definitions created using one of the hook decorators can be invoked."
        )
    if len(args) + len(kwargs) != 1:
        raise DagsterInvalidInvocationError(
            f"Decorated function expects one parameter, context, but {len(args) + len(kwargs)} were provided."
        )
    context = args[0] if args else next(iter(kwargs.values()))
    if context is None:
        context = build_hook_context()
    if not isinstance(context, HookContext):
        raise ParameterCheckError(
            f'Param "context" is not a HookContext. Got {context!r} which is type {type(context)}.'
        )
    if isinstance(context, DirectHookContext):
        check_requirements(context.definitions, hook_requirements([hook], ""))
    return hook.decorated_fn(context)
