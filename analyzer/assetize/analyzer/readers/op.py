"""Reads ``@op``."""

import ast
from collections.abc import Iterator

from assetize.analyzer.codes.reading import DOUBTFUL_PARAMETER, UNREAD_ARGUMENTS, UNREAD_INPUTS_OUTPUTS
from assetize.analyzer.model import Op, Unknown
from assetize.analyzer.readers.config_fields import find_config_fields
from assetize.analyzer.readers.doubts import doubts_about, doubts_about_arguments, read_name
from assetize.analyzer.readers.found import Found, Reading
from assetize.analyzer.readers.op_body import read_op_body
from assetize.analyzer.readers.op_inputs import read_inputs
from assetize.analyzer.readers.op_outputs import read_outputs
from assetize.analyzer.readers.op_reports import read_op_reports
from assetize.analyzer.readers.op_writing import read_unwritten
from assetize.analyzer.readers.site import Site
from assetize.analyzer.syntax.arguments import Arguments, Given, read_arguments, read_list
from assetize.analyzer.syntax.outline import Outline
from assetize.analyzer.syntax.parameters import Signature, read_op_signature

OP = "dagster.op"
LEGACY_ARGUMENTS = ("input_defs", "output_defs")


def read_ops(reading: Reading) -> Found:
    """All ``@op`` functions; ``op`` called in any other way is recorded as not understood."""
    ops: list[Op] = []
    unknowns: list[Unknown] = []
    for site in reading.sites(OP):
        if not site.is_decorator:
            what = "an op is made by calling op(...) instead of decorating a function"
            unknowns.append(site.here.unknown(site.node, UNREAD_ARGUMENTS, what, site.id))
            continue
        op, doubts = _read_op(site, reading.outlines[site.here.scope.module_id])
        ops.append(op)
        unknowns += [*doubts_about(reading, site, "op"), *doubts]
    return Found(ops=tuple(ops), unknowns=tuple(unknowns))


def _read_op(site: Site, outline: Outline) -> tuple[Op, tuple[Unknown, ...]]:
    function = site.function
    arguments = read_arguments(site.here, site.call)
    name, name_doubts = read_name(site, arguments, function.name)
    signature = read_op_signature(site.here, function)
    context = next(iter(signature.named("context")), None)
    inside = site.here.inside(function)
    body = read_op_body(inside, outline, context)
    inputs, unread_inputs = read_inputs(arguments, signature)
    outputs, unread_outputs = read_outputs(site.here, arguments, function, body.is_generator)
    keys, key_doubts = _resource_keys(site, arguments, signature)
    decorator = site.decorator or function
    op = Op(
        id=site.id,
        name=name,
        function=function.name,
        where=site.here.at(function),
        end_line=site.end_line,
        decorator_lines=(decorator.lineno, decorator.end_lineno or decorator.lineno),
        inputs=inputs,
        outputs=outputs,
        parameters=signature.parameters,
        arguments=arguments.facts(),
        outputs_declared=arguments.get("out") is not None,
        returns=None if function.returns is None else site.here.text(function.returns),
        returns_value=body.returns_value,
        return_expressions=tuple(body.returns),
        yields=tuple(body.yields),
        is_generator=body.is_generator,
        is_async=isinstance(function, ast.AsyncFunctionDef),
        is_nested=site.is_nested,
        extra_decorators=tuple(
            site.here.text(item) for item in function.decorator_list if item is not site.decorator
        ),
        resource_keys=keys,
        config="class"
        if signature.named("config")
        else "schema"
        if arguments.get("config_schema")
        else "none",
        config_fields=find_config_fields(function, context, body.context_uses),
        context_uses=tuple(sorted(body.context_uses)),
        calls_itself_context=body.hands_on_context,
        reports=read_op_reports(inside, function, arguments, outputs, context),
        unwritten=read_unwritten(inside, function, arguments, inputs),
    )
    doubts = (
        *name_doubts,
        *key_doubts,
        *doubts_about_arguments(site, arguments),
        *_doubts_about_inputs_and_outputs(site, arguments, (*unread_inputs, *unread_outputs)),
        *_doubts_about_parameters(site, signature),
    )
    return op, doubts


def _resource_keys(
    site: Site, arguments: Arguments, signature: Signature
) -> tuple[tuple[str, ...], tuple[Unknown, ...]]:
    keys = list(signature.named("resource"))
    given = arguments.get("required_resource_keys")
    if given is None:
        return tuple(sorted(keys)), ()
    items = read_list(given.here, given.value)
    names = [item.here.string(item.value) for item in items or ()]
    keys += [name for name in names if name is not None]
    if items is not None and None not in names:
        return tuple(sorted(keys)), ()
    what = f"the required resources are computed: {given.here.text(given.value)}"
    return tuple(sorted(keys)), (given.here.unknown(given.value, UNREAD_ARGUMENTS, what, site.id),)


def _doubts_about_inputs_and_outputs(
    site: Site, arguments: Arguments, unread: tuple[Given, ...]
) -> Iterator[Unknown]:
    for given in unread:
        what = f"inputs or outputs are not written out: {given.here.text(given.value)}"
        yield given.here.unknown(given.value, UNREAD_INPUTS_OUTPUTS, what, site.id)
    for name in LEGACY_ARGUMENTS:
        if name in arguments.given:
            what = f"{name}= is of the older generation"
            yield site.here.unknown(site.node, UNREAD_INPUTS_OUTPUTS, what, site.id)


def _doubts_about_parameters(site: Site, signature: Signature) -> Iterator[Unknown]:
    for name in signature.doubtful:
        what = f"the parameter {name} may be a resource or an input"
        yield site.here.unknown(site.node, DOUBTFUL_PARAMETER, what, site.id)
    if any(parameter.kind == "var_positional" for parameter in signature.parameters):
        what = "the op takes *args"
        yield site.here.unknown(site.node, UNREAD_INPUTS_OUTPUTS, what, site.id)
