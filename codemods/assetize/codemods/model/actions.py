"""What a plan wants done, one record for each change of a definition.

Actions name definitions by id (``"shop.ops:build_users"``) and say *what*; how it looks in the file's own style is the
rewriting's business. Asset keys are tuples of path segments.
"""

from typing import Literal

from assetize.analyzer.model import AddressUse, ResourceBinding
from assetize.analyzer.records import dataclass
from assetize.codemods.model.step_names import (
    RenameConfigKeys,
    RenameLookup,
    RequestPartition,
    RunThroughLocation,
)
from assetize.codemods.model.symbols import SymbolRef


@dataclass(frozen=True, slots=True)
class KeySpelling:
    """How an asset says its key, given its function or variable name.

    Both empty: the function's name is the key. ``name``: ``name="…"`` is written. ``prefix``: ``key_prefix=[…]`` is written.
    """

    name: str | None = None
    prefix: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AssetInput:
    """One upstream asset of an asset.

    With a ``parameter`` its value is loaded into it (``ins={parameter: AssetIn(…)}`` only where the name alone does not say it);
    without one it is order only (``deps=[…]``). ``symbol`` is the asset's definition where it can be imported, None for one that
    must be spelled as a key (it would import in a circle). ``from_input``: the op input that it replaces, None for one found by
    reading what the op reads from storage.
    """

    key: tuple[str, ...]
    symbol: SymbolRef | None
    parameter: str | None = None
    from_input: str | None = None
    input_manager_key: str | None = None
    metadata: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class OpToAsset:
    """``@op`` with one output becomes ``@asset``. ``function`` is its Python name afterwards: another one is a rename everywhere."""

    op: str
    function: str
    key: tuple[str, ...]
    spelling: KeySpelling
    inputs: tuple[AssetInput, ...] = ()
    add_none_return: bool = False
    """Write ``-> None``: the op returns nothing, and the I/O manager must not be called for it."""
    partitions: SymbolRef | None = None
    partitions_attribute: str = ""
    """What of ``partitions`` is meant: ``partitions_def`` of a partitioned config."""
    partitions_call: tuple[str, str] | None = None
    """The class of Dagster and its arguments, where the job made its partitions in place."""
    group_name: str = ""
    """The group that it belongs to; empty where that is not said."""
    partition_reads: tuple[tuple[str, str], ...] = ()
    """Fields of its config that it asks its context for instead, each with the expression: ``("date", "partition_key")``."""


@dataclass(frozen=True, slots=True)
class MultiAssetOutput:
    """One output of a multi-asset; ``output`` is the op's output name. ``upstreams``: keys it depends on, None for all inputs."""

    output: str
    key: tuple[str, ...]
    upstreams: tuple[tuple[str, ...], ...] | None = None


@dataclass(frozen=True, slots=True)
class OpToMultiAsset:
    """``@op`` with several asset outputs becomes ``@multi_asset(outs={…}, can_subset left at False)``."""

    op: str
    function: str
    outputs: tuple[MultiAssetOutput, ...]
    inputs: tuple[AssetInput, ...] = ()
    partitions: SymbolRef | None = None
    partitions_attribute: str = ""
    """What of ``partitions`` is meant: ``partitions_def`` of a partitioned config."""
    partitions_call: tuple[str, str] | None = None
    """The class of Dagster and its arguments, where the job made its partitions in place."""
    group_name: str = ""
    """The group that it belongs to; empty where that is not said."""


SourceKind = Literal["direct", "mapped", "collected"]


@dataclass(frozen=True, slots=True)
class StepSource:
    """Where one argument of a step comes from: an earlier step's output, or a parameter of the graph asset (``step`` None)."""

    step: str | None
    name: str
    """The output's name, or the parameter's."""
    kind: SourceKind = "direct"
    """Of a dynamic output: the step runs once for each of its elements, or takes all of them as a list."""


@dataclass(frozen=True, slots=True)
class GraphStep:
    """One call in a graph asset's body, in an order that may be written down.

    ``node``: the node's name in the graph (unique in it). ``definition``: the op or graph called. ``alias``: what to pass to
    ``.alias()``, None when the definition's own name is meant. ``outputs``: all its output names, in order. ``variable``: the
    name that the original body gave its result, if any. ``arguments``: input name to its sources (several: a fan-in list).
    """

    node: str
    definition: SymbolRef
    outputs: tuple[str, ...]
    arguments: tuple[tuple[str, tuple[StepSource, ...]], ...] = ()
    alias: str | None = None
    variable: str | None = None
    lists: tuple[str, ...] = ()
    """Inputs that take a list, be it of one source only."""


@dataclass(frozen=True, slots=True)
class GraphAssetOutput:
    """One asset of a graph-backed asset: ``step.output`` is what it returns. ``name`` is the output's name in ``outs={}``.

    ``io_manager_key`` is for readers of the plan and is not written: Dagster stores a graph-backed asset with the I/O manager of
    the op inside, whatever ``AssetOut`` says.
    """

    name: str
    key: tuple[str, ...]
    step: str
    output: str
    io_manager_key: str | None = None


