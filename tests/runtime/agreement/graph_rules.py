"""What graphs, dynamic outputs, checks and assets allow, and how refusals are worded."""

import warnings

from engine import current

dg = current()


def words(call, *expected):
    """The class of the error, and which of the words its message has; else that nothing was raised."""
    try:
        call()
    except Exception as error:
        return type(error).__name__, [word in str(error) for word in expected]
    return "nothing"


def graph_of(body, **settings):
    return dg.graph(name="made", **settings)(body)


def job_of(body):
    return dg.job(name="made")(body)


@dg.op
def one():
    return 1


@dg.op
def echo(x):
    return x


@dg.op
def add(a, b):
    return a + b


@dg.op(out=dg.DynamicOut())
def numbers():
    yield dg.DynamicOutput(1, mapping_key="first")
    yield dg.DynamicOutput(2, mapping_key="second")


@dg.op(out=dg.DynamicOut())
def halves(x):
    yield dg.DynamicOutput(x / 2, mapping_key="half")


@dg.op(config_schema=str)
def configured_op(context):
    return context.op_config


def case_two_dynamic_outputs_at_once():
    def crossed():
        numbers().map(lambda a: numbers().map(lambda b: add(a, b)) and None)

    def chained():
        halves(one()).map(lambda a: numbers().map(lambda b: add(echo(a), b)) and None)

    return [
        words(lambda body=body: job_of(body), "cannot be downstream of more than one")
        for body in (crossed, chained)
    ]


def case_dynamic_output_below_a_dynamic_output():
    job = job_of(lambda: numbers().map(halves) and None)

    def read():
        echo(numbers().map(halves).collect())

    return job.execute_in_process().success, words(
        lambda: job_of(read), "cannot be downstream of more than one"
    )


def case_list_of_dynamic_values():
    def listed():
        found = []
        numbers().map(found.append)
        echo(found)

    return words(
        lambda: job_of(listed), "fan-in", 'Problematic dependency on dynamic output "numbers:result"'
    )


def case_collected_and_mapped():
    def mapped_first():
        found = numbers()
        found.map(lambda each: add(each, found.collect()))

    def collected_first():
        found = numbers()
        found.map(lambda each: add(found.collect(), each))

    return (
        words(lambda: job_of(mapped_first), "cannot both collect over dynamic output"),
        words(lambda: job_of(collected_first), "cannot be both downstream of dynamic output"),
    )


def case_graph_with_dynamic_output_inside_a_map():
    @dg.graph
    def inner(a):
        numbers().map(lambda b: add(a, b))

    @dg.graph
    def wrapper(a):
        inner(a)

    text = 'cannot be downstream of dynamic output "numbers:result" since input "a" maps to a node'
    return [
        words(lambda graph=graph: job_of(lambda: numbers().map(lambda x: graph(echo(x))) and None), text)
        for graph in (inner, wrapper)
    ]


def case_collect_skips_when_every_branch_was_skipped():
    @dg.op(out={"low": dg.Out(is_required=False), "high": dg.Out(is_required=False)})
    def sort(x):
        yield dg.Output(x, "low")

    @dg.job
    def job():
        low, high = numbers().map(sort)
        echo.alias("lows")(low.collect())
        echo.alias("highs")(high.collect())

    result = job.execute_in_process()
    kinds = [event.event_type_value for event in result.events_for_node("highs")]
    return result.output_for_node("lows"), kinds


def case_config_mapping_of_the_whole_graph():
    mapping = dg.ConfigMapping(lambda text: {"configured_op": {"config": text}}, config_schema=str)
    plain = dg.graph(name="plain", config=mapping)(lambda: configured_op())
    outer = dg.graph(
        name="outer", config=dg.ConfigMapping(lambda text: {"plain": {"config": text}}, config_schema=str)
    )(lambda: plain())
    given = {"ops": {"config": "hello"}}
    return (
        plain.execute_in_process(run_config=given).output_value(),
        plain.to_job(config=given).execute_in_process().output_value(),
        plain.configured("hello", name="fixed").execute_in_process().output_value(),
        outer.to_job().execute_in_process(run_config=given).output_value(),
        graph_of(lambda: configured_op(), config={"configured_op": {"config": "x"}})
        .execute_in_process()
        .output_value(),
        words(lambda: plain.execute_in_process(run_config={"ops": {"config": {}}}), "root:ops:config"),
    )


