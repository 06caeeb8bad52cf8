"""Automation conditions of checks and jobs, and conditions that users define."""

from datetime import datetime, timedelta

from engine import current

dg = current()

AC = dg.AutomationCondition


def asset(name, deps=(), condition=None, **settings):
    return dg.asset(name=name, deps=list(deps), automation_condition=condition, **settings)(lambda: 1)


def report(instance, *names, **settings):
    for name in names:
        instance.report_runless_asset_event(dg.AssetMaterialization(name, **settings))


class Ticks:
    """Evaluates definitions again and again, and keeps how much was requested."""

    def __init__(self, definitions, instance):
        self.definitions = definitions
        self.instance = instance
        self.cursor = None
        self.requested = []
        self.result = None

    def tick(self, **settings):
        self.result = dg.evaluate_automation_conditions(
            defs=self.definitions, instance=self.instance, cursor=self.cursor, **settings
        )
        self.cursor = self.result.cursor
        self.requested.append(self.result.total_requested)
        return self.result


def ticks_of(*assets, **settings):
    return Ticks(dg.Definitions(assets=list(assets), **settings), dg.DagsterInstance.ephemeral())


def case_eager_check():
    orders = asset("orders")
    rows = dg.asset_check(asset=orders, name="rows", automation_condition=AC.eager())(lambda: None)
    ticks = ticks_of(orders, asset_checks=[rows])
    ticks.tick()
    for _ in range(2):
        report(ticks.instance, "orders")
        ticks.tick()
        ticks.tick()
    return ticks.requested


def case_check_on_cron():
    orders = asset("orders")
    rows = dg.asset_check(asset=orders, name="rows", automation_condition=AC.on_cron("@hourly"))(lambda: None)
    ticks = ticks_of(orders, asset_checks=[rows])
    moment = datetime(2024, 5, 5, 4, 40)
    ticks.tick(evaluation_time=moment)
    for minutes, is_made in ((30, False), (1, True), (1, True), (60, False), (1, True)):
        moment += timedelta(minutes=minutes)
        if is_made:
            report(ticks.instance, "orders")
        ticks.tick(evaluation_time=moment)
    return ticks.requested


def outcome_of_check(passed):
    orders = asset("orders")
    condition = AC.check_passed() if passed else AC.check_failed()

    @dg.asset_check(asset=orders, automation_condition=condition)
    def rows():
        return dg.AssetCheckResult(passed=passed)

    ticks = ticks_of(orders, asset_checks=[rows])
    job = ticks.definitions.resolve_implicit_global_asset_job_def()
    alone = job.get_subset(asset_check_selection={rows.check_key})
    ticks.tick()
    alone.execute_in_process(instance=ticks.instance)
    ticks.tick()
    report(ticks.instance, "orders")
    ticks.tick()
    alone.execute_in_process(instance=ticks.instance)
    ticks.tick()
    return ticks.requested


def case_check_passed():
    return outcome_of_check(passed=True)


def case_check_failed():
    return outcome_of_check(passed=False)


def case_checks_of_a_dependency():
    condition = AC.any_deps_match(
        AC.any_checks_match(AC.check_failed()).ignore(
            dg.AssetSelection.checks(dg.AssetCheckKey(dg.AssetKey("orders"), "loose"))
        )
    )
    orders, report_ = asset("orders"), asset("report", ["orders"], condition)
    found = {
        name: dg.asset_check(asset=orders, name=name)(lambda: dg.AssetCheckResult(passed=False))
        for name in ("loose", "strict")
    }
    ticks = ticks_of(orders, report_, asset_checks=list(found.values()))
    job = ticks.definitions.resolve_implicit_global_asset_job_def()
    ticks.tick()
    for name in ("loose", "strict"):
        job.get_subset(asset_check_selection={found[name].check_key}).execute_in_process(
            instance=ticks.instance
        )
        ticks.tick()
    return ticks.requested


def case_check_that_is_made_with_its_asset_will_be_requested():
    condition = AC.eager() & AC.all_deps_blocking_checks_passed()
    source = asset("source")
    spec = dg.AssetCheckSpec("fresh", asset="orders", blocking=True)

    @dg.asset(deps=[source], automation_condition=condition, check_specs=[spec])
    def orders():
        return dg.MaterializeResult(check_results=[dg.AssetCheckResult(passed=True)])

    ticks = ticks_of(source, orders, asset("sums", ["orders"], condition))
    ticks.tick()
    report(ticks.instance, "source")
    ticks.tick()
    report(ticks.instance, "orders")
    ticks.tick()
    dg.materialize([orders], instance=ticks.instance)
    ticks.tick()
    return ticks.requested


def job_with(condition, *assets, chosen=None, **settings):
    job = dg.define_asset_job("nightly", selection=chosen or list(assets), automation_condition=condition)
    return ticks_of(*assets, jobs=[job], **settings)


def roots_missing(condition):
    left, right = asset("left"), asset("right")
    ticks = job_with(condition(AC.missing()), left, right, asset("both", [left, right]))
    ticks.tick()
    for name in ("both", "left", "right"):
        report(ticks.instance, name)
        ticks.tick()
    return ticks.requested


def case_all_roots_of_a_job():
    return roots_missing(AC.all_job_root_assets_match)


def case_any_root_of_a_job():
    return roots_missing(AC.any_job_root_assets_match)


def case_job_waits_for_assets_with_conditions():
    raw = asset("raw")
    clean = asset("clean", [raw], AC.eager())
    total = asset("total", [clean])
    ticks = job_with(AC.all_job_root_assets_match(AC.eager()), raw, clean, total, chosen=[total])
    ticks.tick()
    report(ticks.instance, "raw")
    ticks.tick()
    report(ticks.instance, "clean")
    asked = [each for each in ticks.tick().results if each.true_subset.size]
    return ticks.requested, [each.true_subset.key == dg.AssetJobKey("nightly") for each in asked]


