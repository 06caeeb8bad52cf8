"""Schedules: calls, ticks, and schedules of partitioned jobs."""

from datetime import datetime, timezone

from engine import current

dg = current()


def rr(d):
    return [
        (r.run_key, dict(r.run_config), dict(r.tags.items()), r.job_name, r.partition_key)
        for r in d.run_requests
    ], d.skip_message


def mk():
    @dg.op
    def o():
        pass

    @dg.job
    def j():
        o()

    return j


def ctx(**k):
    return dg.build_schedule_context(**k)


def case_basic():
    @dg.schedule(cron_schedule="* * * * *", job_name="foo")
    def s(context):
        return {"a": 1}

    return (
        rr(s.evaluate_tick(ctx())),
        s(ctx()),
        s.name,
        s.job_name,
        s.cron_schedule,
        str(s.default_status),
        s.execution_timezone,
        s.has_job,
        s.description,
    )


def case_noctx():
    @dg.schedule(cron_schedule="* * * * *", job_name="foo")
    def s():
        return {"a": 1}

    return s(), s(ctx()), rr(s.evaluate_tick(ctx()))


def case_othername():
    @dg.schedule(cron_schedule="* * * * *", job_name="foo")
    def s(foo):
        return {"a": 1}

    return s(ctx()), s(foo=ctx())


def case_noarg():
    @dg.schedule(cron_schedule="* * * * *", job_name="foo")
    def s(context):
        return {"a": 1}

    return s()


def case_badkw():
    @dg.schedule(cron_schedule="* * * * *", job_name="foo")
    def s(context):
        return {"a": 1}

    return s(bad=ctx())


def case_two():
    @dg.schedule(cron_schedule="* * * * *", job_name="foo")
    def s(context):
        return {"a": 1}

    return s(ctx(), ctx())


def case_none():
    @dg.schedule(cron_schedule="* * * * *", job_name="foo")
    def s(context):
        return s(None)


def case_passnone():
    @dg.schedule(cron_schedule="* * * * *", job_name="foo")
    def s(_):
        return {}

    return s(None)


def case_badcron():
    @dg.schedule(cron_schedule="x", job_name="foo")
    def s(_):
        return {}


def case_badcrons():
    return [
        _c(x)
        for x in (
            "@reboot",
            "* * * * * *",
            "0 0 30 2 *",
            "61 * * * *",
            "@daily",
            "0 0 L * *",
            "0 0 * * MON",
            "0 0 * * 5#1",
            "0 0 * * 7",
        )
    ]


def _c(x):
    try:
        dg.ScheduleDefinition(job_name="a", cron_schedule=x)
        return "ok"
    except Exception as e:
        return type(e).__name__


def case_listcron():
    return dg.ScheduleDefinition(job_name="a", cron_schedule=["0 0 * * *", "0 1 * * *"]).cron_schedule


def case_emptylist():
    return dg.ScheduleDefinition(job_name="a", cron_schedule=[])


def case_tz():
    return dg.ScheduleDefinition(job_name="a", cron_schedule="0 0 * * *", execution_timezone="Foo/Bar")


def case_sd():
    s = dg.ScheduleDefinition(
        job=mk(),
        cron_schedule="0 0 * * *",
        run_config={"ops": {}},
        tags={"a": "b"},
        execution_timezone="US/Pacific",
        description="d",
        default_status=dg.DefaultScheduleStatus.RUNNING,
    )
    return (
        s.name,
        s.job_name,
        s.job.name,
        rr(s.evaluate_tick(ctx())),
        s.execution_timezone,
        s.description,
        s.default_status.value,
        s.tags,
    )


def case_sdfn():
    s = dg.ScheduleDefinition(
        job=mk(),
        cron_schedule="0 0 * * *",
        run_config_fn=lambda c: {"x": c.scheduled_execution_time.isoformat()},
        tags_fn=lambda c: {"t": "1"},
    )
    return rr(s.evaluate_tick(ctx(scheduled_execution_time=datetime(2020, 1, 1))))


def case_sdshould():
    s = dg.ScheduleDefinition(job=mk(), cron_schedule="0 0 * * *", should_execute=lambda c: False)
    return rr(s.evaluate_tick(ctx()))


def case_sdboth():
    dg.ScheduleDefinition(job=mk(), cron_schedule="0 0 * * *", run_config={}, run_config_fn=lambda c: {})


