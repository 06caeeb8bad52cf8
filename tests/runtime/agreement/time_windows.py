"""Windows of time, static and dynamic partitions, and subsets of them."""

from datetime import date, datetime, timezone

from engine import current

dg = current()


def w(x):
    return None if x is None else (x.start.isoformat(), x.end.isoformat())


def D(**k):
    return dg.DailyPartitionsDefinition(start_date="2021-05-01", end_date="2021-05-12", **k)


def case_excl():
    d = D(exclusions=["0 0 * * 6", "0 0 * * 0", datetime(2021, 5, 5)])
    return (
        d.get_partition_keys(),
        [w(d.time_window_for_partition_key(k)) for k in d.get_partition_keys()[:4]],
        d.has_partition_key("2021-05-02"),
        d.get_first_partition_key(),
        d.get_last_partition_key(),
        d.get_num_partitions(),
        d.get_next_partition_key("2021-05-04"),
        d.get_partition_keys_in_range(dg.PartitionKeyRange("2021-05-03", "2021-05-10")),
    )


def case_excl2():
    d = D(exclusions=["0 0 * * 6", "0 0 * * 0", datetime(2021, 5, 5)])
    return d.time_window_for_partition_key("2021-05-02")


def case_excl3():
    d = D(exclusions=["0 0 * * 6"])
    return repr(d), str(d)


def case_windows():
    d = D()
    return (
        w(d.get_next_partition_window(datetime(2021, 5, 4, tzinfo=timezone.utc))),
        w(d.get_next_partition_window(datetime(2021, 5, 4, 5, tzinfo=timezone.utc))),
        w(d.get_prev_partition_window(datetime(2021, 5, 4, tzinfo=timezone.utc))),
        w(d.get_prev_partition_window(datetime(2021, 5, 1, tzinfo=timezone.utc))),
        w(d.get_next_partition_window(datetime(2021, 5, 12, tzinfo=timezone.utc))),
    )


def case_key():
    d = D()
    return (
        d.get_partition_key("2021-05-03"),
        d.get_partition_key(date(2021, 5, 3)),
        d.get_partition_key(datetime(2021, 5, 3)),
    )


def case_key_bad():
    d = D()
    return d.get_partition_key("2022-05-03")


def case_ts():
    d = D()
    t = datetime(2021, 5, 4, tzinfo=timezone.utc).timestamp()
    return (
        d.get_partition_key_for_timestamp(t),
        d.get_partition_key_for_timestamp(t, end_closed=True),
        d.get_partition_key_for_timestamp(t + 3600),
    )


def case_range():
    d = D()
    return d.get_partition_key_range_for_time_window(
        dg.TimeWindow(datetime(2021, 5, 4, tzinfo=timezone.utc), datetime(2021, 5, 7, tzinfo=timezone.utc))
    )


def case_num():
    d = D()
    tw = dg.TimeWindow(datetime(2021, 5, 4, tzinfo=timezone.utc), datetime(2021, 5, 7, tzinfo=timezone.utc))
    return (
        d.get_num_partitions_in_window(tw),
        d.get_partition_keys_in_time_window(tw),
        d.has_any_partitions_in_window(tw),
    )


def case_less():
    return D().less_than("2021-05-03", "2021-05-04")


def case_attrs():
    d = D(hour_offset=3, minute_offset=15, timezone="US/Pacific")
    return (
        d.minute_offset,
        d.hour_offset,
        d.day_offset,
        d.cron_schedule,
        d.timezone,
        d.end_offset,
        d.fmt,
        d.start.isoformat(),
        d.end.isoformat(),
        str(d.schedule_type),
        d.get_cron_schedule(),
        d.get_cron_schedule(30, 2),
        d.is_basic_daily,
        d.is_basic_hourly,
    )


def case_cron_w():
    return dg.WeeklyPartitionsDefinition("2021-05-01", day_offset=2).get_cron_schedule(hour_of_day=3)


def case_cron_w2():
    return dg.WeeklyPartitionsDefinition("2021-05-01", day_offset=2).get_cron_schedule(day_of_week=4)


