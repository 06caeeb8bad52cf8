"""What an expression that gives a run config, or part of one, says: one record for each of its leaves."""

import ast
from collections.abc import Iterator, Mapping, Sequence

from assetize.analyzer.config_values.records import leaves
from assetize.analyzer.config_values.varying import NO_VARYING, Varying, bound
from assetize.analyzer.model import ConfigValue
from assetize.analyzer.records import dataclass
from assetize.analyzer.syntax.arguments import read_arguments
from assetize.analyzer.syntax.standpoint import FunctionNode, Standpoint
from assetize.analyzer.values import NotKnown, Value, evaluate

Path = tuple[str, ...]

DEEPEST = 40
RUN_CONFIG = "dagster.RunConfig"
RUN_CONFIG_POSITIONS = ("ops", "resources", "loggers", "execution")
CONFIG_CLASS = "dagster.Config"
COPIES = frozenset({"copy.copy", "copy.deepcopy"})


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """Where an expression stands: in which code, below which keys, with what known of local names."""

    here: Standpoint
    path: Path = ()
    varying: Varying = NO_VARYING
    bindings: Mapping[str, Value] | None = None
    depth: int = 0

    def at(self, here: Standpoint, *keys: str) -> "Place":
        """The place of a part, or of what a name stands for."""
        same = here.scope is self.here.scope
        return Place(
            here,
            (*self.path, *keys),
            self.varying if same else NO_VARYING,
            self.bindings if same else None,
            self.depth + 1,
        )


def read_values(place: Place, expression: ast.expr) -> tuple[ConfigValue, ...]:
    """The leaves of a dict, a ``RunConfig``, an object of a ``Config`` class, or of what a helper of the project returns."""
    if place.depth > DEEPEST:
        return (ConfigValue(place.path, None, place.here.at(expression), "it leads too far"),)
    there, value = place.here.follow(expression)
    if isinstance(expression, ast.Name) and _is_bound(place, expression.id):
        there, value = place.here, expression
    inner = place.at(there)
    if isinstance(value, ast.Dict):
        return _dict(inner, value)
    found = _call(inner, value) if isinstance(value, ast.Call) else None
    return _evaluated(inner, value) if found is None else found


def _is_bound(place: Place, name: str) -> bool:
    return name in place.varying.holes or name in (place.bindings or {})


def _dict(place: Place, node: ast.Dict) -> tuple[ConfigValue, ...]:
    """A later key replaces an earlier one with all that is below it."""
    below: dict[str, tuple[ConfigValue, ...]] = {}
    for key, value in zip(node.keys, node.values, strict=True):
        if key is None:
            below.update(_by_key(place, read_values(place, value)))
            continue
        name = _key(place, key)
        if name is None:
            reason = f"the key {place.here.text(key)} is not known"
            return (ConfigValue(place.path, None, place.here.at(key), reason),)
        below[name] = read_values(place.at(place.here, name), value)
    if not below:
        return (ConfigValue(place.path, "{}", place.here.at(node)),) if place.path else ()
    return tuple(item for items in below.values() for item in items)


def _by_key(place: Place, values: Sequence[ConfigValue]) -> Mapping[str, tuple[ConfigValue, ...]]:
    depth = len(place.path)
    found: dict[str, tuple[ConfigValue, ...]] = {}
    for item in values:
        key = item.path[depth] if len(item.path) > depth else ""
        if key or item.text is None:
            found[key] = (*found.get(key, ()), item)
    return found


def _key(place: Place, node: ast.expr) -> str | None:
    text = place.here.string(node)
    if text is not None:
        return text
    value = value_at(place, node)
    known = getattr(value, "value", None)
    return known if isinstance(known, str) else None


def _call(place: Place, call: ast.Call) -> tuple[ConfigValue, ...] | None:
    """None: nothing is known of the function."""
    function = call.func
    if isinstance(function, ast.Attribute) and function.attr == "to_config_dict":
        return read_values(place, function.value)
    name = place.here.resolve(function) if isinstance(function, ast.Name | ast.Attribute) else None
    if name is None:
        return None
    if name == RUN_CONFIG:
        return tuple(_run_config(place, call))
    if name == "builtins.dict" or is_config_class(place.here, name):
        return _keywords(place, call)
    if name in COPIES and len(call.args) == 1:
        return read_values(place, call.args[0])
    return _helper(place, call, name) if ":" in name else None


