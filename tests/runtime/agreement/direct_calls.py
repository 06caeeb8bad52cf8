"""Calling ops and hooks directly, and the contexts for it."""

import asyncio

from engine import current

dg = current()
INSTANCE = dg.DagsterInstance.ephemeral()  # one for all cases: Dagster needs a while to make it


def refused(call):
    """The class of the error, and of its cause."""
    try:
        return call()
    except Exception as error:
        return type(error).__name__, type(error.__cause__).__name__


@dg.op
def add(a, b=2):
    return a + b


@dg.op
def with_context(context, a):
    return a, context.op_config


@dg.op(config_schema={"x": int})
def configured(context):
    return context.op_config["x"]


@dg.op(required_resource_keys={"r"})
def needs(context):
    return context.resources.r


def case_values():
    return [
        add(1),
        add(1, 3),
        add(a=1, b=5),
        add(b=1, a=1),
        refused(lambda: add()),
        refused(lambda: add(1, 2, 3)),
        refused(lambda: add(1, c=3)),
        refused(lambda: add(1, a=2)),
    ]


def case_contexts():
    context = dg.build_op_context(instance=INSTANCE)
    return [
        with_context(context, 1),
        with_context(None, 1),
        with_context(context=context, a=3),
        refused(lambda: with_context(1)),
        refused(lambda: with_context(a=1)),
        refused(lambda: with_context()),
        refused(lambda: add(context, 1)),
        refused(lambda: add(context)),
    ]


def case_config():
    return [
        configured(dg.build_op_context(instance=INSTANCE, op_config={"x": 3})),
        refused(lambda: configured(dg.build_op_context(instance=INSTANCE))),
        refused(lambda: configured(None)),
        refused(lambda: configured(dg.build_op_context(instance=INSTANCE, op_config={"x": "a"}))),
        refused(lambda: configured(dg.build_op_context(instance=INSTANCE, op_config={"y": 1}))),
        refused(lambda: configured()),
        refused(lambda: add(dg.build_op_context(instance=INSTANCE, op_config={"x": 1}), 1)),
        configured.configured({"x": 5}, name="c")(dg.build_op_context(instance=INSTANCE)),
        refused(
            lambda: configured.configured({"x": 5}, name="c")(
                dg.build_op_context(instance=INSTANCE, op_config={"x": 1})
            )
        ),
    ]


def case_config_defaults():
    @dg.op(config_schema={"x": dg.Field(int, default_value=3), "y": dg.Field(str, is_required=False)})
    def o(context):
        return context.op_config

    @dg.op(config_schema=dg.Field(int, default_value=8))
    def scalar(context):
        return context.op_config

    return (
        o(dg.build_op_context(instance=INSTANCE)),
        o(dg.build_op_context(instance=INSTANCE, op_config={"y": "q"})),
        scalar(dg.build_op_context(instance=INSTANCE)),
        scalar(dg.build_op_context(instance=INSTANCE, op_config=1)),
        refused(lambda: o(None)),
    )


def case_resources():
    @dg.resource
    def five(_):
        return 5

    @dg.resource
    def held(_):
        yield 6

    @dg.resource(config_schema=int)
    def told(context):
        return context.resource_config

    with dg.build_op_context(instance=INSTANCE, resources={"r": held}) as context:
        inside = needs(context)
    return [
        needs(dg.build_op_context(instance=INSTANCE, resources={"r": 4})),
        needs(dg.build_op_context(instance=INSTANCE, resources={"r": five})),
        inside,
        refused(lambda: needs(dg.build_op_context(instance=INSTANCE, resources={"r": held}))),
        refused(lambda: needs(dg.build_op_context(instance=INSTANCE))),
        refused(lambda: needs(None)),
        needs(
            dg.build_op_context(
                instance=INSTANCE, resources={"r": told}, resources_config={"r": {"config": 7}}
            )
        ),
        refused(lambda: needs(dg.build_op_context(instance=INSTANCE, resources={"r": told}))),
        refused(lambda: needs(dg.build_op_context(instance=INSTANCE, resources={"other": 1}))),
    ]


def case_properties():
    seen = {}

    @dg.op(tags={"t": "v"})
    def look(context):
        seen.update(
            run_id=context.run_id,
            job_name=refused(lambda: context.job_name),
            op_name=refused(lambda: context.op.name),
            op_def=refused(lambda: context.op_def.name),
            tag=refused(lambda: context.has_tag("t")),
            run=refused(lambda: context.run),
            step_key=refused(lambda: context.op_handle),
            partition=refused(lambda: context.partition_key),
            has_partition=refused(lambda: context.has_partition_key),
            log=context.log is not None,
            instance=refused(lambda: context.instance is not None),
            mapping=refused(lambda: context.get_mapping_key()),
            job_def=refused(lambda: context.job_def),
            asset=refused(lambda: context.asset_key),
            assets_def=refused(lambda: context.assets_def),
        )

    look(dg.build_op_context(instance=INSTANCE))
    return sorted(seen.items())


