"""The parameters of functions and lambdas."""

import ast
from collections.abc import Iterator


def parameters_of(arguments: ast.arguments) -> Iterator[ast.arg]:
    """Every parameter of a function, in order."""
    yield from arguments.posonlyargs
    yield from arguments.args
    if arguments.vararg:
        yield arguments.vararg
    yield from arguments.kwonlyargs
    if arguments.kwarg:
        yield arguments.kwarg
