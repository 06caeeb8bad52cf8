"""Ops, hooks, retries, loggers, executors, metadata and repositories."""

import logging

from engine import current

dg = current()
INSTANCE = dg.DagsterInstance.ephemeral()  # one for all cases: Dagster needs a while to make it


def refused(call):
    try:
        return call()
    except Exception as error:
        return type(error).__name__


def run(op, config=None, raise_on_error=True, **settings):
    @dg.job(**settings)
    def a_job():
        op()

    return a_job.execute_in_process(instance=INSTANCE, run_config=config, raise_on_error=raise_on_error)


def kinds(result, *wanted):
    ignored = ("ENGINE_EVENT", "LOGS_CAPTURED")
    return [
        e.event_type_value
        for e in result.all_events
        if (e.event_type_value in wanted if wanted else e.event_type_value not in ignored)
    ]


@dg.op
def one():
    return 1


@dg.op
def fails():
    raise ValueError("no")


def case_definitions():
    @dg.op(
        name="named",
        description="d",
        tags={"a": 1, "b": {"c": 2}},
        required_resource_keys={"r"},
        code_version="v1",
        pool="p",
        retry_policy=dg.RetryPolicy(max_retries=2),
        config_schema={"x": int},
    )
    def body(context, a, b: int = 3) -> str:
        """From the text."""
        return "x"

    @dg.op
    def text():
        """From the text.

        And more.
        """

    return [
        body.name,
        body.description,
        dict(body.tags),
        set(body.required_resource_keys),
        body.version,
        body.pool,
        body.retry_policy.max_retries,
        list(body.ins),
        list(body.outs),
        body.input_dict["b"].default_value,
        body.output_dict["result"].dagster_type.display_name,
        text.description,
        list(body.config_schema.config_type.fields),
        body.outs["result"].code_version,
        one.required_resource_keys == set(),
        one.tags,
        one.retry_policy,
    ]


def case_wrong_definitions():
    return [
        refused(f)
        for f in (
            lambda: dg.op(name="a b")(lambda: 1),
            lambda: dg.op(name="type")(lambda: 1),
            lambda: dg.op(name="o", out=3)(lambda: 1),
            lambda: dg.op(name="o", ins={"x": 3})(lambda x: 1),
            lambda: dg.op(name="o", ins={"y": dg.In()})(lambda x: 1),
            lambda: dg.op(name="o", ins=[1])(lambda x: 1),
            lambda: dg.op(name="o", out={"a b": dg.Out()})(lambda: 1),
            lambda: dg.op(name="o", tags={"a": object()})(lambda: 1),
            lambda: dg.op(name="o", required_resource_keys="x")(lambda: 1).name,
            lambda: dg.op(name="o", out={"a": 3})(lambda: 1),
            lambda: dg.op(name="o", retry_policy=3)(lambda: 1).name,
            lambda: dg.op(name="o", description=3)(lambda: 1).name,
            lambda: dg.op(name="o", config_schema=3)(lambda: 1),
            lambda: dg.op(name="o")(lambda *a: 1),
            lambda: dg.op(name="o", out={})(lambda: None).name,
            lambda: dg.Out(io_manager_key=3),
            lambda: dg.In(input_manager_key=3),
            lambda: dg.Out(dagster_type=3),
            lambda: dg.Out(is_required="x"),
        )
    ]


def case_ins_and_outs():
    given, out = (
        dg.In(int, description="i", metadata={"a": 1}, asset_key=dg.AssetKey("k"), input_manager_key=None),
        dg.Out(
            str, description="o", is_required=False, io_manager_key="io", metadata={"b": 2}, code_version="v"
        ),
    )
    return [
        given.dagster_type.display_name,
        given.description,
        given.metadata,
        given.asset_key.path,
        out.dagster_type.display_name,
        out.description,
        out.is_required,
        out.io_manager_key,
        out.metadata,
        out.code_version,
        out.is_dynamic,
        dg.In() == dg.In(),
        dg.In(int) == dg.In(str),
        dg.Out().io_manager_key,
        dg.Out().is_required,
        dg.GraphOut(description="d").description,
        dg.GraphIn(description="d").description,
    ]


