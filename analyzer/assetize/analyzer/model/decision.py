"""What follows from facts and effects: which outputs are assets, and which jobs fit."""

from typing import Literal

from assetize.analyzer.model.config_values import OpUse
from assetize.analyzer.records import dataclass

Decision = Literal["asset", "transient", "none"]
Confidence = Literal["certain", "likely", "guess"]
Fit = Literal["yes", "partial", "no"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason for a decision, as in the report: ``kind`` is the rule's word (``io_manager``, ``write``, ``name`` ...)."""

    kind: str
    file: str
    line: int
    detail: str


RungOutcome = Literal["chosen", "agrees", "differs", "silent", "unusable"]


@dataclass(frozen=True, slots=True)
class NameRung:
    """One rung of the naming ladder: ``source`` in words, and the key that it would give (empty when it is ``silent``).

    ``unusable``: it gives a word that Dagster reserves, or one that says nothing.
    """

    source: str
    key: tuple[str, ...]
    outcome: RungOutcome


@dataclass(frozen=True, slots=True)
class OutputDecision:
    """The verdict on one output of one op. ``asset_key`` is empty unless ``decision`` is ``asset``.

    ``reads`` are keys of stored objects that the op reads by itself (not through its inputs).
    """

    op: str
    output: str
    jobs: tuple[str, ...]
    """Ids of the jobs that reach the op."""
    decision: Decision
    asset_key: tuple[str, ...]
    confidence: Confidence
    evidence: tuple[Evidence, ...]
    identity: str | None = None
    """The stored object, normalised, where one was found."""
    reads: tuple[tuple[str, ...], ...] = ()
    rule: str = ""
    """The rule that decided."""
    rungs: tuple[NameRung, ...] = ()
    """The naming ladder, best rung first; empty unless it is an asset."""
    uses: tuple[OpUse, ...] = ()
    """The uses of the op that it holds for, where config makes others differ; empty: all of them."""
    is_launch_given: bool = False
    """The object's name rests on config that neither the job nor the op says: it is given by what starts the job."""
    hides_default: bool = False
    """The object's name is in the job's config, and a run without that config would write another object."""
    key_prefix: tuple[str, ...] = ()
    """What of ``asset_key`` the project's settings, or an option, put before the key that was decided."""

    @property
    def plain_key(self) -> tuple[str, ...]:
        """The key without what was put before it."""
        return self.asset_key[len(self.key_prefix) :]

    def holds_at(self, job: str, path: str) -> bool:
        """Whether it is the verdict on that use of the op."""
        return not self.uses or any(use.job == job and use.path == path for use in self.uses)


@dataclass(frozen=True, slots=True)
class JobFit:
    """Whether a job fits asset definitions, in the terms of Dagster's own upgrade guide."""

    job: str
    fit: Fit
    explanation: str


@dataclass(frozen=True, slots=True)
class AssetFact:
    """An asset of the project as it will be: ``external`` when it is read and made by nobody here."""

    key: tuple[str, ...]
    kind: Literal["materialized", "external"]
    deps: tuple[tuple[str, ...], ...] = ()
    io_manager_key: str | None = None
    partitions: str | None = None
    produced_by: tuple[tuple[str, str, str], ...] = ()
    """``(op id, output, job id)``."""
    identity: str | None = None


@dataclass(frozen=True, slots=True)
class StoredInput:
    """An input that no op feeds: an I/O manager loads the asset ``key`` into it."""

    op: str
    input: str
    key: tuple[str, ...]
