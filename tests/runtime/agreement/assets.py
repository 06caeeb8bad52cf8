"""Assets definitions: attributes, keys, decorators' errors."""

from engine import current

dg = current()


def spec_view(s):
    return (
        s.key.path,
        [d.asset_key.path for d in s.deps],
        s.group_name,
        s.description,
        dict(s.metadata),
        dict(s.tags),
        list(s.owners),
        s.code_version,
        s.skippable,
        sorted(s.kinds),
    )


def case_asset_spec_view():
    @dg.asset(
        key_prefix=["p", "q"],
        group_name="g",
        description="d",
        metadata={"a": 1},
        tags={"t": "v"},
        owners=["team:x", "a@b.co"],
        code_version="3",
        kinds={"duckdb"},
        output_required=False,
        deps=["up", dg.AssetKey(["m", "n"])],
    )
    def one(third):
        """doc"""

    return (
        [spec_view(s) for s in one.specs],
        one.key,
        one.keys,
        sorted(one.dependency_keys),
        one.op.name,
        one.group_names_by_key,
        one.tags_by_key,
        one.owners_by_key,
        one.code_versions_by_key,
        one.descriptions_by_key,
        one.can_subset,
        one.is_executable,
        one.is_materializable,
    )


def case_doc_description():
    @dg.asset
    def one():
        """The doc
        string."""

    return one.descriptions_by_key, one.op.description


def case_multi_key_error():
    @dg.multi_asset(specs=[dg.AssetSpec("a"), dg.AssetSpec("b")])
    def ab(): ...

    return ab.key


def case_multi_spec_view():
    @dg.multi_asset(
        outs={
            "x": dg.AssetOut(
                key_prefix="p",
                group_name="g",
                metadata={"m": 1},
                tags={"t": "v"},
                owners=["team:x"],
                code_version="1",
                kinds={"k"},
            ),
            "y": dg.AssetOut(key=["q", "y"], is_required=False),
        },
        internal_asset_deps={"y": {dg.AssetKey(["p", "x"]), dg.AssetKey("up")}, "x": {dg.AssetKey("up")}},
    )
    def xy(up): ...

    return (
        [(*spec_view(s)[:1], sorted(spec_view(s)[1]), *spec_view(s)[2:]) for s in xy.specs],
        xy.keys_by_output_name,
        xy.keys_by_input_name,
        {k: sorted(v) for k, v in xy.asset_deps.items()},
    )


def case_get_output_name():
    @dg.multi_asset(outs={"x": dg.AssetOut(), "y": dg.AssetOut()})
    def xy(): ...

    return (
        xy.get_output_name_for_asset_key(dg.AssetKey("x")),
        xy.has_output_for_asset_key(dg.AssetKey("zz")),
        xy.get_asset_spec(dg.AssetKey("y")).key,
    )


def case_get_output_name_unknown():
    @dg.multi_asset(outs={"x": dg.AssetOut(), "y": dg.AssetOut()})
    def xy(): ...

    return xy.get_output_name_for_asset_key(dg.AssetKey("z"))


def case_owner_invalid():
    @dg.asset(owners=["nobody"])
    def one(): ...

    return 1


def case_group_invalid():
    @dg.asset(group_name="a b")
    def one(): ...

    return 1


def case_name_invalid():
    @dg.asset(name="a-b!")
    def one(): ...

    return one.key


def case_name_dots():
    @dg.asset(name="a.b")
    def one(): ...

    return one.key


def case_key_and_name():
    @dg.asset(key="k", name="n")
    def one(): ...


def case_key_and_prefix():
    @dg.asset(key="k", key_prefix="n")
    def one(): ...


def case_key_slash():
    @dg.asset(key="a/b")
    def one(): ...

    return one.key, one.op.name


def case_deps_self():
    @dg.asset(deps=["one"])
    def one(): ...

    return dg.materialize([one]).success


def case_self_arg():
    @dg.asset
    def one(one): ...

    return dg.materialize([one]).success


def case_dep_and_arg():
    @dg.asset
    def up():
        return 1

    @dg.asset(deps=[up])
    def down(up):
        return up + 1

    return dg.materialize_to_memory([up, down]).output_for_node("down")


def case_dep_twice():
    @dg.asset
    def up(): ...
    @dg.asset(deps=[up, up, "up", dg.AssetKey("up")])
    def down(): ...

    return [d.asset_key for s in down.specs for d in s.deps]


def case_dep_multi_asset():
    @dg.multi_asset(specs=[dg.AssetSpec("a"), dg.AssetSpec("b")])
    def ab(): ...
    @dg.asset(deps=[ab])
    def down(): ...

    return sorted(d.asset_key for s in down.specs for d in s.deps)