def case_returned_values():
    def result(body, **settings):
        op = dg.op(name="body", **settings)(body)
        return refused(lambda: run(op).output_for_node("body"))

    def none():
        pass

    def output():
        return dg.Output(3)

    def generator():
        yield dg.Output(4)

    def wrong_yield():
        yield 4

    def empty_generator():
        return
        yield

    def other_name():
        return dg.Output(1, "other")

    def materialize():
        return dg.MaterializeResult()

    def exception():
        return ValueError("x")

    def materialization():
        yield dg.AssetMaterialization("a")
        yield dg.Output(1)

    def returned_materialization():
        return dg.AssetMaterialization("a")

    def twice():
        yield dg.Output(1)
        yield dg.Output(2)

    return (
        [
            result(f) if f is not exception else refused(lambda: run(dg.op(name="body")(exception)).success)
            for f in (
                none,
                output,
                generator,
                wrong_yield,
                empty_generator,
                other_name,
                exception,
                materialization,
                twice,
            )
        ],
        result(none, out=dg.Out(is_required=False)),
        result(none, out=dg.Out(int)),
        result(none, out={}),
        result(returned_materialization) is not None,
    )


def case_several_returned_values():
    out = {"a": dg.Out(), "b": dg.Out()}

    def result(body, declared=None):
        op = dg.op(name="body", out=declared or out)(body)

        def values():
            made = run(op)
            return [made.output_for_node("body", name) for name in out]

        return refused(values)

    return [
        result(f)
        for f in (
            lambda: (1, 2),
            lambda: [1, 2],
            lambda: (dg.Output(1, "a"), dg.Output(2, "b")),
            lambda: (dg.Output(2, "b"), dg.Output(1, "a")),
            lambda: (1,),
            lambda: (1, 2, 3),
            lambda: 1,
            lambda: None,
            lambda: {"a": 1, "b": 2},
            lambda: (dg.Output(1, "a"), 2),
            lambda: (dg.Output(1), dg.Output(2)),
        )
    ]


def case_contexts():
    seen = {}

    @dg.op(config_schema=dg.Field(int, default_value=3), tags={"t": "v"}, out=dg.Out(metadata={"m": 1}))
    def look(context):
        seen.update(
            op=context.op.name,
            op_def=context.op_def.name,
            job=context.job_name,
            config=context.op_config,
            run=context.run.job_name,
            run_id=context.run_id == context.run.run_id,
            key=str(context.op_handle),
            tag=context.get_tag("k"),
            has=context.has_tag("x"),
            partition=context.has_partition_key,
            retry=context.retry_number,
            config_keys=sorted(context.run_config),
            job_def=context.job_def.name,
            mapping=context.get_mapping_key(),
            outs=sorted(context.selected_output_names) if hasattr(context, "selected_output_names") else None,
            described=context.describe_op() if hasattr(context, "describe_op") else None,
            instance=context.instance is not None,
            resources=context.resources is not None,
            assets=context.has_assets_def,
            missing=refused(lambda: context.partition_key),
            asset=refused(lambda: context.asset_key),
        )

    @dg.job(tags={"k": "v"})
    def a_job():
        look.alias("other")()

    a_job.execute_in_process(instance=INSTANCE, run_config={"ops": {"other": {"config": 5}}})
    return sorted(seen.items())


def case_context_annotations():
    def op(annotation):
        @dg.op
        def body(context: annotation):
            return type(context).__name__

        return run(body).output_for_node("body")

    return [
        refused(lambda a=a: op(a))
        for a in (
            dg.OpExecutionContext,
            dg.AssetExecutionContext,
            int,
            dg.AssetCheckExecutionContext,
            dg.HookContext,
        )
    ]


def case_output_metadata():
    @dg.op(out={"a": dg.Out(), "b": dg.Out()})
    def tells(context):
        context.add_output_metadata({"m": 1}, output_name="a")
        yield dg.Output(1, "a", metadata={"n": 2})
        yield dg.Output(2, "b", metadata={"o": 3})

    @dg.op
    def twice(context):
        context.add_output_metadata({"m": 1})
        context.add_output_metadata({"n": 1})
        context.add_output_metadata({"m": 2})

    @dg.op
    def unknown(context):
        context.add_output_metadata({"m": 1}, output_name="x")

    def metadata(op):
        return [
            {k: v.value for k, v in e.event_specific_data.metadata.items()}
            for e in run(op).all_node_events
            if e.event_type_value == "STEP_OUTPUT"
        ]

    return metadata(tells), refused(lambda: metadata(twice)), refused(lambda: metadata(unknown))


