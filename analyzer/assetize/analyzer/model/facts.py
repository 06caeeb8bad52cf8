"""What the source text says, one record for each definition; records name each other by id.

An id is ``"module:qualified_name"``, for example ``"shop.ops:build_users"`` or ``"shop.jobs:make_job.<locals>.inner"``.
A module id is its dotted name; where two source roots of one repository hold the same dotted name, it is prefixed with
``"<source root>/"``. Expressions that a rewrite may need are kept as their source text (``text``).
"""

from typing import Literal

from assetize.analyzer.model.config_values import ConfigValue
from assetize.analyzer.model.op_reports import OpReport
from assetize.analyzer.model.places import BoundPlace
from assetize.analyzer.model.source import Location
from assetize.analyzer.records import dataclass


@dataclass(frozen=True, slots=True)
class Module:
    """One Python file: ``name`` is its dotted import name, ``root`` the folder it is imported from (``"."`` or ``"src"``)."""

    id: str
    name: str
    root: str
    file: str
    names_dagster: bool
    future_annotations: bool = False
    imports: tuple[str, ...] = ()
    """Ids of the project's modules that it imports, sorted."""
    names: tuple[str, ...] = ()
    """Names bound at module level, sorted."""

    @property
    def is_hidden(self) -> bool:
        """Whether a package of its name beside it hides it from every import: such a file is known by its path."""
        return self.id == self.file


@dataclass(frozen=True, slots=True)
class Argument:
    """A keyword argument as written; ``value`` is its string when it is a known string, else None.

    ``definition`` is the id of what the text names when it is one plain name (``"shop.partitions:daily"``), else None.
    """

    name: str
    text: str
    where: Location
    value: str | None = None
    definition: str | None = None
    is_spread: bool = False
    """It comes out of a dict that is spread in the call: ``@op(**SETTINGS)``."""
    spread_from: str = ""
    """The text of that dict where it is one name: ``SETTINGS``."""


@dataclass(frozen=True, slots=True)
class MadeBy:
    """What made a definition that is written down once and may be made often.

    ``function`` is the id of the function that made it, ``""`` for a loop; ``where`` is the call, or the loop.
    """

    function: str
    where: Location


ParameterRole = Literal["input", "context", "config", "resource"]
ParameterKind = Literal["positional", "keyword_only", "var_positional", "var_keyword"]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of an op, asset or graph function, in order."""

    name: str
    role: ParameterRole
    kind: ParameterKind = "positional"
    annotation: str | None = None
    has_default: bool = False


@dataclass(frozen=True, slots=True)
class OpInput:
    """One input of an op, declared by ``In`` or by a parameter."""

    name: str
    is_nothing: bool = False
    has_default: bool = False
    input_manager_key: str | None = None
    asset_key: tuple[str, ...] | None = None
    dagster_type: str | None = None
    metadata: tuple[tuple[str, str], ...] = ()
    arguments: tuple[str, ...] = ()
    """Names of the arguments that its ``In(...)`` was given."""


@dataclass(frozen=True, slots=True)
class OpOutput:
    """One output of an op; an op without declared outputs has one, named ``result``.

    ``is_nothing`` is true when the I/O manager is never called for it: ``Out(Nothing)``, or a ``-> None`` annotation.
    """

    name: str
    is_nothing: bool = False
    is_required: bool = True
    is_dynamic: bool = False
    io_manager_key: str | None = None
    dagster_type: str | None = None
    metadata: tuple[tuple[str, str], ...] = ()
    arguments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Op:
    """An ``@op`` definition. ``name`` is its Dagster name; ``function`` the Python name that it is bound to."""

    id: str
    name: str
    function: str
    where: Location
    end_line: int
    decorator_lines: tuple[int, int]
    inputs: tuple[OpInput, ...]
    outputs: tuple[OpOutput, ...]
    parameters: tuple[Parameter, ...]
    arguments: tuple[Argument, ...]
    """Of the decorator."""
    outputs_declared: bool = False
    """``out=`` is given."""
    returns: str | None = None
    """The return annotation's source text."""
    returns_value: bool = False
    """Some ``return`` gives something other than ``None``, or something is yielded."""
    return_expressions: tuple[str, ...] = ()
    """Source texts of what its returns give, in order, without duplicates."""
    yields: tuple[str, ...] = ()
    """What it yields, by Dagster name: ``Output``, ``DynamicOutput``, ``AssetMaterialization``, or ``""`` for else."""
    is_generator: bool = False
    is_async: bool = False
    is_nested: bool = False
    """Defined inside a function or a class."""
    extra_decorators: tuple[str, ...] = ()
    """Source texts of the decorators beside ``@op``."""
    resource_keys: tuple[str, ...] = ()
    config: Literal["none", "schema", "class"] = "none"
    config_fields: tuple[str, ...] | None = None
    """What its body reads as ``context.op_config["…"]``, where that is all that it does with its config; else None."""
    context_uses: tuple[str, ...] = ()
    """Attributes read off its context parameter, sorted (``"log"``, ``"resources"``, ``"run_id"``)."""
    calls_itself_context: bool = False
    """The context is handed on whole to another call."""
    reports: tuple[OpReport, ...] = ()
    """The materializations that its own body makes."""
    unwritten: tuple[str, ...] = ()
    """What it says in a way that cannot be written down for an asset, in words."""
    made_by: MadeBy | None = None
    """None for a definition that the text writes down itself; otherwise ``where`` is where it was made."""


