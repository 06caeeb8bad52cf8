"""Stubs in place of resources and I/O managers: what is stored is noted, and given back when it is loaded."""

from typing import Any

from assetize.codemods.verification.child.bodies import Stubs
from assetize.codemods.verification.child.recorder import plain


def stub_resources(dagster: Any, job: Any, stubs: Stubs) -> dict[str, Any]:
    """One for each key that is bound, to be laid over the job's own."""
    managers = _manager_keys(dagster, job)
    made = {}
    # A key that nobody bound stays unbound: that it is missing must be seen.
    for key in {*job.resource_defs, "io_manager"}:
        made[key] = _manager(dagster, key, stubs) if key in managers else _resource(dagster, key, stubs)
    return made


def _manager_keys(dagster: Any, job: Any) -> set[str]:
    """Of outputs and inputs; and what is an I/O manager by itself, which assets of other runs may be loaded with."""
    managers = (dagster.IOManagerDefinition, dagster.InputManagerDefinition)
    keys = {"io_manager", *(key for key, item in job.resource_defs.items() if isinstance(item, managers))}
    for op_def in job.graph.iterate_op_defs():
        keys.update(item.io_manager_key for item in op_def.output_defs)
        keys.update(item.input_manager_key for item in op_def.input_defs if item.input_manager_key)
    return keys


def _resource(dagster: Any, key: str, stubs: Stubs) -> Any:
    def make(context: Any) -> str:
        stubs.recorder.resources[key] = plain(context.resource_config or None)
        return f"resource {key}"

    schema = dagster.Field(dagster.Permissive(), is_required=False)
    return dagster.ResourceDefinition(make, config_schema=schema)


def _manager(dagster: Any, key: str, stubs: Stubs) -> Any:
    class StubManager(dagster.IOManager):  # type: ignore[misc]
        """Keeps tokens by address."""

        def handle_output(self, context: Any, obj: Any) -> None:
            """Notes what is stored where; Nothing is not stored."""
            stubs.recorder.values[_address(context)] = obj
            stubs.recorder.stored.append({
                "manager": key,
                "output": stubs.output_name(context.op_def, context.name),
                "value": plain(obj),
                "metadata": plain(dict(context.definition_metadata or {})),
                "asset": list(context.asset_key.path) if context.has_asset_key else None,
                "partition": context.partition_key if context.has_partition_key else None,
                "config": plain(context.config or None),
            })  # fmt: skip

        def load_input(self, context: Any) -> Any:
            """The token at the address; for what another run stored, the name of it."""
            upstream = context.upstream_output
            stubs.recorder.loaded.append(
                {"manager": key, "input": stubs.input_name(context.op_def, context.name)}
            )
            if upstream is not None:
                address = _address(upstream)
                if address in stubs.recorder.values:
                    return stubs.recorder.values[address]
            if context.has_asset_key:
                return f"asset {'/'.join(context.asset_key.path)}"
            return stubs.stored_input(context.op_def, context.name)

    schema = dagster.Field(dagster.Permissive(), is_required=False)

    def make(context: Any) -> StubManager:
        stubs.recorder.resources[key] = plain(context.resource_config or None)
        return StubManager()

    return dagster.IOManagerDefinition(make, config_schema=schema)


def _address(context: Any) -> tuple[Any, ...]:
    if context.has_asset_key:
        return ("asset", tuple(context.asset_key.path))
    return ("step", context.step_key, context.name, context.mapping_key)
