"""Attributes: of modules and classes, of objects whose making is known, of paths, of what a caller bound."""

import ast

from assetize.analyzer.values.evaluation import Evaluation
from assetize.analyzer.values.instances import attribute_of_instance
from assetize.analyzer.values.paths import name_of, parent_of
from assetize.analyzer.values.subscripts import member_of_hole
from assetize.analyzer.values.text import is_text
from assetize.analyzer.values.value import Hole, Instance, Known, NotKnown, Template, Value, elements_of
from assetize.analyzer.values.variables import value_of_id

ENUMS = frozenset({"enum.Enum", "enum.IntEnum", "enum.StrEnum", "enum.Flag", "enum.IntFlag"})
TEXT_ENUMS = frozenset({"builtins.str", "enum.StrEnum"})
OUTSIDE_CONSTANTS = {
    "os.sep": "/",
    "os.path.sep": "/",
    "os.linesep": "\n",
    "os.curdir": ".",
    "os.pathsep": ":",
}
PATH_NAMES = frozenset({"name", "stem", "suffix"})


def attribute(evaluation: Evaluation, node: ast.Attribute) -> Value:
    """``owner.name``."""
    if node.attr in ("value", "name", "_value_"):
        member = _enum_member(evaluation, node)
        if member is not None:
            return member
    name = evaluation.meaning(node)
    if name is not None:
        return _static(evaluation, name)
    owner = evaluation.of(node.value)
    if isinstance(owner, Instance):
        return attribute_of_instance(evaluation, owner, node.attr)
    if isinstance(owner, Template) and (inner := _inside_hole(evaluation, owner, node)) is not None:
        return inner
    if is_text(owner):
        if node.attr == "parent":
            return parent_of(owner)
        if node.attr in PATH_NAMES:
            return name_of(owner, node.attr)
        if node.attr == "template":
            return owner
    return owner if isinstance(owner, NotKnown) else evaluation.not_known(node)


def _inside_hole(evaluation: Evaluation, owner: Template, node: ast.Attribute) -> Value | None:
    """An attribute of what a caller bound; of an unbound parameter only its own parameter hole."""
    hole = owner.parts[0]
    if len(owner.parts) == 1 and isinstance(hole, Hole) and hole.kind == "param":
        if node.attr in ("parent", *PATH_NAMES):
            return NotKnown(f"{evaluation.source(node)} depends on a parameter")
        return Template((Hole("param", f"{hole.name}.{node.attr}"),))
    return member_of_hole(owner, node.attr)


def _static(evaluation: Evaluation, name: str) -> Value:
    if ":" not in name:
        constant = OUTSIDE_CONSTANTS.get(name)
        return NotKnown(f"{name} is not part of the project") if constant is None else Known(constant)
    lineage = evaluation.sources.lineage(name.rpartition(".")[0])
    if ENUMS.intersection(lineage) and not TEXT_ENUMS.intersection(lineage):
        return NotKnown(f"{name} is an enum member, not its value")
    return value_of_id(evaluation, name)


def _enum_member(evaluation: Evaluation, node: ast.Attribute) -> Value | None:
    """``Table.USERS.value`` and ``Table.USERS.name``."""
    name = evaluation.meaning(node.value)
    if name is None or ":" not in name:
        return None
    class_id, _, member = name.rpartition(".")
    if not class_id or not ENUMS.intersection(evaluation.sources.lineage(class_id)):
        return None
    if node.attr == "name":
        return Known(member)
    value = value_of_id(evaluation, name)
    if isinstance(value, NotKnown) and "auto()" in value.reason and _is_string_enum(evaluation, class_id):
        return Known(member.lower())
    elements = elements_of(value)
    return NotKnown(f"{name} has a value of several parts") if elements is not None else value


def _is_string_enum(evaluation: Evaluation, class_id: str) -> bool:
    return "enum.StrEnum" in evaluation.sources.lineage(class_id)
