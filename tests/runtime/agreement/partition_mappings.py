"""Partition mappings, partitions with two dimensions, partitioned config."""

from datetime import datetime

from engine import current

dg = current()


def D(s="2021-05-01", e="2021-05-12", **k):
    return dg.DailyPartitionsDefinition(start_date=s, end_date=e, **k)


def H(s="2021-05-01-00:00", e="2021-05-12-00:00", **k):
    return dg.HourlyPartitionsDefinition(start_date=s, end_date=e, **k)


def W(s="2021-05-01", e="2021-06-12", **k):
    return dg.WeeklyPartitionsDefinition(start_date=s, end_date=e, **k)


def up(m, down, upd, keys):
    r = m.get_upstream_mapped_partitions_result_for_partitions(
        None if keys is None else down.subset_with_partition_keys(keys), down, upd
    )
    return (
        sorted(r.partitions_subset.get_partition_keys()),
        sorted(r.required_but_nonexistent_partition_keys),
        sorted(r.required_but_nonexistent_subset.get_partition_keys()),
    )


def dn(m, upd, down, keys):
    return sorted(
        m.get_downstream_partitions_for_partitions(
            upd.subset_with_partition_keys(keys), upd, down
        ).get_partition_keys()
    )


T = dg.TimeWindowPartitionMapping


def case_same():
    return up(T(), D(), D(), ["2021-05-03"]), dn(T(), D(), D(), ["2021-05-03"])


def case_off():
    return [
        up(T(start_offset=a, end_offset=b), D(), D(), ["2021-05-03", "2021-05-06"])
        for a, b in ((-1, 0), (-1, -1), (0, 1), (-3, 0), (1, 1), (-2, -1))
    ]


def case_off_dn():
    return [
        dn(T(start_offset=a, end_offset=b), D(), D(), ["2021-05-03", "2021-05-06"])
        for a, b in ((-1, 0), (-1, -1), (0, 1), (-3, 0), (1, 1), (-2, -1))
    ]


def case_hd():
    return up(T(), D(), H(), ["2021-05-03"])[0][:3], dn(
        T(), H(), D(), ["2021-05-03-05:00", "2021-05-04-00:00"]
    )


def case_dw():
    return up(T(), W(), D(e="2021-06-20"), ["2021-05-09"]), dn(T(), D(), W(), ["2021-05-09", "2021-05-10"])


def case_wd():
    return up(T(), D(), W(), ["2021-05-10"])


def case_wd2():
    return up(T(), D(), W(), ["2021-05-01"])


def case_dh_up():
    return up(T(), H(), D(), ["2021-05-03-05:00"])


def case_out():
    return up(T(), D(s="2021-04-01"), D(), ["2021-04-20", "2021-05-02"])


def case_out_allow():
    return up(
        T(allow_nonexistent_upstream_partitions=True), D(s="2021-04-01"), D(), ["2021-04-20", "2021-05-02"]
    )


def case_off_first():
    return up(T(start_offset=-1, end_offset=-1), D(), D(), ["2021-05-01"])


def case_off_hd():
    return up(T(start_offset=-1), D(), H(), ["2021-05-03"])[0][::12], up(
        T(start_offset=-1, end_offset=-1), W(), D(s="2021-04-01"), ["2021-05-09"]
    )


def case_month():
    return up(
        T(),
        dg.MonthlyPartitionsDefinition("2021-01-01", end_date="2021-06-01"),
        D(s="2021-01-01", e="2021-06-01"),
        ["2021-02-01"],
    )[0][::7]


def case_tz():
    return up(T(), D(), D(timezone="US/Pacific"), ["2021-05-03"])


def case_cur():
    d = dg.DailyPartitionsDefinition("2021-05-01")
    r = T(start_offset=-1).get_upstream_mapped_partitions_result_for_partitions(
        d.subset_with_partition_keys(["2021-05-06", "2021-05-01"]),
        d,
        d,
        current_time=datetime(2021, 5, 4, 12),
    )
    return sorted(r.partitions_subset.get_partition_keys()), sorted(r.required_but_nonexistent_partition_keys)


