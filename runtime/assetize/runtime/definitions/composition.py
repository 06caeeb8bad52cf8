"""Runs the body of a graph and records which nodes it invokes, with which inputs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from assetize.runtime.definitions.dependencies import (
    DependencyDefinition,
    DynamicCollectDependencyDefinition,
    InputMapping,
    MappedInputPlaceholder,
    MultiDependencyDefinition,
    NodeInvocation,
    SourceAssetDependency,
)
from assetize.runtime.definitions.handles import (
    DynamicFanIn,
    InputMappingNode,
    InvokedNodeDynamicOutputWrapper,
    InvokedNodeOutputHandle,
    outputs_of_invocation,
)
from assetize.runtime.definitions.nodes import NodeDefinition
from assetize.runtime.errors import DagsterInvalidDefinitionError

_CURRENT: ContextVar[Composition | None] = ContextVar("current composition", default=None)


class Composition:
    """The nodes that a running graph body has invoked so far."""

    def __init__(self, name: str, source: str) -> None:
        self.name = name
        self.source = source
        self.node_defs: dict[str, NodeDefinition] = {}
        self.dependencies: dict[NodeInvocation, dict[str, Any]] = {}
        self.node_names: set[str] = set()
        self.input_mappings: list[InputMapping] = []
        self.counts: dict[str, int] = {}
        self.pending: dict[str, NodeDefinition] = {}

    @property
    def label(self) -> str:
        """`@graph name`, for messages."""
        return f"{self.source} {self.name}"

    def name_for(self, definition: NodeDefinition, alias: str | None) -> str:
        """The new node's name; repeated calls without alias are numbered."""
        name = alias or definition.name
        if alias is None:
            while name in self.node_names:
                self.counts[definition.name] = number = self.counts.get(definition.name, 1) + 1
                name = f"{definition.name}_{number}"
        if name in self.node_names:
            raise DagsterInvalidDefinitionError(
                f"{self.label} invoked the same node ({name}) twice without aliasing."
            )
        self.node_names.add(name)
        return name

    def add(self, pending: PendingNodeInvocation, inputs: Mapping[str, Any]) -> str:
        """Records an invocation and gives its node's name."""
        definition = pending.node_def
        known = self.node_defs.get(definition.name)
        if known is not None and known is not definition:
            raise DagsterInvalidDefinitionError(
                f'Detected conflicting node definitions with the same name "{definition.name}"'
            )
        name = self.name_for(definition, pending.given_alias)
        self.node_defs[definition.name] = definition
        invocation = NodeInvocation(
            definition.name,
            name if name != definition.name else None,
            pending.tags,
            pending.hook_defs,
            pending.retry_policy,
        )
        sources: dict[str, Any] = {}
        for input_name, value in inputs.items():
            source = self._source(name, input_name, value)
            if source is not None:
                sources[input_name] = source
        self.dependencies[invocation] = sources
        return name

    def warn_of_pending(self) -> None:
        """Tells of nodes that got an alias, tags or hooks and were never called."""
        import warnings

        for name, definition in self.pending.items():
            aliased = f"'{definition.name}' was aliased as '{name}'.\n" if name != definition.name else ""
            warnings.warn(
                f"While in {self.source} context '{self.name}', received an uninvoked {definition.node_type} "
                f"'{definition.name}'.\n{aliased}",
                stacklevel=5,
            )

    def _source(self, node: str, input_name: str, value: Any) -> Any:
        if isinstance(value, InvokedNodeOutputHandle):
            return DependencyDefinition(value.node_name, value.output_name)
        if isinstance(value, InputMappingNode):
            self.input_mappings.append(InputMapping(value.input_name, node, input_name))
            return None
        if isinstance(value, DynamicFanIn):
            return DynamicCollectDependencyDefinition(value.node_name, value.output_name)
        if isinstance(value, list):
            return self._fan_in(node, input_name, value)
        return SourceAssetDependency(value)

    def _fan_in(self, node: str, input_name: str, values: list[Any]) -> MultiDependencyDefinition:
        members: list[Any] = []
        for index, value in enumerate(values):
            if isinstance(value, InputMappingNode):
                self.input_mappings.append(InputMapping(value.input_name, node, input_name, index))
                members.append(MappedInputPlaceholder)
            else:
                members.append(DependencyDefinition(value.node_name, value.output_name))
        return MultiDependencyDefinition(members)


