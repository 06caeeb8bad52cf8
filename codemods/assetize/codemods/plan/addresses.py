"""Where an I/O manager puts an output, before and after the output becomes an asset.

Under ``@asset`` an output is called ``result`` and the context has an asset key. An I/O manager that takes its address from
the output's name, the step or the run would write somewhere else.
"""

from collections.abc import Mapping

from assetize.analyzer.codes.planning import ADDRESS_MOVES, IO_MANAGER_NOT_READ
from assetize.analyzer.model import AddressUse, Diagnostic, IoManager, Job, Op, OpOutput, ResourceBinding
from assetize.analyzer.records import dataclass
from assetize.codemods.model import RedirectIoManager
from assetize.codemods.plan.index import Index

DEFAULT_KEY = "io_manager"

RUN_SCOPED = frozenset(
    {
        "dagster.fs_io_manager",
        "dagster.FilesystemIOManager",
        "dagster.mem_io_manager",
        "dagster.InMemoryIOManager",
        "dagster_aws.s3.s3_pickle_io_manager",
        "dagster_aws.s3.S3PickleIOManager",
        "dagster_gcp.gcs.gcs_pickle_io_manager",
        "dagster_gcp.gcs.GCSPickleIOManager",
        "dagster_gcp.gcs_pickle_io_manager",
        "dagster_gcp.GCSPickleIOManager",
        "dagster_azure.adls2.adls2_pickle_io_manager",
        "dagster_azure.adls2.ADLS2PickleIOManager",
    }
)
"""I/O managers that keep an op's output under its run and an asset's under its key: nobody else reads the former."""

NAMED_BY_OUTPUT = frozenset(
    {
        "dagster_duckdb_pandas.DuckDBPandasIOManager",
        "dagster_duckdb_pandas.duckdb_pandas_io_manager",
        "dagster_duckdb_polars.DuckDBPolarsIOManager",
        "dagster_duckdb_pyspark.DuckDBPySparkIOManager",
        "dagster_snowflake_pandas.SnowflakePandasIOManager",
        "dagster_snowflake_pandas.snowflake_pandas_io_manager",
        "dagster_snowflake_pyspark.SnowflakePySparkIOManager",
        "dagster_gcp_pandas.BigQueryPandasIOManager",
        "dagster_gcp_pandas.bigquery_pandas_io_manager",
    }
)
"""Table managers: an op's output goes to the table of its name, an asset to the table of its key's last segment."""

_SAME_FOR_ASSETS = frozenset(
    {
        "log", "resources", "resource_config", "config", "metadata", "definition_metadata", "dagster_type",
        "add_output_metadata", "add_input_metadata", "output_metadata", "log_event", "has_partition_key", "partition_key",
        "partition_time_window", "partition_key_range", "upstream_output", "upstream_output.metadata",
        "upstream_output.definition_metadata", "upstream_output.resource_config", "upstream_output.log",
        "upstream_output.dagster_type",
    }
)  # fmt: skip
_NAME = {"handle_output": "name", "load_input": "upstream_output.name"}
_KEYED = frozenset(
    {
        "has_asset_key", "asset_key", "asset_key.path", "asset_key.path[-1]", "upstream_output.has_asset_key",
        "upstream_output.asset_key", "upstream_output.asset_key.path", "upstream_output.asset_key.path[-1]",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Address:
    """What is to be done about one output's address: nothing, a change of the I/O manager, or no upgrade."""

    problem: Diagnostic | None = None
    redirect: RedirectIoManager | None = None
    is_run_scoped: bool = False


def judge_address(index: Index, job: Job, op: Op, output: OpOutput, key: tuple[str, ...]) -> Address:
    """Whether the output lands where it landed before when it is the asset ``key``. Call it only for stored outputs."""
    manager_key = output.io_manager_key or DEFAULT_KEY
    bindings = index.bindings(job, manager_key)
    if not bindings:
        if manager_key == DEFAULT_KEY:
            return Address(is_run_scoped=True)
        message = (
            f"{job.name}: the resource {manager_key!r}, which stores {op.name}'s output, is not bound in code"
        )
        return Address(IO_MANAGER_NOT_READ.at(op.where, message, job.id))
    addresses = {_judge_binding(index, job, op, output, key, binding): binding for binding in bindings}
    if len(addresses) > 1:
        first, second = list(addresses.values())[:2]
        message = f"{job.name}: {manager_key!r} is bound to {first.text} and to {second.text}"
        return next(
            (address for address in addresses if address.problem is not None),
            Address(IO_MANAGER_NOT_READ.at(second.where, message, job.id)),
        )
    return next(iter(addresses))


def _judge_binding(
    index: Index, job: Job, op: Op, output: OpOutput, key: tuple[str, ...], binding: ResourceBinding
) -> Address:
    manager_key = output.io_manager_key or DEFAULT_KEY
    manager = _find(index.io_managers, binding.definition)
    origin = manager.origin if manager else binding.definition
    if origin in RUN_SCOPED:
        return Address(is_run_scoped=True)
    if origin in NAMED_BY_OUTPUT:
        return _by_name(job, op, output, key, len(key) == 1)
    if manager is None or not manager.understood or manager.cls is None:
        message = f"{job.name}: the I/O manager {binding.text} ({manager_key!r}) could not be read"
        return Address(IO_MANAGER_NOT_READ.at(binding.where, message, job.id))
    return _judge_uses(job, op, output, key, manager)


def _find(managers: Mapping[str, IoManager], definition: str | None) -> IoManager | None:
    return managers.get(definition) if definition else None


def _judge_uses(job: Job, op: Op, output: OpOutput, key: tuple[str, ...], manager: IoManager) -> Address:
    uses = [use for use in manager.uses if not _is_same_for_assets(use)]
    moving = [use for use in uses if not _is_name(use) and use.attribute not in _KEYED and not use.guarded]
    if moving:
        names = ", ".join(sorted({f"context.{use.attribute}" for use in moving}))
        message = f"{job.name}: the I/O manager of {op.name}'s output takes its address from {names}"
        return Address(ADDRESS_MOVES.at(moving[0].where, message, job.id))
    by_name = tuple(use for use in uses if _is_name(use) and not use.guarded)
    keyed = [use for use in uses if use.attribute in _KEYED and not use.attribute.endswith("has_asset_key")]
    if keyed and (by_name or any(use.guarded and not _is_name(use) for use in uses)):
        message = f"{job.name}: the I/O manager of {op.name}'s output stores assets by another address than op outputs"
        return Address(ADDRESS_MOVES.at(keyed[0].where, message, job.id))
    if keyed:
        return _by_name(job, op, output, key, len(key) == 1)
    if by_name:
        verdict = _by_name(job, op, output, key, True)
        return (
            verdict
            if verdict.problem
            else Address(redirect=RedirectIoManager(manager.id, manager.cls or "", by_name))
        )
    return Address()


def _is_same_for_assets(use: AddressUse) -> bool:
    if use.method == "load_input" and use.attribute == "name":
        return True
    return use.attribute in _SAME_FOR_ASSETS


def _is_name(use: AddressUse) -> bool:
    return use.attribute == _NAME[use.method]


def _by_name(job: Job, op: Op, output: OpOutput, key: tuple[str, ...], is_plain: bool) -> Address:
    if is_plain and key[-1] == output.name:
        return Address()
    message = (
        f"{job.name}: {op.name}'s output {output.name!r} is stored by its name, "
        f"and as the asset {'/'.join(key)!r} it would be stored by another"
    )
    return Address(ADDRESS_MOVES.at(op.where, message, job.id))
