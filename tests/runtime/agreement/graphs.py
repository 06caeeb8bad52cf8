"""Graphs and jobs: composition, wiring, dictionaries of dependencies, subsets and results."""

from collections import namedtuple

from engine import current

dg = current()
INSTANCE = dg.DagsterInstance.ephemeral()  # one for all cases: Dagster needs a while to make it


def refused(call):
    """The class of the error, or what the call gives."""
    try:
        return call()
    except Exception as error:
        return type(error).__name__


def facts(call, *words):
    """The class of the error, and which of the words its message has."""
    try:
        return call()
    except Exception as error:
        return type(error).__name__, [word for word in words if word in str(error)]


@dg.op
def one():
    return 1


@dg.op
def inc(x):
    return x + 1


@dg.op
def add(a, b):
    return a + b


@dg.op
def total(xs):
    return sum(xs)


@dg.op(out={"a": dg.Out(), "b": dg.Out()})
def pair():
    return 1, 2


@dg.op(out={"a": dg.Out(is_required=False), "b": dg.Out(is_required=False)})
def either():
    yield dg.Output(1, "a")


@dg.op(ins={"start": dg.In(dg.Nothing)})
def after():
    return "after"


def graph(function, **settings):
    return dg.graph(**settings)(function) if settings else dg.graph(function)


def case_names_and_aliases():
    @dg.graph
    def g():
        one()
        one()
        one.alias("mine")()
        return inc(one())

    job = g.to_job()
    result = job.execute_in_process(instance=INSTANCE)
    return (
        sorted(node.name for node in job.nodes),
        result.output_value(),
        result.output_for_node("one_2"),
        result.output_for_node("mine"),
        g.name,
        job.name,
    )


def case_wiring_by_name():
    @dg.graph
    def g():
        return add(b=one(), a=inc(one()))

    return g.execute_in_process(instance=INSTANCE).output_value()


def case_tuples_of_outputs():
    @dg.graph(out={"x": dg.GraphOut(), "y": dg.GraphOut()})
    def g():
        a, b = pair()
        return inc(a), inc(b)

    @dg.graph(out={"x": dg.GraphOut(), "y": dg.GraphOut()})
    def mapped():
        made = pair()
        return {"y": inc(made.a), "x": inc(made.b)}

    first, second = g.execute_in_process(instance=INSTANCE), mapped.execute_in_process(instance=INSTANCE)
    return (
        first.output_value("x"),
        first.output_value("y"),
        second.output_value("x"),
        second.output_value("y"),
    )


def case_named_tuples():
    Both = namedtuple("Both", "x y")

    @dg.graph(out={"x": dg.GraphOut(), "y": dg.GraphOut()})
    def g():
        a, b = pair()
        return Both(x=a, y=b)

    return refused(lambda: g.execute_in_process(instance=INSTANCE).output_value("y"))


def case_access_to_outputs():
    def body():
        made = pair()
        return made.a, made[1], made["b"], made.b

    @dg.graph
    def g():
        found = pair()
        return add(found.a, found.b)

    @dg.graph
    def unpacked():
        x, y = pair()
        return add(x, y)

    def three():
        _x, _y, _z = pair()

    def single():
        (_x,) = one()

    def attribute():
        return pair().c

    def index():
        return inc(one()[0])

    return [
        g.execute_in_process(instance=INSTANCE).output_value(),
        unpacked.execute_in_process(instance=INSTANCE).output_value(),
    ] + [refused(lambda f=f: graph(f, name="g")) for f in (three, single, attribute, index)]


