"""Asset checks: definitions, runs, results, selections, errors."""

from engine import current

dg = current()


def mats(r):
    return sorted((e.asset_key.to_user_string(), e.step_key) for e in r.get_asset_materialization_events())


def steps(r):
    return sorted(
        (e.step_key, e.event_type_value)
        for e in r.all_events
        if e.event_type_value in ("STEP_SUCCESS", "STEP_FAILURE", "STEP_SKIPPED")
    )


def evals(r):
    return sorted(
        (
            e.check_name,
            e.passed,
            e.asset_key.to_user_string(),
            e.severity.value,
            str(e.description),
            e.blocking,
            sorted((k, v.value) for k, v in e.metadata.items()),
            e.partition,
        )
        for e in r.get_asset_check_evaluations()
    )


def case_check_basic():
    @dg.asset
    def a():
        return 1

    @dg.asset_check(asset=a, description="dd", metadata={"q": 1})
    def c(context, a):
        return dg.AssetCheckResult(passed=a == 1, metadata={"v": a}, description="d2")

    r = dg.materialize([a, c])
    s = next(iter(c.check_specs))
    return evals(r), steps(r), s.description, s.metadata, c.check_key, s.key, s.blocking


def case_check_bool():
    @dg.asset
    def a():
        return 1

    @dg.asset_check(asset=a)
    def c():
        return True

    return dg.materialize([a, c]).success


def case_check_bool_direct():
    @dg.asset
    def a():
        return 1

    @dg.asset_check(asset=a)
    def c(a):
        return dg.AssetCheckResult(passed=a == 2)

    return c(2).passed, c(a=3).passed


def case_check_name():
    @dg.asset_check(asset="a", name="foo")
    def c():
        return dg.AssetCheckResult(passed=True)

    return c.check_key.name, c.node_def.name


def case_check_wrong_asset_result():
    @dg.asset
    def a():
        return 1

    @dg.asset_check(asset=a)
    def c():
        return dg.AssetCheckResult(asset_key="b", passed=True)

    return dg.materialize([a, c]).success


def case_check_wrong_name_result():
    @dg.asset
    def a():
        return 1

    @dg.asset_check(asset=a)
    def c():
        return dg.AssetCheckResult(check_name="b", passed=True)

    return dg.materialize([a, c]).success


def case_check_additional_ins():
    @dg.asset
    def a():
        return 1

    @dg.asset
    def b():
        return 2

    @dg.asset_check(asset=a, additional_ins={"b": dg.AssetIn()})
    def c(a, b):
        return dg.AssetCheckResult(passed=a < b, metadata={"b": b})

    return evals(dg.materialize([a, b, c]))


def case_check_additional_deps():
    @dg.asset
    def a():
        return 1

    @dg.asset
    def b():
        return 2

    @dg.asset_check(asset=a, additional_deps=[b])
    def c():
        return dg.AssetCheckResult(passed=True)

    r = dg.materialize([a, b, c])
    return evals(r), [d.asset_key for d in next(iter(c.check_specs)).additional_deps]


def case_check_dep_on_self():
    @dg.asset_check(asset="a", additional_deps=["a"])
    def c():
        return dg.AssetCheckResult(passed=True)


def case_check_unexpected_arg():
    @dg.asset_check(asset="a")
    def c(z):
        return dg.AssetCheckResult(passed=True)


def case_check_too_many_args():
    @dg.asset_check(asset="a")
    def c(a, z):
        return dg.AssetCheckResult(passed=True)


def case_check_arg_other_name():
    @dg.asset
    def a():
        return 4

    @dg.asset_check(asset=a)
    def c(whatever):
        return dg.AssetCheckResult(passed=whatever == 4)

    return evals(dg.materialize([a, c]))


def case_check_resource():
    @dg.asset
    def a():
        return 4

    @dg.asset_check(asset=a, required_resource_keys={"r"})
    def c(context):
        return dg.AssetCheckResult(passed=context.resources.r == 4)

    return evals(dg.materialize([a, c], resources={"r": 4}))


def case_check_resource_param():
    class R(dg.ConfigurableResource):
        n: int

    @dg.asset
    def a():
        return 4

    @dg.asset_check(asset=a)
    def c(r: R):
        return dg.AssetCheckResult(passed=r.n == 4)

    return evals(dg.materialize([a, c], resources={"r": R(n=4)}))


def case_check_config():
    class C(dg.Config):
        n: int

    @dg.asset
    def a():
        return 4

    @dg.asset_check(asset=a)
    def c(config: C):
        return dg.AssetCheckResult(passed=config.n == 4)

    return evals(dg.materialize([a, c], run_config=dg.RunConfig(ops={"a_c": C(n=4)})))