def case_asset_dep_multi_asset():
    @dg.multi_asset(specs=[dg.AssetSpec("a"), dg.AssetSpec("b")])
    def ab(): ...

    return dg.AssetDep(ab)


def case_dep_bad_type():
    @dg.asset(deps=[5])
    def down(): ...


def case_dep_source_and_spec():
    s = dg.SourceAsset("s")
    sp = dg.AssetSpec("sp")

    @dg.asset(deps=[s, sp, dg.AssetDep("z")])
    def down(): ...

    return [d.asset_key for x in down.specs for d in x.deps]


def case_ins_unknown():
    @dg.asset(ins={"nope": dg.AssetIn("up")})
    def down(): ...


def case_ins_key_prefix():
    @dg.asset(ins={"up": dg.AssetIn(key_prefix=["a"])})
    def down(up): ...

    return down.keys_by_input_name, sorted(down.dependency_keys)


def case_ins_key_and_prefix():
    return dg.AssetIn(key="a", key_prefix="b")


def case_asset_out_key_and_prefix():
    return dg.AssetOut(key="a", key_prefix="b")


def case_kwargs_ins():
    @dg.asset(ins={"a": dg.AssetIn(), "b": dg.AssetIn()})
    def down(**kwargs):
        return sum(kwargs.values())

    @dg.asset
    def a():
        return 1

    @dg.asset
    def b():
        return 2

    return dg.materialize_to_memory([a, b, down]).output_for_node("down")


def case_vararg():
    @dg.asset
    def down(*a): ...


def case_required_resource_missing():
    @dg.asset(required_resource_keys={"foo"})
    def a(context): ...

    return dg.materialize([a]).success


def case_required_resource_definitions():
    @dg.asset(required_resource_keys={"foo"})
    def a(context): ...

    d = dg.Definitions([a])
    dg.Definitions.validate_loadable(d)


def case_resource_defs():
    @dg.resource
    def foo():
        return 7

    @dg.asset(required_resource_keys={"foo"}, resource_defs={"foo": foo})
    def a(context):
        return context.resources.foo

    return dg.materialize([a]).output_for_node("a")


def case_resource_conflict():
    @dg.resource
    def foo():
        return 7

    @dg.resource
    def bar():
        return 8

    @dg.asset(required_resource_keys={"foo"}, resource_defs={"foo": foo})
    def a(context): ...
    @dg.asset(required_resource_keys={"foo"}, resource_defs={"foo": bar})
    def b(context): ...

    return dg.materialize([a, b]).success


def case_io_manager_def():
    class IO(dg.IOManager):
        def handle_output(self, c, o):
            self.v = o

        def load_input(self, c):
            return self.v

    io = IO()

    @dg.asset(io_manager_def=io)
    def a():
        return 5

    @dg.asset
    def b(a):
        return a

    return dg.materialize([a, b]).output_for_node("b"), io.v


def case_io_manager_key_and_def():
    class IO(dg.IOManager):
        def handle_output(self, c, o):
            self.v = o

        def load_input(self, c):
            return self.v

    @dg.asset(io_manager_key="z", io_manager_def=dg.IOManagerDefinition.hardcoded_io_manager(IO()))
    def a():
        return 5

    return dg.materialize([a]).success, sorted(a.required_resource_keys)


def case_duplicate_asset_keys():
    @dg.asset
    def a(): ...
    @dg.asset(name="a")
    def b(): ...

    return dg.materialize([a, b]).success


def case_duplicate_in_definitions():
    @dg.asset
    def a(): ...
    @dg.asset(name="a")
    def b(): ...

    return dg.Definitions([a, b]).resolve_all_job_defs()


def case_same_asset_twice():
    @dg.asset
    def a(): ...

    d = dg.Definitions([a, a])
    return sorted(s.key for s in d.resolve_all_asset_specs())


def case_materialize_not_sequence():
    @dg.asset
    def a(): ...

    return dg.materialize(a).success


def case_materialize_bad_item():
    return dg.materialize([5]).success


def case_with_attributes():
    @dg.asset(group_name="g")
    def a(x): ...

    b = a.with_attributes(
        asset_key_replacements={
            dg.AssetKey("a"): dg.AssetKey(["p", "a"]),
            dg.AssetKey("x"): dg.AssetKey("y"),
        },
        group_names_by_key={dg.AssetKey("a"): "h"},
    )
    return b.keys, b.group_names_by_key, b.keys_by_input_name, b.keys_by_output_name, b.op.name


