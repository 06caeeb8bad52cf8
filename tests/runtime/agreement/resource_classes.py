"""Resource classes: binding, nesting, lifecycles, environment, factories and I/O managers."""

import contextlib
import enum
import os
from typing import Any

import pydantic
from engine import current

dg = current()
INSTANCE = dg.DagsterInstance.ephemeral()  # one for all cases: Dagster needs a while to make it


class Color(enum.Enum):
    RED = "r"
    BLUE = "b"


class Writer(dg.ConfigurableResource):
    prefix: str = "> "

    def text(self, value):
        return self.prefix + value


class Nested(dg.ConfigurableResource):
    writer: Writer
    n: int = 1


def refused(call):
    """The class of the error, and of its cause."""
    try:
        return call()
    except Exception as error:
        return type(error).__name__, type(error.__cause__).__name__


def used(resource, what, config=None, **others):
    """What a function makes of the resource in an op."""

    @dg.op(required_resource_keys={"r"})
    def reader(context):
        return what(context.resources.r)

    @dg.job(resource_defs={"r": resource, **others})
    def a_job():
        reader()

    return a_job.execute_in_process(instance=INSTANCE, run_config=config).output_for_node("reader")


def case_parameters():
    @dg.op
    def reader(context, writer: Writer, other: dg.ResourceParam[int]):
        return (
            writer.text("x"),
            other,
            context.resources.writer.text("y"),
            sorted(reader.required_resource_keys),
        )

    @dg.asset
    def an_asset(writer: Writer):
        return writer.text("z")

    @dg.job(resource_defs={"writer": Writer(), "other": 4})
    def a_job():
        reader()

    result = dg.materialize([an_asset], instance=INSTANCE, resources={"writer": Writer(prefix="")})
    return (
        a_job.execute_in_process(instance=INSTANCE).output_for_node("reader"),
        result.output_for_node("an_asset"),
        sorted(an_asset.required_resource_keys),
    )


def case_run_config_for_a_resource():
    def text(writer):
        return writer.text("x")

    return [
        used(Writer(), text),
        used(Writer(prefix="a"), text, {"resources": {"r": {"config": {"prefix": "b"}}}}),
        used(Writer.configure_at_launch(), text),
        used(Writer.configure_at_launch(prefix="c"), text),
        used(Writer.configure_at_launch(), text, {"resources": {"r": {"config": {"prefix": "d"}}}}),
        refused(lambda: used(Writer(), text, {"resources": {"r": {"config": {"prefix": 3}}}})),
        refused(lambda: used(Writer(), text, {"resources": {"r": {"config": {"other": 3}}}})),
    ]


def case_required_at_launch():
    class Needs(dg.ConfigurableResource):
        name: str
        n: int

    def values(r):
        return r.name, r.n

    return [
        used(Needs.configure_at_launch(), values, {"resources": {"r": {"config": {"name": "x", "n": 1}}}}),
        used(Needs.configure_at_launch(n=3), values, {"resources": {"r": {"config": {"name": "x"}}}}),
        refused(lambda: used(Needs.configure_at_launch(), values)),
        refused(
            lambda: used(Needs.configure_at_launch(), values, {"resources": {"r": {"config": {"name": "x"}}}})
        ),
        refused(lambda: Needs()),
        refused(lambda: Needs(name="x", n="y")),
    ]


def case_nesting():
    def text(r):
        return r.writer.text(str(r.n))

    return [
        used(Nested(writer=Writer()), text),
        used(Nested(writer=Writer(prefix="p"), n=4), text),
        used(Nested(writer=Writer()), text, {"resources": {"r": {"config": {"n": 9}}}}),
        refused(
            lambda: used(
                Nested(writer=Writer()), text, {"resources": {"r": {"config": {"writer": {"prefix": "x"}}}}}
            )
        ),
        refused(lambda: Nested()),
        refused(lambda: Nested(writer=3)),
    ]


def case_nesting_at_launch():
    writer = Writer.configure_at_launch()
    given = {"resources": {"writer": {"config": {"prefix": "L"}}}}

    def text(r):
        return r.writer.text(str(r.n))

    return [
        used(Nested(writer=writer), text, given, writer=writer),
        used(Nested(writer=writer, n=3), text, None, writer=writer),
        refused(lambda: used(Nested(writer=writer), text)),
    ]


def case_nesting_three_deep():
    class Outer(dg.ConfigurableResource):
        inner: Nested
        label: str = "o"

    shared = Writer(prefix="s")
    outer = Outer(inner=Nested(writer=shared, n=2))
    return used(outer, lambda r: (r.label, r.inner.n, r.inner.writer.text("x"))), outer.inner.writer.prefix


