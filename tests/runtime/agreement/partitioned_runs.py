"""Partitioned assets in runs: keys, ranges, windows, loaded partitions."""

from engine import current

dg = current()
START, END = "dagster/asset_partition_range_start", "dagster/asset_partition_range_end"
abc = dg.StaticPartitionsDefinition(["a", "b", "c", "d"])
daily = dg.DailyPartitionsDefinition("2020-01-01", end_date="2020-02-01")
multi = dg.MultiPartitionsDefinition({"date": daily, "abc": abc})


def mats(result, node):
    made = result.asset_materializations_for_node(node)
    found = [
        (m.asset_key.to_user_string(), m.partition, {k: v.value for k, v in m.metadata.items()}) for m in made
    ]
    return sorted((key, str(partition), metadata) for key, partition, metadata in found)


class Recorder(dg.IOManager):
    def __init__(self):
        self.seen = []
        self.values = {}

    def handle_output(self, context, obj):
        self.seen.append(
            (
                "out",
                context.asset_key.to_user_string(),
                context.has_asset_partitions,
                context.asset_partition_keys if context.has_asset_partitions else None,
            )
        )

    def load_input(self, context):
        keys = context.asset_partition_keys if context.has_asset_partitions else None
        self.seen.append(("in", context.asset_key.to_user_string(), keys and sorted(keys)))
        return keys


def case_range_run():
    @dg.asset(partitions_def=daily)
    def up(context: dg.AssetExecutionContext):
        context.add_output_metadata({"n": 1})
        for i, key in enumerate(context.partition_keys):
            context.add_asset_metadata({"i": i}, partition_key=key)
        return (
            context.partition_key_range,
            context.partition_keys,
            context.partition_time_window,
            context.has_partition_key,
            context.has_partition_key_range,
        )

    io = Recorder()
    out = []

    @dg.asset(partitions_def=daily)
    def down(context: dg.AssetExecutionContext, up):
        out.append(
            (
                up,
                context.asset_partition_key_range_for_input("up"),
                context.asset_partition_keys_for_input("up"),
                context.asset_partitions_time_window_for_input("up"),
            )
        )

    r = dg.materialize(
        [up, down], resources={"io_manager": io}, tags={START: "2020-01-02", END: "2020-01-04"}
    )
    return mats(r, "up"), mats(r, "down"), io.seen, out, r.output_for_node("up")


def case_range_static():
    @dg.asset(partitions_def=abc)
    def up(context: dg.AssetExecutionContext):
        return context.partition_keys, context.partition_key_range

    r = dg.materialize_to_memory([up], tags={START: "b", END: "d"})
    return mats(r, "up"), r.output_for_node("up")


def case_range_partition_key_error():
    @dg.asset(partitions_def=abc)
    def up(context: dg.AssetExecutionContext):
        return context.partition_key

    return dg.materialize_to_memory([up], tags={START: "b", END: "d"}).success


def case_range_multi():
    @dg.asset(partitions_def=multi)
    def up(context: dg.AssetExecutionContext):
        return (
            list(context.partition_keys),
            context.partition_key_range,
            type(context.partition_key_range.start).__name__,
        )

    r = dg.materialize_to_memory([up], tags={START: "a|2020-01-01", END: "b|2020-01-02"})
    return mats(r, "up"), r.output_for_node("up")


def case_range_dynamic():
    d = dg.DynamicPartitionsDefinition(name="dyn")

    @dg.asset(partitions_def=d)
    def up(context: dg.AssetExecutionContext):
        return list(context.partition_keys)

    inst = dg.DagsterInstance.ephemeral()
    inst.add_dynamic_partitions("dyn", ["x", "y", "z"])
    r = dg.materialize_to_memory([up], tags={START: "x", END: "y"}, instance=inst)
    return mats(r, "up"), r.output_for_node("up")


def case_dynamic_unknown():
    d = dg.DynamicPartitionsDefinition(name="dyn")

    @dg.asset(partitions_def=d)
    def up():
        return 1

    inst = dg.DagsterInstance.ephemeral()
    return dg.materialize_to_memory([up], partition_key="q", instance=inst).success