def case_map_specs():
    @dg.asset
    def a(): ...
    @dg.multi_asset(specs=[dg.AssetSpec("x"), dg.AssetSpec("y", deps=["x"])])
    def xy(): ...

    made = dg.map_asset_specs(
        lambda s: s.replace_attributes(group_name="g", tags={"a": "b"}, key=s.key.with_prefix("p")),
        [a, xy, dg.AssetSpec("z")],
    )
    return [[spec_view(s) for s in (m.specs if hasattr(m, "specs") else [m])] for m in made]


def case_map_specs_in_definition():
    @dg.asset
    def a():
        return 1

    @dg.asset
    def b(a):
        return a + 1

    d = dg.Definitions([a, b]).map_asset_specs(
        func=lambda s: s.replace_attributes(metadata={"k": s.key.to_user_string()})
    )
    return (
        [(s.key, dict(s.metadata)) for s in sorted(d.resolve_all_asset_specs())]
        if False
        else sorted((s.key.to_user_string(), s.metadata.get("k")) for s in d.resolve_all_asset_specs())
    )


def case_map_specs_rename_key_of_decorated():
    @dg.asset
    def a():
        return 1

    b = a.map_asset_specs(lambda s: s.replace_attributes(key="zz"))
    return b.key, dg.materialize([b]).asset_value("zz")


def case_merge_attributes():
    s = dg.AssetSpec("a", deps=["x"], metadata={"a": 1}, tags={"t": "1"}, owners=["team:a"], kinds={"k1"})
    m = s.merge_attributes(deps=["y"], metadata={"b": 2}, tags={"u": "2"}, owners=["team:b"], kinds={"k2"})
    return spec_view(m)


def case_replace_attributes_kinds():
    s = dg.AssetSpec("a", tags={"t": "1"}, kinds={"k1"})
    return spec_view(s.replace_attributes(kinds={"z"})), spec_view(
        s.replace_attributes(kinds=...)
    ) if False else 0


def case_too_many_kinds_decorator():
    @dg.asset(kinds={"1", "2", "3", "4"})
    def a(): ...


def case_tag_invalid():
    return dg.AssetSpec("a", tags={"a!": "b"})


def case_tag_value_invalid():
    @dg.asset(tags={"a": "b c"})
    def a(): ...

    return a.tags_by_key


def case_tag_not_string():
    @dg.asset(tags={"a": 1})
    def a(): ...


def case_spec_hash_eq():
    a = dg.AssetSpec("a", deps=["b"])
    return (
        a == dg.AssetSpec("a", deps=["b"]),
        a == dg.AssetSpec("a"),
        a.replace_attributes(deps=["c"]).deps[0].asset_key,
    )


def case_asset_key_methods():
    k = dg.AssetKey(["a", "b"])
    return (
        k.to_user_string(),
        k.to_string(),
        k.to_python_identifier(),
        k.with_prefix("x"),
        k.with_prefix(["x", "y"]),
        k.has_prefix(["a"]),
        dg.AssetKey.from_user_string("a/b"),
        dg.AssetKey("a/b").path,
        str(k),
        repr(k),
        dg.AssetKey(["a"]) < k,
        dg.AssetKey.from_coercible(["a"]),
        k.parts if hasattr(k, "parts") else None,
        dg.AssetKey.from_db_string('["a"]'),
    )


def case_asset_key_escape():
    return (
        dg.AssetKey(["a/b", "c"]).to_user_string(),
        dg.AssetKey.from_user_string("a\\/b/c").path,
        dg.AssetKey.from_escaped_user_string("a\\/b/c").path,
    )


def case_asset_key_bad():
    return dg.AssetKey([1])


def case_asset_key_bad2():
    return dg.AssetKey(5)


def case_asset_key_from_coercible_bad():
    return dg.AssetKey.from_coercible(5)


def case_asset_key_of_multi():
    @dg.multi_asset(specs=[dg.AssetSpec("a"), dg.AssetSpec("b")])
    def ab(): ...

    return dg.AssetKey.from_coercible_or_definition(ab)


def case_to_source_asset():
    @dg.asset(metadata={"a": 1}, io_manager_key="io", description="d", tags={"x": "y"}, group_name="g")
    def a(): ...

    s = a.to_source_asset()
    return (
        type(s).__name__,
        s.key,
        {k: v.value for k, v in s.metadata.items()},
        s.io_manager_key if hasattr(s, "io_manager_key") else None,
        s.description,
        s.tags,
        s.group_name,
    )


def case_asset_call_direct():
    @dg.asset
    def a(b):
        return b + 1

    return a(4), a(b=5)


