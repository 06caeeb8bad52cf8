"""The fields of a syntax node that hold expressions, by node type: looked up once for each type."""

import ast

_NO_EXPRESSIONS = frozenset(
    {
        "ctx",
        "op",
        "ops",
        "id",
        "attr",
        "kind",
        "conversion",
        "is_async",
        "arg",
        "name",
        "type_comment",
        "lineno",
    }
)


_FIELDS: dict[type, tuple[str, ...]] = {
    kind: tuple(name for name in kind._fields if name not in _NO_EXPRESSIONS)
    for kind in vars(ast).values()
    if isinstance(kind, type) and issubclass(kind, ast.AST)
}


def child_fields(node: ast.AST) -> tuple[str, ...]:
    """Names of the fields of a node in which there may be expressions."""
    return _FIELDS[type(node)]