def case_sdboth2():
    dg.ScheduleDefinition(job=mk(), cron_schedule="0 0 * * *", tags={"a": "b"}, tags_fn=lambda c: {})


def case_sdjobs():
    dg.ScheduleDefinition(job=mk(), job_name="j", cron_schedule="0 0 * * *")


def case_sdnojob():
    dg.ScheduleDefinition("x", cron_schedule="0 0 * * *")


def case_sdname():
    dg.ScheduleDefinition("a-b", job_name="j", cron_schedule="0 0 * * *")


def case_sdjobprop():
    return dg.ScheduleDefinition("a", job_name="j", cron_schedule="0 0 * * *").job


def case_should():
    @dg.schedule(cron_schedule="* * * * *", job_name="foo", should_execute=lambda c: False)
    def s(context):
        return {"a": 1}

    return rr(s.evaluate_tick(ctx()))


def case_should_raise():
    @dg.schedule(cron_schedule="* * * * *", job_name="foo", should_execute=lambda c: 1 / 0)
    def s(context):
        return {"a": 1}

    return rr(s.evaluate_tick(ctx()))


def case_tags():
    @dg.schedule(cron_schedule="* * * * *", job_name="foo", tags={"x": "y"})
    def s(context):
        return {"a": 1}

    return rr(s.evaluate_tick(ctx()))


def case_tagsfn():
    @dg.schedule(cron_schedule="* * * * *", job_name="foo", tags_fn=lambda c: {"x": "y"})
    def s(context):
        return {"a": 1}

    return rr(s.evaluate_tick(ctx()))


def case_tagsrr():
    @dg.schedule(cron_schedule="* * * * *", job_name="foo", tags={"x": "y"})
    def s(context):
        return dg.RunRequest(run_key="k", tags={"z": "w"})

    return rr(s.evaluate_tick(ctx()))


def case_yield():
    @dg.schedule(cron_schedule="* * * * *", job_name="foo")
    def s(context):
        yield dg.RunRequest(run_key="1")
        yield dg.RunRequest(run_key="2")

    return rr(s.evaluate_tick(ctx()))


def case_list():
    @dg.schedule(cron_schedule="* * * * *", job_name="foo")
    def s(context):
        return [dg.RunRequest(run_key="1"), dg.RunRequest(run_key="2")]

    return rr(s.evaluate_tick(ctx())), len(s(ctx()))


def case_nokeys():
    @dg.schedule(cron_schedule="* * * * *", job_name="foo")
    def s(context):
        return [dg.RunRequest(run_key=None), dg.RunRequest(run_key="2")]

    return rr(s.evaluate_tick(ctx()))


def case_skip():
    @dg.schedule(cron_schedule="* * * * *", job_name="foo")
    def s(context):
        return dg.SkipReason("no")

    return rr(s.evaluate_tick(ctx()))


def case_nothing():
    @dg.schedule(cron_schedule="* * * * *", job_name="foo")
    def s(context):
        return None

    return rr(s.evaluate_tick(ctx()))


def case_emptyl():
    @dg.schedule(cron_schedule="* * * * *", job_name="foo")
    def s(context):
        return []

    return rr(s.evaluate_tick(ctx()))


def case_badret():
    @dg.schedule(cron_schedule="* * * * *", job_name="foo")
    def s(context):
        return 5

    return rr(s.evaluate_tick(ctx()))


def case_raise():
    @dg.schedule(cron_schedule="* * * * *", job_name="foo")
    def s(context):
        raise ValueError("x")

    return rr(s.evaluate_tick(ctx()))


def case_raise_direct():
    @dg.schedule(cron_schedule="* * * * *", job_name="foo")
    def s(context):
        raise ValueError("x")

    return s(ctx())


def case_runconfig():
    @dg.schedule(cron_schedule="* * * * *", job_name="foo")
    def s(context):
        return dg.RunConfig(ops={"a": {"config": {"x": 1}}})

    return rr(s.evaluate_tick(ctx()))


def case_time():
    return ctx(scheduled_execution_time=datetime(2020, 1, 1)).scheduled_execution_time


def case_notime():
    return ctx().scheduled_execution_time


def case_noinst():
    return ctx().instance


def case_norepo():
    return ctx().repository_def


def case_res():
    class R(dg.ConfigurableResource):
        a: str

    @dg.schedule(cron_schedule="* * * * *", job_name="foo")
    def s(context, r: R):
        return {"a": r.a, "b": context.resources.r.a}

    return (
        s(ctx(resources={"r": R(a="x")})),
        s(ctx(), r=R(a="y")) if False else None,
        rr(s.evaluate_tick(ctx(resources={"r": R(a="x")}))),
        sorted(s.required_resource_keys),
    )