def case_user_events():
    @dg.op
    def tells(context):
        context.log_event(
            dg.AssetMaterialization("a", description="d", metadata={"m": 1}, partition="p", tags={"t": "v"})
        )
        yield dg.AssetObservation("b", metadata={"n": 2})
        yield dg.ExpectationResult(success=False, label="l", description="d", metadata={"x": 1})
        yield dg.Output(1)

    result = run(tells)
    materialization = result.asset_materializations_for_node("tells")[0]
    observation = result.asset_observations_for_node("tells")[0]
    expectation = next(
        e for e in result.all_node_events if e.event_type_value == "STEP_EXPECTATION_RESULT"
    ).event_specific_data.expectation_result
    return [
        kinds(result),
        materialization.asset_key.path,
        materialization.description,
        materialization.partition,
        materialization.tags,
        {k: v.value for k, v in materialization.metadata.items()},
        observation.asset_key.path,
        expectation.success,
        expectation.label,
        expectation.description,
        len(result.get_asset_materialization_events()),
    ]


def case_hooks():
    seen = []

    @dg.success_hook
    def good(context):
        seen.append(
            (
                "good",
                context.op.name,
                context.step_key,
                context.job_name,
                context.op_config,
                context.op_output_values,
                context.op_exception,
            )
        )

    @dg.failure_hook(name="named")
    def bad(context):
        seen.append(("bad", context.step_key, repr(context.op_exception)))

    @dg.job(hooks={good, bad})
    def a_job():
        one()
        fails()

    result = a_job.execute_in_process(instance=INSTANCE, raise_on_error=False)
    return (
        sorted(seen, key=repr),
        sorted(kinds(result, "HOOK_COMPLETED", "HOOK_ERRORED", "HOOK_SKIPPED")),
        good.name,
        bad.name,
        result.success,
    )


def case_hooks_that_fail():
    @dg.success_hook
    def broken(context):
        raise ValueError("x")

    result = run(one, hooks={broken})
    event = next(e for e in result.all_events if e.event_type_value == "HOOK_ERRORED")
    return (
        result.success,
        event.step_key,
        event.event_specific_data.error.cls_name,
        kinds(result, "HOOK_ERRORED", "STEP_SUCCESS"),
    )


def case_hooks_on_parts():
    seen = []

    @dg.success_hook
    def note(context):
        seen.append(context.step_key)

    @dg.graph
    def inner():
        one()
        one.alias("two")()

    @dg.job
    def a_job():
        inner.with_hooks({note})()
        one.with_hooks({note}).alias("alone")()
        one.alias("silent")()

    a_job.execute_in_process(instance=INSTANCE)
    return sorted(seen)


def case_wrong_hooks():
    return [
        refused(f)
        for f in (
            lambda: dg.success_hook(lambda: 1),
            lambda: dg.success_hook(lambda x: 1),
            lambda: dg.job(hooks={1})(lambda: None),
            lambda: dg.HookDefinition(name="h", hook_fn=3),
            lambda: dg.job(hooks=3)(lambda: None),
        )
    ]


def case_hook_definitions():
    made = dg.HookDefinition(
        name="h",
        hook_fn=lambda context, events: dg.HookExecutionResult("h", is_skipped=True),
        required_resource_keys={"r"},
    )
    result = run(one, hooks={made}, resource_defs={"r": 1})
    wrong = dg.HookDefinition(name="w", hook_fn=lambda context, events: 3)
    return (
        made.name,
        sorted(made.required_resource_keys),
        kinds(result, "HOOK_SKIPPED", "HOOK_COMPLETED", "HOOK_ERRORED"),
        refused(lambda: run(one, hooks={wrong}).success),
    )


def case_retries():
    tries = []

    @dg.op(retry_policy=dg.RetryPolicy(max_retries=2))
    def flaky(context):
        tries.append(context.retry_number)
        if len(tries) < 3:
            raise ValueError("x")
        return len(tries)

    result = run(flaky)
    return (
        result.output_for_node("flaky"),
        tries,
        kinds(result, "STEP_UP_FOR_RETRY", "STEP_RESTARTED", "STEP_SUCCESS", "STEP_FAILURE"),
        result.retry_attempts_for_node("flaky"),
    )


