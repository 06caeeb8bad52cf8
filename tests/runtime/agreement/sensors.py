"""Sensors of all kinds: calls, ticks, cursors."""

from engine import current

dg = current()


def rr(d):
    return (
        [
            (r.run_key, dict(r.run_config), dict(r.tags.items()), r.job_name, r.partition_key)
            for r in d.run_requests
        ],
        d.skip_message,
        d.cursor,
        d.dynamic_partitions_requests,
        d.asset_events,
    )


def mk(name="j", **k):
    @dg.op
    def o():
        pass

    @dg.job(name=name, **k)
    def j():
        o()

    return j


def c(**k):
    return dg.build_sensor_context(**k)


def ev(f, **k):
    s = dg.sensor(job_name="foo", **k)(f)
    with dg.instance_for_test() as i:
        return rr(s.evaluate_tick(c(instance=i)))


def case_attrs():
    @dg.sensor(
        job_name="foo", minimum_interval_seconds=5, description="d", tags={"a": "b"}, metadata={"m": 1}
    )
    def s(context):
        return {}

    return (
        s.name,
        s.job_name,
        s.minimum_interval_seconds,
        s.description,
        s.default_status.value,
        s.tags,
        s.metadata,
        s.has_jobs,
        s.targets[0].job_name,
    )


def case_attrs2():
    @dg.sensor(job=mk())
    def s(context):
        "doc"

    return s.name, s.job.name, s.minimum_interval_seconds, s.description, s.jobs[0].name, s.job_name


def case_nojob():
    @dg.sensor()
    def s(context):
        pass

    return s.job_name if False else s.targets


def case_nojobprop():
    @dg.sensor()
    def s(context):
        pass

    return s.job


def case_nojobname():
    @dg.sensor()
    def s(context):
        pass

    return s.job_name


def case_multijobs():
    @dg.sensor(jobs=[mk("a"), mk("b")])
    def s(context):
        pass

    return s.job


def case_multijobs2():
    @dg.sensor(jobs=[mk("a"), mk("b")])
    def s(context):
        pass

    return s.job_name


def case_both():
    dg.sensor(job=mk(), job_name="x")(lambda c: None)


def case_noparen():
    @dg.sensor
    def s(c):
        pass


def case_direct():
    @dg.sensor(job_name="foo")
    def s(context):
        return dg.RunRequest(run_key="1")

    r = s(c())
    return r.run_key, s(context=c()).run_key


def case_direct_noctx():
    @dg.sensor(job_name="foo")
    def s():
        return dg.RunRequest(run_key="1")

    return s().run_key, s(c()).run_key


def case_direct_missing():
    @dg.sensor(job_name="foo")
    def s(context):
        return dg.RunRequest(run_key="1")

    return s()


def case_direct_bad():
    @dg.sensor(job_name="foo")
    def s(context):
        return dg.RunRequest(run_key="1")

    return s(bad=c())


def case_direct_two():
    @dg.sensor(job_name="foo")
    def s(context):
        return dg.RunRequest(run_key="1")

    return s(c(), c())


def case_direct_gen():
    @dg.sensor(job_name="foo")
    def s(context):
        yield dg.RunRequest(run_key="1")

    return [x.run_key for x in s(c())]


def case_ev():
    return ev(lambda context: dg.RunRequest(run_key="1"), name="s")


def case_ev_none():
    return ev(lambda context: None, name="s")


def case_ev_list():
    return ev(
        lambda context: [
            dg.RunRequest(run_key="1"),
            dg.RunRequest(run_key="2", tags={"a": "b"}, run_config={"x": 1}),
        ],
        name="s",
    )


def case_ev_skip():
    return ev(lambda context: dg.SkipReason("why"), name="s")


def case_ev_skipnone():
    return ev(lambda context: dg.SkipReason(), name="s")


def case_ev_both():
    def f(context):
        yield dg.SkipReason("a")
        yield dg.RunRequest("b")

    return ev(f)


def case_ev_skips():
    def f(context):
        yield dg.SkipReason("a")
        yield dg.SkipReason("b")

    return ev(f)


def case_ev_bad():
    return ev(lambda context: 5, name="s")