def case_a_shared_inner_resource_is_set_up_once():
    events = []

    class Held(dg.ConfigurableResource):
        def setup_for_execution(self, context):
            events.append("up")

        def teardown_after_execution(self, context):
            events.append("down")

    class Around(dg.ConfigurableResource):
        held: Held

    held = Held()
    used(Around(held=held), lambda r: events.append("op") or 1, None, held=held)
    return events


def case_lifecycle_order():
    events = []

    class Inner(dg.ConfigurableResource):
        def setup_for_execution(self, context):
            events.append("inner up")

        def teardown_after_execution(self, context):
            events.append("inner down")

    class Outer(dg.ConfigurableResource):
        inner: Inner

        @contextlib.contextmanager
        def yield_for_execution(self, context):
            events.append("outer up")
            yield self
            events.append("outer down")

    used(Outer(inner=Inner()), lambda r: events.append("op") or 1)
    return events


def case_failures_in_lifecycles():
    class BadSetup(dg.ConfigurableResource):
        def setup_for_execution(self, context):
            raise ValueError("up")

    class BadTeardown(dg.ConfigurableResource):
        def teardown_after_execution(self, context):
            raise ValueError("down")

    return refused(lambda: used(BadSetup(), lambda r: 1)), refused(lambda: used(BadTeardown(), lambda r: 1))


def case_state_of_resources():
    class Client(dg.ConfigurableResource):
        url: str
        _client: Any = pydantic.PrivateAttr(default=None)

        def setup_for_execution(self, context):
            self._client = f"client of {self.url}"

        def get(self):
            return self._client

    return used(Client(url="u"), lambda r: r.get()), Client(url="u").get()


def case_contexts_of_lifecycles():
    class Looks(dg.ConfigurableResource):
        a: int = 3
        _seen: Any = pydantic.PrivateAttr(default=None)

        def setup_for_execution(self, context):
            self._seen = (
                type(context).__name__,
                context.resource_config,
                context.run is not None,
                context.instance is not None,
                context.log is not None,
            )

    def look(r):
        return r._seen, r.get_resource_context().run_id is not None

    return used(Looks(), look), refused(lambda: Looks().get_resource_context())


def case_environment():
    os.environ.update({"CASE_TEXT": "hello", "CASE_INT": "7"})

    class FromEnvironment(dg.ConfigurableResource):
        text: str
        n: int = 1
        many: list[str] = []
        named: dict[str, str] = {}

    def values(r):
        return r.text, r.n, r.many, r.named

    return [
        used(FromEnvironment(text=dg.EnvVar("CASE_TEXT"), n=dg.EnvVar.int("CASE_INT")), values),
        used(
            FromEnvironment(
                text=dg.EnvVar("CASE_TEXT"),
                many=["a", dg.EnvVar("CASE_TEXT")],
                named={"k": dg.EnvVar("CASE_TEXT")},
            ),
            values,
        ),
        refused(lambda: used(FromEnvironment(text=dg.EnvVar("CASE_MISSING")), values)),
        used(
            FromEnvironment.configure_at_launch(),
            values,
            {"resources": {"r": {"config": {"text": {"env": "CASE_TEXT"}}}}},
        ),
        FromEnvironment(text=dg.EnvVar("CASE_TEXT")).process_config_and_initialize().text,
    ]


def case_environment_of_nested_resources():
    os.environ["CASE_TEXT"] = "hello"
    return used(Nested(writer=Writer(prefix=dg.EnvVar("CASE_TEXT"))), lambda r: r.writer.text("!")), refused(
        lambda: used(Nested(writer=Writer(prefix=dg.EnvVar("CASE_MISSING"))), lambda r: 1)
    )


def case_kinds_of_fields():
    class Inner(dg.Config):
        a: int
        b: str = "b"

    class Many(dg.ConfigurableResource):
        color: Color = Color.RED
        maybe: int | None = None
        inner: Inner = Inner(a=1)
        many: list[Inner] = []
        number: float = 1.5
        flag: bool = False

    def values(r):
        return r.color, r.maybe, r.inner, r.many, r.number, r.flag

    return [
        used(Many(), values),
        used(Many(color=Color.BLUE, maybe=3, inner=Inner(a=2, b="c"), many=[Inner(a=9)]), values),
        used(
            Many(),
            values,
            {
                "resources": {
                    "r": {"config": {"color": "BLUE", "inner": {"a": 5}, "many": [{"a": 6}], "flag": True}}
                }
            },
        ),
        used(Many.configure_at_launch(), values, {"resources": {"r": {"config": {"maybe": None}}}}),
    ]


def case_validators():
    class Checked(dg.ConfigurableResource):
        n: int = pydantic.Field(gt=2)
        name: str = "x"

        @pydantic.field_validator("name")
        @classmethod
        def lower(cls, value):
            return value.lower()

    return [
        Checked(n=3, name="ABC").name,
        refused(lambda: Checked(n=1)),
        refused(
            lambda: used(
                Checked.configure_at_launch(), lambda r: r.n, {"resources": {"r": {"config": {"n": 1}}}}
            )
        ),
        used(
            Checked.configure_at_launch(),
            lambda r: r.name,
            {"resources": {"r": {"config": {"n": 5, "name": "Q"}}}},
        ),
    ]