def case_static_unknown():
    @dg.asset(partitions_def=abc)
    def up():
        return 1

    return dg.materialize_to_memory([up], partition_key="q").success


def case_key_without_partitions():
    @dg.asset
    def up():
        return 1

    return dg.materialize_to_memory([up], partition_key="q").success


def case_no_key_for_partitioned():
    @dg.asset(partitions_def=abc)
    def up():
        return 1

    r = dg.materialize_to_memory([up])
    return r.success, mats(r, "up")


def case_no_key_context():
    @dg.asset(partitions_def=abc)
    def up(context: dg.AssetExecutionContext):
        return context.has_partition_key

    r = dg.materialize_to_memory([up])
    return r.output_for_node("up")


def case_no_key_context_error():
    @dg.asset(partitions_def=abc)
    def up(context: dg.AssetExecutionContext):
        return context.partition_key

    r = dg.materialize_to_memory([up])
    return r.output_for_node("up")


def case_only_up_partitioned():
    io = Recorder()

    @dg.asset(partitions_def=abc)
    def up(context: dg.AssetExecutionContext):
        return context.partition_key

    @dg.asset
    def down(up):
        return 1

    @dg.asset
    def low(down):
        return 1

    dg.materialize([up, down, low], resources={"io_manager": io}, partition_key="b")
    return io.seen


def case_up_as_source():
    io = Recorder()

    @dg.asset(partitions_def=abc)
    def up(context: dg.AssetExecutionContext):
        return context.partition_key

    @dg.asset
    def down(up):
        return up

    r = dg.materialize([up.to_source_assets()[0], down], resources={"io_manager": io})
    return io.seen, r.output_for_node("down")


def case_different_in_one_job():
    @dg.asset(partitions_def=abc)
    def up():
        return 1

    @dg.asset(partitions_def=daily)
    def down(up):
        return 1

    return dg.materialize_to_memory([up, down], partition_key="b").success


def case_different_in_job_definitions():
    @dg.asset(partitions_def=abc)
    def up():
        return 1

    @dg.asset(partitions_def=daily)
    def down(up):
        return 1

    return (
        dg.Definitions(assets=[up, down], jobs=[dg.define_asset_job("j", [up, down])])
        .resolve_job_def("j")
        .name
    )


def case_hourly_to_daily():
    io = Recorder()
    hourly = dg.HourlyPartitionsDefinition("2020-01-01-00:00")

    @dg.asset(partitions_def=hourly)
    def hours():
        return 1

    @dg.asset(partitions_def=daily)
    def days(hours):
        return len(hours)

    r = dg.materialize(
        [hours, days], selection=[days], resources={"io_manager": io}, partition_key="2020-01-03"
    )
    return io.seen, r.output_for_node("days")


def case_daily_to_hourly():
    io = Recorder()
    hourly = dg.HourlyPartitionsDefinition("2020-01-01-00:00")

    @dg.asset(partitions_def=daily)
    def days():
        return 1

    @dg.asset(partitions_def=hourly)
    def hours(days):
        return days

    r = dg.materialize(
        [hours, days], selection=[hours], resources={"io_manager": io}, partition_key="2020-01-03-04:00"
    )
    return io.seen, r.output_for_node("hours")


def case_multi_to_single():
    io = Recorder()

    @dg.asset(partitions_def=multi)
    def both():
        return 1

    @dg.asset(partitions_def=daily)
    def days(both):
        return both

    dg.materialize([both, days], selection=[days], resources={"io_manager": io}, partition_key="2020-01-03")
    return io.seen


def case_single_to_multi():
    io = Recorder()

    @dg.asset(partitions_def=multi)
    def both(days):
        return 1

    @dg.asset(partitions_def=daily)
    def days():
        return 1

    dg.materialize([both, days], selection=[both], resources={"io_manager": io}, partition_key="a|2020-01-03")
    return io.seen


