"""Assets: keys, dependencies, what bodies return, what is recorded, and how jobs select them."""

import pytest


def keys_of(result):
    return [e.asset_key.to_user_string() for e in result.get_asset_materialization_events()]


def steps_of(result):
    return {e.step_key for e in result.get_step_success_events()}


@pytest.fixture
def chain(dg):
    @dg.asset
    def a():
        return 1

    @dg.asset(group_name="g")
    def b(a):
        return a + 1

    @dg.asset(deps=[b])
    def c() -> None: ...

    return [a, b, c]


def test_a_chain(dg, chain):
    result = dg.materialize(chain)
    assert result.success and keys_of(result) == ["a", "b", "c"]
    assert result.output_for_node("b") == 2 == result.asset_value("b")
    assert not [e for e in result.events_for_node("c") if e.is_handled_output or e.is_loaded_input]
    assert result.dagster_run.job_name == "__ephemeral_asset_job__"


@pytest.mark.parametrize(
    ("selection", "steps"),
    [
        (["a"], {"a"}),
        ("a+", {"a", "b"}),
        ("a*", {"a", "b", "c"}),
        ("*b", {"a", "b"}),
        ('key:"b"', {"b"}),
        ('+key:"b"', {"a", "b"}),
        ('key:"b"+', {"b", "c"}),
        ('1+key:"c"', {"b", "c"}),
        ("group:g", {"b"}),
        ('key:"a" or key:"c"', {"a", "c"}),
        ("not group:g", {"a", "c"}),
        ('* and not key:"a"', {"b", "c"}),
        ("roots(*)", {"a"}),
        ("sinks(*)", {"c"}),
        ('(key:"a" or key:"b") and group:g', {"b"}),
        ("*", {"a", "b", "c"}),
    ],
)
def test_selection_strings(dg, chain, selection, steps):
    selected = (
        dg.AssetSelection.from_coercible(selection) if hasattr(dg.AssetSelection, "from_coercible") else None
    )
    job = dg.define_asset_job("the_job", selection=selection)
    resolved = dg.Definitions(assets=chain, jobs=[job]).resolve_job_def("the_job")
    assert {n.name for n in resolved.nodes} == steps
    assert selected is not None


@pytest.mark.parametrize("which", range(14))
def test_selection_objects(dg, chain, which):
    a, b, c = chain
    select = dg.AssetSelection
    cases = [
        (select.all(), "abc"),
        (select.assets(a, b), "ab"),
        (select.assets("a", "c"), "ac"),
        (select.groups("g"), "b"),
        (select.assets(c).upstream(), "abc"),
        (select.assets(c).upstream(depth=1), "bc"),
        (select.assets(c).upstream(include_self=False), "ab"),
        (select.assets(a).downstream(), "abc"),
        (select.assets(a).downstream(depth=1), "ab"),
        (select.assets(a) | select.assets(c), "ac"),
        (select.all() & select.groups("g"), "b"),
        (select.all() - select.assets(a), "bc"),
        (select.all().roots(), "a"),
        (select.all().sinks(), "c"),
    ]
    selection, expected = cases[which]
    assert {key.path[0] for key in selection.resolve(chain)} == set(expected)


def test_selections_that_fail(dg, chain):
    with pytest.raises(dg.DagsterInvalidSubsetError):
        dg.AssetSelection.assets("nope").resolve(chain)
    assert dg.AssetSelection.from_string('key:"nope"').resolve(chain) == set()
    assert dg.AssetSelection.groups("nope").resolve(chain) == set()


