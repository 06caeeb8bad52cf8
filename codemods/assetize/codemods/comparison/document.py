"""The shape of a comparison, version 1: what outside tools may rely on."""

from typing import TypedDict

from assetize.codemods.report.document import DiagnosticRow, Key, ToolRow

SCHEMA_VERSION = 1


class Counts(TypedDict):
    """How far a migration is, at one moment. The first is the sum of the next three."""

    op_jobs: int
    upgradable: int
    refused: int
    kept: int
    ops: int
    assets_of_ops: int
    asset_definitions: int
    findings: int


class JobState(TypedDict):
    """An op job at one moment; ``outcome`` is full, partial, refused or kept."""

    file: str
    line: int
    fit: str
    outcome: str


class JobChange(TypedDict):
    """One op job that is not what it was; ``change``: upgraded, removed, added or changed."""

    name: str
    change: str
    before: JobState | None
    after: JobState | None


class OutputState(TypedDict):
    """The verdict on an op's output at one moment."""

    decision: str
    asset_key: Key | None
    confidence: str


class OutputChange(TypedDict):
    """One output of an op that both reports have, with another verdict."""

    op: str
    output: str
    file: str
    before: OutputState
    after: OutputState


class Comparison(TypedDict):
    """What changed from one report to a later one."""

    schema_version: int
    tool: ToolRow
    summary: str
    before: Counts
    after: Counts
    jobs: list[JobChange]
    outputs: list[OutputChange]
    assets_added: list[Key]
    assets_removed: list[Key]
    findings_added: list[DiagnosticRow]
    findings_removed: list[DiagnosticRow]