def case_ev_bad2():
    return ev(lambda context: [5, 6], name="s")


def case_ev_raise():
    return ev(lambda context: 1 / 0, name="s")


def case_ev_cursor():
    def f(context):
        context.update_cursor("abc")
        return dg.SkipReason("x")

    return ev(f)


def case_ev_result():
    return ev(lambda context: dg.SensorResult(run_requests=[dg.RunRequest("a")], cursor="q"), name="s")


def case_ev_result2():
    return ev(lambda context: dg.SensorResult(skip_reason="why"), name="s")


def case_ev_result4():
    return ev(lambda context: dg.SensorResult(), name="s")


def case_ev_result_cursor():
    def f(context):
        context.update_cursor("abc")
        return dg.SensorResult(cursor="d")

    return ev(f)


def case_ev_result_list():
    def f(context):
        yield dg.SensorResult(cursor="d")
        yield dg.RunRequest("a")

    return ev(f)


def case_sr_bad():
    return dg.SensorResult(run_requests=[dg.RunRequest("a")], skip_reason="b")


def case_sr_bad2():
    return dg.SensorResult(asset_events=[5])


def case_sr_attrs():
    r = dg.SensorResult(skip_reason="b", cursor="c")
    return r.skip_reason, r.cursor, r.run_requests, r.dynamic_partitions_requests, r.asset_events


def case_ev_dpr_dup():
    d = dg.DynamicPartitionsDefinition(name="d")
    return ev(
        lambda context: dg.SensorResult(
            dynamic_partitions_requests=[d.build_add_request(["a"]), d.build_delete_request(["a"])]
        ),
        name="s",
    )


def case_ev_dpr_dup2():
    d = dg.DynamicPartitionsDefinition(name="d")
    return ev(
        lambda context: dg.SensorResult(
            dynamic_partitions_requests=[d.build_add_request(["a"]), d.build_add_request(["a"])]
        ),
        name="s",
    )


def case_nt():
    @dg.sensor()
    def s(context):
        return dg.RunRequest("a")

    with dg.instance_for_test() as i:
        return rr(s.evaluate_tick(c(instance=i)))


def case_mj_noname():
    @dg.sensor(jobs=[mk("a"), mk("b")])
    def s(context):
        return dg.RunRequest("a")

    with dg.instance_for_test() as i:
        return rr(s.evaluate_tick(c(instance=i)))


def case_mj_name():
    @dg.sensor(jobs=[mk("a"), mk("b")])
    def s(context):
        return dg.RunRequest("a", job_name="b")

    with dg.instance_for_test() as i:
        return rr(s.evaluate_tick(c(instance=i)))


def case_mj_badname():
    @dg.sensor(jobs=[mk("a"), mk("b")])
    def s(context):
        return dg.RunRequest("a", job_name="z")

    with dg.instance_for_test() as i:
        return rr(s.evaluate_tick(c(instance=i)))


def case_part():
    j = mk(partitions_def=dg.StaticPartitionsDefinition(["a", "b"]))

    @dg.sensor(job=j)
    def s(context):
        return dg.RunRequest(partition_key="a")

    with dg.instance_for_test() as i:
        return rr(
            s.evaluate_tick(
                c(instance=i, repository_def=dg.Definitions(jobs=[j], sensors=[s]).get_repository_def())
            )
        )


def case_part_norepo():
    j = mk(partitions_def=dg.StaticPartitionsDefinition(["a", "b"]))

    @dg.sensor(job=j)
    def s(context):
        return dg.RunRequest(partition_key="a")

    with dg.instance_for_test() as i:
        return rr(s.evaluate_tick(c(instance=i)))


def case_part_bad():
    j = mk(partitions_def=dg.StaticPartitionsDefinition(["a", "b"]))

    @dg.sensor(job=j)
    def s(context):
        return dg.RunRequest(partition_key="zz")

    with dg.instance_for_test() as i:
        return rr(
            s.evaluate_tick(
                c(instance=i, repository_def=dg.Definitions(jobs=[j], sensors=[s]).get_repository_def())
            )
        )