def case_res2():
    class R(dg.ConfigurableResource):
        a: str

    @dg.schedule(cron_schedule="* * * * *", job_name="foo")
    def s(r: R):
        return {"a": r.a}

    return s(r=R(a="x"))


def case_res3():
    class R(dg.ConfigurableResource):
        a: str

    @dg.schedule(cron_schedule="* * * * *", job_name="foo")
    def s(r: R):
        return {"a": r.a}

    return s(ctx())


def case_res4():
    class R(dg.ConfigurableResource):
        a: str

    @dg.schedule(cron_schedule="* * * * *", job_name="foo")
    def s(context, r: R):
        return {"a": r.a}

    return s(ctx(), R(a="x"))


def case_res6():
    @dg.schedule(cron_schedule="* * * * *", job_name="foo", required_resource_keys={"r"})
    def s(context):
        return {"a": context.resources.r}

    return rr(s.evaluate_tick(ctx()))


def case_resgen():
    @dg.resource
    def r(_):
        yield "x"

    c = ctx(resources={"r": r})
    return c.resources.r


def case_resgen2():
    log = []

    @dg.resource
    def r(_):
        yield "x"
        log.append(1)

    with ctx(resources={"r": r}) as c:
        v = c.resources.r
    return v, log


def case_target():
    @dg.asset
    def a():
        pass

    @dg.schedule(cron_schedule="* * * * *", target=[a])
    def s(context):
        return dg.RunRequest()

    return s.job_name, s.name, s.has_anonymous_job, rr(s.evaluate_tick(ctx()))


def case_target2():
    s = dg.ScheduleDefinition("foo", cron_schedule="* * * * *", target="*")
    return s.job_name, s.name


def case_defs():
    j = mk()
    s = dg.ScheduleDefinition(job=j, cron_schedule="* * * * *")
    d = dg.Definitions(schedules=[s])
    return (
        d.resolve_schedule_def("j_schedule").name,
        d.resolve_job_def("j").name,
        [x.name for x in d.get_repository_def().schedule_defs],
    )


def case_part():
    @dg.op
    def o():
        pass

    @dg.job(partitions_def=dg.DailyPartitionsDefinition("2020-01-01"))
    def j():
        o()

    s = dg.build_schedule_from_partitioned_job(j)
    return (
        s.name,
        s.cron_schedule,
        s.execution_timezone,
        rr(s.evaluate_tick(ctx(scheduled_execution_time=datetime(2020, 1, 5, 0, 3, tzinfo=timezone.utc)))),
    )


def _pj(pd):
    @dg.op
    def o():
        pass

    @dg.job(partitions_def=pd)
    def j():
        o()

    return j


def case_part_args():
    H = dg.HourlyPartitionsDefinition("2020-01-01-00:00")
    D = dg.DailyPartitionsDefinition("2020-01-01", timezone="US/Pacific")
    W = dg.WeeklyPartitionsDefinition("2020-01-01", day_offset=2)
    M = dg.MonthlyPartitionsDefinition("2020-01-01")
    b = dg.build_schedule_from_partitioned_job
    return [
        (s.cron_schedule, s.execution_timezone)
        for s in (
            b(_pj(H), minute_of_hour=30),
            b(_pj(D), hour_of_day=9, minute_of_hour=30),
            b(_pj(D), minute_of_hour=5),
            b(_pj(W), hour_of_day=9, minute_of_hour=30, day_of_week=2),
            b(_pj(M), hour_of_day=9, minute_of_hour=30, day_of_month=8),
            b(_pj(W)),
            b(_pj(M)),
        )
    ]


def case_part_bad():
    dg.build_schedule_from_partitioned_job(
        _pj(dg.HourlyPartitionsDefinition("2020-01-01-00:00")), hour_of_day=3
    )


def case_part_bad2():
    dg.build_schedule_from_partitioned_job(_pj(dg.DailyPartitionsDefinition("2020-01-01")), day_of_week=3)


def case_part_bad3():
    dg.build_schedule_from_partitioned_job(mk())


def case_part_bad4():
    dg.build_schedule_from_partitioned_job(
        _pj(dg.DailyPartitionsDefinition("2020-01-01")), cron_schedule="* * * * *"
    )


