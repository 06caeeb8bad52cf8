"""A function's signature, broken over lines where it has become too long for one."""

import libcst as cst

from assetize.analyzer.codes.rewriting import SHAPE_NOT_SUPPORTED
from assetize.codemods.rewrite.context import FileContext
from assetize.codemods.rewrite.layout import Bracket, Item, render
from assetize.codemods.rewrite.pieces import code


def with_none_return(function: cst.FunctionDef, op: str, context: FileContext) -> cst.FunctionDef:
    """The function with ``-> None``; refused where it says that it returns something else."""
    if function.returns is None:
        returns = cst.Annotation(cst.Name("None"), whitespace_before_indicator=cst.SimpleWhitespace(" "))
        return fitted(function.with_changes(returns=returns), context)
    said = code(function.returns.annotation)
    if said == "None":
        return function
    message = f"{function.name.value} is annotated to return {said}, and should return None."
    raise context.fail(SHAPE_NOT_SUPPORTED, message, op)


def fitted(function: cst.FunctionDef, context: FileContext) -> cst.FunctionDef:
    """The same function, one parameter a line where the ``def`` does not fit on one line."""
    header = code(
        function.with_changes(decorators=[], leading_lines=[], lines_after_decorators=[], body=_EMPTY)
    )
    first_line = header.partition("\n")[0]
    parameters = function.params
    special = (*parameters.posonly_params, *parameters.kwonly_params, parameters.star_kwarg)
    is_plain = not any(special) and not isinstance(parameters.star_arg, cst.Param | cst.ParamStar)
    if (
        context.style.width(first_line.rstrip()) - len(" pass") <= context.style.line_length
        or not is_plain
        or not parameters.params
    ):
        return function
    items = tuple(
        Item(code(parameter.with_changes(comma=cst.MaybeSentinel.DEFAULT))) for parameter in parameters.params
    )
    opening, closing = first_line.partition("(")[0] + "(", ")" + _after_parameters(function)
    text = render(Bracket(opening, items, closing, spread=len(items) == 1), context.style)
    laid_out = context.statement(f"{text} pass\n")
    new = cst.ensure_type(laid_out, cst.FunctionDef)
    return function.with_changes(params=new.params, whitespace_before_params=new.whitespace_before_params)


_EMPTY = cst.SimpleStatementSuite(body=[cst.Pass()])


def _after_parameters(function: cst.FunctionDef) -> str:
    returns = f" -> {code(function.returns.annotation)}" if function.returns else ""
    return f"{returns}:"
