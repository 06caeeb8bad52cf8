"""Asset checks, observed assets, definitions from modules, and values as text."""

import types
from pathlib import Path

from engine import current

dg = current()


def evs(r):
    return [
        (e.check_name, e.passed, e.asset_key.to_user_string(), e.severity.value, e.description, e.blocking)
        for e in r.get_asset_check_evaluations()
    ]


def st(r):
    return sorted(
        (e.step_key, e.event_type_value)
        for e in r.all_events
        if e.event_type_value in ("STEP_SUCCESS", "STEP_FAILURE", "STEP_SKIPPED")
    )


def case_block():
    @dg.asset
    def a():
        return 1

    @dg.asset_check(asset=a, blocking=True)
    def c():
        return dg.AssetCheckResult(passed=False, description="bad")

    @dg.asset
    def b(a):
        return 2

    r = dg.materialize([a, b, c], raise_on_error=False)
    return r.success, st(r), evs(r), r.failure_data_for_node("a_c").error.cls_name


def case_block_warn():
    @dg.asset
    def a():
        return 1

    @dg.asset_check(asset=a, blocking=True)
    def c():
        return dg.AssetCheckResult(passed=False, severity=dg.AssetCheckSeverity.WARN)

    @dg.asset
    def b(a):
        return 2

    r = dg.materialize([a, b, c], raise_on_error=False)
    return r.success, st(r), evs(r)


def case_block_ok():
    @dg.asset
    def a():
        return 1

    @dg.asset_check(asset=a, blocking=True)
    def c():
        return dg.AssetCheckResult(passed=True)

    @dg.asset(deps=[a])
    def b():
        return 2

    r = dg.materialize([a, b, c])
    return r.success, st(r), [e.step_key for e in r.get_step_success_events()]


def case_block_spec():
    @dg.asset(check_specs=[dg.AssetCheckSpec("c", asset="a", blocking=True)])
    def a():
        yield dg.Output(1)
        yield dg.AssetCheckResult(passed=False)

    @dg.asset
    def b(a):
        return 2

    r = dg.materialize([a, b], raise_on_error=False)
    return r.success, st(r), evs(r), len(r.get_asset_materialization_events())


def case_block_raise():
    @dg.asset
    def a():
        return 1

    @dg.asset_check(asset=a, blocking=True)
    def c():
        return dg.AssetCheckResult(passed=False)

    dg.materialize([a, c])


def case_block_raises():
    @dg.asset
    def a():
        return 1

    @dg.asset_check(asset=a, blocking=True)
    def c():
        raise ValueError("q")

    @dg.asset
    def b(a):
        return 2

    r = dg.materialize([a, b, c], raise_on_error=False)
    return r.success, st(r)


def case_multi():
    @dg.multi_asset_check(specs=[dg.AssetCheckSpec("x", asset="a"), dg.AssetCheckSpec("y", asset="b")])
    def c():
        yield dg.AssetCheckResult(asset_key="a", check_name="x", passed=True)
        yield dg.AssetCheckResult(asset_key="b", check_name="y", passed=False)

    @dg.asset
    def a():
        pass

    @dg.asset
    def b():
        pass

    r = dg.materialize([a, b, c], raise_on_error=False)
    return evs(r), r.success


def case_bounds():
    @dg.asset
    def a(context):
        context.add_output_metadata({"n": 5})

    def run(**k):
        cs = dg.build_metadata_bounds_checks(assets=[a], metadata_key="n", **k)
        with dg.instance_for_test() as i:
            r = dg.materialize([a, *cs], instance=i)
            return evs(r), [s.description for c in cs for s in c.check_specs]

    return (
        run(min_value=1, max_value=10),
        run(min_value=6),
        run(max_value=4),
        run(min_value=5, exclusive_min=True),
        run(max_value=5, exclusive_max=True, severity=dg.AssetCheckSeverity.ERROR),
    )


def case_bounds_bad():
    dg.build_metadata_bounds_checks(assets=["a"], metadata_key="n")


def case_bounds_bad2():
    dg.build_metadata_bounds_checks(assets=["a"], metadata_key="n", min_value=3, max_value=1)