def case_wrong_calls():
    def constant():
        inc(1)

    def text():
        inc("x")

    def too_many():
        inc(one(), one())

    def unknown():
        inc(y=one())

    def twice():
        inc(one(), x=one())

    def whole_pair():
        inc(pair())

    def listed():
        total([one(), 1])

    def nested_list():
        total([[one()]])

    def dictionary():
        inc({"a": one()})

    def returned_pair():
        return pair()

    def returned_constant():
        return 1

    def returned_list():
        return [one()]

    def bad_alias():
        one.alias("a b")()

    def same_alias():
        one.alias("x")()
        inc.alias("x")(one())

    def tuple_with_constant():
        return one(), 1

    def bad_key():
        return {"x": 1}

    def op_itself():
        inc(one)

    def graph_itself():
        return one

    return [
        (f.__name__, refused(lambda f=f: graph(f, name="g") and "fine"))
        for f in (
            constant,
            text,
            too_many,
            unknown,
            twice,
            whole_pair,
            listed,
            nested_list,
            dictionary,
            returned_pair,
            returned_constant,
            returned_list,
            bad_alias,
            same_alias,
            tuple_with_constant,
            bad_key,
            op_itself,
            graph_itself,
        )
    ]


def case_facts_of_wrong_calls():
    def constant():
        inc(1)

    def whole_pair():
        inc(pair())

    def unknown():
        inc(y=one())

    def returned():
        return 1

    return [
        facts(lambda: graph(constant, name="g"), "'g'", "inc", "int", "'x'"),
        facts(lambda: graph(whole_pair, name="g"), "'g'", "pair", "'x'", "multiple outputs"),
        facts(lambda: graph(unknown, name="g"), "'g'", "'y'", "inc"),
        facts(lambda: graph(returned, name="g"), "'g'", "int"),
    ]


def case_outputs_of_graphs():
    def nothing():
        one()

    def single():
        return one()

    def two():
        return pair()

    def mapping():
        return {"a": one(), "b": inc(one())}

    out = {"a": dg.GraphOut(), "b": dg.GraphOut()}
    return [
        list(graph(nothing).output_dict),
        list(graph(single).output_dict),
        refused(lambda: list(graph(two).output_dict)),
        refused(lambda: list(graph(mapping).output_dict)),
        refused(lambda: list(graph(mapping, out=out).output_dict)),
        refused(lambda: graph(single, out=out)),
        refused(lambda: graph(mapping, out={"a": dg.GraphOut()})),
        refused(lambda: graph(nothing, out=dg.GraphOut())),
        list(graph(single, out=dg.GraphOut()).output_dict),
        list(graph(single, out={"named": dg.GraphOut()}).output_dict),
        refused(lambda: graph(mapping, out={"a": dg.GraphOut(), "c": dg.GraphOut()})),
        list(graph(two, out=out).output_dict),
        graph(single, out=dg.GraphOut(description="d")).output_defs[0].description,
    ]


def case_inputs_of_graphs():
    @dg.graph(ins={"x": dg.GraphIn(description="the x")})
    def g(x):
        return inc(x)

    @dg.graph
    def unused(x):
        return inc(x)

    return [
        list(g.input_dict),
        g.input_defs[0].description,
        refused(lambda: graph(lambda x: one(), name="g")),
        refused(lambda: dg.graph(name="g", ins={"y": dg.GraphIn()})(lambda x: inc(x))),
        refused(lambda: g.execute_in_process(instance=INSTANCE)),
        g.execute_in_process(instance=INSTANCE, input_values={"x": 3}).output_value(),
        refused(lambda: g.execute_in_process(instance=INSTANCE, input_values={"y": 3})),
        g.to_job(input_values={"x": 7}).execute_in_process(instance=INSTANCE).output_for_node("inc"),
        refused(lambda: g.to_job(input_values={"y": 7})),
        g.to_job().execute_in_process(instance=INSTANCE, input_values={"x": 9}).output_for_node("inc"),
    ]


