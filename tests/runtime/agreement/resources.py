"""Resources: functions, classes, lifecycles."""

import contextlib

from engine import current

dg = current()


def run(op, **k):
    @dg.job(**k)
    def j():
        op()

    return j.execute_in_process().output_for_node(op.name)


class R(dg.ConfigurableResource):
    a: str = "x"

    def hi(self):
        return "hi " + self.a


def case_basic():
    @dg.op
    def o(r: R):
        return r.hi()

    return run(o, resource_defs={"r": R(a="q")})


def case_launch():
    @dg.op
    def o(r: R):
        return r.hi()

    @dg.job(resource_defs={"r": R.configure_at_launch()})
    def j():
        o()

    return j.execute_in_process(run_config={"resources": {"r": {"config": {"a": "z"}}}}).output_for_node(
        "o"
    ), j.execute_in_process().output_for_node("o")


def case_override():
    @dg.op
    def o(r: R):
        return r.hi()

    @dg.job(resource_defs={"r": R(a="1")})
    def j():
        o()

    return j.execute_in_process(run_config={"resources": {"r": {"config": {"a": "z"}}}}).output_for_node("o")


def case_nested():
    class Outer(dg.ConfigurableResource):
        inner: R
        n: int

    @dg.op
    def o(x: Outer):
        return x.inner.hi(), x.n

    return run(o, resource_defs={"x": Outer(inner=R(a="in"), n=2)})


def case_nested_launch():
    class Outer(dg.ConfigurableResource):
        inner: R
        n: int

    i = R.configure_at_launch()

    @dg.op
    def o(x: Outer):
        return x.inner.hi(), x.n

    dg.Definitions(
        jobs=[dg.job(name="j")(lambda: None)] if False else [], resources={"i": i, "x": Outer(inner=i, n=3)}
    )

    @dg.job(resource_defs={"i": i, "x": Outer(inner=i, n=3)})
    def j():
        o()

    return j.execute_in_process(run_config={"resources": {"i": {"config": {"a": "L"}}}}).output_for_node("o")


def case_dep():
    class W(dg.ConfigurableResource):
        s: dg.ResourceDependency[str]

    @dg.resource
    def sr(_):
        return "str!"

    @dg.op
    def o(w: W):
        return w.s

    return run(o, resource_defs={"w": W(s=sr), "sr": sr})


def case_dep_plain():
    class W(dg.ConfigurableResource):
        s: dg.ResourceDependency[str]

    @dg.op
    def o(w: W):
        return w.s

    return run(o, resource_defs={"w": W(s="plain")})


def case_lifecycle():
    log = []

    class L(dg.ConfigurableResource):
        def setup_for_execution(self, context):
            log.append("up")
            self._v = 5

        def teardown_after_execution(self, context):
            log.append("down")

    class L2(dg.ConfigurableResource):
        def setup_for_execution(self, context):
            log.append("up")

        def teardown_after_execution(self, context):
            log.append("down")

    @dg.op
    def o(held: L2):
        log.append("op")
        return 1

    return run(o, resource_defs={"held": L2()}), log


def case_yield():
    log = []

    class L(dg.ConfigurableResource):
        @contextlib.contextmanager
        def yield_for_execution(self, context):
            log.append("a")
            yield self
            log.append("b")

    @dg.op
    def o(held: L):
        log.append("op")
        return 1

    return run(o, resource_defs={"held": L()}), log


def case_setup_ctx():
    import pydantic

    class L(dg.ConfigurableResource):
        _x: str = pydantic.PrivateAttr()

        def setup_for_execution(self, context):
            self._x = context.run.job_name if hasattr(context, "run") else context.dagster_run.job_name

    @dg.op
    def o(held: L):
        return held._x

    return run(o, resource_defs={"held": L()})


def case_missing():
    @dg.op
    def o(r: R):
        pass

    return run(o)


def case_missing_keys():
    @dg.op(required_resource_keys={"zz"})
    def o(context):
        pass

    return run(o)


def case_fn():
    @dg.resource(config_schema={"a": int})
    def r(context):
        return context.resource_config["a"]

    @dg.op(required_resource_keys={"r"})
    def o(context):
        return context.resources.r

    @dg.job(resource_defs={"r": r})
    def j():
        o()

    return j.execute_in_process(run_config={"resources": {"r": {"config": {"a": 3}}}}).output_for_node(
        "o"
    ), run(o, resource_defs={"r": r.configured({"a": 5})})


def case_fn_nocfg():
    @dg.resource(config_schema={"a": int})
    def r(context):
        return 1

    @dg.op(required_resource_keys={"r"})
    def o(context):
        return context.resources.r

    return run(o, resource_defs={"r": r})


