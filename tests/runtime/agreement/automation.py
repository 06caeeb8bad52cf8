"""Automation conditions, tick by tick."""

from datetime import datetime, timedelta, timezone

from engine import current

dg = current()

AC = dg.AutomationCondition


def ev(defs, i, **k):
    return dg.evaluate_automation_conditions(defs=defs, instance=i, **k)


def two(c, **kw):
    @dg.asset
    def up():
        pass

    @dg.asset(deps=[up], automation_condition=c, **kw)
    def down():
        pass

    return up, down


def case_init():
    @dg.asset(automation_condition=AC.initial_evaluation())
    def a():
        pass

    with dg.instance_for_test() as i:
        r = ev([a], i)
        r2 = ev([a], i, cursor=r.cursor)
        return r.total_requested, r2.total_requested


def case_eager_alone():
    @dg.asset(automation_condition=AC.eager())
    def a():
        pass

    with dg.instance_for_test() as i:
        r = ev([a], i)
        r2 = ev([a], i, cursor=r.cursor)
        return r.total_requested, r2.total_requested


def case_eager():
    up, down = two(AC.eager())
    with dg.instance_for_test() as i:
        r = ev([up, down], i)
        out = [r.total_requested]
        dg.materialize([up], instance=i)
        for _ in range(2):
            r = ev([up, down], i, cursor=r.cursor)
            out.append(r.total_requested)
        dg.materialize([down], instance=i, selection=[down]) if False else dg.materialize(
            [up, down], instance=i, selection=[down]
        )
        r = ev([up, down], i, cursor=r.cursor)
        out.append(r.total_requested)
        dg.materialize([up], instance=i)
        r = ev([up, down], i, cursor=r.cursor)
        out.append(r.total_requested)
        dg.materialize([up, down], instance=i)
        r = ev([up, down], i, cursor=r.cursor)
        out.append(r.total_requested)
        return out


def case_missing():
    @dg.asset(automation_condition=AC.missing())
    def a():
        pass

    with dg.instance_for_test() as i:
        r = ev([a], i)
        o = [r.total_requested]
        dg.materialize([a], instance=i)
        r = ev([a], i, cursor=r.cursor)
        o.append(r.total_requested)
        return o


def case_on_missing():
    up, down = two(AC.on_missing())
    with dg.instance_for_test() as i:
        r = ev([up, down], i)
        o = [r.total_requested]
        dg.materialize([up], instance=i)
        for _ in range(2):
            r = ev([up, down], i, cursor=r.cursor)
            o.append(r.total_requested)
        return o


def case_newly():
    @dg.asset(automation_condition=AC.newly_updated())
    def a():
        pass

    with dg.instance_for_test() as i:
        dg.materialize([a], instance=i)
        r = ev([a], i)
        o = [r.total_requested]
        dg.materialize([a], instance=i)
        for _ in range(2):
            r = ev([a], i, cursor=r.cursor)
            o.append(r.total_requested)
        return o


def case_cron():
    @dg.asset(automation_condition=AC.cron_tick_passed("@hourly"))
    def a():
        pass

    with dg.instance_for_test() as i:
        t = datetime(2020, 1, 1, 0, 30, tzinfo=timezone.utc)
        o = []
        c = None
        for m in (0, 10, 40, 50, 200):
            r = ev([a], i, cursor=c, evaluation_time=t + timedelta(minutes=m))
            c = r.cursor
            o.append(r.total_requested)
        return o


def case_on_cron():
    up, down = two(AC.on_cron("@hourly"))
    with dg.instance_for_test() as i:
        t = datetime(2020, 8, 16, 4, 35, tzinfo=timezone.utc)
        o = []
        r = ev([up, down], i, evaluation_time=t)
        o.append(r.total_requested)
        r = ev([up, down], i, cursor=r.cursor, evaluation_time=t + timedelta(minutes=30))
        o.append(r.total_requested)
        dg.materialize([up], instance=i)
        r = ev([up, down], i, cursor=r.cursor, evaluation_time=t + timedelta(minutes=40))
        o.append(r.total_requested)
        r = ev([up, down], i, cursor=r.cursor, evaluation_time=t + timedelta(minutes=50))
        o.append(r.total_requested)
        return o


