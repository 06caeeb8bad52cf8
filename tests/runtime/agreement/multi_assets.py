"""Multi-assets, graph assets and external assets: runs and errors."""

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


def case_missing_required_out():
    @dg.multi_asset(outs={"x": dg.AssetOut(), "y": dg.AssetOut()})
    def xy():
        yield dg.Output(1, "x")

    return dg.materialize([xy]).success


def case_optional_outs():
    @dg.multi_asset(outs={"x": dg.AssetOut(is_required=False), "y": dg.AssetOut(is_required=False)})
    def xy():
        yield dg.Output(1, "x")

    @dg.asset
    def dx(x): ...
    @dg.asset
    def dy(y): ...

    r = dg.materialize([xy, dx, dy])
    return mats(r), steps(r)


def case_subset_required_missing():
    @dg.multi_asset(
        outs={"x": dg.AssetOut(is_required=False), "y": dg.AssetOut(is_required=False)}, can_subset=True
    )
    def xy(context):
        for o in context.op_execution_context.selected_output_names:
            yield dg.Output(1, o)

    r = dg.materialize([xy], selection=["x"])
    return mats(r)


def case_subset_not_allowed():
    @dg.multi_asset(outs={"x": dg.AssetOut(), "y": dg.AssetOut()})
    def xy():
        return 1, 2

    return dg.materialize([xy], selection=["x"]).success


def case_subset_yield_unselected():
    @dg.multi_asset(
        specs=[dg.AssetSpec("x", skippable=True), dg.AssetSpec("y", skippable=True)], can_subset=True
    )
    def xy(context):
        yield dg.MaterializeResult(asset_key="x")
        yield dg.MaterializeResult(asset_key="y")

    r = dg.materialize([xy], selection=["x"], raise_on_error=False)
    return r.success, mats(r)


def case_specs_return_none():
    @dg.multi_asset(specs=[dg.AssetSpec("x"), dg.AssetSpec("y", deps=["x"])])
    def xy(): ...

    return mats(dg.materialize([xy]))


def case_specs_skippable_none():
    @dg.multi_asset(specs=[dg.AssetSpec("x", skippable=True), dg.AssetSpec("y")])
    def xy(): ...

    return mats(dg.materialize([xy]))


def case_specs_partial_results():
    @dg.multi_asset(specs=[dg.AssetSpec("x"), dg.AssetSpec("y")])
    def xy():
        yield dg.MaterializeResult(asset_key="x")

    r = dg.materialize([xy], raise_on_error=False)
    return r.success, mats(r)


def case_specs_tuple_results():
    @dg.multi_asset(specs=[dg.AssetSpec("x"), dg.AssetSpec("y")])
    def xy() -> tuple[dg.MaterializeResult, dg.MaterializeResult]:
        return dg.MaterializeResult(asset_key="x", metadata={"a": 1}), dg.MaterializeResult(asset_key="y")

    r = dg.materialize([xy])
    return mats(r), [sorted(m.metadata) for m in r.asset_materializations_for_node("xy")]


def case_specs_results_wrong_order():
    @dg.multi_asset(specs=[dg.AssetSpec("x"), dg.AssetSpec("y")])
    def xy():
        return dg.MaterializeResult(asset_key="y"), dg.MaterializeResult(asset_key="x")

    r = dg.materialize([xy])
    return mats(r)


def case_specs_result_no_key():
    @dg.multi_asset(specs=[dg.AssetSpec("x"), dg.AssetSpec("y")])
    def xy():
        yield dg.MaterializeResult()

    return dg.materialize([xy]).success


def case_specs_result_unknown_key():
    @dg.multi_asset(specs=[dg.AssetSpec("x"), dg.AssetSpec("y")])
    def xy():
        yield dg.MaterializeResult(asset_key="zz")

    return dg.materialize([xy]).success


def case_specs_return_value():
    @dg.multi_asset(specs=[dg.AssetSpec("x")])
    def xy():
        return 5

    return dg.materialize([xy]).success


def case_specs_downstream_loads():
    @dg.multi_asset(specs=[dg.AssetSpec("x")])
    def xy(): ...
    @dg.asset
    def d(x): ...

    return dg.materialize([xy, d]).success


def case_both_outs_specs():
    @dg.multi_asset(outs={"x": dg.AssetOut()}, specs=[dg.AssetSpec("x")])
    def xy(): ...


def case_no_outs_specs():
    @dg.multi_asset()
    def xy(): ...


def case_specs_and_deps():
    @dg.multi_asset(specs=[dg.AssetSpec("x")], deps=["z"])
    def xy(): ...


def case_specs_internal():
    @dg.multi_asset(specs=[dg.AssetSpec("x")], internal_asset_deps={"x": set()})
    def xy(): ...


