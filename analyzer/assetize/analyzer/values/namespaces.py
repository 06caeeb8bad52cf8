"""Objects that carry settings and have no class in the project: namespaces, named tuples, readers of the environment."""

import ast

from assetize.analyzer.values.arguments import argument
from assetize.analyzer.values.evaluation import Evaluation
from assetize.analyzer.values.value import Hole, Instance, Known, NotKnown, Template, Value, elements_of

NAMED_TUPLE = "collections.namedtuple"
READER = "environs.Env"
_NO_VALUES = frozenset({"read_env", "prefixed", "seal", "dump", "json", "list", "dict"})


def namespace(evaluation: Evaluation, node: ast.Call) -> Value | None:
    """``SimpleNamespace(table="users")``."""
    if node.args or any(word.arg is None for word in node.keywords):
        return None
    arguments = tuple((word.arg or "", evaluation.of(word.value)) for word in node.keywords)
    return Instance("types.SimpleNamespace", arguments)


def settings_reader(evaluation: Evaluation, node: ast.Call) -> Value | None:
    """``Env()`` of environs, whose calls and methods read the environment."""
    return Instance(READER)


def environment_value(evaluation: Evaluation, node: ast.Call) -> Value:
    """``env("NAME", default)``, ``env.str("NAME")``."""
    name = argument(evaluation, node, 0, "name")
    if isinstance(name, Known) and isinstance(name.value, str):
        return Template((Hole("env", name.value, argument(evaluation, node, 1, "default")),))
    return NotKnown("an environment variable whose name is not known")


def reads_environment(owner: Value, method: str) -> bool:
    """Whether a method is one by which environs reads a variable."""
    return isinstance(owner, Instance) and owner.class_id == READER and method not in _NO_VALUES


def made_by_variable(evaluation: Evaluation, name: str, node: ast.Call) -> Value | None:
    """A call of something that a variable holds: a named tuple's class, or a reader of the environment."""
    definition = evaluation.sources.definition(name)
    if definition is None or not isinstance(definition.node, ast.Call):
        return None
    there = evaluation.elsewhere(definition.scope)
    maker = there.meaning(definition.node.func)
    if maker == NAMED_TUPLE:
        return _named_tuple(evaluation, name, _field_names(there, definition.node), node)
    if maker == READER:
        return environment_value(evaluation, node)
    return None


def _field_names(evaluation: Evaluation, made: ast.Call) -> tuple[str, ...]:
    given = argument(evaluation, made, 1, "field_names")
    if isinstance(given, Known) and isinstance(given.value, str):
        return tuple(given.value.replace(",", " ").split())
    names = elements_of(given) if given is not None else None
    return tuple(str(item.value) for item in names or () if isinstance(item, Known))


def _named_tuple(evaluation: Evaluation, name: str, names: tuple[str, ...], node: ast.Call) -> Value | None:
    if len(node.args) > len(names) or any(isinstance(item, ast.Starred) for item in node.args):
        return None
    given = dict(zip(names, map(evaluation.of, node.args), strict=False))
    given.update({word.arg: evaluation.of(word.value) for word in node.keywords if word.arg is not None})
    return Instance(name, tuple(given.items()))
