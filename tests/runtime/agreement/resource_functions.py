"""Resources of functions: config, requirements, lifecycles, contexts, and calling them."""

import contextlib

from engine import current

dg = current()
INSTANCE = dg.DagsterInstance.ephemeral()  # one for all cases: Dagster needs a while to make it


def refused(call):
    """The class of the error, and of its cause."""
    try:
        return call()
    except Exception as error:
        return type(error).__name__, type(error.__cause__).__name__


def run(op, config=None, raise_on_error=True, **settings):
    @dg.job(**settings)
    def a_job():
        op()

    return a_job.execute_in_process(instance=INSTANCE, run_config=config, raise_on_error=raise_on_error)


def reader(*keys):
    @dg.op(required_resource_keys=set(keys))
    def read(context):
        return [getattr(context.resources, key) for key in keys]

    return read


def read(*keys, config=None, **resources):
    return run(reader(*keys), config, resource_defs=resources).output_for_node("read")


@dg.resource
def one():
    return 1


@dg.resource(config_schema={"a": int})
def configured(context):
    return context.resource_config["a"]


def case_forms():
    @dg.resource
    def with_context(context):
        return context.resource_config

    @dg.resource(config_schema=str)
    def with_config(context):
        return context.resource_config

    return [
        read(
            "a",
            "b",
            "c",
            "d",
            "e",
            a=one,
            b=with_context,
            c=with_config,
            d="plain",
            e=dg.ResourceDefinition.hardcoded_resource(5),
            config={"resources": {"c": {"config": "x"}}},
        ),
        read("a", a=dg.ResourceDefinition.string_resource(), config={"resources": {"a": {"config": "s"}}}),
        read("a", a=dg.ResourceDefinition.none_resource()),
        read("a", a=dg.ResourceDefinition(lambda _: 7)),
        read(
            "a",
            a=dg.ResourceDefinition(
                lambda c: c.resource_config, config_schema=dg.Field(int, default_value=3)
            ),
        ),
        read("a", a={"k": [1]}),
    ]


def case_mock_resource():
    resource = dg.ResourceDefinition.mock_resource()
    return type(read_value(resource)).__name__


def read_value(resource):
    @dg.op(required_resource_keys={"r"}, out=dg.Out(io_manager_key="io"))
    def take(context):
        seen.append(context.resources.r)

    seen = []
    run(take, resource_defs={"r": resource, "io": dg.InMemoryIOManager()})
    return seen[0]


def case_descriptions():
    @dg.resource(description="given", version="v1")
    def first(_):
        return 1

    @dg.resource
    def second(_):
        """From the text."""
        return 1

    return (
        first.description,
        second.description,
        first.version,
        one.description,
        configured.config_schema.is_required,
        sorted(one.required_resource_keys),
    )


def case_wrong_functions():
    return [
        refused(lambda: dg.resource(lambda a, b: 1)),
        refused(lambda: dg.resource(lambda a, b=1: 1) and 1),
        refused(lambda: dg.resource()(lambda a, b: 1)),
        refused(lambda: dg.ResourceDefinition("text")),
        refused(lambda: dg.ResourceDefinition(lambda c: 1, required_resource_keys="x")),
    ]


def case_config():
    return [
        read("a", a=configured, config={"resources": {"a": {"config": {"a": 4}}}}),
        refused(lambda: read("a", a=configured)),
        refused(lambda: read("a", a=configured, config={"resources": {"a": {"config": {"a": "x"}}}})),
        refused(
            lambda: read(
                "a",
                a=configured,
                config={"resources": {"b": {"config": {"a": 1}}, "a": {"config": {"a": 1}}}},
            )
        ),
        read("a", a=configured.configured({"a": 8})),
        refused(lambda: read("a", a=configured.configured({"b": 8}))),
    ]


def case_unused_resources_need_no_config():
    return read("a", a=one, b=configured), refused(
        lambda: read("a", a=one, b=configured, config={"resources": {"b": {"config": {"a": "x"}}}})
    )


