"""What ops and graphs have in common as nodes of a graph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from typing import TYPE_CHECKING, Any

from assetize.runtime.definitions.ins_and_outs import InputDefinition, OutputDefinition
from assetize.runtime.errors import CheckError, DagsterInvalidDefinitionError
from assetize.runtime.naming import checked_name

if TYPE_CHECKING:
    from assetize.runtime.definitions.ops import OpDefinition


def normalized_tags(tags: Mapping[str, Any] | None) -> dict[str, str]:
    """Tags as strings; what is no string becomes JSON."""
    if not tags:
        return {}
    return {
        str(key): value if isinstance(value, str) else _as_json(key, value) for key, value in tags.items()
    }


def _as_json(key: str, value: Any) -> str:
    import json

    try:
        text = json.dumps(value)
    except TypeError as problem:
        raise DagsterInvalidDefinitionError(
            f'Invalid value for tag "{key}", could not JSON encode value. Tag values must be strings and meet '
            "the constraint that json.loads(json.dumps(value)) == value."
        ) from problem
    if json.loads(text) != value:
        raise DagsterInvalidDefinitionError(
            f'Invalid value for tag "{key}", JSON encoding "{text}" of json is not equivalent to original '
            f'value "{value}". Tag values must be strings and meet the constraint that '
            "json.loads(json.dumps(value)) == value."
        )
    return text


class NodeDefinition:
    """An op or a graph: something that can be a node of a graph."""

    is_named_node = True
    node_type = "node"

    def __init__(
        self,
        name: str,
        input_defs: list[InputDefinition],
        output_defs: list[OutputDefinition],
        description: str | None,
        tags: Mapping[str, Any] | None,
    ) -> None:
        self.name = checked_name(name)
        self.input_defs = input_defs
        self.output_defs = output_defs
        self.input_dict = {definition.name: definition for definition in input_defs}
        self.output_dict = {definition.name: definition for definition in output_defs}
        self.description = description
        self.tags = normalized_tags(tags)

    @property
    def node_type_str(self) -> str:
        """`op` or `graph`, for messages."""
        return self.node_type

    def has_input(self, name: str) -> bool:
        """Whether there is an input of that name."""
        return name in self.input_dict

    def has_output(self, name: str) -> bool:
        """Whether there is an output of that name."""
        return name in self.output_dict

    def input_def_named(self, name: str) -> InputDefinition:
        """The input of that name."""
        return self.input_dict[name]

    def output_def_named(self, name: str) -> OutputDefinition:
        """The output of that name."""
        if name not in self.output_dict:
            raise CheckError(f"{name} not found in {list(self.output_dict)}")
        return self.output_dict[name]

    @property
    def positional_inputs(self) -> list[str]:
        """The names of the inputs in the order in which a call gives them."""
        return [definition.name for definition in self.input_defs]

    def iterate_op_defs(self) -> Iterator[OpDefinition]:
        """Every op in the definition."""
        raise NotImplementedError

    def iterate_node_defs(self) -> Iterator[NodeDefinition]:
        """The definition and all definitions inside it."""
        yield self

    def alias(self, name: str) -> Any:
        """The node under another name, to be called in a graph."""
        return self._pending(alias=checked_name(name))

    def tag(self, tags: Mapping[str, Any] | None) -> Any:
        """The node with more tags, to be called in a graph."""
        return self._pending(tags=normalized_tags(tags))

    def with_hooks(self, hook_defs: Set[Any]) -> Any:
        """The node with hooks, to be called in a graph."""
        return self._pending(hook_defs=frozenset(hook_defs))

    def with_retry_policy(self, retry_policy: Any) -> Any:
        """The node with a retry policy, to be called in a graph."""
        return self._pending(retry_policy=retry_policy)

    def _pending(self, **settings: Any) -> Any:
        from assetize.runtime.definitions.composition import PendingNodeInvocation

        return PendingNodeInvocation(self, **settings)