def case_partitions_of_a_job():
    days = dg.StaticPartitionsDefinition(["mon", "tue"])
    sales, shops = asset("sales", partitions_def=days), asset("shops")
    ticks = job_with(AC.any_job_root_assets_match(AC.missing()), sales, shops)
    ticks.tick()
    report(ticks.instance, "shops")
    ticks.tick()
    report(ticks.instance, "sales", partition="mon")
    ticks.tick()
    return ticks.requested


def case_words_of_job_conditions():
    made = [AC.all_job_root_assets_match(AC.missing()), AC.any_job_root_assets_match(AC.missing())]
    other = AC.all_job_root_assets_match(AC.newly_updated())
    return (
        [(each.operator_type, each.get_label(), each.is_serializable) for each in made],
        made[0].get_unique_id() == AC.all_job_root_assets_match(AC.missing()).get_unique_id(),
        made[0].get_unique_id() == other.get_unique_id(),
    )


def case_condition_of_a_user_keeps_a_cursor():
    class EverySecondTime(dg.AutomationCondition):
        def evaluate(self, context):
            if context.cursor == "due":
                return dg.AutomationResult(context, true_subset=context.candidate_subset)
            return dg.AutomationResult(context, true_subset=context.get_empty_subset(), cursor="due")

    ticks = ticks_of(asset("a", condition=EverySecondTime()))
    for _ in range(5):
        ticks.tick()
    return ticks.requested


def case_condition_of_a_user_among_others():
    chosen = set()

    class Chosen(dg.AutomationCondition):
        def evaluate(self, context):
            view = context.asset_graph_view
            full, empty = view.get_full_subset(key=context.key), view.get_empty_subset(key=context.key)
            return dg.AutomationResult(context, true_subset=full if context.key in chosen else empty)

    a, b = asset("a"), asset("b")
    every = asset("every", [a, b], AC.all_deps_match(Chosen()))
    some = asset("some", [a, b], AC.any_deps_match(Chosen()))
    ticks = ticks_of(a, b, every, some)
    for key in (None, a.key, b.key):
        chosen.add(key)
        ticks.tick()
    return ticks.requested


def case_failed_execution():
    @dg.asset(automation_condition=AC.execution_failed())
    def flaky(context):
        if "fail" in context.run.tags:
            raise ValueError("as told")

    after = asset("after", ["flaky"], AC.execution_failed())
    ticks = ticks_of(flaky, after)
    ticks.tick()
    for tags in ({"fail": "yes"}, None, {"fail": "yes"}):
        dg.materialize([flaky, after], instance=ticks.instance, tags=tags, raise_on_error=False)
        ticks.tick()
    return ticks.requested


def case_run_that_was_to_make_both_but_made_one():
    root = asset("root")
    first = asset("first", [root], AC.eager())

    @dg.asset(deps=[first], output_required=False, automation_condition=AC.eager())
    def second():
        yield from ()

    ticks = ticks_of(root, first, second)
    job = ticks.definitions.resolve_implicit_global_asset_job_def()
    ticks.tick()
    report(ticks.instance, "root")
    ticks.tick()
    job.execute_in_process(instance=ticks.instance, asset_selection=[first.key, second.key])
    ticks.tick()
    job.execute_in_process(instance=ticks.instance, asset_selection=[first.key])
    ticks.tick()
    return ticks.requested


def case_conditions_further_down():
    lazy = AC.any_downstream_conditions()
    a, b = asset("a", condition=lazy), asset("b", ["a"], lazy)
    ticks = ticks_of(a, b, asset("c", ["b"], AC.missing()))
    result = ticks.tick()
    first = next(each for each in result.results if each.key == a.key)
    return ticks.requested, [each.condition.name for each in first.child_results]


def case_freshness_without_a_daemon():
    policy = dg.FreshnessPolicy.time_window(fail_window=timedelta(hours=2))
    conditions = (AC.freshness_passed(), AC.freshness_warned(), AC.freshness_failed())
    made = [asset(f"a{i}", condition=each, freshness_policy=policy) for i, each in enumerate(conditions)]
    ticks = ticks_of(*made, asset("b", condition=AC.freshness_passed()))
    ticks.tick()
    return ticks.requested


def case_data_version_of_a_partition():
    days = dg.StaticPartitionsDefinition(["mon", "tue"])
    ticks = ticks_of(asset("a", condition=AC.data_version_changed(), partitions_def=days))
    ticks.tick()
    for version in ("1", "1", "2"):
        report(ticks.instance, "a", partition="mon", tags={"dagster/data_version": version})
        ticks.tick()
    return ticks.requested


def case_observed_asset_will_be_requested_but_not_updated():
    hourly = AC.cron_tick_passed("@hourly")

    @dg.observable_source_asset(automation_condition=hourly)
    def seen():
        return dg.DataVersion("1")

    below = asset("below", ["seen"], AC.any_deps_match(AC.will_be_requested()))
    ticks = ticks_of(seen, below)
    for hour in (1, 2):
        ticks.tick(evaluation_time=datetime(2024, 1, 1, hour, 30))
    return ticks.requested


def case_names_of_conditions_on_tags():
    return [
        AC.any_new_update_has_run_tags(tag_keys={"b", "a"}).name,
        AC.all_new_updates_have_run_tags(tag_values={"b": "1", "a": "2"}).name,
        AC.any_deps_match(AC.missing()).name,
        AC.all_checks_match(AC.missing(), blocking_only=True).name,
        AC.in_latest_time_window(timedelta(hours=3)).name,
    ]


def case_without_all_but_one():
    return (AC.missing() & AC.newly_updated()).without(AC.missing())