def case_cur2():
    d = dg.DailyPartitionsDefinition("2021-05-01")
    return sorted(
        T()
        .get_downstream_partitions_for_partitions(
            d.subset_with_partition_keys(["2021-05-03", "2021-05-06"]),
            d,
            d,
            current_time=datetime(2021, 5, 4, 12),
        )
        .get_partition_keys()
    )


def case_empty():
    return up(T(), D(), D(), [])


def case_val():
    T().validate_partition_mapping(D(), dg.StaticPartitionsDefinition(["a"]))


def case_val2():
    T().validate_partition_mapping(D(), D(timezone="US/Pacific"))


def S(*k):
    return dg.StaticPartitionsDefinition(list(k))


def case_ident():
    return up(dg.IdentityPartitionMapping(), S("a", "b", "c"), S("b", "c", "d"), ["a", "b"]), dn(
        dg.IdentityPartitionMapping(), S("a", "b", "c"), S("b", "c", "d"), ["a", "b"]
    )


def case_ident_none():
    return up(dg.IdentityPartitionMapping(), None, S("b"), None)


def case_ident_val():
    dg.IdentityPartitionMapping().validate_partition_mapping(S("a"), D())


def case_all():
    return (
        up(dg.AllPartitionMapping(), S("a"), S("b", "c"), ["a"]),
        dn(dg.AllPartitionMapping(), S("b", "c"), S("a"), ["b"]),
        up(dg.AllPartitionMapping(), None, S("b", "c"), None),
        dn(dg.AllPartitionMapping(), S("b", "c"), S("a"), []),
    )


def case_last():
    return (
        up(dg.LastPartitionMapping(), S("a"), S("b", "c"), ["a"]),
        dn(dg.LastPartitionMapping(), S("b", "c"), S("a"), ["b"]),
        dn(dg.LastPartitionMapping(), S("b", "c"), S("a"), ["c"]),
    )


def case_spec():
    m = dg.SpecificPartitionsPartitionMapping(["b"])
    return (
        up(m, S("a"), S("b", "c"), ["a"]),
        dn(m, S("b", "c"), S("a"), ["b"]),
        dn(m, S("b", "c"), S("a"), ["c"]),
        m.description,
    )


SM = dg.StaticPartitionMapping


def case_static():
    m = SM({"p1": "p1", "p2": ["p2", "p3"]})
    return up(m, S("p1", "p2", "p3"), S("p1", "p2"), ["p2", "p3"]), dn(
        m, S("p1", "p2"), S("p1", "p2", "p3"), ["p2"]
    )


def case_static_bad():
    m = SM({"p1": "p1", "p9": ["p2", "p3"]})
    return up(m, S("p1", "p2", "p3"), S("p1", "p2"), ["p2", "p3"])


def case_static_bad2():
    m = SM({"p1": "p1", "p2": ["p2", "p9"]})
    return dn(m, S("p1", "p2"), S("p1", "p2", "p3"), ["p2"])


def case_static_bad3():
    SM({"a": "b"}).validate_partition_mapping(D(), S("b"))


def case_static_bad4():
    SM({"a": 1})


def case_desc():
    return [
        m.description
        for m in (
            dg.IdentityPartitionMapping(),
            dg.AllPartitionMapping(),
            dg.LastPartitionMapping(),
            T(),
            T(start_offset=-1),
            SM({"a": "b"}),
        )
    ]


def case_eqs():
    return (
        T(start_offset=-1) == T(start_offset=-1),
        dg.IdentityPartitionMapping() == dg.IdentityPartitionMapping(),
        hash(T()) == hash(T()),
        T(),
        SM({"a": "b"}) == SM({"a": "b"}),
    )


