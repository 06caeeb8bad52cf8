"""Finds what a word on the command line means in a project."""

from assetize.analyzer.model import Analysis, Job, Op
from assetize.analyzer.records import dataclass


@dataclass(frozen=True, slots=True)
class NodeMatches:
    """Everything of that name; ``output`` is set when only one output of the ops is meant."""

    ops: tuple[Op, ...] = ()
    jobs: tuple[Job, ...] = ()
    output: str | None = None

    def __bool__(self) -> bool:
        return bool(self.ops or self.jobs)


def find_nodes(analysis: Analysis, word: str) -> NodeMatches:
    """Ops and jobs by id, Dagster name or Python name; an output as ``op.output``; an asset key by the ops that make it."""
    matches = NodeMatches(
        ops=tuple(op for op in analysis.project.ops if word in (op.id, op.name, op.function)),
        jobs=tuple(job for job in analysis.project.jobs if word in (job.id, job.name, job.variable)),
    )
    return matches or _output_matches(analysis, word) or _asset_matches(analysis, word)


def known_names(analysis: Analysis, word: str) -> tuple[str, ...]:
    """Words that :func:`find_nodes` understands: ids for a word that is written like one, else names and keys."""
    if ":" in word:
        ids = {op.id for op in analysis.project.ops} | {job.id for job in analysis.project.jobs}
        return tuple(sorted(ids))
    ops = {op.name for op in analysis.project.ops}
    jobs = {job.name for job in analysis.project.jobs}
    keys = {"/".join(output.asset_key) for output in analysis.outputs if output.asset_key}
    return tuple(sorted(ops | jobs | keys))


def _output_matches(analysis: Analysis, word: str) -> NodeMatches:
    owner, _, output = word.rpartition(".")
    ops = (op for op in analysis.project.ops if owner in (op.id, op.name, op.function))
    return NodeMatches(
        ops=tuple(op for op in ops if any(declared.name == output for declared in op.outputs)), output=output
    )


def _asset_matches(analysis: Analysis, word: str) -> NodeMatches:
    makers = {output.op for output in analysis.outputs if output.asset_key == tuple(word.split("/"))}
    return NodeMatches(ops=tuple(op for op in analysis.project.ops if op.id in makers))