def case_requested_retries():
    def op(times, fail_times):
        tries = []

        @dg.op
        def asks():
            tries.append(1)
            if len(tries) <= fail_times:
                raise dg.RetryRequested(max_retries=times)
            return len(tries)

        return asks

    return (
        run(op(3, 2)).output_for_node("asks"),
        refused(lambda: run(op(1, 5))),
        kinds(run(op(1, 5), raise_on_error=False), "STEP_UP_FOR_RETRY", "STEP_FAILURE"),
        dg.RetryRequested().max_retries,
        dg.RetryRequested(seconds_to_wait=2).seconds_to_wait,
    )


def case_failures():
    @dg.op
    def says():
        raise dg.Failure("described", metadata={"m": 1}, allow_retries=False)

    @dg.op(retry_policy=dg.RetryPolicy(max_retries=3))
    def never_again():
        raise dg.Failure("d", allow_retries=False)

    result = run(says, raise_on_error=False)
    data = result.failure_data_for_node("says").user_failure_data
    return (
        refused(lambda: run(says)),
        data.description,
        {k: v.value for k, v in data.metadata.items()},
        data.label,
        kinds(run(never_again, raise_on_error=False), "STEP_UP_FOR_RETRY", "STEP_FAILURE"),
        dg.Failure("x").allow_retries,
    )


def case_retry_policies():
    @dg.op(retry_policy=dg.RetryPolicy())
    def own(context):
        raise ValueError("x")

    def attempts(job):
        return kinds(
            job.execute_in_process(instance=INSTANCE, raise_on_error=False), "STEP_UP_FOR_RETRY"
        ).__len__()

    return [
        attempts(dg.job(name="a", op_retry_policy=dg.RetryPolicy(max_retries=2))(lambda: fails())),
        attempts(dg.job(name="b", op_retry_policy=dg.RetryPolicy(max_retries=2))(lambda: own())),
        attempts(dg.job(name="c")(lambda: own.with_retry_policy(dg.RetryPolicy(max_retries=3))())),
        dg.RetryPolicy().max_retries,
        dg.RetryPolicy(delay=2, backoff=dg.Backoff.EXPONENTIAL).calculate_delay(3),
        dg.RetryPolicy(delay=2, backoff=dg.Backoff.LINEAR).calculate_delay(3),
        dg.RetryPolicy(delay=2).calculate_delay(3),
        refused(lambda: dg.RetryPolicy(backoff=dg.Backoff.LINEAR)),
        refused(lambda: dg.RetryPolicy(max_retries="x")),
        dg.RetryPolicy(max_retries=1) == dg.RetryPolicy(max_retries=1),
        refused(lambda: dg.RetryPolicy(jitter=dg.Jitter.FULL)),
    ]


def case_loggers():
    records = []

    class Keeps(logging.Handler):
        def emit(self, record):
            records.append((record.levelname, record.getMessage()))

    @dg.logger(config_schema={"name": dg.Field(str, default_value="kept")})
    def kept(init_context):
        made = logging.Logger(init_context.logger_config["name"], level=logging.INFO)
        made.addHandler(Keeps())
        return made

    @dg.op
    def speaks(context):
        context.log.info("hello %s", "you")
        context.log.debug("quiet")
        context.log.warning("careful")
        context.log.error("bad")
        context.log.critical("worse")

    run(speaks, logger_defs={"kept": kept})
    unnamed = len(records)
    run(speaks, {"loggers": {"kept": {}}}, logger_defs={"kept": kept})
    levels = [
        level
        for level, text in records
        if level != "DEBUG" and any(word in str(text) for word in ("hello", "careful", "bad", "worse"))
    ]
    return (
        unnamed,
        levels,
        any("hello you" in str(text) for _, text in records),
        any("quiet" in str(text) for _, text in records),
        refused(lambda: run(speaks, {"loggers": {"other": {}}}, logger_defs={"kept": kept})),
        refused(
            lambda: run(speaks, {"loggers": {"kept": {"config": {"name": 3}}}}, logger_defs={"kept": kept})
        ),
    )