def case_part_bad5():
    dg.build_schedule_from_partitioned_job(_pj(dg.StaticPartitionsDefinition(["a"])))


def case_part_bad6():
    dg.build_schedule_from_partitioned_job(
        _pj(dg.DynamicPartitionsDefinition(name="a")), cron_schedule="* * * * *"
    )


def case_part_static():
    s = dg.build_schedule_from_partitioned_job(
        _pj(dg.StaticPartitionsDefinition(["a", "b"])), cron_schedule="0 0 * * *", tags={"x": "y"}
    )
    return rr(s.evaluate_tick(ctx()))


def case_part_multi():
    s = dg.build_schedule_from_partitioned_job(
        _pj(
            dg.MultiPartitionsDefinition(
                {
                    "s": dg.StaticPartitionsDefinition(["a", "b"]),
                    "d": dg.DailyPartitionsDefinition("2020-01-01"),
                }
            )
        )
    )
    return s.cron_schedule, rr(
        s.evaluate_tick(ctx(scheduled_execution_time=datetime(2020, 1, 5, 0, 3, tzinfo=timezone.utc)))
    )


def case_part_early():
    s = dg.build_schedule_from_partitioned_job(_pj(dg.DailyPartitionsDefinition("2020-01-01")))
    return rr(s.evaluate_tick(ctx(scheduled_execution_time=datetime(2020, 1, 1, 0, 3, tzinfo=timezone.utc))))


def case_part_asset():
    @dg.asset(partitions_def=dg.DailyPartitionsDefinition("2020-01-01"))
    def a():
        pass

    j = dg.define_asset_job("aj", selection=[a])
    s = dg.build_schedule_from_partitioned_job(j, hour_of_day=3)
    d = dg.Definitions(assets=[a], jobs=[j], schedules=[s])
    r = d.resolve_schedule_def("aj_schedule")
    return (
        type(s).__name__,
        s.name,
        r.cron_schedule,
        rr(
            r.evaluate_tick(
                ctx(
                    scheduled_execution_time=datetime(2020, 1, 5, 4, tzinfo=timezone.utc),
                    repository_def=d.get_repository_def(),
                )
            )
        ),
    )


def case_part_asset2():
    pd = dg.DailyPartitionsDefinition("2020-01-01")
    j = dg.define_asset_job("aj", partitions_def=pd)
    s = dg.build_schedule_from_partitioned_job(j, hour_of_day=3)
    return type(s).__name__, s.cron_schedule


def case_part_off():
    s = dg.build_schedule_from_partitioned_job(
        _pj(dg.DailyPartitionsDefinition("2020-01-01", end_offset=1)),
        name="nm",
        description="dd",
        default_status=dg.DefaultScheduleStatus.RUNNING,
    )
    return (
        s.name,
        s.description,
        s.default_status.value,
        rr(s.evaluate_tick(ctx(scheduled_execution_time=datetime(2020, 1, 5, 0, 3, tzinfo=timezone.utc)))),
    )


def case_rr_part():
    j = _pj(dg.StaticPartitionsDefinition(["a", "b"]))

    @dg.schedule(cron_schedule="* * * * *", job=j)
    def s(context):
        return dg.RunRequest(partition_key="a")

    d = dg.Definitions(jobs=[j], schedules=[s])
    return rr(s.evaluate_tick(ctx(repository_def=d.get_repository_def())))


def case_rr_part_norepo():
    j = _pj(dg.StaticPartitionsDefinition(["a", "b"]))

    @dg.schedule(cron_schedule="* * * * *", job=j)
    def s(context):
        return dg.RunRequest(partition_key="a")

    return rr(s.evaluate_tick(ctx()))


def case_rr_part_bad():
    j = _pj(dg.StaticPartitionsDefinition(["a", "b"]))

    @dg.schedule(cron_schedule="* * * * *", job=j)
    def s(context):
        return dg.RunRequest(partition_key="zz")

    d = dg.Definitions(jobs=[j], schedules=[s])
    return rr(s.evaluate_tick(ctx(repository_def=d.get_repository_def())))


def case_updated():
    j = mk()
    s = dg.ScheduleDefinition("x", job_name="q", cron_schedule="* * * * *").with_updated_job(j)
    return s.job.name, s.name


def case_meta():
    @dg.schedule(cron_schedule="* * * * *", job_name="foo", metadata={"a": 1}, description="hi")
    def s(context):
        "doc"
        return {}

    return s.metadata, s.description
