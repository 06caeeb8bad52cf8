"""I/O managers: what they are called with, failures, files, input managers and contexts for tests."""

import pickle
import tempfile
from pathlib import Path

from engine import current

dg = current()
INSTANCE = dg.DagsterInstance.ephemeral()  # one for all cases: Dagster needs a while to make it


def refused(call):
    """The class of the error, and of its cause."""
    try:
        return call()
    except Exception as error:
        return type(error).__name__, type(error.__cause__).__name__


class Recording(dg.IOManager):
    """Keeps values, and what it was told of them."""

    def __init__(self):
        self.values = {}
        self.stored = []
        self.loaded = []

    def handle_output(self, context, obj):
        self.stored.append(context)
        self.values[tuple(context.get_identifier())[1:]] = obj

    def load_input(self, context):
        self.loaded.append(context)
        return self.values[tuple(context.upstream_output.get_identifier())[1:]]


@dg.op
def one():
    return 1


@dg.op
def inc(x):
    return x + 1


def run_chain(manager, first=one, second=inc, config=None, raise_on_error=True, **settings):
    @dg.job(resource_defs={"io_manager": manager}, **settings)
    def chain():
        second(first())

    return chain.execute_in_process(instance=INSTANCE, run_config=config, raise_on_error=raise_on_error)


def case_contexts_of_outputs():
    @dg.op(out=dg.Out(int, metadata={"k": "v"}), config_schema={"c": dg.Field(int, default_value=1)})
    def makes():
        return 3

    manager = Recording()
    run_chain(manager, makes)
    context = manager.stored[0]
    return [
        context.step_key,
        context.name,
        context.job_name,
        context.mapping_key,
        context.definition_metadata,
        context.op_def.name,
        context.dagster_type.display_name,
        context.has_asset_key,
        context.has_partition_key,
        context.version,
        context.config,
        context.resource_config,
        context.get_identifier()[1:],
        context.run_id is not None,
        context.step_context is not None,
        context.log is not None,
        context.metadata if hasattr(context, "metadata") else None,
        context.output_metadata,
        refused(lambda: context.asset_key),
        refused(lambda: context.partition_key),
        context.get_run_scoped_output_identifier()[1:],
    ]


def case_contexts_of_inputs():
    @dg.op(ins={"x": dg.In(int, metadata={"i": 1})})
    def takes(x):
        return x

    manager = Recording()
    run_chain(manager, one, takes)
    context = manager.loaded[0]
    upstream = context.upstream_output
    return [
        context.name,
        context.op_def.name,
        context.dagster_type.display_name,
        context.definition_metadata,
        context.config,
        context.resource_config,
        context.step_key if hasattr(context, "step_key") else None,
        context.has_asset_key,
        context.has_input_name,
        context.has_partition_key,
        upstream.step_key,
        upstream.name,
        upstream.op_def.name,
        upstream.run_id is not None,
        context.job_name if hasattr(context, "job_name") else None,
        upstream.dagster_type.display_name,
        refused(lambda: context.asset_key),
        refused(lambda: context.partition_key),
        context.log is not None,
        context.get_identifier()[1:],
    ]


def case_keys_choose_managers():
    first, second = Recording(), Recording()

    @dg.op(out={"a": dg.Out(io_manager_key="first"), "b": dg.Out(io_manager_key="second")})
    def pair():
        return 1, 2

    @dg.job(resource_defs={"first": first, "second": second})
    def a_job():
        a, b = pair()
        inc(a)
        inc(b)

    a_job.execute_in_process(instance=INSTANCE)
    return list(first.values.values()), list(second.values.values()), len(first.loaded), len(second.loaded)


def case_unknown_keys():
    @dg.op(out=dg.Out(io_manager_key="nobody"))
    def makes():
        return 1

    @dg.job
    def a_job():
        makes()

    return refused(lambda: a_job.execute_in_process(instance=INSTANCE)), refused(
        lambda: dg.job(resource_defs={"nobody": 5})(lambda: makes())
    )


def case_nothing_is_not_stored():
    manager = Recording()

    @dg.op(out=dg.Out(dg.Nothing))
    def quiet():
        pass

    @dg.op(ins={"go": dg.In(dg.Nothing)})
    def after():
        return 5

    run_chain(manager, quiet, after)
    return list(manager.values.values()), len(manager.loaded)


def case_none_is_stored():
    manager = Recording()

    @dg.op
    def makes():
        return None

    @dg.op
    def takes(x):
        return x is None

    return run_chain(manager, makes, takes).output_for_node("takes"), list(manager.values.values())


