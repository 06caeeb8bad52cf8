"""Selections, definitions, loading from modules, asset jobs."""

import types

from engine import current

dg = current()


def graph():
    @dg.asset(group_name="g1", tags={"t": "1"}, owners=["team:x"], kinds={"sql"})
    def a(): ...
    @dg.asset(deps=[a], group_name="g1", tags={"t": "2", "u": ""})
    def b(): ...
    @dg.asset(deps=[a], group_name="g2", owners=["x@y.co"])
    def c(): ...
    @dg.asset(deps=[b, c, "ext"], group_name="g2", key_prefix=["p", "q"])
    def d(): ...
    @dg.multi_asset(specs=[dg.AssetSpec("m1", deps=[d]), dg.AssetSpec("m2", deps=["m1"]), dg.AssetSpec("m3")])
    def m(): ...
    @dg.asset_check(asset=a)
    def chk():
        return dg.AssetCheckResult(passed=True)

    @dg.asset_check(asset=c)
    def chk2():
        return dg.AssetCheckResult(passed=True)

    return [a, b, c, d, m, chk, chk2, dg.SourceAsset("ext", group_name="g1", tags={"t": "1"})]


def names(sel):
    keys = sel.resolve(list(graph()))
    return sorted(k.to_user_string() for k in keys)


def s(text, **kw):
    return names(dg.AssetSelection.from_string(text, **kw))


def case_all():
    return names(dg.AssetSelection.all()), names(dg.AssetSelection.all(include_sources=True))


def case_strings_new():
    return [
        s(t)
        for t in (
            'key:"a"',
            "key:a",
            'key:"p/q/d"',
            'key:"m*"',
            '+key:"p/q/d"',
            'key:"a"+',
            '1+key:"p/q/d"',
            'key:"a"+1',
            '1+key:"b"+1',
            'group:"g1"',
            'tag:"t"="1"',
            "tag:t=2",
            "tag:u",
            'owner:"team:x"',
            'owner:"x@y.co"',
            'kind:"sql"',
            'key:"a" or key:"b"',
            'group:g2 and key:"c"',
            "not group:g1",
            "not (key:a or key:b)",
            'roots(group:"g1")',
            "sinks(*)",
            "roots(*)",
            "(key:a)+",
            "*",
            "key:zzz",
            "group:nope",
        )
    ]


def case_strings_legacy():
    return [
        s(t) for t in ("a", "*b", "b*", "+b", "b+", "++p/q/d", "*p/q/d", "a++", "*b*", "+b+", "p/q/d", "m1")
    ]


def case_legacy_unknown():
    return s("nope")


def case_bad_syntax():
    return s('key:"a" andor key:"b"')


def case_legacy_bad():
    return s("a,b")


def case_unsupported_attr():
    return s('code_location:"x"')


def case_is_attr():
    return s("is:external"), s("is:materializable")


def case_null_owner():
    return s("owner:<null>"), s("group:<null>"), s("kind:<null>")


def case_upper_and():
    return s('key:"a" OR key:"c"'), s("NOT group:g1")


def case_precedence():
    return s("key:a or key:b and key:c"), s("not key:a and group:g1"), s("+key:b or key:c")


def case_list_of_strings():
    f = dg.AssetSelection.from_coercible
    return names(f(["a", "b+"])), names(f("key:a")), names(f([dg.AssetKey("a")]))


def case_list_mixed():
    return names(dg.AssetSelection.from_coercible(["a", dg.AssetKey("b")]))


def case_coercible_bad():
    return dg.AssetSelection.from_coercible(5)


def case_objects():
    S = dg.AssetSelection
    return [
        names(x)
        for x in (
            S.assets("a", "b"),
            S.keys("a", ["p", "q", "d"]) if hasattr(S, "keys") else S.assets("a"),
            S.groups("g1"),
            S.groups("g1", "g2"),
            S.groups("g1", include_sources=True),
            S.tag("t", "1"),
            S.tag("t", "1", include_sources=True),
            S.owner("team:x"),
            S.kind("sql"),
            S.key_prefixes("p"),
            S.key_prefixes(["p", "q"]),
            S.key_substring("m"),
        )
    ]


def case_tag_string():
    return names(dg.AssetSelection.tag_string("t=1")), names(dg.AssetSelection.tag_string("u"))