def case_cols():
    schemas = iter([[("x", "int")], [("x", "str"), ("y", "int")]])

    @dg.asset
    def a():
        return dg.MaterializeResult(
            metadata={
                "dagster/column_schema": dg.TableSchema(
                    columns=[dg.TableColumn(n, t) for n, t in next(schemas)]
                )
            }
        )

    cs = dg.build_column_schema_change_checks(assets=[a])
    with dg.instance_for_test() as i:
        r = dg.materialize([a, *cs], instance=i)
        r2 = dg.materialize([a, *cs], instance=i)
        return evs(r), evs(r2)


def case_obs():
    @dg.observable_source_asset
    def s():
        return dg.DataVersion("v1")

    with dg.instance_for_test() as i:
        d = dg.Definitions(assets=[s])
        r = d.resolve_implicit_global_asset_job_def().execute_in_process(instance=i)
        o = r.asset_observations_for_node("s")
        return (
            [(x.asset_key.to_user_string(), x.tags.get("dagster/data_version")) for x in o],
            s.key,
            s.is_observable,
        )


def case_obs_bad():
    @dg.observable_source_asset
    def s():
        return 5

    dg.Definitions(assets=[s]).resolve_implicit_global_asset_job_def().execute_in_process()


def case_obs_ctx():
    @dg.observable_source_asset(
        required_resource_keys={"r"}, resource_defs={"r": dg.ResourceDefinition.hardcoded_resource("q")}
    )
    def s(context):
        return dg.DataVersion(context.resources.r)

    r = dg.Definitions(assets=[s]).resolve_implicit_global_asset_job_def().execute_in_process()
    return [o.tags.get("dagster/data_version") for o in r.asset_observations_for_node("s")]


def case_obs_result():
    @dg.observable_source_asset
    def s():
        return dg.ObserveResult(metadata={"a": 1}, data_version=dg.DataVersion("x"))

    r = dg.Definitions(assets=[s]).resolve_implicit_global_asset_job_def().execute_in_process()
    return [(o.metadata, o.tags.get("dagster/data_version")) for o in r.asset_observations_for_node("s")]


def case_mobs():
    @dg.multi_observable_source_asset(specs=[dg.AssetSpec("a"), dg.AssetSpec("b")])
    def s():
        yield dg.ObserveResult(asset_key="a", metadata={"x": 1})
        yield dg.ObserveResult(asset_key="b", data_version=dg.DataVersion("q"))

    r = dg.Definitions(assets=[s]).resolve_implicit_global_asset_job_def().execute_in_process()
    return r.success, sorted(
        (o.asset_key.to_user_string(), str(o.metadata)) for o in r.asset_observations_for_node("s")
    )


def case_mod():
    m = types.ModuleType("mymod")

    @dg.asset
    def a():
        pass

    @dg.asset
    def b():
        pass

    @dg.asset_check(asset=a)
    def c():
        pass

    m.a = a
    m.l = [b, dg.SourceAsset("s")]
    m.c = c
    m.x = 5
    m.spec = dg.AssetSpec("sp")

    def f(**k):
        return sorted(
            str(x.key.to_user_string())
            + ":"
            + str(getattr(x, "group_name", None) or next(iter(x.group_names_by_key.values())))
            for x in dg.load_assets_from_modules([m], **k)
        )

    return (
        f(),
        f(group_name="g"),
        f(key_prefix="p"),
        f(key_prefix=["p", "q"], source_key_prefix="z"),
        [x.check_key.name for x in dg.load_asset_checks_from_modules([m])],
        len(dg.load_assets_from_modules([m], include_specs=True)),
    )


def case_mod_dup():
    m = types.ModuleType("mymod")

    @dg.asset(name="a")
    def a():
        pass

    @dg.asset(name="a")
    def b():
        pass

    m.a = a
    m.b = b
    dg.load_assets_from_modules([m])


def case_mod_defs():
    m = types.ModuleType("mymod")

    @dg.asset
    def a():
        pass

    @dg.op
    def o():
        pass

    @dg.job
    def j():
        o()

    m.a = a
    m.j = j
    m.s = dg.ScheduleDefinition(job=j, cron_schedule="@daily")
    d = dg.load_definitions_from_modules([m])
    return d.resolve_job_def("j").name, [x.name for x in d.schedules], len(list(d.assets))


def case_fp():
    from datetime import timedelta as td

    p = dg.FreshnessPolicy.time_window(fail_window=td(hours=2), warn_window=td(hours=1))
    return p == dg.FreshnessPolicy.time_window(td(hours=2), td(hours=1))