def case_requirements():
    @dg.resource(required_resource_keys={"one"})
    def two(context):
        return context.resources.one + 1

    @dg.resource(required_resource_keys={"one", "two"})
    def three(context):
        return context.resources.one + context.resources.two

    @dg.resource(required_resource_keys={"other"})
    def lost(context):
        return 1

    @dg.resource
    def undeclared(context):
        return context.resources.one

    return [
        read("three", one=one, two=two, three=three),
        refused(lambda: read("lost", lost=lost)),
        refused(lambda: read("two", two=two)),
        refused(lambda: read("undeclared", "one", undeclared=undeclared, one=one)),
        refused(lambda: read("nothing", one=one)),
    ]


def case_facts_of_missing_resources():
    @dg.resource(required_resource_keys={"other"})
    def lost(context):
        return 1

    found = []
    for call in (lambda: read("nothing", one=one), lambda: read("lost", lost=lost), lambda: read("a", "b")):
        try:
            call()
        except dg.DagsterInvalidDefinitionError as error:
            text = str(error)
            found.append(
                [
                    word in text
                    for word in (
                        "'nothing'",
                        "'other'",
                        "'lost'",
                        "'a'",
                        "op 'read'",
                        "resource with key",
                        "required by",
                    )
                ]
            )
    return found


def case_cycles():
    @dg.resource(required_resource_keys={"b"})
    def a(context):
        return 1

    @dg.resource(required_resource_keys={"a"})
    def b(context):
        return 1

    @dg.resource(required_resource_keys={"c"})
    def c(context):
        return 1

    return refused(lambda: read("a", a=a, b=b)), refused(lambda: read("c", c=c))


def case_lifecycle():
    events = []

    @dg.resource
    def first(_):
        events.append("open first")
        try:
            yield 1
        finally:
            events.append("close first")

    @dg.resource(required_resource_keys={"first"})
    @contextlib.contextmanager
    def second(context):
        events.append(f"open second with {context.resources.first}")
        yield 2
        events.append("close second")

    @dg.op(required_resource_keys={"first", "second"})
    def use(context):
        events.append((context.resources.first, context.resources.second))

    run(use, resource_defs={"first": first, "second": second})
    return events


def case_each_resource_is_made_once():
    made = []

    @dg.resource
    def counted(_):
        made.append(1)
        return len(made)

    use = reader("r")

    @dg.job(resource_defs={"r": counted})
    def a_job():
        use()
        use.alias("again")()

    result = a_job.execute_in_process(instance=INSTANCE)
    return result.output_for_node("read"), result.output_for_node("again"), made


def case_failures():
    @dg.resource
    def bad(_):
        raise ValueError("no")

    @dg.resource
    def late(_):
        yield 1
        raise ValueError("late")

    @dg.resource
    def nothing(_):
        return
        yield

    @dg.resource
    def twice(_):
        yield 1
        yield 2

    events = []

    @dg.resource
    def closed(_):
        yield 1
        events.append("closed")

    return [
        refused(lambda: read("r", r=bad)),
        refused(lambda: run(reader("r"), resource_defs={"r": bad}, raise_on_error=False).success),
        refused(lambda: read("r", r=late)),
        refused(lambda: read("r", r=nothing))[0],
        refused(lambda: read("r", r=twice)),
        refused(lambda: read("a", "r", a=closed, r=bad)),
        events,
    ]


def case_facts_of_failures():
    @dg.resource
    def bad(_):
        raise ValueError("no")

    try:
        read("the_key", the_key=bad)
    except dg.DagsterResourceFunctionError as error:
        return "the_key" in str(error), repr(error.user_exception), error.is_user_code_error


def case_teardown_after_a_failed_op():
    events = []

    @dg.resource
    def held(_):
        try:
            yield 1
        finally:
            events.append("closed")

    @dg.op(required_resource_keys={"held"})
    def fails(context):
        raise RuntimeError("x")

    return (
        refused(lambda: run(fails, resource_defs={"held": held})),
        events,
        run(fails, resource_defs={"held": held}, raise_on_error=False).success,
        events,
    )


