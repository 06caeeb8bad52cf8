"""All run configs of a project as records, and whether their texts are used for nothing else."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from assetize.analyzer.files.source_file import RUNS_JOBS
from assetize.analyzer.model import JobRun, Reference, RunConfigUse
from assetize.analyzer.readers.found import Reading
from assetize.analyzer.readers.mentions import Mentions
from assetize.analyzer.readers.reference_modules import modules_with_names
from assetize.analyzer.readers.reference_targets import Targets
from assetize.analyzer.readers.run_configs.calls import find_graph_runs, find_runs
from assetize.analyzer.readers.run_configs.fixtures import count_uses, is_fixture
from assetize.analyzer.readers.run_configs.trigger_uses import find_trigger_uses
from assetize.analyzer.readers.run_configs.unread import find_candidates, find_unread
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
            uses += find_graph_runs(reading, source, outline)
    holders = _holders(uses)
    candidates = {id: node for id, node in find_candidates(reading).items() if id not in holders}
    mentions = tuple(_mentions(reading, frozenset((*holders, *candidates))))
    shared = _used_elsewhere(reading, holders, mentions)
    unread = find_unread(reading, candidates, {item.target for item in mentions})
    records = (*(_record(use, shared) for use in uses), *unread)
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
        use.partition_values,
        use.partitions_call,
    )


def _holders(uses: Sequence[Use]) -> Mapping[str, int]:
    """How many mentions of each variable and function run configs account for.

    Each mention is known by its place, or by the variable or function in which it stands.
    """
    places: dict[str, set[object]] = {}
    for use in uses:
        before: object = use.where
        for holder in use.written.holders:
            places.setdefault(holder, set()).add(before)
            before = holder
    return {holder: len(found) for holder, found in places.items()}


def _used_elsewhere(
    reading: Reading, known: Mapping[str, int], mentions: Sequence[Reference]
) -> frozenset[str]:
    """The variables and functions that are mentioned oftener than run configs account for."""
    mentioned = Counter(item.target for item in mentions if item.context not in ("import", "export"))
    for holder in known:
        definition = reading.sources.definition(holder)
        if definition is not None and is_fixture(reading.sources, definition):
            mentioned[holder] += count_uses(reading.sources, definition)
    return frozenset(holder for holder in known if mentioned[holder] > known[holder])


def _mentions(reading: Reading, holders: frozenset[str]) -> Iterator[Reference]:
    """Where the project names a holder."""
    if not holders:
        return
    targets = Targets({holder: (holder,) for holder in holders}, {}, {})
    names = modules_with_names(reading.sources, targets)
    places = {module.name: module.id for module in reading.sources.known_modules.values()}
    for module_id, words in names.items():
        source = reading.sources.module(module_id)
        if source is None:
            continue
        outline = reading.outlines.get(module_id) or read_outline(source)
        yield from Mentions(reading, source, outline, targets, words).find(places)
