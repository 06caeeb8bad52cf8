"""Config schemas, config classes and their errors."""

import enum
from typing import Literal

from engine import current
from pydantic import Field as PField

dg = current()


def run(op, cfg=None, **k):
    @dg.job
    def j():
        op()

    r = j.execute_in_process(run_config={"ops": {op.name: {"config": cfg}}} if cfg is not None else None, **k)
    return r.output_for_node(op.name)


def mk(schema):
    @dg.op(config_schema=schema)
    def o(context):
        return context.op_config

    return o


def case_defaults():
    return [
        run(mk({"a": dg.Field(int, default_value=3), "b": dg.Field(str, is_required=False)})),
        run(mk({"a": int}), {"a": 1}),
        run(mk(int), 4),
        run(mk([int]), [1, 2]),
        run(mk(dg.Noneable(int)), None) if False else 0,
    ]


def case_missing():
    run(mk({"a": int, "b": str}), {"a": 1})


def case_missing2():
    run(mk({"a": int, "b": str}), {})


def case_extra():
    run(mk({"a": int}), {"a": 1, "zz": 2, "yy": 3})


def case_wrong():
    run(mk({"a": int}), {"a": "x"})


def case_sel():
    return run(mk(dg.Selector({"x": int, "y": str})), {"x": 1})


def case_sel_bad():
    return run(mk(dg.Selector({"x": int, "y": str})), {"x": 1, "y": "a"})


def case_sel_bad2():
    return run(mk(dg.Selector({"x": int, "y": str})), {"z": 1})


def case_sel_empty():
    return run(mk(dg.Selector({"x": int, "y": str})), {})


def case_enum():
    E = dg.Enum("E", [dg.EnumValue("A", python_value=1), dg.EnumValue("B")])
    return run(mk(E), "A"), run(mk({"e": dg.Field(E, default_value="B", is_required=False)}))


def case_enum_bad():
    run(mk(dg.Enum("E", [dg.EnumValue("A")])), "Z")


def case_map():
    return run(mk(dg.Map(str, int)), {"a": 1}), run(mk({"m": {str: int}}), {"m": {"q": 2}})


def case_map_bad():
    run(mk(dg.Map(str, int)), {"a": "b"})


def case_perm():
    return run(mk(dg.Permissive({"a": int})), {"a": 1, "z": 3}), run(mk(dict), {"q": 1})


def case_array_bad():
    run(mk([int]), [1, "a"])


def case_array_bad2():
    run(mk([int]), 5)


def case_nested_bad():
    run(mk({"a": {"b": [{"c": int}]}}), {"a": {"b": [{"c": 1}, {"c": "x"}]}})


def case_scalarunion():
    return run(mk(dg.ScalarUnion(int, {"x": str})), 4), run(mk(dg.ScalarUnion(int, {"x": str})), {"x": "q"})


def case_schema_bad():
    mk({"a": 5})


def case_schema_bad2():
    mk([int, str])


def case_field_bad():
    dg.Field("nope")


def case_field_def():
    dg.Field(int, default_value="x")


def case_field_req():
    dg.Field(int, is_required=True, default_value=3)


def case_str_src():
    import os

    os.environ["QQ1"] = "hey"
    return run(
        mk({"a": dg.StringSource, "b": dg.IntSource, "c": dg.BoolSource}),
        {"a": {"env": "QQ1"}, "b": 4, "c": True},
    )


def case_str_src_missing():
    return run(mk({"a": dg.StringSource}), {"a": {"env": "NOPE_X"}})


def case_int_src_bad():
    import os

    os.environ["QQ2"] = "hey"
    return run(mk({"a": dg.IntSource}), {"a": {"env": "QQ2"}})


def case_configured():
    o = mk({"a": int, "b": int})
    c = dg.configured(o, config_schema={"x": int}, name="cc")(lambda cfg: {"a": cfg["x"], "b": 2})
    return run(c, {"x": 9}), c.name


def case_configured2():
    o = mk({"a": int})
    c = dg.configured(o, name="q")({"a": 3})
    return run(c)


def case_configured_m():
    o = mk({"a": int})
    c = o.configured({"a": 3}, name="q")
    return run(c), c.name


def case_configured_bad():
    o = mk({"a": int})
    c = o.configured({"a": "x"}, name="q")
    return run(c)


def case_configured_fnname():
    o = mk({"a": int})

    @dg.configured(o, config_schema=int)
    def myname(c):
        return {"a": c}

    return myname.name, run(myname, 4)


def case_configured_raise():
    o = mk({"a": int})
    c = o.configured(lambda c: 1 / 0, config_schema=int, name="q")
    return run(c, 4)


def case_configured_badout():
    o = mk({"a": int})
    c = o.configured(lambda c: {"b": 1}, config_schema=int, name="q")
    return run(c, 4)