def case_top_level_inputs_of_jobs():
    @dg.op
    def typed(x: int):
        return x

    @dg.job
    def a_job(x):
        typed(x)

    return [
        a_job.execute_in_process(instance=INSTANCE, input_values={"x": 2}).output_for_node("typed"),
        a_job.execute_in_process(
            instance=INSTANCE, run_config={"inputs": {"x": {"value": 5}}}
        ).output_for_node("typed"),
        refused(lambda: a_job.execute_in_process(instance=INSTANCE, input_values={"x": "text"})),
        refused(lambda: a_job.execute_in_process(instance=INSTANCE)),
        a_job.execute_in_process(instance=INSTANCE, run_config={"inputs": {"x": 6}}).output_for_node("typed"),
    ]


def case_inputs_used_several_times():
    @dg.graph
    def g(x, y):
        return add(inc(x), add(x, y))

    return g.execute_in_process(instance=INSTANCE, input_values={"x": 1, "y": 10}).output_value()


def case_nested_graphs():
    @dg.graph
    def inner(x):
        return inc(inc(x))

    @dg.graph(out={"p": dg.GraphOut(), "q": dg.GraphOut()})
    def two():
        a, b = pair()
        return {"p": inner(a), "q": inner.alias("other")(b)}

    @dg.job
    def a_job():
        made = two()
        add(made.p, made.q)

    result = a_job.execute_in_process(instance=INSTANCE)
    return [
        result.output_for_node("add"),
        result.output_for_node("two", "p"),
        result.output_for_node("two.inner"),
        result.output_for_node("two.other.inc_2"),
        [e.step_key for e in result.all_node_events if e.is_step_success],
        refused(lambda: result.output_for_node("two.nobody")),
    ]


def case_fan_in():
    @dg.graph
    def g():
        return total([one(), inc(one()), one()])

    @dg.graph
    def empty():
        return total([])

    @dg.graph
    def through(xs):
        return total(xs)

    @dg.graph
    def passes():
        return through([one(), one()])

    @dg.graph
    def mixed(x):
        return total([x, one()])

    return [
        g.execute_in_process(instance=INSTANCE).output_value(),
        refused(lambda: empty.execute_in_process(instance=INSTANCE).output_value()),
        refused(lambda: passes.execute_in_process(instance=INSTANCE).output_value()),
        mixed.execute_in_process(instance=INSTANCE, input_values={"x": 5}).output_value(),
    ]


def case_fan_in_of_skipped_outputs():
    @dg.op(out=dg.Out(is_required=False))
    def maybe():
        if False:
            yield

    @dg.job
    def a_job():
        made = either()
        total([one(), maybe(), made.a, made.b])

    return a_job.execute_in_process(instance=INSTANCE).output_for_node("total")


def case_fan_in_of_nothing():
    @dg.op(out=dg.Out(dg.Nothing))
    def quiet():
        pass

    @dg.job
    def a_job():
        after([quiet(), quiet.alias("other")(), one()])

    return a_job.execute_in_process(instance=INSTANCE).output_for_node("after")


def case_order_without_data():
    events = []

    @dg.op
    def first():
        events.append("first")

    @dg.op(ins={"go": dg.In(dg.Nothing), "x": dg.In(int)})
    def second(x):
        events.append(("second", x))

    @dg.job
    def a_job():
        second(go=first(), x=one())

    a_job.execute_in_process(instance=INSTANCE)
    return events


def case_nothing_as_a_parameter():
    return refused(lambda: dg.op(ins={"go": dg.In(dg.Nothing)})(lambda go: 1)), refused(
        lambda: dg.op(name="o", ins={"go": dg.In(dg.Nothing)})(lambda go: 1).name
    )


def case_skipped_branches():
    @dg.graph
    def g():
        made = either()
        return inc(made.a)

    @dg.job
    def a_job():
        made = either()
        inc.alias("left")(made.a)
        inc.alias("after_right")(inc.alias("right")(made.b))

    result = a_job.execute_in_process(instance=INSTANCE)
    return [
        g.execute_in_process(instance=INSTANCE).output_value(),
        sorted(e.step_key for e in result.all_node_events if e.is_step_skipped),
        result.success,
        refused(lambda: result.output_for_node("right")),
        result.output_for_node("left"),
    ]