def case_context_before_a_call():
    context = dg.build_op_context(
        instance=INSTANCE, op_config={"a": 1}, partition_key="p", run_tags={"k": "v"}, mapping_key="m"
    )
    return [
        context.op_config,
        context.partition_key,
        context.has_partition_key,
        context.run_id,
        context.get_tag("k"),
        context.has_tag("x"),
        refused(lambda: context.op_def),
        context.get_mapping_key(),
        context.run_tags if hasattr(context, "run_tags") else None,
        context.resources is not None,
        context.log is not None,
        refused(lambda: context.get_output_metadata("result")),
        refused(lambda: context.job_name),
    ]


def case_outputs():
    @dg.op(out={"a": dg.Out(), "b": dg.Out()})
    def pair():
        return 1, 2

    @dg.op(out={"a": dg.Out(), "b": dg.Out()})
    def wrapped():
        return dg.Output(1, output_name="a"), dg.Output(2, output_name="b")

    @dg.op
    def single():
        return dg.Output(3, metadata={"m": 1})

    @dg.op(out={"a": dg.Out(), "b": dg.Out()})
    def yields():
        yield dg.Output(1, "a")
        yield dg.Output(2, "b")

    @dg.op(out={"a": dg.Out(is_required=False), "b": dg.Out()})
    def skips():
        yield dg.Output(2, "b")

    @dg.op(out={"a": dg.Out(), "b": dg.Out()})
    def forgets():
        yield dg.Output(2, "b")

    @dg.op(out={"a": dg.Out(), "b": dg.Out()})
    def too_few():
        return 1

    @dg.op(out={"a": dg.Out(), "b": dg.Out()})
    def too_many():
        return 1, 2, 3

    @dg.op
    def unknown():
        yield dg.Output(1, "other")

    @dg.op
    def twice():
        yield dg.Output(1)
        yield dg.Output(2)

    @dg.op(out=dg.Out(int))
    def typed():
        return "x"

    return [
        pair(),
        [o.value for o in wrapped()],
        single().value,
        [o.value for o in yields()],
        [o.output_name for o in skips()],
        refused(lambda: list(forgets())),
        refused(lambda: too_few()),
        refused(lambda: too_many()),
        refused(lambda: list(unknown()))[1],
        refused(lambda: list(twice())),
        refused(lambda: typed()),
    ]


def case_named_tuples_and_dynamic_outputs():
    @dg.op(out=dg.DynamicOut())
    def many():
        for n in range(2):
            yield dg.DynamicOutput(n, mapping_key=str(n))

    @dg.op(out=dg.DynamicOut())
    def listed():
        return [dg.DynamicOutput(1, mapping_key="a")]

    @dg.op(out=dg.DynamicOut())
    def wrong():
        return 1

    @dg.op(out=dg.DynamicOut())
    def repeats():
        yield dg.DynamicOutput(1, mapping_key="a")
        yield dg.DynamicOutput(2, mapping_key="a")

    return (
        [(o.value, o.mapping_key) for o in many()],
        [o.value for o in listed()],
        refused(lambda: wrong()),
        len(list(repeats())),
    )


def case_async_ops():
    @dg.op
    async def later(context):
        await asyncio.sleep(0)
        return context.op_config

    @dg.op
    async def yields():
        await asyncio.sleep(0)
        yield dg.Output(4)

    async def collect():
        return [o.value async for o in yields()]

    return asyncio.run(later(dg.build_op_context(instance=INSTANCE, op_config=3))), asyncio.run(collect())


def case_events():
    @dg.op
    def tells(context):
        context.log_event(dg.AssetMaterialization("a"))
        context.log_event(dg.ExpectationResult(success=True, label="x"))
        context.log_event(dg.AssetObservation("o"))
        return 1

    @dg.op
    def yields(context):
        yield dg.AssetMaterialization("b")
        yield dg.Output(1)

    context = dg.build_op_context(instance=INSTANCE)
    tells(context)
    other = dg.build_op_context(instance=INSTANCE)
    list(yields(other))
    return [type(e).__name__ for e in context.get_events()], [type(e).__name__ for e in other.get_events()]