@dataclass(frozen=True, slots=True)
class Node:
    """An op or graph as it is used in a graph's body. ``name`` is what Dagster calls it there (``load_2``)."""

    name: str
    definition: str
    where: Location
    is_alias: bool = False
    modifiers: tuple[str, ...] = ()
    """Of ``alias tag with_hooks with_retry_policy configured``, those that were applied."""
    variable: str | None = None
    """The Python variable that its result was assigned to."""
    config: tuple[ConfigValue, ...] = ()
    """What ``.configured(...)`` gives it, where that is written out."""


EdgeKind = Literal["direct", "fan_in", "mapped", "collected"]


@dataclass(frozen=True, slots=True)
class Edge:
    """Data or order: ``upstream_node.upstream_output`` feeds ``node.input``, both nodes of the same graph."""

    node: str
    input: str
    upstream_node: str
    upstream_output: str
    kind: EdgeKind = "direct"


@dataclass(frozen=True, slots=True)
class InputMapping:
    """A graph's own input handed to one of its nodes; one record for each use. ``fan_in``: as an element of a list."""

    graph_input: str
    node: str
    input: str
    kind: EdgeKind = "direct"


@dataclass(frozen=True, slots=True)
class OutputMapping:
    """A node's output that a graph returns under a name of its own (``result`` when it returns one)."""

    graph_output: str
    node: str
    output: str


@dataclass(frozen=True, slots=True)
class AssetSource:
    """A stored asset handed to an op in a graph's body: ``send(emails.to_source_asset())``."""

    node: str
    input: str
    key: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Graph:
    """The composition in a ``@graph`` or ``@job`` body or a ``GraphDefinition(...)``. A ``@job`` has a graph with the job's own id."""

    id: str
    name: str
    where: Location
    end_line: int
    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    inputs: tuple[str, ...] = ()
    input_mappings: tuple[InputMapping, ...] = ()
    output_mappings: tuple[OutputMapping, ...] = ()
    asset_sources: tuple[AssetSource, ...] = ()
    is_job: bool = False
    arguments: tuple[Argument, ...] = ()
    """Of the ``@graph`` decorator, or of ``GraphDefinition(...)``."""
    is_nested: bool = False
    made_by: MadeBy | None = None
    """As for :class:`Op`."""
    is_data: bool = False
    """Its nodes and dependencies are given to ``GraphDefinition(...)`` as data: there is no body."""