def case_part_unp():
    j = mk()

    @dg.sensor(job=j)
    def s(context):
        return dg.RunRequest(partition_key="zz")

    with dg.instance_for_test() as i:
        return rr(
            s.evaluate_tick(
                c(instance=i, repository_def=dg.Definitions(jobs=[j], sensors=[s]).get_repository_def())
            )
        )


def case_ctx():
    x = c(cursor="a", repository_name="r", sensor_name="s")
    return (
        x.cursor,
        x.repository_name,
        x.sensor_name,
        x.last_run_key,
        x.last_tick_completion_time,
        x.is_first_tick_since_sensor_start,
        x.repository_def,
    )


def case_ctx_noinst():
    return c().instance


def case_ctx_badcursor():
    return c(cursor=5)


def case_upd():
    x = c()
    x.update_cursor("z")
    return x.cursor, x.cursor_updated


def case_res():
    class R(dg.ConfigurableResource):
        a: str

    @dg.sensor(job_name="foo")
    def s(context, r: R):
        return dg.RunRequest(r.a)

    with dg.instance_for_test() as i:
        return (
            s(c(resources={"r": R(a="x")})).run_key,
            s(context=c(), r=R(a="y")).run_key,
            rr(s.evaluate_tick(c(instance=i, resources={"r": R(a="x")}))),
        )


def case_res_missing():
    class R(dg.ConfigurableResource):
        a: str

    @dg.sensor(job_name="foo")
    def s(context, r: R):
        return dg.RunRequest(r.a)

    return s(c())


def case_res_both():
    class R(dg.ConfigurableResource):
        a: str

    @dg.sensor(job_name="foo")
    def s(context, r: R):
        return dg.RunRequest(r.a)

    return s(c(resources={"r": R(a="x")}), r=R(a="y")).run_key


def case_sd():
    s = dg.SensorDefinition(name="s", evaluation_fn=lambda ctx: dg.RunRequest("a"), job_name="foo")
    with dg.instance_for_test() as i:
        return s.name, rr(s.evaluate_tick(c(instance=i)))


def case_sd_nofn():
    dg.SensorDefinition(name="s", job_name="foo")


def case_target():
    @dg.asset
    def a():
        pass

    @dg.sensor(target=[a])
    def s(context):
        return dg.RunRequest("x")

    with dg.instance_for_test() as i:
        return s.job_name, rr(
            s.evaluate_tick(c(instance=i, definitions=dg.Definitions(assets=[a], sensors=[s])))
        )


def case_asel():
    @dg.asset
    def a():
        pass

    @dg.sensor(asset_selection=dg.AssetSelection.assets("a"))
    def s(context):
        return dg.RunRequest("x")

    with dg.instance_for_test() as i:
        return (
            s.job_name,
            str(s.asset_selection),
            rr(s.evaluate_tick(c(instance=i, definitions=dg.Definitions(assets=[a], sensors=[s])))),
        )


def case_asel_sub():
    @dg.asset
    def a():
        pass

    @dg.asset
    def b():
        pass

    @dg.sensor(asset_selection=dg.AssetSelection.assets("a", "b"))
    def s(context):
        return dg.RunRequest("x", asset_selection=[dg.AssetKey("a")])

    with dg.instance_for_test() as i:
        return (
            s.evaluate_tick(c(instance=i, definitions=dg.Definitions(assets=[a, b], sensors=[s])))
            .run_requests[0]
            .asset_selection
        )


def case_asel_bad():
    @dg.asset
    def a():
        pass

    @dg.asset
    def b():
        pass

    @dg.sensor(asset_selection=dg.AssetSelection.assets("a"))
    def s(context):
        return dg.RunRequest("x", asset_selection=[dg.AssetKey("b")])

    with dg.instance_for_test() as i:
        return (
            s.evaluate_tick(c(instance=i, definitions=dg.Definitions(assets=[a, b], sensors=[s])))
            .run_requests[0]
            .asset_selection
        )


def case_as():
    @dg.asset
    def a():
        pass

    @dg.asset_sensor(asset_key=dg.AssetKey("a"), job_name="foo")
    def s(context, event):
        return dg.RunRequest(run_key=str(event.asset_materialization.asset_key), run_config={})

    with dg.instance_for_test() as i:
        r0 = rr(s.evaluate_tick(c(instance=i)))
        dg.materialize([a], instance=i)
        x = c(instance=i)
        r1 = s.evaluate_tick(x)
        r2 = s.evaluate_tick(c(instance=i, cursor=r1.cursor))
        return r0, rr(r1)[:2], rr(r2)[:2], s.asset_key