def case_check_raises():
    @dg.asset
    def a():
        return 4

    @dg.asset_check(asset=a)
    def c():
        raise ValueError("x")

    @dg.asset(deps=[a])
    def d(): ...

    r = dg.materialize([a, c, d], raise_on_error=False)
    return r.success, steps(r), evals(r)


def case_check_raises_blocking():
    @dg.asset
    def a():
        return 4

    @dg.asset_check(asset=a, blocking=True)
    def c():
        raise ValueError("x")

    @dg.asset(deps=[a])
    def d(): ...

    r = dg.materialize([a, c, d], raise_on_error=False)
    return r.success, steps(r), evals(r)


def case_in_asset_spec_missing():
    @dg.asset(check_specs=[dg.AssetCheckSpec("c", asset="a")])
    def a():
        return 1

    return dg.materialize([a]).success


def case_in_asset_yield():
    @dg.asset(check_specs=[dg.AssetCheckSpec("c", asset="a"), dg.AssetCheckSpec("d", asset="a")])
    def a():
        yield dg.Output(1)
        yield dg.AssetCheckResult(check_name="c", passed=True)
        yield dg.AssetCheckResult(check_name="d", passed=False, severity=dg.AssetCheckSeverity.WARN)

    r = dg.materialize([a])
    return evals(r), r.success


def case_in_asset_result():
    @dg.asset(check_specs=[dg.AssetCheckSpec("c", asset="a")])
    def a():
        return dg.MaterializeResult(check_results=[dg.AssetCheckResult(passed=True)])

    return evals(dg.materialize([a]))


def case_in_asset_no_name_two():
    @dg.asset(check_specs=[dg.AssetCheckSpec("c", asset="a"), dg.AssetCheckSpec("d", asset="a")])
    def a():
        yield dg.Output(1)
        yield dg.AssetCheckResult(passed=True)

    return dg.materialize([a]).success


def case_in_asset_unknown_check():
    @dg.asset
    def a():
        yield dg.Output(1)
        yield dg.AssetCheckResult(check_name="zz", passed=True)

    return dg.materialize([a]).success


def case_in_asset_wrong_asset_spec():
    @dg.asset(check_specs=[dg.AssetCheckSpec("c", asset="b")])
    def a(): ...


def case_in_asset_duplicate_spec():
    @dg.asset(check_specs=[dg.AssetCheckSpec("c", asset="a"), dg.AssetCheckSpec("c", asset="a")])
    def a(): ...


def case_in_asset_twice():
    @dg.asset(check_specs=[dg.AssetCheckSpec("c", asset="a")])
    def a():
        yield dg.Output(1)
        yield dg.AssetCheckResult(check_name="c", passed=True)
        yield dg.AssetCheckResult(check_name="c", passed=True)

    return dg.materialize([a]).success


def case_check_only_selection():
    @dg.asset
    def a():
        return 1

    @dg.asset_check(asset=a)
    def c():
        return dg.AssetCheckResult(passed=True)

    r = dg.materialize([a, c], selection=dg.AssetSelection.checks(c))
    return steps(r), evals(r)


def case_no_checks_selection():
    @dg.asset
    def a():
        return 1

    @dg.asset_check(asset=a)
    def c():
        return dg.AssetCheckResult(passed=True)

    r = dg.materialize([a, c], selection=dg.AssetSelection.assets(a).without_checks())
    return steps(r), evals(r)


def case_checks_for_assets():
    @dg.asset
    def a():
        return 1

    @dg.asset
    def b():
        return 1

    @dg.asset_check(asset=a)
    def c():
        return dg.AssetCheckResult(passed=True)

    @dg.asset_check(asset=b)
    def d():
        return dg.AssetCheckResult(passed=True)

    r = dg.materialize([a, b, c, d], selection=dg.AssetSelection.checks_for_assets(a))
    return (
        steps(r),
        steps(dg.materialize([a, b, c, d], selection=dg.AssetSelection.all_asset_checks())),
        steps(dg.materialize([a, b, c, d], selection=["a"])),
    )


def case_multi_asset_check():
    @dg.asset
    def a():
        return 1

    @dg.asset
    def b():
        return 1

    @dg.multi_asset_check(
        specs=[dg.AssetCheckSpec("x", asset="a"), dg.AssetCheckSpec("y", asset="b", blocking=True)], name="mc"
    )
    def mc():
        yield dg.AssetCheckResult(passed=True, asset_key="a", check_name="x")
        yield dg.AssetCheckResult(passed=True, asset_key="b", check_name="y")

    r = dg.materialize([a, b, mc])
    return evals(r), steps(r), sorted(mc.check_keys), mc.node_def.name