def case_fp_bad():
    from datetime import timedelta as td

    dg.FreshnessPolicy.time_window(fail_window=td(hours=1), warn_window=td(hours=2))


def case_fp_cron():
    from datetime import timedelta as td

    p = dg.FreshnessPolicy.cron(deadline_cron="0 10 * * *", lower_bound_delta=td(hours=1))
    return p.deadline_cron, p.lower_bound_delta, p.timezone


def case_fp_cron_bad():
    from datetime import timedelta as td

    dg.FreshnessPolicy.cron(deadline_cron="0 10 * * *", lower_bound_delta=td(hours=100))


def case_fp_cron_bad2():
    from datetime import timedelta as td

    dg.FreshnessPolicy.cron(deadline_cron="0 10 * * *", lower_bound_delta=td(hours=1), timezone="x/y")


def case_bp():
    return (
        str(dg.BackfillPolicy.single_run()),
        str(dg.BackfillPolicy.multi_run(5)),
        dg.BackfillPolicy.multi_run().max_partitions_per_run,
        dg.BackfillPolicy.single_run() == dg.BackfillPolicy.single_run(),
        dg.BackfillPolicy.single_run(),
    )


def case_ser():
    vs = [
        dg.AssetKey(["a", "b"]),
        dg.AssetMaterialization("a", metadata={"x": 1}),
        dg.TableSchema(columns=[dg.TableColumn("a", "int")]),
        dg.RunRequest("k", run_config={"a": 1}),
        dg.AssetCheckKey(dg.AssetKey("a"), "c"),
        dg.AssetSelection.assets("a") | dg.AssetSelection.groups("g"),
        dg.BackfillPolicy.single_run(),
        dg.TimeWindowPartitionMapping(start_offset=-1),
        dg.PartitionKeyRange("a", "b"),
        dg.DagsterRunStatus.SUCCESS,
    ]
    return [dg.deserialize_value(dg.serialize_value(v)) == v for v in vs]


def case_ser_type():
    return dg.deserialize_value(dg.serialize_value(dg.AssetKey("a")), dg.AssetKey)


def case_ser_bad():
    return dg.deserialize_value(dg.serialize_value(dg.AssetKey("a")), dg.AssetCheckKey)


def case_fsio():
    import tempfile

    with tempfile.TemporaryDirectory() as t:

        @dg.asset
        def a():
            return 5

        @dg.asset
        def b(a):
            return a + 1

        r = dg.materialize([a, b], resources={"io_manager": dg.FilesystemIOManager(base_dir=t)})
        return (
            r.asset_value("b"),
            sorted(each.name for each in Path(t).iterdir()),
            str(r.asset_materializations_for_node("a")[0].metadata["path"].value == str(Path(t) / "a")),
        )


def case_load_value():
    with dg.instance_for_test() as i:

        @dg.asset
        def a():
            return 5

        d = dg.Definitions(assets=[a])
        d.resolve_implicit_global_asset_job_def().execute_in_process(instance=i)
        return (
            d.load_asset_value("a", instance=i),
            d.get_repository_def().load_asset_value(dg.AssetKey("a"), instance=i),
            d.get_asset_value_loader(i).load_asset_value("a"),
        )


def case_load_value_part():
    with dg.instance_for_test() as i:

        @dg.asset(partitions_def=dg.StaticPartitionsDefinition(["x", "y"]))
        def a(context):
            return context.partition_key

        d = dg.Definitions(assets=[a])
        for k in "xy":
            d.resolve_implicit_global_asset_job_def().execute_in_process(instance=i, partition_key=k)
        return d.load_asset_value("a", instance=i, partition_key="x"), d.load_asset_value("a", instance=i)


def case_map_specs():
    @dg.asset
    def a():
        pass

    d = dg.Definitions(assets=[a, dg.AssetSpec("b")]).map_asset_specs(
        func=lambda s: s.replace_attributes(tags={"q": "r"})
    )
    return sorted((s.key.to_user_string(), dict(s.tags)) for s in d.resolve_all_asset_specs())


def case_yaml():
    return dg.config_from_yaml_strings(["a: {b: 1}", "a: {c: 2}"])


def case_logger():
    return (
        dg.json_console_logger.description,
        dg.colored_console_logger.description,
        dg.json_console_logger(
            dg.build_init_logger_context(logger_config={"log_level": "DEBUG", "name": "n"})
        ).name,
        sorted(dg.default_loggers()),
    )


class _P:
    pass
