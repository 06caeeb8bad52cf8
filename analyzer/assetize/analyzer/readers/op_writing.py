"""What an op's definition says in a way that cannot be written down for an asset: by a name, or with more than assets take."""

import ast
from collections.abc import Iterator, Sequence

from assetize.analyzer.model import OpInput
from assetize.analyzer.readers.op_inputs import IN, IN_POSITIONS
from assetize.analyzer.readers.op_outputs import OUT_POSITIONS
from assetize.analyzer.syntax.arguments import Arguments, Given, read_arguments
from assetize.analyzer.syntax.standpoint import FunctionNode, Standpoint

OUT = "dagster.Out"
TAKEN_BY_ASSET_IN = frozenset({"dagster_type", "description", "metadata", "asset_key", "input_manager_key"})
VERSIONS = frozenset({"version", "code_version"})
NAMING = {
    "add_output_metadata": ("metadata", "output_name", "mapping_key"),
    "get_output_metadata": ("output_name", "mapping_key"),
    "asset_key_for_output": ("output_name",),
}
"""Methods of a context that take an output's name, with their parameters."""
OUTPUT_POSITIONS = ("value", "output_name", "metadata", "data_version")


def read_unwritten(
    here: Standpoint, function: FunctionNode, arguments: Arguments, inputs: Sequence[OpInput]
) -> tuple[str, ...]:
    """One sentence for each such thing; ``here`` is the standpoint inside the op's body."""
    found = [
        *_of_outputs(arguments),
        *_of_inputs(arguments, {item.name for item in inputs if item.is_nothing}),
        *_of_names(here, function, arguments.get("out")),
    ]
    return tuple(dict.fromkeys(found))


def _of_outputs(arguments: Arguments) -> Iterator[str]:
    given = arguments.get("out")
    if given is None:
        return
    outs = list(given.value.values) if isinstance(given.value, ast.Dict) else [given.value]
    keys = given.value.keys if isinstance(given.value, ast.Dict) else []
    read = [_marker(given.here, out, OUT, OUT_POSITIONS) for out in outs]
    names = [set(item.given) for item in read if item is not None]
    if len(names) < len(outs) or not all(_is_string(key) for key in keys):
        yield "its out= is not written out where it stands"
    elif any(not given_names <= set(OUT_POSITIONS) for given_names in names):
        yield "its output is given what an asset has no counterpart for"
    elif VERSIONS & set(arguments.given) and any("code_version" in given_names for given_names in names):
        yield "it has a code version, and so has its output"


def _of_inputs(arguments: Arguments, order_only: set[str]) -> Iterator[str]:
    given = arguments.get("ins")
    if given is None:
        return
    if not isinstance(given.value, ast.Dict) or not all(_is_string(key) for key in given.value.keys):
        yield "its ins= is not written out where it stands"
        return
    for key, value in zip(given.value.keys, given.value.values, strict=True):
        if isinstance(key, ast.Constant) and key.value not in order_only:
            read = _marker(given.here, value, IN, IN_POSITIONS)
            if read is None:
                yield "its ins= is not written out where it stands"
            elif not TAKEN_BY_ASSET_IN.issuperset(read.given) and "default_value" not in read.given:
                yield "one of its inputs is given what an asset has no counterpart for"


def _marker(here: Standpoint, node: ast.expr, name: str, positions: Sequence[str]) -> Arguments | None:
    """The arguments of ``Out(...)`` or ``In(...)``, only where it is called right here with all of them named."""
    if not isinstance(node, ast.Call) or here.resolve(node.func) != name:
        return None
    read = read_arguments(here, node, positions)
    return None if read.unread or read.spread else read


def _is_string(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _of_names(here: Standpoint, function: FunctionNode, out: Given | None) -> Iterator[str]:
    """A body that names its one output by something else than the string: an asset's output has another name."""
    if out is None or not isinstance(out.value, ast.Dict) or len(out.value.keys) != 1:
        return
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            named = read_arguments(here, node, _positions(here, node)).given.get("output_name")
            if named is not None and ast.dump(named.value) != ast.dump(out.value.keys[0] or named.value):
                yield "what it calls its output is not written out in its body"


def _positions(here: Standpoint, call: ast.Call) -> Sequence[str]:
    if isinstance(call.func, ast.Attribute) and call.func.attr in NAMING:
        return NAMING[call.func.attr]
    return OUTPUT_POSITIONS if here.resolve(call.func) == "dagster.Output" else ()
