"""Calling ops directly, with values and built contexts."""

import asyncio

import pytest


def test_values_and_defaults(dg):
    @dg.op
    def add(x, y=2):
        return x + y

    assert add(1) == 3 and add(1, 5) == 6 and add(x=1, y=4) == 5
    with pytest.raises(dg.DagsterInvalidInvocationError, match='No value provided for required input "x"'):
        add()
    with pytest.raises(dg.DagsterInvalidInvocationError, match="Too many input arguments"):
        add(1, 2, 3)


def test_contexts(dg):
    @dg.op(config_schema={"n": dg.Field(int, default_value=3)}, required_resource_keys={"r"})
    def use(context, x):
        return context.op_config["n"] + context.resources.r + x

    assert use(dg.build_op_context(op_config={"n": 1}, resources={"r": 10}), 100) == 111
    assert use(dg.build_op_context(resources={"r": 10}), x=100) == 113
    with pytest.raises(dg.DagsterInvalidConfigError, match='Value "s"'):
        use(dg.build_op_context(op_config={"n": "s"}, resources={"r": 1}), 1)
    with pytest.raises(dg.DagsterInvalidDefinitionError, match="'r' required by op 'use'"):
        use(dg.build_op_context(), 1)
    with pytest.raises(dg.DagsterInvalidInvocationError, match="no context was provided"):
        use()


def test_properties_of_the_context(dg):
    @dg.op
    def looks(context):
        return context.op_def.name, context.run_id, context.get_tag("a"), context.get_mapping_key()

    assert looks(dg.build_op_context(run_tags={"a": "b"}, mapping_key="k")) == (
        "looks",
        "EPHEMERAL",
        "b",
        "k",
    )

    @dg.op
    def asks(context):
        return context.job_name

    with pytest.raises(dg.DagsterError, match="job_name"):
        asks(dg.build_op_context())


def test_resources_with_teardown_need_a_block(dg):
    log = []

    @dg.resource
    def managed(context):
        yield 1
        log.append("closed")

    @dg.op(required_resource_keys={"r"})
    def use(context):
        return context.resources.r

    with dg.build_op_context(resources={"r": managed}) as context:
        assert use(context) == 1
    assert log == ["closed"]
    with pytest.raises(dg.DagsterInvariantViolationError, match="outside of context manager scope"):
        use(dg.build_op_context(resources={"r": managed}))


def test_outputs_are_given_as_they_are(dg):
    @dg.op
    def wrapped():
        return dg.Output(1, metadata={"a": 1})

    @dg.op(out={"a": dg.Out(), "b": dg.Out()})
    def generated():
        yield dg.Output(1, "a")
        yield dg.Output(2, "b")

    @dg.op
    async def later():
        return 3

    assert isinstance(wrapped(), dg.Output) and wrapped().value == 1
    assert [(o.output_name, o.value) for o in generated()] == [("a", 1), ("b", 2)]
    assert asyncio.run(later()) == 3


def test_types_are_checked(dg):
    @dg.op
    def number(x: int) -> int:
        return "s" if x == 0 else x

    assert number(1) == 1
    with pytest.raises(dg.DagsterTypeCheckDidNotPass):
        number("x")
    with pytest.raises(dg.DagsterTypeCheckDidNotPass):
        number(0)


def test_what_is_missing_or_wrong(dg):
    @dg.op(out={"a": dg.Out(), "b": dg.Out()})
    def incomplete():
        yield dg.Output(1, "a")

    @dg.op
    def unknown():
        yield dg.Output(1, "zz")

    with pytest.raises(
        dg.DagsterInvariantViolationError, match='did not return an output for non-optional output "b"'
    ):
        list(incomplete())
    with pytest.raises((dg.DagsterInvariantViolationError, KeyError)):
        list(unknown())


def test_events_are_remembered(dg):
    @dg.op
    def reports(context):
        context.log_event(dg.AssetMaterialization("a"))
        context.add_output_metadata({"n": 1})

    context = dg.build_op_context()
    reports(context)
    assert [e.asset_key.path for e in context.get_events()] == [["a"]]
    assert context.get_output_metadata("result")["n"] in (1, dg.MetadataValue.int(1))


def test_only_decorated_ops(dg):
    raw = dg.OpDefinition(name="raw", compute_fn=lambda context, inputs: None)
    with pytest.raises(dg.DagsterInvalidInvocationError, match="decorator"):
        raw()