def case_aliases():
    class Named(dg.ConfigurableResource):
        schema_: str = pydantic.Field(alias="schema")

    return used(Named(schema="s"), lambda r: r.schema_), used(
        Named.configure_at_launch(), lambda r: r.schema_, {"resources": {"r": {"config": {"schema": "t"}}}}
    )


def case_assignment():
    try:
        Writer().prefix = "x"
    except dg.DagsterInvalidInvocationError as error:
        return "Writer" in str(error), "item assignment" in str(error), "Pythonic resource" in str(error)


def case_equality():
    return (
        Writer() == Writer(),
        Writer(prefix="a") == Writer(),
        repr(Writer()),
        Writer(prefix="q").model_dump(),
    )


def case_inheritance():
    class Base(dg.ConfigurableResource):
        a: int = 1

        def value(self):
            return self.a

    class Child(Base):
        b: int = 2

        def value(self):
            return super().value() + self.b

    @dg.op
    def reader(r: Base):
        return r.value()

    @dg.job(resource_defs={"r": Child(a=5)})
    def a_job():
        reader()

    return a_job.execute_in_process(instance=INSTANCE).output_for_node("reader")


def case_factories_of_other_values():
    class Greeting(dg.ConfigurableResource[str]):
        name: str = "x"

        def create_resource(self, context):
            return "hello " + self.name

    @dg.op
    def reader(r: dg.ResourceParam[str]):
        return r

    @dg.job(resource_defs={"r": Greeting(name="y")})
    def a_job():
        reader()

    return a_job.execute_in_process(instance=INSTANCE).output_for_node("reader"), used(
        Greeting(), lambda r: r
    )


def case_dependencies():
    class Uses(dg.ConfigurableResource):
        value: dg.ResourceDependency[str]
        writer: dg.ResourceDependency[Writer]

    @dg.resource
    def text(_):
        return "made"

    def values(r):
        return r.value, r.writer.text("x")

    return used(Uses(value="plain", writer=Writer()), values), used(
        Uses(value=text, writer=Writer(prefix="")), values, None, text=text
    )


def case_function_resources_from_classes():
    @dg.resource(config_schema={"prefix": str})
    def made(context):
        return Writer.from_resource_context(context)

    @dg.resource(config_schema=Writer.to_config_schema())
    def with_schema(context):
        return Writer(**context.resource_config)

    def text(r):
        return r.text("x")

    given = {"resources": {"r": {"config": {"prefix": "q"}}}}
    return used(made, text, given), used(with_schema, text), used(with_schema, text, given)


def case_direct_calls():
    @dg.op
    def reader(writer: Writer, n: int = 1):
        return writer.text(str(n))

    @dg.op
    def with_context(context, writer: Writer):
        return writer.text(context.op_config or "")

    return [
        reader(writer=Writer()),
        reader(Writer(), 4),
        reader(writer=Writer(prefix="p"), n=2),
        reader(dg.build_op_context(instance=INSTANCE, resources={"writer": Writer()})),
        with_context(dg.build_op_context(instance=INSTANCE, resources={"writer": Writer()}, op_config="c")),
        with_context(dg.build_op_context(instance=INSTANCE), writer=Writer()),
        with_context(dg.build_op_context(instance=INSTANCE), Writer()),
        refused(lambda: with_context(dg.build_op_context(instance=INSTANCE))),
        refused(
            lambda: with_context(
                dg.build_op_context(instance=INSTANCE, resources={"writer": Writer()}), Writer()
            )
        ),
    ]


def case_io_managers():
    stored = {}

    class Memory(dg.ConfigurableIOManager):
        folder: str = "f"

        def handle_output(self, context, obj):
            stored[self.folder, context.step_key, context.name] = obj

        def load_input(self, context):
            return stored[self.folder, context.upstream_output.step_key, context.upstream_output.name]

    @dg.op
    def makes():
        return 3

    @dg.op
    def takes(x):
        return x + 1

    def job(manager):
        @dg.job(resource_defs={"io_manager": manager})
        def a_job():
            takes(makes())

        return a_job

    job(Memory()).execute_in_process(instance=INSTANCE)
    job(Memory.configure_at_launch()).execute_in_process(
        instance=INSTANCE, run_config={"resources": {"io_manager": {"config": {"folder": "g"}}}}
    )
    return sorted(stored.items())