def case_multi_key_context():
    @dg.asset(partitions_def=multi)
    def both(context: dg.AssetExecutionContext):
        key = context.partition_key
        return type(key).__name__, key.keys_by_dimension, str(key), context.partition_time_window

    r = dg.materialize_to_memory(
        [both], partition_key=dg.MultiPartitionKey({"abc": "a", "date": "2020-01-05"})
    )
    return (
        r.output_for_node("both"),
        mats(r, "both"),
        sorted((k, v) for k, v in r.dagster_run.tags.items() if "partition" in k),
    )


def case_time_window_of_static():
    @dg.asset(partitions_def=abc)
    def up(context: dg.AssetExecutionContext):
        return context.partition_time_window

    return dg.materialize_to_memory([up], partition_key="a").output_for_node("up")


def case_last_partition_mapping():
    io = Recorder()

    @dg.asset(partitions_def=abc)
    def up():
        return 1

    @dg.asset(ins={"up": dg.AssetIn(partition_mapping=dg.LastPartitionMapping())})
    def down(up):
        return up

    dg.materialize([up, down], selection=[down], resources={"io_manager": io})
    return io.seen


def case_all_mapping_default():
    io = Recorder()

    @dg.asset(partitions_def=abc)
    def up():
        return 1

    @dg.asset
    def down(up):
        return up

    dg.materialize([up, down], selection=[down], resources={"io_manager": io})
    return io.seen


def case_specific_mapping():
    io = Recorder()

    @dg.asset(partitions_def=abc)
    def up():
        return 1

    @dg.asset(ins={"up": dg.AssetIn(partition_mapping=dg.SpecificPartitionsPartitionMapping(["a", "c"]))})
    def down(up):
        return up

    dg.materialize([up, down], selection=[down], resources={"io_manager": io})
    return io.seen


def case_static_mapping():
    io = Recorder()
    xs = dg.StaticPartitionsDefinition(["1", "2"])

    @dg.asset(partitions_def=abc)
    def up():
        return 1

    @dg.asset(
        partitions_def=xs,
        ins={
            "up": dg.AssetIn(
                partition_mapping=dg.StaticPartitionMapping({"a": "1", "b": "1", "c": "2", "d": "2"})
            )
        },
    )
    def down(up):
        return up

    dg.materialize([up, down], selection=[down], resources={"io_manager": io}, partition_key="2")
    return io.seen


def case_yesterday():
    io = Recorder()

    @dg.asset(partitions_def=daily)
    def up():
        return 1

    @dg.asset(
        partitions_def=daily,
        ins={
            "up": dg.AssetIn(partition_mapping=dg.TimeWindowPartitionMapping(start_offset=-1, end_offset=-1))
        },
    )
    def down(up):
        return up

    dg.materialize([up, down], selection=[down], resources={"io_manager": io}, partition_key="2020-01-05")
    dg.materialize([up, down], selection=[down], resources={"io_manager": io}, partition_key="2020-01-01")
    return io.seen


def case_self_dependency():
    io = Recorder()

    @dg.asset(
        partitions_def=daily,
        ins={
            "me": dg.AssetIn(partition_mapping=dg.TimeWindowPartitionMapping(start_offset=-1, end_offset=-1))
        },
    )
    def me(context: dg.AssetExecutionContext, me):
        return me, context.asset_partition_keys_for_input("me")

    r = dg.materialize([me], resources={"io_manager": io}, partition_key="2020-01-03")
    r2 = dg.materialize([me], resources={"io_manager": io}, partition_key="2020-01-01")
    return io.seen, r.output_for_node("me"), r2.output_for_node("me")


def case_fs_partitions():
    with dg.instance_for_test() as inst:

        @dg.asset(partitions_def=abc)
        def up(context: dg.AssetExecutionContext):
            return context.partition_key * 2

        @dg.asset
        def down(up):
            return up

        for k in "abcd":
            dg.materialize([up], partition_key=k, instance=inst)
        r = dg.materialize([up, down], selection=[down], instance=inst)
        return r.output_for_node("down"), r.asset_value("down")


