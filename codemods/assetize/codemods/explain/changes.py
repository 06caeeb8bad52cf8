"""What a person can do to have another verdict: each suggestion is one function, and all are asked."""

from collections.abc import Callable, Iterator

from assetize.analyzer.decide.fit import is_dynamic_write
from assetize.analyzer.decide.own_objects import is_row_update
from assetize.analyzer.decide.stored_objects import WRITING_VERBS
from assetize.analyzer.model import Analysis, Effect, Job, Op, OutputDecision
from assetize.analyzer.records import dataclass
from assetize.codemods.model import Plan
from assetize.codemods.settings_file import entry_text, find_candidates
from assetize.codemods.settings_file.entry_text import is_object_like, option_of

SETTINGS = "assetize.toml"
MOST_HELPERS = 5


@dataclass(frozen=True, slots=True)
class Case:
    """One decision with all that it rests on."""

    op: Op
    decision: OutputDecision
    analysis: Analysis
    plan: Plan

    @property
    def name(self) -> str:
        """The output as the settings name it."""
        return self.op.id if len(self.op.outputs) == 1 else f"{self.op.id}.{self.decision.output}"

    @property
    def settings(self) -> str:
        """The project's settings file, or the one that it could have."""
        return self.analysis.settings.file or SETTINGS

    @property
    def effects(self) -> tuple[Effect, ...]:
        """What the op's body does."""
        return tuple(effect for effect in self.analysis.effects if effect.op == self.op.id)


Suggestion = Callable[[Case], Iterator[str]]


def find_changes(case: Case) -> tuple[str, ...]:
    """Everything that would change the verdict, or what becomes of it; a sentence each."""
    return tuple(dict.fromkeys(line for suggest in SUGGESTIONS for line in suggest(case)))


def _settings_entry(case: Case) -> Iterator[str]:
    if case.decision.rule != "is_declared":
        return
    for item in case.decision.evidence:
        if item.kind == "declared":
            yield f"change what {item.file}:{item.line} says: {item.detail}"


def _guess(case: Case) -> Iterator[str]:
    if case.decision.decision == "asset" and case.decision.confidence == "guess":
        yield f'accept guesses: --min-confidence guess, or min-confidence = "guess" in {case.settings}'
        key = "/".join(case.decision.asset_key)
        yield f'confirm it: keys = {{"{case.name}" = "{key}"}} in {case.settings}'


def _unknown_name(case: Case) -> Iterator[str]:
    """A write whose object is only known while running."""
    if case.decision.decision == "asset":
        return
    for effect in case.effects:
        if effect.identity is not None or not _could_store(effect) or effect.confidence == "guess":
            continue
        place = f"{effect.where.file}:{effect.where.line}"
        if "{config:" in effect.pattern or effect.reason.startswith("run config"):
            yield f"give the name in the job's config as a literal: {place} writes {_shown(effect)}"
        else:
            yield f"write to a name that is known before a run: {place} writes {_shown(effect)}"


def _could_store(effect: Effect) -> bool:
    """A known name would make an asset of what is stored, but not of what is removed or changed row by row."""
    return is_dynamic_write(effect) and effect.verb in WRITING_VERBS and not is_row_update(effect)


def _shown(effect: Effect) -> str:
    return " ".join(
        part
        for part in (effect.pattern or "an object", f"({effect.reason})" if effect.reason else "")
        if part
    )


def _helpers(case: Case) -> Iterator[str]:
    if case.decision.decision == "asset":
        return
    calls = [call for call in case.analysis.coverage.unfollowed if call.op == case.op.id]
    candidates = [item for item in find_candidates(calls) if is_object_like(item)]
    for candidate in candidates[:MOST_HELPERS]:
        option = option_of(candidate)
        verb = "a write" if option == "writes" else "a read"
        entry = f"{option} = [{entry_text(candidate)}]"
        yield f"declare {candidate.call} as {verb} in {case.settings}: {entry}"


def _key(case: Case) -> Iterator[str]:
    if case.decision.decision == "asset" and not _settled_by(case):
        yield f'give it another name: keys = {{"{case.name}" = "…"}} in {case.settings}'
        yield f'keep it from being an asset: decisions = {{"{case.name}" = "none"}} in {case.settings}'
    elif not _settled_by(case):
        yield f'say that it is an asset: keys = {{"{case.name}" = "…"}} in {case.settings}'


def _settled_by(case: Case) -> bool:
    """Whether an entry of the settings file says what the output is."""
    file = case.analysis.settings.file
    return case.decision.rule == "is_declared" and any(item.file == file for item in case.decision.evidence)


def _refusals(case: Case) -> Iterator[str]:
    """What keeps an asset from being written, job by job."""
    if case.decision.decision != "asset":
        return
    names = {job.id: job.name for job in case.analysis.project.jobs}
    for job in case.plan.jobs:
        if job.job in case.decision.jobs:
            for item in job.diagnostics:
                yield f"{item.code} is in the way in {names.get(job.job, job.job)}, {item.file}:{item.line}: {item.help}"


def find_job_changes(job: Job, analysis: Analysis, plan: Plan) -> tuple[str, ...]:
    """What would make more of a job's ops assets; what is wrong with the job itself is in its findings."""
    ops = {op.id: op for op in analysis.project.ops}
    cases = [
        Case(ops[item.op], item, analysis, plan)
        for item in analysis.outputs
        if job.id in item.jobs and item.op in ops
    ]
    found: dict[str, list[str]] = {}
    for case in cases:
        for line in dict.fromkeys(line for suggest in OP_SUGGESTIONS for line in suggest(case)):
            found.setdefault(line, []).append(case.op.name)
    return tuple(f"{', '.join(dict.fromkeys(names))}: {line}" for line, names in found.items())


OP_SUGGESTIONS: tuple[Suggestion, ...] = (_guess, _helpers, _unknown_name)
SUGGESTIONS: tuple[Suggestion, ...] = (
    _settings_entry,
    *OP_SUGGESTIONS,
    _refusals,
    _key,
)