def case_cron_m():
    return dg.MonthlyPartitionsDefinition("2021-05-01", day_offset=2).get_cron_schedule(day_of_month=4)


def case_cron_d():
    return dg.DailyPartitionsDefinition("2021-05-01").get_cron_schedule(day_of_month=4)


def case_cron_h():
    return dg.HourlyPartitionsDefinition("2021-05-01-00:00").get_cron_schedule(minute_of_hour=4)


def case_cron_h2():
    return dg.HourlyPartitionsDefinition("2021-05-01-00:00").get_cron_schedule(hour_of_day=4)


def case_repr():
    return [
        str(D()),
        str(D(timezone="US/Pacific")),
        str(dg.WeeklyPartitionsDefinition("2021-05-01", day_offset=2)),
        str(dg.HourlyPartitionsDefinition("2021-05-01-00:00")),
        str(dg.MonthlyPartitionsDefinition("2021-05-01", end_offset=1, day_offset=3)),
        str(
            dg.TimeWindowPartitionsDefinition(start="2021-05-01", fmt="%Y-%m-%d", cron_schedule="0 0 */2 * *")
        ),
    ]


def case_custom():
    d = dg.TimeWindowPartitionsDefinition(
        start="2021-05-01", end="2021-05-20", fmt="%Y-%m-%d", cron_schedule="0 0 */3 * *"
    )
    return d.get_partition_keys(), w(d.time_window_for_partition_key("2021-05-04"))


def case_custom2():
    d = dg.TimeWindowPartitionsDefinition(
        start="2021-05-01-00:00", end="2021-05-02-00:00", fmt="%Y-%m-%d-%H:%M", cron_schedule="0,30 */6 * * *"
    )
    return d.get_partition_keys()


def case_badcron():
    dg.TimeWindowPartitionsDefinition(start="2021-05-01", fmt="%Y-%m-%d", cron_schedule="not a cron")


def case_nocron():
    dg.TimeWindowPartitionsDefinition(start="2021-05-01", fmt="%Y-%m-%d")


def case_schedtype():
    d = dg.TimeWindowPartitionsDefinition(
        start="2021-05-01", fmt="%Y-%m-%d", schedule_type=None, cron_schedule="0 0 * * 1"
    )
    return str(d.schedule_type), d.day_offset


def case_badstart():
    dg.DailyPartitionsDefinition("2021/05/01")


def case_badoff():
    dg.DailyPartitionsDefinition("2021-05-01", hour_offset=30)


def case_end_before_start():
    return dg.DailyPartitionsDefinition("2021-05-05", end_date="2021-05-01").get_partition_keys()


def case_hourly_dst():
    d = dg.HourlyPartitionsDefinition("2021-11-07-00:00", end_date="2021-11-07-03:00", timezone="US/Pacific")
    return [w(d.time_window_for_partition_key(k)) for k in d.get_partition_keys()]


def case_daily_dst():
    d = (
        dg.DailyPartitionsDefinition(
            "2021-03-12",
            end_date="2021-03-16",
            hour_offset=2,
            minute_offset=30,
            timezone="US/Pacific",
            fmt="%Y-%m-%d-%H:%M",
        )
        if False
        else dg.DailyPartitionsDefinition(
            datetime(2021, 3, 12),
            end_date=datetime(2021, 3, 17),
            hour_offset=2,
            minute_offset=30,
            timezone="US/Pacific",
            fmt="%Y-%m-%d-%H:%M",
        )
    )
    return d.get_partition_keys()


def case_daily_dst2():
    d = dg.DailyPartitionsDefinition(
        datetime(2021, 11, 5),
        end_date=datetime(2021, 11, 10),
        hour_offset=1,
        minute_offset=30,
        timezone="US/Pacific",
        fmt="%Y-%m-%d-%H:%M",
    )
    return [(k, w(d.time_window_for_partition_key(k))) for k in d.get_partition_keys()]


def case_fmt_nounique():
    return dg.DailyPartitionsDefinition("2021-05", end_date="2021-06", fmt="%Y-%m").get_partition_keys()[:3]


