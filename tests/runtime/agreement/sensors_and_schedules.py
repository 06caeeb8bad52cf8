"""Sensors and schedules: definitions, contexts, evaluation results and errors."""

from datetime import datetime, timezone

from engine import current

dg = current()


@dg.op
def o(): ...
@dg.job
def j():
    o()


@dg.job
def k():
    o()


def rr(r):
    return (
        r.run_key,
        dict(r.run_config),
        dict(r.tags.items()),
        r.job_name,
        r.partition_key,
        r.asset_selection,
    )


def tick(d):
    return [rr(x) for x in d.run_requests or []], getattr(d, "skip_message", None), getattr(d, "cursor", None)


def case_sensor_basic():
    @dg.sensor(
        job=j,
        minimum_interval_seconds=5,
        description="d",
        default_status=dg.DefaultSensorStatus.RUNNING,
        tags={"a": "b"},
        metadata={"m": 1},
    )
    def s(context):
        yield dg.RunRequest(run_key="1", run_config={"a": 1}, tags={"x": "y"})

    return (
        s.name,
        s.minimum_interval_seconds,
        s.description,
        s.default_status.value,
        s.job_name,
        s.job is j,
        dict(s.tags),
        {a: b.value for a, b in s.metadata.items()},
        tick(s.evaluate_tick(dg.build_sensor_context())),
    )


def case_sensor_returns():
    out = []
    for v in (
        None,
        dg.SkipReason("no"),
        dg.RunRequest("a"),
        [dg.RunRequest("a"), dg.RunRequest("b")],
        [],
        dg.SensorResult(run_requests=[dg.RunRequest("z")], cursor="c"),
        dg.SensorResult(skip_reason="why"),
    ):

        @dg.sensor(job=j)
        def s(context):
            return v  # noqa: B023

        out.append(tick(s.evaluate_tick(dg.build_sensor_context())))
    return out


def case_sensor_direct_call():
    @dg.sensor(job=j)
    def s(context):
        return dg.RunRequest(run_key=context.cursor)

    @dg.sensor(job=j)
    def s2():
        return dg.SkipReason("x")

    return (
        s(dg.build_sensor_context(cursor="q")),
        s2(),
        s(context=dg.build_sensor_context(cursor="z")).run_key,
    )


def case_sensor_direct_call_missing():
    @dg.sensor(job=j)
    def s(context):
        return dg.RunRequest(run_key=context.cursor)

    return s()


def case_sensor_direct_call_wrong_kw():
    @dg.sensor(job=j)
    def s(context):
        return dg.RunRequest(run_key=context.cursor)

    return s(foo=dg.build_sensor_context())


def case_sensor_direct_too_many():
    @dg.sensor(job=j)
    def s(context):
        return dg.RunRequest(run_key=context.cursor)

    return s(dg.build_sensor_context(), 1)


def case_sensor_bad_return():
    @dg.sensor(job=j)
    def s(context):
        return 5

    return s.evaluate_tick(dg.build_sensor_context())


def case_sensor_mixed_yield():
    @dg.sensor(job=j)
    def s(context):
        yield dg.RunRequest("a")
        yield dg.SkipReason("b")

    return s.evaluate_tick(dg.build_sensor_context())


def case_sensor_skip_twice():
    @dg.sensor(job=j)
    def s(context):
        yield dg.SkipReason("a")
        yield dg.SkipReason("b")

    return s.evaluate_tick(dg.build_sensor_context())


def case_sensor_result_and_run_request():
    @dg.sensor(job=j)
    def s(context):
        yield dg.SensorResult(run_requests=[])
        yield dg.RunRequest("b")

    return s.evaluate_tick(dg.build_sensor_context())


def case_sensor_result_cursor_twice():
    @dg.sensor(job=j)
    def s(context):
        context.update_cursor("a")
        return dg.SensorResult(cursor="b")

    return s.evaluate_tick(dg.build_sensor_context())


def case_sensor_result_skip_and_run():
    return dg.SensorResult(run_requests=[dg.RunRequest("a")], skip_reason=dg.SkipReason("x"))


def case_sensor_no_job():
    @dg.sensor()
    def s(context):
        return dg.RunRequest("a")

    return s.evaluate_tick(dg.build_sensor_context())


def case_sensor_no_job_skip():
    @dg.sensor()
    def s(context):
        return dg.SkipReason("a")

    return tick(s.evaluate_tick(dg.build_sensor_context()))


