"""Makes Dagster import all that it imports late, once, before the runner forks."""

import dagster
import dagster._utils.test


@dagster.op
def _number() -> int:
    return 1


@dagster.job
def _op_job() -> None:
    _number()


@dagster.asset
def _thing(context: dagster.AssetExecutionContext) -> None:
    context.log.debug("warm")


def warm_up() -> None:
    """Run one op job and one asset job that do nothing."""
    asset_job = dagster.define_asset_job("_asset_job", [_thing])
    repository = dagster.Definitions(assets=[_thing], jobs=[_op_job, asset_job]).get_repository_def()
    repository.load_all_definitions()
    for name in ("_op_job", "_asset_job"):
        with dagster.DagsterInstance.ephemeral() as instance:
            repository.get_job(name).execute_in_process(instance=instance)