def case_dictionaries_of_dependencies():
    made = dg.GraphDefinition(
        name="g",
        node_defs=[one, inc, add],
        dependencies={
            "inc": {"x": dg.DependencyDefinition("one")},
            "add": {"a": dg.DependencyDefinition("inc"), "b": dg.DependencyDefinition("one", "result")},
        },
    )
    aliased = dg.GraphDefinition(
        name="g",
        node_defs=[one, inc],
        dependencies={
            dg.NodeInvocation("one", alias="uno"): {},
            dg.NodeInvocation("inc", alias="first"): {"x": dg.DependencyDefinition("uno")},
            dg.NodeInvocation("inc", alias="second", tags={"k": "v"}): {
                "x": dg.DependencyDefinition("first")
            },
        },
    )
    fan_in = dg.GraphDefinition(
        name="g",
        node_defs=[one, total],
        dependencies={
            "total": {
                "xs": dg.MultiDependencyDefinition(
                    [dg.DependencyDefinition("one"), dg.DependencyDefinition("uno")]
                )
            },
            dg.NodeInvocation("one"): {},
            dg.NodeInvocation("one", "uno"): {},
        },
    )
    return [
        made.execute_in_process(instance=INSTANCE).output_for_node("add"),
        aliased.execute_in_process(instance=INSTANCE).output_for_node("second"),
        fan_in.execute_in_process(instance=INSTANCE).output_for_node("total"),
        sorted(aliased.node_dict),
        aliased.node_named("second").tags,
        aliased.has_node_named("inc"),
        aliased.has_node_named("first"),
    ]


def case_mappings_of_dictionaries():
    made = dg.GraphDefinition(
        name="g",
        node_defs=[inc],
        input_mappings=[
            dg.InputMapping(graph_input_name="n", mapped_node_name="inc", mapped_node_input_name="x")
        ],
        output_mappings=[
            dg.OutputMapping(
                graph_output_name="out", mapped_node_name="inc", mapped_node_output_name="result"
            )
        ],
    )
    return (
        made.execute_in_process(instance=INSTANCE, input_values={"n": 3}).output_value("out"),
        list(made.input_dict),
        list(made.output_dict),
    )


def case_wrong_dictionaries():
    D, G = dg.DependencyDefinition, dg.GraphDefinition
    return [
        refused(lambda f=f: f() and "fine")
        for f in (
            lambda: G(name="g", node_defs=[one], dependencies={"two": {"x": D("one")}}),
            lambda: G(name="g", node_defs=[one, inc], dependencies={"inc": {"y": D("one")}}),
            lambda: G(name="g", node_defs=[one, inc], dependencies={"inc": {"x": D("two")}}),
            lambda: G(name="g", node_defs=[one, inc], dependencies={"inc": {"x": D("one", "other")}}),
            lambda: G(name="g", node_defs=[inc], dependencies={"inc": {"x": D("inc")}}),
            lambda: G(name="g", node_defs=[inc], dependencies={"inc": D("inc")}),
            lambda: G(name="g", node_defs=[inc, one], dependencies={"inc": {"x": "one"}}),
            lambda: G(name="g", node_defs=[inc, one], dependencies={"inc": {"x": D(one)}}),
            lambda: G(name="g", node_defs=[inc, "one"]),
            lambda: G(
                name="g",
                node_defs=[inc],
                dependencies={
                    dg.NodeInvocation("inc", alias="a"): {"x": D("b")},
                    dg.NodeInvocation("inc", alias="b"): {"x": D("a")},
                },
            ),
            lambda: G(
                name="g",
                node_defs=[inc],
                input_mappings=[
                    dg.InputMapping(graph_input_name="n", mapped_node_name="two", mapped_node_input_name="x")
                ],
            ),
            lambda: G(
                name="g",
                node_defs=[inc],
                input_mappings=[
                    dg.InputMapping(graph_input_name="n", mapped_node_name="inc", mapped_node_input_name="y")
                ],
            ),
            lambda: G(
                name="g",
                node_defs=[one],
                output_mappings=[
                    dg.OutputMapping(
                        graph_output_name="n", mapped_node_name="two", mapped_node_output_name="result"
                    )
                ],
            ),
            lambda: G(
                name="g",
                node_defs=[one],
                output_mappings=[
                    dg.OutputMapping(
                        graph_output_name="n", mapped_node_name="one", mapped_node_output_name="other"
                    )
                ],
            ),
            lambda: G(name="g g", node_defs=[one]),
        )
    ]