def case_output_metadata():
    @dg.op(out={"a": dg.Out(), "b": dg.Out()})
    def tells(context):
        context.add_output_metadata({"m": 1}, output_name="a")
        context.add_output_metadata({"n": 2}, output_name="b")
        return 1, 2

    @dg.op
    def single(context):
        context.add_output_metadata({"m": 1})
        return 1

    @dg.op
    def wrong(context):
        context.add_output_metadata({"m": 1}, output_name="other")

    @dg.op(out={"a": dg.Out(), "b": dg.Out()})
    def unnamed(context):
        context.add_output_metadata({"m": 1})
        return 1, 2

    @dg.op
    def repeated(context):
        context.add_output_metadata({"m": 1})
        context.add_output_metadata({"m": 2})

    context, other = dg.build_op_context(instance=INSTANCE), dg.build_op_context(instance=INSTANCE)
    tells(context)
    single(other)
    return (
        context.get_output_metadata("a"),
        context.get_output_metadata("b"),
        other.get_output_metadata("result"),
        refused(lambda: wrong(dg.build_op_context(instance=INSTANCE))),
        refused(lambda: unnamed(dg.build_op_context(instance=INSTANCE))),
        refused(lambda: repeated(dg.build_op_context(instance=INSTANCE))),
    )


def case_aliases_and_graphs():
    @dg.graph
    def g():
        add(add.alias("x")())

    return (
        add.alias("other")(1, 2),
        refused(lambda: g()),
        add.with_hooks({dg.success_hook(name="h")(lambda context: None)})(1),
        add.tag({"a": "b"})(1),
    )


def case_errors_of_bodies():
    @dg.op
    def fails():
        raise ValueError("x")

    @dg.op
    def asks():
        raise dg.RetryRequested()

    @dg.op
    def says():
        raise dg.Failure("d")

    return refused(lambda: fails()), refused(lambda: asks()), refused(lambda: says())


def case_ops_without_decorator():
    made = dg.OpDefinition(
        name="o", compute_fn=lambda _, inputs: inputs, ins={"x": dg.In()}, outs={"result": dg.Out()}
    )
    return refused(lambda: made(1))


def case_nothing_inputs():
    @dg.op(ins={"go": dg.In(dg.Nothing)})
    def after():
        return 1

    @dg.op(ins={"go": dg.In(dg.Nothing), "x": dg.In(int)})
    def both(x):
        return x

    return after(), both(3), both(x=4), refused(lambda: after(1)), refused(lambda: both(go=1, x=2))


def case_keyword_only_and_defaults():
    @dg.op
    def keywords(a, *, b):
        return a, b

    @dg.op(ins={"x": dg.In(default_value=7)})
    def defaulted(x):
        return x

    return defaulted(), defaulted(1), defaulted(x=2)


def case_one_context_many_calls():
    context = dg.build_op_context(instance=INSTANCE, op_config={"x": 1})
    return configured(context), configured(context), refused(lambda: with_context(context, 2))


def case_hooks():
    seen = []

    @dg.success_hook(required_resource_keys={"r"})
    def good(context):
        seen.append(context.resources.r)

    @dg.failure_hook
    def bad(context):
        seen.append(repr(context.op_exception))

    @dg.success_hook
    def plain(context):
        seen.append(context.job_name if hasattr(context, "job_name") and False else "plain")

    good(dg.build_hook_context(resources={"r": 3}))
    bad(dg.build_hook_context(op_exception=ValueError("x")))
    plain(dg.build_hook_context())
    return (
        seen,
        refused(lambda: good(dg.build_hook_context())),
        refused(lambda: good(None)),
        refused(lambda: good()),
        refused(lambda: plain(dg.build_hook_context(), 1)),
        refused(lambda: plain(3)),
    )


def case_hook_contexts():
    @dg.op
    def an_op():
        return 1

    context = dg.build_hook_context(op=an_op, run_id="r", job_name="j", resources={"x": 2})
    bare = dg.build_hook_context()
    return (
        context.op.name,
        context.run_id,
        context.job_name,
        context.resources.x,
        context.op_exception,
        refused(lambda: bare.op),
        refused(lambda: bare.run_id),
        refused(lambda: bare.job_name),
        context.log is not None,
        refused(lambda: bare.step_key),
        refused(lambda: bare.op_config),
    )


def case_loggers():
    import logging

    @dg.logger(config_schema={"name": str})
    def made(init_context):
        return logging.getLogger(init_context.logger_config["name"])

    @dg.logger
    def bare(init_context):
        return logging.getLogger("bare")

    context = dg.build_init_logger_context(logger_config={"name": "n"})
    return (
        made(context).name,
        bare(dg.build_init_logger_context()).name,
        refused(lambda: made(dg.build_init_logger_context())),
        refused(lambda: made()),
        refused(lambda: made(dg.build_init_logger_context(logger_config={"name": 3}))),
        refused(lambda: made(3)),
        bare(None).name,
        made.configured({"name": "c"})(dg.build_init_logger_context()).name,
        made(init_context=context).name,
        refused(lambda: made(other=context)),
    )
