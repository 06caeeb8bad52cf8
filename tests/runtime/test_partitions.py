"""Partitions: keys, time windows, partitioned config, and assets by partition."""

import datetime

import pytest


@pytest.fixture
def days(dg):
    return dg.DailyPartitionsDefinition("2020-01-01", end_date="2020-01-05")


KEYS = {
    "daily": (
        lambda dg: dg.DailyPartitionsDefinition("2020-01-01", end_date="2020-01-04"),
        ["2020-01-01", "2020-01-02", "2020-01-03"],
    ),
    "weekly": (
        lambda dg: dg.WeeklyPartitionsDefinition("2021-01-01", end_date="2021-01-20"),
        ["2021-01-03", "2021-01-10"],
    ),
    "weekly_offset": (
        lambda dg: dg.WeeklyPartitionsDefinition("2021-01-01", end_date="2021-01-21", day_offset=3),
        ["2021-01-06", "2021-01-13"],
    ),
    "monthly": (
        lambda dg: dg.MonthlyPartitionsDefinition("2021-01-01", end_date="2021-03-01"),
        ["2021-01-01", "2021-02-01"],
    ),
    "monthly_offset": (
        lambda dg: dg.MonthlyPartitionsDefinition("2021-01-05", end_date="2021-05-01", day_offset=3),
        ["2021-02-03", "2021-03-03"],
    ),
    "hourly": (
        lambda dg: dg.HourlyPartitionsDefinition("2020-01-01-00:00", end_date="2020-01-01-02:00"),
        ["2020-01-01-00:00", "2020-01-01-01:00"],
    ),
    "hourly_spring": (
        lambda dg: dg.HourlyPartitionsDefinition(
            "2021-03-14-00:00", end_date="2021-03-14-04:00", timezone="US/Pacific"
        ),
        ["2021-03-14-00:00", "2021-03-14-01:00", "2021-03-14-03:00"],
    ),
    "hourly_autumn": (
        lambda dg: dg.HourlyPartitionsDefinition(
            "2021-11-07-00:00", end_date="2021-11-07-03:00", timezone="US/Pacific"
        ),
        ["2021-11-07-00:00", "2021-11-07-01:00", "2021-11-07-01:00-0800", "2021-11-07-02:00"],
    ),
    "own_format": (
        lambda dg: dg.DailyPartitionsDefinition("20200101", end_date="20200103", fmt="%Y%m%d"),
        ["20200101", "20200102"],
    ),
    "static": (lambda dg: dg.StaticPartitionsDefinition(["b", "a"]), ["b", "a"]),
    "time_window": (
        lambda dg: dg.TimeWindowPartitionsDefinition(
            start="2020-01-01", end="2020-01-03", cron_schedule="0 0 * * *", fmt="%Y-%m-%d"
        ),
        ["2020-01-01", "2020-01-02"],
    ),
    "function": (lambda dg: dg.DynamicPartitionsDefinition(lambda _now: ["x", "y"]), ["x", "y"]),
}


@pytest.mark.parametrize("case", KEYS)
def test_keys(dg, case):
    make, keys = KEYS[case]
    assert list(make(dg).get_partition_keys()) == keys


@pytest.mark.parametrize(
    ("settings", "last"),
    [
        ({}, "2020-01-03"),
        ({"end_offset": 1}, "2020-01-04"),
        ({"end_offset": -1}, "2020-01-02"),
        ({"hour_offset": 6}, "2020-01-02"),
    ],
)
def test_what_time_it_is(dg, settings, last):
    partitions = dg.DailyPartitionsDefinition("2020-01-01", **settings)
    keys = partitions.get_partition_keys(current_time=datetime.datetime(2020, 1, 4, 5))
    assert keys[-1] == last