def test_keys_and_node_names(dg):
    @dg.asset(key_prefix=["a", "b"])
    def prefixed(): ...

    @dg.asset(key=["x", "y"])
    def keyed(): ...

    @dg.asset(
        name="named", description="d", metadata={"m": 1}, group_name="g", tags={"t": "1"}, owners=["team:t"]
    )
    def original():
        """Not used."""

    assert prefixed.key == dg.AssetKey(["a", "b", "prefixed"]) and prefixed.op.name == "a__b__prefixed"
    assert keyed.key.path == ["x", "y"] and keyed.op.name == "x__y"
    spec = original.specs_by_key[dg.AssetKey("named")]
    assert (spec.description, spec.metadata["m"], spec.group_name) == ("d", 1, "g")
    assert spec.tags == {"t": "1"} and spec.owners == ["team:t"]
    assert original.group_names_by_key == {dg.AssetKey("named"): "g"}
    with pytest.raises(dg.DagsterInvalidDefinitionError):

        @dg.asset(key="k", name="n")
        def both(): ...

    with pytest.raises(dg.DagsterInvalidDefinitionError, match="not a valid name"):

        @dg.asset(name="a b")
        def spaced(): ...

    with pytest.raises(dg.DagsterInvalidDefinitionError, match="tag"):

        @dg.asset(tags={"t": "a b"})
        def tagged(): ...


def test_kinds_are_tags(dg):
    @dg.asset(kinds={"python"})
    def kind(): ...

    spec = kind.get_asset_spec()
    assert spec.kinds == {"python"} and spec.tags == {"dagster/kind/python": ""}


def test_inputs(dg):
    @dg.asset(key_prefix="p")
    def up():
        return 3

    @dg.asset(ins={"value": dg.AssetIn(key=["p", "up"])})
    def by_key(value):
        return value

    @dg.asset(ins={"up": dg.AssetIn(key_prefix="p")})
    def by_prefix(up):
        return up

    @dg.asset
    def by_last_name(up):
        return up

    result = dg.materialize_to_memory([up, by_key, by_prefix, by_last_name])
    assert [result.asset_value(n) for n in ("by_key", "by_prefix", "by_last_name")] == [3, 3, 3]
    assert by_key.keys_by_input_name == {"value": dg.AssetKey(["p", "up"])}
    assert by_key.dependency_keys == {dg.AssetKey(["p", "up"])} == set(by_key.asset_deps[by_key.key])


def test_inputs_that_nobody_makes(dg):
    @dg.asset
    def needs(nobody): ...

    @dg.asset(deps=["nobody"])
    def follows():
        return 1

    with pytest.raises(
        dg.DagsterInvalidDefinitionError, match="not produced by any of the provided asset ops"
    ):
        dg.materialize_to_memory([needs])
    assert dg.materialize_to_memory([follows]).success


def test_declarations_of_inputs_that_do_not_fit(dg):
    with pytest.raises(dg.DagsterInvalidDefinitionError):

        @dg.asset(ins={"x": dg.AssetIn()})
        def missing(y): ...

    with pytest.raises(dg.DagsterInvalidDefinitionError):

        @dg.asset
        def varargs(*a): ...


def bodies(dg):
    def value():
        return 1

    def none():
        return None

    def annotated_none() -> None: ...

    def result():
        return dg.MaterializeResult(metadata={"n": 1})

    def result_with_value():
        return dg.MaterializeResult(metadata={"n": 1}, value=5)

    def output():
        return dg.Output(1, metadata={"n": 1})

    def output_none():
        return dg.Output(None)

    def yielded():
        yield dg.Output(1)

    def own_event():
        yield dg.AssetMaterialization("the_asset")
        yield dg.Output(1)

    # body, stored by the I/O manager, materializations, metadata
    return {f.__name__: f for f in locals().values() if callable(f) and hasattr(f, "__name__")}


@pytest.mark.parametrize(
    ("body", "stored", "materializations"),
    [
        ("value", True, 1),
        ("none", True, 1),
        ("annotated_none", False, 1),
        ("result", False, 1),
        ("result_with_value", True, 1),
        ("output", True, 1),
        ("output_none", True, 1),
        ("yielded", True, 1),
        ("own_event", True, 2),
    ],
)
def test_what_bodies_return(dg, body, stored, materializations):
    made = dg.asset(name="the_asset")(bodies(dg)[body])
    result = dg.materialize_to_memory([made])
    assert bool([e for e in result.all_events if e.is_handled_output]) is stored
    found = result.asset_materializations_for_node("the_asset")
    assert len(found) == materializations
    if body in ("result", "result_with_value", "output"):
        assert found[0].metadata["n"].value == 1