def case_config_mapping_of_the_whole_graph_that_errs():
    def graph(function):
        return dg.graph(name="g", config=dg.ConfigMapping(function))(lambda: configured_op())

    def fails(_config):
        raise ValueError

    right = graph(lambda _: {"configured_op": {"config": "x"}})
    return (
        words(graph(lambda _: "text").execute_in_process, "top level graph 'g' has a configuration error"),
        words(graph(fails).execute_in_process),
        words(
            right.configured(fails, name="h", config_schema=str).to_job().execute_in_process, "`configured`"
        ),
    )


def case_order_of_inputs_of_a_graph():
    graph = dg.graph(name="g")(lambda z, a: add(a, b=z))
    return [(m.graph_input_name, m.maps_to.node_name, m.maps_to.input_name) for m in graph.input_mappings]


def case_output_of_a_graph():
    mapping = dg.graph(name="g")(lambda: one()).output_mappings[0]
    return mapping.graph_output_name, tuple(mapping.maps_from)[:2]


def case_nodes_anywhere_in_a_job():
    inner = dg.graph(name="inner")(lambda: echo(one()))
    job = job_of(lambda: inner() and None)
    return [job.has_node(name) for name in ("one", "inner", "numbers")]


def case_nodes_that_are_never_called():
    def body():
        one.alias("lost")
        one.tag({"a": "b"}).alias("found")()

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        job_of(body)
    return sorted(str(each.message).split("\n")[0] for each in caught)


def case_too_late_for_an_alias_or_hooks():
    return (
        words(lambda: job_of(lambda: one().alias("x") and None), "attempted to call alias method"),
        words(lambda: job_of(lambda: one().with_hooks(set()) and None), "attempted to call hook method"),
    )


def case_asset_as_a_node_of_a_graph():
    made = dg.asset(name="made_here")(lambda: 1)
    graph = dg.graph(name="g")(lambda: made() and None)
    return bool(graph.execute_in_process().events_for_node("made_here"))


def case_resource_keys_are_identifiers():
    return words(
        lambda: job_of(lambda: one() and None).graph.to_job(resource_defs={"a-b": 1}),
        "valid Python identifier",
    )


def case_partition_mappings_that_do_not_fit():
    days = dg.DailyPartitionsDefinition("2024-01-01")
    letters = dg.StaticPartitionsDefinition(["a"])
    upstream = dg.asset(name="upstream", partitions_def=days)(lambda: 1)

    def loaded(partitions_def, mapping):
        dep = dg.AssetDep("upstream", partition_mapping=mapping)
        below = dg.asset(name="below", deps=[dep], partitions_def=partitions_def)(lambda: 1)
        dg.Definitions.validate_loadable(dg.Definitions(assets=[upstream, below]))

    return [
        words(lambda p=p, m=m: loaded(p, m), "Invalid partition mapping from below to upstream")
        for p, m in (
            (letters, dg.TimeWindowPartitionMapping()),
            (letters, dg.IdentityPartitionMapping()),
            (None, dg.TimeWindowPartitionMapping()),
            (days, dg.TimeWindowPartitionMapping()),
            (letters, dg.AllPartitionMapping()),
        )
    ]


def case_results_of_unknown_checks():
    def evaluated(**settings):
        check = dg.asset_check(asset="orders", name="rows")(
            lambda: dg.AssetCheckResult(passed=True, **settings)
        )
        job = dg.Definitions(asset_checks=[check]).resolve_implicit_global_asset_job_def()
        job.execute_in_process()

    return (
        words(
            lambda: evaluated(asset_key=dg.AssetKey("other")),
            "targets asset 'other'",
            "Targeted assets: ['orders']",
        ),
        words(lambda: evaluated(check_name="other"), "target asset 'orders' and have name 'other'"),
    )