def case_fs_missing_partition():
    with dg.instance_for_test() as inst:

        @dg.asset(partitions_def=abc)
        def up(context: dg.AssetExecutionContext):
            return context.partition_key * 2

        @dg.asset
        def down(up):
            return up

        dg.materialize([up], partition_key="a", instance=inst)
        r = dg.materialize([up, down], selection=[down], instance=inst)
        return r.output_for_node("down")


def case_fs_missing_allowed():
    with dg.instance_for_test() as inst:

        @dg.asset(partitions_def=abc)
        def up(context: dg.AssetExecutionContext):
            return context.partition_key * 2

        @dg.asset(ins={"up": dg.AssetIn(metadata={"allow_missing_partitions": True})})
        def down(up):
            return up

        dg.materialize([up], partition_key="a", instance=inst)
        r = dg.materialize([up, down], selection=[down], instance=inst)
        return r.output_for_node("down")


def case_load_asset_value_partition():
    with dg.instance_for_test() as inst:

        @dg.asset(partitions_def=abc)
        def up(context: dg.AssetExecutionContext):
            return context.partition_key * 2

        dg.materialize([up], partition_key="a", instance=inst)
        defs = dg.Definitions([up])
        return defs.load_asset_value("up", partition_key="a", instance=inst)


def case_event_specific_partition():
    @dg.asset(partitions_def=abc)
    def up(context: dg.AssetExecutionContext):
        return dg.MaterializeResult(metadata={"p": context.partition_key})

    r = dg.materialize([up], partition_key="c")
    e = r.get_asset_materialization_events()[0]
    return (
        e.partition,
        mats(r, "up"),
        r.dagster_run.tags.get("dagster/partition"),
        r.dagster_run.tags.get("dagster/partition_set"),
    )


def case_instance_partition_queries():
    inst = dg.DagsterInstance.ephemeral()

    @dg.asset(partitions_def=abc)
    def up():
        return 1

    for k in "abca":
        dg.materialize_to_memory([up], partition_key=k, instance=inst)
    ev = inst.get_latest_materialization_event(dg.AssetKey("up"))
    recs = inst.fetch_materializations(
        dg.AssetRecordsFilter(dg.AssetKey("up"), asset_partitions=["a"]), limit=10
    ).records
    return (
        sorted(inst.get_materialized_partitions(dg.AssetKey("up"))),
        ev.dagster_event.partition,
        [r.partition_key for r in recs],
    )


def case_yield_am_partition():
    @dg.asset(partitions_def=abc)
    def up(context: dg.AssetExecutionContext):
        context.log_event(dg.AssetMaterialization("up", partition="b"))
        return 1

    r = dg.materialize_to_memory([up], partition_key="a")
    return mats(r, "up")


def case_output_context_windows():
    seen = []

    class IO(dg.IOManager):
        def handle_output(self, context, obj):
            seen.append(
                (
                    context.asset_partitions_time_window,
                    context.asset_partition_key,
                    context.asset_partition_key_range,
                    context.has_partition_key,
                    context.partition_key,
                    str(context.asset_partitions_def),
                )
            )

        def load_input(self, context):
            seen.append(
                (
                    context.asset_partitions_time_window,
                    context.asset_partition_key,
                    context.asset_partition_key_range,
                    context.has_partition_key,
                    context.partition_key,
                    context.get_asset_identifier(),
                )
            )

    @dg.asset(partitions_def=daily)
    def up():
        return 1

    @dg.asset(partitions_def=daily)
    def down(up):
        return up

    dg.materialize([up, down], resources={"io_manager": IO()}, partition_key="2020-01-05")
    return seen


def case_input_range_error():
    seen = []

    class IO(dg.IOManager):
        def handle_output(self, context, obj):
            pass

        def load_input(self, context):
            seen.append(context.asset_partition_key_range)
            seen.append(context.asset_partition_key)

    @dg.asset(partitions_def=abc)
    def up():
        return 1

    @dg.asset
    def down(up):
        return up

    dg.materialize([up, down], selection=[down], resources={"io_manager": IO()})
    return seen