def case_sensor_jobs_without_name():
    @dg.sensor(jobs=[j, k])
    def s(context):
        return dg.RunRequest("a")

    return s.evaluate_tick(dg.build_sensor_context())


def case_sensor_jobs_with_name():
    @dg.sensor(jobs=[j, k])
    def s(context):
        return [dg.RunRequest("a", job_name="j"), dg.RunRequest("b", job_name="k")]

    return tick(s.evaluate_tick(dg.build_sensor_context()))


def case_sensor_jobs_wrong_name():
    @dg.sensor(jobs=[j, k])
    def s(context):
        return [dg.RunRequest("a", job_name="zz")]

    return s.evaluate_tick(dg.build_sensor_context())


def case_sensor_job_and_name():
    @dg.sensor(job=j, job_name="j")
    def s(context): ...


def case_sensor_job_and_jobs():
    @dg.sensor(job=j, jobs=[k])
    def s(context): ...


def case_sensor_job_name():
    @dg.sensor(job_name="j")
    def s(context):
        return dg.RunRequest("a")

    return tick(s.evaluate_tick(dg.build_sensor_context())), s.job_name


def case_sensor_job_property_of_name():
    @dg.sensor(job_name="j")
    def s(context):
        return dg.RunRequest("a")

    return s.job


def case_sensor_asset_selection():
    @dg.asset
    def a(): ...
    @dg.asset
    def b(): ...
    @dg.sensor(asset_selection=dg.AssetSelection.assets(a))
    def s(context):
        return dg.RunRequest("x")

    d = dg.Definitions([a, b], sensors=[s])
    return tick(s.evaluate_tick(dg.build_sensor_context(definitions=d))), str(s.asset_selection)


def case_sensor_asset_selection_outside():
    @dg.asset
    def a(): ...
    @dg.asset
    def b(): ...
    @dg.sensor(asset_selection=dg.AssetSelection.assets(a))
    def s(context):
        return dg.RunRequest("x", asset_selection=[b.key])

    d = dg.Definitions([a, b], sensors=[s])
    return tick(s.evaluate_tick(dg.build_sensor_context(definitions=d)))


def case_sensor_target():
    @dg.asset
    def a(): ...
    @dg.sensor(target=[a])
    def s(context):
        return dg.RunRequest("x")

    @dg.sensor(target=j)
    def s2(context):
        return dg.RunRequest("x")

    @dg.sensor(target="key:a")
    def s3(context):
        return dg.RunRequest("x")

    d = dg.Definitions([a], sensors=[s, s2, s3])
    return [tick(x.evaluate_tick(dg.build_sensor_context(definitions=d))) for x in (s, s2, s3)]


def case_sensor_target_and_job():
    @dg.sensor(target=j, job=j)
    def s(context): ...


def case_sensor_resources():
    @dg.sensor(job=j, required_resource_keys={"r"})
    def s(context):
        return dg.RunRequest(str(context.resources.r))

    @dg.sensor(job=j)
    def s2(context, r: dg.ResourceParam[int]):
        return dg.RunRequest(str(r))

    return (
        tick(s.evaluate_tick(dg.build_sensor_context(resources={"r": 5}))),
        tick(s2.evaluate_tick(dg.build_sensor_context(resources={"r": 6}))),
        s2(dg.build_sensor_context(resources={"r": 6})).run_key,
        s2(dg.build_sensor_context(), r=7).run_key,
    )


def case_sensor_resources_missing():
    @dg.sensor(job=j, required_resource_keys={"r"})
    def s(context):
        return dg.RunRequest(str(context.resources.r))

    return s.evaluate_tick(dg.build_sensor_context())


def case_sensor_resources_missing_call():
    @dg.sensor(job=j)
    def s2(context, r: dg.ResourceParam[int]):
        return dg.RunRequest(str(r))

    return s2(dg.build_sensor_context())


def case_sensor_resources_in_definitions():
    @dg.sensor(job=j, required_resource_keys={"r"})
    def s(context): ...

    return dg.Definitions(sensors=[s]).resolve_all_job_defs() and 1


def case_sensor_context():
    c = dg.build_sensor_context(cursor="x", sensor_name="nn", repository_name="rep")
    return (
        c.cursor,
        c.sensor_name if hasattr(c, "sensor_name") else None,
        c.last_run_key,
        c.last_tick_completion_time,
        c.repository_name,
        c.is_first_tick_since_sensor_start,
    )


def case_sensor_context_instance():
    return dg.build_sensor_context().instance