def test_optional_assets(dg):
    @dg.asset(output_required=False)
    def maybe():
        return
        yield

    @dg.asset
    def after(maybe): ...

    @dg.asset
    def empty():
        return
        yield

    result = dg.materialize_to_memory([maybe, after])
    assert result.success and keys_of(result) == [] and result.is_node_skipped("after")
    with pytest.raises(dg.DagsterStepOutputNotFoundError):
        dg.materialize_to_memory([empty])


def test_types_of_assets(dg):
    @dg.asset
    def number() -> int:
        return "s"

    with pytest.raises(dg.DagsterTypeCheckDidNotPass):
        dg.materialize_to_memory([number])


def test_config_and_resources_of_assets(dg):
    @dg.asset(config_schema={"n": int}, required_resource_keys={"r"})
    def configured(context):
        return context.op_execution_context.op_config["n"] + context.resources.r

    config = {"ops": {"configured": {"config": {"n": 2}}}}
    assert (
        dg.materialize_to_memory([configured], run_config=config, resources={"r": 3}).asset_value(
            "configured"
        )
        == 5
    )
    with pytest.raises(dg.DagsterInvalidConfigError):
        dg.materialize_to_memory([configured], resources={"r": 3})
    with pytest.raises(dg.DagsterInvalidDefinitionError, match="'r'"):
        dg.materialize_to_memory([configured], run_config=config)

    @dg.asset(resource_defs={"r": dg.ResourceDefinition.hardcoded_resource(9)}, required_resource_keys={"r"})
    def own(context):
        return context.resources.r

    assert dg.materialize_to_memory([own]).asset_value("own") == 9


def test_multi_assets(dg):
    @dg.multi_asset(outs={"x": dg.AssetOut(), "y": dg.AssetOut(key=["p", "y"], group_name="g")})
    def pair():
        return 1, dg.Output(2, metadata={"n": 1})

    result = dg.materialize_to_memory([pair])
    assert keys_of(result) == ["x", "p/y"] and result.output_for_node("pair", "y") == 2
    assert pair.keys == {dg.AssetKey("x"), dg.AssetKey(["p", "y"])}
    assert set(pair.keys_by_output_name) == {"x", "y"}
    with pytest.raises(Exception, match="multiple asset keys"):
        _ = pair.key
    with pytest.raises(dg.DagsterInvalidDefinitionError):
        dg.materialize_to_memory([pair], selection=["x"])
    with pytest.raises(dg.DagsterInvalidDefinitionError):

        @dg.multi_asset(outs={"x": dg.AssetOut()}, specs=[dg.AssetSpec("x")])
        def both(): ...


def test_specs(dg):
    specs = [
        dg.AssetSpec("s1", deps=["other"]),
        dg.AssetSpec("s2", skippable=True),
        dg.AssetSpec(["p", "s3"]),
    ]

    @dg.multi_asset(specs=specs)
    def several():
        yield dg.MaterializeResult("s1", metadata={"n": 1})

    @dg.multi_asset(specs=[dg.AssetSpec("t1"), dg.AssetSpec("t2")])
    def silent(): ...

    result = dg.materialize_to_memory([several, silent])
    assert sorted(keys_of(result)) == ["p/s3", "s1", "t1", "t2"]
    assert not [e for e in result.all_events if e.is_handled_output]
    assert several.specs_by_key[dg.AssetKey("s1")].deps[0].asset_key == dg.AssetKey("other")