def case_managers_of_functions():
    @dg.io_manager(config_schema={"base": str}, required_resource_keys={"r"}, description="d")
    def managed(context):
        seen.append((context.resource_config, context.resources.r))
        return dg.InMemoryIOManager()

    @dg.io_manager
    def bare():
        return dg.InMemoryIOManager()

    seen = []

    @dg.job(resource_defs={"io_manager": managed, "r": 4})
    def a_job():
        inc(one())

    a_job.execute_in_process(
        instance=INSTANCE, run_config={"resources": {"io_manager": {"config": {"base": "b"}}}}
    )
    return [
        seen,
        managed.description,
        type(managed).__name__,
        refused(lambda: a_job.execute_in_process(instance=INSTANCE)),
        run_chain(bare).output_for_node("inc"),
        type(dg.IOManagerDefinition.hardcoded_io_manager(dg.InMemoryIOManager())).__name__,
    ]


def case_config_of_outputs_and_inputs():
    seen = []

    class Told(dg.IOManager):
        def handle_output(self, context, obj):
            seen.append((context.step_key, context.config))

        def load_input(self, context):
            seen.append((context.op_def.name, context.config, context.upstream_output.config))
            return 1

    @dg.io_manager(
        output_config_schema={"path": dg.Field(str, default_value="d")},
        input_config_schema={"rows": dg.Field(int, is_required=False)},
    )
    def told(_):
        return Told()

    run_chain(
        told,
        config={
            "ops": {"one": {"outputs": {"result": {"path": "p"}}}, "inc": {"inputs": {"x": {"rows": 3}}}}
        },
    )
    return seen, refused(
        lambda: run_chain(told, config={"ops": {"one": {"outputs": {"result": {"path": 3}}}}})
    )


def case_output_config_as_a_list():
    @dg.io_manager(output_config_schema=str)
    def told(_):
        class Told(dg.IOManager):
            def handle_output(self, context, obj):
                seen.append(context.config)

            def load_input(self, context):
                return 1

        return Told()

    seen = []
    return (
        refused(
            lambda: (
                run_chain(
                    told,
                    config={
                        "ops": {"one": {"outputs": {"result": "p"}}, "inc": {"outputs": {"result": "q"}}}
                    },
                ).success
            )
        ),
        seen,
        refused(lambda: run_chain(told)),
    )


def case_failing_managers():
    class Bad(dg.IOManager):
        def __init__(self, store, load):
            self.store, self.load = store, load

        def handle_output(self, context, obj):
            if self.store:
                raise ValueError("store")

        def load_input(self, context):
            if self.load:
                raise KeyError("load")
            return 1

    found = [refused(lambda: run_chain(Bad(True, False))), refused(lambda: run_chain(Bad(False, True)))]
    for manager in (Bad(True, False), Bad(False, True)):
        result = run_chain(manager, raise_on_error=False)
        event = next(e for e in result.all_node_events if e.is_step_failure)
        found.append(
            (
                event.step_key,
                event.step_failure_data.error.cls_name,
                event.step_failure_data.error.cause.cls_name,
            )
        )
    return found


def case_retries_in_managers():
    attempts = []

    class Flaky(dg.IOManager):
        def handle_output(self, context, obj):
            attempts.append(1)
            if len(attempts) < 3:
                raise dg.RetryRequested(max_retries=3)

        def load_input(self, context):
            return 4

    return run_chain(Flaky()).output_for_node("inc"), len(attempts)


def case_failure_in_managers():
    class Bad(dg.IOManager):
        def handle_output(self, context, obj):
            raise dg.Failure("described", metadata={"a": 1})

        def load_input(self, context):
            return 1

    result = run_chain(Bad(), raise_on_error=False)
    event = next(e for e in result.all_node_events if e.is_step_failure)
    return refused(lambda: run_chain(Bad())), event.step_failure_data.error.cls_name, result.success


def case_what_managers_yield():
    class Tells(dg.IOManager):
        def handle_output(self, context, obj):
            yield dg.AssetMaterialization(asset_key="table")
            yield {"size": dg.MetadataValue.int(4)}

        def load_input(self, context):
            return 1

    class Wrong(dg.IOManager):
        def handle_output(self, context, obj):
            yield 3

        def load_input(self, context):
            return 1

    class Context(dg.IOManager):
        def handle_output(self, context, obj):
            context.add_output_metadata({"added": "x"})
            context.log_event(dg.AssetMaterialization("logged"))

        def load_input(self, context):
            context.add_input_metadata({"in": 1})
            return 1

    result, other = run_chain(Tells()), run_chain(Context())
    handled = [e for e in result.all_node_events if e.is_handled_output]
    return [
        [e.materialization.asset_key.path for e in result.all_node_events if e.is_step_materialization],
        {k: v.value for k, v in handled[0].event_specific_data.metadata.items()},
        refused(lambda: run_chain(Wrong())),
        [e.materialization.asset_key.path for e in other.all_node_events if e.is_step_materialization],
        {
            k: v.value
            for k, v in next(
                e for e in other.all_node_events if e.is_handled_output
            ).event_specific_data.metadata.items()
        },
        {
            k: v.value
            for k, v in next(
                e for e in other.all_node_events if e.event_type_value == "LOADED_INPUT"
            ).event_specific_data.metadata.items()
        },
    ]


