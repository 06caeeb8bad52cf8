"""The naming ladder: the best name that the code has for an asset, and what its other names would have been."""

import keyword
import re
from collections.abc import Iterable

from assetize.analyzer.decide.op_view import OpView
from assetize.analyzer.decide.rules.finding import Finding
from assetize.analyzer.decide.stored_objects import as_key_segment
from assetize.analyzer.model import Evidence, OpOutput

VERBS = frozenset(
    [
        "build",
        "load",
        "make",
        "create",
        "write",
        "save",
        "store",
        "persist",
        "compute",
        "calculate",
        "calc",
        "generate",
        "gen",
        "get",
        "fetch",
        "extract",
        "export",
        "import",
        "ingest",
        "insert",
        "update",
        "upsert",
        "refresh",
        "recreate",
        "rebuild",
        "produce",
        "prepare",
        "transform",
        "train",
        "fit",
        "materialize",
        "publish",
        "upload",
        "put",
        "dump",
        "append",
        "add",
        "run",
        "process",
        "do",
        "populate",
        "sync",
        "copy",
        "move",
        "merge",
        "join",
        "aggregate",
        "summarize",
        "clean",
        "download",
        "read",
        "collect",
        "pull",
        "push",
        "send",
        "drop",
        "and",
    ]
)

_RESERVED = frozenset(
    [
        "context",
        "conf",
        "config",
        "input",
        "output",
        "meta",
        "int",
        "str",
        "float",
        "bool",
        "dict",
        "type",
        "arg_dict",
        "input_arg_dict",
        "output_arg_dict",
        "result",
    ]
) | frozenset(keyword.kwlist)
"""What Dagster takes for no name, and ``result``, which says nothing."""


def name_output(
    view: OpView, output: OpOutput, findings: Iterable[Finding]
) -> tuple[tuple[str, ...], tuple[Evidence, ...]]:
    """The key (one segment, or the declared path) and evidence that says which rung gave it and which rungs disagree."""
    rungs = [rung for rung in _rungs(view, output, findings) if rung[1] and rung[1][-1] not in _RESERVED]
    if not rungs:
        return (view.op.name,), ()
    rung, key = rungs[0]
    others = {f"{other[-1]} ({name})" for name, other in rungs[1:3] if other[-1] != key[-1]}
    detail = f'key "{"/".join(key)}" from the {rung}'
    if others:
        detail += f"; it could also be called {', '.join(sorted(others))}"
    return key, (Evidence("name", view.op.where.file, view.op.where.line, detail),)


def _rungs(view: OpView, output: OpOutput, findings: Iterable[Finding]) -> list[tuple[str, tuple[str, ...]]]:
    named = [
        (_RUNG_NAMES.get(finding.evidence[0].kind, "code"), finding.name)
        for finding in findings
        if finding.name
    ]
    return [
        *named,
        ("output's name", (output.name,)),
        ("inputs that take it", _agreed_input(view, output)),
        ("variable that is returned", _returned_variable(view)),
        ("op's name", (noun(view.op.name),)),
    ]


_RUNG_NAMES = {
    "asset_materialization": "materialization event",
    "metadata": "output's metadata",
    "io_manager": "output's name",
    "write": "object that is written",
}


def _agreed_input(view: OpView, output: OpOutput) -> tuple[str, ...]:
    names = {consumer.input for consumer in view.consumers_of(output) if consumer.is_data}
    return (names.pop(),) if len(names) == 1 else ()


def _returned_variable(view: OpView) -> tuple[str, ...]:
    texts = {text for text in view.op.return_expressions if text != "None"}
    if len(view.op.outputs) != 1 or len(texts) != 1:
        return ()
    text = texts.pop()
    return (text,) if text.isidentifier() else ()


def noun(name: str) -> str:
    """``build_users`` to ``users``; a name that is nothing but verbs stays."""
    words = name.split("_")
    rest = words
    while len(rest) > 1 and rest[0].lower() in VERBS:
        rest = rest[1:]
    text = re.sub(r"_(table|op|step|task)$", "", "_".join(rest))
    return as_key_segment(text) or name