def test_subsets(dg):
    outs = {"x": dg.AssetOut(is_required=False), "y": dg.AssetOut(is_required=False)}

    @dg.multi_asset(outs=outs, can_subset=True)
    def pair(context):
        for name in sorted(context.op_execution_context.selected_output_names):
            yield dg.Output(name, name)

    assert keys_of(dg.materialize_to_memory([pair])) == ["x", "y"]
    assert keys_of(dg.materialize_to_memory([pair], selection=["y"])) == ["y"]


def test_internal_dependencies(dg):
    key = dg.AssetKey

    @dg.multi_asset(
        outs={"x": dg.AssetOut(), "y": dg.AssetOut()}, internal_asset_deps={"x": {key("up")}, "y": {key("x")}}
    )
    def pair(up):
        return 1, 2

    assert pair.asset_deps == {key("x"): {key("up")}, key("y"): {key("x")}}
    with pytest.raises(Exception, match="Invalid asset dependencies"):

        @dg.multi_asset(outs={"x": dg.AssetOut()}, internal_asset_deps={"x": {key("nope")}})
        def wrong():
            return 1


def test_graph_assets(dg, chain):
    @dg.op
    def inc(x):
        return x + 1

    @dg.graph_asset
    def ga(a):
        return inc(inc(a))

    @dg.graph_multi_asset(outs={"m1": dg.AssetOut(), "m2": dg.AssetOut()})
    def gm(a):
        first = inc(a)
        return {"m1": first, "m2": inc(first)}

    result = dg.materialize_to_memory([chain[0], ga, gm])
    assert (result.asset_value("ga"), result.asset_value("m1"), result.asset_value("m2")) == (3, 2, 3)
    assert result.output_for_node("gm.inc_2") == 3 and "ga.inc" in steps_of(result)
    assert sorted(keys_of(result)) == ["a", "ga", "m1", "m2"]
    with pytest.raises(Exception, match="leaf node"):

        @dg.graph_asset
        def dangling(a):
            inc.alias("unused")(a)
            return inc(a)


def test_assets_of_ops_and_graphs(dg, chain):
    @dg.op
    def double(a):
        return 2 * a

    @dg.graph
    def twice(a):
        return double(double(a))

    from_op = dg.AssetsDefinition.from_op(double, key_prefix="p")
    from_graph = dg.AssetsDefinition.from_graph(twice, keys_by_output_name={"result": dg.AssetKey("quad")})
    result = dg.materialize_to_memory([chain[0], from_op, from_graph])
    assert result.asset_value(["p", "double"]) == 2 and result.asset_value("quad") == 4
    assert from_op.keys_by_input_name == {"a": dg.AssetKey("a")}


def test_external_assets(dg):
    stored = {"src": 5}

    class Manager(dg.IOManager):
        def handle_output(self, context, obj):
            stored[context.asset_key.path[-1]] = obj

        def load_input(self, context):
            return stored[context.asset_key.path[-1]]

    @dg.asset
    def reads(src):
        return src + 1

    manager = dg.IOManagerDefinition.hardcoded_io_manager(Manager())
    for source in (dg.SourceAsset("src"), dg.AssetSpec("src")):
        result = dg.materialize([reads, source], resources={"io_manager": manager})
        assert result.asset_value("reads") == 6 and keys_of(result) == ["reads"]
    special = dg.SourceAsset("src", io_manager_key="special")
    result = dg.materialize([reads, special], resources={"special": manager, "io_manager": dg.mem_io_manager})
    assert result.asset_value("reads") == 6
    with pytest.raises(dg.DagsterInvalidDefinitionError, match="special"):
        dg.materialize([reads, special])