def case_graphs_without_anything():
    @dg.graph
    def empty():
        pass

    @dg.job
    def nothing():
        pass

    return (
        empty.execute_in_process(instance=INSTANCE).success,
        nothing.execute_in_process(instance=INSTANCE).success,
        len(nothing.nodes),
    )


def case_calls_outside_of_graphs():
    @dg.graph
    def g():
        one()

    @dg.job
    def j():
        one()

    def inside():
        j()

    return (
        refused(lambda: g()),
        refused(lambda: j()),
        refused(lambda: graph(inside, name="x")),
        refused(lambda: one.alias("x")()),
        one(),
        inc(2),
        refused(lambda: inc()),
    )


def case_settings_of_invocations():
    @dg.success_hook(name="h")
    def h(context):
        pass

    @dg.graph
    def g():
        one.tag({"a": "b"}).alias("x").with_hooks({h}).with_retry_policy(dg.RetryPolicy(max_retries=2))()

    node = g.node_named("x")
    return node.tags, sorted(hook.name for hook in node.hook_defs), node.retry_policy, node.name


def case_copies_of_jobs():
    @dg.job(tags={"a": "1"}, metadata={"m": 1}, description="d")
    def a_job():
        inc(one())

    hooked = a_job.with_hooks({dg.success_hook(name="h")(lambda context: None)})
    return (
        a_job.name,
        a_job.description,
        a_job.tags,
        list(a_job.metadata),
        len(hooked.hook_defs),
        len(a_job.hook_defs),
        hooked.tags,
    )


def case_settings_of_jobs():
    @dg.graph(description="of graph", tags={"g": "1"})
    def g():
        one()

    job = g.to_job(name="named", description="of job", tags={"j": "2"}, metadata={"x": 3})
    return (
        job.name,
        job.description,
        job.tags,
        g.to_job().description,
        g.to_job(description="").description,
        g.description,
        g.tags,
        sorted(job.metadata),
    )


def case_wrong_settings_of_jobs():
    @dg.graph
    def g():
        one()

    return [
        refused(lambda f=f: f())
        for f in (
            lambda: g.to_job(name="a b"),
            lambda: g.to_job(config=3),
            lambda: g.to_job(tags={"a": object()}).name,
            lambda: g.to_job(partitions_def=3).name,
            lambda: dg.job(name="j")(3),
            lambda: dg.graph(3),
        )
    ]


def case_results():
    @dg.graph
    def g():
        made = pair()
        return add(made.a, inc(made.b))

    result = g.execute_in_process(
        instance=INSTANCE, run_id="11111111-1111-4111-8111-111111111111", tags={"t": "v"}
    )
    return [
        result.success,
        result.run_id,
        result.output_value(),
        result.output_for_node("pair", "b"),
        refused(lambda: result.output_value("other")),
        refused(lambda: result.output_for_node("nobody")),
        refused(lambda: result.output_for_node("pair")),
        refused(lambda: result.output_for_node("pair", "c")),
        len(result.events_for_node("inc")) > 3,
        [e.event_type_value for e in result.events_for_node("inc")],
        result.dagster_run.tags.get("t"),
        [e.step_key for e in result.get_step_success_events()],
        result.is_node_success("inc"),
        result.is_node_failed("inc"),
        result.is_node_skipped("inc") if hasattr(result, "is_node_skipped") else None,
        result.job_def.name,
        refused(lambda: result.events_for_node("nobody")),
        result.retry_attempts_for_node("inc"),
    ]


