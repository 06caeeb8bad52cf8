"""What an upgrade is going to do, and what it leaves alone and why."""

from typing import Literal

from assetize.analyzer.model import AssetFact, Diagnostic
from assetize.analyzer.records import dataclass
from assetize.codemods.model.actions import Action
from assetize.codemods.model.step_names import StepPath
from assetize.codemods.model.symbols import SymbolRef

Upgrade = Literal["full", "partial", "none"]
Form = Literal["asset", "multi_asset", "graph_asset", "graph_multi_asset"]


@dataclass(frozen=True, slots=True)
class JobPlan:
    """What becomes of one op job. ``diagnostics`` say why it is not upgraded, or what differs when it runs."""

    job: str
    upgrade: Upgrade
    diagnostics: tuple[Diagnostic, ...] = ()
    differences: tuple[str, ...] = ()
    """What is different when the upgraded job runs, a sentence each."""


@dataclass(frozen=True, slots=True)
class OutputPlan:
    """The form that one asset output takes. ``form`` None: it has none (its job is refused, or it is no asset)."""

    op: str
    output: str
    job: str
    form: Form | None
    key: tuple[str, ...]
    wrapped_because: tuple[str, ...] = ()
    """Why its ops stay ops in a graph-backed asset, in words."""


@dataclass(frozen=True, slots=True)
class ExpectedAsset:
    """What the gate must find: these assets, made by this definition, running these ops once each, after these assets."""

    key: tuple[str, ...]
    """The first of ``keys``."""
    keys: tuple[tuple[str, ...], ...]
    symbol: SymbolRef
    form: Form
    deps: tuple[tuple[str, ...], ...]
    ops: tuple[str, ...]
    """Ids of the ops that run when it is materialized, sorted, one entry a use: the original ones, and one written to end it."""
    jobs: tuple[str, ...]
    group_name: str = ""
    """The group that all of them belong to; empty where that is not said."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Actions and refusals for one analysed folder."""

    jobs: tuple[JobPlan, ...] = ()
    outputs: tuple[OutputPlan, ...] = ()
    expected: tuple[ExpectedAsset, ...] = ()
    assets: tuple[AssetFact, ...] = ()
    actions: tuple[Action, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    renamed_steps: tuple[tuple[StepPath, StepPath], ...] = ()
    """Steps of upgraded jobs that are called otherwise: names from the job down, before and after."""