def case_contexts():
    @dg.resource(config_schema=int, required_resource_keys={"one"})
    def look(context):
        context.log.info("hello")
        return [
            type(context).__name__,
            context.resource_config,
            context.resources.one,
            context.run_id is not None,
            context.instance is not None,
            context.dagster_run.job_name,
            context.run.run_id == context.run_id,
            context.resource_def is not None,
            context.log is not None,
        ]

    return read("look", look=look, one=one, config={"resources": {"look": {"config": 3}}})


def case_attributes_of_resources():
    @dg.op(required_resource_keys={"a", "b"})
    def look(context):
        resources = context.resources
        try:
            return resources.c
        except Exception as error:
            return (
                resources.a,
                resources._asdict()["b"],
                hasattr(resources, "b"),
                type(error).__name__,
                isinstance(error, AttributeError),
                "c" in str(error),
            )

    return run(look, resource_defs={"a": one, "b": "x", "c": 3}).output_for_node("look")


def case_optional_parameters():
    def numbers(n):
        return dg.ResourceDefinition(lambda _: n)

    return read("a", "b", a=numbers(1), b=numbers(2))


def case_job_and_run_resources():
    use = reader("r")

    @dg.job(resource_defs={"r": one})
    def a_job():
        use()

    @dg.graph
    def a_graph():
        use()

    return [
        a_job.execute_in_process(instance=INSTANCE, resources={"r": 5}).output_for_node("read"),
        a_graph.execute_in_process(instance=INSTANCE, resources={"r": 6}).output_for_node("read"),
        a_graph.to_job(resource_defs={"r": 7}).execute_in_process(instance=INSTANCE).output_for_node("read"),
        refused(lambda: a_graph.execute_in_process(instance=INSTANCE)),
        a_graph.to_job().name,
        refused(lambda: dg.job(resource_defs={1: one})(lambda: None)),
    ]


def case_calling():
    @dg.resource(config_schema={"a": int})
    def with_config(context):
        return context.resource_config

    @dg.resource(required_resource_keys={"x"})
    def with_resources(context):
        return context.resources.x

    @dg.resource
    def no_context():
        return "none"

    @dg.resource
    def held(_):
        yield 1

    context = dg.build_init_resource_context(instance=INSTANCE, config={"a": 1}, resources={"x": 9})
    return [
        with_config(context),
        with_resources(context),
        no_context(),
        refused(lambda: no_context(context)),
        refused(lambda: with_config(None)),
        refused(lambda: with_config()),
        refused(lambda: with_config(dg.build_init_resource_context(instance=INSTANCE, config={"a": "x"}))),
        refused(lambda: with_resources(dg.build_init_resource_context(instance=INSTANCE))),
        type(held(dg.build_init_resource_context(instance=INSTANCE))).__name__,
        refused(lambda: with_config(context, 3)),
        refused(lambda: with_config(other=context)),
    ]


def case_contexts_to_call_with():
    context = dg.build_init_resource_context(instance=INSTANCE, config={"a": 1}, resources={"x": 9, "d": one})
    return [
        context.resource_config,
        context.resources.x,
        context.resources.d,
        context.log is not None,
        context.instance is not None,
        context.run_id,
        type(context).__name__.endswith("InitResourceContext"),
        isinstance(context, dg.InitResourceContext),
        refused(lambda: context.resources.y),
    ]


def case_contexts_with_teardown():
    events = []

    @dg.resource
    def held(_):
        events.append("open")
        yield 1
        events.append("close")

    with dg.build_init_resource_context(instance=INSTANCE, resources={"held": held}) as context:
        found = context.resources.held
    return (
        found,
        list(events),
        refused(
            lambda: dg.build_init_resource_context(instance=INSTANCE, resources={"held": held}).resources.held
        ),
    )