def test_asset_checks(dg, chain):
    a = chain[0]

    @dg.asset_check(asset=a, description="d")
    def is_one(a):
        return dg.AssetCheckResult(passed=a == 1, metadata={"n": a})

    @dg.asset_check(asset="a")
    def warns():
        return dg.AssetCheckResult(passed=False, severity=dg.AssetCheckSeverity.WARN, description="hm")

    @dg.asset(check_specs=[dg.AssetCheckSpec("inner", asset="checked")])
    def checked():
        yield dg.Output(1)
        yield dg.AssetCheckResult(passed=True)

    @dg.multi_asset_check(specs=[dg.AssetCheckSpec("m1", asset="a"), dg.AssetCheckSpec("m2", asset="a")])
    def both():
        yield dg.AssetCheckResult(check_name="m1", asset_key="a", passed=True)
        yield dg.AssetCheckResult(check_name="m2", asset_key="a", passed=False)

    result = dg.materialize_to_memory([a, checked, is_one, warns, both])
    found = {e.check_name: e for e in result.get_asset_check_evaluations()}
    assert {name: e.passed for name, e in found.items()} == {
        "is_one": True,
        "warns": False,
        "inner": True,
        "m1": True,
        "m2": False,
    }
    assert result.success and found["is_one"].metadata["n"].value == 1
    assert found["warns"].severity == dg.AssetCheckSeverity.WARN and found["warns"].description == "hm"
    assert found["is_one"].asset_key == dg.AssetKey("a") and found["inner"].asset_key == dg.AssetKey(
        "checked"
    )
    assert found["is_one"].target_materialization_data.run_id == result.run_id
    assert is_one(3).passed is False
    assert is_one.check_key == dg.AssetCheckKey(dg.AssetKey("a"), "is_one")


def test_results_with_checks(dg):
    specs = [dg.AssetCheckSpec("c1", asset="made"), dg.AssetCheckSpec("c2", asset="made")]

    @dg.asset(check_specs=specs)
    def made():
        results = [dg.AssetCheckResult(check_name=n, passed=True) for n in ("c1", "c2")]
        return dg.MaterializeResult(check_results=results)

    assert {e.check_name for e in dg.materialize_to_memory([made]).get_asset_check_evaluations()} == {
        "c1",
        "c2",
    }
    with pytest.raises(dg.DagsterInvalidDefinitionError, match="Invalid asset key"):

        @dg.asset(check_specs=[dg.AssetCheckSpec("c", asset="other")])
        def wrong(): ...


def test_calling_assets(dg, chain):
    a, b, _ = chain
    assert a() == 1 and b(5) == 6 and b(a=7) == 8

    @dg.asset(config_schema={"n": int})
    def configured(context: dg.AssetExecutionContext):
        return context.op_execution_context.op_config["n"], context.asset_key.path

    assert configured(dg.build_asset_context(asset_config={"n": 4})) == (4, ["configured"])
    with pytest.raises(dg.DagsterInvalidInvocationError):
        configured()
    with pytest.raises(dg.DagsterInvalidInvocationError, match='required input "a"'):
        b()


def test_contexts_of_bodies(dg):
    seen = {}

    @dg.asset
    def plain(context):
        seen["plain"] = (type(context).__name__, context.asset_key, context.job_name)

    @dg.asset
    def older(context: dg.OpExecutionContext):
        seen["older"] = (type(context).__name__, context.asset_key, context.op_def.name)

    dg.materialize_to_memory([plain, older])
    assert seen["plain"] == ("AssetExecutionContext", dg.AssetKey("plain"), "__ephemeral_asset_job__")
    assert seen["older"] == ("OpExecutionContext", dg.AssetKey("older"), "older")


def test_added_metadata(dg):
    @dg.asset
    def described(context):
        context.add_output_metadata({"a": 1})
        context.add_asset_metadata({"b": 2})

    metadata = dg.materialize_to_memory([described]).asset_materializations_for_node("described")[0].metadata
    assert {k: v.value for k, v in metadata.items()} == {"a": 1, "b": 2}


def test_data_versions(dg, chain):
    instance = dg.DagsterInstance.ephemeral()
    result = dg.materialize_to_memory(chain[:2], instance=instance)
    tags = {e.asset_key.path[0]: e.materialization.tags for e in result.get_asset_materialization_events()}
    assert tags["b"]["dagster/input_data_version/a"] == tags["a"]["dagster/data_version"]
    assert tags["a"]["dagster/code_version"] == result.run_id

    @dg.asset(code_version="1")
    def versioned():
        return dg.Output(1, data_version=dg.DataVersion("mine"))

    found = dg.materialize_to_memory([versioned]).asset_materializations_for_node("versioned")[0].tags
    assert found["dagster/code_version"] == "1" and found["dagster/data_version"] == "mine"


