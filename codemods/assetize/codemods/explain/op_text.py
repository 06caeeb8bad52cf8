"""An op as text: each output's verdict with its evidence, what the body does, and what was found wrong."""

from collections.abc import Iterable, Iterator

from assetize.analyzer.model import Analysis, Effect, Location, Op, OutputDecision
from assetize.codemods.explain.call_text import call_section
from assetize.codemods.explain.changes import Case, find_changes
from assetize.codemods.explain.finding_text import finding_lines
from assetize.codemods.explain.maker_text import maker_lines
from assetize.codemods.explain.name_text import name_lines
from assetize.codemods.explain.rule_words import RULE_WORDS
from assetize.codemods.model import Plan
from assetize.codemods.report.findings import find_diagnostics


def op_lines(op: Op, only_output: str | None, analysis: Analysis, plan: Plan) -> list[str]:
    """The op, or one output of it."""
    decisions = [item for item in analysis.outputs if item.op == op.id and only_output in (None, item.output)]
    lines = [f"op {op.name}  {_place(op.where)}  {op.id}", *maker_lines(op.made_by)]
    for decision in decisions:
        lines += ["", *_decision_lines(decision, analysis, plan)]
    if not decisions:
        lines += ["", "  No decision was made about its outputs."]
    effects = [effect for effect in analysis.effects if effect.op == op.id]
    lines += ["", *_effect_section(sorted(effects, key=lambda effect: effect.order))]
    lines += call_section(call for call in analysis.coverage.unfollowed if call.op == op.id)
    lines += _change_section(op, decisions, analysis, plan)
    subjects = {op.id}
    found = [item for item in find_diagnostics(analysis, plan) if item.subject in subjects]
    return lines + finding_lines(found)


def _decision_lines(decision: OutputDecision, analysis: Analysis, plan: Plan) -> Iterator[str]:
    names = {job.id: job.name for job in analysis.project.jobs}
    yield f"  output {decision.output}: {_verdict(decision)}"
    if decision.rule:
        yield f"    the rule: {RULE_WORDS.get(decision.rule, decision.rule)}"
    for job in decision.jobs:
        fate = f": {_fate(decision, job, plan)}" if decision.decision == "asset" else ""
        yield f"    in job {names.get(job, job)}{fate}"
    if not decision.jobs:
        yield "    no job reaches it"
    if decision.identity:
        yield f"    stored as: {decision.identity}"
    if decision.reads:
        yield f"    reads from storage: {', '.join('/'.join(key) for key in decision.reads)}"
    for item in decision.evidence:
        yield f"    because ({item.kind}) {item.detail}  {_place(Location(item.file, item.line))}"
    yield from name_lines(decision)


def _fate(decision: OutputDecision, job: str, plan: Plan) -> str:
    """The form that it takes in one job, or the codes that keep the job as it is."""
    for output in plan.outputs:
        if (output.op, output.output, output.job) == (decision.op, decision.output, job) and output.form:
            why = f", since {' and '.join(output.wrapped_because)}" if output.wrapped_because else ""
            return f"becomes @{output.form}{why}"
    found = next((item.diagnostics for item in plan.jobs if item.job == job), ())
    codes = sorted({diagnostic.code for diagnostic in found})
    return f"stays as it is ({', '.join(codes)})" if codes else "stays as it is"


def _verdict(decision: OutputDecision) -> str:
    match decision.decision:
        case "asset":
            return f"asset {'/'.join(decision.asset_key)} ({decision.confidence})"
        case "transient":
            return f"transient, it only flows to other ops ({decision.confidence})"
        case _:
            return f"none, no data that lasts ({decision.confidence})"


def _change_section(op: Op, decisions: Iterable[OutputDecision], analysis: Analysis, plan: Plan) -> list[str]:
    changes = [line for item in decisions for line in find_changes(Case(op, item, analysis, plan))]
    return (
        ["", "  What would change this:", *(f"    - {line}" for line in dict.fromkeys(changes))]
        if changes
        else []
    )


def _effect_section(effects: list[Effect]) -> list[str]:
    if not effects:
        return ["  No read or write was recognised in its body or in what it calls."]
    return ["  What its body does:", *(line for effect in effects for line in _effect_lines(effect))]


def _effect_lines(effect: Effect) -> Iterator[str]:
    what = effect.identity or f"known only while running{': ' + effect.reason if effect.reason else ''}"
    notes = [effect.idiom, effect.confidence]
    notes += ["in a loop"] if effect.in_loop else []
    notes += ["on a condition"] if effect.conditional else []
    yield f"    {effect.verb} {effect.kind} {what}  {_place(effect.where)}"
    yield f"      {effect.detail}  ({', '.join(notes)})"
    if effect.through:
        yield f"      through {' → '.join(effect.through)}"


def _place(where: Location) -> str:
    return f"{where.file}:{where.line}"
