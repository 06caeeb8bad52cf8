"""The report's shape, version 1: what outside tools may rely on, the same as ``report.schema.json``."""

from typing import TypedDict

SCHEMA_VERSION = 1

Key = list[str]


class ToolRow(TypedDict):
    """Who made the report."""

    name: str
    version: str


class DiagnosticRow(TypedDict):
    """One finding: a stable code, what, where, and what to do."""

    code: str
    severity: str
    message: str
    file: str
    line: int
    help: str


class JobRow(TypedDict):
    """One op job: whether it fits asset definitions, and how much of it is upgraded."""

    name: str
    file: str
    line: int
    fit: str
    explanation: str
    upgrade: str
    schedules: list[str]
    sensors: list[str]
    diagnostics: list[DiagnosticRow]
    differences: list[str]
    """What is different when it runs upgraded, a sentence each."""


class EvidenceRow(TypedDict):
    """One reason for a decision, with its place."""

    kind: str
    file: str
    line: int
    detail: str


class MappingRow(TypedDict):
    """One output of one op, and what it is."""

    op: str
    file: str
    line: int
    output: str
    jobs: list[str]
    decision: str
    asset_key: Key | None
    form: str | None
    confidence: str
    evidence: list[EvidenceRow]


class ProducerRow(TypedDict):
    """One op output that makes an asset in one job."""

    op: str
    output: str
    job: str


class AssetRow(TypedDict):
    """One asset of the project as it will be."""

    key: Key
    kind: str
    deps: list[Key]
    io_manager_key: str | None
    partitions: str | None
    produced_by: list[ProducerRow]


class CallRow(TypedDict):
    """A call that could not be followed, and in how many places."""

    call: str
    count: int


class CoverageRow(TypedDict):
    """How much could be read. ``outputs``: how many are decided at each confidence."""

    ops: int
    ops_read: int
    outputs: dict[str, int]
    unfollowed_calls: int
    top_unfollowed_calls: list[CallRow]


class OutcomeRow(TypedDict):
    """What becomes of one definition: ``upgraded``, ``kept`` for a reason, or ``refused`` with codes."""

    kind: str
    name: str
    file: str
    line: int
    outcome: str
    reason: str
    codes: list[str]


class ProvedJobRow(TypedDict):
    """One upgraded job; ``verdict``: ``proved``, ``differs`` or ``not proved``, and the reasons why not. ``runs``: how many were compared."""

    job: str
    verdict: str
    reasons: list[str]
    runs: int
    notes: list[str]


class ProofRow(TypedDict):
    """The last proof, of exactly the text that is reported on. ``original``: what it was compared with, in words."""

    original: str
    engine: str
    level: str
    jobs: list[ProvedJobRow]
    stand_ins: list[str]
    environment: list[str]


class _ProvedDocument(TypedDict, total=False):
    verify: ProofRow


class ReportDocument(_ProvedDocument):
    """The whole report; ``verify`` is there when the project was proved and has not changed since."""

    schema_version: int
    tool: ToolRow
    root: str
    jobs: list[JobRow]
    mappings: list[MappingRow]
    assets: list[AssetRow]
    diagnostics: list[DiagnosticRow]
    coverage: CoverageRow
    outcomes: list[OutcomeRow]
