"""What an op's or resource's own config has by default: ``config_schema=`` and the fields of ``Config`` classes."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import replace

from assetize.analyzer.config_values.expressions import Place, is_config_class, read_values
from assetize.analyzer.model import ConfigValue
from assetize.analyzer.syntax.arguments import Arguments, Given, read_arguments, read_dict
from assetize.analyzer.syntax.classes import unquoted
from assetize.analyzer.syntax.standpoint import Standpoint

Path = tuple[str, ...]

DEEPEST = 6
REQUIRED = "it must be given when a run is started"
OPTIONAL = "a run may be started without it"
FIELDS = frozenset({"dagster.Field", "pydantic.Field", "pydantic.fields.Field"})
SHAPES = frozenset({"dagster.Shape", "dagster.Permissive"})
FIELD_POSITIONS = ("config", "default_value", "is_required", "description")


def schema_defaults(given: Given, path: Path = ()) -> tuple[ConfigValue, ...]:
    """The defaults of a ``config_schema``; what has none is a value without text."""
    return tuple(_of_schema(given, path, 0))


def _of_schema(given: Given, path: Path, depth: int) -> Iterator[ConfigValue]:
    there, value = given.here.follow(given.value)
    name = _called(there, value)
    if isinstance(value, ast.Call) and name in FIELDS:
        arguments = read_arguments(there, value, FIELD_POSITIONS)
        default = arguments.given.get("default_value")
        if default is not None:
            yield from read_values(Place(default.here, path), default.value)
            return
        inner = arguments.get("config")
        if inner is not None and depth < DEEPEST and _is_nested(inner):
            yield from _marked(arguments, _of_schema(inner, path, depth + 1))
            return
        yield from _marked(arguments, [ConfigValue(path, None, there.at(value), REQUIRED)])
        return
    entries = _entries(there, value, name)
    if entries is None or depth >= DEEPEST:
        yield ConfigValue(path, None, there.at(value), REQUIRED)
        return
    for key, entry in entries:
        yield from _of_schema(entry, (*path, key), depth + 1)


def _marked(arguments: Arguments, fields: Iterable[ConfigValue]) -> Iterator[ConfigValue]:
    """The same for a field that says ``is_required=False``: what is in it need not be given."""
    said = arguments.get("is_required")
    is_optional = said is not None and isinstance(said.value, ast.Constant) and said.value.value is False
    for item in fields:
        yield replace(item, reason=OPTIONAL) if is_optional and item.reason == REQUIRED else item


def _called(here: Standpoint, value: ast.expr) -> str:
    if not isinstance(value, ast.Call) or not isinstance(value.func, ast.Name | ast.Attribute):
        return ""
    return here.resolve(value.func) or ""


def _is_nested(given: Given) -> bool:
    there, value = given.here.follow(given.value)
    return isinstance(value, ast.Dict) or _called(there, value) in SHAPES


def _entries(here: Standpoint, value: ast.expr, name: str) -> list[tuple[str, Given]] | None:
    if isinstance(value, ast.Call) and name in SHAPES:
        fields = read_arguments(here, value, ("fields",)).get("fields")
        found = None if fields is None else read_dict(fields.here, fields.value)
    else:
        found = read_dict(here, value) if isinstance(value, ast.Dict) else None
    return None if found is None else list(found)


def class_defaults(here: Standpoint, annotation: ast.expr, path: Path = ()) -> tuple[ConfigValue, ...]:
    """The defaults of a ``Config`` class of the project, those of its nested classes included."""
    name = here.resolve(unquoted(annotation))
    if name is None or not is_config_class(here, name):
        return ()
    fields: dict[str, tuple[ConfigValue, ...]] = {}
    for ancestor in reversed(here.sources.lineage(name)):
        scope = here.sources.class_scope(ancestor)
        module = here.sources.module(scope.module_id) if scope is not None else None
        if scope is None or module is None or not isinstance(scope.node, ast.ClassDef):
            continue
        inside = Standpoint(here.sources, module, scope)
        for statement in scope.node.body:
            if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
                key = statement.target.id
                fields[key] = _field(inside, statement, (*path, key))
    return tuple(item for items in fields.values() for item in items)


def _field(here: Standpoint, statement: ast.AnnAssign, path: Path) -> tuple[ConfigValue, ...]:
    default = _default(here, statement.value)
    nested = class_defaults(here, statement.annotation, path) if len(path) < DEEPEST else ()
    if default is None:
        return nested or (ConfigValue(path, None, here.at(statement), REQUIRED),)
    given = read_values(Place(here, path), default)
    paths = {item.path for item in given}
    return (*(item for item in nested if item.path not in paths), *(item for item in given if item.path))


def _default(here: Standpoint, value: ast.expr | None) -> ast.expr | None:
    """The default that a field is written with; ``Field(...)`` and ``Field(description="x")`` have none."""
    if isinstance(value, ast.Call) and _called(here, value) in FIELDS:
        words = {word.arg: word.value for word in value.keywords}
        value = words.get("default") or words.get("default_value") or (value.args[0] if value.args else None)
    is_required = isinstance(value, ast.Constant) and value.value is ...
    return None if is_required else value