def M():
    return dg.MultiPartitionsDefinition({"abc": S("a", "b", "c"), "daily": D(e="2021-05-04")})


def case_multi():
    m = M()
    return (
        m.get_partition_keys(),
        m.get_num_partitions(),
        m.has_partition_key("a|2021-05-02"),
        m.has_partition_key("x|2021-05-02"),
        m.has_partition_key("a"),
        m.get_first_partition_key(),
        m.get_last_partition_key(),
        m.partition_dimension_names,
    )


def case_multi2():
    m = M()
    k = m.get_partition_keys()[0]
    return (
        type(k).__name__,
        k.keys_by_dimension,
        k == "a|2021-05-01",
        m.get_partition_key_from_str("a|2021-05-02").keys_by_dimension,
        m.primary_dimension.name,
        m.secondary_dimension.name,
        m.has_time_window_dimension,
        m.time_window_dimension.name,
        m.time_window_for_partition_key("a|2021-05-02").start.isoformat(),
    )


def case_multi_bad():
    dg.MultiPartitionsDefinition({"a": S("a")})


def case_multi_bad2():
    dg.MultiPartitionsDefinition({"a": S("a|b"), "b": S("c")})


def case_multi_bad3():
    dg.MultiPartitionsDefinition({"a": M(), "b": S("c")})


def case_multi_bad4():
    dg.MultiPartitionsDefinition({"a": dg.DynamicPartitionsDefinition(lambda x: []), "b": S("c")})


def case_multi_bad5():
    M().get_partition_key_from_str("a|b|c")


def case_multi_tags():
    return M().get_tags_for_partition_key("a|2021-05-02")


def case_multi_str():
    return str(M()), repr(M()), M() == M(), hash(M()) == hash(M())


def case_multi_range():
    return M().get_partition_keys_in_range(dg.PartitionKeyRange("a|2021-05-01", "b|2021-05-02"))


def case_multi_dim():
    return M().get_multipartition_keys_with_dimension_value("abc", "a"), M().get_partitions_def_for_dimension(
        "abc"
    )


def case_multi_dimbad():
    return M().get_partitions_def_for_dimension("zz")


def case_key():
    k = dg.MultiPartitionKey({"b": "2", "a": "1"})
    return (
        str(k),
        k.keys_by_dimension,
        k.dimension_keys,
        k == "1|2",
        repr(k),
        hash(k) == hash("1|2"),
        k == dg.MultiPartitionKey({"a": "1", "b": "2"}),
    )


def case_m2s():
    m = dg.MultiToSingleDimensionPartitionMapping()
    return (
        up(m, S("a", "b", "c"), M(), ["a"]),
        dn(m, M(), S("a", "b", "c"), ["a|2021-05-01"]),
        up(m, M(), S("a", "b", "c"), ["a|2021-05-01"]),
        dn(m, S("a", "b", "c"), M(), ["a"]),
    )


def case_m2s_bad():
    return up(dg.MultiToSingleDimensionPartitionMapping(), S("z"), M(), ["z"])


def case_m2s_dim():
    return up(dg.MultiToSingleDimensionPartitionMapping("daily"), D(e="2021-05-04"), M(), ["2021-05-02"])


def case_m2s_dim2():
    return up(dg.MultiToSingleDimensionPartitionMapping("nope"), D(e="2021-05-04"), M(), ["2021-05-02"])


def case_m2s_week():
    return dn(dg.MultiToSingleDimensionPartitionMapping(), M(), W(), ["a|2021-05-03"])


def N():
    return dg.MultiPartitionsDefinition({"123": S("1", "2", "3"), "daily": D(e="2021-05-04")})


DM = dg.DimensionPartitionMapping


def case_mm():
    m = dg.MultiPartitionMapping(
        {
            "abc": DM("123", SM({"a": "1", "b": "2", "c": "3"})),
            "daily": DM("daily", T(start_offset=-1, end_offset=-1)),
        }
    )
    return up(m, N(), M(), ["1|2021-05-02"]), dn(m, M(), N(), ["a|2021-05-01"]), m.description


