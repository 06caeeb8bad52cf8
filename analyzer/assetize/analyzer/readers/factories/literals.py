"""Known values as expressions, and expressions that mean the same wherever they stand."""

import ast
from collections.abc import Sequence

from assetize.analyzer.names.absolute import absolute_name
from assetize.analyzer.names.parameters import parameters_of
from assetize.analyzer.names.targets import names_in
from assetize.analyzer.readers.factories.frame import Frame
from assetize.analyzer.values import Known, Template, Value
from assetize.analyzer.values.value import elements_of, entries_of

LARGEST = 2_000
"""Parts of one literal."""
INNER = (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def literal(value: Value, at: ast.AST) -> ast.expr | None:
    """The expression that gives a value; None for what is not wholly known."""
    if isinstance(value, Known):
        return _constant(value.value, at)
    return None


def _constant(value: object, at: ast.AST) -> ast.expr | None:
    if value is None or isinstance(value, str | int | float | bool | bytes):
        return ast.copy_location(ast.Constant(value), at)
    if isinstance(value, tuple):
        parts = [_constant(item, at) for item in value[:LARGEST]]
        known = [part for part in parts if part is not None]
        return ast.copy_location(ast.List(known, ast.Load()), at) if len(known) == len(value) else None
    if isinstance(value, dict):
        keys = [_constant(key, at) for key in value]
        items = [_constant(item, at) for item in value.values()]
        known_items = [item for item in items if item is not None]
        if None in keys or len(known_items) != len(value):
            return None
        return ast.copy_location(ast.Dict(list(keys), known_items), at)
    return None


def expression_of(value: Value, at: ast.AST) -> ast.expr | None:
    """The expression for a list, dict or text that is known in part; None for what is not known at all."""
    known = literal(value, at)
    if known is not None:
        return known
    elements, entries = elements_of(value), entries_of(value)
    if elements is not None:
        items = [expression_of(item, at) or absolute_name(None, at) for item in elements[:LARGEST]]
        return ast.copy_location(ast.List(items, ast.Load()), at)
    if entries is not None:
        keys = [_constant(key, at) for key, _ in entries]
        values = [expression_of(item, at) or absolute_name(None, at) for _, item in entries]
        return None if None in keys else ast.copy_location(ast.Dict(list(keys), values), at)
    return _text(value, at) if isinstance(value, Template) else None


def _text(value: Template, at: ast.AST) -> ast.expr | None:
    """Text with environment variables in it."""
    if any(hole.kind != "env" or hole.methods or hole.default for hole in value.holes):
        return None
    parts = [
        ast.Constant(part)
        if isinstance(part, str)
        else ast.FormattedValue(
            ast.Call(absolute_name("os.getenv", at), [ast.Constant(part.name)], []), -1, None
        )
        for part in value.parts
    ]
    return relocated(ast.JoinedStr(parts), at)  # type: ignore[arg-type]


def movable(frame: Frame, expression: ast.expr) -> ast.expr:
    """An expression that means in any other scope what it means in this one."""
    value = frame.value(expression)
    known = literal(value, expression)
    if known is not None:
        return known
    return _moved(frame, expression, frozenset())


def moved_expression(frame: Frame, expression: ast.expr) -> ast.expr:
    """The same for an expression that is not worth evaluating, such as a definition."""
    return _moved(frame, expression, frozenset())


def _moved(frame: Frame, node: ast.expr, inner: frozenset[str]) -> ast.expr:
    moved = _moved_node(frame, node, inner)
    assert isinstance(moved, ast.expr)
    return moved


def _moved_node(frame: Frame, node: ast.AST, inner: frozenset[str]) -> ast.AST:
    if isinstance(node, ast.Name):
        return node if node.id in inner else _moved_name(frame, node)
    if isinstance(node, ast.Attribute) and _root(node) not in (*frame.replaced, *frame.bindings, *inner):
        name = frame.resolve(node)
        if name is not None:
            return absolute_name(name, node)
    if isinstance(node, ast.Subscript):
        element = element_of(frame, node)
        if element is not None:
            return copied(element)
    if isinstance(node, ast.Lambda):
        frame = frame.later()
    if isinstance(node, INNER):
        inner = inner | bound_by(node)
    new = type(node)()
    for name in node._fields:
        part = getattr(node, name, None)
        if isinstance(part, list):
            part = [_moved_node(frame, item, inner) if isinstance(item, ast.AST) else item for item in part]
        elif isinstance(part, ast.AST):
            part = _moved_node(frame, part, inner)
        setattr(new, name, part)
    frame.note(node, new)
    return ast.copy_location(new, node)


def _moved_name(frame: Frame, node: ast.Name) -> ast.expr:
    if not isinstance(node.ctx, ast.Load):
        return node
    if node.id in frame.replaced:
        return ast.copy_location(_absolute(frame, frame.replaced[node.id]), node)
    if node.id in frame.bindings:
        return literal(frame.bindings[node.id], node) or absolute_name(_kept(frame, node.id), node)
    name = frame.resolve(node)
    return absolute_name(name if name is not None else _kept(frame, node.id), node)


def _kept(frame: Frame, name: str) -> str | None:
    """The variable of the block itself, which the new tree has too."""
    return frame.local(name) if name in frame.scope.bindings and frame.made is not None else None


def _absolute(frame: Frame, expression: ast.expr) -> ast.expr:
    """What replaces a name: a literal, or a name, which may be one of the block's own."""
    if isinstance(expression, ast.Name) and not expression.id.startswith("="):
        return absolute_name(frame.local(expression.id), expression)
    return copied(expression)


def copied(expression: ast.expr) -> ast.expr:
    """Another node that says the same; for names and literals."""
    match expression:
        case ast.Name(id=name):
            return ast.copy_location(ast.Name(name, ast.Load()), expression)
        case ast.Constant(value=value):
            return ast.copy_location(ast.Constant(value), expression)
        case ast.List(elts=elements):
            return ast.copy_location(ast.List([copied(e) for e in elements], ast.Load()), expression)
        case ast.Tuple(elts=elements):
            return ast.copy_location(ast.Tuple([copied(e) for e in elements], ast.Load()), expression)
        case ast.Dict(keys=keys, values=values):
            new = ast.Dict([k and copied(k) for k in keys], [copied(v) for v in values])
            return ast.copy_location(new, expression)
    return expression


def element_of(frame: Frame, node: ast.Subscript) -> ast.expr | None:
    """What ``spec["step"]`` gives where a written-out dict or list stands for ``spec``."""
    owner = frame.display(node.value)
    key = frame.value(node.slice)
    if owner is None or not isinstance(key, Known):
        return None
    if isinstance(owner, ast.Dict):
        pairs = zip(owner.keys, owner.values, strict=True)
        found = [item for name, item in pairs if isinstance(name, ast.Constant) and name.value == key.value]
        return found[-1] if found else None
    if isinstance(owner, ast.List | ast.Tuple) and isinstance(key.value, int):
        is_there = -len(owner.elts) <= key.value < len(owner.elts)
        return owner.elts[key.value] if is_there else None
    return None


def relocated(expression: ast.expr, at: ast.AST) -> ast.expr:
    """The expression with all its parts at another place: that of the text that it stands for."""
    for node in ast.walk(expression):
        if isinstance(node, ast.expr | ast.keyword | ast.arg):
            ast.copy_location(node, at)
    return expression


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def bound_by(node: ast.AST) -> frozenset[str]:
    if isinstance(node, ast.Lambda):
        return frozenset(parameter.arg for parameter in parameters_of(node.args))
    generators: Sequence[ast.comprehension] = getattr(node, "generators", ())
    return frozenset(name for generator in generators for name in names_in(generator.target))
