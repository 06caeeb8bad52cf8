"""Resources: functions, config, dependencies, lifecycle and resource classes."""

import contextlib

import pytest


@pytest.fixture
def use(dg):
    @dg.op(required_resource_keys={"r"})
    def use(context):
        return context.resources.r

    return use


def with_resources_of(dg, op, resources, run_config=None, **settings):
    @dg.job(resource_defs=resources)
    def the_job():
        op()

    return the_job.execute_in_process(run_config=run_config, **settings)


def test_forms_of_resources(dg, use):
    @dg.resource
    def plain(context):
        return 1

    @dg.resource
    def without_context():
        return 2

    @dg.resource(config_schema={"a": int})
    def with_config(context):
        return context.resource_config["a"]

    forms = {
        1: plain,
        2: without_context,
        3: with_config.configured({"a": 3}),
        4: dg.ResourceDefinition.hardcoded_resource(4),
        5: 5,
        None: dg.ResourceDefinition.none_resource(),
    }
    for expected, definition in forms.items():
        assert with_resources_of(dg, use, {"r": definition}).output_for_node("use") == expected
    config = {"resources": {"r": {"config": {"a": 6}}}}
    assert with_resources_of(dg, use, {"r": with_config}, config).output_for_node("use") == 6
    with pytest.raises(dg.DagsterInvalidConfigError, match='"resources"'):
        with_resources_of(dg, use, {"r": with_config})
    with pytest.raises(dg.DagsterInvalidConfigError, match='unexpected config entry "q"'):
        with_resources_of(dg, use, {"r": 5}, {"resources": {"q": {}}})


def test_resources_given_when_the_job_runs(dg, use):
    @dg.job
    def the_job():
        use()

    assert the_job.execute_in_process(resources={"r": 7}).output_for_node("use") == 7
    with pytest.raises(
        dg.DagsterInvalidDefinitionError, match="resource with key 'r' required by op 'use' was not provided"
    ):
        the_job.execute_in_process()


def test_undeclared_resources_are_unknown(dg):
    @dg.op
    def sneaky(context):
        return context.resources.r

    with pytest.raises(dg.DagsterUnknownResourceError, match="Unknown resource `r`"):
        with_resources_of(dg, sneaky, {"r": 1})


def test_resources_that_need_resources(dg, use):
    @dg.resource(required_resource_keys={"base"})
    def derived(context):
        return context.resources.base + 1

    @dg.resource(required_resource_keys={"r"})
    def circular(context): ...

    assert (
        with_resources_of(
            dg, use, {"r": derived, "base": dg.ResourceDefinition.hardcoded_resource(1)}
        ).output_for_node("use")
        == 2
    )
    with pytest.raises(dg.DagsterInvariantViolationError, match="'base' required by resource with key 'r'"):
        with_resources_of(dg, use, {"r": derived})
    with pytest.raises(dg.DagsterInvariantViolationError, match="transitively depends on itself"):
        with_resources_of(dg, use, {"r": derived, "base": circular})


def test_set_up_and_teardown(dg):
    log = []

    @dg.resource
    def generated(context):
        log.append("open generator")
        yield "g"
        log.append("close generator")

    @dg.resource
    @contextlib.contextmanager
    def managed(context):
        log.append("open manager")
        try:
            yield "m"
        finally:
            log.append("close manager")

    @dg.op(required_resource_keys={"generated", "managed"})
    def both(context):
        log.append("run")
        return context.resources.generated + context.resources.managed

    resources = {"generated": generated, "managed": managed}
    assert with_resources_of(dg, both, resources).output_for_node("both") == "gm"
    assert log == ["open generator", "open manager", "run", "close manager", "close generator"]

    @dg.op(required_resource_keys={"managed"})
    def breaks(context):
        raise ValueError

    log.clear()
    with pytest.raises(ValueError):
        with_resources_of(dg, breaks, resources)
    assert log == ["open manager", "close manager"]


def test_unused_resources_are_not_made(dg, run):
    def fail(context):
        raise AssertionError

    @dg.op
    def idle():
        return 1

    result = with_resources_of(dg, idle, {"r": dg.ResourceDefinition(fail)})
    assert result.success


def test_a_resource_that_fails(dg, use):
    @dg.resource
    def broken(context):
        raise ValueError("boom")

    with pytest.raises(
        dg.DagsterResourceFunctionError, match="Error executing resource_fn on ResourceDefinition r"
    ) as caught:
        with_resources_of(dg, use, {"r": broken})
    assert isinstance(caught.value.user_exception, ValueError)
    result = with_resources_of(dg, use, {"r": broken}, raise_on_error=False)
    kinds = [e.event_type_value for e in result.all_events]
    assert not result.success and "RESOURCE_INIT_FAILURE" in kinds and kinds[-1] == "PIPELINE_FAILURE"


def test_resource_functions_take_one_argument(dg):
    with pytest.raises(dg.DagsterInvalidDefinitionError, match="single positional required argument"):

        @dg.resource
        def two(context, other): ...


