"""A last look at the new text: it parses, and what it names is bound above its use."""

import ast
from collections.abc import Iterator

from assetize.analyzer.codes.rewriting import RESULT_NOT_VALID, USED_BEFORE_DEFINED
from assetize.codemods.rewrite.context import FileContext


def check_text(text: str, context: FileContext) -> None:
    """Raise a failure when the new text does not parse or would use a new name too early."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError) as error:
        raise context.fail(
            RESULT_NOT_VALID, f"The new text of {context.module.file} does not parse: {error}"
        ) from error
    bound: set[str] = set()
    bound_somewhere = {name for statement in tree.body for name in _bound(statement)}
    for statement in tree.body:
        for name in _used_at_once(statement):
            if name in context.spelled and name in bound_somewhere and name not in bound:
                message = f"{name} is used in line {statement.lineno} of the new text, above its definition."
                raise context.fail(USED_BEFORE_DEFINED, message)
        bound.update(_bound(statement))


def _bound(statement: ast.stmt) -> Iterator[str]:
    """The names that a statement binds at module level, those in its blocks too."""
    match statement:
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.Import(names=names) | ast.ImportFrom(names=names):
            yield from ((alias.asname or alias.name).partition(".")[0] for alias in names)
        case _:
            for node in ast.iter_child_nodes(statement):
                if isinstance(node, ast.stmt):
                    yield from _bound(node)
                elif isinstance(node, ast.ExceptHandler):
                    for inner in node.body:
                        yield from _bound(inner)
                else:
                    yield from (
                        leaf.id
                        for leaf in ast.walk(node)
                        if isinstance(leaf, ast.Name) and isinstance(leaf.ctx, ast.Store)
                    )


def _used_at_once(node: ast.AST) -> Iterator[str]:
    """The names that are read when the statement runs, without those in bodies of functions."""
    match node:
        case ast.Name(id=name, ctx=ast.Load()):
            yield name
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            for part in (
                *node.decorator_list,
                *node.args.defaults,
                *(found for found in node.args.kw_defaults if found),
            ):
                yield from _used_at_once(part)
        case ast.Lambda():
            return
        case _:
            for child in ast.iter_child_nodes(node):
                yield from _used_at_once(child)