def case_curr():
    return dg.DailyPartitionsDefinition("2021-05-01").get_partition_keys(
        current_time=datetime(2021, 5, 4, 12)
    )


def case_ctx():
    with dg.partition_loading_context(effective_dt=datetime(2021, 5, 4, 12, tzinfo=timezone.utc)) as c:
        d = dg.DailyPartitionsDefinition("2021-05-01")
        return (
            d.get_partition_keys(),
            d.get_last_partition_key(),
            w(d.get_last_partition_window()),
            d.get_num_partitions(),
            str(c)[:0],
            d.get_first_partition_key(),
            d.has_partition_key("2021-05-04"),
            d.has_partition_key("2021-05-03"),
        )


def case_ctx_early():
    with dg.partition_loading_context(effective_dt=datetime(2020, 5, 4, 12, tzinfo=timezone.utc)):
        d = dg.DailyPartitionsDefinition("2021-05-01")
        return (
            d.get_partition_keys(),
            d.get_last_partition_key(),
            w(d.get_last_partition_window()),
            d.get_num_partitions(),
            d.get_first_partition_key(),
            w(d.get_first_partition_window()),
        )


def case_off():
    r = []
    for o in (-2, -1, 0, 1, 2):
        with dg.partition_loading_context(effective_dt=datetime(2021, 5, 4, 12, tzinfo=timezone.utc)):
            d = dg.DailyPartitionsDefinition("2021-05-01", end_offset=o)
            r.append(
                (
                    d.get_partition_keys(),
                    d.get_last_partition_key(),
                    d.get_num_partitions(),
                    d.get_first_partition_key(),
                )
            )
    return r


def case_subset():
    d = D()
    s = d.subset_with_partition_keys(["2021-05-03", "2021-05-04", "2021-05-07"])
    return (
        sorted(s.get_partition_keys()),
        len(s),
        "2021-05-04" in s,
        s.get_partition_key_ranges(d),
        [w(x) for x in s.included_time_windows],
        s.serialize(),
        sorted(s.get_partition_keys_not_in_subset(d)),
        sorted(s.with_partition_keys(["2021-05-05"]).get_partition_keys()),
    )


def case_subset2():
    d = D()
    s = d.subset_with_partition_keys(["2021-05-03", "2021-05-04", "2021-05-07"])
    t = d.subset_with_partition_keys(["2021-05-04", "2021-05-08"])
    e = d.empty_subset()
    return (
        [sorted(x.get_partition_keys()) for x in (s | t, s & t, s - t, s | e, s & e, s - e, e | s)],
        s == d.deserialize_subset(s.serialize()),
        e.is_empty,
        len(e),
        e.serialize(),
        d.can_deserialize_subset(
            s.serialize(), d.get_serializable_unique_identifier(), "DailyPartitionsDefinition"
        ),
        d.can_deserialize_subset("x", None, None),
        type(s).__name__,
    )


def case_subset_bad():
    return D().subset_with_partition_keys(["2025-01-01"]).get_partition_keys()


def case_subset_bad2():
    return D().subset_with_partition_keys(["xx"])


def case_subset_range():
    d = D()
    return (
        d.empty_subset()
        .with_partition_key_range(d, dg.PartitionKeyRange("2021-05-02", "2021-05-04"))
        .serialize()
    )


def case_all():
    d = D()
    s = d.subset_with_all_partitions()
    return len(s), type(s).__name__, sorted(s.get_partition_keys())[:2], s.get_partition_key_ranges(d)


def case_static_subset():
    d = dg.StaticPartitionsDefinition(["a", "b", "c", "d"])
    s = d.subset_with_partition_keys(["a", "b", "d"])
    return (
        s.serialize(),
        s.get_partition_key_ranges(d),
        sorted(s.get_partition_keys()),
        len(s),
        list(s.get_partition_keys_not_in_subset(d)),
        type(s).__name__,
        d.deserialize_subset(s.serialize()) == s,
        "a" in s,
        "q" in s,
    )