def case_fn_dep():
    @dg.resource
    def a():
        return 1

    @dg.resource(required_resource_keys={"a"})
    def b(context):
        return context.resources.a + 1

    @dg.op(required_resource_keys={"b"})
    def o(context):
        return context.resources.b

    return run(o, resource_defs={"a": a, "b": b})


def case_fn_dep_missing():
    @dg.resource(required_resource_keys={"a"})
    def b(context):
        return 1

    @dg.op(required_resource_keys={"b"})
    def o(context):
        return context.resources.b

    return run(o, resource_defs={"b": b})


def case_cycle():
    @dg.resource(required_resource_keys={"b"})
    def a(context):
        return 1

    @dg.resource(required_resource_keys={"a"})
    def b(context):
        return 1

    @dg.op(required_resource_keys={"b"})
    def o(context):
        return context.resources.b

    return run(o, resource_defs={"a": a, "b": b})


def case_raise():
    @dg.resource
    def a():
        raise ValueError("x")

    @dg.op(required_resource_keys={"a"})
    def o(context):
        pass

    return run(o, resource_defs={"a": a})


def case_undeclared():
    @dg.op(required_resource_keys=set())
    def o(context):
        return context.resources.a

    return run(o, resource_defs={"a": dg.ResourceDefinition.hardcoded_resource(1)})


def case_hard():
    @dg.op(required_resource_keys={"a", "b", "c", "d"})
    def o(context):
        return (
            context.resources.a,
            context.resources.b,
            str(context.resources.c)
            if False
            else context.resources.d.lower()
            if hasattr(context.resources.d, "lower")
            else "m",
        )

    return run(
        o,
        resource_defs={
            "a": 5,
            "b": dg.ResourceDefinition.hardcoded_resource(2),
            "c": dg.ResourceDefinition.mock_resource(),
            "d": dg.ResourceDefinition.string_resource("QQ")
            if False
            else dg.ResourceDefinition.hardcoded_resource("D"),
        },
    )


def case_none():
    @dg.op(required_resource_keys={"a"})
    def o(context):
        return context.resources.a

    return run(o, resource_defs={"a": dg.ResourceDefinition.none_resource()})


def case_build_init():
    @dg.resource(config_schema={"a": int}, required_resource_keys={"z"})
    def r(context):
        return context.resource_config["a"], context.resources.z

    return r(dg.build_init_resource_context(config={"a": 3}, resources={"z": 1}))


def case_build_resources():
    @dg.resource
    def g(_):
        yield 5

    with dg.build_resources({"g": g, "r": R(a="k"), "h": 4}) as rs:
        return rs.g, rs.r.a, rs.h


def case_build_resources_cfg():
    @dg.resource(config_schema={"a": int})
    def g(c):
        return c.resource_config["a"]

    with dg.build_resources({"g": g}, resource_config={"g": {"config": {"a": 3}}}) as rs:
        return rs.g, rs._asdict()


def case_direct():
    return R(a="q").hi(), R().a


def case_env():
    import os

    os.environ["QRES"] = "envv"

    @dg.op
    def o(r: R):
        return r.a

    return run(o, resource_defs={"r": R(a=dg.EnvVar("QRES"))}), R(
        a=dg.EnvVar("QRES")
    ).process_config_and_initialize().a


def case_env_missing():
    @dg.op
    def o(r: R):
        return r.a

    return run(o, resource_defs={"r": R(a=dg.EnvVar("NOPE_Q"))})


def case_asset():
    @dg.asset
    def a(r: R):
        return r.hi()

    return dg.materialize([a], resources={"r": R(a="m")}).asset_value("a"), dg.Definitions(
        assets=[a], resources={"r": R(a="d")}
    ).resolve_implicit_global_asset_job_def().execute_in_process().asset_value("a")


def case_asset_direct():
    @dg.asset
    def a(context, r: R):
        return r.hi()

    return (
        a(dg.build_asset_context(resources={"r": R(a="m")})),
        a(dg.build_asset_context(), R(a="n")),
        a(context=dg.build_asset_context(), r=R(a="k")),
    )


def case_param():
    class Plain:
        v = 3

    @dg.op
    def o(p: dg.ResourceParam[Plain]):
        return p.v

    return run(o, resource_defs={"p": Plain()})


def case_with_resources():
    @dg.asset(required_resource_keys={"q"})
    def a(context):
        return context.resources.q

    return dg.materialize(
        dg.with_resources([a], {"q": dg.ResourceDefinition.hardcoded_resource(3)})
    ).asset_value("a")


def case_with_resources_cfg():
    @dg.resource(config_schema=int)
    def q(c):
        return c.resource_config

    @dg.asset(required_resource_keys={"q"})
    def a(context):
        return context.resources.q

    return dg.materialize(dg.with_resources([a], {"q": q}, {"q": {"config": 7}})).asset_value("a")


