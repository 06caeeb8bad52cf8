"""The shortest list of what stands between a job and its upgrade: one step for each thing to change, however often it is found."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from assetize.analyzer.codes import find_code
from assetize.analyzer.codes.planning import (
    ARGUMENTS_FROM_DICT,
    DOES_NOT_FIT,
    NEEDED_TOGETHER,
    NOT_AT_MODULE_LEVEL,
    NOT_UNDERSTOOD,
)
from assetize.analyzer.decide.fit import is_dynamic_write
from assetize.analyzer.model import Analysis, Diagnostic, Job
from assetize.codemods.explain.changes import find_job_changes
from assetize.codemods.explain.trials import try_options
from assetize.codemods.explain.why_not_records import Place, Step, WhyNot
from assetize.codemods.model import JobPlan, Plan

OF_ONE_CALL = {NOT_AT_MODULE_LEVEL.code, ARGUMENTS_FROM_DICT.code}
"""What is wrong with one ``to_job(...)``; other findings stand at a job's line for want of a better place."""

Refusals = Mapping[str, Sequence[Diagnostic]]


def why_not(job: Job, analysis: Analysis, plan: Plan) -> WhyNot:
    """What keeps one job as it is."""
    plans = {item.job: item for item in plan.jobs}
    job_plan = plans.get(job.id, JobPlan(job.id, "none"))
    if job_plan.upgrade != "none":
        return WhyNot(job, "upgraded", "Nothing stands in its way.")
    explanation = next((fit.explanation for fit in analysis.fits if fit.job == job.id), "")
    refusals = {item.job: _real_findings(item.diagnostics, analysis) for item in plan.jobs}
    suggestions = find_job_changes(job, analysis, plan)
    trials = tuple(try_options(job, analysis, plan))
    if not refusals[job.id]:
        because = tuple(sorted(set(_unknown_objects(job, analysis))))
        return WhyNot(job, "unfit", explanation, (), suggestions, trials, because)
    steps = _numbered(tuple(_steps(job, analysis, refusals)))
    return WhyNot(
        job, "refused", explanation, steps, suggestions, trials, is_judged=_makes_assets(job.id, analysis)
    )


def _makes_assets(job: str, analysis: Analysis) -> bool:
    """Whether an op of the job makes an asset, as far as its ops could be judged."""
    return any(job in item.jobs and item.decision == "asset" for item in analysis.outputs)


def _real_findings(found: Iterable[Diagnostic], analysis: Analysis) -> tuple[Diagnostic, ...]:
    """All but that it does not fit; what was not understood under the code of what it is, whose advice is the better one."""
    unknowns = {
        (item.where.file, item.where.line, item.what): item.code for item in analysis.project.unknowns
    }
    shown: list[Diagnostic] = []
    for item in found:
        what = item.message.partition(": ")[2]
        code = find_code(unknowns.get((item.file, item.line, what), ""))
        if item.code == NOT_UNDERSTOOD.code and code is not None:
            item = replace(item, code=code.code, help=code.help, message=what)
        if item.code != DOES_NOT_FIT.code:
            shown.append(item)
    return tuple(dict.fromkeys(shown))


def _steps(job: Job, analysis: Analysis, refusals: Refusals) -> Iterator[Step]:
    """One for each code, those first that stand in the way of most jobs."""
    codes = sorted({item.code for item in refusals[job.id]})
    steps = [_step(job, code, analysis, refusals) for code in codes]
    yield from sorted(steps, key=lambda step: (-len(step.frees), -len(step.other_jobs), step.code))


def _step(job: Job, code: str, analysis: Analysis, refusals: Refusals) -> Step:
    names = {item.id: item.name for item in analysis.project.jobs}
    mine = [item for item in refusals[job.id] if item.code == code]
    places = {(item.code, item.file, item.line) for item in mine}
    others = {
        other: [item for item in found if (item.code, item.file, item.line) in places]
        for other, found in refusals.items()
        if other != job.id
    }
    known = find_code(code)
    return Step(
        code=code,
        title=known.title if known else code,
        help=mine[0].help,
        found=tuple(sorted({((item.file, item.line), _text(item, job, analysis)) for item in mine})),
        other_jobs=tuple(sorted(names[other] for other, found in others.items() if found)),
        frees=tuple(
            sorted(
                names[other]
                for other, found in others.items()
                if found and len(found) == len(refusals[other]) and _makes_assets(other, analysis)
            )
        ),
    )


def _text(item: Diagnostic, job: Job, analysis: Analysis) -> str:
    """The message without the job's name; of an asset that another job makes, with that job's."""
    text = item.message.removeprefix(f"{job.name}: ")
    if item.code != NEEDED_TOGETHER.code:
        return text
    key = text.partition(" loads ")[2].partition(", which ")[0]
    names = {other.id: other.name for other in analysis.project.jobs}
    makers = {
        names[other]
        for output in analysis.outputs
        if "/".join(output.asset_key) == key
        for other in output.jobs
    }
    return f"{text}: {', '.join(sorted(makers))} (ask --why-not of it, too)" if makers else text


def _numbered(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Each step with the numbers of those before it that are about the same call."""
    places = [{place for place, _ in step.found} for step in steps]
    return tuple(
        replace(
            step,
            same_call_as=tuple(
                number + 1
                for number in range(position)
                if {steps[number].code, step.code} == OF_ONE_CALL and places[number] & places[position]
            ),
        )
        for position, step in enumerate(steps)
    )


def _unknown_objects(job: Job, analysis: Analysis) -> Iterator[tuple[Place, str]]:
    names = {op.id: op.name for op in analysis.project.ops}
    mine = {output.op for output in analysis.outputs if job.id in output.jobs}
    for effect in analysis.effects:
        if effect.op in mine and is_dynamic_write(effect):
            what = effect.identity or effect.pattern or effect.reason
            text = f"{names.get(effect.op, effect.op)}: {effect.verb} {effect.kind} {what}".rstrip()
            yield (effect.where.file, effect.where.line), text
