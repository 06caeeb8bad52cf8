"""What a project's own settings declare: helpers that write, keys, decisions, exclusions, defaults."""

from typing import Literal

from assetize.analyzer.model.decision import Confidence, Decision
from assetize.analyzer.model.effect import ObjectKind
from assetize.analyzer.model.source import Location
from assetize.analyzer.model.verify_settings import VerifySettings
from assetize.analyzer.records import dataclass


@dataclass(frozen=True, slots=True)
class DeclaredCall:
    """A helper of which the project says what it reads or writes.

    ``call`` is its dotted name, or the end of it. ``template`` names the object; ``{name}`` stands for a parameter of the call,
    ``{0}`` for its first argument.
    """

    call: str
    verb: Literal["read", "create"]
    kind: ObjectKind
    template: str
    where: Location


@dataclass(frozen=True, slots=True)
class DeclaredOutput:
    """What the project says of an op's output: its key, the decision, or (by metadata) the object that it stands for.

    As read, ``op`` is the entry's own text and ``output`` is empty; linked, they are an op's id and an output's name.
    """

    op: str
    output: str
    where: Location
    key: tuple[str, ...] = ()
    decision: Decision | None = None
    object: str = ""
    detail: str = ""
    """The entry, as a person would quote it."""


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Something that is left alone, by name or pattern."""

    pattern: str
    where: Location


@dataclass(frozen=True, slots=True)
class Placement:
    """Which new assets belong to a group, or get a prefix before their keys: ``value`` is the group's name, or ``"shop/raw"``.

    ``pattern`` fits the name or id of a job, or the module or file of the op; ``detail`` is the entry as a person would quote it.
    """

    pattern: str
    value: str
    where: Location
    detail: str


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one analysed folder. ``file`` is where they stand (relative to the folder), ``""`` when there are none."""

    file: str = ""
    folder: str = ""
    """The analysed folder as seen from the settings' own folder; ``""`` when that is it."""
    calls: tuple[DeclaredCall, ...] = ()
    outputs: tuple[DeclaredOutput, ...] = ()
    asset_metadata: str | None = None
    """The metadata key (or tag) whose value names the object that an output or a job makes."""
    asset_metadata_where: Location | None = None
    exclude_jobs: tuple[Exclusion, ...] = ()
    exclude_files: tuple[Exclusion, ...] = ()
    exclude_ops: tuple[Exclusion, ...] = ()
    keep_ops: tuple[Exclusion, ...] = ()
    """Ops that stay ops: what they make becomes a graph-backed asset."""
    min_confidence: Confidence | None = None
    keep_function_names: bool | None = None
    group_names: tuple[Placement, ...] = ()
    """Of the new assets; the first that fits counts."""
    key_prefixes: tuple[Placement, ...] = ()
    """Of the new assets' keys; the first that fits counts."""
    verify: VerifySettings | None = None
    """What a real run of both versions is given; None where the project does not say."""
