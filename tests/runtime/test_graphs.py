"""Graphs and jobs: composition, nesting, inputs, outputs, selection and their errors."""

import pytest


@pytest.fixture
def one(dg):
    @dg.op
    def one():
        return 1

    return one


@pytest.fixture
def inc(dg):
    @dg.op
    def inc(x):
        return x + 1

    return inc


def test_aliases_and_repeated_calls(dg, one, inc):
    @dg.job
    def the_job():
        inc(inc.alias("renamed")(inc(one())))

    result = the_job.execute_in_process()
    assert [result.output_for_node(n) for n in ("one", "inc", "renamed", "inc_2")] == [1, 2, 3, 4]
    assert the_job.has_node_named("inc_2") and not the_job.has_node_named("inc_3")


def test_nested_graphs(dg, one, inc):
    @dg.graph
    def inner(x):
        return inc(x)

    @dg.graph(out={"a": dg.GraphOut(), "b": dg.GraphOut("described")})
    def outer():
        start = one()
        return {"a": inner(start), "b": start}

    result = outer.execute_in_process()
    assert (result.output_value("a"), result.output_value("b")) == (2, 1)
    assert result.output_for_node("inner") == 2 and result.output_for_node("inner.inc") == 2
    assert {e.step_key for e in result.get_step_success_events()} == {"one", "inner.inc"}
    assert [d.name for d in outer.output_defs] == ["a", "b"]
    with pytest.raises(dg.DagsterInvariantViolationError, match="Could not find top-level output"):
        result.output_value("c")


def test_outputs_by_tuple(dg, one, inc):
    @dg.graph(out={"a": dg.GraphOut(), "b": dg.GraphOut()})
    def both():
        start = one()
        return start, inc(start)

    result = both.execute_in_process()
    assert (result.output_value("a"), result.output_value("b")) == (1, 2)


def test_a_job_has_no_outputs(dg, one):
    with pytest.raises(dg.DagsterInvalidDefinitionError, match="0 outputs are defined"):

        @dg.job
        def the_job():
            return one()


def test_graph_inputs(dg, inc):
    @dg.graph
    def add(x):
        return inc(x)

    assert [d.name for d in add.input_defs] == ["x"]
    assert add.execute_in_process(input_values={"x": 4}).output_value() == 5
    assert add.to_job(input_values={"x": 6}).execute_in_process().output_value() == 7
    config = {"inputs": {"x": {"value": 8}}}
    assert add.to_job().execute_in_process(run_config=config).output_value() == 9
    with pytest.raises(dg.DagsterInvalidConfigError, match='"inputs"'):
        add.execute_in_process()
    with pytest.raises(dg.DagsterInvalidDefinitionError, match="no top-level input with that name"):
        add.to_job(input_values={"y": 4})


def test_inputs_from_run_config(dg, inc):
    @dg.op
    def typed(x: int):
        return x

    @dg.job
    def the_job():
        typed()
        inc()

    config = {"ops": {"typed": {"inputs": {"x": 4}}, "inc": {"inputs": {"x": {"value": 1}}}}}
    result = the_job.execute_in_process(run_config=config)
    assert (result.output_for_node("typed"), result.output_for_node("inc")) == (4, 2)
    with pytest.raises(dg.DagsterInvalidConfigError, match='Value "s"'):
        the_job.execute_in_process(run_config={"ops": {**config["ops"], "typed": {"inputs": {"x": "s"}}}})


def test_an_input_that_cannot_come_from_anywhere(dg):
    class Opaque:
        pass

    @dg.op
    def takes(x: Opaque): ...

    with pytest.raises(dg.DagsterInvalidDefinitionError, match="no way of being resolved"):

        @dg.job
        def the_job():
            takes()