@dataclass(frozen=True, slots=True)
class ResourceBinding:
    """One entry of a ``resource_defs=`` or ``resources=`` dict.

    ``definition`` is the id of what it is bound to when that is one name of the project (or a dotted name outside it);
    for ``Warehouse(path=...)`` or ``warehouse.configured(...)`` that of ``Warehouse`` or ``warehouse``. Two bindings are
    the same only if their ``text`` is the same too. ``names`` are the names in the text, each with what it stands for in
    the module of ``where`` (empty when that is not known); built-in ones are left out.
    """

    key: str
    text: str
    where: Location
    definition: str | None = None
    names: tuple[tuple[str, str], ...] = ()
    needs: tuple[str, ...] | None = None
    """Keys of the resources that a resource function asks for; None where that is not known."""


JobForm = Literal["decorator", "to_job", "JobDefinition"]


@dataclass(frozen=True, slots=True)
class Job:
    """An op job. ``id`` names the variable or function it is bound to; ``graph`` is the id of its graph."""

    id: str
    name: str
    variable: str | None
    where: Location
    end_line: int
    graph: str
    form: JobForm
    arguments: tuple[Argument, ...] = ()
    """All of ``@job(...)`` or ``to_job(...)``."""
    resources: tuple[ResourceBinding, ...] = ()
    resources_known: bool = True
    """False when ``resource_defs=`` is not a dict that could be read."""
    is_nested: bool = False
    made_by: MadeBy | None = None
    """As for :class:`Op`."""
    naming_hooks: tuple[tuple[str, Location], ...] = ()
    """The project's own hooks among ``hooks=`` that may do something else when a step has another name."""
    output_hooks: tuple[tuple[str, Location], ...] = ()
    """Those that take what a step gave by the names of its outputs."""
    problem: str = ""
    """What keeps its statement from being rewritten, in words: a second decorator, a second name."""
    in_place: bool = False
    """It has no name: it is made by ``to_job`` right where a code location, a schedule or a sensor takes it."""
    partitions_place: BoundPlace | None = None
    """Where its partitions, or its partitioned config, are defined at module level."""
    partitions_call: tuple[str, str] | None = None
    """Of partitions that it makes for itself, the class and the arguments: ``("DailyPartitionsDefinition", "(\"2024-01-01\")")``."""


@dataclass(frozen=True, slots=True)
class AssetDefinition:
    """An asset that the project already has, of any decorator or ``AssetSpec``/``SourceAsset``."""

    id: str
    key: tuple[str, ...]
    where: Location
    form: Literal[
        "asset", "multi_asset", "graph_asset", "graph_multi_asset", "spec", "source", "from_graph", "from_op"
    ]
    deps: tuple[tuple[str, ...], ...] = ()
    io_manager_key: str | None = None
    group_name: str | None = None
    partitions: str | None = None
    node_name: str | None = None
    """The op name that Dagster gives it; None for what is never run."""
    function: str | None = None
    parameters: tuple[Parameter, ...] = ()
    ops: tuple[str, ...] = ()
    """Ids of the ops that a graph-backed asset runs, one for each use."""
    order: tuple[tuple[str, str], ...] = ()
    """For a graph-backed asset: pairs of inner node names, earlier and later."""
    own_resources: tuple[str, ...] | None = ()
    """Keys of the resources that it brings along by ``resource_defs=``; None when they could not be read."""


@dataclass(frozen=True, slots=True)
class AssetJobDefinition:
    """A ``define_asset_job`` that the project has. ``selection`` holds keys; None when it is not a list of known assets."""

    id: str
    name: str
    variable: str | None
    where: Location
    selection: tuple[tuple[str, ...], ...] | None
    selects_all: bool = False
    """No selection, ``AssetSelection.all()`` or ``"*"``: whatever is added to the location joins it."""
    arguments: tuple[Argument, ...] = ()
    without_checks: bool = False
    """The checks of what it selects are left out."""
    selected_modules: tuple[str, ...] = ()
    """It selects what loaders found in these modules, and nothing else: an asset that is added there joins it."""


TriggerKind = Literal["schedule", "sensor"]


