"""The naming ladder: the best name that the code has for an asset, and what its other names would have been."""

import keyword
from collections.abc import Iterable

from assetize.analyzer.decide.generic_names import is_generic_file, is_generic_variable
from assetize.analyzer.decide.nouns import noun
from assetize.analyzer.decide.op_view import OpView
from assetize.analyzer.decide.rules.finding import Finding
from assetize.analyzer.model import Evidence, NameRung, OpOutput, RungOutcome

RESERVED = frozenset(
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
    rungs = [rung for rung in _rungs(view, output, findings) if rung[1] and rung[1][-1] not in RESERVED]
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
        (finding.source or _RUNG_NAMES.get(finding.evidence[0].kind, "code"), finding.name)
        for finding in findings
        if finding.name and not _is_any_file(finding)
    ]
    return [
        *named,
        ("output's name", (output.name,)),
        ("inputs that take it", _agreed_input(view, output)),
        ("variable that is returned", _returned_variable(view)),
        ("op's name", (noun(view.op.name),)),
    ]


def _is_any_file(finding: Finding) -> bool:
    """``data.csv`` in a folder that says no more: whatever the op is called says more."""
    stored = finding.stored
    is_file = stored is not None and stored.identity.startswith("path:")
    return is_file and len(finding.name) == 1 and is_generic_file(finding.name[0])


_RUNG_NAMES = {
    "asset_materialization": "materialization event",
    "metadata": "output's metadata",
    "io_manager": "output's name",
    "write": "object that is written",
    "declared": "object that is written",
}


def name_ladder(
    view: OpView, output: OpOutput, findings: Iterable[Finding], key: tuple[str, ...]
) -> tuple[NameRung, ...]:
    """Every rung in its order, with what it says of the key that was chosen."""
    found: list[NameRung] = []
    for source, name in _rungs(view, output, findings):
        outcome: RungOutcome = "agrees" if name[-1:] == key[-1:] else "differs"
        if not name:
            outcome = "silent"
        elif name[-1] in RESERVED:
            outcome = "unusable"
        elif all(rung.outcome in ("silent", "unusable") for rung in found):
            outcome = "chosen"
        found.append(NameRung(source, name, outcome))
    return tuple(found)


def _agreed_input(view: OpView, output: OpOutput) -> tuple[str, ...]:
    names = {consumer.input for consumer in view.consumers_of(output) if consumer.is_data}
    name = names.pop() if len(names) == 1 else ""
    return (name,) if name and not is_generic_variable(name) else ()


def _returned_variable(view: OpView) -> tuple[str, ...]:
    texts = {text for text in view.op.return_expressions if text != "None"}
    if len(view.op.outputs) != 1 or len(texts) != 1:
        return ()
    text = texts.pop()
    return (text,) if text.isidentifier() and not is_generic_variable(text) else ()