def wrong_bodies(dg, one, inc):
    @dg.op(out={"a": dg.Out(), "b": dg.Out()})
    def two():
        return 1, 2

    def too_many():
        inc(one(), one())

    def too_many_for_none():
        one(3)

    def unknown_keyword():
        inc(y=one())

    def a_constant():
        inc(3)

    def a_tuple():
        inc(two())

    def not_called():
        inc(one)

    def twice_the_alias():
        one.alias("a")()
        one.alias("a")()

    def list_with_constant():
        inc([one(), 3])

    return {
        "too_many": (too_many, "received too many inputs"),
        "too_many_for_none": (too_many_for_none, "Only 0 defined, received 1"),
        "unknown_keyword": (unknown_keyword, "y"),
        "a_constant": (a_constant, "received invalid type|Must pass the output"),
        "a_tuple": (a_tuple, r"tuple of multiple outputs.*\('a', 'b'\)"),
        "not_called": (not_called, "parentheses|Must pass the output"),
        "twice_the_alias": (twice_the_alias, r"invoked the same node \(a\) twice"),
        "list_with_constant": (list_with_constant, "list containing|index 1"),
    }


@pytest.mark.parametrize(
    "case",
    [
        "too_many",
        "too_many_for_none",
        "unknown_keyword",
        "a_constant",
        "a_tuple",
        "not_called",
        "twice_the_alias",
        "list_with_constant",
    ],
)
def test_errors_of_composition(dg, one, inc, case):
    body, message = wrong_bodies(dg, one, inc)[case]
    with pytest.raises(dg.DagsterInvalidDefinitionError, match=message):
        dg.job(body)


def test_errors_of_graph_outputs(dg, one):
    with pytest.raises(dg.DagsterInvalidDefinitionError, match="problematic value of type <class 'int'>"):

        @dg.graph
        def constant():
            return 3

    with pytest.raises(dg.DagsterInvalidDefinitionError, match="unmapped input 'x'"):

        @dg.graph
        def unused(x):
            one()

    with pytest.raises(dg.DagsterInvalidDefinitionError, match="unmapped output"):

        @dg.graph(out={"a": dg.GraphOut()})
        def missing():
            one()


def test_two_definitions_of_one_name(dg, one):
    other = dg.op(name="one")(lambda: 2)
    with pytest.raises(dg.DagsterInvalidDefinitionError, match="conflicting"):

        @dg.job
        def the_job():
            one()
            other()


def test_graphs_are_not_called_outside(dg, one):
    @dg.graph
    def some():
        one()

    with pytest.raises(Exception, match="outside of a composition"):
        some()


def test_outputs_are_not_iterated(dg, one):
    with pytest.raises(dg.DagsterInvariantViolationError, match="iterate"):

        @dg.job
        def the_job():
            _a, _b = one()


def test_fan_in_keeps_the_order(dg, one, inc):
    @dg.op
    def gather(xs):
        return xs

    @dg.job
    def the_job():
        first = one()
        second = inc(first)
        gather([inc(second), first, second])

    assert the_job.execute_in_process().output_for_node("gather") == [3, 1, 2]


def test_graphs_from_dictionaries(dg, one, inc):
    graph = dg.GraphDefinition(
        name="made",
        node_defs=[one, inc],
        dependencies={
            dg.NodeInvocation("inc", alias="up"): {"x": dg.DependencyDefinition("one")},
            "inc": {"x": dg.DependencyDefinition("up")},
        },
        output_mappings=[dg.OutputMapping("result", "inc", "result")],
    )
    assert graph.execute_in_process().output_value() == 3
    with pytest.raises(dg.DagsterInvalidDefinitionError, match="nope"):
        dg.GraphDefinition(
            name="g", node_defs=[inc], dependencies={"inc": {"x": dg.DependencyDefinition("nope")}}
        )
    with pytest.raises(dg.DagsterInvalidDefinitionError, match='does not have input "y"'):
        dg.GraphDefinition(
            name="g", node_defs=[one, inc], dependencies={"inc": {"y": dg.DependencyDefinition("one")}}
        )
    with pytest.raises(dg.DagsterInvalidDefinitionError, match='does not have output "z"'):
        dg.GraphDefinition(
            name="g", node_defs=[one, inc], dependencies={"inc": {"x": dg.DependencyDefinition("one", "z")}}
        )


