"""The outputs of an op: ``out=`` and what its return annotation adds."""

import ast
from collections.abc import Sequence

from assetize.analyzer.model import OpOutput
from assetize.analyzer.records import dataclass
from assetize.analyzer.syntax.arguments import Arguments, Given, read_arguments, read_dict
from assetize.analyzer.syntax.classes import unquoted
from assetize.analyzer.syntax.markers import NOTHING, is_nothing, read_metadata, text_of
from assetize.analyzer.syntax.standpoint import FunctionNode, Standpoint

OUT_POSITIONS = ("dagster_type", "description", "is_required", "io_manager_key", "metadata", "code_version")
DEFAULT_NAME = "result"
OUTPUT_CLASSES = frozenset({"dagster.Output", "dagster.DynamicOutput"})
DYNAMIC_OUTPUT = "dagster.DynamicOutput"
RESULT_CLASSES = frozenset({"dagster.MaterializeResult", "dagster.ObserveResult", "dagster.AssetCheckResult"})
TUPLES = frozenset({"typing.Tuple", "builtins.tuple"})
LISTS = frozenset({"typing.List", "builtins.list"})


@dataclass(frozen=True, slots=True, eq=False)
class Marker:
    """One ``Out(...)`` or ``DynamicOut(...)``."""

    arguments: Arguments
    is_dynamic: bool


def read_outputs(
    here: Standpoint, arguments: Arguments, function: FunctionNode, is_generator: bool
) -> tuple[tuple[OpOutput, ...], tuple[Given, ...]]:
    """The op's outputs in order, and what was not understood."""
    # Dagster does not look at the annotation of a generator; that of an async generator it takes as it is.
    is_ignored = is_generator and isinstance(function, ast.FunctionDef)
    annotation = None if is_ignored or function.returns is None else unquoted(function.returns)
    given = arguments.get("out")
    if given is None:
        return (_inferred(here, annotation),), ()
    declared = _declared(given)
    if declared is None:
        return (OpOutput(DEFAULT_NAME),), (given,)
    annotations = _annotations(here, annotation, len(declared))
    return (
        tuple(
            _declared_output(here, name, marker, note)
            for (name, marker), note in zip(declared, annotations, strict=True)
        ),
        (),
    )


def _declared(given: Given) -> Sequence[tuple[str, Marker]] | None:
    single = _marker(given)
    if single is not None:
        return [(DEFAULT_NAME, single)]
    entries = read_dict(given.here, given.value)
    if entries is None:
        return None
    markers = [(name, _marker(entry)) for name, entry in entries]
    read = [(name, marker) for name, marker in markers if marker is not None]
    return read if len(read) == len(markers) else None


def _marker(given: Given) -> Marker | None:
    there, value = given.here.follow(given.value)
    if not isinstance(value, ast.Call):
        return None
    name = there.resolve(value.func)
    arguments = read_arguments(there, value, OUT_POSITIONS)
    if arguments.unread or name not in ("dagster.Out", "dagster.DynamicOut"):
        return None
    return Marker(arguments, name == "dagster.DynamicOut")


def _annotations(here: Standpoint, annotation: ast.expr | None, count: int) -> Sequence[ast.expr | None]:
    if count == 1:
        return [annotation]
    if isinstance(annotation, ast.Subscript) and here.resolve(annotation.value) in TUPLES:
        items = annotation.slice.elts if isinstance(annotation.slice, ast.Tuple) else [annotation.slice]
        if len(items) == count:
            return items
    return [None] * count


def _declared_output(here: Standpoint, name: str, marker: Marker, annotation: ast.expr | None) -> OpOutput:
    arguments = marker.arguments
    has_type = "dagster_type" in arguments.given
    required = arguments.given.get("is_required")
    return OpOutput(
        name=name,
        is_nothing=is_nothing(arguments.given.get("dagster_type"))
        if has_type
        else is_none_annotation(here, annotation),
        is_required=not (
            required is not None
            and isinstance(required.value, ast.Constant)
            and required.value.value is False
        ),
        is_dynamic=marker.is_dynamic,
        io_manager_key=arguments.string("io_manager_key"),
        dagster_type=text_of(arguments.get("dagster_type")),
        metadata=read_metadata(arguments.get("metadata")),
        arguments=arguments.names(),
    )


def _inferred(here: Standpoint, annotation: ast.expr | None) -> OpOutput:
    return OpOutput(
        DEFAULT_NAME,
        is_nothing=is_none_annotation(here, annotation),
        is_dynamic=_is_dynamic_annotation(here, annotation),
    )


def is_none_annotation(here: Standpoint, annotation: ast.expr | None) -> bool:
    """``-> None``, ``-> Output[None]``, ``-> Nothing``: the I/O manager is not called for what it gives."""
    if annotation is None:
        return False
    expression = unquoted(annotation)
    if isinstance(expression, ast.Constant):
        return expression.value is None
    if isinstance(expression, ast.Subscript):
        return here.resolve(expression.value) in OUTPUT_CLASSES and is_none_annotation(here, expression.slice)
    if isinstance(expression, ast.Name | ast.Attribute) and here.resolve(expression) == NOTHING:
        return True
    return is_nothing(Given(expression, here))


def _is_dynamic_annotation(here: Standpoint, annotation: ast.expr | None) -> bool:
    """``DynamicOutput``, ``DynamicOutput[int]``, ``List[DynamicOutput[int]]``."""
    if isinstance(annotation, ast.Subscript):
        outer = here.resolve(annotation.value)
        return outer == DYNAMIC_OUTPUT or (outer in LISTS and _is_dynamic_annotation(here, annotation.slice))
    if isinstance(annotation, ast.Name | ast.Attribute):
        return here.resolve(annotation) == DYNAMIC_OUTPUT
    return False