def case_cm():
    o = mk({"a": int})

    @dg.config_mapping(config_schema={"x": int})
    def m(c):
        return {"o": {"config": {"a": c["x"]}}}

    @dg.graph(config=m)
    def g():
        return o()

    return (
        g.to_job()
        .execute_in_process(
            run_config={"ops": {"g": {"config": {"x": 3}}}}
            if False
            else {"ops": {}}
            if False
            else {"x": 3}
            if False
            else None,
            raise_on_error=False,
        )
        .success
    )


def case_cm_job():
    o = mk({"a": int})

    @dg.config_mapping(config_schema={"x": int})
    def m(c):
        return {"ops": {"o": {"config": {"a": c["x"]}}}}

    @dg.job(config=m)
    def j():
        o()

    return j.execute_in_process(run_config={"x": 3}).output_for_node("o")


def case_cm_job_bad():
    o = mk({"a": int})

    @dg.config_mapping(config_schema={"x": int})
    def m(c):
        return {"ops": {"o": {"config": {"a": c["x"]}}}}

    @dg.job(config=m)
    def j():
        o()

    return j.execute_in_process(run_config={"y": 3})


def case_cm_typed():
    class C(dg.Config):
        x: int

    o = mk({"a": int})

    @dg.config_mapping
    def m(val: C):
        return {"ops": {"o": {"config": {"a": val.x}}}}

    @dg.job(config=m)
    def j():
        o()

    return j.execute_in_process(run_config={"x": 3}).output_for_node("o"), m(C(x=1))


def case_cm_obj():
    m = dg.ConfigMapping(config_fn=lambda c: {}, config_schema={"a": int})
    return m.config_schema is not None, m.resolve_from_unvalidated_config({"a": 1})


class Base(dg.Config):
    a: int
    b: str = "d"
    c: int | None = None
    e: list[int] = [1]
    f: dict[str, int] = {}


def case_py():
    @dg.op
    def o(config: Base):
        return (config.a, config.b, config.c, config.e, config.f)

    return run(o, {"a": 1}), run(o, {"a": 1, "b": "x", "c": 4, "e": [3], "f": {"q": 1}})


def case_py_missing():
    @dg.op
    def o(config: Base):
        pass

    run(o, {})


def case_py_extra():
    @dg.op
    def o(config: Base):
        pass

    run(o, {"a": 1, "zz": 1})


def case_py_wrong():
    @dg.op
    def o(config: Base):
        pass

    run(o, {"a": "x"})


def case_py_frozen():
    b = Base(a=1)
    b.a = 2


def case_py_valid():
    class C(dg.Config):
        x: int = PField(ge=3)

    @dg.op
    def o(config: C):
        pass

    run(o, {"x": 1})


def case_py_invalid_direct():
    Base(a="x")


def case_py_nested():
    class Inner(dg.Config):
        q: int

    class Whole(dg.Config):
        i: Inner
        several: list[Inner]
        d: dict[str, Inner] = {}

    @dg.op
    def o(config: Whole):
        return config.i.q, [x.q for x in config.several], {k: v.q for k, v in config.d.items()}

    return run(o, {"i": {"q": 1}, "several": [{"q": 2}], "d": {"z": {"q": 4}}})


def case_py_rc():
    @dg.op
    def o(config: Base):
        return config.a

    @dg.job
    def j():
        o()

    return j.execute_in_process(run_config=dg.RunConfig(ops={"o": Base(a=5)})).output_for_node("o")


def case_py_rc_dict():
    return dg.RunConfig(ops={"o": Base(a=5)}, resources={"r": {"config": {"x": 1}}}).to_config_dict()


def case_py_union():
    class A(dg.Config):
        kind: Literal["a"] = "a"
        x: int

    class B(dg.Config):
        kind: Literal["b"] = "b"
        y: str

    class Whole(dg.Config):
        u: A | B = PField(discriminator="kind")

    @dg.op
    def o(config: Whole):
        return config.u.kind, type(config.u).__name__

    return run(o, {"u": {"a": {"x": 1}}}), run(o, {"u": {"b": {"y": "q"}}})


def case_py_union_bad():
    class A(dg.Config):
        kind: Literal["a"] = "a"
        x: int

    class B(dg.Config):
        kind: Literal["b"] = "b"
        y: str

    class Whole(dg.Config):
        u: A | B = PField(discriminator="kind")

    @dg.op
    def o(config: Whole):
        return config.u.kind, type(config.u).__name__

    return run(o, {"u": {"c": {"x": 1}}})


def case_py_enum():
    class C(enum.Enum):
        X = "x"
        Y = "y"

    class Whole(dg.Config):
        c: C = C.X
        d: C | None = None

    @dg.op
    def o(config: Whole):
        return config.c.name, config.d

    return run(o), run(o, {"c": "Y"}), run(o, {"c": "Y", "d": "X"})


def case_py_perm():
    class Whole(dg.PermissiveConfig):
        a: int

    @dg.op
    def o(config: Whole):
        return config.a, config.dict() if False else config.model_dump()

    return run(o, {"a": 1, "zz": 3})


def case_py_env():
    import os

    os.environ["QQ3"] = "v"

    class Whole(dg.Config):
        a: str

    @dg.op
    def o(config: Whole):
        return config.a

    @dg.job
    def j():
        o()

    return j.execute_in_process(
        run_config=dg.RunConfig(ops={"o": Whole(a=dg.EnvVar("QQ3"))})
    ).output_for_node("o")


