"""The ways in which a job is started, each with the config that the run then has.

What a run is started with replaces the job's own config for each node and each resource that it names, as a whole: what it
leaves out there has the op's default, not the job's value. Nodes that it does not name keep the job's.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from assetize.analyzer.config_values.records import under
from assetize.analyzer.model import ConfigSource, ConfigValue, Project
from assetize.analyzer.records import dataclass

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """The records that a node or resource gets from one source. ``is_fixed``: the job itself says so."""

    values: tuple[ConfigValue, ...]
    source: str = ""
    is_fixed: bool = True


NOTHING_GIVEN = Given(())


@dataclass(frozen=True, slots=True)
class Launch:
    """One way to start a job; ``own`` is what the job says, ``run`` what it is started with."""

    trigger: str
    own: ConfigSource | None
    run: ConfigSource | None

    def given(self, section: str, path: Sequence[str]) -> Given:
        """What is given below ``ops`` or ``resources``, to a node by its path or to a resource by its key."""
        return self._given(section, path, "config")

    def given_inputs(self, path: Sequence[str]) -> Given:
        """What is given to the inputs of a node that no other node feeds."""
        return self._given("ops", path, "inputs")

    def _given(self, section: str, path: Sequence[str], part: str) -> Given:
        keys = (section, path[0])
        if self.run is not None and _says(self.run.values, keys):
            return Given(
                _part_of(self.run.values, section, path, part), f"the run config of {self.run.name}", False
            )
        if self.own is None:
            return NOTHING_GIVEN
        return Given(_part_of(self.own.values, section, path, part), f"the config of {self.own.name}")


def given_by_graph(source: ConfigSource, path: Sequence[str]) -> Given:
    """What a graph with a config of its own gives a node in it, by its path from there."""
    return Given(_part_of(source.values, "ops", path, "config"), f"the config of {source.name}")


def _says(values: Iterable[ConfigValue], keys: Path) -> bool:
    """Whether anything is given at or below some keys, or all around them is unknown."""
    return any(
        item.path[: len(keys)] == keys or (item.text is None and item.path == keys[: len(item.path)])
        for item in values
    )


def _part_of(
    values: Sequence[ConfigValue], section: str, path: Sequence[str], part: str
) -> tuple[ConfigValue, ...]:
    keys: list[str] = []
    for name in path:
        keys += [section, name]
    full = (*keys, part)
    unread = next(
        (item for item in values if item.text is None and item.path == full[: len(item.path)]), None
    )
    if unread is not None and len(unread.path) < len(full):
        return (ConfigValue((), None, unread.where, unread.reason),)
    return under(values, full)


def launches_by_job(project: Project) -> Mapping[str, tuple[Launch, ...]]:
    """For each job: as it stands, and as each of its schedules and sensors starts it."""
    own = {source.jobs[0]: source for source in project.config_sources if source.kind == "job"}
    runs: dict[str, list[ConfigSource]] = defaultdict(list)
    for source in project.config_sources:
        if source.kind == "trigger":
            for job in source.jobs:
                runs[job].append(source)
    return {
        job.id: tuple(_launches(own.get(job.id), [*runs[job.id], *runs[job.name]])) for job in project.jobs
    }


def _launches(own: ConfigSource | None, runs: Sequence[ConfigSource]) -> Iterator[Launch]:
    yield Launch("", own, None)
    seen: Counter[str] = Counter()
    for source in runs:
        seen[source.owner] += 1
        number = f"#{seen[source.owner]}" if seen[source.owner] > 1 else ""
        yield Launch(source.owner + number, own, source if source.values else None)
