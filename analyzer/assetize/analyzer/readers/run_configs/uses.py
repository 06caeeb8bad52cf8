"""Where jobs are given run config, and their own ``config=`` above all."""

import ast
from collections.abc import Iterator, Mapping, Sequence

from assetize.analyzer.model import AssetJobDefinition, Job, Location, PartitionValue
from assetize.analyzer.model.step_names import RunConfigForm
from assetize.analyzer.readers.found import Reading
from assetize.analyzer.readers.job import TO_JOB_POSITIONS
from assetize.analyzer.readers.run_configs.partition_values import read_partition_values, read_partitions
from assetize.analyzer.readers.run_configs.written import (
    Written,
    read_function,
    read_returns,
    read_written,
)
from assetize.analyzer.records import dataclass
from assetize.analyzer.syntax.arguments import Given, read_arguments
from assetize.analyzer.syntax.standpoint import Standpoint

JOB_SITES: Mapping[str, Sequence[str]] = {
    "dagster.job": (),
    ".to_job": TO_JOB_POSITIONS,
    "dagster.define_asset_job": ("name", "selection", "config"),
}
CONFIG_FUNCTIONS = ("run_config_fn", "run_config_for_partition_fn", "run_config_for_partition_key_fn")


@dataclass(frozen=True, slots=True, eq=False)
class Use:
    """One place and one of the texts that it gets its run config from."""

    jobs: tuple[str, ...]
    form: RunConfigForm
    subject: str
    where: Location
    written: Written
    partitions: str = ""
    partition_values: tuple[PartitionValue, ...] = ()
    partitions_call: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class _Partitioned:
    """A partitioned config: the id of its name, its texts, and what it says where that is no more than the partition."""

    id: str
    texts: list[Written]
    values: tuple[PartitionValue, ...] = ()
    call: tuple[str, str] | None = None


def find_job_uses(reading: Reading) -> Iterator[Use]:
    """``@job(config=...)``, ``to_job(config=...)``, ``define_asset_job(config=...)``."""
    for name, positions in JOB_SITES.items():
        for site in reading.sites(name):
            given = read_arguments(site.here, site.call, positions).get("config")
            if given is None:
                continue
            where = given.here.at(given.value)
            partitioned = _partitioned(given)
            if partitioned is None:
                for written in read_written(given.here, given.value):
                    yield Use((site.id,), "job", site.id, where, written)
                continue
            for written in partitioned.texts:
                yield Use(
                    (site.id,),
                    "partitions",
                    site.id,
                    where,
                    written,
                    partitioned.id,
                    partitioned.values,
                    partitioned.call,
                )


def _partitioned(given: Given) -> _Partitioned | None:
    """A ``*_partitioned_config`` function, or a variable that holds a ``PartitionedConfig``."""
    definition = given.here.definition(given.value)
    if definition is None:
        return None
    there = given.here.of(definition)
    if isinstance(definition.node, ast.FunctionDef):
        decorators = definition.node.decorator_list
        if len(decorators) == 1 and _is_partitioned_config(there, decorators[0]):
            return _Partitioned(
                definition.id,
                read_returns(there, definition.node, (definition.id,)),
                read_partition_values(there, definition.node, decorators[0]),
                read_partitions(there, definition.node, decorators[0]),
            )
        return None
    there, value = given.here.follow(given.value)
    if isinstance(value, ast.Call) and there.resolve(value.func) == "dagster.PartitionedConfig":
        arguments = read_arguments(there, value, ("partitions_def", CONFIG_FUNCTIONS[1]))
        functions = [found for name in CONFIG_FUNCTIONS if (found := arguments.get(name)) is not None]
        texts = [
            text for item in functions for text in read_function(item.here, item.value, (definition.id,))
        ]
        return _Partitioned(definition.id, texts)
    return None


def _is_partitioned_config(here: Standpoint, decorator: ast.expr) -> bool:
    function = decorator.func if isinstance(decorator, ast.Call) else decorator
    name = here.resolve(function) or ""
    return name.startswith("dagster.") and name.endswith("_partitioned_config")


def jobs_by_name(reading: Reading) -> Mapping[str, tuple[str, ...]]:
    """Ids of op jobs and asset jobs by Dagster name."""
    found: dict[str, list[str]] = {}
    jobs: tuple[Job | AssetJobDefinition, ...] = (*reading.found.jobs, *reading.found.asset_jobs)
    for job in jobs:
        found.setdefault(job.name, []).append(job.id)
    return {name: tuple(ids) for name, ids in found.items()}
