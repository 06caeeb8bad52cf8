"""Selections, asset and graph definitions, direct calls, types and metadata."""

from engine import current

dg = current()


def G():
    @dg.asset
    def a():
        pass

    @dg.asset(deps=[a], group_name="g", tags={"t": "v"}, owners=["x@y.com"], kinds={"k"})
    def b():
        pass

    @dg.asset(deps=[b], key_prefix="p")
    def c():
        pass

    @dg.asset(deps=[b])
    def d():
        pass

    return [a, b, c, d]


S = dg.AssetSelection


def r(s):
    return sorted(k.to_user_string() for k in s.resolve(G()))


def case_sel():
    return [
        r(s)
        for s in (
            S.all(),
            S.assets("a"),
            S.groups("g"),
            S.tag("t", "v"),
            S.owner("x@y.com"),
            S.kind("k"),
            S.key_prefixes("p"),
            S.assets("b").upstream(),
            S.assets("b").downstream(),
            S.assets("b").upstream(depth=1, include_self=False),
            S.all().roots(),
            S.all().sinks(),
            S.all() - S.groups("g"),
            S.assets("a") | S.assets("b"),
            S.all() & S.groups("g"),
            S.assets("a").downstream(depth=1),
            S.all(include_sources=True),
            S.key_substring("a"),
            S.assets("a").materializable(),
        )
    ]


def case_selstr():
    return [
        str(s)
        for s in (
            S.all(),
            S.assets("a", "b"),
            S.groups("g"),
            S.tag("t", "v"),
            S.owner("x@y.com"),
            S.kind("k"),
            S.assets("b").upstream(),
            S.assets("b").downstream(depth=2),
            S.all().roots(),
            S.all() - S.groups("g"),
            S.assets("a") | S.groups("b"),
            S.assets("a") & S.groups("b"),
        )
    ]


def case_from():
    return [
        r(S.from_string(s))
        for s in (
            'key:"a"',
            "group:g",
            "tag:t=v",
            '+key:"b"',
            'key:"b"+',
            '1+key:"c"',
            "roots(*)",
            "sinks(*)",
            "not group:g",
            'key:"a" or key:"b"',
            "kind:k and group:g",
            'owner:"x@y.com"',
            "*",
            "a",
            "*b",
            "b*",
            "+b+",
            'key:"p/*"',
            '(key:"a" or key:"b")+1',
        )
    ]


def case_eq():
    return (
        S.assets("a") == S.assets("a"),
        S.groups("a") == S.groups("b"),
        S.from_coercible("a") == S.assets("a") if False else 0,
    )


def case_checks():
    @dg.asset
    def a():
        pass

    @dg.asset_check(asset=a)
    def c():
        return dg.AssetCheckResult(passed=True)

    def m(s):
        x = dg.materialize([a, c], selection=s)
        return sorted(e.step_key for e in x.get_step_success_events())

    return (
        m(S.all()),
        m(S.assets("a")),
        m(S.assets("a").without_checks()),
        m(S.all_asset_checks()),
        m(S.checks_for_assets("a")),
        m(S.checks(c)),
        m(S.assets("a") | S.all_asset_checks()),
    )


def case_defs():
    @dg.asset(
        group_name="q",
        metadata={"m": 1},
        description="d",
        code_version="1",
        tags={"x": "y"},
        owners=["team:t"],
    )
    def a():
        "doc"

    s = next(iter(a.specs))
    return (
        a.key,
        a.group_names_by_key,
        s.description,
        s.code_version,
        dict(s.tags),
        list(s.owners),
        a.metadata_by_key[a.key],
        a.op.name,
        a.node_def.name,
        sorted(a.required_resource_keys),
        a.keys_by_output_name,
        a.is_executable,
        a.is_materializable,
        a.descriptions_by_key,
        a.tags_by_key,
        a.partitions_def,
        a.backfill_policy,
    )


def case_wattr():
    @dg.asset
    def a():
        pass

    @dg.asset(deps=[a])
    def b():
        pass

    x = (
        b.with_attributes(
            asset_key_replacements={
                dg.AssetKey("b"): dg.AssetKey(["z", "b"]),
                dg.AssetKey("a"): dg.AssetKey("aa"),
            },
            group_names_by_key={dg.AssetKey("b"): "gg"},
        )
        if False
        else b.with_attributes(
            asset_key_replacements={
                dg.AssetKey("b"): dg.AssetKey(["z", "b"]),
                dg.AssetKey("a"): dg.AssetKey("aa"),
            }
        )
    )
    return x.key, sorted(x.dependency_keys), x.get_asset_spec().key


def case_fromgraph():
    @dg.op
    def o(x):
        return x + 1

    @dg.graph
    def g(x):
        return o(x)

    A = dg.AssetsDefinition.from_graph(
        g,
        keys_by_input_name={"x": dg.AssetKey("up")},
        keys_by_output_name={"result": dg.AssetKey("out")},
        group_name="gr",
    )

    @dg.asset
    def up():
        return 1

    return (
        dg.materialize([A, up]).asset_value("out"),
        A.keys,
        A.group_names_by_key,
        sorted(A.input_names),
        A.keys_by_input_name,
    )


def case_fromop():
    @dg.op(out={"a": dg.Out(), "b": dg.Out()})
    def o():
        return 1, 2

    A = dg.AssetsDefinition.from_op(o, key_prefix="p")
    return sorted(A.keys), sorted(A.keys_by_output_name)


def case_ins():
    A = dg.AssetIn(key="x", key_prefix=None, metadata={"a": 1})
    out = dg.AssetOut(key_prefix="p", is_required=False, group_name="g")
    D = dg.AssetDep("a")
    return A.key, out.is_required, D.asset_key, dg.AssetDep(dg.AssetSpec("q")).asset_key