def case_blocking_check_fails():
    orders = dg.asset(name="orders")(lambda: 1)
    check = dg.asset_check(asset=orders, name="rows", blocking=True)(
        lambda: dg.AssetCheckResult(passed=False)
    )
    job = dg.Definitions(assets=[orders], asset_checks=[check]).resolve_implicit_global_asset_job_def()
    return job.execute_in_process(raise_on_error=False).failure_data_for_node("orders_rows").error.message


def case_planned_checks():
    check = dg.asset_check(asset="orders", name="rows")(lambda: dg.AssetCheckResult(passed=True))
    job = dg.Definitions(asset_checks=[check]).resolve_implicit_global_asset_job_def()
    with dg.instance_for_test() as instance:
        result = job.execute_in_process(instance=instance)
        kind = dg.DagsterEventType.ASSET_CHECK_EVALUATION_PLANNED
        planned = instance.get_records_for_run(result.run_id, of_type=kind).records
        return len(planned), kind in [event.event_type for event in result.all_events]


def case_keys_of_checks():
    key = dg.AssetCheckKey(dg.AssetKey(["a", "b"]), "c")
    return (
        dg.AssetCheckKey.from_user_string("a/b:c") == key,
        dg.AssetCheckKey.from_db_string(key.to_db_string()) == key,
        key.replace_asset_key(dg.AssetKey("z")).to_user_string(),
        key.with_asset_key_prefix("p").to_user_string(),
    )


def case_assets_yielded_in_the_wrong_order():
    @dg.multi_asset(
        outs={"a": dg.AssetOut(), "b": dg.AssetOut()},
        internal_asset_deps={"a": set(), "b": {dg.AssetKey("a")}},
    )
    def both():
        yield dg.Output(1, "b")
        yield dg.Output(1, "a")

    return words(lambda: dg.materialize_to_memory([both]), 'Asset "b" was yielded before its dependency "a"')


def case_spec_of_an_asset_that_is_made():
    made = dg.asset(name="a")(lambda: 1)
    return (
        words(lambda: dg.materialize([made, dg.AssetSpec("a")]), "Duplicate asset key"),
        dg.materialize_to_memory([made, dg.SourceAsset("a")]).success,
    )


def case_resources_of_assets_that_are_left_out():
    def asset(name, value):
        resource = dg.ResourceDefinition.hardcoded_resource(value)
        return dg.asset(name=name, resource_defs={"r": resource})(lambda: 1)

    assets = [asset("a", 1), asset("b", 2)]
    job = dg.define_asset_job("only_a", selection=["a"])
    return (
        words(lambda: dg.materialize(assets, selection=["a"]), "Conflicting versions of resource"),
        dg.Definitions(assets=assets, jobs=[job]).resolve_job_def("only_a").name,
    )


def case_defaults_of_inputs_of_assets():
    total = dg.asset(name="total")(lambda a, b=5: a + b)
    b = dg.asset(name="b")(lambda: 10)
    a = dg.asset(name="a")(lambda: 1)
    result = dg.materialize_to_memory([a, b, total])
    return total(1), total(1, b=2), result.output_for_node("total"), words(lambda: dg.materialize([a, total]))


def case_words_of_selections():
    chosen = dg.AssetSelection
    return [
        each.to_selection_str()
        for each in (
            chosen.tag("a", ""),
            chosen.assets("a").upstream(include_self=False),
            chosen.assets("a", "b").downstream(depth=2),
            chosen.all() - chosen.groups("g"),
        )
    ] + [words(chosen.key_prefixes("a").to_selection_str), words(chosen.all_asset_checks().to_selection_str)]


def case_source_assets_are_equal_by_content():
    made = dg.asset(name="a", metadata={"x": "y"}, io_manager_key="m")(lambda: 1)
    same = dg.SourceAsset(dg.AssetKey("a"), metadata={"x": "y"}, io_manager_key="m")
    return made.to_source_assets() == [same], same == dg.SourceAsset("a")


def case_specs_keep_their_kinds_when_tags_change():
    spec = dg.AssetSpec("a", tags={"x": "y"}, kinds={"sql"})
    return sorted(spec.replace_attributes(tags={"z": ""}).tags), sorted(
        spec.replace_attributes(kinds={"csv"}).tags
    )