def case_specs_group_conflict():
    @dg.multi_asset(specs=[dg.AssetSpec("x", group_name="a")], group_name="b")
    def xy(): ...


def case_specs_duplicates():
    @dg.multi_asset(specs=[dg.AssetSpec("x"), dg.AssetSpec("x")])
    def xy(): ...

    return 1


def case_specs_ins():
    @dg.multi_asset(specs=[dg.AssetSpec("x", deps=["u"])], ins={"u": dg.AssetIn()})
    def xy(u):
        yield dg.MaterializeResult(metadata={"u": u})

    @dg.asset
    def u():
        return 9

    r = dg.materialize_to_memory([xy, u])
    return [m.metadata["u"].value for m in r.asset_materializations_for_node("xy")]


def case_specs_arg_not_in_deps():
    @dg.multi_asset(specs=[dg.AssetSpec("x"), dg.AssetSpec("y", deps=["x"])])
    def xy(u):
        yield dg.MaterializeResult("x", metadata={"u": u})
        yield dg.MaterializeResult("y", metadata={"u": u})

    return sorted(
        (s.key.to_user_string(), sorted(d.asset_key.to_user_string() for d in s.deps)) for s in xy.specs
    )


def case_outs_none_annot():
    @dg.multi_asset(outs={"x": dg.AssetOut(dagster_type=dg.Nothing), "y": dg.AssetOut()})
    def xy():
        return None, 2

    r = dg.materialize([xy])
    return mats(r), sorted(e.event_type_value for e in r.all_events if e.event_type_value == "HANDLED_OUTPUT")


def case_materialize_result_value():
    @dg.multi_asset(outs={"x": dg.AssetOut(), "y": dg.AssetOut()})
    def xy():
        yield dg.MaterializeResult(asset_key="x", value=1, metadata={"m": 1})
        yield dg.MaterializeResult(asset_key="y", value=2)

    r = dg.materialize_to_memory([xy])
    return r.asset_value("x"), r.asset_value("y"), r.output_for_node("xy", "x")


def case_asset_result_value():
    @dg.asset
    def a():
        return dg.MaterializeResult(value=7, metadata={"m": 1})

    @dg.asset
    def b(a):
        return a

    return dg.materialize_to_memory([a, b]).output_for_node("b")


def case_asset_result_no_value_loaded():
    @dg.asset
    def a():
        return dg.MaterializeResult(metadata={"m": 1})

    @dg.asset
    def b(a):
        return a

    return dg.materialize_to_memory([a, b]).output_for_node("b")


def case_result_generic_annotation():
    @dg.asset
    def a() -> dg.MaterializeResult[int]:
        return dg.MaterializeResult(value=7)

    @dg.asset
    def b(a: int):
        return a

    return dg.materialize_to_memory([a, b]).output_for_node("b")


def case_result_bad_type():
    @dg.asset
    def a() -> dg.MaterializeResult[int]:
        return dg.MaterializeResult(value="s")

    return dg.materialize_to_memory([a]).success


def case_result_wrong_key():
    @dg.asset
    def a():
        return dg.MaterializeResult(asset_key="zz")

    return dg.materialize_to_memory([a]).success


def case_result_tags():
    @dg.asset
    def a():
        return dg.MaterializeResult(tags={"foo": "bar"}, data_version=dg.DataVersion("z"))

    m = dg.materialize_to_memory([a]).asset_materializations_for_node("a")[0]
    return m.tags["foo"], m.tags["dagster/data_version"]


def case_result_system_tags():
    @dg.asset
    def a():
        return dg.MaterializeResult(tags={"dagster/data_version": "bar"})

    m = dg.materialize_to_memory([a]).asset_materializations_for_node("a")[0]
    return m.tags["dagster/data_version"]


def case_graph_asset():
    @dg.op
    def one():
        return 1

    @dg.op
    def add(x):
        return x + 1

    @dg.graph_asset(group_name="g", metadata={"k": 1}, tags={"a": "b"}, owners=["team:z"], kinds={"sql"})
    def ga():
        """Docs"""
        return add(one())

    r = dg.materialize([ga])
    s = next(iter(ga.specs))
    return (
        mats(r),
        r.output_for_node("ga"),
        s.group_name,
        dict(s.metadata),
        dict(s.tags),
        s.owners,
        s.description,
        r.output_for_node("ga.one"),
    )


def case_graph_asset_inputs():
    @dg.op
    def add(x, y):
        return x + y

    @dg.asset
    def u():
        return 3

    @dg.asset
    def v():
        return 4

    @dg.graph_asset(ins={"q": dg.AssetIn("v")})
    def ga(u, q):
        return add(u, q)

    return dg.materialize_to_memory([u, v, ga]).output_for_node("ga")