def case_part():
    P = dg.StaticPartitionsDefinition(["x", "y"])

    @dg.asset(partitions_def=P)
    def up():
        pass

    @dg.asset(partitions_def=P, deps=[up], automation_condition=AC.eager())
    def down():
        pass

    with dg.instance_for_test() as i:
        r = ev([up, down], i)
        o = [r.total_requested]
        dg.materialize([up], instance=i, partition_key="x")
        r = ev([up, down], i, cursor=r.cursor)
        o += [
            r.total_requested,
            sorted(r.get_requested_partitions(dg.AssetKey("down"))),
            r.get_num_requested(dg.AssetKey("down")),
        ]
        return o


def case_latest():
    P = dg.DailyPartitionsDefinition("2020-01-01")

    @dg.asset(partitions_def=P, automation_condition=AC.in_latest_time_window(timedelta(days=2)))
    def a():
        pass

    @dg.asset(partitions_def=P, automation_condition=AC.in_latest_time_window())
    def b():
        pass

    with dg.instance_for_test() as i:
        r = ev([a, b], i, evaluation_time=datetime(2020, 1, 6, 1, tzinfo=timezone.utc))
        return (
            sorted(r.get_requested_partitions(a.key)),
            sorted(r.get_requested_partitions(b.key)),
            r.total_requested,
        )


def case_bool():
    T = AC.missing()

    @dg.asset(automation_condition=~T)
    def a():
        pass

    @dg.asset(automation_condition=T | AC.newly_updated())
    def b():
        pass

    @dg.asset(automation_condition=T & AC.newly_updated())
    def c():
        pass

    with dg.instance_for_test() as i:
        r = ev([a, b, c], i)
        return [r.get_num_requested(x.key) for x in (a, b, c)]


def case_newly_true():
    @dg.asset(automation_condition=AC.missing().newly_true())
    def a():
        pass

    with dg.instance_for_test() as i:
        r = ev([a], i)
        o = [r.total_requested]
        r = ev([a], i, cursor=r.cursor)
        o.append(r.total_requested)
        return o


def case_since():
    @dg.asset(automation_condition=AC.missing().newly_true().since(AC.newly_updated()))
    def a():
        pass

    with dg.instance_for_test() as i:
        o = []
        r = ev([a], i)
        o.append(r.total_requested)
        r = ev([a], i, cursor=r.cursor)
        o.append(r.total_requested)
        dg.materialize([a], instance=i)
        r = ev([a], i, cursor=r.cursor)
        o.append(r.total_requested)
        return o


def case_newly_requested():
    @dg.asset(automation_condition=AC.newly_requested() | AC.initial_evaluation())
    def a():
        pass

    @dg.asset(automation_condition=~AC.newly_requested())
    def b():
        pass

    with dg.instance_for_test() as i:
        o = []
        r = ev([a, b], i)
        o.append((r.get_num_requested(a.key), r.get_num_requested(b.key)))
        for _ in range(3):
            r = ev([a, b], i, cursor=r.cursor)
            o.append((r.get_num_requested(a.key), r.get_num_requested(b.key)))
        return o


def case_code():
    def mk(v):
        @dg.asset(code_version=v, automation_condition=AC.code_version_changed())
        def a():
            pass

        return a

    with dg.instance_for_test() as i:
        o = []
        r = ev([mk("1")], i)
        o.append(r.total_requested)
        r = ev([mk("1")], i, cursor=r.cursor)
        o.append(r.total_requested)
        r = ev([mk("2")], i, cursor=r.cursor)
        o.append(r.total_requested)
        r = ev([mk("2")], i, cursor=r.cursor)
        o.append(r.total_requested)
        return o


def case_data():
    up, down = two(AC.any_deps_match(AC.data_version_changed()))
    with dg.instance_for_test() as i:
        o = []
        r = ev([up, down], i)
        o.append(r.total_requested)
        for v in ("1", "1", "2"):
            i.report_runless_asset_event(dg.AssetMaterialization("up", tags={"dagster/data_version": v}))
            r = ev([up, down], i, cursor=r.cursor)
            o.append(r.total_requested)
        return o