def case_logged_messages():
    @dg.op
    def speaks(context):
        context.log.info("hello")
        context.log.warning("careful")

    instance = dg.DagsterInstance.ephemeral()

    @dg.job
    def a_job():
        speaks()

    result = a_job.execute_in_process(instance=instance)
    entries = [e for e in instance.all_logs(result.run_id) if not e.is_dagster_event]
    return [(e.user_message, e.level, e.step_key, e.job_name, e.run_id == result.run_id) for e in entries]


def case_executors():
    @dg.executor(name="mine", config_schema={"a": dg.Field(int, default_value=1)}, requirements=None)
    def mine(init_context):
        return None

    @dg.executor
    def bare(init_context):
        return None

    return [
        mine.name,
        bare.name,
        mine.config_schema.is_required,
        type(mine).__name__,
        dg.in_process_executor.name,
        dg.multiprocess_executor.name,
        mine.configured({"a": 3}, name="other").name,
        dg.in_process_executor.configured({"retries": {"disabled": {}}}).name,
        run(one, executor_def=dg.in_process_executor).success,
        run(one, executor_def=mine).success,
        run(one, {"execution": {"config": {"a": 2}}}, executor_def=mine).success,
        refused(lambda: run(one, {"execution": {"config": {"a": "x"}}}, executor_def=mine).success),
        refused(lambda: run(one, {"execution": {"other": {}}})),
        refused(lambda: run(one, {"execution": {"config": {"nothing": {}}}}).success),
        run(one, {"execution": {"config": {"in_process": {}}}}).success,
        run(one, {"execution": {"config": {"multiprocess": {"max_concurrent": 3}}}}).success,
    ]


def case_priorities():
    order = []

    def named(name, priority):
        @dg.op(name=name, tags={"dagster/priority": priority})
        def body():
            order.append(name)

        return body

    ops = [named("low", "-1"), named("high", "5"), named("middle", "2")]

    @dg.job
    def a_job():
        for op in ops:
            op()

    a_job.execute_in_process(instance=INSTANCE)
    return order


def case_repositories():
    @dg.job
    def a_job():
        one()

    @dg.graph
    def a_graph():
        one()

    @dg.schedule(cron_schedule="* * * * *", job=a_job)
    def a_schedule():
        return {}

    @dg.sensor(job=a_job)
    def a_sensor():
        return None

    @dg.repository(description="d", metadata={"m": 1})
    def repo():
        return [a_job, a_graph, a_schedule, a_sensor]

    @dg.repository(name="other")
    def named():
        return []

    return [
        sorted(repo.job_names),
        repo.name,
        repo.description,
        named.name,
        named.job_names,
        repo.get_job("a_job").name,
        refused(lambda: repo.get_job("nothing")),
        [s.name for s in repo.schedule_defs],
        [s.name for s in repo.sensor_defs],
        repo.has_job("a_graph"),
        repo.get_job("a_graph").execute_in_process(instance=INSTANCE).success,
        repo.get_schedule_def("a_schedule").name,
        repo.has_sensor_def("a_sensor"),
        {k: v.value for k, v in repo.metadata.items()},
    ]


def case_wrong_repositories():
    @dg.job(name="same")
    def first():
        one()

    @dg.job(name="same")
    def second():
        fails()

    @dg.op(required_resource_keys={"nothing"})
    def needs():
        pass

    @dg.job
    def lacking():
        needs()

    def repo(items):
        @dg.repository
        def made():
            return items

        return made.get_all_jobs()

    return [
        refused(lambda i=i: len(repo(i)))
        for i in (
            [first, second],
            [3],
            3,
            [first, first],
            [one],
            {"jobs": {"same": first}},
            {"jobs": {"other": first}},
            [lacking],
        )
    ]


def case_metadata():
    M = dg.MetadataValue
    made = [
        M.text("a"),
        M.int(1),
        M.float(1.5),
        M.bool(True),
        M.url("u"),
        M.path("p"),
        M.md("m"),
        M.json({"a": 1}),
        M.null(),
        M.asset(dg.AssetKey("k")),
        M.dagster_run("r"),
        M.timestamp(1.0),
        M.notebook("n"),
        M.text(""),
    ]
    return (
        [(type(m).__name__, m.value if not hasattr(m.value, "path") else m.value.path) for m in made],
        refused(lambda: M.int("x")),
        refused(lambda: M.json(object())),
        refused(lambda: M.text(3)),
        M.text("a") == M.text("a"),
        refused(lambda: M.url(3)),
        M.int(None).value,
    )