def case_results_of_failures():
    @dg.op
    def fails(x):
        raise ValueError("no")

    @dg.job
    def a_job():
        inc(fails(one()))

    result = a_job.execute_in_process(instance=INSTANCE, raise_on_error=False)
    failure = result.failure_data_for_node("fails")
    return [
        result.success,
        failure.error.cls_name,
        failure.error.cause.cls_name if failure.error.cause else None,
        result.failure_data_for_node("one"),
        sorted(result.get_failed_step_keys()),
        refused(lambda: result.output_for_node("inc")),
        refused(lambda: result.output_for_node("fails")),
        result.is_node_untouched("inc") if hasattr(result, "is_node_untouched") else None,
        [e.event_type_value for e in result.all_events if "FAIL" in e.event_type_value],
        refused(lambda: a_job.execute_in_process(instance=INSTANCE)),
        [e.event_type_value for e in result.filter_events(lambda e: e.step_key == "fails")],
    ]


def case_subsets():
    @dg.graph
    def inner(x):
        return inc(inc.alias("second")(x))

    @dg.job
    def a_job():
        made = one()
        add(inc(made), inner(made))

    def steps(selection):
        result = a_job.execute_in_process(instance=INSTANCE, op_selection=selection)
        return sorted(e.step_key for e in result.all_node_events if e.is_step_success)

    return [
        refused(lambda s=s: steps(s))
        for s in (
            ["one"],
            ["one+"],
            ["++add"],
            ["inner"],
            ["*inner.inc"],
            ["inner.second"],
            ["nobody"],
            ["+add", "one"],
            ["one.two"],
            ["one", "nobody"],
        )
    ]


def case_subsets_need_their_inputs():
    @dg.op
    def typed(x: int):
        return x

    @dg.job
    def a_job():
        typed(one())

    return [
        refused(lambda: a_job.execute_in_process(instance=INSTANCE, op_selection=["typed"])),
        a_job.execute_in_process(
            instance=INSTANCE,
            op_selection=["typed"],
            run_config={"ops": {"typed": {"inputs": {"x": {"value": 8}}}}},
        ).output_for_node("typed"),
        a_job.get_subset(op_selection=["one"]).is_subset if hasattr(a_job, "is_subset") else True,
        refused(
            lambda: a_job.execute_in_process(instance=INSTANCE, op_selection=["one"]).output_for_node("typed")
        ),
    ]


def case_jobs_from_definitions():
    job = dg.JobDefinition(
        graph_def=dg.GraphDefinition(name="g", node_defs=[one]), name="named", tags={"a": "b"}
    )
    return (
        job.name,
        job.execute_in_process(instance=INSTANCE).output_for_node("one"),
        job.tags,
        dg.JobDefinition(graph_def=job.graph).name,
        isinstance(job, dg.JobDefinition),
    )


def case_ops_as_steps_of_many_graphs():
    @dg.graph
    def first():
        return inc(one())

    @dg.graph
    def second():
        return inc(first())

    return (
        first.execute_in_process(instance=INSTANCE).output_value(),
        second.execute_in_process(instance=INSTANCE).output_value(),
        second.execute_in_process(instance=INSTANCE).output_for_node("first.one"),
    )


def case_two_definitions_of_one_name():
    @dg.op(name="one")
    def other():
        return 2

    def both():
        add(one(), other())

    @dg.graph
    def inner():
        return other()

    def nested():
        add(one(), inner())

    return refused(lambda: graph(both, name="g")), refused(lambda: graph(nested, name="g").to_job().name)
