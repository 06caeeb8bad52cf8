"""Where the source text names a job's steps: its run configs as they are written, and code that runs a job as an object."""

from typing import Literal

from assetize.analyzer.model.source import Location
from assetize.analyzer.records import dataclass


@dataclass(frozen=True, slots=True, order=True)
class ConfigEntry:
    """What a run config gives one op or graph. ``path``: the node names from the job down to it, as the keys spell them.

    ``keys``: what the entry holds (``config``, ``inputs``, ``outputs``); ``("config",)`` for a ``Config`` object.
    """

    path: tuple[str, ...]
    where: Location
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class PartitionValue:
    """A config value that a partitioned config works out of the partition, and nothing else.

    ``expression``: what of an op's context is the same: ``partition_key``, or ``partition_time_window.end.strftime("%Y")``.
    """

    node: str
    field: str
    expression: str


RunConfigForm = Literal["job", "partitions", "trigger", "call", "unread"]


@dataclass(frozen=True, slots=True)
class RunConfigUse:
    """One place where jobs are given run config, with the text that it comes from. ``jobs`` may be the id of a graph that code runs.

    ``form``: ``job`` for a job's own ``config=``, ``partitions`` where that is a partitioned config, ``trigger`` in a schedule or
    sensor, ``call`` where code runs the job. ``subject`` is the id of the job or trigger, or of what contains the call.
    ``unread``: a variable (``subject``) that nothing reads, so that no job is run with what it says; its entries are all keys in it.
    """

    jobs: tuple[str, ...]
    form: RunConfigForm
    subject: str
    where: Location
    module: str = ""
    """Id of the module that holds the text."""
    ops_at: Location | None = None
    """Where the text says ``"ops":`` or ``ops=``; None for a run config without it."""
    entries: tuple[ConfigEntry, ...] = ()
    problem: str = ""
    """Why it cannot be rewritten; empty when all of its keys are written out, and nothing else uses the text."""
    partitions: str = ""
    """Of a partitioned config, the id of the name that it is bound to."""
    partition_values: tuple[PartitionValue, ...] = ()
    """Of a partitioned config, all that it gives, where each value is the partition's own; else empty."""
    partitions_call: tuple[str, str] | None = None
    """The partitions of such a config by themselves: a class of Dagster, and its arguments with their brackets."""


@dataclass(frozen=True, slots=True, order=True)
class StepLookup:
    """``result.output_for_node("users")`` on the result of a run. ``path``: the dotted name; ``output``: where one is named."""

    path: str
    where: Location
    method: str
    output: str | None = None


RunMethod = Literal["execute_in_process", "run_request_for_partition"]


@dataclass(frozen=True, slots=True)
class JobRun:
    """``users_job.execute_in_process(...)``; ``lookups`` are what the code asks its result for by step name.

    ``by_name``: the job was looked up in a code location by its name, as an upgraded job has to be.
    """

    job: str
    where: Location
    module: str
    owner: str
    """The id of the function around it, ``""`` at the top of a module."""
    arguments: tuple[str, ...] = ()
    lookups: tuple[StepLookup, ...] = ()
    by_name: bool = False
    method: RunMethod = "execute_in_process"
    problem: str = ""
    """What makes it unclear what happens with its result."""
