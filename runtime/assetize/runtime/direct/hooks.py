"""Calls hooks directly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assetize.runtime.direct.resource_scope import DirectResources
from assetize.runtime.errors import DagsterInvalidInvocationError, DagsterInvalidPropertyError
from assetize.runtime.events.log_manager import silent_log
from assetize.runtime.execution.hook_runs import HookContext


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
                f"Cannot access {name} property because it was not provided to build_hook_context."
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
        raise DagsterInvalidPropertyError(
            "The step_key property is not set on hooks that are called directly."
        )

    @property
    def op_config(self) -> Any:
        raise DagsterInvalidPropertyError(
            "The op_config property is not set on hooks that are called directly."
        )

    @property
    def resources(self) -> Any:
        return self._scope.checked()

    @property
    def instance(self) -> Any:
        return self._given("instance", self._instance)

    @property
    def log(self) -> Any:
        return silent_log()

    @property
    def definitions(self) -> Mapping[str, Any]:
        """The resources that were given."""
        return self._scope.definitions


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
        DirectResources(resources, None, instance), op, run_id, job_name, op_exception, instance
    )


def call_hook(hook: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Calls the decorated function."""
    if hook.decorated_fn is None:
        raise DagsterInvalidInvocationError(
            "Only hook definitions created using one of the hook decorators can be invoked."
        )
    if len(args) + len(kwargs) != 1:
        raise DagsterInvalidInvocationError(
            "Decorated function expects one parameter, the context, which was not provided alone."
        )
    context = args[0] if args else next(iter(kwargs.values()))
    if isinstance(context, DirectHookContext):
        missing = hook.required_resource_keys - set(context.definitions)
        if missing:
            raise DagsterInvalidInvocationError(
                f"The hook '{hook.name}' requires resource \"{sorted(missing)[0]}\", which was not provided by the context."
            )
    return hook.decorated_fn(context)