@dataclass(frozen=True, slots=True)
class Trigger:
    """A schedule or sensor. ``jobs`` are the ids of op or asset jobs; ``job_names`` those that it names by string."""

    id: str
    name: str
    kind: TriggerKind
    where: Location
    jobs: tuple[str, ...] = ()
    job_names: tuple[str, ...] = ()
    form: str = ""
    """The Dagster name that makes it: ``ScheduleDefinition``, ``schedule``, ``sensor``, ``asset_sensor`` ..."""
    run_config: bool = False
    """It gives a run config (whose keys name ops)."""
    cron: str | None = None
    selects_all: bool = False
    """Its ``target=``, ``asset_selection=`` or ``monitored_assets=`` is everything in the location, now and later."""


LocationEntryKind = Literal["job", "asset", "trigger", "resource", "loader", "graph", "other"]


@dataclass(frozen=True, slots=True)
class LocationEntry:
    """One thing handed to ``Definitions(...)`` or returned by ``@repository``; ``target`` is its id when it is a known name."""

    kind: LocationEntryKind
    text: str
    where: Location
    target: str | None = None
    modules: tuple[str, ...] = ()
    """Of a ``loader``: ids of the modules whose assets it loads; empty when that is not known."""


@dataclass(frozen=True, slots=True)
class CodeLocation:
    """One ``Definitions(...)`` or ``@repository``: the entry point that Dagster loads."""

    id: str
    form: Literal["Definitions", "repository", "definitions_function"]
    where: Location
    end_line: int
    entries: tuple[LocationEntry, ...] = ()
    resources: tuple[ResourceBinding, ...] = ()
    arguments: tuple[Argument, ...] = ()
    problem: str = ""
    """What keeps assets from being added to it, in words."""
    unread_resources: str = ""
    """The text of its ``resources=`` where that could not be read: any key may be bound there."""


@dataclass(frozen=True, slots=True)
class AddressUse:
    """One place where an I/O manager's method reads something of its context that may decide where data lands.

    ``attribute`` is dotted from the context (``"name"``, ``"upstream_output.name"``, ``"asset_key"``,
    ``"get_identifier()"``); ``guarded`` when it is only reached if the context has no asset key.
    """

    method: Literal["handle_output", "load_input"]
    attribute: str
    where: Location
    guarded: bool = False


@dataclass(frozen=True, slots=True)
class IoManager:
    """What a resource key may be bound to when outputs are stored through it.

    ``id`` is the name it is bound by (class, ``@io_manager`` function or variable); ``cls`` the id of the class whose
    methods do the work, None when it could not be found. ``origin`` is the dotted name for one from a library.
    """

    id: str
    cls: str | None
    where: Location
    uses: tuple[AddressUse, ...] = ()
    understood: bool = True
    origin: str | None = None
    reports_at: Location | None = None
    """Where its own methods make an ``AssetMaterialization``."""


ReferenceContext = Literal[
    "import",
    "composition",
    "location",
    "trigger",
    "selection",
    "call",
    "attribute",
    "export",
    "asset_dep",
    "string",
    "other",
]


@dataclass(frozen=True, slots=True)
class Reference:
    """One mention of an op, graph or job outside its own definition.

    ``context``: ``composition`` inside a graph or job body; ``location`` in ``Definitions`` or ``@repository``; ``trigger`` in a
    schedule or sensor; ``selection`` in ``define_asset_job``; ``call`` when it is called directly elsewhere (tests);
    ``attribute`` when an attribute of it is read (``job.execute_in_process``; ``detail`` holds it); ``export`` in ``__all__``;
    ``string`` when a string names it (``mock.patch("shop.ops.build_users")``, or by its Dagster name, with ``detail``
    saying where: ``run_config``, ``op_selection``, ``job_name``, a method such as ``output_for_node``); ``asset_dep``
    among an asset's arguments; ``other`` for all else. ``detail`` also holds the attribute that is read inside a body or
    location (``alias``, ``to_job``), and for an ``import`` the other name that it is given.
    ``owner`` is the id of the definition that contains it, or ``""`` at module level.
    """

    target: str
    module: str
    where: Location
    context: ReferenceContext
    owner: str = ""
    detail: str = ""