def test_calling_resources(dg):
    @dg.resource(config_schema={"a": int}, required_resource_keys={"base"})
    def made(context):
        return context.resource_config["a"] + context.resources.base

    context = dg.build_init_resource_context(config={"a": 1}, resources={"base": 2})
    assert made(context) == 3
    with pytest.raises(dg.DagsterInvalidInvocationError, match="no context was provided"):
        made()
    with pytest.raises(dg.DagsterInvalidConfigError):
        made(dg.build_init_resource_context(config={"a": "x"}, resources={"base": 2}))

    @dg.resource
    def bare():
        return 4

    assert bare() == 4


def test_build_resources(dg):
    log = []

    @dg.resource(config_schema={"a": int})
    def first(context):
        yield context.resource_config["a"]
        log.append("closed")

    with dg.build_resources(
        {"first": first, "second": 2}, resource_config={"first": {"config": {"a": 1}}}
    ) as resources:
        assert (resources.first, resources.second) == (1, 2)
        assert not log
    assert log == ["closed"]


def test_resource_classes(dg):
    class Greeter(dg.ConfigurableResource):
        word: str
        times: int = 2

        def greet(self):
            return self.word * self.times

    @dg.op
    def greet(greeter: Greeter):
        return greeter.greet()

    assert greet.required_resource_keys == {"greeter"}

    @dg.job
    def the_job():
        greet()

    def value(resource, config=None):
        return the_job.execute_in_process(resources={"greeter": resource}, run_config=config).output_for_node(
            "greet"
        )

    assert value(Greeter(word="a")) == "aa"
    assert (
        value(Greeter(word="a"), {"resources": {"greeter": {"config": {"word": "a", "times": 3}}}}) == "aaa"
    )
    launched = {"resources": {"greeter": {"config": {"word": "b"}}}}
    assert value(Greeter.configure_at_launch(), launched) == "bb"
    with pytest.raises(dg.DagsterInvalidConfigError, match="word"):
        value(Greeter.configure_at_launch())
    assert greet(Greeter(word="c")) == "cc"
    assert greet(greeter=Greeter(word="d", times=1)) == "d"
    assert greet(dg.build_op_context(resources={"greeter": Greeter(word="e")})) == "ee"


def test_resource_classes_read_the_environment_late(dg, monkeypatch):
    class Secret(dg.ConfigurableResource):
        word: str

    @dg.op
    def reveal(secret: Secret):
        return secret.word

    @dg.job
    def the_job():
        reveal()

    resource = Secret(word=dg.EnvVar("ASSETIZE_TEST_SECRET"))
    with pytest.raises(dg.DagsterInvalidConfigError, match="ASSETIZE_TEST_SECRET"):
        the_job.execute_in_process(resources={"secret": resource})
    monkeypatch.setenv("ASSETIZE_TEST_SECRET", "hush")
    assert the_job.execute_in_process(resources={"secret": resource}).output_for_node("reveal") == "hush"
    with pytest.raises(RuntimeError, match="directly retrieve environment variable"):
        str(dg.EnvVar("ASSETIZE_TEST_SECRET"))


def test_nested_resource_classes_and_their_lifecycle(dg):
    log = []

    class Inner(dg.ConfigurableResource):
        n: int

    class Outer(dg.ConfigurableResource):
        inner: Inner

        def setup_for_execution(self, context):
            log.append("setup")

        def teardown_after_execution(self, context):
            log.append("teardown")

    @dg.op
    def use_outer(outer: Outer):
        log.append("run")
        return outer.inner.n

    @dg.job
    def the_job():
        use_outer()

    assert (
        the_job.execute_in_process(resources={"outer": Outer(inner=Inner(n=4))}).output_for_node("use_outer")
        == 4
    )
    assert log == ["setup", "run", "teardown"]


def test_resource_parameters_of_any_type(dg):
    @dg.op
    def take(text: dg.ResourceParam[str]):
        return text

    @dg.job
    def the_job():
        take()

    assert take.required_resource_keys == {"text"}
    assert the_job.execute_in_process(resources={"text": "x"}).output_for_node("take") == "x"


def test_config_classes(dg):
    class Part(dg.Config):
        z: int = 4

    class Whole(dg.Config):
        x: int
        y: str = "q"
        many: list[int] = [1]
        maybe: int | None = None
        part: Part = Part()

    @dg.op
    def show(config: Whole):
        return config.x, config.y, config.many, config.maybe, config.part.z

    @dg.job
    def the_job():
        show()

    def value(config):
        return the_job.execute_in_process(run_config=config).output_for_node("show")

    assert value({"ops": {"show": {"config": {"x": 1}}}}) == (1, "q", [1], None, 4)
    assert value(dg.RunConfig(ops={"show": Whole(x=3, part=Part(z=9))})) == (3, "q", [1], None, 9)
    assert show(Whole(x=2)) == (2, "q", [1], None, 4) == show(config=Whole(x=2))
    with pytest.raises(dg.DagsterInvalidConfigError, match='Value "s"'):
        value({"ops": {"show": {"config": {"x": "s"}}}})
    with pytest.raises(dg.DagsterInvalidConfigError, match="Missing required"):
        value({})
    with pytest.raises(Exception, match=r"frozen|immutable"):
        Whole(x=1).x = 2


def test_config_class_and_schema_do_not_mix(dg):
    class Some(dg.Config):
        x: int

    with pytest.raises(Exception, match=r"config.schema"):

        @dg.op(config_schema={"x": int})
        def both(config: Some): ...
