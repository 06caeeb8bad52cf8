"""Run config as it is written: in jobs, schedules and sensors, in partitioned config, and as an op's own defaults."""

from typing import Literal

from assetize.analyzer.model.source import Location
from assetize.analyzer.records import dataclass

ConfigKind = Literal["job", "trigger", "op", "graph"]
"""``job``: a job's ``config=``, be it written out, a function of the partition or a mapping; ``trigger``: what a schedule or
sensor starts its jobs with; ``op``: what an op's own config has by default; ``graph``: what a graph's own config, or the mapping of
it, gives the nodes in it, with paths that start with ``ops``, as those of jobs do."""


@dataclass(frozen=True, slots=True)
class ConfigValue:
    """One value of a run config.

    ``path``: keys from the outside in (``("ops", "load", "config", "table")``); an element of a list has its number,
    ``("tables", "[0]")``. ``text``: the value as JSON; a string with holes has them as ``{env:SCHEMA}``. None: it is only
    known while running, and ``reason`` says why.
    """

    path: tuple[str, ...]
    text: str | None
    where: Location
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ConfigSource:
    """What one definition gives. ``owner`` is the id of the job, trigger or op, ``name`` what a person calls it.

    ``jobs`` are ids, or names where the code names them by string; an op's own defaults have none. A container that could
    not be read is one value without text: all below it is only known while running.
    """

    owner: str
    name: str
    kind: ConfigKind
    where: Location
    jobs: tuple[str, ...] = ()
    values: tuple[ConfigValue, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class OpUse:
    """One use of an op: by which node of which job, and, where its schedules and sensors differ, as started by which."""

    job: str
    path: str
    trigger: str = ""
    differs_by: Literal["config", "stand-ins"] = "config"
    """Why other uses of the op do something else: ``stand-ins`` when only because they are given mocks of its resources."""


@dataclass(frozen=True, slots=True)
class GivenValue:
    """A config value that an effect's name rests on: ``name`` is ``table``, or ``resources.globals.table``."""

    name: str
    text: str
    where: Location
    source: str
    """Who gives it, as a person would say it: ``config of the job nightly``."""
    is_fixed: bool = True
    """Written in the job or the op, as opposed to being given by what starts the job."""
    hides_default: bool = False
    """Without it the op (or its resource) would take a default that is not the same."""