def test_questions_about_keys(dg, days):
    assert days.get_first_partition_key() == "2020-01-01" and days.get_last_partition_key() == "2020-01-04"
    assert days.has_partition_key("2020-01-04") and not days.has_partition_key("2020-01-05")
    keys = days.get_partition_keys_in_range(dg.PartitionKeyRange("2020-01-02", "2020-01-04"))
    assert list(keys) == ["2020-01-02", "2020-01-03", "2020-01-04"]
    window = days.time_window_for_partition_key("2020-01-02")
    assert (window.start.day, window.end.day) == (2, 3) and window.start.utcoffset() == datetime.timedelta(0)
    assert isinstance(window, dg.TimeWindow)
    assert days.get_num_partitions() == 4
    assert days == dg.DailyPartitionsDefinition("2020-01-01", end_date="2020-01-05")
    assert days != dg.DailyPartitionsDefinition("2020-01-02", end_date="2020-01-05")


def test_a_day_of_23_hours(dg):
    partitions = dg.DailyPartitionsDefinition("2021-03-13", end_date="2021-03-16", timezone="US/Pacific")
    window = partitions.time_window_for_partition_key("2021-03-14")
    assert window.end.timestamp() - window.start.timestamp() == 23 * 3600


def test_static_keys(dg):
    with pytest.raises(dg.DagsterInvalidDefinitionError, match="must be unique"):
        dg.StaticPartitionsDefinition(["a", "a"])
    with pytest.raises(dg.DagsterInvalidDefinitionError, match="invalid substrings"):
        dg.StaticPartitionsDefinition(["a...b"])
    with pytest.raises(Exception, match="str"):
        dg.StaticPartitionsDefinition([1])
    assert dg.StaticPartitionsDefinition(["a"]) == dg.StaticPartitionsDefinition(["a"])


def test_dynamic_keys(dg):
    partitions = dg.DynamicPartitionsDefinition(name="names")
    with dg.instance_for_test() as instance:
        instance.add_dynamic_partitions("names", ["b", "a"])
        instance.add_dynamic_partitions("names", ["a", "c"])
        assert list(partitions.get_partition_keys(dynamic_partitions_store=instance)) == ["b", "a", "c"]
        instance.delete_dynamic_partition("names", "a")
        assert not instance.has_dynamic_partition("names", "a") and instance.has_dynamic_partition(
            "names", "b"
        )

        @dg.asset(partitions_def=partitions)
        def named(context):
            return context.partition_key

        assert dg.materialize([named], partition_key="b", instance=instance).asset_value("named") == "b"
        with pytest.raises(dg.DagsterUnknownPartitionError):
            dg.materialize([named], partition_key="zz", instance=instance)
    request = partitions.build_add_request(["x"])
    assert (request.partitions_def_name, request.partition_keys) == ("names", ["x"])


def test_assets_by_partition(dg, days):
    @dg.asset(partitions_def=days)
    def up(context):
        return context.partition_key

    @dg.asset(partitions_def=days)
    def down(context, up):
        window = context.partition_time_window
        return up, window.start.day, context.has_partition_key, list(context.partition_keys)

    result = dg.materialize([up, down], partition_key="2020-01-02")
    assert result.asset_value("down") == ("2020-01-02", 2, True, ["2020-01-02"])
    assert [e.partition for e in result.get_asset_materialization_events()] == ["2020-01-02"] * 2
    assert result.dagster_run.tags["dagster/partition"] == "2020-01-02"
    with pytest.raises(dg.DagsterUnknownPartitionError, match="2021-01-02"):
        dg.materialize([up], partition_key="2021-01-02")
    with pytest.raises(dg.DagsterInvariantViolationError, match="non-partitioned run"):
        dg.materialize([up])


def test_no_partition_of_an_asset_without_partitions(dg):
    @dg.asset
    def plain(): ...

    with pytest.raises(Exception, match=r"[Pp]artition"):
        dg.materialize([plain], partition_key="x")


def test_one_run_has_one_partitions_definition(dg, days):
    @dg.asset(partitions_def=days)
    def by_day(): ...

    @dg.asset(partitions_def=dg.StaticPartitionsDefinition(["2020-01-02"]))
    def by_name(): ...

    with pytest.raises(dg.DagsterInvalidDefinitionError):
        dg.materialize([by_day, by_name], partition_key="2020-01-02")


