"""What schedules and sensors start their jobs with."""

import ast
from collections.abc import Iterator

from assetize.analyzer.config_values.expressions import Place, read_values
from assetize.analyzer.config_values.functions import own_nodes
from assetize.analyzer.config_values.varying import NO_VARYING, tick_names
from assetize.analyzer.model import ConfigValue
from assetize.analyzer.records import dataclass
from assetize.analyzer.syntax.arguments import Arguments, read_arguments
from assetize.analyzer.syntax.standpoint import FunctionNode, Standpoint

RUN_REQUEST = "dagster.RunRequest"
RUN_REQUEST_POSITIONS = ("run_key", "run_config", "tags", "job_name")
NO_REQUESTS = frozenset({"dagster.SkipReason", "dagster.SensorResult"})
FUNCTIONS = ("run_config_fn", "execution_fn", "run_config_for_partition_fn")


@dataclass(frozen=True, slots=True)
class Request:
    """One way in which a trigger starts a job: ``job_name`` where it picks one. Without values it gives no config."""

    values: tuple[ConfigValue, ...]
    job_name: str | None = None


def read_requests(
    here: Standpoint, arguments: Arguments, function: FunctionNode | None
) -> tuple[Request, ...]:
    """All ways in which a schedule or sensor starts its jobs."""
    given = arguments.get("run_config")
    if given is not None:
        return (Request(read_values(Place(given.here), given.value)),)
    made = next((arguments.get(name) for name in FUNCTIONS if arguments.get(name) is not None), None)
    if made is not None:
        definition = (
            made.here.definition(made.value) if isinstance(made.value, ast.Name | ast.Attribute) else None
        )
        if isinstance(made.value, ast.Lambda):
            return (Request(read_values(Place(made.here, (), NO_VARYING), made.value.body)),)
        if definition is None or not isinstance(definition.node, ast.FunctionDef):
            return (_unread(made.here, made.value),)
        return tuple(_of_function(made.here.of(definition), definition.node))
    return tuple(_of_function(here, function)) if function is not None else (Request(()),)


def _of_function(outside: Standpoint, function: FunctionNode) -> Iterator[Request]:
    here = outside.inside(function)
    place = Place(here, (), tick_names(function))
    found = 0
    for node in own_nodes(function):
        if isinstance(node, ast.Call) and _name(here, node) == RUN_REQUEST:
            found += 1
            yield _request(place, node)
        elif isinstance(node, ast.Return | ast.Yield) and node.value is not None:
            values = _returned(place, node.value)
            if values is not None:
                found += 1
                yield Request(values)
    if not found:
        yield _unread(here, function)


def _request(place: Place, call: ast.Call) -> Request:
    arguments = read_arguments(place.here, call, RUN_REQUEST_POSITIONS)
    if arguments.unread:
        return _unread(place.here, call)
    given = arguments.get("run_config")
    name = arguments.string("job_name")
    if given is None:
        return Request((), name)
    return Request(read_values(place, given.value), name)


def _returned(place: Place, value: ast.expr) -> tuple[ConfigValue, ...] | None:
    """A schedule's function may return the run config itself; None for requests, lists of them, and reasons to skip."""
    there, followed = place.here.follow(value)
    if isinstance(followed, ast.Call):
        name = _name(there, followed)
        if name in NO_REQUESTS or name == RUN_REQUEST or name.rpartition(".")[2].startswith("run_request"):
            return None
    elif not isinstance(followed, ast.Dict):
        return None
    return read_values(place, value)


def _name(here: Standpoint, call: ast.Call) -> str:
    function = call.func
    if not isinstance(function, ast.Name | ast.Attribute):
        return ""
    return here.resolve(function) or (function.attr if isinstance(function, ast.Attribute) else "")


def _unread(here: Standpoint, node: ast.AST) -> Request:
    reason = "it is made by code that is not understood"
    return Request((ConfigValue((), None, here.at(node), reason),))