def case_metadata_told_twice():
    class Twice(dg.IOManager):
        def handle_output(self, context, obj):
            context.add_output_metadata({"a": 1})
            context.add_output_metadata({"b": 2})
            context.add_output_metadata({"a": 3})

        def load_input(self, context):
            return 1

    return refused(lambda: run_chain(Twice()).success)


def case_input_managers():
    @dg.input_manager
    def five():
        return 5

    @dg.input_manager(
        input_config_schema={"n": int},
        required_resource_keys={"r"},
        config_schema={"k": dg.Field(str, default_value="k")},
        description="d",
    )
    def from_config(context):
        return (
            context.config["n"],
            context.resources.r,
            context.resource_config,
            context.upstream_output is None,
        )

    @dg.op(ins={"x": dg.In(input_manager_key="m")})
    def takes(x):
        return x

    @dg.job(resource_defs={"m": five})
    def a_job():
        takes()

    @dg.job(resource_defs={"m": from_config, "r": 7})
    def configured():
        takes()

    @dg.job(resource_defs={"m": five})
    def connected():
        takes(one())

    given = {"ops": {"takes": {"inputs": {"x": {"n": 3}}}}}
    return [
        a_job.execute_in_process(instance=INSTANCE).output_for_node("takes"),
        configured.execute_in_process(instance=INSTANCE, run_config=given).output_for_node("takes"),
        refused(lambda: configured.execute_in_process(instance=INSTANCE)),
        connected.execute_in_process(instance=INSTANCE).output_for_node("takes"),
        from_config.description,
        type(five).__name__,
    ]


def case_input_managers_that_fail():
    @dg.input_manager
    def bad():
        raise ValueError("x")

    @dg.op(ins={"x": dg.In(input_manager_key="m")})
    def takes(x):
        return x

    @dg.job(resource_defs={"m": bad})
    def a_job():
        takes()

    @dg.job
    def missing():
        takes()

    return (
        refused(lambda: a_job.execute_in_process(instance=INSTANCE)),
        refused(lambda: dg.job(resource_defs={"m": 3})(lambda: takes())),
        refused(lambda: missing.execute_in_process(instance=INSTANCE)),
    )


def case_io_managers_as_input_managers():
    manager = Recording()
    manager.values["one", "result"] = 40

    @dg.op(ins={"x": dg.In(input_manager_key="other")})
    def takes(x):
        return x

    @dg.job(resource_defs={"other": manager})
    def a_job():
        takes(one())

    return a_job.execute_in_process(instance=INSTANCE).output_for_node("takes"), len(manager.loaded)


def case_files():
    with tempfile.TemporaryDirectory() as folder:
        result = run_chain(dg.fs_io_manager.configured({"base_dir": folder}))
        run_chain(dg.FilesystemIOManager(base_dir=folder))
        names = sorted(
            p.relative_to(folder).as_posix().split("/", 1)[1] for p in Path(folder).rglob("*") if p.is_file()
        )
        run_id = result.run_id
        return names, pickle.loads(Path(folder, run_id, "one", "result").read_bytes())


def case_files_of_assets():
    @dg.asset(key_prefix="p")
    def first():
        return {"a": 1}

    @dg.asset(ins={"first": dg.AssetIn(key_prefix="p")})
    def second(first):
        return first["a"]

    @dg.asset(partitions_def=dg.StaticPartitionsDefinition(["x", "y"]))
    def parts():
        return 3

    with tempfile.TemporaryDirectory() as folder:
        resources = {"io_manager": dg.FilesystemIOManager(base_dir=folder)}
        result = dg.materialize([first, second], instance=INSTANCE, resources=resources)
        dg.materialize([parts], instance=INSTANCE, resources=resources, partition_key="y")
        metadata = result.asset_materializations_for_node("p__first")[0].metadata
        names = sorted(p.relative_to(folder).as_posix() for p in Path(folder).rglob("*") if p.is_file())
        return (
            names,
            list(metadata),
            type(metadata["path"]).__name__,
            metadata["path"].value.endswith("first"),
        )


