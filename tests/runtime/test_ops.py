"""Ops: inputs and outputs from signatures, what bodies may return, and definition errors."""

import asyncio

import pytest


def test_inputs_and_outputs_from_the_signature(dg):
    @dg.op
    def add(context, a: int, b: str = "x", *, c=3):
        """Adds."""

    assert add.name == "add" and add.description == "Adds."
    assert list(add.ins) == ["a", "b", "c"]
    assert add.ins["a"].dagster_type.display_name == "Int"
    assert add.ins["b"].default_value == "x" and add.ins["c"].default_value == 3
    assert [o.name for o in add.output_defs] == ["result"]
    assert [d.name for d in add.input_defs] == ["a", "b", "c"]


def test_settings_of_the_decorator(dg):
    @dg.op(
        name="other",
        description="d",
        tags={"k": "v"},
        code_version="1",
        retry_policy=dg.RetryPolicy(max_retries=2),
    )
    def original(): ...

    assert (original.name, original.description, original.tags) == ("other", "d", {"k": "v"})
    assert original.retry_policy.max_retries == 2


def test_tags_become_json(dg):
    @dg.op(tags={"k": {"a": 1}})
    def tagged(): ...

    assert tagged.tags == {"k": '{"a": 1}'}
    with pytest.raises(dg.DagsterInvalidDefinitionError, match="Invalid value for tag"):

        @dg.op(tags={"k": object()})
        def wrong(): ...


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("a-b", "is not a valid name"),
        ("a b", "is not a valid name"),
        ("context", "conflicts with"),
        ("class", "conflicts"),
    ],
)
def test_names_that_ops_cannot_have(dg, name, message):
    with pytest.raises(dg.DagsterInvalidDefinitionError, match=message):

        @dg.op(name=name)
        def body(): ...


def test_declared_inputs_need_arguments(dg):
    with pytest.raises(dg.DagsterInvalidDefinitionError, match="does not have argument"):

        @dg.op(ins={"q": dg.In()})
        def missing(x): ...

    with pytest.raises(dg.DagsterInvalidDefinitionError, match=r"vararg parameter '\*a'"):

        @dg.op
        def varargs(*a): ...

    with pytest.raises(dg.DagsterInvalidDefinitionError, match="Nothing"):

        @dg.op(ins={"x": dg.In(dg.Nothing)})
        def nothing(x): ...


def test_declared_inputs_can_arrive_in_keywords(dg):
    @dg.op(ins={"q": dg.In(int)})
    def keywords(**kwargs):
        return kwargs["q"]

    assert list(keywords.ins) == ["q"]


def test_context_annotations(dg):
    @dg.op
    def fine(context: dg.OpExecutionContext): ...

    with pytest.raises(dg.DagsterInvalidDefinitionError, match="Cannot annotate `context` parameter"):

        @dg.op
        def wrong(context: int): ...


def test_returned_values(dg, run):
    @dg.op
    def plain():
        return 5

    @dg.op
    def wrapped():
        return dg.Output(6, metadata={"a": 1})

    @dg.op
    def generator():
        yield dg.Output(7)

    @dg.op
    def nothing(): ...

    @dg.op
    async def later():
        await asyncio.sleep(0)
        return 8

    @dg.op
    async def later_generator():
        yield dg.Output(9)

    values = [run(op) for op in (plain, wrapped, generator, nothing, later, later_generator)]
    assert values == [5, 6, 7, None, 8, 9]


def test_several_outputs(dg):
    @dg.op(out={"a": dg.Out(), "b": dg.Out()})
    def by_tuple():
        return 1, dg.Output(2)

    @dg.op(out={"a": dg.Out(), "b": dg.Out()})
    def by_yield():
        yield dg.Output(4, "b")
        yield dg.Output(3, "a")

    @dg.job
    def the_job():
        by_tuple()
        by_yield()

    result = the_job.execute_in_process()
    assert [result.output_for_node("by_tuple", n) for n in "ab"] == [1, 2]
    assert [result.output_for_node("by_yield", n) for n in "ab"] == [3, 4]
    with pytest.raises(dg.DagsterInvariantViolationError, match="has no output named z"):
        result.output_for_node("by_tuple", "z")
    with pytest.raises(dg.DagsterInvariantViolationError, match="has no op named nope"):
        result.output_for_node("nope")


def bodies(dg):
    def two_values_one_returned():
        return 1

    def wrong_length():
        return 1, 2, 3

    def bare_yield():
        yield 1

    def twice():
        yield dg.Output(1)
        yield dg.Output(2)

    def unknown_output():
        yield dg.Output(1, "zz")

    def none_yielded():
        return
        yield

    def returned_event():
        return dg.AssetMaterialization("x")

    two = {"a": dg.Out(), "b": dg.Out()}
    invariant = dg.DagsterInvariantViolationError
    return {
        "two_values_one_returned": (
            two_values_one_returned,
            two,
            invariant,
            "multiple outputs, but only one output",
        ),
        "wrong_length": (wrong_length, two, invariant, "Output tuple has 3 outputs"),
        "bare_yield": (bare_yield, None, invariant, "yielded a value of type <class 'int'>"),
        "twice": (twice, None, invariant, "multiple times"),
        "unknown_output": (unknown_output, None, invariant, 'returned an output "zz" that does not exist'),
        "none_yielded": (
            none_yielded,
            None,
            dg.DagsterStepOutputNotFoundError,
            'non-optional output "result"',
        ),
        "returned_event": (returned_event, None, invariant, "to avoid ambiguity"),
    }


@pytest.mark.parametrize(
    "case",
    [
        "two_values_one_returned",
        "wrong_length",
        "bare_yield",
        "twice",
        "unknown_output",
        "none_yielded",
        "returned_event",
    ],
)
def test_what_bodies_must_not_return(dg, run, case):
    body, out, error, message = bodies(dg)[case]
    with pytest.raises(error, match=message):
        run(dg.op(out=out)(body) if out else dg.op(body))