def case_chain():
    @dg.asset(automation_condition=AC.eager())
    def a():
        pass

    @dg.asset(deps=[a], automation_condition=AC.eager())
    def b():
        pass

    @dg.asset(deps=[b], automation_condition=AC.eager())
    def c():
        pass

    with dg.instance_for_test() as i:
        o = []
        r = ev([a, b, c], i)
        o.append(r.total_requested)
        r = ev([a, b, c], i, cursor=r.cursor)
        o.append(r.total_requested)
        dg.materialize([a, b, c], instance=i)
        r = ev([a, b, c], i, cursor=r.cursor)
        o.append(r.total_requested)
        dg.materialize([a], instance=i)
        r = ev([a, b, c], i, cursor=r.cursor)
        o.append(r.total_requested)
        return o


def case_any_all():
    @dg.asset
    def x():
        pass

    @dg.asset
    def y():
        pass

    @dg.asset(deps=[x, y], automation_condition=AC.any_deps_match(AC.missing()))
    def a():
        pass

    @dg.asset(deps=[x, y], automation_condition=AC.all_deps_match(AC.missing()))
    def b():
        pass

    @dg.asset(
        deps=[x, y],
        automation_condition=AC.any_deps_match(AC.missing()).ignore(dg.AssetSelection.assets("x")),
    )
    def c():
        pass

    @dg.asset(
        deps=[x, y], automation_condition=AC.any_deps_match(AC.missing()).allow(dg.AssetSelection.assets("x"))
    )
    def d():
        pass

    with dg.instance_for_test() as i:
        A = [x, y, a, b, c, d]

        def f(r):
            return [r.get_num_requested(q.key) for q in (a, b, c, d)]

        r = ev(A, i)
        o = [f(r)]
        dg.materialize([x], instance=i)
        r = ev(A, i, cursor=r.cursor)
        o.append(f(r))
        dg.materialize([y], instance=i)
        r = ev(A, i, cursor=r.cursor)
        o.append(f(r))
        return o


def case_labels():
    return (
        AC.eager().get_label(),
        AC.on_cron("@daily").get_label(),
        AC.missing().name,
        AC.missing().with_label("q").get_label(),
        AC.eager() == AC.eager(),
        AC.missing() == AC.missing(),
        AC.on_missing().get_label(),
        AC.any_deps_missing().get_label(),
        AC.in_progress().get_label(),
        (AC.missing() & AC.newly_updated()).name,
        (~AC.missing()).name,
    )


def case_without_bad():
    return AC.eager().without(AC.cron_tick_passed("@daily"))


def case_wbr():
    @dg.asset(automation_condition=AC.missing())
    def a():
        pass

    @dg.asset(deps=[a], automation_condition=AC.any_deps_match(AC.will_be_requested()))
    def b():
        pass

    with dg.instance_for_test() as i:
        r = ev([a, b], i)
        return r.get_num_requested(a.key), r.get_num_requested(b.key)


def case_sel():
    up, down = two(AC.missing())
    with dg.instance_for_test() as i:
        return ev([up, down], i, asset_selection=dg.AssetSelection.assets("up")).total_requested


def case_matches():
    @dg.asset
    def z():
        pass

    @dg.asset(automation_condition=AC.asset_matches("z", AC.missing()))
    def a():
        pass

    with dg.instance_for_test() as i:
        r = ev([z, a], i)
        o = [r.total_requested]
        dg.materialize([z], instance=i)
        o.append(ev([z, a], i, cursor=r.cursor).total_requested)
        return o


def case_cron_bad():
    AC.cron_tick_passed("nope")


def case_sensor():
    s = dg.AutomationConditionSensorDefinition("s", target=dg.AssetSelection.all())
    return s.name, s.minimum_interval_seconds, str(s.asset_selection), s.default_status.value


def case_checks():
    @dg.asset
    def u():
        pass

    @dg.asset_check(asset=u)
    def chk():
        return dg.AssetCheckResult(passed=True)

    @dg.asset(deps=[u], automation_condition=AC.any_deps_match(AC.all_checks_match(AC.check_passed())))
    def d():
        pass

    with dg.instance_for_test() as i:
        D = dg.Definitions(assets=[u, d], asset_checks=[chk])
        r = ev(D, i)
        o = [r.total_requested]
        dg.materialize([u, chk], instance=i)
        r = ev(D, i, cursor=r.cursor)
        o.append(r.total_requested)
        return o
