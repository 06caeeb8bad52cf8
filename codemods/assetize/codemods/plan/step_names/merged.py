"""Run configs that would replace more, or less, of the job's own config than they do now.

What a run is started with replaces what the job says of each outermost node that it names, as a whole. Where an upgrade brings ops
together in one graph-backed asset, or takes a graph apart, those nodes are other ones.
"""

from collections.abc import Iterator, Mapping, Sequence

from assetize.analyzer.codes.planning import CONFIG_NOT_FOLLOWED
from assetize.analyzer.model import Diagnostic, RunConfigUse
from assetize.codemods.model import StepPath
from assetize.codemods.plan.index import Index

OWN = frozenset({"job", "partitions"})
"""Forms of run config that a job has by itself."""


def find_merged_otherwise(index: Index, job: str, paths: Mapping[StepPath, StepPath]) -> Iterator[Diagnostic]:
    """One diagnostic for each run config with which some op would get other config than now."""
    uses = index.step_names.configs.get(job, ())
    own = [entry.path for use in uses if use.form in OWN for entry in use.entries]
    for use in uses:
        lost = next(iter(_merged_otherwise(own, use, paths)), None) if use.form not in OWN else None
        if lost is not None:
            reason = f"whether {'.'.join(lost)} then has the config of the job would change"
            message = f"the run config of {index.jobs[job].name}: {reason}"
            yield CONFIG_NOT_FOLLOWED.at(use.where, message, job)


def _merged_otherwise(
    own: Sequence[StepPath], use: RunConfigUse, paths: Mapping[StepPath, StepPath]
) -> Iterator[StepPath]:
    given = [entry.path for entry in use.entries]
    before = {path[0] for path in given}
    after = {paths[path][0] for path in given if paths.get(path)}
    for path in own:
        if path not in given and paths.get(path) and (path[0] in before) != (paths[path][0] in after):
            yield path