def case_multi_asset_check_subset():
    @dg.multi_asset_check(
        specs=[dg.AssetCheckSpec("x", asset="a"), dg.AssetCheckSpec("y", asset="a")], can_subset=True
    )
    def mc(context):
        for k in sorted(context.selected_asset_check_keys):
            yield dg.AssetCheckResult(passed=True, asset_key=k.asset_key, check_name=k.name)

    @dg.asset
    def a():
        return 1

    r = dg.materialize([a, mc], selection=dg.AssetSelection.checks(dg.AssetCheckKey(dg.AssetKey("a"), "x")))
    return evals(r)


def case_multi_asset_check_no_subset():
    @dg.multi_asset_check(specs=[dg.AssetCheckSpec("x", asset="a"), dg.AssetCheckSpec("y", asset="a")])
    def mc(context):
        for k in sorted(context.selected_asset_check_keys):
            yield dg.AssetCheckResult(passed=True, asset_key=k.asset_key, check_name=k.name)

    @dg.asset
    def a():
        return 1

    r = dg.materialize([a, mc], selection=dg.AssetSelection.checks(dg.AssetCheckKey(dg.AssetKey("a"), "x")))
    return evals(r)


def case_multi_asset_check_missing():
    @dg.multi_asset_check(specs=[dg.AssetCheckSpec("x", asset="a"), dg.AssetCheckSpec("y", asset="a")])
    def mc():
        yield dg.AssetCheckResult(passed=True, asset_key="a", check_name="x")

    @dg.asset
    def a():
        return 1

    return dg.materialize([a, mc]).success


def case_check_duplicate_keys():
    @dg.asset
    def a():
        return 1

    @dg.asset_check(asset=a)
    def c():
        return dg.AssetCheckResult(passed=True)

    def mk():
        @dg.asset_check(asset=a, name="c")
        def other():
            return dg.AssetCheckResult(passed=True)

        return other

    return dg.Definitions([a], asset_checks=[c, mk()]).resolve_all_job_defs()


def case_check_target_materialization():
    @dg.asset
    def a():
        return 1

    @dg.asset_check(asset=a)
    def c():
        return dg.AssetCheckResult(passed=True)

    i = dg.DagsterInstance.ephemeral()
    r = dg.materialize([a, c], instance=i)
    e = r.get_asset_check_evaluations()[0]
    t = e.target_materialization_data
    rec = i.get_latest_materialization_event(dg.AssetKey("a"))
    return t is not None and t.run_id == r.run_id and t.timestamp == rec.timestamp


def case_check_target_none():
    @dg.asset
    def a():
        return 1

    @dg.asset_check(asset=a)
    def c():
        return dg.AssetCheckResult(passed=True)

    r = dg.materialize([a, c], selection=dg.AssetSelection.checks(c))
    return r.get_asset_check_evaluations()[0].target_materialization_data


def case_check_of_source():
    s = dg.SourceAsset("s")

    @dg.asset_check(asset=s)
    def c():
        return dg.AssetCheckResult(passed=True)

    return evals(
        dg.Definitions(
            [s], asset_checks=[c], jobs=[dg.define_asset_job("j", dg.AssetSelection.all_asset_checks())]
        )
        .resolve_job_def("j")
        .execute_in_process()
    )


def case_check_job():
    @dg.asset
    def a():
        return 1

    @dg.asset_check(asset=a)
    def c():
        return dg.AssetCheckResult(passed=True)

    d = dg.Definitions(
        [a],
        asset_checks=[c],
        jobs=[
            dg.define_asset_job("all"),
            dg.define_asset_job("only_a", [a]),
            dg.define_asset_job("ch", dg.AssetSelection.checks(c)),
        ],
    )
    return [steps(d.resolve_job_def(n).execute_in_process()) for n in ("all", "only_a", "ch")]


def case_check_result_bad_passed():
    return dg.AssetCheckResult(passed="yes")


def case_check_result_bad_metadata():
    return dg.AssetCheckResult(passed=True, metadata={"a": object()})


def case_check_severity_default():
    r = dg.AssetCheckResult(passed=False)
    return r.severity.value, r.metadata, r.description, r.check_name, r.asset_key


def case_check_spec_eq():
    s = dg.AssetCheckSpec("c", asset="a", description="d")
    return (
        s.key,
        s.asset_key,
        s.get_python_identifier(),
        s == dg.AssetCheckSpec("c", asset="a", description="d"),
        s.key.to_user_string(),
    )


def case_check_severity_failure_blocking_success():
    @dg.asset
    def a():
        return 1

    @dg.asset_check(asset=a)
    def c():
        return dg.AssetCheckResult(passed=False)

    r = dg.materialize([a, c])
    return r.success, evals(r)