def case_graph_asset_config():
    @dg.op(config_schema={"n": int})
    def one(context):
        return context.op_config["n"]

    @dg.graph_asset(config={"one": {"config": {"n": 4}}})
    def ga():
        return one()

    return dg.materialize([ga]).output_for_node("ga")


def case_graph_asset_config_mapping():
    @dg.op(config_schema={"n": int})
    def one(context):
        return context.op_config["n"]

    @dg.config_mapping
    def cm(val: dict) -> dict:
        return {"one": {"config": {"n": val["k"] * 2}}}

    @dg.graph_asset(
        config=dg.ConfigMapping(
            config_fn=lambda v: {"one": {"config": {"n": v["k"] * 2}}}, config_schema={"k": int}
        )
    )
    def ga():
        return one()

    return dg.materialize([ga], run_config={"ops": {"ga": {"config": {"k": 2}}}}).output_for_node("ga")


def case_graph_asset_bad_ins():
    @dg.op
    def one():
        return 1

    @dg.graph_asset(ins={"zz": dg.AssetIn("v")})
    def ga():
        return one()


def case_graph_multi_asset_run():
    @dg.op(out={"a": dg.Out(), "b": dg.Out()})
    def two():
        return 1, 2

    @dg.graph_multi_asset(outs={"x": dg.AssetOut(), "y": dg.AssetOut(metadata={"z": 1})}, group_name="g")
    def gm():
        a, b = two()
        return {"x": a, "y": b}

    r = dg.materialize([gm])
    return mats(r), r.output_for_node("gm", "x"), sorted(gm.group_names_by_key.items())


def case_graph_multi_subset():
    @dg.op
    def one():
        return 1

    @dg.op
    def two():
        return 2

    @dg.graph_multi_asset(
        outs={"x": dg.AssetOut(is_required=False), "y": dg.AssetOut(is_required=False)}, can_subset=True
    )
    def gm():
        return {"x": one(), "y": two()}

    r = dg.materialize([gm], selection=["x"])
    return mats(r), steps(r)


def case_graph_asset_checks():
    @dg.op(out={"a": dg.Out()})
    def one():
        return 1

    @dg.op
    def check_it(a):
        return dg.AssetCheckResult(passed=a == 1, metadata={"v": a})

    @dg.graph_multi_asset(outs={"x": dg.AssetOut()}, check_specs=[dg.AssetCheckSpec("c", asset="x")])
    def gm():
        a = one()
        return {"x": a, "x_c": check_it(a)}

    r = dg.materialize([gm])
    return mats(r), evals(r)


def case_graph_asset_with_checks():
    @dg.op(out={"result": dg.Out(), "c": dg.Out()})
    def both():
        yield dg.Output(1, "result")
        yield dg.Output(dg.AssetCheckResult(passed=True), "c")

    @dg.graph_asset(check_specs=[dg.AssetCheckSpec("c", asset="ga")])
    def ga():
        result, c = both()
        return {"result": result, "ga_c": c}

    r = dg.materialize([ga])
    return mats(r), evals(r)


def case_from_graph():
    @dg.op
    def one():
        return 1

    @dg.graph
    def g():
        return one()

    a = dg.AssetsDefinition.from_graph(g)
    b = dg.AssetsDefinition.from_graph(g, keys_by_output_name={"result": dg.AssetKey("zz")}, group_name="q")
    return a.keys, b.keys, b.group_names_by_key, mats(dg.materialize([b]))


def case_from_graph_wrong_names():
    @dg.op
    def one():
        return 1

    @dg.graph
    def g():
        return one()

    return dg.AssetsDefinition.from_graph(g, keys_by_output_name={"rrr": dg.AssetKey("zz")})


def case_from_graph_wrong_input_names():
    @dg.op
    def one(x):
        return 1

    @dg.graph
    def g(x):
        return one(x)

    return dg.AssetsDefinition.from_graph(g, keys_by_input_name={"rrr": dg.AssetKey("zz")})


def case_from_op():
    @dg.op(ins={"x": dg.In()}, out={"o": dg.Out(metadata={"a": 1}), "p": dg.Out()})
    def o(x):
        return 1, 2

    a = dg.AssetsDefinition.from_op(o, key_prefix="k", metadata_by_output_name={"p": {"z": 2}})
    return (
        sorted(a.keys),
        a.keys_by_input_name,
        sorted(
            (k.to_user_string(), sorted((n, getattr(v, "value", v)) for n, v in m.items()))
            for k, m in a.metadata_by_key.items()
        ),
    )


def case_external_spec():
    s = dg.AssetSpec("ext", metadata={"dagster/io_manager_key": "io"})

    class IO(dg.IOManager):
        def handle_output(self, c, o): ...
        def load_input(self, c):
            return 77

    @dg.asset
    def a(ext):
        return ext

    return dg.materialize([s, a], resources={"io": IO()}).output_for_node("a")


