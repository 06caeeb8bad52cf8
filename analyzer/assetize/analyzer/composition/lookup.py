"""What names and attributes in a body stand for."""

import ast

from assetize.analyzer.codes.reading import UNREAD_COMPOSITION
from assetize.analyzer.composition.configuring import decorated_with_configured
from assetize.analyzer.composition.data_values import known_value
from assetize.analyzer.composition.names import Names
from assetize.analyzer.composition.run import Run
from assetize.analyzer.composition.values import (
    AssetValue,
    DynamicValue,
    Entries,
    Function,
    Invocable,
    Items,
    Known,
    Method,
    NamedOutputs,
    NodeOutput,
    Opaque,
    Outside,
    Value,
)
from assetize.analyzer.syntax.standpoint import Standpoint

HAS_METHODS = (Invocable, DynamicValue, AssetValue, Items, Entries, Method)


def value_of_name(run: Run, names: Names, node: ast.Name | ast.Attribute) -> Value:
    """A local name's value, else what the name means in the project."""
    if isinstance(node, ast.Name):
        found = names.find(node.id)
        if found is not None:
            return found
    return value_at(run, names.here, node)


def value_at(run: Run, here: Standpoint, node: ast.Name | ast.Attribute) -> Value:
    """What a name or dotted name means in the project, or outside it."""
    name = here.resolve(node)
    if name is None:
        return Opaque(here.text(node))
    if ":" not in name:
        return Outside(name)
    known = run.catalogue.name_of(name)
    if known is not None:
        return Invocable(name, known)
    assets = run.catalogue.assets(name)
    if assets:
        return AssetValue(assets[0].key, name, is_one=len(assets) == 1)
    return _defined(run, here, node, name)


def _defined(run: Run, here: Standpoint, node: ast.Name | ast.Attribute, name: str) -> Value:
    definition = here.sources.definition(name)
    if definition is None:
        return Opaque(here.text(node))
    there = here.of(definition)
    if isinstance(definition.node, ast.FunctionDef | ast.AsyncFunctionDef):
        if definition.node.decorator_list:
            return decorated_with_configured(run, there, definition.node) or Opaque(here.text(node))
        return Function(definition.node, Names(there))
    _, value = here.follow(node)
    if value is not definition.node or not run.may_go_on():
        return Opaque(here.text(node))
    found = run.evaluate(run.aside(), Names(there), value)
    is_open = isinstance(found, Opaque | Outside) and isinstance(
        value, ast.Call | ast.ListComp | ast.DictComp
    )
    return (known_value(there, value) if is_open else None) or found


def method_of(run: Run, names: Names, owner: Value, node: ast.Attribute) -> Value:
    """``owner.attribute`` for an owner whose value is known."""
    match owner:
        case NamedOutputs(outputs=outputs):
            found = dict(outputs).get(node.attr)
            if found is not None:
                return found
        case Outside(name=name):
            return Outside(f"{name}.{node.attr}")
        case Known(value=str()):
            return Method(owner, node.attr)
        case Known():
            return Opaque(names.here.text(node))
        case Opaque(is_recorded=is_recorded):
            return Opaque(names.here.text(node), is_recorded)
        case _ if isinstance(owner, HAS_METHODS):
            return Method(owner, node.attr)
        case NodeOutput():
            pass
    what = f"this attribute is not known: {names.here.text(node)}"
    run.doubt(names.here, node, UNREAD_COMPOSITION, what)
    return Opaque(names.here.text(node), is_recorded=run.wiring is not None)