def case_py_badtype():
    class T:
        pass

    class Whole(dg.Config):
        a: T

    @dg.op
    def o(config: Whole):
        pass


def case_py_both():
    @dg.op(config_schema={"a": int})
    def o(config: Base):
        pass


def case_py_prim():
    @dg.op
    def o(config: str):
        return config

    return run(o, "abc")


def case_py_asset():
    @dg.asset
    def a(config: Base):
        return config.a

    return dg.materialize([a], run_config={"ops": {"a": {"config": {"a": 3}}}}).asset_value(
        "a"
    ), dg.materialize([a], run_config=dg.RunConfig({"a": Base(a=4)})).asset_value("a")


def case_py_default_factory():
    class Whole(dg.Config):
        a: list[int] = PField(default_factory=lambda: [7])

    @dg.op
    def o(config: Whole):
        return config.a

    return run(o)


def case_py_alias():
    class Whole(dg.Config):
        a: int = PField(alias="A")

    @dg.op
    def o(config: Whole):
        return config.a

    return run(o, {"A": 3})


def case_py_desc():
    class Whole(dg.Config):
        "doc"

        a: int = PField(description="the a")

    s = Whole.to_config_schema()
    return s.config_type.fields["a"].description


def case_py_inherit():
    class P1(dg.Config):
        a: int

    class P2(P1):
        b: int = 2

    @dg.op
    def o(config: P2):
        return config.a, config.b

    return run(o, {"a": 1})


def case_py_opt_nested():
    class Inner(dg.Config):
        q: int

    class Whole(dg.Config):
        i: Inner | None = None

    @dg.op
    def o(config: Whole):
        return config.i and config.i.q

    return run(o), run(o, {"i": {"q": 3}}), run(o, {"i": None})


def case_py_required_opt():
    class Whole(dg.Config):
        i: int | None

    @dg.op
    def o(config: Whole):
        return config.i

    return run(o, {"i": None})


def case_validate_bad():
    o = mk({"a": int})

    @dg.job
    def j():
        o()

    return dg.validate_run_config(j, {"ops": {"o": {"config": {"a": "x"}}}})


def case_jobcfg():
    o = mk({"a": int})

    @dg.job(config={"ops": {"o": {"config": {"a": 5}}}})
    def j():
        o()

    return j.execute_in_process().output_for_node("o"), j.execute_in_process(
        run_config={"ops": {"o": {"config": {"a": 6}}}}
    ).output_for_node("o")


def case_jobcfg_bad():
    o = mk({"a": int})

    @dg.job(config={"ops": {"o": {"config": {"a": "x"}}}})
    def j():
        o()

    return j.execute_in_process()


def case_unknown_op():
    o = mk({"a": int})

    @dg.job
    def j():
        o()

    j.execute_in_process(run_config={"ops": {"zz": {}}})


def case_unknown_root():
    o = mk({"a": int})

    @dg.job
    def j():
        o()

    j.execute_in_process(run_config={"nope": {}})


def case_errs():
    try:
        run(mk({"a": int, "b": str}), {"a": "x", "c": 1})
    except dg.DagsterInvalidConfigError as e:
        return (
            len(e.errors),
            sorted(type(x).__name__ for x in e.errors),
            sorted(str(x.reason) for x in e.errors),
        )


def case_errs3():
    try:
        run(mk({"a": int, "b": {"c": str}}), {"b": {"d": 1}})
    except dg.DagsterInvalidConfigError as e:
        return sorted(x.message for x in e.errors)


def case_errs4():
    try:
        run(mk(dg.Selector({"x": int, "y": str})), {"x": 1, "y": "a"})
    except dg.DagsterInvalidConfigError as e:
        return sorted(x.message for x in e.errors), str(e.errors[0].reason)


def case_errs5():
    try:
        run(mk(dg.Enum("E", [dg.EnumValue("A")])), "Z")
    except dg.DagsterInvalidConfigError as e:
        return sorted(x.message for x in e.errors), str(e.errors[0].reason)


def case_errs6():
    try:
        run(mk([{"a": dg.Noneable(int)}]), [{"a": "x"}])
    except dg.DagsterInvalidConfigError as e:
        return sorted(x.message for x in e.errors), str(e.errors[0].reason)


def case_field_nodefault():
    return dg.Field(int).default_value


def case_str_default():
    return run(mk({"a": dg.Field(dg.StringSource, default_value={"env": "QQ1"})}))


def case_envvar():
    import os

    os.environ["QQ9"] = "7"
    return (
        dg.EnvVar("QQ9").get_value(),
        dg.EnvVar.int("QQ9").get_value(),
        dg.EnvVar("NOPEX").get_value("df"),
        str(dg.EnvVar("QQ9").env_var_name),
    )


def case_envvar_str():
    return str(dg.EnvVar("QQ9"))


def case_envvar_int():
    return int(dg.EnvVar.int("QQ9"))