def case_static_subset_bad():
    return dg.StaticPartitionsDefinition(["a"]).subset_with_partition_keys(["z"]).get_partition_keys()


def case_static():
    d = dg.StaticPartitionsDefinition(["a", "b"])
    return (
        d.get_partition_keys_in_range(dg.PartitionKeyRange("a", "b")),
        d.has_partition_key("c"),
        str(d),
        repr(d),
        d.get_num_partitions(),
        d == dg.StaticPartitionsDefinition(["a", "b"]),
        d.get_serializable_unique_identifier()
        == dg.StaticPartitionsDefinition(["a", "b"]).get_serializable_unique_identifier(),
    )


def case_static_dupe():
    dg.StaticPartitionsDefinition(["a", "a"])


def case_static_badrange():
    dg.StaticPartitionsDefinition(["a", "b"]).get_partition_keys_in_range(dg.PartitionKeyRange("a", "z"))


def case_static_rev():
    return dg.StaticPartitionsDefinition(["a", "b"]).get_partition_keys_in_range(
        dg.PartitionKeyRange("b", "a")
    )


def case_tw_rev():
    return D().get_partition_keys_in_range(dg.PartitionKeyRange("2021-05-05", "2021-05-03"))


def case_dyn():
    with dg.instance_for_test() as i:
        d = dg.DynamicPartitionsDefinition(name="x")
        i.add_dynamic_partitions("x", ["a", "b"])
        r = (
            list(d.get_partition_keys(dynamic_partitions_store=i)),
            d.has_partition_key("a", dynamic_partitions_store=i),
        )
        with dg.partition_loading_context(dynamic_partitions_store=i):
            r += (
                list(d.get_partition_keys()),
                d.has_partition_key("b"),
                d.get_last_partition_key(),
                d.get_num_partitions(),
            )
        return r, str(d), i.has_dynamic_partition("x", "a"), i.get_dynamic_partitions("x")


def case_dyn_bad2():
    with dg.instance_for_test() as i:
        i.add_dynamic_partitions("x", ["a\n"])


def case_dyn_fn():
    d = dg.DynamicPartitionsDefinition(lambda t: ["a", "b"])
    return list(d.get_partition_keys()), str(d)


def case_dyn_both():
    dg.DynamicPartitionsDefinition(lambda t: [], name="x")


def case_dyn_noinst():
    return dg.DynamicPartitionsDefinition(name="x").get_partition_keys()


def case_range_eq():
    return dg.PartitionKeyRange("a", "b") == dg.PartitionKeyRange("a", "b"), dg.PartitionKeyRange("a", "b")


def case_isend():
    d = dg.DailyPartitionsDefinition("2021-05-01", end_date=datetime(2021, 5, 3))
    return (
        d.get_partition_keys(),
        d.start_time_for_partition_key("2021-05-02").isoformat(),
        d.end_time_for_partition_key("2021-05-02").isoformat(),
    )


def case_eq():
    return (
        D() == D(),
        D() == D(timezone="US/Pacific"),
        hash(D()) == hash(D()),
        D().equal_except_for_start_or_end(dg.DailyPartitionsDefinition("2020-01-01")),
    )


def case_tags():
    return D().get_tags_for_partition_key("2021-05-03")


def case_validate():
    D().time_window_for_partition_key("2020-01-01x")


def case_outside():
    return w(D().time_window_for_partition_key("2030-01-01"))


def case_misaligned():
    d = dg.WeeklyPartitionsDefinition("2021-05-01")
    return w(d.time_window_for_partition_key("2021-05-04"))


def case_naive():
    return dg.TimeWindow(datetime(2021, 1, 1), datetime(2021, 1, 2))


def case_tws():
    return [
        w(x)
        for x in D().time_windows_for_partition_keys(frozenset(["2021-05-03", "2021-05-04", "2021-05-06"]))
    ]


def case_between():
    return D().get_partition_keys_between_indexes(1, 3)


def case_part():
    return dg.Partition(3).name, dg.Partition(3, "x").value
