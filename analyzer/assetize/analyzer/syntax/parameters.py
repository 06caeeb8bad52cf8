"""The parameters of an op's, asset's or graph's function and what Dagster hands to each."""

import ast
from collections.abc import Iterator, Sequence

from assetize.analyzer.model import Parameter
from assetize.analyzer.model.facts import ParameterKind, ParameterRole
from assetize.analyzer.records import dataclass
from assetize.analyzer.syntax.classes import library_bases, unquoted
from assetize.analyzer.syntax.standpoint import FunctionNode, Standpoint

WRAPS = "functools.wraps"
CONTEXT_NAMES = frozenset({"context", "_context", "context_", "_"})
"""Dagster goes by the first parameter's name alone, not by its annotation."""

RESOURCE_CLASSES = frozenset(
    {
        "dagster.ResourceDefinition",
        "dagster.IOManagerDefinition",
        "dagster.ConfigurableResource",
        "dagster.ConfigurableResourceFactory",
        "dagster.ConfigurableIOManager",
        "dagster.ConfigurableIOManagerFactory",
        "dagster.ConfigurableLegacyResourceAdapter",
        "dagster.ConfigurableLegacyIOManagerAdapter",
        "dagster.TreatAsResourceParam",
        "dagster.PipesClient",
        "dagster.PipesSubprocessClient",
    }
)
RESOURCE_MARK = "dagster.ResourceParam"
RESOURCE_SUFFIXES = ("Resource", "IOManager", "Client")


@dataclass(frozen=True, slots=True)
class Signature:
    """A function's parameters. ``doubtful`` names those that may be resources of a library or else inputs."""

    parameters: tuple[Parameter, ...]
    doubtful: tuple[str, ...] = ()

    def inputs(self) -> tuple[Parameter, ...]:
        """The parameters that are inputs; ``*args`` and ``**kwargs`` are not."""
        return tuple(p for p in self.parameters if p.role == "input" and not p.kind.startswith("var_"))

    def positional_inputs(self) -> tuple[str, ...]:
        """The inputs that a call in a graph's body may give by position."""
        return tuple(p.name for p in self.inputs() if p.kind == "positional")

    def named(self, role: ParameterRole) -> tuple[str, ...]:
        """Names of the parameters of one role."""
        return tuple(p.name for p in self.parameters if p.role == role)


def read_op_signature(here: Standpoint, function: FunctionNode) -> Signature:
    """The parameters of an op or asset: context, config, resources and inputs.

    A function under ``@functools.wraps(fn)`` has those of ``fn``, as Python's own ``inspect.signature`` says.
    """
    wrapped = _wrapped(here, function)
    if wrapped is not None:
        return read_op_signature(*wrapped)
    parameters: list[Parameter] = []
    doubtful: list[str] = []
    for index, (argument, kind, has_default) in enumerate(_in_order(function.args)):
        if index == 0 and argument.arg in CONTEXT_NAMES:
            role: ParameterRole = "context"
        elif argument.arg == "config":
            role = "config"
        else:
            role = _role(here, argument.annotation)
            if role == "resource" and not _is_certain(here, argument.annotation):
                doubtful.append(argument.arg)
        parameters.append(_parameter(here, argument, role, kind, has_default))
    return Signature(tuple(parameters), tuple(doubtful))


def _wrapped(here: Standpoint, function: FunctionNode) -> tuple[Standpoint, FunctionNode] | None:
    for decorator in function.decorator_list:
        match decorator:
            case ast.Call(func=maker, args=[given]) if here.resolve(maker) == WRAPS:
                there, value = here.follow(given)
                definition = there.definition(value) if isinstance(value, ast.Name | ast.Attribute) else None
                if definition is not None and isinstance(definition.node, FunctionNode):
                    is_itself = definition.node is function
                    return None if is_itself else (there.of(definition), definition.node)
    return None


def read_graph_signature(here: Standpoint, function: FunctionNode) -> Signature:
    """The parameters of a graph or job: all are inputs."""
    return Signature(
        tuple(
            _parameter(here, argument, "input", kind, has) for argument, kind, has in _in_order(function.args)
        )
    )


def _parameter(
    here: Standpoint, argument: ast.arg, role: ParameterRole, kind: ParameterKind, has_default: bool
) -> Parameter:
    annotation = None if argument.annotation is None else here.text(argument.annotation)
    return Parameter(argument.arg, role, kind, annotation, has_default)


def _in_order(arguments: ast.arguments) -> Iterator[tuple[ast.arg, ParameterKind, bool]]:
    positional: Sequence[ast.arg] = [*arguments.posonlyargs, *arguments.args]
    first_default = len(positional) - len(arguments.defaults)
    for index, argument in enumerate(positional):
        yield argument, "positional", index >= first_default
    if arguments.vararg:
        yield arguments.vararg, "var_positional", False
    for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        yield argument, "keyword_only", default is not None
    if arguments.kwarg:
        yield arguments.kwarg, "var_keyword", False


def _role(here: Standpoint, annotation: ast.expr | None) -> ParameterRole:
    if annotation is None:
        return "input"
    expression = unquoted(annotation)
    if isinstance(expression, ast.Subscript) and here.resolve(expression.value) == RESOURCE_MARK:
        return "resource"
    if not isinstance(expression, ast.Name | ast.Attribute | ast.Subscript):
        return "input"
    bases = library_bases(here, expression)
    return (
        "resource"
        if bases & RESOURCE_CLASSES or any(_looks_like_resource(base) for base in bases)
        else "input"
    )


def _looks_like_resource(dotted: str) -> bool:
    """A class of a library that cannot be read: its name must do."""
    is_integration = dotted.startswith("dagster_")
    return dotted.endswith(RESOURCE_SUFFIXES) if is_integration else dotted.endswith("Resource")


def _is_certain(here: Standpoint, annotation: ast.expr | None) -> bool:
    if annotation is None:
        return True
    expression = unquoted(annotation)
    bases = library_bases(here, expression)
    is_marked = isinstance(expression, ast.Subscript) and here.resolve(expression.value) == RESOURCE_MARK
    return is_marked or any(base in RESOURCE_CLASSES or base.startswith("dagster_") for base in bases)