def test_cycles_are_an_error(dg, inc):
    with pytest.raises(dg.DagsterInvalidDefinitionError, match="ircular"):
        dg.GraphDefinition(
            name="g",
            node_defs=[inc],
            dependencies={
                dg.NodeInvocation("inc", alias="a"): {"x": dg.DependencyDefinition("b")},
                dg.NodeInvocation("inc", alias="b"): {"x": dg.DependencyDefinition("a")},
            },
        )


@pytest.mark.parametrize(
    ("clause", "steps"),
    [
        ("one", {"one"}),
        ("*inc", {"one", "inc"}),
        ("+inc_2", {"inc", "inc_2"}),
        ("inc+", {"inc", "inc_2"}),
        ("one*", {"one", "inc", "inc_2", "inc_3"}),
        ("++inc_3", {"inc", "inc_2", "inc_3"}),
        ("*", {"one", "inc", "inc_2", "inc_3"}),
    ],
)
def test_op_selection(dg, one, inc, clause, steps):
    @dg.job
    def the_job():
        inc(inc(inc(one())))

    config = None
    if "one" not in steps:
        first = min(steps)
        config = {"ops": {first: {"inputs": {"x": {"value": 1}}}}}
    result = the_job.execute_in_process(op_selection=[clause], run_config=config)
    assert {e.step_key for e in result.get_step_success_events()} == steps


def test_op_selections_that_fail(dg, one, inc):
    @dg.job
    def the_job():
        inc(one())

    with pytest.raises(dg.DagsterInvalidSubsetError, match="No qualified ops"):
        the_job.execute_in_process(op_selection=["nope"])
    with pytest.raises(dg.DagsterInvalidConfigError, match="inputs"):
        the_job.execute_in_process(op_selection=["inc"])


def test_job_settings(dg, one):
    @dg.job(name="named", description="d", tags={"a": {"b": 1}}, metadata={"m": 1})
    def original():
        one()

    assert (original.name, original.description) == ("named", "d")
    assert original.tags == {"a": '{"b": 1}'}
    result = original.execute_in_process(tags={"c": "d"}, run_id="0f0e4a4c-24a8-4a37-8c83-5a6d4b0c8d7e")
    assert result.run_id == "0f0e4a4c-24a8-4a37-8c83-5a6d4b0c8d7e"
    assert result.dagster_run.tags["a"] == '{"b": 1}' and result.dagster_run.tags["c"] == "d"
    assert result.dagster_run.job_name == "named" and result.dagster_run.status.value == "SUCCESS"


def test_a_graph_as_several_jobs(dg):
    @dg.op(required_resource_keys={"r"})
    def use(context):
        return context.resources.r

    @dg.graph
    def shared():
        return use()

    values = [
        shared.to_job(name=name, resource_defs={"r": value}).execute_in_process().output_value()
        for name, value in (("first", 1), ("second", 2))
    ]
    assert values == [1, 2]
    assert shared.to_job().name == "shared"


def test_order_of_execution(dg):
    order = []

    def make(name, priority=None):
        @dg.op(name=name, tags={"dagster/priority": str(priority)} if priority is not None else None)
        def body():
            order.append(name)

        return body

    @dg.job
    def by_name():
        make("c")()
        make("a")()
        make("b")()

    @dg.job
    def by_priority():
        make("low", -1)()
        make("high", 5)()
        make("middle", 1)()

    by_name.execute_in_process()
    assert order == ["a", "b", "c"]
    order.clear()
    by_priority.execute_in_process()
    assert order == ["high", "middle", "low"]


def test_a_failure_stops_only_what_needs_it(dg, inc):
    @dg.op
    def breaks():
        raise ValueError

    @dg.op
    def fine():
        return 1

    @dg.job
    def the_job():
        inc(breaks())
        inc.alias("other")(fine())

    result = the_job.execute_in_process(raise_on_error=False)
    assert not result.success
    assert (
        result.is_node_failed("breaks")
        and result.is_node_untouched("inc")
        and result.is_node_success("other")
    )
    failure = next(e for e in result.all_events if e.is_run_failure)
    assert "['breaks']" in failure.message