def case_values_that_do_not_pickle():
    @dg.op
    def makes():
        return lambda: 1

    with tempfile.TemporaryDirectory() as folder:
        return refused(lambda: run_chain(dg.FilesystemIOManager(base_dir=folder), makes))


def case_direct_calls_of_file_managers():
    with tempfile.TemporaryDirectory() as folder:
        manager = dg.FilesystemIOManager(base_dir=folder)
        output = dg.build_output_context(step_key="s", name="n", run_id="r")
        manager.handle_output(output, [1, 2])
        value = manager.load_input(dg.build_input_context(upstream_output=output))
        asset = dg.build_output_context(asset_key=dg.AssetKey(["a", "b"]))
        manager.handle_output(asset, 5)
        return (
            value,
            manager.load_input(
                dg.build_input_context(asset_key=dg.AssetKey(["a", "b"]), upstream_output=asset)
            ),
            sorted(p.relative_to(folder).as_posix() for p in Path(folder).rglob("*") if p.is_file()),
        )


def case_memory_manager():
    manager = dg.InMemoryIOManager()
    output = dg.build_output_context(step_key="s", name="n", run_id="r")
    manager.handle_output(output, 3)
    return (
        manager.load_input(dg.build_input_context(upstream_output=output)),
        list(manager.values),
        run_chain(dg.mem_io_manager).output_for_node("inc"),
        run_chain(dg.InMemoryIOManager()).output_for_node("inc"),
    )


def case_paths():
    class Text(dg.UPathIOManager):
        extension = ".txt"

        def dump_to_path(self, context, obj, path):
            path.write_text(str(obj))

        def load_from_path(self, context, path):
            return path.read_text()

    with tempfile.TemporaryDirectory() as folder:
        from upath import UPath

        manager = Text(base_path=UPath(folder))

        @dg.asset
        def first():
            return "hello"

        @dg.asset(partitions_def=dg.StaticPartitionsDefinition(["x", "y"]))
        def parts(context):
            return context.partition_key

        @dg.asset
        def all_parts(parts):
            return "+".join(sorted(f"{k}={v}" for k, v in parts.items()))

        dg.materialize([first], instance=INSTANCE, resources={"io_manager": manager})
        for key in ("x", "y"):
            dg.materialize([parts], instance=INSTANCE, resources={"io_manager": manager}, partition_key=key)
        result = dg.materialize(
            [parts.to_source_asset() if hasattr(parts, "to_source_asset") else parts, all_parts],
            instance=INSTANCE,
            resources={"io_manager": manager},
            selection=[all_parts],
        )
        names = sorted(p.relative_to(folder).as_posix() for p in Path(folder).rglob("*") if p.is_file())
        return names, result.output_for_node("all_parts")


def case_built_output_contexts():
    context = dg.build_output_context(
        step_key="s",
        name="n",
        run_id="r",
        mapping_key="m",
        definition_metadata={"a": 1},
        config={"c": 1},
        resource_config={"rc": 2},
        resources={"r": 3},
    )
    bare = dg.build_output_context()
    asset = dg.build_output_context(asset_key="a/b", partition_key="p")
    return [
        context.step_key,
        context.name,
        context.run_id,
        context.mapping_key,
        context.definition_metadata,
        context.config,
        context.resource_config,
        context.resources.r,
        context.version,
        context.get_identifier(),
        refused(lambda: bare.step_key),
        refused(lambda: bare.name),
        bare.has_asset_key,
        asset.asset_key.path,
        asset.partition_key,
        asset.asset_partition_key,
        asset.has_partition_key,
        refused(lambda: bare.partition_key),
        bare.definition_metadata,
        refused(lambda: bare.get_identifier()),
        asset.get_asset_identifier(),
        refused(lambda: bare.op_def),
        refused(lambda: bare.dagster_type),
        refused(lambda: bare.step_context),
        bare.log is not None,
        bare.config,
        bare.mapping_key,
    ]


def case_built_input_contexts():
    upstream = dg.build_output_context(step_key="s", name="n", run_id="r")
    context = dg.build_input_context(
        name="x",
        upstream_output=upstream,
        definition_metadata={"m": 1},
        config={"c": 1},
        resource_config={"rc": 2},
        resources={"r": 3},
        asset_key=dg.AssetKey("k"),
        partition_key="p",
    )
    bare = dg.build_input_context()
    return [
        context.name,
        context.upstream_output.step_key,
        context.definition_metadata,
        context.config,
        context.resource_config,
        context.resources.r,
        context.asset_key.path,
        context.partition_key,
        context.has_asset_key,
        context.has_input_name,
        bare.has_input_name,
        refused(lambda: bare.name),
        bare.upstream_output,
        refused(lambda: bare.asset_key),
        refused(lambda: bare.partition_key),
        refused(lambda: bare.op_def),
        refused(lambda: bare.dagster_type),
        bare.definition_metadata,
        bare.config,
        bare.has_partition_key,
        bare.log is not None,
        refused(lambda: bare.step_context),
        refused(lambda: bare.get_asset_identifier()),
    ]