def case_as_direct():
    @dg.asset_sensor(asset_key=dg.AssetKey("a"), job_name="foo")
    def s(context, event):
        return dg.RunRequest(run_key="x")

    with dg.instance_for_test() as i:
        return list(s(c(instance=i)))


def case_as_direct2():
    @dg.asset
    def a():
        pass

    @dg.asset_sensor(asset_key=dg.AssetKey("a"), job_name="foo")
    def s(context):
        return dg.RunRequest(run_key="x")

    with dg.instance_for_test() as i:
        dg.materialize([a], instance=i)
        return [r.run_key for r in s(c(instance=i))]


def case_rss():
    @dg.run_status_sensor(run_status=dg.DagsterRunStatus.SUCCESS)
    def s(context):
        return (
            context.dagster_event.event_type_value,
            context.dagster_run.job_name,
            context.sensor_name,
            context.partition_key,
        )

    with dg.instance_for_test() as i:
        r = mk().execute_in_process(instance=i)
        x = dg.build_run_status_sensor_context(
            sensor_name="s",
            dagster_instance=i,
            dagster_run=r.dagster_run,
            dagster_event=r.get_run_success_event(),
        )
        return s(x), s(context=x)


def case_rss_noctx():
    @dg.run_status_sensor(run_status=dg.DagsterRunStatus.SUCCESS)
    def s():
        return 1

    return s()


def case_rss_missing():
    @dg.run_status_sensor(run_status=dg.DagsterRunStatus.SUCCESS)
    def s(context):
        return 1

    return s()


def case_rfs():
    @dg.run_failure_sensor
    def s(context):
        return context.failure_event.event_type_value, [e.step_key for e in context.get_step_failure_events()]

    @dg.op
    def bad():
        raise ValueError("x")

    @dg.job
    def j():
        bad()

    with dg.instance_for_test() as i:
        r = j.execute_in_process(instance=i, raise_on_error=False)
        x = dg.build_run_status_sensor_context(
            sensor_name="s",
            dagster_instance=i,
            dagster_run=r.dagster_run,
            dagster_event=r.get_run_failure_event(),
        )
        return s(x.for_run_failure())


def case_rss_attrs():
    @dg.run_status_sensor(
        run_status=dg.DagsterRunStatus.SUCCESS,
        name="nm",
        request_job=mk(),
        monitored_jobs=[mk("q")],
        minimum_interval_seconds=7,
        description="d",
    )
    def s(context):
        pass

    return s.name, s.job.name, s.minimum_interval_seconds, s.description


def case_mas_part():
    pd = dg.DailyPartitionsDefinition("2022-07-01", end_date="2022-07-10")

    @dg.asset(partitions_def=pd)
    def a():
        pass

    @dg.repository
    def repo():
        return [a]

    with dg.instance_for_test() as i:
        for k in ("2022-07-03", "2022-07-01", "2022-07-03"):
            dg.materialize([a], instance=i, partition_key=k)
        x = dg.build_multi_asset_sensor_context(monitored_assets=[a.key], instance=i, repository_def=repo)
        d = x.latest_materialization_records_by_partition(a.key)
        r = [
            list(d),
            x.all_partitions_materialized(a.key),
            x.all_partitions_materialized(a.key, ["2022-07-01"]),
            [r.partition_key for r in x.materialization_records_for_key(a.key)],
            x.get_cursor_partition(a.key),
            {
                k: [str(z) for z in v]
                for k, v in x.latest_materialization_records_by_partition_and_asset().items()
            },
        ]
        x.advance_cursor({a.key: d["2022-07-01"]})
        x.update_cursor_after_evaluation()
        y = dg.build_multi_asset_sensor_context(
            monitored_assets=[a.key], instance=i, repository_def=repo, cursor=x.cursor
        )
        r += [
            y.get_cursor_partition(a.key),
            list(y.latest_materialization_records_by_partition(a.key)),
            [z.partition_key for z in y.get_trailing_unconsumed_events(a.key)],
        ]
        return r