def case_metadata_of_events():
    values = {
        "text": "a",
        "int": 1,
        "float": 1.5,
        "bool": True,
        "none": None,
        "dict": {"a": [1]},
        "list": [1],
        "value": dg.MetadataValue.md("m"),
        "key": dg.AssetKey("k"),
    }
    event = dg.AssetMaterialization("a", metadata=values)
    return (
        {k: type(v).__name__ for k, v in event.metadata.items()},
        refused(lambda: dg.AssetMaterialization("a", metadata={"x": object()}).metadata),
        refused(lambda: dg.AssetMaterialization("a", metadata=3)),
        refused(lambda: dg.AssetMaterialization("a", metadata={1: "x"})),
        refused(lambda: dg.AssetMaterialization(3)),
    )


def case_tables():
    schema = dg.TableSchema(
        columns=[
            dg.TableColumn(
                "a",
                "int",
                description="d",
                constraints=dg.TableColumnConstraints(nullable=False, unique=True, other=["x"]),
            ),
            dg.TableColumn("b"),
        ],
        constraints=dg.TableConstraints(other=["t"]),
    )
    table = dg.MetadataValue.table(
        records=[dg.TableRecord({"a": 1, "b": "x"}), dg.TableRecord({"a": 2, "b": "y"})]
    )
    return [
        [c.name for c in schema.columns],
        schema.columns[1].type,
        schema.columns[0].constraints.nullable,
        schema.constraints.other,
        [c.name for c in table.schema.columns],
        [c.type for c in table.schema.columns],
        table.records[0].data,
        dg.TableSchema.from_name_type_dict({"x": "int"}).columns[0].type,
        refused(lambda: dg.TableRecord({"a": object()})),
        refused(lambda: dg.MetadataValue.table(records=[])),
        refused(lambda: dg.TableSchema(columns=[3])),
        dg.MetadataValue.table_schema(schema).schema == schema,
        refused(lambda: dg.TableColumn(3)),
    ]


def case_asset_keys():
    K = dg.AssetKey
    return [
        K("a").path,
        K(["a", "b"]).path,
        K(("a", "b")) == K(["a", "b"]),
        K("a").to_user_string(),
        K(["a", "b"]).to_user_string(),
        K.from_user_string("a/b").path,
        K.from_coercible("x").path,
        K.from_coercible(["x"]).path,
        refused(lambda: K(3)),
        refused(lambda: K.from_coercible(3)),
        K(["a"]).with_prefix("p").path,
        K(["a"]).has_prefix(["a"]),
        K("a") < K("b"),
        str(K(["a", "b"])),
        len({K("a"), K("a")}),
        K("a").to_string(),
        K.from_db_string('["a"]').path if hasattr(K, "from_db_string") else None,
        K("a.b").to_python_identifier(),
        refused(lambda: K([]).path),
    ]


def case_reexecution():
    tries = []

    @dg.op
    def flaky(x):
        tries.append(1)
        if len(tries) == 1:
            raise ValueError("x")
        return x + 1

    @dg.job
    def a_job():
        flaky(one())

    return refused(lambda: a_job.execute_in_process(instance=INSTANCE)), a_job.execute_in_process(
        instance=INSTANCE
    ).output_for_node("flaky")


def case_run_ids_and_tags():
    result = run(one, tags={"a": "b"})
    other = dg.job(name="j", tags={"a": "b"}, run_tags={"c": "d"})(lambda: one()).execute_in_process(
        instance=INSTANCE, tags={"e": "f"}
    )
    return (
        result.dagster_run.tags.get("a"),
        sorted(k for k in other.dagster_run.tags if not k.startswith("dagster/")),
        result.dagster_run.status.value,
        result.dagster_run.job_name,
        len(result.run_id),
        refused(
            lambda: dg.job(name="j")(lambda: one()).execute_in_process(instance=INSTANCE, run_id="x").success
        ),
    )


def case_step_events():
    return (
        kinds(run(one)),
        kinds(run(fails, raise_on_error=False)),
        [e.message for e in run(one).events_for_node("one")][:1],
        [e.message for e in run(one).all_events if e.event_type_value == "STEP_OUTPUT"],
    )