def case_sensor_context_instance_given():
    with dg.instance_for_test() as i:
        return dg.build_sensor_context(instance=i).instance is i


def case_sensor_context_definitions_missing():
    return dg.build_sensor_context().repository_def


def case_sensor_log():
    @dg.sensor(job=j)
    def s(context):
        context.log.info("hello")
        return dg.SkipReason("x")

    with dg.instance_for_test() as i:
        return tick(s.evaluate_tick(dg.build_sensor_context(instance=i, sensor_name="s")))


def case_sensor_user_error():
    @dg.sensor(job=j)
    def s(context):
        raise ValueError("x")

    return s.evaluate_tick(dg.build_sensor_context())


def case_sensor_config_object():
    class C(dg.Config):
        n: int

    @dg.sensor(job=j)
    def s(context):
        return dg.RunRequest("a", run_config={"ops": {"o": C(n=1).model_dump()}})

    return tick(s.evaluate_tick(dg.build_sensor_context()))


def case_sensor_def_class():
    s = dg.SensorDefinition(name="x", evaluation_fn=lambda c: dg.RunRequest("q"), job=j)
    return tick(s.evaluate_tick(dg.build_sensor_context())), s.name


def case_sensor_with_updated_job():
    @dg.sensor(job=j)
    def s(context):
        return dg.RunRequest("a")

    return s.with_updated_job(k).job_name


def case_sensor_dynamic_requests():
    p = dg.DynamicPartitionsDefinition(name="dd")

    @dg.sensor(job=j)
    def s(context):
        return dg.SensorResult(
            run_requests=[],
            dynamic_partitions_requests=[p.build_add_request(["a", "b"]), p.build_delete_request(["c"])],
        )

    with dg.instance_for_test() as i:
        r = s.evaluate_tick(dg.build_sensor_context(instance=i))
        return [
            (type(x).__name__, x.partitions_def_name, list(x.partition_keys))
            for x in r.dynamic_partitions_requests
        ]


def case_run_request_bad():
    return dg.RunRequest(run_key=5)


def case_run_request_bad_config():
    return dg.RunRequest(run_key="a", run_config=5)


def case_run_request_view():
    r = dg.RunRequest(run_key="a", tags={"a": 1} if False else {"a": "b"}, partition_key="p")
    return (
        rr(r),
        r.has_resolved_partition() if hasattr(r, "has_resolved_partition") else None,
        r.stale_assets_only,
        r.asset_check_keys,
    )


def case_skip_reason():
    return dg.SkipReason().skip_message, dg.SkipReason("x").skip_message


# asset sensor
def case_asset_sensor():
    @dg.asset
    def a(): ...
    @dg.asset_sensor(asset_key=dg.AssetKey("a"), job=j)
    def s(context, event):
        return dg.RunRequest(
            run_key=context.cursor, tags={"k": event.dagster_event.asset_key.to_user_string()}
        )

    with dg.instance_for_test() as i:
        first = tick(s.evaluate_tick(dg.build_sensor_context(instance=i)))
        dg.materialize([a], instance=i)
        c = dg.build_sensor_context(instance=i)
        second = s.evaluate_tick(c)
        third = s.evaluate_tick(dg.build_sensor_context(instance=i, cursor=second.cursor))
        return first, len(second.run_requests), second.run_requests[0].tags, third.skip_message, s.asset_key


def case_asset_sensor_result():
    @dg.asset
    def a(): ...
    @dg.asset_sensor(asset_key=dg.AssetKey("a"), job=j)
    def s(context):
        return dg.SensorResult(run_requests=[dg.RunRequest("z")])

    with dg.instance_for_test() as i:
        dg.materialize([a], instance=i)
        return [rr(x) for x in s.evaluate_tick(dg.build_sensor_context(instance=i)).run_requests]


def case_asset_sensor_cursor_update():
    @dg.asset
    def a(): ...
    @dg.asset_sensor(asset_key=dg.AssetKey("a"), job=j)
    def s(context):
        return dg.SensorResult(cursor="q")

    with dg.instance_for_test() as i:
        dg.materialize([a], instance=i)
        return s.evaluate_tick(dg.build_sensor_context(instance=i)).cursor