def case_mas_unpart():
    @dg.asset
    def a():
        pass

    @dg.repository
    def repo():
        return [a]

    with dg.instance_for_test() as i:
        x = dg.build_multi_asset_sensor_context(monitored_assets=[a.key], instance=i, repository_def=repo)
        return x.latest_materialization_records_by_partition(a.key)


def case_mas_sel():
    @dg.asset(group_name="g")
    def a():
        pass

    @dg.asset
    def b():
        pass

    @dg.repository
    def repo():
        return [a, b]

    with dg.instance_for_test() as i:
        x = dg.build_multi_asset_sensor_context(
            monitored_assets=dg.AssetSelection.groups("g"), instance=i, repository_def=repo
        )
        return list(x.asset_keys)


def case_mas_norepo():
    with dg.instance_for_test() as i:
        return dg.build_multi_asset_sensor_context(monitored_assets=[dg.AssetKey("a")], instance=i)


def case_mas_latest():
    @dg.asset
    def a():
        pass

    @dg.repository
    def repo():
        return [a]

    with dg.instance_for_test() as i:
        dg.materialize([a], instance=i)
        x = dg.build_multi_asset_sensor_context(
            monitored_assets=[a.key],
            instance=i,
            repository_def=repo,
            cursor_from_latest_materializations=True,
        )
        return list(x.latest_materialization_records_by_key().values()), bool(x.cursor)


def case_mas_down():
    pd = dg.DailyPartitionsDefinition("2022-07-01", end_date="2022-07-10")
    h = dg.HourlyPartitionsDefinition("2022-07-01-00:00", end_date="2022-07-10-00:00")

    @dg.asset(partitions_def=h)
    def a():
        pass

    @dg.asset(partitions_def=pd)
    def b(a):
        pass

    @dg.repository
    def repo():
        return [a, b]

    with dg.instance_for_test() as i:
        x = dg.build_multi_asset_sensor_context(monitored_assets=[a.key], instance=i, repository_def=repo)
        return list(x.get_downstream_partition_keys("2022-07-02-05:00", a.key, b.key))


def case_defs():
    @dg.sensor(job=mk())
    def s(context):
        pass

    d = dg.Definitions(sensors=[s])
    return (
        d.resolve_sensor_def("s").name,
        d.resolve_job_def("j").name,
        [z.name for z in d.get_repository_def().sensor_defs],
        d.get_repository_def().has_sensor_def("s"),
    )


def case_repo():
    @dg.sensor(job_name="j")
    def s(context):
        pass

    @dg.repository
    def repo():
        return [s, mk(), dg.ScheduleDefinition(job_name="j", cron_schedule="@daily")]

    return repo.sensor_defs[0].name, repo.schedule_defs[0].name, repo.get_sensor_def("s").name


def case_repo_dup():
    @dg.sensor(job_name="j", name="x")
    def s(context):
        pass

    @dg.sensor(job_name="j", name="x")
    def s2(context):
        pass

    @dg.repository
    def repo():
        return [s, s2, mk()]

    return repo


def case_repo_dict():
    @dg.sensor(job_name="j")
    def s(context):
        pass

    @dg.repository
    def repo():
        return {"jobs": {"j": mk()}, "sensors": {"s": s}, "schedules": {}}

    return repo.get_sensor_def("s").name


def case_sensor_of_several_assets_called_twice_with_one_context():
    keys = [dg.AssetKey("left"), dg.AssetKey("right")]

    @dg.multi_asset_sensor(monitored_assets=keys)
    def both(context):
        is_due = all(context.latest_materialization_records_by_key().values())
        context.advance_all_cursors()
        return dg.RunRequest(run_key="both") if is_due else None

    made = [dg.asset(name=key.path[0])(lambda: 1) for key in keys]
    with dg.instance_for_test() as instance:
        for key in keys:
            instance.report_runless_asset_event(dg.AssetMaterialization(key))
        context = dg.build_multi_asset_sensor_context(
            monitored_assets=keys, instance=instance, definitions=dg.Definitions(assets=made)
        )
        return [both(context) is None for _ in range(2)]
