"""All run configs of a project as records, and whether their texts are used for nothing else."""

from collections import Counter
from collections.abc import Iterator, Sequence

from assetize.analyzer.files.source_file import RUNS_JOBS
from assetize.analyzer.model import JobRun, RunConfigUse
from assetize.analyzer.readers.found import Reading
from assetize.analyzer.readers.mentions import Mentions
from assetize.analyzer.readers.reference_modules import modules_with_names
from assetize.analyzer.readers.reference_targets import Targets
from assetize.analyzer.readers.run_configs.calls import find_runs
from assetize.analyzer.readers.run_configs.fixtures import count_uses, is_fixture
from assetize.analyzer.readers.run_configs.trigger_uses import find_trigger_uses
from assetize.analyzer.readers.run_configs.uses import Use, find_job_uses, jobs_by_name
from assetize.analyzer.syntax.outline import read_outline


def find_run_configs(reading: Reading) -> tuple[tuple[RunConfigUse, ...], tuple[JobRun, ...]]:
    """Records of all uses, and of all runs of jobs, in source order."""
    jobs_named = jobs_by_name(reading)
    uses = [*find_job_uses(reading), *find_trigger_uses(reading, jobs_named)]
    runs: list[JobRun] = []
    for module_id in _modules_that_run(reading):
        source = reading.sources.module(module_id)
        if source is not None:
            outline = reading.outlines.get(module_id) or read_outline(source)
            for run, given in find_runs(reading, source, outline, jobs_named):
                runs.append(run)
                uses += given
    shared = _used_elsewhere(reading, uses)
    records = tuple(_record(use, shared) for use in uses)
    return (
        tuple(sorted(records, key=lambda record: (record.where, str(record.ops_at), record.jobs))),
        tuple(sorted(runs, key=lambda run: (run.where, run.job))),
    )


def _modules_that_run(reading: Reading) -> Iterator[str]:
    """Ids of the modules whose text has one of the methods; few do, tests that do not name Dagster among them."""
    files = reading.sources.tree.files
    for module in reading.sources.known_modules.values():
        kept = files[module.file].kept  # as all such texts are
        if kept is not None and any(word in kept for word in RUNS_JOBS):
            yield module.id


def _record(use: Use, shared: frozenset[str]) -> RunConfigUse:
    written = use.written
    problem = written.problem
    common = [holder for holder in written.holders if holder in shared]
    if not problem and common and written.entries:
        problem = f"{common[0].rpartition(':')[2].rpartition('.')[2]} is used for something else, too"
    return RunConfigUse(
        use.jobs,
        use.form,
        use.subject,
        use.where,
        written.here.module.module.id,
        written.ops_at,
        written.entries,
        problem,
        use.partitions,
    )


def _used_elsewhere(reading: Reading, uses: Sequence[Use]) -> frozenset[str]:
    """The variables and functions that are mentioned oftener than run configs account for.

    Each mention is known by its place, or by the variable or function in which it stands.
    """
    places: dict[str, set[object]] = {}
    for use in uses:
        before: object = use.where
        for holder in use.written.holders:
            places.setdefault(holder, set()).add(before)
            before = holder
    if not places:
        return frozenset()
    known = Counter({holder: len(found) for holder, found in places.items()})
    mentioned = Counter(_mentions(reading, frozenset(places)))
    for holder in places:
        definition = reading.sources.definition(holder)
        if definition is not None and is_fixture(reading.sources, definition):
            mentioned[holder] += count_uses(reading.sources, definition)
    return frozenset(holder for holder in known if mentioned[holder] > known[holder])


def _mentions(reading: Reading, holders: frozenset[str]) -> Iterator[str]:
    """The id of a holder for each time that the project reads it."""
    targets = Targets({holder: (holder,) for holder in holders}, {}, {})
    names = modules_with_names(reading.sources, targets)
    for module_id, words in names.items():
        source = reading.sources.module(module_id)
        if source is None:
            continue
        outline = reading.outlines.get(module_id) or read_outline(source)
        mentions = Mentions(reading, source, outline, targets, words)
        found = [item for item in mentions.find({}) if item.context not in ("import", "export")]
        yield from (item.target for item in found)