def case_backfill_single_run_policy():
    @dg.asset(partitions_def=daily, backfill_policy=dg.BackfillPolicy.single_run())
    def up(context: dg.AssetExecutionContext):
        return context.partition_keys

    r = dg.materialize_to_memory([up], tags={START: "2020-01-02", END: "2020-01-03"})
    return r.output_for_node("up"), up.backfill_policy, repr(dg.BackfillPolicy.multi_run(3))


def _executed(asset, config, partition):
    definitions = dg.Definitions([asset], jobs=[dg.define_asset_job("j", config=config)])
    result = definitions.resolve_job_def("j").execute_in_process(partition_key=partition)
    return result.output_for_node(asset.key.path[-1])


def case_job_partitioned_config():
    @dg.asset(config_schema={"d": int}, partitions_def=daily)
    def up(context):
        return context.op_execution_context.op_config["d"]

    @dg.daily_partitioned_config(start_date="2020-01-01")
    def conf(start, _end):
        return {"ops": {"up": {"config": {"d": start.day}}}}

    return _executed(up, conf, "2020-01-07")


def case_job_partitioned_config_mismatch():
    @dg.asset(config_schema={"d": int}, partitions_def=daily)
    def up(context):
        return context.op_execution_context.op_config["d"]

    @dg.hourly_partitioned_config(start_date="2020-01-01-00:00")
    def conf(start, _end):
        return {"ops": {"up": {"config": {"d": start.day}}}}

    return _executed(up, conf, "2020-01-07-00:00")


def case_multi_asset_different_defs():
    @dg.multi_asset(
        specs=[dg.AssetSpec("x", partitions_def=abc), dg.AssetSpec("y", partitions_def=daily)],
        can_subset=True,
    )
    def xy(context: dg.AssetExecutionContext):
        for k in context.selected_asset_keys:
            yield dg.MaterializeResult(asset_key=k, metadata={"k": context.partition_key})

    r = dg.materialize([xy], partition_key="b", selection=["x"])
    r2 = dg.materialize([xy], partition_key="2020-01-02", selection=["y"])
    return mats(r, "xy"), mats(r2, "xy"), xy.partitions_def if False else None


def case_multi_asset_different_defs_all():
    @dg.multi_asset(
        specs=[dg.AssetSpec("x", partitions_def=abc), dg.AssetSpec("y", partitions_def=daily)],
        can_subset=True,
    )
    def xy(context: dg.AssetExecutionContext):
        for k in context.selected_asset_keys:
            yield dg.MaterializeResult(asset_key=k)

    return dg.materialize([xy], partition_key="b").success


def case_multi_asset_different_defs_no_subset():
    @dg.multi_asset(specs=[dg.AssetSpec("x", partitions_def=abc), dg.AssetSpec("y", partitions_def=daily)])
    def xy(context: dg.AssetExecutionContext):
        yield dg.MaterializeResult(asset_key="x")

    return xy.can_subset


def case_multi_asset_spec_and_top_partitions():
    @dg.multi_asset(specs=[dg.AssetSpec("x", partitions_def=abc)], partitions_def=daily)
    def xy(context: dg.AssetExecutionContext):
        yield dg.MaterializeResult(asset_key="x")

    return xy.partitions_def


def case_partitions_def_of_different():
    @dg.multi_asset(
        specs=[dg.AssetSpec("x", partitions_def=abc), dg.AssetSpec("y", partitions_def=daily)],
        can_subset=True,
    )
    def xy(context: dg.AssetExecutionContext):
        yield dg.MaterializeResult(asset_key="x")

    return xy.partitions_def


def case_direct_invocation_keys():
    @dg.asset(partitions_def=daily)
    def up(context: dg.AssetExecutionContext):
        return context.partition_key, context.partition_time_window, context.has_partition_key

    return up(dg.build_asset_context(partition_key="2020-01-02"))


def case_direct_invocation_no_key():
    @dg.asset(partitions_def=daily)
    def up(context: dg.AssetExecutionContext):
        return context.partition_key

    return up(dg.build_asset_context())