@dataclass(frozen=True, slots=True)
class OpsToGraphAsset:
    """Several ops become one ``@graph_asset`` (one output) or ``@graph_multi_asset``; the ops stay as they are.

    It is written into ``module``, before the definition ``before`` (the job). ``body_of`` is the id of the graph or job whose
    body may be kept (with its comments) because all of it becomes this asset, else None. ``inputs`` all have a
    ``parameter``; those with ``from_input`` None and no use as a value are wired as ``Nothing``
    (``AssetIn(dagster_type=Nothing)``): see ``nothing_parameters``.
    """

    module: str
    before: str
    function: str
    outputs: tuple[GraphAssetOutput, ...]
    steps: tuple[GraphStep, ...]
    spelling: KeySpelling
    inputs: tuple[AssetInput, ...] = ()
    nothing_parameters: tuple[str, ...] = ()
    body_of: str | None = None
    partitions: SymbolRef | None = None
    partitions_attribute: str = ""
    """What of ``partitions`` is meant: ``partitions_def`` of a partitioned config."""
    partitions_call: tuple[str, str] | None = None
    """The class of Dagster and its arguments, where the job made its partitions in place."""
    group_name: str = ""
    """The group that it belongs to; empty where that is not said."""
    config: tuple[tuple[str, str], ...] = ()
    """What its steps are given wherever it is materialized, as text: ``("load", '{"config": {"table": "users"}}')``."""
    has_own_name: bool = False
    """Its node is called like ``function``, as something else has the name of the asset: only a ``@graph_multi_asset`` can be."""

    @property
    def is_multi(self) -> bool:
        """Written as ``@graph_multi_asset``."""
        return len(self.outputs) > 1 or self.has_own_name


@dataclass(frozen=True, slots=True)
class AddOrderInput:
    """An op that stays an op gets ``ins={…, input: In(Nothing)}``: it reads what an upstream asset stores."""

    op: str
    input: str


@dataclass(frozen=True, slots=True)
class AddNoneReturn:
    """An op that stays an op and makes the asset of a graph-backed one by itself gets ``-> None``: it returns nothing,

    and no I/O manager may be called for the asset.
    """

    op: str


@dataclass(frozen=True, slots=True)
class DefineLastOp:
    """A new op that ends a graph-backed asset in which ops run for their side effects: it waits for all that come ``after`` it.

    It is written into ``module``, before the definition ``before``. ``value``: the parameter that it hands on, None where nobody
    takes the asset's value. ``waits_for``: names of the ops that it waits for, for people to read.
    """

    module: str
    before: str
    function: str
    value: str | None
    waits_for: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EventToMetadata:
    """The ``AssetMaterialization`` of its own asset that an op yields or logs goes away; its metadata goes with the op's output.

    ``taken``: names that the output's I/O manager gives metadata of its own, which would replace the event's.
    """

    op: str
    key: tuple[str, ...]
    taken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class JobToAssetJob:
    """The job's definition becomes ``variable = define_asset_job(name=…, selection=[…])`` in its place.

    ``carried``: the names of arguments of ``@job``/``to_job`` that move over with their text (``description``, ``tags``,
    ``hooks``, ``executor_def`` …), as ``(old name, new name)``. Arguments not carried are dropped (``resource_defs``).
    """

    job: str
    variable: str
    name: str
    selection: tuple[AssetInput, ...]
    carried: tuple[tuple[str, str], ...] = ()
    without_checks: bool = False
    """The selection leaves out the asset checks that the project has for these assets: the op job did not run them."""
    resources_configured: tuple[str, ...] | None = None
    """Of its config, the resources whose settings are carried; None: all of them."""
    config_sections: tuple[str, ...] = ()
    """What else its config says, where that is known by a name alone and only some resources' settings are carried."""


@dataclass(frozen=True, slots=True)
class RemoveDefinition:
    """A graph or op that nothing uses any more, removed with its decorators and its own leading comment."""

    id: str


@dataclass(frozen=True, slots=True)
class MoveDefinition:
    """A definition at module level moves above the definition ``before`` of the same module, which names it now."""

    id: str
    before: str


@dataclass(frozen=True, slots=True)
class ConfigToPartitions:
    """A partitioned config that nothing takes config from any more is its partitions alone: ``name = DailyPartitionsDefinition(…)``."""

    id: str
    maker: str
    """Dagster's name of the class."""
    arguments: str
    """With their brackets."""


@dataclass(frozen=True, slots=True)
class DeclareExternalAsset:
    """``variable = AssetSpec(key)`` (with its I/O manager) in ``module``, before the definition ``before``."""

    module: str
    before: str
    variable: str
    key: tuple[str, ...]
    io_manager_key: str | None = None


@dataclass(frozen=True, slots=True)
class RegisterAssets:
    """Hand assets and resources to a code location. Resources come from jobs' ``resource_defs`` in ``resource_modules``."""

    location: str
    assets: tuple[SymbolRef, ...]
    resources: tuple[ResourceBinding, ...] = ()
    resource_modules: tuple[str, ...] = ()
    """For each resource, the id of the module whose names its text uses."""


@dataclass(frozen=True, slots=True)
class RenameSymbol:
    """A module-level function gets a new Python name everywhere: its definition, imports, uses, ``__all__``."""

    id: str
    new_name: str


@dataclass(frozen=True, slots=True)
class RedirectIoManager:
    """An I/O manager takes its address from the asset key when there is one, else as before, at these places.

    ``output_names``: asset key to the output name that it had, for assets whose key differs from it (then refused by the plan).
    """

    io_manager: str
    cls: str
    uses: tuple[AddressUse, ...]


Action = (
    OpToAsset
    | OpToMultiAsset
    | OpsToGraphAsset
    | AddOrderInput
    | AddNoneReturn
    | DefineLastOp
    | EventToMetadata
    | JobToAssetJob
    | RemoveDefinition
    | MoveDefinition
    | ConfigToPartitions
    | DeclareExternalAsset
    | RegisterAssets
    | RenameSymbol
    | RedirectIoManager
    | RenameConfigKeys
    | RunThroughLocation
    | RenameLookup
    | RequestPartition
)

ActionKind = Literal["asset", "multi_asset", "graph_asset", "graph_multi_asset"]