def test_the_instance_remembers(dg, chain):
    with dg.instance_for_test() as instance:
        result = dg.materialize(chain, instance=instance)
        assert instance.get_latest_materialization_event(dg.AssetKey("a")).run_id == result.run_id
        assert instance.get_latest_materialization_event(dg.AssetKey("zz")) is None
        assert instance.has_asset_key(dg.AssetKey("b"))
        assert instance.get_run_by_id(result.run_id).status == dg.DagsterRunStatus.SUCCESS
        again = dg.materialize(chain, selection=["b"], instance=instance)
        assert again.asset_value("b") == 2 and steps_of(again) == {"b"}
        records = instance.fetch_materializations(dg.AssetKey("b"), limit=10).records
        assert [r.event_log_entry.run_id for r in records] == [again.run_id, result.run_id]
        instance.report_runless_asset_event(dg.AssetMaterialization("ext", metadata={"n": 1}))
        event = instance.get_latest_materialization_event(dg.AssetKey("ext"))
        assert event.asset_materialization.metadata["n"].value == 1
        assert {r.run_id for r in instance.get_runs()} == {result.run_id, again.run_id}


def test_definitions(dg, chain):
    @dg.op(required_resource_keys={"r"})
    def use(context):
        return context.resources.r

    @dg.job
    def op_job():
        use()

    asset_job = dg.define_asset_job("asset_job", selection=["a", "b"], tags={"k": "v"})
    defs = dg.Definitions(
        assets=chain, jobs=[op_job, asset_job], resources={"r": 4, "io_manager": dg.mem_io_manager}
    )
    assert defs.resolve_job_def("op_job").execute_in_process().output_for_node("use") == 4
    result = defs.resolve_job_def("asset_job").execute_in_process()
    assert steps_of(result) == {"a", "b"} and result.dagster_run.tags["k"] == "v"
    subset = defs.resolve_job_def("asset_job").execute_in_process(asset_selection=[dg.AssetKey("a")])
    assert steps_of(subset) == {"a"}
    with pytest.raises(Exception, match="Could not find job 'nope'"):
        defs.resolve_job_def("nope")
    with pytest.raises(dg.DagsterInvalidSubsetError):
        defs.resolve_job_def("asset_job").execute_in_process(asset_selection=[dg.AssetKey("nope")])


def test_one_asset_is_defined_once(dg, chain):
    @dg.asset(name="a")
    def other(): ...

    with pytest.raises(dg.DagsterInvalidDefinitionError, match=r"Duplicate asset key|defined multiple times"):
        dg.materialize_to_memory([chain[0], other])


def test_selections_of_one_kind_only(dg, chain):
    with pytest.raises(Exception, match=r"selection|Sequence"):
        dg.define_asset_job("j", selection=[chain[0], "b"])


def test_with_resources(dg):
    @dg.asset(required_resource_keys={"r"})
    def needs(context):
        return context.resources.r

    bound = dg.with_resources([needs], {"r": dg.ResourceDefinition.hardcoded_resource(3)})
    assert dg.materialize(bound).asset_value("needs") == 3


def test_retries_and_hooks_of_assets(dg):
    log, attempts = [], []

    @dg.success_hook
    def note(context):
        log.append(context.step_key)

    @dg.asset(retry_policy=dg.RetryPolicy(max_retries=1), hooks={note})
    def flaky():
        attempts.append(1)
        if len(attempts) == 1:
            raise ValueError
        return 1

    result = dg.materialize_to_memory([flaky])
    assert result.success and log == ["flaky"] and len(keys_of(result)) == 1