def case_io():
    class M(dg.ConfigurableIOManager):
        p: str

        def handle_output(self, context, obj):
            log.append((self.p, context.asset_key.to_user_string(), obj))

        def load_input(self, context):
            return 10

    log = []

    @dg.asset
    def a():
        return 1

    @dg.asset
    def b(a):
        return a + 1

    dg.materialize([a, b], resources={"io_manager": M(p="x")})
    return log


def case_factory():
    class IM(dg.IOManager):
        def __init__(self, p):
            self.p = p

        def handle_output(self, context, obj):
            pass

        def load_input(self, context):
            return self.p

    class F(dg.ConfigurableIOManagerFactory):
        p: str

        def create_io_manager(self, context):
            return IM(self.p)

    @dg.asset
    def a():
        return 1

    @dg.asset
    def b(a):
        return a

    return dg.materialize([a, b], resources={"io_manager": F(p="x")}).asset_value("b")


def case_create():
    class F(dg.ConfigurableResource[int]):
        n: int

        def create_resource(self, context):
            return self.n * 2

    @dg.op
    def o(x: dg.ResourceParam[int]):
        return x

    return run(o, resource_defs={"x": F(n=4)})


def case_validator():
    import pydantic

    class V(dg.ConfigurableResource):
        a: int

        @pydantic.field_validator("a")
        def chk(cls, v):
            if v < 0:
                raise ValueError("neg")
            return v

    V(a=-1)


def case_bad_arg():
    R(a=5)


def case_extra_arg():
    R(zz=5)


def case_frozen():
    r = R(a="x")
    r.a = "y"


def case_repo():
    @dg.resource
    def q():
        return 3

    @dg.asset(required_resource_keys={"q"})
    def a(context):
        return context.resources.q

    @dg.repository
    def repo():
        return dg.with_resources([a], {"q": q})

    return repo.get_implicit_global_asset_job_def().execute_in_process().asset_value("a")


def case_defs_missing():
    @dg.asset(required_resource_keys={"q"})
    def a(context):
        return context.resources.q

    dg.Definitions.validate_loadable(dg.Definitions(assets=[a]))


def case_get_ctx():
    class L(dg.ConfigurableResource):
        def f(self):
            return self.get_resource_context().log is not None

    @dg.op
    def o(held: L):
        return held.f()

    return run(o, resource_defs={"held": L()})


def case_from_ctx():
    @dg.resource(config_schema=R.to_config_schema())
    def r(context):
        return R.from_resource_context(context)

    @dg.op(required_resource_keys={"r"})
    def o(context):
        return context.resources.r.a

    @dg.job(resource_defs={"r": r})
    def j():
        o()

    return j.execute_in_process(run_config={"resources": {"r": {"config": {"a": "F"}}}}).output_for_node("o")


def case_hook():
    log = []

    @dg.success_hook(required_resource_keys={"q"})
    def h(context):
        log.append(context.resources.q)

    @dg.op
    def o():
        return 1

    @dg.job(hooks={h}, resource_defs={"q": dg.ResourceDefinition.hardcoded_resource("R")})
    def j():
        o()

    j.execute_in_process()
    return log


def case_type_loader_res():
    @dg.dagster_type_loader(config_schema={"a": int}, required_resource_keys={"q"})
    def ld(context, cfg):
        return cfg["a"] + context.resources.q

    T = dg.DagsterType(name="T", type_check_fn=lambda _, v: True, loader=ld)

    @dg.op(ins={"x": dg.In(T)})
    def o(x):
        return x

    @dg.job(resource_defs={"q": dg.ResourceDefinition.hardcoded_resource(1)})
    def j():
        o()

    return j.execute_in_process(run_config={"ops": {"o": {"inputs": {"x": {"a": 3}}}}}).output_for_node("o")


def case_ctxmgr():
    @dg.resource
    @contextlib.contextmanager
    def r():
        yield "cm"

    @dg.op(required_resource_keys={"r"})
    def o(context):
        return context.resources.r

    return run(o, resource_defs={"r": r})


def case_teardown_err():
    log = []

    @dg.resource
    def r(_):
        try:
            yield 1
        finally:
            log.append("closed")

    @dg.op(required_resource_keys={"r"})
    def o(context):
        raise ValueError("x")

    @dg.job(resource_defs={"r": r})
    def j():
        o()

    x = j.execute_in_process(raise_on_error=False)
    return x.success, log


def case_attrs():
    @dg.resource(config_schema={"a": int}, description="d", required_resource_keys={"x"})
    def r(c):
        pass

    return (
        r.description,
        sorted(r.required_resource_keys),
        dg.ResourceDefinition.hardcoded_resource(1).required_resource_keys == set(),
    )
