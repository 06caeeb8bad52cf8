"""What a random project consists of, before it becomes text."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Input:
    """A parameter of an op, or one of its order-only inputs."""

    name: str
    nothing: bool
    fan_in: bool


@dataclass(frozen=True)
class Output:
    """``name`` is ``"result"`` where the op does not name it."""

    name: str
    manager: str | None
    table: str | None


@dataclass(frozen=True)
class Op:
    """One op: what it takes, gives, writes, and how it is declared."""

    function: str
    given_name: str | None
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    multiple: str
    """How several outputs are given: ``"tuple"`` or ``"yield"``; ``""`` for one."""
    writes: tuple[str, str] | None
    """By which means, and to what."""
    gives_value: bool
    reads: str | None
    config: str
    resource: str
    retry: str
    fails_once: bool
    documented: bool
    tags: bool
    partition: bool
    annotated: bool
    empty_call: bool
    event: str = ""
    """How it reports what it writes: ``"log"``, ``"before"`` or ``"after"`` its output; ``"log_other"`` something else."""
    optional: str = ""
    """Its output may be left out: ``"given"`` or ``"missing"`` is what happens."""
    dynamic: bool = False
    """It gives one output for each of two elements."""
    effect_only: bool = False
    """It stays as it is where nothing takes what it gives."""

    @property
    def name(self) -> str:
        return self.given_name or self.function

    @property
    def has_context(self) -> bool:
        needs = self.partition or bool(self.resource) or self.event.startswith("log")
        return self.config in ("schema", "default") or needs


Source = tuple[int, int]
"""A node of the job, and which of its outputs."""


@dataclass(frozen=True)
class Node:
    """A use of an op in a job."""

    op: int
    alias: str | None
    sources: tuple[tuple[Source, ...], ...]
    """For each of the op's inputs."""
    mapped: bool = False
    """It is called for each element of its one source."""


@dataclass(frozen=True)
class Job:
    """A job: its nodes in an order that works, a stretch of them that is a graph of its own, and its declaration."""

    function: str
    given_name: str | None
    nodes: tuple[Node, ...]
    nested: tuple[int, int] | None
    from_graph: bool
    partitions: bool
    hooks: bool
    tags: bool
    retry: bool
    resources: bool
    description: bool
    config: bool
    schedule: str
    inline: bool
    config_style: str = "dict"
    schedule_config: bool = False
    """Its schedule gives run config."""
    run_in_test: bool = False

    @property
    def name(self) -> str:
        return self.given_name or self.function


@dataclass(frozen=True)
class Project:
    """All of it."""

    ops: tuple[Op, ...]
    jobs: tuple[Job, ...]
    layout: str
    imports: str
    definitions: str
    existing_asset: bool
    tested: tuple[int, ...]
    job_list: bool
    quirks: frozenset[str] = field(default_factory=frozenset)