def case_traversal():
    S = dg.AssetSelection
    b = S.assets("b")
    return [
        names(x)
        for x in (
            b.upstream(),
            b.upstream(depth=1),
            b.upstream(include_self=False),
            b.downstream(),
            b.downstream(depth=1),
            b.downstream(depth=1, include_self=False),
            S.assets(["p", "q", "d"]).upstream_source_assets(),
            S.groups("g1").roots(),
            S.all().sinks(),
            S.all().roots(),
            S.assets("m1").required_multi_asset_neighbors(),
            S.all(include_sources=True).materializable(),
        )
    ]


def case_operators():
    S = dg.AssetSelection
    return [
        names(x)
        for x in (
            S.assets("a") | S.assets("b"),
            S.groups("g1") & S.assets("a", "c"),
            S.all() - S.groups("g1"),
            (S.assets("a") | S.assets("b")) - S.assets("a"),
        )
    ]


def case_operator_bad():
    return dg.AssetSelection.assets("a") | "b"


def case_unknown_key():
    return names(dg.AssetSelection.assets("zzz"))


def case_unknown_key_suggestion():
    return names(dg.AssetSelection.assets("aa", "b"))


def case_unknown_allow_missing():
    return sorted(dg.AssetSelection.assets("zzz", "a").resolve(graph(), allow_missing=True))


def case_unknown_group():
    return names(dg.AssetSelection.groups("nope"))


def case_equality():
    S = dg.AssetSelection
    return (
        S.assets("a") == S.assets("a"),
        S.assets("a") == S.assets("b"),
        S.groups("a") | S.assets("b") == (S.groups("a") | S.assets("b")),
        S.all() == S.all(),
    )


def case_str():
    S = dg.AssetSelection
    return [
        str(x)
        for x in (
            S.all(),
            S.assets("a"),
            S.assets("a", "b"),
            S.groups("g"),
            S.groups("g", "h"),
            S.tag("a", "b"),
            S.owner("team:x"),
            S.kind("k"),
            S.assets("a").upstream(),
            S.assets("a").downstream(),
            S.assets("a").upstream(depth=2),
            S.assets("a").downstream(depth=3),
            S.assets("a") | S.groups("g"),
            S.assets("a") & S.groups("g"),
            S.all() - S.groups("g"),
            S.groups("g").roots(),
            S.groups("g").sinks(),
            S.key_substring("x"),
        )
    ]


def case_str_combined():
    S = dg.AssetSelection
    return [
        str(x)
        for x in (
            (S.assets("a") | S.assets("b")) & S.groups("g"),
            (S.groups("g") & S.groups("h")).upstream(),
            S.assets("a").upstream().downstream(),
            S.assets("a") | S.assets("b") | S.assets("c"),
            (S.groups("a") - S.groups("b")) | S.groups("c"),
        )
    ]


def checks(sel):

    r = dg.materialize(graph(), selection=sel)
    return sorted(
        (e.asset_key.to_user_string(), e.check_name) for e in r.get_asset_check_evaluations()
    ), sorted(e.asset_key.to_user_string() for e in r.get_asset_materialization_events())


def case_checks_materialize():
    S = dg.AssetSelection
    return [
        checks(x)
        for x in (
            S.assets("a"),
            S.assets("a").without_checks(),
            S.all_asset_checks(),
            S.checks_for_assets("a"),
            S.assets("a") | S.checks_for_assets("c"),
            S.all() - S.assets("a"),
            S.all_asset_checks() - S.checks_for_assets("a"),
            S.assets("b") & S.all_asset_checks(),
        )
    ]


def case_materialize_selection_strings():
    return checks("a+"), checks(["a", "b"]), checks('group:"g2"')


def case_materialize_selection_defs():
    g = graph()
    r = dg.materialize(g, selection=[g[0], g[1]])
    return sorted(e.asset_key.to_user_string() for e in r.get_asset_materialization_events())


def case_select_multi_part():
    return checks("m1")


# modules
def mod(name="amod", **vals):
    m = types.ModuleType(name)
    for k, v in vals.items():
        setattr(m, k, v)
    return m


def keys_groups(items):
    out = []
    for x in items:
        if hasattr(x, "specs"):
            out += [(sp.key.to_user_string(), sp.group_name) for sp in x.specs]
        else:
            out.append((x.key.to_user_string(), x.group_name))
    return sorted(out, key=str)


