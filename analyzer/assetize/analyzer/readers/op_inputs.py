"""The inputs of an op: ``ins={"users": In(...)}`` and what its parameters add."""

from collections.abc import Mapping

from assetize.analyzer.model import OpInput, Parameter
from assetize.analyzer.syntax.arguments import Arguments, Given, read_dict
from assetize.analyzer.syntax.markers import is_nothing, read_key, read_marker, read_metadata, text_of
from assetize.analyzer.syntax.parameters import Signature

IN_POSITIONS = (
    "dagster_type",
    "description",
    "default_value",
    "metadata",
    "asset_key",
    "asset_partitions",
    "input_manager_key",
)
IN = "dagster.In"


def read_inputs(arguments: Arguments, signature: Signature) -> tuple[tuple[OpInput, ...], tuple[Given, ...]]:
    """The op's inputs in Dagster's order (declared ones by name, then parameters), and what was not understood."""
    declared, unread = _declared(arguments)
    resources = set(signature.named("resource"))
    parameters = {parameter.name: parameter for parameter in signature.inputs()}
    found = [
        _declared_input(name, declared[name], parameters.get(name))
        for name in sorted(declared)
        if name not in resources
    ]
    found += [
        OpInput(parameter.name, has_default=parameter.has_default)
        for parameter in parameters.values()
        if parameter.name not in declared
    ]
    return tuple(found), unread


def _declared(arguments: Arguments) -> tuple[Mapping[str, Arguments], tuple[Given, ...]]:
    given = arguments.get("ins")
    if given is None:
        return {}, ()
    entries = read_dict(given.here, given.value)
    if entries is None:
        return {}, (given,)
    read = {name: read_marker(entry, IN, IN_POSITIONS) for name, entry in entries}
    unread = tuple(entry for name, entry in entries if read[name] is None)
    return {name: item for name, item in read.items() if item is not None}, unread


def _declared_input(name: str, arguments: Arguments, parameter: Parameter | None) -> OpInput:
    return OpInput(
        name=name,
        is_nothing=is_nothing(arguments.given.get("dagster_type")),
        has_default="default_value" in arguments.given or (parameter is not None and parameter.has_default),
        input_manager_key=arguments.string("input_manager_key") or arguments.string("root_manager_key"),
        asset_key=read_key(arguments.get("asset_key")),
        dagster_type=text_of(arguments.get("dagster_type")),
        metadata=read_metadata(arguments.get("metadata")),
        arguments=arguments.names(),
    )