def case_check_partitioned():
    p = dg.StaticPartitionsDefinition(["a", "b"])

    @dg.asset(partitions_def=p)
    def a():
        return 1

    @dg.asset_check(asset=a, partitions_def=p)
    def c(context: dg.AssetCheckExecutionContext):
        return dg.AssetCheckResult(passed=True, metadata={"k": context.partition_key})

    r = dg.materialize([a, c], partition_key="b")
    return evals(r)


def case_check_context():
    @dg.asset
    def a():
        return 1

    @dg.asset_check(asset=a)
    def c(context: dg.AssetCheckExecutionContext):
        return dg.AssetCheckResult(
            passed=True,
            metadata={
                "s": str(context.check_specs[0].key.name),
                "r": context.op_execution_context.op_def.name,
                "run": context.run.job_name,
                "g": dg.AssetCheckExecutionContext.get() is not None,
            },
        )

    return evals(dg.materialize([a, c]))


def case_check_asset_context_wrong():
    @dg.asset_check(asset="a")
    def c(context: dg.AssetExecutionContext):
        return dg.AssetCheckResult(passed=True)


def case_check_io_none():
    @dg.asset
    def a() -> None: ...
    @dg.asset_check(asset=a)
    def c():
        return dg.AssetCheckResult(passed=True)

    return evals(dg.materialize([a, c]))


def case_instance_check_history():
    @dg.asset
    def a():
        return 1

    @dg.asset_check(asset=a)
    def c():
        return dg.AssetCheckResult(passed=True)

    i = dg.DagsterInstance.ephemeral()
    dg.materialize([a, c], instance=i)
    k = dg.AssetCheckKey(dg.AssetKey("a"), "c")
    recs = i.event_log_storage.get_asset_check_execution_history(k, limit=10)
    return [
        (
            r.status.value,
            r.event.asset_check_evaluation.passed
            if hasattr(r.event, "asset_check_evaluation")
            else r.event.dagster_event.event_specific_data.passed,
        )
        for r in recs
    ]


def case_column_schema_change():
    cs = dg.build_column_schema_change_checks(assets=["a"])
    return [s.name for c in cs for s in c.check_specs]


def case_metadata_bounds():
    @dg.asset
    def a():
        return dg.MaterializeResult(metadata={"n": 5})

    cs = dg.build_metadata_bounds_checks(assets=[a], metadata_key="n", max_value=3)
    r = dg.materialize([a, *cs])
    return evals(r)


def case_checks_on_multi_asset():
    @dg.multi_asset(
        specs=[dg.AssetSpec("x"), dg.AssetSpec("y")],
        check_specs=[dg.AssetCheckSpec("c", asset="x"), dg.AssetCheckSpec("d", asset="y")],
    )
    def xy():
        yield dg.MaterializeResult("x", check_results=[dg.AssetCheckResult(passed=True, check_name="c")])
        yield dg.MaterializeResult("y")
        yield dg.AssetCheckResult(passed=False, check_name="d", asset_key="y")

    r = dg.materialize([xy])
    return evals(r), r.success


def case_checks_on_multi_asset_subset():
    @dg.multi_asset(
        specs=[dg.AssetSpec("x", skippable=True), dg.AssetSpec("y", skippable=True)],
        check_specs=[dg.AssetCheckSpec("c", asset="x"), dg.AssetCheckSpec("d", asset="y")],
        can_subset=True,
    )
    def xy(context):
        for k in sorted(context.selected_asset_keys):
            yield dg.MaterializeResult(k)
        for c in sorted(context.selected_asset_check_keys):
            yield dg.AssetCheckResult(passed=True, check_name=c.name, asset_key=c.asset_key)

    r = dg.materialize([xy], selection=["x"])
    r2 = dg.materialize([xy], selection=dg.AssetSelection.checks(dg.AssetCheckKey(dg.AssetKey("y"), "d")))
    return evals(r), mats(r), evals(r2), mats(r2)


def case_materialize_check_alone():
    @dg.asset_check(asset="a")
    def c():
        return dg.AssetCheckResult(passed=True)

    r = dg.materialize([c])
    return steps(r), evals(r)


def case_materialize_source_and_check():
    s = dg.AssetSpec("s")

    @dg.asset_check(asset="s")
    def c():
        return dg.AssetCheckResult(passed=True)

    r = dg.materialize([s, c])
    return steps(r), evals(r)


def case_materialize_result_value_in_specs():
    @dg.multi_asset(specs=[dg.AssetSpec("x")])
    def xy():
        return dg.MaterializeResult(asset_key="x", value=5)

    return dg.materialize([xy]).success


def case_job_with_external_selected():
    s = dg.AssetSpec("s")

    @dg.asset(deps=[s])
    def a(): ...

    d = dg.Definitions([s, a], jobs=[dg.define_asset_job("j", ["s", "a"])])
    return d.resolve_job_def("j").name