def case_mm2():
    m = dg.MultiPartitionMapping({"daily": DM("daily", dg.IdentityPartitionMapping())})
    return up(m, N(), M(), ["1|2021-05-02"]), dn(m, M(), N(), ["a|2021-05-01"])


def case_mm3():
    m = dg.MultiPartitionMapping({"daily": DM("daily", T(start_offset=-1, end_offset=-1))})
    return up(m, N(), M(), ["1|2021-05-01"])


def case_mm_bad():
    return up(dg.MultiPartitionMapping({"zz": DM("daily", T())}), N(), M(), ["1|2021-05-01"])


def case_mm_bad2():
    return up(dg.MultiPartitionMapping({"daily": DM("zz", T())}), N(), M(), ["1|2021-05-01"])


def case_mm_bad3():
    dg.MultiPartitionMapping({}).validate_partition_mapping(S("a"), M())


def case_mm_bad4():
    dg.MultiPartitionMapping({"a": T()})


def pcfg(f):
    return f.get_partition_keys()[:3], f.get_run_config_for_partition_key(f.get_partition_keys()[0])


def case_pc_static():
    @dg.static_partitioned_config(["a", "b"], tags_for_partition_key_fn=lambda k: {"k": k})
    def cfg(key):
        return {"ops": {"x": {"config": key}}}

    return pcfg(cfg), cfg.get_tags_for_partition_key("a"), cfg("a"), cfg.get_run_config_for_partition_key("a")


def case_pc_static_bad():
    @dg.static_partitioned_config(["a", "b"])
    def cfg(key):
        return {"ops": {"x": {"config": key}}}

    return cfg.get_run_config_for_partition_key("z")


def case_pc_dyn():
    @dg.dynamic_partitioned_config(lambda t=None: ["a", "b"])
    def cfg(key):
        return {"x": key}

    return pcfg(cfg)


def case_pc_obj():
    pc = dg.PartitionedConfig(
        partitions_def=S("a", "b"),
        run_config_for_partition_key_fn=lambda k: {"ops": {"x": {"config": k}}},
        tags_for_partition_key_fn=lambda k: {"t": k},
    )
    return pcfg(pc), pc.get_tags_for_partition_key("a"), pc.partitions_def


def case_pc_call():
    pc = dg.PartitionedConfig(partitions_def=S("a", "b"), run_config_for_partition_key_fn=lambda k: {})
    return pc("a")


def case_pc_bad():
    pc = dg.PartitionedConfig(
        partitions_def=S("a", "b"), run_config_for_partition_fn=lambda p: {"n": p.name, "v": p.value}
    )
    return pcfg(pc)


def case_pc_both():
    dg.PartitionedConfig(
        partitions_def=S("a", "b"),
        run_config_for_partition_fn=lambda p: {},
        run_config_for_partition_key_fn=lambda p: {},
    )


def case_pc_rc():
    @dg.static_partitioned_config(["a", "b"])
    def cfg(key):
        return dg.RunConfig(ops={"x": {"config": {"k": key}}})

    return cfg.get_run_config_for_partition_key("a")


def case_job_pc_bad():
    @dg.op
    def o():
        pass

    @dg.job(partitions_def=D())
    def j():
        o()

    return j.execute_in_process(partition_key="2026-05-06")


def case_job_np():
    @dg.op
    def o():
        pass

    @dg.job
    def j():
        o()

    return j.execute_in_process(partition_key="2026-05-06")


def case_job_rr():
    @dg.op
    def o():
        pass

    @dg.job(partitions_def=D())
    def j():
        o()

    r = j.run_request_for_partition("2021-05-06", run_key="k")
    return r.tags, r.run_key, r.partition_key, r.job_name
