"""Op definitions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from typing import Any

from assetize.runtime.config.configured import ConfigTransform
from assetize.runtime.config.field import Field
from assetize.runtime.config.resolution import schema_field
from assetize.runtime.definitions.body import Body
from assetize.runtime.definitions.composition import PendingNodeInvocation, current_composition
from assetize.runtime.definitions.ins_and_outs import (
    In,
    InputDefinition,
    Out,
    OutputDefinition,
    input_definition,
    output_definition,
)
from assetize.runtime.definitions.nodes import NodeDefinition
from assetize.runtime.errors import CheckError, ParameterCheckError
from assetize.runtime.execution.retries import RetryPolicy


class OpDefinition(NodeDefinition):
    """A unit of computation with typed inputs and outputs."""

    node_type = "op"

    def __init__(
        self,
        compute_fn: Any,
        name: str,
        ins: Mapping[str, In] | None = None,
        outs: Mapping[str, Out] | None = None,
        description: str | None = None,
        config_schema: Any = None,
        required_resource_keys: Set[str] | None = None,
        tags: Mapping[str, Any] | None = None,
        version: str | None = None,
        retry_policy: RetryPolicy | None = None,
        code_version: str | None = None,
        pool: str | None = None,
    ) -> None:
        _check_kinds(ins, outs, description, retry_policy)
        input_defs = [input_definition(key, declared) for key, declared in (ins or {}).items()]
        outs = {"result": Out()} if outs is None else outs
        version = code_version or version
        output_defs = [output_definition(key, declared) for key, declared in outs.items()]
        for output in output_defs:
            output.code_version = output.code_version or version
        super().__init__(name, input_defs, output_defs, description, tags)
        self.body: Body | None = compute_fn if isinstance(compute_fn, Body) else None
        self.raw_function: Callable[[Any, dict[str, Any]], Any] | None = None if self.body else compute_fn
        self.config_field: Field = schema_field(config_schema)
        resource_names = self.body.resource_names if self.body else ()
        self.required_resource_keys: frozenset[str] = frozenset(
            {*(required_resource_keys or ()), *resource_names}
        )
        self.version = version
        self.retry_policy = retry_policy
        self.pool = pool
        self.transforms: tuple[ConfigTransform, ...] = ()
        self.asset_node: Any = None

    @property
    def config_schema(self) -> Field:
        """The field of the op's config."""
        return self.config_field

    @property
    def has_config_field(self) -> bool:
        """Whether the op takes config."""
        return True

    @property
    def ins(self) -> dict[str, In]:
        """The declared inputs by name."""
        return {definition.name: In.from_definition(definition) for definition in self.input_defs}

    @property
    def outs(self) -> dict[str, Out]:
        """The declared outputs by name."""
        return {definition.name: Out.from_definition(definition) for definition in self.output_defs}

    @property
    def pools(self) -> set[str]:
        """The concurrency pools of the op."""
        return {self.pool} if self.pool else set()

    @property
    def compute_fn(self) -> Any:
        """The computing function: the decorated one's record, or the raw function."""
        return DecoratedOpFunction(self.body) if self.body else self.raw_function

    @property
    def is_from_decorator(self) -> bool:
        """Whether a decorator made the op."""
        return self.body is not None

    @property
    def positional_inputs(self) -> list[str]:
        """The parameters in their order; one input that is no parameter may follow them."""
        names = [definition.name for definition in self.input_defs]
        if self.body is None:
            return names
        by_place = (item for item in self.body.input_parameters if item.kind is not item.KEYWORD_ONLY)
        parameters = [item.name for item in by_place if item.name in names]
        others = [name for name in names if name not in parameters]
        return [*parameters, *others] if len(others) == 1 else parameters

    def iterate_op_defs(self) -> Iterator[OpDefinition]:
        yield self

    def inner_config(self, value: Any) -> Any:
        """The config that the body sees for the config that a run gives."""
        for transform in self.transforms:
            value = transform.apply(value)
        return value

    def configured(
        self,
        config_or_config_fn: Any,
        name: str,
        config_schema: Any = None,
        description: str | None = None,
    ) -> OpDefinition:
        """The op under a new name with its config given or computed."""
        transform = ConfigTransform(
            self.config_field, config_or_config_fn, config_schema, f"op '{name}'", "OpDefinition"
        )
        changed = self._copy(name, description)
        changed.config_field = transform.field
        changed.transforms = (transform, *self.transforms)
        return changed

    def with_replaced_properties(
        self, name: str, ins: Any = None, outs: Any = None, **others: Any
    ) -> OpDefinition:
        """The op with another name, inputs or outputs."""
        copy = self._copy(name, others.get("description"))
        if ins is not None:
            copy.input_defs = [input_definition(key, declared) for key, declared in ins.items()]
            copy.input_dict = {definition.name: definition for definition in copy.input_defs}
        if outs is not None:
            copy.output_defs = [output_definition(key, declared) for key, declared in outs.items()]
            copy.output_dict = {definition.name: definition for definition in copy.output_defs}
        return copy

    def _copy(self, name: str, description: str | None = None) -> OpDefinition:
        from assetize.runtime.naming import checked_name

        copy = object.__new__(type(self))
        copy.__dict__.update(self.__dict__)
        copy.name = checked_name(name)
        copy.description = description or self.description
        return copy

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if current_composition() is not None:
            return PendingNodeInvocation(self)(*args, **kwargs)
        return self.invoke_directly(args, kwargs)

    def invoke_directly(self, args: tuple[Any, ...], kwargs: dict[str, Any], alias: str | None = None) -> Any:
        """Calls the body with values, as tests do."""
        from assetize.runtime.direct.ops import call_op

        return call_op(self, args, kwargs, alias)


def _check_kinds(ins: Any, outs: Any, description: Any, retry_policy: Any) -> None:
    """An error if an argument of a definition is of the wrong kind."""
    for kind, declared, name in ((In, ins, "ins"), (Out, outs, "outs")):
        if declared is not None and type(declared) is not dict and not isinstance(declared, Mapping):
            raise ParameterCheckError(
                f'Param "{name}" is not a dictionary. Got {declared!r} which is type {type(declared)}.'
            )
        for value in (declared or {}).values():
            if not isinstance(value, kind):
                raise CheckError(f"Value in {name} mismatches expected type. Expected {kind}. Got {value!r}")
    if description is not None and not isinstance(description, str):
        raise ParameterCheckError(
            f'Param "description" is not a str. Got {description!r} which is type {type(description)}.'
        )
    if retry_policy is not None and not isinstance(retry_policy, RetryPolicy):
        raise ParameterCheckError(
            f'Param "retry_policy" is not a RetryPolicy. Got {retry_policy!r} which is type {type(retry_policy)}.'
        )


class DecoratedOpFunction:
    """The function that an op decorates."""

    def __init__(self, body: Body) -> None:
        self.body = body
        self.decorated_fn = body.function

    @property
    def name(self) -> str:
        """The function's name."""
        return self.body.name

    def has_context_arg(self) -> bool:
        """Whether the function takes a context."""
        return self.body.has_context


def with_outputs(definition: OpDefinition, outputs: list[OutputDefinition]) -> None:
    """Gives an op these outputs."""
    definition.output_defs = outputs
    definition.output_dict = {output.name: output for output in outputs}


def with_inputs(definition: OpDefinition, inputs: list[InputDefinition]) -> None:
    """Gives an op these inputs."""
    definition.input_defs = inputs
    definition.input_dict = {item.name: item for item in inputs}