def case_load_modules():
    g = graph()
    m = mod(a=g[0], lst=[g[1], g[2]], m=g[4], chk=g[5], spec=g[7])
    return (
        keys_groups(dg.load_assets_from_modules([m])),
        keys_groups(dg.load_assets_from_modules([m], include_specs=True)),
        [c.check_key for c in dg.load_asset_checks_from_modules([m])],
    )


def case_load_modules_group():
    @dg.asset
    def x(): ...
    @dg.asset(deps=[x])
    def y(): ...

    return keys_groups(dg.load_assets_from_modules([mod(x=x, y=y, s=dg.SourceAsset("src"))], group_name="zz"))


def case_load_modules_group_conflict():
    return keys_groups(dg.load_assets_from_modules([mod(a=graph()[0])], group_name="zz"))


def case_load_modules_prefix():
    @dg.asset
    def x(src): ...
    @dg.asset
    def y(x): ...

    made = dg.load_assets_from_modules([mod(x=x, y=y, s=dg.SourceAsset("src"))], key_prefix="pre")
    return keys_groups(made), sorted(
        (k.to_user_string(), sorted(d.to_user_string() for d in v))
        for m in made
        if hasattr(m, "asset_deps")
        for k, v in m.asset_deps.items()
    )


def case_load_modules_prefix_sources():
    @dg.asset
    def x(src): ...

    made = dg.load_assets_from_modules(
        [mod(x=x, s=dg.SourceAsset("src"))], key_prefix=["a", "b"], source_key_prefix="s"
    )
    return keys_groups(made), sorted(
        (k.to_user_string(), sorted(d.to_user_string() for d in v))
        for m in made
        if hasattr(m, "asset_deps")
        for k, v in m.asset_deps.items()
    )


def case_load_modules_duplicates():
    @dg.asset
    def x(): ...

    x1 = x

    @dg.asset(name="x")
    def x2(): ...

    return keys_groups(dg.load_assets_from_modules([mod(x=x1, y=x2)]))


def case_load_modules_same_object():
    @dg.asset
    def x(): ...

    return keys_groups(dg.load_assets_from_modules([mod(x=x, y=x), mod("other", z=x)]))


def case_load_modules_backfill_condition():
    @dg.asset
    def x(): ...

    made = dg.load_assets_from_modules(
        [mod(x=x)],
        automation_condition=dg.AutomationCondition.eager(),
        backfill_policy=dg.BackfillPolicy.single_run(),
    )
    return [
        (
            m.backfill_policy == dg.BackfillPolicy.single_run(),
            [s.automation_condition is not None for s in m.specs],
        )
        for m in made
    ]


def case_load_checks_prefix():
    @dg.asset_check(asset="a")
    def c():
        return dg.AssetCheckResult(passed=True)

    return [
        k for x in dg.load_asset_checks_from_modules([mod(c=c)], asset_key_prefix="pre") for k in x.check_keys
    ]


def case_load_definitions():
    g = graph()

    @dg.job
    def j(): ...

    sch = dg.ScheduleDefinition(job=j, cron_schedule="* * * * *")
    d = dg.load_definitions_from_modules([mod(a=g[0], chk=g[5], j=j, sch=sch, aj=dg.define_asset_job("aj"))])
    return (
        sorted(x.name for x in d.jobs),
        [x.name for x in d.schedules],
        keys_groups(d.assets),
        len(list(d.asset_checks)),
    )


def case_load_module_definitions_object():
    g = graph()
    return dg.load_definitions_from_modules([mod(defs=dg.Definitions([g[0]]))]).assets


def case_definitions_merge():
    g = graph()
    d = dg.Definitions.merge(dg.Definitions([g[0]]), dg.Definitions([g[1]], jobs=[dg.define_asset_job("x")]))
    return keys_groups(d.assets), [j.name for j in d.jobs]


def case_definitions_merge_resources_conflict():
    return (
        dg.Definitions.merge(dg.Definitions(resources={"a": 1}), dg.Definitions(resources={"a": 2})) is None
    )


def case_definitions_merge_resources_same():
    return dg.Definitions.merge(
        dg.Definitions(resources={"a": 1}), dg.Definitions(resources={"a": 1})
    ).resources


def case_definitions_bad_asset():
    return dg.Definitions(assets=[5])


def case_definitions_bad_job():
    return dg.Definitions(jobs=[5])