def case_built_contexts_with_resources():
    @dg.resource
    def held(_):
        yield 4

    with dg.build_output_context(resources={"h": held}) as context:
        found = context.resources.h
    with dg.build_input_context(resources={"h": held}) as other:
        also = other.resources.h
    return (
        found,
        also,
        refused(lambda: dg.build_output_context(resources={"h": held}).resources),
        refused(lambda: dg.build_input_context(resources={"h": held}).resources),
    )


def case_built_contexts_of_partitions():
    days = dg.DailyPartitionsDefinition("2024-01-01")
    keys = dg.PartitionKeyRange("2024-01-01", "2024-01-03")
    context = dg.build_input_context(
        asset_key=dg.AssetKey("a"), asset_partition_key_range=keys, asset_partitions_def=days
    )
    return (
        context.asset_partition_keys,
        context.asset_partition_key_range,
        context.has_asset_partitions,
        str(context.asset_partitions_time_window.end.date()),
    )


def case_events_of_managers():
    result = run_chain(Recording())
    return (
        [
            (e.event_type_value, e.step_key)
            for e in result.all_node_events
            if e.event_type_value in ("HANDLED_OUTPUT", "LOADED_INPUT", "STEP_OUTPUT", "STEP_INPUT")
        ],
        [
            e.event_specific_data.manager_key
            for e in result.all_node_events
            if e.event_type_value in ("HANDLED_OUTPUT", "LOADED_INPUT")
        ],
        [
            e.message
            for e in result.all_node_events
            if e.event_type_value in ("HANDLED_OUTPUT", "LOADED_INPUT")
        ],
    )


def case_managers_of_assets():
    manager = Recording()

    @dg.asset(metadata={"m": 1}, io_manager_key="io")
    def first():
        return 1

    @dg.asset(ins={"first": dg.AssetIn(metadata={"in": 2})}, io_manager_key="io")
    def second(first):
        return first

    class ByAsset(Recording):
        def handle_output(self, context, obj):
            self.stored.append(context)
            self.values[context.asset_key] = obj

        def load_input(self, context):
            self.loaded.append(context)
            return self.values[context.asset_key]

    manager = ByAsset()
    dg.materialize([first, second], instance=INSTANCE, resources={"io": manager})
    output, taken = manager.stored[0], manager.loaded[0]
    return [
        output.asset_key.path,
        output.get_asset_identifier(),
        output.definition_metadata,
        output.has_asset_partitions,
        taken.asset_key.path,
        taken.definition_metadata,
        taken.upstream_output.definition_metadata,
        taken.upstream_output.asset_key.path,
        taken.name,
        output.asset_spec.key.path if hasattr(output, "asset_spec") else None,
        output.name,
        output.step_key,
        taken.get_asset_identifier(),
    ]


def case_managers_and_hardcoded_resources():
    @dg.asset(io_manager_def=dg.IOManagerDefinition.hardcoded_io_manager(Recording()))
    def first():
        return 1

    def both():
        return dg.asset(io_manager_def=dg.mem_io_manager, io_manager_key="x")(lambda: 1)

    return dg.materialize([first], instance=INSTANCE).success, refused(both)


def case_no_abstract_managers():
    class Half(dg.IOManager):
        def handle_output(self, context, obj):
            pass

    return refused(lambda: Half()), refused(lambda: dg.IOManager())


def case_wrong_managers():
    @dg.io_manager
    def wrong():
        return 3

    return refused(lambda: run_chain(wrong))


def case_dynamic_outputs_in_files():
    @dg.op(out=dg.DynamicOut())
    def many():
        for n in range(2):
            yield dg.DynamicOutput(n, mapping_key=f"k{n}")

    @dg.job
    def a_job():
        many().map(inc)

    with tempfile.TemporaryDirectory() as folder:
        result = a_job.execute_in_process(
            instance=INSTANCE, resources={"io_manager": dg.FilesystemIOManager(base_dir=folder)}
        )
        return sorted(
            p.relative_to(folder).as_posix().split("/", 1)[1] for p in Path(folder).rglob("*") if p.is_file()
        ), result.output_for_node("inc")
