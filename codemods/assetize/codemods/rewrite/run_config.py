"""Run configs name the nodes of the upgraded job, and nest what is given to the ops inside its graph-backed assets."""

from collections.abc import Mapping, Sequence

import libcst as cst

from assetize.analyzer.codes.rewriting import SHAPE_NOT_SUPPORTED
from assetize.codemods.model import Action, RenameConfigKeys, StepPath
from assetize.codemods.rewrite.context import FileContext
from assetize.codemods.rewrite.layout import Doc, Item, mapping
from assetize.codemods.rewrite.pieces import Piece, read_dict, string_value
from assetize.codemods.rewrite.step_places import FirstText, Margin, places_of

OPS = "ops"
Entries = list[tuple[StepPath, Piece]]


def rewrite(tree: cst.Module, actions: Sequence[Action], context: FileContext) -> cst.Module:
    """Rewrite every run config of this file that names steps which are called otherwise now."""
    wanted = [
        action
        for action in actions
        if isinstance(action, RenameConfigKeys) and action.module == context.module.id
    ]
    if not wanted:
        return tree
    text = FirstText(context)
    numbers = text.numbers(_is_ops, _key_of)
    places = places_of(tree, _is_ops)
    new: dict[cst.CSTNode, cst.BaseExpression] = {}
    for action in wanted:
        there = _outermost(places, numbers.get(action.line, []))
        values = [cst.ensure_type(_value_of(places[number]), cst.Dict) for number in there]
        _check_entries(values, action, context)
        for number, value in zip(there, values, strict=True):
            new[value] = _renamed(value, action, text.margin(_is_ops, number, _value_of), context)
        context.done.append(f"run config names {', '.join(_first_names(action))}")
    return cst.ensure_type(tree.visit(_Replace(new)), cst.Module)


def _outermost(places: Sequence[cst.CSTNode], numbers: Sequence[int]) -> list[int]:
    """The numbers of the places on a line that are in no other one there."""
    found: list[int] = []
    inside: set[int] = set()
    for number in numbers:
        if id(places[number]) not in inside:
            found.append(number)
            inside |= {id(node) for node in places_of(places[number], _is_ops)}
    return found


def _check_entries(values: Sequence[cst.Dict], action: RenameConfigKeys, context: FileContext) -> None:
    """Each of several run configs on the line must name steps that are known, and all of them together all of these."""
    paths = dict(action.paths)
    named = [{path for path, _ in _entries(value, (), {old: old for old in paths}, "")} for value in values]
    if len(values) > action.texts or not values:
        message = f"{len(values)} run configs begin on this line."
        raise context.fail(SHAPE_NOT_SUPPORTED, message, action.job, action.line)
    if not all(named) or set().union(*named) != set(paths):
        message = "Its entries are not what was read."
        raise context.fail(SHAPE_NOT_SUPPORTED, message, action.job, action.line)


def _first_names(action: RenameConfigKeys) -> list[str]:
    return list(dict.fromkeys(".".join(new) for old, new in action.paths if old != new))


def _is_ops(node: cst.CSTNode) -> bool:
    """``"ops": {…}`` of a run config, or ``ops={…}``; those inside of others are told apart by their lines."""
    return isinstance(node, cst.DictElement | cst.Arg) and _name_of(node) == OPS


def _name_of(node: cst.DictElement | cst.Arg) -> str | None:
    if isinstance(node, cst.Arg):
        return node.keyword.value if node.keyword else None
    return string_value(node.key)


def _key_of(node: cst.CSTNode) -> cst.CSTNode:
    return node.key if isinstance(node, cst.DictElement) else node


def _value_of(node: cst.CSTNode) -> cst.BaseExpression:
    if isinstance(node, cst.DictElement):
        return node.value
    return cst.ensure_type(node, cst.Arg).value


def _renamed(
    value: cst.Dict, action: RenameConfigKeys, margin: Margin, context: FileContext
) -> cst.BaseExpression:
    """Keys alone change where the nesting stays; else the dict is laid out anew."""
    paths = dict(action.paths)
    if all(len(old) == len(new) == 1 for old, new in paths.items()):
        names = {old[0]: new[0] for old, new in paths.items()}
        return cst.ensure_type(value.visit(_RenameKeys(value, names, context)), cst.Dict)
    entries = _entries(value, (), paths, margin.own)
    return context.expression(_nested(entries, context), margin.own, margin.before)


class _RenameKeys(cst.CSTTransformer):
    """New string keys for one dict's own elements."""

    def __init__(self, value: cst.Dict, names: Mapping[str, str], context: FileContext) -> None:
        self.keys = {
            element.key: names[name]
            for element in value.elements
            if isinstance(element, cst.DictElement)
            and (name := string_value(element.key)) is not None
            and name in names
        }
        self.context = context

    def leave_SimpleString(
        self, original_node: cst.SimpleString, updated_node: cst.SimpleString
    ) -> cst.BaseExpression:
        name = self.keys.get(original_node)
        if name is None or name == original_node.evaluated_value:
            return updated_node
        return cst.SimpleString(self.context.style.string(name))


def _entries(value: cst.Dict, prefix: StepPath, paths: Mapping[StepPath, StepPath], indent: str) -> Entries:
    """Each op's new path with what it is given."""
    found: Entries = []
    for piece in read_dict(value, indent).pieces:
        path = (*prefix, piece.name or "")
        if path in paths:
            found.append((paths[path], piece))
        elif isinstance(piece.node, cst.Dict):
            for inner in read_dict(piece.node, piece.indent).pieces:
                if inner.name == OPS and isinstance(inner.node, cst.Dict):
                    found += _entries(inner.node, path, paths, inner.indent)
    return found


def _nested(entries: Entries, context: FileContext) -> Doc:
    """``{"users": {…}, "orders": {"ops": {"load": {…}}}}``: what belongs to one graph-backed asset is brought together."""
    groups: dict[str, Entries] = {}
    for path, piece in entries:
        groups.setdefault(path[0], []).append((path[1:], piece))
    items = []
    for name, inner in groups.items():
        key = f"{context.style.string(name)}: "
        if inner[0][0]:
            ops = Item(_nested(inner, context), f"{context.style.string(OPS)}: ")
            items.append(Item(mapping(ops), key))
        else:
            piece = inner[0][1]
            items.append(piece.with_value(piece.item.value, key))
    return mapping(*items)


class _Replace(cst.CSTTransformer):
    def __init__(self, new: Mapping[cst.CSTNode, cst.BaseExpression]) -> None:
        self.new = new

    def leave_Dict(self, original_node: cst.Dict, updated_node: cst.Dict) -> cst.BaseExpression:
        return self.new.get(original_node, updated_node)