def case_definitions_unknown_job():
    return dg.Definitions().resolve_job_def("x")


def case_definitions_unknown_asset():
    return dg.Definitions(graph()[:1]).resolve_assets_def("x")


def case_definitions_unknown_schedule():
    return dg.Definitions().resolve_schedule_def("x")


def case_definitions_unknown_sensor():
    return dg.Definitions().resolve_sensor_def("x")


def case_definitions_duplicate_jobs():
    @dg.job(name="j")
    def j1(): ...
    @dg.op
    def o(): ...
    @dg.job(name="j")
    def j2():
        o()

    return dg.Definitions(jobs=[j1, j2]).resolve_all_job_defs()


def case_definitions_job_names():
    @dg.job
    def j(): ...

    d = (
        dg.Definitions(graph(), jobs=[j, dg.define_asset_job("aj", "a")])
        if False
        else dg.Definitions(
            [x for x in graph() if not hasattr(x, "check_key") or x.keys],
            jobs=[j, dg.define_asset_job("aj", "a")],
        )
    )
    return sorted(x.name for x in d.resolve_all_job_defs())


def case_definitions_unknown_selection():
    d = dg.Definitions(graph()[:2], jobs=[dg.define_asset_job("aj", "zzz")])
    return d.resolve_job_def("aj")


def case_definitions_resources_to_assets():
    @dg.asset(required_resource_keys={"r"})
    def a(context):
        return context.resources.r

    d = dg.Definitions([a], resources={"r": 5})
    return d.resolve_implicit_global_asset_job_def().execute_in_process().output_for_node("a")


def case_definitions_missing_resource():
    @dg.asset(required_resource_keys={"r"})
    def a(context):
        return context.resources.r

    return dg.Definitions([a]).resolve_implicit_global_asset_job_def().name


def case_definitions_asset_values():
    @dg.asset
    def a():
        return 5

    with dg.instance_for_test() as i:
        dg.materialize([a], instance=i)
        d = dg.Definitions([a])
        with d.get_asset_value_loader(instance=i) as loader:
            return (
                loader.load_asset_value("a"),
                d.load_asset_value("a", instance=i),
                d.load_asset_value(dg.AssetKey("a"), instance=i, python_type=int),
            )


def case_asset_job_config():
    @dg.asset(config_schema={"n": int})
    def a(context):
        return context.op_execution_context.op_config["n"]

    d = dg.Definitions([a], jobs=[dg.define_asset_job("j", config={"ops": {"a": {"config": {"n": 3}}}})])
    return d.resolve_job_def("j").execute_in_process().output_for_node("a")


def case_asset_job_tags():
    @dg.asset
    def a(): ...

    d = dg.Definitions(
        [a], jobs=[dg.define_asset_job("j", tags={"a": "b"}, description="dd", metadata={"m": 1})]
    )
    j = d.resolve_job_def("j")
    r = j.execute_in_process()
    return r.dagster_run.tags.get("a"), j.description, {k: v.value for k, v in j.metadata.items()}


def case_asset_job_run_tags():
    @dg.asset
    def a(): ...

    d = dg.Definitions([a], jobs=[dg.define_asset_job("j", tags={"a": "b"}, run_tags={"c": "d"})])
    j = d.resolve_job_def("j")
    r = j.execute_in_process()
    return r.dagster_run.tags.get("a"), r.dagster_run.tags.get("c")


def case_asset_job_hooks():
    seen = []

    @dg.success_hook
    def h(context):
        seen.append(context.op.name)

    @dg.asset
    def a(): ...

    dg.Definitions([a], jobs=[dg.define_asset_job("j", hooks={h})]).resolve_job_def("j").execute_in_process()
    return seen


def case_asset_job_asset_selection():
    g = list(graph())
    j = dg.Definitions(
        assets=[x for x in g if not getattr(x, "check_specs", None) or x.keys],
        asset_checks=[g[5], g[6]],
        jobs=[dg.define_asset_job("j")],
    ).resolve_job_def("j")
    r = j.execute_in_process(asset_selection=[dg.AssetKey("a"), dg.AssetKey("b")])
    return sorted(e.asset_key.to_user_string() for e in r.get_asset_materialization_events()), len(
        r.get_asset_check_evaluations()
    )