def is_config_class(here: Standpoint, name: str) -> bool:
    """Whether a name is a class of the project that derives from Dagster's ``Config``."""
    return ":" in name and CONFIG_CLASS in here.sources.lineage(name)


def _keywords(place: Place, call: ast.Call) -> tuple[ConfigValue, ...] | None:
    if call.args:
        return None
    keys: list[ast.expr | None] = [
        ast.Constant(word.arg) if word.arg is not None else None for word in call.keywords
    ]
    node = ast.Dict(keys=keys, values=[word.value for word in call.keywords])
    return _dict(place, ast.copy_location(node, call))


def _run_config(place: Place, call: ast.Call) -> Iterator[ConfigValue]:
    """``RunConfig(ops={"load": LoadConfig(table="users")})``: what is an object is the node's config itself."""
    for section, given in read_arguments(place.here, call, RUN_CONFIG_POSITIONS).given.items():
        inner = place.at(given.here, section)
        there, value = given.here.follow(given.value)
        if not isinstance(value, ast.Dict):
            yield from read_values(inner, given.value)
            continue
        for key, item in zip(value.keys, value.values, strict=True):
            name = None if key is None else _key(inner.at(there), key)
            if name is None:
                yield ConfigValue(inner.path, None, there.at(item), "its keys are not known")
                continue
            is_object = _makes_config(there, item)
            yield from read_values(inner.at(there, name, *(("config",) if is_object else ())), item)


def _makes_config(here: Standpoint, expression: ast.expr) -> bool:
    there, value = here.follow(expression)
    if not isinstance(value, ast.Call) or not isinstance(value.func, ast.Name | ast.Attribute):
        return False
    return is_config_class(there, there.resolve(value.func) or "")


def _helper(place: Place, call: ast.Call, name: str) -> tuple[ConfigValue, ...] | None:
    """What a function of the project returns in its one ``return``, with the call's arguments put in."""
    definition = place.here.sources.definition(name)
    if definition is None or not isinstance(definition.node, ast.FunctionDef):
        return None
    function = definition.node
    returned = only_return(function)
    if returned is None:
        return None
    inside = place.here.of(definition).inside(function)
    bindings = _arguments(place, call, function)
    if bindings is None:
        return None
    return read_values(Place(inside, place.path, NO_VARYING, bindings, place.depth + 1), returned)


def only_return(function: FunctionNode) -> ast.expr | None:
    """What a function's only ``return`` gives, when it stands at its end."""
    returns = [node for node in ast.walk(function) if isinstance(node, ast.Return)]
    last = function.body[-1]
    return last.value if len(returns) == 1 and returns[0] is last and isinstance(last, ast.Return) else None


def _arguments(place: Place, call: ast.Call, function: ast.FunctionDef) -> Mapping[str, Value] | None:
    names = [item.arg for item in (*function.args.posonlyargs, *function.args.args)]
    if any(isinstance(item, ast.Starred) for item in call.args) or len(call.args) > len(names):
        return None
    given = dict(zip(names, call.args, strict=False))
    for word in call.keywords:
        if word.arg is None:
            return None
        given[word.arg] = word.value
    bindings = {name: value_at(place, node) for name, node in given.items()}
    inside = place.at(place.here.inside(function))
    defaults = zip(names[len(names) - len(function.args.defaults) :], function.args.defaults, strict=True)
    named = zip((item.arg for item in function.args.kwonlyargs), function.args.kw_defaults, strict=True)
    for name, default in (*defaults, *named):
        if default is not None and name not in bindings:
            bindings[name] = value_at(inside, default)
    return bindings


def _evaluated(place: Place, expression: ast.expr) -> tuple[ConfigValue, ...]:
    return leaves(value_at(place, expression), place.here.at(expression), place.path)


def value_at(place: Place, expression: ast.expr) -> Value:
    """The value of an expression; a date or a partition that it is made from is a hole."""
    here = place.here
    known = {**(place.bindings or {}), **bound(place.varying)}
    value = evaluate(here.sources, here.scope.module_id, expression, known, here.scope)
    hole = place.varying.hole_in(expression)
    if hole is not None and isinstance(value, NotKnown):
        return hole
    return value