def case_asset_call_missing():
    @dg.asset
    def a(b):
        return b + 1

    return a()


def case_asset_call_context_missing():
    @dg.asset
    def a(context):
        return 1

    return a()


def case_multi_asset_call():
    @dg.multi_asset(outs={"x": dg.AssetOut(), "y": dg.AssetOut()})
    def xy():
        return 1, 2

    return xy()


def case_multi_asset_call_specs():
    @dg.multi_asset(specs=[dg.AssetSpec("x"), dg.AssetSpec("y")])
    def xy():
        yield dg.MaterializeResult(asset_key="x")
        yield dg.MaterializeResult(asset_key="y")

    return [r.asset_key for r in xy()]


def case_config_schema():
    @dg.asset(config_schema={"n": int})
    def a(context):
        return context.op_execution_context.op_config["n"]

    return dg.materialize([a], run_config={"ops": {"a": {"config": {"n": 3}}}}).output_for_node("a")


def case_config_missing():
    @dg.asset(config_schema={"n": int})
    def a(context): ...

    return dg.materialize([a]).success


def case_config_class():
    class C(dg.Config):
        n: int

    @dg.asset(key_prefix="p")
    def a(config: C):
        return config.n

    return dg.materialize([a], run_config=dg.RunConfig(ops={"p__a": C(n=4)})).output_for_node("p__a")


def case_dagster_type():
    @dg.asset(dagster_type=dg.Int)
    def a():
        return "x"

    return dg.materialize([a], raise_on_error=False).success


def case_annotation_type_check():
    @dg.asset
    def a() -> int:
        return "x"

    return dg.materialize([a]).success


def case_input_type_check():
    @dg.asset
    def a():
        return "x"

    @dg.asset
    def b(a: int):
        return 1

    return dg.materialize([a, b]).success


def case_hooks():
    seen = []

    @dg.success_hook
    def h(context):
        seen.append(context.step_key)

    @dg.asset(hooks={h})
    def a(): ...

    dg.materialize([a])
    return seen, [x.name for x in a.hook_defs]


def case_retry_policy():
    n = []

    @dg.asset(retry_policy=dg.RetryPolicy(max_retries=2))
    def a():
        n.append(1)
        if len(n) < 2:
            raise Exception("x")
        return 1

    return dg.materialize([a]).success, len(n)


def case_op_tags():
    @dg.asset(op_tags={"k": "v", "d": {"a": 1}})
    def a(): ...

    return dict(a.op.tags)


def case_compute_kind():
    @dg.asset(compute_kind="python")
    def a(): ...

    return dict(a.op.tags), a.tags_by_key


def case_compute_kind_and_kinds():
    @dg.asset(compute_kind="python", kinds={"sql"})
    def a(): ...


def case_pool():
    @dg.asset(pool="p")
    def a(): ...

    return a.op.pool


def case_backfill_policy():
    @dg.asset(backfill_policy=dg.BackfillPolicy.single_run())
    def a(): ...

    return (
        a.backfill_policy == dg.BackfillPolicy.single_run(),
        dg.BackfillPolicy.multi_run(2).max_partitions_per_run,
        dg.BackfillPolicy.multi_run().policy_type.value,
    )


def case_asset_wrong_return_tuple():
    @dg.asset
    def a():
        return 1, 2

    return dg.materialize([a]).output_for_node("a")


def case_output_obj():
    @dg.asset
    def a():
        return dg.Output(3, metadata={"m": 1}, data_version=dg.DataVersion("v9"))

    r = dg.materialize([a])
    m = r.asset_materializations_for_node("a")[0]
    return (
        m.tags["dagster/data_version"],
        m.metadata["m"].value,
        m.tags["dagster/data_version_is_user_provided"],
        r.output_for_node("a"),
    )


def case_output_wrong_name():
    @dg.asset
    def a():
        yield dg.Output(3, "zzz")

    return dg.materialize([a]).success


def case_optional_asset_not_yielded():
    @dg.asset(output_required=False)
    def a():
        if False:
            yield dg.Output(1)

    @dg.asset
    def b(a): ...
    @dg.asset(deps=[a])
    def c(): ...

    r = dg.materialize([a, b, c])
    return sorted(
        (e.step_key, e.event_type_value)
        for e in r.all_events
        if e.event_type_value in ("STEP_SUCCESS", "STEP_SKIPPED")
    )


def case_none_annotation():
    @dg.asset
    def a() -> None:
        return None

    @dg.asset(deps=[a])
    def b() -> None: ...

    r = dg.materialize([a, b])
    return [e.event_type_value for e in r.all_events if e.step_key == "a"]


