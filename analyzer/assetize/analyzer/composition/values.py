"""What expressions in a graph's or job's body stand for."""

import ast
from dataclasses import field, replace
from typing import TYPE_CHECKING, Any

from assetize.analyzer.model import ConfigValue
from assetize.analyzer.records import dataclass
from assetize.analyzer.syntax.standpoint import FunctionNode

if TYPE_CHECKING:
    from assetize.analyzer.composition.names import Names


@dataclass(frozen=True, slots=True)
class NodeOutput:
    """The result of a call of an op or graph. ``per_key``: what ``.map`` hands to its function."""

    node: str
    output: str
    per_key: bool = False


@dataclass(frozen=True, slots=True)
class DynamicValue:
    """A dynamic output, of which only ``.map`` and ``.collect`` can be asked."""

    node: str
    output: str


@dataclass(frozen=True, slots=True)
class Collected:
    """``xs.collect()``."""

    node: str
    output: str


@dataclass(frozen=True, slots=True)
class NamedOutputs:
    """The results of a node with several outputs."""

    node: str
    outputs: tuple[tuple[str, NodeOutput | DynamicValue], ...]


@dataclass(frozen=True, slots=True)
class GraphInput:
    """A parameter of the graph."""

    name: str


@dataclass(frozen=True, slots=True)
class AssetValue:
    """A stored asset; ``is_one`` is false for a definition of several, of which none was chosen yet."""

    key: tuple[str, ...]
    definition: str | None = None
    is_one: bool = True


@dataclass(frozen=True, slots=True)
class Invocable:
    """An op or graph that can be called, with what was asked of it by ``.alias`` and the like."""

    definition: str
    name: str
    alias: str | None = None
    modifiers: tuple[str, ...] = ()
    config: tuple[ConfigValue, ...] = ()
    """What ``.configured`` gives it."""

    def modified(self, modifier: str) -> "Invocable":
        """The same with one modifier more."""
        return replace(self, modifiers=(*self.modifiers, modifier))


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """A plain function or lambda: calls to it are interpreted in place."""

    node: FunctionNode | ast.Lambda
    names: "Names"
    """The names around its definition."""


@dataclass(frozen=True, slots=True, eq=False)
class Method:
    """``owner.name`` before it is called."""

    owner: "Value"
    name: str


@dataclass(frozen=True, slots=True)
class Known:
    """A constant: string, number, boolean, ``None``."""

    value: object


@dataclass(frozen=True, slots=True)
class Description:
    """An object of Dagster's that describes a part of a graph: ``DependencyDefinition("load", "rows")``.

    ``kind`` is its class; ``arguments`` are in the order of its parameters, by name.
    """

    kind: str
    arguments: "tuple[tuple[str, Value], ...]" = ()

    def get(self, name: str) -> "Value | None":
        """One argument."""
        return dict(self.arguments).get(name)

    def text(self, name: str) -> str | None:
        """One argument, when it is a known string."""
        value = self.get(name)
        return value.value if isinstance(value, Known) and isinstance(value.value, str) else None


@dataclass(slots=True, eq=False)
class Items:
    """A list or tuple whose elements are known; lists grow as in the code."""

    elements: "list[Value]"
    is_list: bool = True


@dataclass(slots=True, eq=False)
class Entries:
    """A dict whose keys are known."""

    entries: "dict[Any, Value]" = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outside:
    """A name of a library by its dotted name, or what came of it: ``"logging.getLogger().info"``."""

    name: str


@dataclass(frozen=True, slots=True)
class Opaque:
    """Something that is not known; ``text`` is how the code writes it.

    ``is_recorded``: a record says so already, so that what comes of it needs no other.
    """

    text: str
    is_recorded: bool = False


Value = (
    NodeOutput
    | DynamicValue
    | Collected
    | NamedOutputs
    | GraphInput
    | AssetValue
    | Invocable
    | Function
    | Method
    | Known
    | Description
    | Items
    | Entries
    | Outside
    | Opaque
)

NODE_RESULTS = (NodeOutput, DynamicValue, NamedOutputs)


def elements_of(value: Value) -> list[Value] | None:
    """What iterating over a value gives; None when that is not known."""
    match value:
        case Items(elements=elements):
            return list(elements)
        case Entries(entries=entries):
            return [Known(key) for key in entries]
        case NamedOutputs(outputs=outputs):
            return [output for _, output in outputs]
        case Known(value=str(text)):
            return [Known(letter) for letter in text]
        case Known(value=range() as numbers):
            return [Known(number) for number in numbers]
    return None


def concerns_graph(value: Value) -> bool:
    """The value is, or holds, something of the graph: a node's result, an op, a function that may call one."""
    match value:
        case Known() | Outside() | Opaque():
            return False
        case Items(elements=elements):
            return any(concerns_graph(element) for element in elements)
        case Entries(entries=entries):
            return any(concerns_graph(element) for element in entries.values())
    return True