def case_run_status_sensor():
    seen = []

    @dg.run_status_sensor(run_status=dg.DagsterRunStatus.SUCCESS, monitored_jobs=[j], request_job=k)
    def s(context):
        seen.append((context.dagster_run.job_name, context.dagster_event.event_type_value))
        return dg.RunRequest("x")

    i = dg.DagsterInstance.ephemeral()
    r = j.execute_in_process(instance=i)
    c = dg.build_run_status_sensor_context(
        sensor_name="s",
        dagster_instance=i,
        dagster_run=r.dagster_run,
        dagster_event=r.get_job_success_event(),
    )
    out = s(c)
    return seen, rr(out), s.name


def case_run_failure_sensor():
    @dg.op
    def bad():
        raise ValueError("z")

    @dg.job
    def bj():
        bad()

    seen = []

    @dg.run_failure_sensor
    def s(context):
        seen.append(
            (
                context.dagster_run.job_name,
                context.failure_event.event_type_value,
                len(context.get_step_failure_events()),
            )
        )

    i = dg.DagsterInstance.ephemeral()
    r = bj.execute_in_process(instance=i, raise_on_error=False)
    c = dg.build_run_status_sensor_context(
        sensor_name="s",
        dagster_instance=i,
        dagster_run=r.dagster_run,
        dagster_event=r.get_job_failure_event(),
    ).for_run_failure()
    s(c)
    return seen, s.name


def case_run_status_sensor_no_context():
    @dg.run_status_sensor(run_status=dg.DagsterRunStatus.SUCCESS)
    def s(context): ...

    return s()


def case_run_status_sensor_resources():
    @dg.run_status_sensor(run_status=dg.DagsterRunStatus.SUCCESS)
    def s(context, r: dg.ResourceParam[int]):
        return dg.SkipReason(str(r))

    i = dg.DagsterInstance.ephemeral()
    x = j.execute_in_process(instance=i)
    c = dg.build_run_status_sensor_context(
        sensor_name="s",
        dagster_instance=i,
        dagster_run=x.dagster_run,
        dagster_event=x.get_job_success_event(),
        resources={"r": 4},
    )
    return s(c).skip_message


def case_automation_sensor():
    s = dg.AutomationConditionSensorDefinition(
        "x",
        target=dg.AssetSelection.all(),
        minimum_interval_seconds=10,
        default_status=dg.DefaultSensorStatus.RUNNING,
        run_tags={"a": "b"},
    )
    return s.name, s.minimum_interval_seconds, str(s.asset_selection), s.default_status.value, s.run_tags


# schedules
def case_schedule_basic():
    @dg.schedule(
        cron_schedule="0 3 * * *",
        job=j,
        execution_timezone="Europe/Berlin",
        description="d",
        tags={"a": "b"},
        metadata={"m": 1},
        default_status=dg.DefaultScheduleStatus.RUNNING,
    )
    def s(context):
        return dg.RunRequest(run_key=str(context.scheduled_execution_time), run_config={}, tags={"x": "y"})

    c = dg.build_schedule_context(scheduled_execution_time=datetime(2024, 1, 2, tzinfo=timezone.utc))
    return (
        s.name,
        s.cron_schedule,
        s.execution_timezone,
        s.description,
        s.job_name,
        s.default_status.value,
        dict(s.tags),
        tick(s.evaluate_tick(c)),
    )


def case_schedule_returns():
    out = []
    for v in (
        None,
        dg.SkipReason("no"),
        dg.RunRequest("a"),
        [dg.RunRequest("a"), dg.RunRequest("b")],
        [],
        {},
        {"ops": {}},
    ):

        @dg.schedule(cron_schedule="* * * * *", job=j)
        def s(context):
            return v  # noqa: B023

        out.append(tick(s.evaluate_tick(dg.build_schedule_context())))
    return out


def case_schedule_bad_return():
    @dg.schedule(cron_schedule="* * * * *", job=j)
    def s(context):
        return 5

    return s.evaluate_tick(dg.build_schedule_context())


def case_schedule_bad_cron():
    @dg.schedule(cron_schedule="* * *", job=j)
    def s(context): ...


def case_schedule_impossible_cron():
    return dg.ScheduleDefinition(job=j, cron_schedule="0 0 31 2 *").cron_schedule


def case_schedule_six_fields():
    return dg.ScheduleDefinition(job=j, cron_schedule="* * * * * *").cron_schedule


def case_schedule_list():
    return dg.ScheduleDefinition(job=j, cron_schedule=["0 1 * * *", "0 2 * * *"]).cron_schedule


def case_schedule_list_empty():
    return dg.ScheduleDefinition(job=j, cron_schedule=[]).cron_schedule