def current_composition() -> Composition | None:
    """The graph body that runs now, if any."""
    return _CURRENT.get()


@contextmanager
def composing(name: str, source: str) -> Iterator[Composition]:
    """Makes invocations inside the block nodes of a new graph."""
    composition = Composition(name, source)
    token = _CURRENT.set(composition)
    try:
        yield composition
    finally:
        _CURRENT.reset(token)
    composition.warn_of_pending()


class PendingNodeInvocation:
    """A node with an alias, tags, hooks or a retry policy, before it is called in a graph."""

    def __init__(
        self,
        node_def: NodeDefinition,
        alias: str | None = None,
        tags: Mapping[str, str] | None = None,
        hook_defs: frozenset[Any] = frozenset(),
        retry_policy: Any = None,
    ) -> None:
        self.node_def = node_def
        self.given_alias = alias
        self.tags = dict(tags or {})
        self.hook_defs = hook_defs
        self.retry_policy = retry_policy
        composition = _CURRENT.get()
        if composition is not None:
            composition.pending[self.name] = node_def
        for hook in hook_defs:
            if not hasattr(hook, "hook_fn"):
                raise DagsterInvalidDefinitionError(f"{hook!r} is not a hook.")

    @property
    def name(self) -> str:
        """The alias or the definition's name."""
        return self.given_alias or self.node_def.name

    def alias(self, name: str) -> PendingNodeInvocation:
        """The same under another name."""
        return self._with(alias=name)

    def tag(self, tags: Mapping[str, Any] | None) -> PendingNodeInvocation:
        """The same with more tags."""
        from assetize.runtime.definitions.nodes import normalized_tags

        return self._with(tags={**self.tags, **normalized_tags(tags)})

    def with_hooks(self, hook_defs: Any) -> PendingNodeInvocation:
        """The same with more hooks."""
        return self._with(hook_defs=frozenset({*self.hook_defs, *hook_defs}))

    def with_retry_policy(self, retry_policy: Any) -> PendingNodeInvocation:
        """The same with a retry policy."""
        return self._with(retry_policy=retry_policy)

    def _with(self, **changes: Any) -> PendingNodeInvocation:
        settings: dict[str, Any] = {
            "alias": self.given_alias,
            "tags": self.tags,
            "hook_defs": self.hook_defs,
            "retry_policy": self.retry_policy,
        }
        return PendingNodeInvocation(self.node_def, **{**settings, **changes})

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        from assetize.runtime.definitions.invocation_inputs import checked_inputs

        composition = _CURRENT.get()
        if composition is None:
            return self._called_outside(args, kwargs)
        inputs = checked_inputs(composition, self, args, kwargs)
        composition.pending.pop(self.name, None)
        name = composition.add(self, inputs)
        return outputs_of_invocation(name, self.node_def)

    def _called_outside(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        invoke = getattr(self.node_def, "invoke_directly", None)
        if invoke is None:
            raise DagsterInvalidDefinitionError(
                f"Attempted to call {self.node_def.node_type} '{self.name}' outside of a composition function. "
                "Invoking graphs is only valid in a function decorated with @job or @graph."
            )
        return invoke(args, kwargs, self.given_alias)

    def to_job(self, **settings: Any) -> Any:
        """A job of the graph with these settings."""
        graph: Any = self.node_def
        tags = {**self.tags, **(settings.pop("tags", None) or {})}
        hooks = frozenset({*self.hook_defs, *(settings.pop("hooks", None) or ())})
        settings.setdefault("name", self.given_alias)
        return graph.to_job(
            tags=tags,
            hooks=hooks,
            op_retry_policy=settings.pop("op_retry_policy", self.retry_policy),
            **settings,
        )

    def execute_in_process(self, **settings: Any) -> Any:
        """Runs the graph with these settings as a job."""
        return self.to_job(resource_defs=settings.pop("resources", None)).execute_in_process(**settings)


def is_wrapped_dynamic(value: Any) -> bool:
    """Whether the value is a dynamic output that was neither mapped nor collected."""
    return isinstance(value, InvokedNodeDynamicOutputWrapper)