def case_external_materialize():
    s = dg.AssetSpec("ext")
    return dg.materialize([s]).success


def case_external_select():
    s = dg.AssetSpec("ext")

    @dg.asset(deps=[s])
    def a(): ...

    return dg.materialize([s, a], selection=["ext"]).success


def case_external_definitions_view():
    s = dg.AssetSpec("ext", group_name="g", description="d")
    d = dg.Definitions([s])
    a = d.resolve_assets_def("ext")
    return (
        a.is_external,
        a.is_executable,
        set(a.keys),
        sorted(x.key for x in d.resolve_all_asset_specs()),
        a.is_materializable,
    )


def case_external_call():
    d = dg.Definitions([dg.AssetSpec("ext")])
    return d.resolve_assets_def("ext")()


def case_runless_events():
    i = dg.DagsterInstance.ephemeral()
    i.report_runless_asset_event(
        dg.AssetMaterialization("ext", metadata={"n": 1}, partition="p", tags={"a": "b"})
    )
    i.report_runless_asset_event(dg.AssetObservation("ext", metadata={"n": 2}))
    i.report_runless_asset_event(
        dg.AssetCheckEvaluation(asset_key=dg.AssetKey("ext"), check_name="c", passed=True, metadata={})
    )
    m = i.get_latest_materialization_event(dg.AssetKey("ext")).asset_materialization
    o = i.fetch_observations(dg.AssetKey("ext"), limit=5).records
    return (
        m.partition,
        m.metadata["n"].value,
        m.tags["a"],
        [r.asset_observation.metadata["n"].value for r in o]
        if hasattr(o[0], "asset_observation")
        else [r.event_log_entry.asset_observation.metadata["n"].value for r in o],
    )


def case_runless_bad():
    i = dg.DagsterInstance.ephemeral()
    i.report_runless_asset_event(5)


def case_source_asset_resource_defs():
    class IO(dg.IOManager):
        def handle_output(self, c, o): ...
        def load_input(self, c):
            return c.asset_key.to_user_string()

    s = dg.SourceAsset("s", io_manager_def=IO())

    @dg.asset
    def a(s):
        return s

    return dg.materialize([s, a]).output_for_node("a")


def case_observable():
    @dg.observable_source_asset
    def o():
        return dg.DataVersion("v1")

    i = dg.DagsterInstance.ephemeral()
    r = (
        dg.Definitions([o], jobs=[dg.define_asset_job("j", "*")])
        .resolve_job_def("j")
        .execute_in_process(instance=i)
    )
    ev = next(e for e in r.all_events if e.event_type_value == "ASSET_OBSERVATION")
    return ev.asset_key, sorted(ev.event_specific_data.asset_observation.tags.items()), mats(r)


def case_observable_bad_return():
    @dg.observable_source_asset
    def o():
        return 5

    return (
        dg.Definitions([o], jobs=[dg.define_asset_job("j", "*")])
        .resolve_job_def("j")
        .execute_in_process()
        .success
    )


def case_observable_metadata():
    @dg.observable_source_asset
    def o():
        return dg.ObserveResult(metadata={"a": 1}, data_version=dg.DataVersion("q"))

    r = dg.Definitions([o], jobs=[dg.define_asset_job("j", "*")]).resolve_job_def("j").execute_in_process()
    ob = next(
        e for e in r.all_events if e.event_type_value == "ASSET_OBSERVATION"
    ).event_specific_data.asset_observation
    return ob.metadata["a"].value, sorted(ob.tags.items())


def case_observable_in_materialize():
    @dg.observable_source_asset
    def o():
        return dg.DataVersion("v1")

    @dg.asset(deps=[o])
    def a(): ...

    return steps(dg.materialize([o, a]))


def case_observe():
    @dg.observable_source_asset
    def o():
        return dg.DataVersion("v1")

    return o.is_executable, o.is_observable, o.key


def case_multi_observable():
    @dg.multi_observable_source_asset(specs=[dg.AssetSpec("a"), dg.AssetSpec("b")], can_subset=True)
    def ab(context):
        for k in sorted(context.selected_asset_keys):
            yield dg.ObserveResult(asset_key=k, metadata={"x": 1})

    r = dg.Definitions([ab], jobs=[dg.define_asset_job("j", "a")]).resolve_job_def("j").execute_in_process()
    return [e.asset_key for e in r.all_events if e.event_type_value == "ASSET_OBSERVATION"]


def case_materialize_and_observe_mixed():
    @dg.observable_source_asset
    def o():
        return dg.DataVersion("v1")

    @dg.asset(deps=[o])
    def a(): ...

    r = dg.Definitions([o, a], jobs=[dg.define_asset_job("j", "*")]).resolve_job_def("j").execute_in_process()
    return steps(r)