def test_mappings(dg, days):
    @dg.asset(partitions_def=days)
    def up(context):
        return context.partition_key

    @dg.asset
    def everything(up):
        return up

    @dg.asset(
        partitions_def=days,
        ins={"up": dg.AssetIn(partition_mapping=dg.TimeWindowPartitionMapping(start_offset=-1))},
    )
    def rolling(up):
        return sorted(up)

    @dg.asset(ins={"up": dg.AssetIn(partition_mapping=dg.LastPartitionMapping())})
    def last(up):
        return up

    @dg.asset(ins={"up": dg.AssetIn(partition_mapping=dg.SpecificPartitionsPartitionMapping(["2020-01-03"]))})
    def third(up):
        return up

    instance = dg.DagsterInstance.ephemeral()
    for key in days.get_partition_keys():
        assert dg.materialize([up], partition_key=key, instance=instance).success
    assert instance.get_materialized_partitions(dg.AssetKey("up")) == set(days.get_partition_keys())

    def value(asset, **settings):
        name = asset.key.path[0]
        return dg.materialize([up, asset], selection=[name], instance=instance, **settings).asset_value(name)

    assert value(everything) == {key: key for key in days.get_partition_keys()}
    assert value(rolling, partition_key="2020-01-03") == ["2020-01-02", "2020-01-03"]
    assert value(last) == "2020-01-04"
    assert value(third) == "2020-01-03"


def test_partitioned_config(dg):
    @dg.static_partitioned_config(["x", "y"])
    def config(key):
        return {"ops": {"show": {"config": key}}}

    @dg.daily_partitioned_config(start_date="2020-01-01")
    def daily(start, end):
        return {"ops": {"show": {"config": f"{start.day}-{end.day}"}}}

    @dg.op(config_schema=str)
    def show(context):
        return context.op_config, context.partition_key

    @dg.job(config=config)
    def static_job():
        show()

    @dg.job(config=daily)
    def daily_job():
        show()

    assert static_job.execute_in_process(partition_key="x").output_for_node("show") == ("x", "x")
    assert daily_job.execute_in_process(partition_key="2020-01-02").output_for_node("show") == (
        "2-3",
        "2020-01-02",
    )
    with pytest.raises(dg.DagsterUnknownPartitionError):
        static_job.execute_in_process(partition_key="z")
    assert config("x") == {"ops": {"show": {"config": "x"}}} == config.get_run_config_for_partition_key("x")
    assert list(config.get_partition_keys()) == ["x", "y"]


def test_partitions_in_direct_calls(dg, days):
    @dg.asset(partitions_def=days)
    def shows(context):
        return context.partition_key, context.partition_time_window.start.day

    assert shows(dg.build_asset_context(partition_key="2020-01-02")) == ("2020-01-02", 2)

    @dg.op
    def plain(context):
        return context.has_partition_key, context.partition_key

    assert plain(dg.build_op_context(partition_key="k")) == (True, "k")


def test_partition_contexts_of_io_managers(dg, days):
    seen = []

    class Manager(dg.IOManager):
        def handle_output(self, context, obj):
            seen.append((context.has_asset_partitions, context.asset_partition_key, context.partition_key))

        def load_input(self, context):
            seen.append(list(context.asset_partition_keys))

    @dg.asset(partitions_def=days)
    def up(): ...

    @dg.asset(partitions_def=days)
    def down(up): ...

    manager = dg.IOManagerDefinition.hardcoded_io_manager(Manager())
    assert dg.materialize([up, down], partition_key="2020-01-02", resources={"io_manager": manager}).success
    assert seen == [(True, "2020-01-02", "2020-01-02"), ["2020-01-02"], (True, "2020-01-02", "2020-01-02")]


def test_asset_jobs_by_partition(dg, days):
    @dg.asset(partitions_def=days)
    def up(context):
        return context.partition_key

    job = dg.define_asset_job("the_job", selection=[up])
    resolved = dg.Definitions(assets=[up], jobs=[job]).resolve_job_def("the_job")
    assert resolved.partitions_def == days
    assert resolved.execute_in_process(partition_key="2020-01-03").asset_value("up") == "2020-01-03"
