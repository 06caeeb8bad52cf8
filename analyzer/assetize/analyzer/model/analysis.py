"""Everything that the analyzer knows about a folder."""

from assetize.analyzer.model.decision import AssetFact, JobFit, OutputDecision, StoredInput
from assetize.analyzer.model.effect import Effect
from assetize.analyzer.model.project import Project
from assetize.analyzer.model.settings import Settings
from assetize.analyzer.model.source import Diagnostic
from assetize.analyzer.model.unfollowed import UnfollowedCall
from assetize.analyzer.records import dataclass


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much was read: counts, and the calls that could not be followed with how often each occurs (most first)."""

    files: int = 0
    dagster_files: int = 0
    ops: int = 0
    unfollowed_calls: tuple[tuple[str, int], ...] = ()
    ops_read: int = 0
    """Ops whose bodies could be read."""
    unfollowed: tuple[UnfollowedCall, ...] = ()
    """The calls that could not be followed, as seen from each op; sorted."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """Facts, effects and decisions; ``diagnostics`` are the analyzer's own."""

    project: Project
    effects: tuple[Effect, ...] = ()
    outputs: tuple[OutputDecision, ...] = ()
    fits: tuple[JobFit, ...] = ()
    assets: tuple[AssetFact, ...] = ()
    stored_inputs: tuple[StoredInput, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    coverage: Coverage = Coverage()
    settings: Settings = Settings()