def case_asset_job_bad_asset_selection():
    g = graph()
    j = dg.Definitions(assets=g[:2], jobs=[dg.define_asset_job("j", "a")]).resolve_job_def("j")
    return j.execute_in_process(asset_selection=[dg.AssetKey("b")]).success


def case_input_not_found():
    @dg.asset
    def a(zzz): ...

    return dg.materialize([a]).success


def case_input_similar_name():
    @dg.asset(key_prefix="p")
    def up():
        return 1

    @dg.asset(key_prefix="p")
    def down(upp):
        return 1

    return dg.Definitions([up, down]).resolve_implicit_global_asset_job_def().name


def case_input_same_group_prefix():
    @dg.asset(key_prefix="p")
    def up():
        return 1

    @dg.asset
    def down(up):
        return up + 1

    return dg.materialize_to_memory([up, down]).output_for_node("down")


def case_execute_job_subset_result():
    g = graph()
    r = dg.materialize(g, selection='key:"a"+1')
    return sorted(e.step_key for e in r.get_step_success_events()), r.asset_materializations_for_node("a")[
        0
    ].asset_key


def case_result_asset_value_missing():
    @dg.asset
    def a():
        return 1

    return dg.materialize([a]).asset_value("zz")


def case_materialize_run_tags():
    @dg.asset
    def a():
        return 1

    r = dg.materialize([a], tags={"x": "y"})
    return r.dagster_run.tags["x"], r.dagster_run.job_name


def case_materialize_bad_resources():
    @dg.asset
    def a():
        return 1

    return dg.materialize_to_memory([a], resources={"io_manager": dg.mem_io_manager}).success


def case_materialize_failure():
    @dg.asset
    def a():
        raise ValueError("boom")

    return dg.materialize([a]).success


def case_materialize_failure_quiet():
    @dg.asset
    def a():
        raise ValueError("boom")

    @dg.asset
    def b(a): ...

    r = dg.materialize([a, b], raise_on_error=False)
    f = r.failure_data_for_node("a")
    return (
        r.success,
        f.error.cls_name,
        f.error.cause.cls_name,
        [e.event_type_value for e in r.events_for_node("b")],
        r.get_failed_step_keys() if hasattr(r, "get_failed_step_keys") else None,
    )


def case_materialize_dependency_order():
    seen = []

    @dg.asset
    def a():
        seen.append("a")

    @dg.asset(deps=[a])
    def b():
        seen.append("b")

    @dg.asset(deps=[b])
    def c():
        seen.append("c")

    dg.materialize([c, b, a])
    return seen


def case_definitions_missing_resource_job():
    @dg.asset(required_resource_keys={"r"})
    def a(context):
        return context.resources.r

    return dg.Definitions([a], jobs=[dg.define_asset_job("j")]).resolve_job_def("j").name


def case_definitions_missing_resource_op_job():
    @dg.op(required_resource_keys={"r"})
    def a(context):
        return context.resources.r

    @dg.job
    def j():
        a()

    return dg.Definitions(jobs=[j]).resolve_job_def("j").name


def case_definitions_missing_io_manager():
    @dg.asset(io_manager_key="zz")
    def a():
        return 1

    return dg.Definitions([a]).resolve_implicit_global_asset_job_def().name


def case_definitions_missing_resource_validate():
    @dg.asset(required_resource_keys={"r"})
    def a(context):
        return context.resources.r

    return dg.Definitions.validate_loadable(dg.Definitions([a]))


def case_materialize_unknown_selection():
    return dg.materialize(graph(), selection="zzz").success


def case_str_multi_keys():
    S = dg.AssetSelection
    return [
        str(x)
        for x in (
            S.assets("a", "b") | S.assets("c"),
            S.assets("c") | S.assets("a", "b"),
            S.groups("a", "b") & S.groups("c"),
            S.assets("a", "b").upstream(),
            S.groups("a", "b").roots(),
            S.groups("x") - (S.groups("a") | S.groups("b")),
        )
    ]


def case_round_trip():
    return [
        str(dg.AssetSelection.from_string(t))
        for t in (
            'key:"a" and not group:"b"',
            '+key:"a"+',
            '1+key:"a"+2',
            'roots(key:"a" or key:"b")',
            'tag:"a"="b"',
            'owner:"x"',
            'kind:"y"',
            "a",
            "a+",
            "++a",
            "*",
            "not key:a",
            "(key:a or key:b) and key:c",
            'key:"a*"',
        )
    ]