def case_direct_invocation_range():
    @dg.asset(partitions_def=daily)
    def up(context: dg.AssetExecutionContext):
        return context.partition_key_range, context.partition_keys, context.partition_time_window

    return up(dg.build_asset_context(partition_key_range=dg.PartitionKeyRange("2020-01-02", "2020-01-05")))


def case_direct_both():
    return (
        dg.build_asset_context(
            partition_key="a", partition_key_range=dg.PartitionKeyRange("2020-01-02", "2020-01-05")
        )
        is None
    )


def case_infer_mapping():
    @dg.asset(partitions_def=daily)
    def up():
        return 1

    @dg.asset(partitions_def=daily, deps=[up])
    def down():
        return 1

    hourly = dg.HourlyPartitionsDefinition("2020-01-01-00:00")

    def f(d):
        return repr(down.infer_partition_mapping(down.key, up.key, d))

    return f(daily), f(hourly), f(abc), f(None), f(multi)


def case_job_partition_keys():
    @dg.asset(partitions_def=abc)
    def up():
        return 1

    @dg.asset
    def other():
        return 1

    defs = dg.Definitions(
        [up, other], jobs=[dg.define_asset_job("j", "*"), dg.define_asset_job("k", [other])]
    )
    j, k = defs.resolve_job_def("j"), defs.resolve_job_def("k")
    return (
        j.partitions_def,
        k.partitions_def,
        j.partitioned_config is not None and j.partitioned_config.get_partition_keys(),
    )


def case_job_declares_partitions():
    @dg.asset(partitions_def=abc)
    def up():
        return 1

    defs = dg.Definitions([up], jobs=[dg.define_asset_job("j", "*", partitions_def=daily)])
    return defs.resolve_job_def("j").partitions_def


def case_unpartitioned_job_with_key():
    @dg.asset
    def up():
        return 1

    defs = dg.Definitions([up], jobs=[dg.define_asset_job("j", "*")])
    return defs.resolve_job_def("j").execute_in_process(partition_key="x").success


def case_unknown_key_of_job():
    @dg.asset(partitions_def=abc)
    def up():
        return 1

    defs = dg.Definitions([up], jobs=[dg.define_asset_job("j", "*")])
    return defs.resolve_job_def("j").execute_in_process(partition_key="x").success


def case_output_of_partition_in_memory():
    @dg.asset(partitions_def=abc)
    def up(context: dg.AssetExecutionContext):
        return context.partition_key

    @dg.asset(partitions_def=abc)
    def down(up):
        return up + "!"

    r = dg.materialize_to_memory([up, down], partition_key="c")
    return r.asset_value("down")


def case_metadata_partition():
    @dg.asset(partitions_def=abc, metadata={"k": "v"})
    def up(context: dg.AssetExecutionContext):
        context.add_asset_metadata({"z": 1}, partition_key="nope")
        return 1

    r = dg.materialize_to_memory([up], partition_key="c")
    return mats(r, "up")


def case_partition_of_dep_no_arg():
    seen = []

    @dg.asset(partitions_def=daily)
    def up():
        return 1

    @dg.asset(
        partitions_def=daily,
        deps=[
            dg.AssetDep(up, partition_mapping=dg.TimeWindowPartitionMapping(start_offset=-2, end_offset=0))
        ],
    )
    def down(context: dg.AssetExecutionContext):
        seen.append(context.asset_partition_keys_for_input("up"))
        seen.append(context.asset_partition_key_range_for_input("up"))
        return 1

    dg.materialize_to_memory([up, down], selection=["down"], partition_key="2020-01-05")
    return seen


def case_key_for_input():
    seen = []

    @dg.asset(partitions_def=daily)
    def up():
        return 1

    @dg.asset(partitions_def=daily)
    def down(context: dg.AssetExecutionContext, up):
        seen.append(
            (
                context.asset_partition_key_for_input("up"),
                context.asset_partitions_def_for_input("up") == daily,
                context.asset_partition_key_for_output(),
                context.asset_partitions_def_for_output() == daily,
                context.asset_partition_keys_for_output(),
            )
        )

    dg.materialize_to_memory([up, down], partition_key="2020-01-05")
    return seen