def case_schedule_bad_timezone():
    return dg.ScheduleDefinition(
        job=j, cron_schedule="0 1 * * *", execution_timezone="Mars/X"
    ).execution_timezone


def case_schedule_definition():
    s = dg.ScheduleDefinition(job=j, cron_schedule="@daily", run_config={"a": 1}, tags={"x": "y"})
    return s.name, tick(s.evaluate_tick(dg.build_schedule_context()))


def case_schedule_definition_name():
    return dg.ScheduleDefinition(name="n", job=j, cron_schedule="@daily").name, dg.ScheduleDefinition(
        job_name="zz", cron_schedule="@daily"
    ).name


def case_schedule_no_target():
    return dg.ScheduleDefinition(name="n", cron_schedule="@daily").name


def case_schedule_config_and_fn():
    return dg.ScheduleDefinition(
        job=j, cron_schedule="@daily", run_config={}, run_config_fn=lambda c: {}
    ).name


def case_schedule_exec_and_config():
    return dg.ScheduleDefinition(
        job=j, cron_schedule="@daily", run_config={"a": 1}, execution_fn=lambda c: {}
    ).name


def case_schedule_tags_fn():
    s = dg.ScheduleDefinition(
        job=j, cron_schedule="@daily", tags_fn=lambda c: {"z": "1"}, run_config_fn=lambda c: {"q": 2}
    )
    return tick(s.evaluate_tick(dg.build_schedule_context()))


def case_schedule_should_execute():
    @dg.schedule(cron_schedule="@daily", job=j, should_execute=lambda c: False)
    def s(context):
        return {}

    return tick(s.evaluate_tick(dg.build_schedule_context()))


def case_schedule_should_execute_error():
    s = dg.ScheduleDefinition(job=j, cron_schedule="@daily", should_execute=lambda c: 1 / 0)
    return s.evaluate_tick(dg.build_schedule_context())


def case_schedule_user_error():
    @dg.schedule(cron_schedule="@daily", job=j)
    def s(context):
        raise ValueError("x")

    return s.evaluate_tick(dg.build_schedule_context())


def case_schedule_direct():
    @dg.schedule(cron_schedule="@daily", job=j)
    def s(context):
        return dg.RunRequest(run_key="a")

    @dg.schedule(cron_schedule="@daily", job=j)
    def s2():
        return {}

    return s(dg.build_schedule_context()).run_key, s2(), s(context=None).run_key


def case_schedule_direct_missing():
    @dg.schedule(cron_schedule="@daily", job=j)
    def s(context):
        return dg.RunRequest(run_key="a")

    return s()


def case_schedule_resources():
    @dg.schedule(cron_schedule="@daily", job=j, required_resource_keys={"r"})
    def s(context):
        return dg.RunRequest(run_key=str(context.resources.r))

    @dg.schedule(cron_schedule="@daily", job=j)
    def s2(r: dg.ResourceParam[int]):
        return dg.RunRequest(run_key=str(r))

    return tick(s.evaluate_tick(dg.build_schedule_context(resources={"r": 1}))), tick(
        s2.evaluate_tick(dg.build_schedule_context(resources={"r": 2}))
    )


def case_schedule_target():
    @dg.asset
    def a(): ...

    s = dg.ScheduleDefinition(name="x", target=[a], cron_schedule="@daily")
    d = dg.Definitions([a], schedules=[s])
    return s.name, d.resolve_schedule_def("x").job_name if hasattr(
        d.resolve_schedule_def("x"), "job_name"
    ) else None


def case_schedule_of_asset_job():
    @dg.asset
    def a(): ...

    aj = dg.define_asset_job("aj", [a])
    s = dg.ScheduleDefinition(job=aj, cron_schedule="@daily")
    d = dg.Definitions([a], schedules=[s])
    return s.name, d.resolve_job_def("aj").name


def case_schedule_context():
    c = dg.build_schedule_context(scheduled_execution_time=datetime(2024, 1, 2, tzinfo=timezone.utc))
    return c.scheduled_execution_time, c.log is not None


def case_schedule_context_no_time():
    return dg.build_schedule_context().scheduled_execution_time


def case_schedule_context_naive():
    return dg.build_schedule_context(scheduled_execution_time=datetime(2024, 1, 2)).scheduled_execution_time