def case_built_resources():
    events = []

    @dg.resource(config_schema={"a": int})
    def held(context):
        events.append("open")
        yield context.resource_config["a"]
        events.append("close")

    with dg.build_resources(
        {"held": held, "plain": "x", "one": one},
        instance=INSTANCE,
        resource_config={"held": {"config": {"a": 3}}},
    ) as resources:
        found = resources.held, resources.plain, resources.one, list(events)
    return [
        found,
        events,
        refused(lambda: dg.build_resources({"held": held}, instance=INSTANCE).__enter__()),
        refused(
            lambda: dg.build_resources(
                {"held": held}, instance=INSTANCE, resource_config={"held": {"config": {"a": "x"}}}
            ).__enter__()
        ),
        refused(
            lambda: dg.build_resources(
                {"held": held}, instance=INSTANCE, resource_config={"other": {"config": {"a": 3}}}
            ).__enter__()
        ),
    ]


def case_built_resources_that_need_others():
    @dg.resource(required_resource_keys={"one"})
    def two(context):
        return context.resources.one + 1, context.log is not None, context.run_id

    with dg.build_resources({"one": one, "two": two}, instance=INSTANCE) as resources:
        return resources.two


def case_built_resources_that_fail():
    @dg.resource
    def bad(_):
        raise ValueError("x")

    return refused(lambda: dg.build_resources({"bad": bad}, instance=INSTANCE).__enter__()), refused(
        lambda: dg.build_resources("text").__enter__()
    )


def case_values_resource():
    values = dg.make_values_resource(a=int, b=str)
    anything = dg.make_values_resource()
    return [
        read("v", v=values, config={"resources": {"v": {"config": {"a": 1, "b": "x"}}}}),
        refused(lambda: read("v", v=values, config={"resources": {"v": {"config": {"a": 1}}}})),
        read("v", v=anything, config={"resources": {"v": {"config": {"any": 1}}}}),
    ]


def case_with_resources():
    @dg.asset(required_resource_keys={"r"})
    def first(context):
        return context.resources.r

    made = dg.with_resources([first], {"r": configured}, resource_config_by_key={"r": {"config": {"a": 3}}})
    return [
        dg.materialize(made, instance=INSTANCE).output_for_node("first"),
        refused(lambda: dg.with_resources([first], {})),
        refused(
            lambda: dg.with_resources([first], {"r": configured}, resource_config_by_key={"r": {"bad": 1}})
        ),
        len(
            dg.with_resources([first], {"r": configured}, resource_config_by_key={"x": {"config": {"a": 1}}})
        ),
        refused(lambda: dg.with_resources(made, {"r": one})),
    ]


def case_io_managers_as_resources():
    manager = dg.InMemoryIOManager()

    @dg.op(out=dg.Out(io_manager_key="mine"))
    def makes():
        return 3

    return len(run(makes, resource_defs={"mine": manager}).all_events) > 0, list(
        manager.values.values()
    ) if hasattr(manager, "values") else None


def case_hooks_use_resources():
    seen = []

    @dg.success_hook(required_resource_keys={"r"})
    def note(context):
        seen.append(context.resources.r)

    @dg.op
    def plain():
        return 1

    run(plain, resource_defs={"r": one}, hooks={note})
    return seen, refused(lambda: run(plain, hooks={note}))


def case_nested_graphs_need_their_resources():
    use = reader("r")

    @dg.graph
    def inner():
        use()

    @dg.graph
    def outer():
        inner()

    return outer.to_job().name, outer.to_job(resource_defs={"r": 4}).execute_in_process(
        instance=INSTANCE
    ).output_for_node("inner.read")


def case_events_of_resources():
    result = run(reader("one"), resource_defs={"one": one})
    return [e.event_type_value for e in result.all_events if "RESOURCE" in e.event_type_value]


def case_definitions_bind_resources():
    use = reader("r")

    @dg.job
    def a_job():
        use()

    defs = dg.Definitions(jobs=[a_job], resources={"r": 3})
    return defs.resolve_job_def("a_job").execute_in_process(instance=INSTANCE).output_for_node(
        "read"
    ), refused(lambda: dg.Definitions(jobs=[a_job]).resolve_job_def("a_job"))


def case_copies_of_definitions():
    made = dg.ResourceDefinition(
        lambda _: 1, config_schema=int, description="d", required_resource_keys={"x"}, version="2"
    )
    again = made.configured(3)
    return (
        again.description,
        sorted(again.required_resource_keys),
        made.version,
        again.config_schema.is_required,
    )