def case_none_annotation_loaded():
    @dg.asset
    def a() -> None:
        return None

    @dg.asset
    def b(a):
        return a

    return dg.materialize([a, b]).output_for_node("b")


def case_asset_event_types():
    @dg.asset
    def a():
        return 1

    r = dg.materialize([a])
    return [
        e.event_type_value for e in r.all_events if e.is_step_event or e.event_type_value.startswith("ASSET")
    ]


def case_required_keys():
    @dg.asset(required_resource_keys={"x"}, io_manager_key="y")
    def a(b): ...

    return sorted(a.required_resource_keys)


def case_asset_repr():
    @dg.asset
    def a(): ...

    return str(a.key), a.op.name, a.node_def.name, type(a).__name__


def case_context_methods():
    @dg.asset
    def up():
        return 1

    @dg.asset
    def a(context: dg.AssetExecutionContext, up):
        return (
            context.asset_key,
            context.asset_key_for_input("up"),
            context.asset_key_for_output(),
            context.has_assets_def,
            context.selected_asset_keys,
            context.selected_output_names,
            context.assets_def.keys,
            context.op_def.name,
            context.job_name,
            context.has_partition_key,
            context.is_subset if hasattr(context, "is_subset") else None,
            context.run.job_name,
            context.op_execution_context.op_handle.name,
            context.retry_number,
            context.output_for_asset_key(dg.AssetKey("a")),
        )

    return dg.materialize_to_memory([up, a]).output_for_node("a")


def case_context_bad_input():
    @dg.asset
    def a(context: dg.AssetExecutionContext):
        return context.asset_key_for_input("zz")

    return dg.materialize_to_memory([a]).success


def case_context_provenance():
    @dg.asset(code_version="1")
    def a(context: dg.AssetExecutionContext):
        p = context.get_asset_provenance(dg.AssetKey("a"))
        return p and (p.code_version, dict(p.input_data_versions), p.is_user_provided)

    i = dg.DagsterInstance.ephemeral()
    return dg.materialize_to_memory([a], instance=i).output_for_node("a"), dg.materialize_to_memory(
        [a], instance=i
    ).output_for_node("a")


def case_context_load_asset_value():
    @dg.asset
    def a():
        return 5

    @dg.asset(deps=[a])
    def b(context: dg.AssetExecutionContext):
        return context.load_asset_value(dg.AssetKey("a"))

    with dg.instance_for_test() as i:
        return dg.materialize([a, b], instance=i).output_for_node("b")


def case_context_get_current():
    @dg.asset
    def a(context):
        return dg.AssetExecutionContext.get() is not None and dg.AssetExecutionContext.get().asset_key

    return dg.materialize_to_memory([a]).output_for_node("a")


def case_context_annotation_wrong():
    @dg.asset
    def a(context: int): ...


def case_op_context_annotation():
    @dg.asset
    def a(context: dg.OpExecutionContext):
        return context.asset_key

    return dg.materialize_to_memory([a]).output_for_node("a")


def case_add_asset_metadata():
    @dg.asset
    def a(context: dg.AssetExecutionContext):
        context.add_asset_metadata({"x": 1})
        context.add_output_metadata({"y": 2})
        context.add_asset_metadata({"x": 3}, asset_key="a")
        return 1

    m = dg.materialize_to_memory([a]).asset_materializations_for_node("a")[0]
    return sorted((k, v.value) for k, v in m.metadata.items())


def case_add_asset_metadata_wrong_key():
    @dg.asset
    def a(context: dg.AssetExecutionContext):
        context.add_asset_metadata({"x": 1}, asset_key="zz")

    return dg.materialize_to_memory([a]).success


def case_add_asset_metadata_multi():
    @dg.multi_asset(specs=[dg.AssetSpec("x"), dg.AssetSpec("y")])
    def xy(context: dg.AssetExecutionContext):
        context.add_asset_metadata({"a": 1}, asset_key="x")

    r = dg.materialize([xy])
    return sorted(
        (m.asset_key.to_user_string(), {k: v.value for k, v in m.metadata.items()})
        for m in r.asset_materializations_for_node("xy")
    )


def case_add_asset_metadata_multi_no_key():
    @dg.multi_asset(specs=[dg.AssetSpec("x"), dg.AssetSpec("y")])
    def xy(context: dg.AssetExecutionContext):
        context.add_asset_metadata({"a": 1})

    return dg.materialize([xy]).success


def case_add_partition_metadata_unpartitioned():
    @dg.asset
    def a(context: dg.AssetExecutionContext):
        context.add_asset_metadata({"x": 1}, partition_key="z")

    return dg.materialize_to_memory([a]).success