def case_spec():
    s = dg.AssetSpec("a", deps=["b"], metadata={"m": 1}, group_name="g", skippable=True)
    t = s.replace_attributes(key="z")
    u = s.merge_attributes(deps=["c"], metadata={"n": 2}, tags={"q": "w"}, owners=["a@b.com"], kinds={"k"})
    return (
        t.key,
        [d.asset_key for d in u.deps],
        dict(u.metadata),
        dict(u.tags),
        list(u.owners),
        u.kinds,
        s.with_io_manager_key("q").metadata,
    )


def case_key():
    k = dg.AssetKey(["a", "b"])
    return (
        k.to_user_string(),
        k.path,
        str(k),
        k.to_python_identifier(),
        dg.AssetKey.from_user_string("a/b") == k,
        k.with_prefix("z"),
        k.has_prefix(["a"]),
        dg.AssetKey("x").to_string(),
        k.parts,
        k.to_escaped_user_string(),
        dg.AssetKey.from_coercible(["q"]),
    )


def case_direct():
    @dg.asset
    def a(context, x):
        return x + 1

    @dg.op(config_schema={"q": int})
    def o(context):
        return context.op_config["q"]

    @dg.op
    def gen():
        yield dg.Output(3)

    @dg.multi_asset(outs={"m": dg.AssetOut(), "n": dg.AssetOut()})
    def ma():
        return 1, 2

    return (
        a(dg.build_asset_context(), 4),
        o(dg.build_op_context(op_config={"q": 4})),
        [z.value for z in gen()],
        ma(),
        a(dg.build_asset_context(), x=9),
    )


def case_direct_bad():
    @dg.asset
    def a(context, x):
        return x

    return a(4)


def case_direct_bad2():
    @dg.op
    def o(x):
        return x

    return o()


def case_direct_bad3():
    @dg.op(required_resource_keys={"q"})
    def o(context):
        return 1

    return o(dg.build_op_context())


def case_direct_type():
    @dg.op(out=dg.Out(int))
    def o():
        return "x"

    return o()


def case_ctx():
    c = (
        dg.build_asset_context(partition_key="2020-01-01", run_tags={"a": "b"})
        if False
        else dg.build_asset_context(partition_key="2020-01-01")
    )
    return c.partition_key, c.has_partition_key, c.op_execution_context.partition_key


def case_graphdef_alias():
    @dg.op
    def one():
        return 1

    @dg.op
    def tot(xs):
        return sum(xs)

    g = dg.GraphDefinition(
        name="g",
        node_defs=[one, tot],
        dependencies={
            dg.NodeInvocation("one", alias="p"): {},
            dg.NodeInvocation("one", alias="q"): {},
            "tot": {
                "xs": dg.MultiDependencyDefinition(
                    [dg.DependencyDefinition("p"), dg.DependencyDefinition("q")]
                )
            },
        },
    )
    return g.execute_in_process().output_for_node("tot")


def case_graphdef_bad():
    @dg.op
    def add(x):
        return x

    dg.GraphDefinition(
        name="g", node_defs=[add], dependencies={"add": {"x": dg.DependencyDefinition("nope")}}
    )


def case_graphdef_bad2():
    @dg.op
    def one():
        return 1

    @dg.op
    def add(x):
        return x

    dg.GraphDefinition(
        name="g", node_defs=[one, add], dependencies={"add": {"zz": dg.DependencyDefinition("one")}}
    )


def case_opdef():
    o = dg.OpDefinition(
        compute_fn=lambda ctx, ins: (x for x in [dg.Output(ins["x"] + 1)]),
        name="o",
        ins={"x": dg.In(int)},
        outs={"result": dg.Out(int)},
    )

    @dg.op
    def one():
        return 1

    @dg.job
    def j():
        o(one())

    return (
        j.execute_in_process().output_for_node("o"),
        o.name,
        [i.name for i in o.input_defs],
        [x.name for x in o.output_defs],
    )


def case_jobdef():
    @dg.op
    def one():
        return 1

    @dg.graph
    def g():
        return one()

    j = dg.JobDefinition(graph_def=g, name="jj", tags={"a": "b"}, description="d")
    return (
        j.name,
        j.tags,
        j.description,
        j.execute_in_process().output_value(),
        j.has_node_named("one"),
        [n.name for n in j.nodes],
        j.graph.name,
    )


def case_types():
    T = dg.DagsterType(name="T", type_check_fn=lambda _, v: isinstance(v, int), description="d")
    return (
        T.display_name,
        T.unique_name,
        T.description,
        dg.check_dagster_type(T, 4).success,
        dg.check_dagster_type(T, "x").success,
        dg.check_dagster_type(dg.List[int], [1]).success,
        dg.check_dagster_type(dg.Optional[int], None).success,
        dg.check_dagster_type(dg.Dict[str, int], {"a": 1}).success,
        dg.check_dagster_type(dg.Tuple[int, str], (1, "a")).success,
        dg.check_dagster_type(dg.Set[int], {1}).success,
        dg.PythonObjectDagsterType(int).display_name,
        T.typing_type,
        dg.PythonObjectDagsterType(int).typing_type,
        T.is_nothing,
    )


def case_meta():
    M = dg.MetadataValue
    return [
        repr(x)
        for x in (
            M.text("a"),
            M.int(1),
            M.float(1.5),
            M.url("u"),
            M.path("p"),
            M.json({"a": 1}),
            M.md("m"),
            M.bool(True),
            M.null(),
            M.asset(dg.AssetKey("a")),
            M.timestamp(1.0),
            M.job("j", "loc") if False else 0,
        )
    ]