def case_io_manager_factories():
    seen = []

    class Plain(dg.IOManager):
        def __init__(self, name):
            self.name = name

        def handle_output(self, context, obj):
            seen.append((self.name, obj))

        def load_input(self, context):
            return self.name

    class Factory(dg.ConfigurableIOManagerFactory):
        name: str = "n"

        def create_io_manager(self, context):
            return Plain(self.name)

    @dg.op
    def makes():
        return 3

    @dg.op
    def takes(x):
        return x

    @dg.job(resource_defs={"io_manager": Factory(name="q")})
    def a_job():
        takes(makes())

    a_job.execute_in_process(instance=INSTANCE)
    return seen


def case_adapters():
    @dg.io_manager(config_schema={"base": str})
    def older(context):
        return dg.InMemoryIOManager()

    class Adapter(dg.ConfigurableLegacyIOManagerAdapter):
        base: str

        @property
        def wrapped_io_manager(self):
            return older

    @dg.asset
    def an_asset():
        return 1

    return dg.materialize([an_asset], instance=INSTANCE, resources={"io_manager": Adapter(base="b")}).success


def case_annotations_that_are_no_resources():
    class NotOne:
        pass

    def as_op(annotation):
        @dg.op
        def reader(r: annotation):
            return r

        return sorted(reader.required_resource_keys), [i.name for i in reader.input_defs]

    return (
        as_op(Writer),
        as_op(dg.ResourceParam[NotOne]),
        as_op(NotOne),
        refused(lambda: as_op(dg.ResourceDefinition)),
    )


def case_wrong_fields():
    class NotOne:
        pass

    class Bad(dg.ConfigurableResource):
        field: NotOne

    class Mistaken(dg.ConfigurableResource):
        a: str = dg.Field(str)

    def advice():
        try:
            Bad(field=NotOne())
        except Exception as error:
            return (
                type(error).__name__,
                "ResourceDependency" in str(error),
                "'field'" in str(error),
                "Bad" in str(error),
            )

    return advice(), refused(lambda: Mistaken(a="x")[0])


def case_outside_of_runs():
    class Held(dg.ConfigurableResource):
        a: int = 1
        _up: bool = pydantic.PrivateAttr(default=False)

        def setup_for_execution(self, context):
            self._up = True

        def up(self):
            return self._up

    with Held.from_resource_context_cm(
        dg.build_init_resource_context(instance=INSTANCE, config={"a": 5})
    ) as held:
        found = held.a, held.up()
    made = Held.from_resource_context(dg.build_init_resource_context(instance=INSTANCE, config={"a": 6}))
    return found, made.a, Held(a=3).a, Held().up()


def case_built_resources():
    with dg.build_resources(
        {"writer": Writer(prefix="b"), "nested": Nested(writer=Writer())}, instance=INSTANCE
    ) as resources:
        found = resources.writer.text("x"), resources.nested.writer.text("y")
    return found, dg.build_init_resource_context(
        instance=INSTANCE, resources={"w": Writer()}
    ).resources.w.text("z")


def case_definitions_bind_classes():
    @dg.op
    def reader(writer: Writer):
        return writer.text("x")

    @dg.job
    def a_job():
        reader()

    @dg.asset
    def an_asset(writer: Writer):
        return writer.text("y")

    defs = dg.Definitions(
        assets=[an_asset],
        jobs=[a_job, dg.define_asset_job("assets")],
        resources={"writer": Writer(prefix="d")},
    )
    return [
        defs.resolve_job_def("a_job").execute_in_process(instance=INSTANCE).output_for_node("reader"),
        defs.resolve_job_def("assets").execute_in_process(instance=INSTANCE).output_for_node("an_asset"),
        refused(
            lambda: dg.Definitions(assets=[an_asset], jobs=[dg.define_asset_job("assets")]).resolve_job_def(
                "assets"
            )
        ),
    ]


def case_run_config_objects():
    def text(r):
        return r.text("x")

    @dg.op
    def reader(writer: Writer):
        return writer.text("x")

    @dg.job(resource_defs={"writer": Writer.configure_at_launch()})
    def a_job():
        reader()

    given = dg.RunConfig(resources={"writer": Writer(prefix="rc")})
    return given.to_config_dict(), a_job.execute_in_process(
        instance=INSTANCE, run_config=given
    ).output_for_node("reader")


def case_schedules_and_sensors_take_resources():
    @dg.sensor(job_name="j")
    def a_sensor(writer: Writer):
        return dg.RunRequest(run_key=writer.text("k"))

    @dg.schedule(job_name="j", cron_schedule="* * * * *")
    def a_schedule(writer: Writer):
        return dg.RunRequest(run_key=writer.text("k"))

    return (
        a_sensor(writer=Writer()).run_key,
        a_sensor(dg.build_sensor_context(resources={"writer": Writer()})).run_key,
        a_schedule(dg.build_schedule_context(resources={"writer": Writer(prefix="")})).run_key,
    )