def case_partitioned_schedule():
    @dg.daily_partitioned_config(start_date="2024-01-01", timezone="UTC")
    def cfg(start, end):
        return {}

    @dg.job(config=cfg)
    def pj():
        o()

    s = dg.build_schedule_from_partitioned_job(
        pj,
        hour_of_day=4,
        minute_of_hour=30,
        name="nm",
        tags={"t": "v"},
        default_status=dg.DefaultScheduleStatus.RUNNING,
    )
    return (
        s.name,
        s.cron_schedule,
        s.execution_timezone,
        tick(
            s.evaluate_tick(
                dg.build_schedule_context(
                    scheduled_execution_time=datetime(2024, 1, 5, 4, 30, tzinfo=timezone.utc)
                )
            )
        ),
    )


def case_partitioned_schedule_weekly_monthly():
    w = dg.define_asset_job("w", partitions_def=dg.WeeklyPartitionsDefinition("2024-01-01"))
    m = dg.define_asset_job("m", partitions_def=dg.MonthlyPartitionsDefinition("2024-01-01"))
    h = dg.define_asset_job("h", partitions_def=dg.HourlyPartitionsDefinition("2024-01-01-00:00"))
    f = dg.build_schedule_from_partitioned_job
    return (
        f(w, day_of_week=3, hour_of_day=2).cron_schedule,
        f(m, day_of_month=5).cron_schedule,
        f(h, minute_of_hour=7).cron_schedule,
        f(h).cron_schedule,
    )


def case_partitioned_schedule_hourly_with_hour():
    h = dg.define_asset_job("h", partitions_def=dg.HourlyPartitionsDefinition("2024-01-01-00:00"))
    return dg.build_schedule_from_partitioned_job(h, hour_of_day=3)


def case_partitioned_schedule_unpartitioned():
    return dg.build_schedule_from_partitioned_job(j)


def case_partitioned_schedule_static():
    @dg.job(partitions_def=dg.StaticPartitionsDefinition(["a", "b"]))
    def pj():
        o()

    s = dg.build_schedule_from_partitioned_job(pj, cron_schedule="0 0 * * *")
    return s.cron_schedule, [
        (x.partition_key)
        for x in s.evaluate_tick(
            dg.build_schedule_context(scheduled_execution_time=datetime(2024, 1, 5, tzinfo=timezone.utc))
        ).run_requests
    ]


def case_partitioned_schedule_static_no_cron():
    @dg.job(partitions_def=dg.StaticPartitionsDefinition(["a", "b"]))
    def pj():
        o()

    return dg.build_schedule_from_partitioned_job(pj)


def case_duplicate_sensor_schedule_names():
    @dg.sensor(job=j, name="x")
    def s(context): ...
    @dg.schedule(cron_schedule="@daily", job=j, name="x")
    def t(context): ...

    return dg.Definitions(sensors=[s], schedules=[t], jobs=[j]).resolve_all_job_defs()


def case_duplicate_sensors():
    @dg.sensor(job=j, name="x")
    def s(context): ...
    @dg.sensor(job=j, name="x")
    def t(context): ...

    return dg.Definitions(sensors=[s, t], jobs=[j]).resolve_all_job_defs()


def case_schedule_unknown_job():
    return dg.Definitions(
        schedules=[dg.ScheduleDefinition(job_name="zz", cron_schedule="@daily")]
    ).resolve_all_job_defs()


def case_sensor_unknown_job():
    @dg.sensor(job_name="zz")
    def s(context): ...

    return dg.Definitions(sensors=[s]).resolve_all_job_defs() and 1


def case_multi_asset_sensor():
    @dg.asset
    def a(): ...
    @dg.asset
    def b(): ...
    @dg.multi_asset_sensor(monitored_assets=[dg.AssetKey("a"), dg.AssetKey("b")], job=j)
    def s(context):
        ev = context.latest_materialization_records_by_key()
        if all(ev.values()):
            context.advance_all_cursors()
            return dg.RunRequest(run_key="x", tags={"n": str(len(ev))})
        return dg.SkipReason(str(sorted(k.to_user_string() for k, v in ev.items() if v)))

    d = dg.Definitions([a, b], sensors=[s])
    with dg.instance_for_test() as i:

        def mk(cur=None):
            return dg.build_multi_asset_sensor_context(
                monitored_assets=[dg.AssetKey("a"), dg.AssetKey("b")], instance=i, definitions=d, cursor=cur
            )

        one = s(mk())
        dg.materialize([a], instance=i)
        two = s(mk())
        dg.materialize([b], instance=i)
        c = mk()
        three = list(s(c)) if False else s(c)
        return one, two, three, bool(c.cursor)