def test_an_op_without_outputs(dg):
    @dg.op(out={})
    def quiet(): ...

    @dg.op(out={})
    def loud():
        return 1

    @dg.job
    def quiet_job():
        quiet()

    @dg.job
    def loud_job():
        loud()

    assert quiet_job.execute_in_process().success
    with pytest.raises(dg.DagsterInvariantViolationError, match="explicitly defined to return no results"):
        loud_job.execute_in_process()


def test_optional_outputs_skip_what_reads_them(dg):
    @dg.op(out={"yes": dg.Out(is_required=False), "no": dg.Out(is_required=False)})
    def branch():
        yield dg.Output(1, "yes")

    @dg.op
    def echo(x):
        return x

    @dg.op
    def gather(xs):
        return xs

    @dg.job
    def the_job():
        yes, no = branch()
        first = echo.alias("first")(yes)
        second = echo.alias("second")(no)
        echo.alias("third")(second)
        gather([first, second])

    result = the_job.execute_in_process()
    assert result.success
    assert result.output_for_node("first") == 1
    assert result.is_node_skipped("second") and result.is_node_skipped("third")
    assert result.output_for_node("gather") == [1]
    assert {e.step_key for e in result.get_step_skipped_events()} == {"second", "third"}


def test_nothing_orders_without_values(dg):
    order = []

    @dg.op(out=dg.Out(dg.Nothing))
    def first():
        order.append("first")

    @dg.op(ins={"start": dg.In(dg.Nothing)})
    def second():
        order.append("second")
        return 2

    @dg.op(ins={"start": dg.In(dg.Nothing)})
    def third(x):
        order.append("third")
        return x

    @dg.job
    def the_job():
        start = first()
        third(start=[start], x=second(start=start))

    result = the_job.execute_in_process()
    assert order == ["first", "second", "third"]
    assert not [
        e for e in result.all_events if e.event_type_value == "LOADED_INPUT" and e.step_key == "second"
    ]
    assert not [e for e in result.events_for_node("first") if e.is_handled_output]


def test_a_none_annotation_is_nothing(dg):
    @dg.op
    def silent() -> None: ...

    assert silent.output_defs[0].dagster_type.display_name == "Nothing"


def test_a_list_has_each_output_once(dg):
    @dg.op
    def one():
        return 1

    @dg.op
    def gather(xs): ...

    with pytest.raises(dg.DagsterInvalidDefinitionError, match="Duplicate dependencies"):

        @dg.job
        def the_job():
            value = one()
            gather([value, value])


def test_the_context_of_an_op(dg):
    seen = {}

    @dg.op(tags={"t": "1"})
    def looks(context):
        seen.update(
            job=context.job_name,
            op=context.op_def.name,
            node=context.op.name,
            handle=str(context.op_handle),
            retry=context.retry_number,
            tag=context.get_tag("k"),
            has=context.has_tag("nope"),
            run=context.run_id == context.run.run_id,
            config=context.run_config,
            outputs=context.selected_output_names,
            partition=context.has_partition_key,
            kind=type(context).__name__,
        )

    @dg.job(tags={"k": "v"})
    def the_job():
        looks.alias("renamed")()

    assert the_job.execute_in_process().success
    assert seen == {
        "job": "the_job",
        "op": "looks",
        "node": "renamed",
        "handle": "renamed",
        "retry": 0,
        "tag": "v",
        "has": False,
        "run": True,
        "config": {},
        "outputs": {"result"},
        "partition": False,
        "kind": "OpExecutionContext",
    }


def test_output_metadata(dg):
    @dg.op(out={"a": dg.Out(), "b": dg.Out()})
    def described(context):
        context.add_output_metadata({"n": 1}, output_name="a")
        yield dg.Output(1, "a", metadata={"m": 2})
        yield dg.Output(1, "b")

    @dg.op(out={"a": dg.Out(), "b": dg.Out()})
    def unclear(context):
        context.add_output_metadata({"n": 1})

    @dg.job
    def the_job():
        described()

    @dg.job
    def unclear_job():
        unclear()

    events = the_job.execute_in_process().filter_events(lambda e: e.is_successful_output)
    metadata = {e.step_output_data.output_name: e.step_output_data.metadata for e in events}
    assert {k: v.value for k, v in metadata["a"].items()} == {"n": 1, "m": 2} and not metadata["b"]
    with pytest.raises(dg.DagsterInvariantViolationError, match="without providing output_name"):
        unclear_job.execute_in_process()


def test_user_errors_are_raised_as_they_are(dg, run):
    @dg.op
    def breaks():
        raise ValueError("mine")

    with pytest.raises(ValueError, match="mine"):
        run(breaks)

    @dg.job
    def the_job():
        breaks()

    result = the_job.execute_in_process(raise_on_error=False)
    data = result.failure_data_for_node("breaks")
    assert not result.success and result.is_node_failed("breaks")
    assert data.error.cls_name == "DagsterExecutionStepExecutionError"
    assert data.error.cause.cls_name == "ValueError" and "mine" in data.error.cause.message
    assert result.get_failed_step_keys() == {"breaks"}
    assert result.get_run_failure_event().is_run_failure


def test_definitions_from_the_class(dg):
    def compute(context, inputs):
        yield dg.Output(inputs["x"] * 2)

    double = dg.OpDefinition(
        name="double", ins={"x": dg.In(int)}, outs={"result": dg.Out()}, compute_fn=compute
    )

    @dg.op
    def one():
        return 1

    @dg.job
    def the_job():
        double(one())

    assert the_job.execute_in_process().output_for_node("double") == 2
