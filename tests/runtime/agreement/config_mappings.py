"""Config mappings of graphs and jobs, `configured`, and how both go together."""

from engine import current

dg = current()
INSTANCE = dg.DagsterInstance.ephemeral()  # one for all cases: Dagster needs a while to make it


def refused(call):
    """The class of the error and whether it is of user code."""
    try:
        return call()
    except Exception as error:
        return type(error).__name__, type(error.__cause__).__name__


@dg.op(config_schema={"a": int, "b": dg.Field(str, default_value="b")})
def both(context):
    return context.op_config


@dg.op(config_schema=str)
def text(context):
    return context.op_config


@dg.op
def plain(context):
    return context.op_config


def node(job, name, config=None):
    return job.execute_in_process(instance=INSTANCE, run_config=config).output_for_node(name)


def graph_of(mapping, *ops):
    @dg.graph(config=mapping)
    def inner():
        for op in ops or (both,):
            op()

    @dg.job
    def a_job():
        inner()

    return a_job


def case_a_function_of_config():
    mapping = dg.ConfigMapping(
        config_fn=lambda c: {"both": {"config": {"a": c["n"]}}}, config_schema={"n": int}
    )
    job = graph_of(mapping)
    return [
        node(job, "inner.both", {"ops": {"inner": {"config": {"n": 3}}}}),
        refused(lambda: node(job, "inner.both")),
        refused(lambda: node(job, "inner.both", {"ops": {"inner": {"config": {"n": "x"}}}})),
        refused(lambda: node(job, "inner.both", {"ops": {"inner": {"ops": {"both": {"config": {"a": 1}}}}}})),
        refused(lambda: node(job, "inner.both", {"ops": {"inner": {"config": {"n": 3, "m": 1}}}})),
    ]


def case_without_a_schema():
    mapping = dg.ConfigMapping(config_fn=lambda c: {"both": {"config": {"a": c["n"]}}})
    job = graph_of(mapping)
    return node(job, "inner.both", {"ops": {"inner": {"config": {"n": 3}}}}), refused(
        lambda: node(job, "inner.both", {"ops": {"inner": {"config": {}}}})
    )


def case_with_defaults():
    mapping = dg.ConfigMapping(
        config_fn=lambda c: {"both": {"config": {"a": c["n"], "b": c["m"]}}},
        config_schema={"n": dg.Field(int, default_value=5), "m": dg.Field(str, default_value="z")},
    )
    job = graph_of(mapping)
    return (
        node(job, "inner.both"),
        node(job, "inner.both", {"ops": {"inner": {"config": {"n": 3}}}}),
        node(job, "inner.both", {"ops": {"inner": {}}}),
    )


def case_a_constant():
    mapping = dg.ConfigMapping(config_fn=lambda _: {"both": {"config": {"a": 9}}})
    return node(graph_of(mapping), "inner.both"), node(
        graph_of(dg.ConfigMapping(config_fn=lambda _: {"text": {"config": "t"}}, config_schema={}), text),
        "inner.text",
    )


def case_a_dictionary():
    job = graph_of({"both": {"config": {"a": 4}}})
    return [
        node(job, "inner.both"),
        refused(lambda: node(job, "inner.both", {"ops": {"inner": {"ops": {"both": {"config": {"a": 5}}}}}})),
        refused(lambda: node(graph_of({"nothing": {"config": 1}}), "inner.both")),
        refused(lambda: node(graph_of({"both": {"config": {"a": "x"}}}), "inner.both")),
    ]


def case_functions_that_fail():
    raising = dg.ConfigMapping(config_fn=lambda c: 1 / 0, config_schema={"n": int})
    wrong = dg.ConfigMapping(
        config_fn=lambda c: {"both": {"config": {"a": "text"}}}, config_schema={"n": int}
    )
    unknown = dg.ConfigMapping(config_fn=lambda c: {"nobody": {"config": {"a": 1}}}, config_schema={"n": int})
    missing = dg.ConfigMapping(config_fn=lambda c: {}, config_schema={"n": int})
    given = {"ops": {"inner": {"config": {"n": 1}}}}
    return [
        refused(lambda m=m: node(graph_of(m), "inner.both", given))
        for m in (raising, wrong, unknown, missing)
    ]


def case_facts_of_failures():
    given = {"ops": {"inner": {"config": {"n": 1}}}}
    found = []
    for function in (
        lambda c: 1 / 0,
        lambda c: {"both": {"config": {"a": "text"}}},
        lambda c: {"nobody": {}},
    ):
        try:
            node(
                graph_of(dg.ConfigMapping(config_fn=function, config_schema={"n": int})), "inner.both", given
            )
        except dg.DagsterInvalidConfigError as error:
            text = str(error)
            found.append(
                (
                    "inner" in text,
                    "a_job" in text,
                    "config mapping" in text,
                    [e.message[:60] for e in error.errors][:1],
                )
            )
        except dg.DagsterConfigMappingFunctionError as error:
            found.append(("'inner'" in str(error), "a_job" in str(error), repr(error.user_exception)))
    return found


def case_nested_mappings():
    @dg.graph(
        config=dg.ConfigMapping(
            config_fn=lambda c: {"both": {"config": {"a": c["k"]}}}, config_schema={"k": int}
        )
    )
    def inner():
        both()

    @dg.graph(
        config=dg.ConfigMapping(config_fn=lambda c: {"inner": {"config": {"k": c * 2}}}, config_schema=int)
    )
    def outer():
        inner()

    @dg.graph
    def around():
        outer()

    @dg.job
    def a_job():
        around()

    return node(
        a_job, "around.outer.inner.both", {"ops": {"around": {"ops": {"outer": {"config": 4}}}}}
    ), refused(lambda: node(a_job, "around", {"ops": {"around": {"ops": {"outer": {"config": "x"}}}}}))


def case_several_nodes():
    mapping = dg.ConfigMapping(
        config_fn=lambda c: {"both": {"config": {"a": len(c)}}, "text": {"config": c}}, config_schema=str
    )
    job = graph_of(mapping, both, text, plain)
    result = job.execute_in_process(instance=INSTANCE, run_config={"ops": {"inner": {"config": "abc"}}})
    return [result.output_for_node(f"inner.{n}") for n in ("both", "text", "plain")]


def case_aliases():
    @dg.graph(
        config=dg.ConfigMapping(
            config_fn=lambda c: {"one": {"config": c}, "two": {"config": c + c}}, config_schema=str
        )
    )
    def inner():
        text.alias("one")()
        text.alias("two")()

    @dg.job
    def a_job():
        inner()
        inner.alias("again")()

    result = a_job.execute_in_process(
        instance=INSTANCE, run_config={"ops": {"inner": {"config": "x"}, "again": {"config": "y"}}}
    )
    return [result.output_for_node(n) for n in ("inner.one", "inner.two", "again.one", "again.two")]


def case_inputs_beside_the_mapping():
    @dg.op(config_schema=int)
    def add(context, x: int):
        return x + context.op_config

    @dg.graph(config=dg.ConfigMapping(config_fn=lambda c: {"add": {"config": c}}, config_schema=int))
    def inner(x):
        return add(x)

    @dg.job
    def a_job():
        inner()

    return node(a_job, "inner", {"ops": {"inner": {"config": 4, "inputs": {"x": 3}}}}), refused(
        lambda: node(a_job, "inner", {"ops": {"inner": {"config": 4}}})
    )


def case_inputs_in_what_the_mapping_makes():
    @dg.op
    def double(x: int):
        return 2 * x

    mapping = dg.ConfigMapping(config_fn=lambda c: {"double": {"inputs": {"x": c}}}, config_schema=int)
    return node(graph_of(mapping, double), "inner.double", {"ops": {"inner": {"config": 21}}})


def case_mappings_of_jobs():
    mapping = dg.ConfigMapping(
        config_fn=lambda c: {"ops": {"both": {"config": {"a": c["n"]}}}},
        config_schema={"n": dg.Field(int, default_value=1)},
    )

    @dg.job(config=mapping)
    def a_job():
        both()

    @dg.graph
    def a_graph():
        both()

    other = a_graph.to_job(config=mapping, name="other")
    return [
        node(a_job, "both"),
        node(a_job, "both", {"n": 3}),
        node(other, "both", {"n": 4}),
        refused(lambda: node(a_job, "both", {"n": "x"})),
        refused(lambda: node(a_job, "both", {"ops": {"both": {"config": {"a": 1}}}})),
    ]


def case_mappings_of_jobs_with_resources():
    @dg.resource(config_schema={"r": str})
    def res(context):
        return context.resource_config["r"]

    @dg.op(required_resource_keys={"res"})
    def reader(context):
        return context.resources.res

    mapping = dg.ConfigMapping(
        config_fn=lambda c: {"resources": {"res": {"config": {"r": c["x"]}}}}, config_schema={"x": str}
    )

    @dg.job(config=mapping, resource_defs={"res": res})
    def a_job():
        reader()

    return node(a_job, "reader", {"x": "made"}), refused(lambda: node(a_job, "reader", {}))


def case_failing_mappings_of_jobs():
    def job(function):
        @dg.job(config=dg.ConfigMapping(config_fn=function, config_schema={"n": int}))
        def a_job():
            both()

        return lambda: node(a_job, "both", {"n": 1})

    return [
        refused(job(lambda c: 1 / 0)),
        refused(job(lambda c: {"ops": {"both": {"config": {"a": "x"}}}})),
        refused(job(lambda c: {"nothing": 1})),
        refused(job(lambda c: 3)),
    ]


def case_decorated_mappings():
    @dg.config_mapping(config_schema={"n": int})
    def mapping(config):
        return {"both": {"config": {"a": config["n"]}}}

    return [
        mapping.config_schema.is_required,
        node(graph_of(mapping), "inner.both", {"ops": {"inner": {"config": {"n": 3}}}}),
        mapping.resolve_from_unvalidated_config({"n": 2}),
        refused(lambda: mapping.resolve_from_unvalidated_config({"n": "x"})),
        refused(lambda: dg.ConfigMapping(config_fn=3)),
    ]


def case_graph_configured():
    @dg.graph(
        config=dg.ConfigMapping(
            config_fn=lambda c: {"both": {"config": {"a": c["n"]}}}, config_schema={"n": int}
        )
    )
    def inner():
        both()

    @dg.graph
    def unmapped():
        both()

    fixed = inner.configured({"n": 7}, name="fixed")
    computed = dg.configured(inner, name="computed", config_schema=int)(lambda c: {"n": c + 1})

    @dg.job
    def a_job():
        fixed()
        computed()

    result = a_job.execute_in_process(instance=INSTANCE, run_config={"ops": {"computed": {"config": 9}}})
    return [
        result.output_for_node("fixed.both"),
        result.output_for_node("computed.both"),
        fixed.name,
        refused(lambda: unmapped.configured({"n": 1}, name="x")),
        refused(lambda: inner.configured({"n": 1})),
        refused(
            lambda: inner.configured({"n": "text"}, name="bad").to_job().execute_in_process(instance=INSTANCE)
        ),
    ]


def case_configured_ops():
    fixed = both.configured({"a": 3}, name="fixed")
    part = both.configured(lambda c: {"a": c["x"], "b": "c"}, name="part", config_schema={"x": int})
    again = part.configured({"x": 8}, name="again")
    anything = both.configured(lambda c: {"a": c}, name="anything")

    @dg.job
    def a_job():
        fixed()
        part()
        again()
        anything()

    result = a_job.execute_in_process(
        instance=INSTANCE, run_config={"ops": {"part": {"config": {"x": 1}}, "anything": {"config": 5}}}
    )
    return [result.output_for_node(n) for n in ("fixed", "part", "again", "anything")] + [
        fixed.name,
        fixed.description,
        part.config_schema.is_required,
    ]


def case_configured_ops_that_are_wrong():
    @dg.job
    def a_job():
        both.configured({"a": "x"}, name="bad")()

    @dg.job
    def raising():
        both.configured(lambda c: 1 / 0, name="bad", config_schema=int)()

    @dg.job
    def wrong():
        both.configured(lambda c: {"b": 3}, name="bad", config_schema=int)()

    return [
        refused(lambda: a_job.execute_in_process(instance=INSTANCE)),
        refused(
            lambda: raising.execute_in_process(instance=INSTANCE, run_config={"ops": {"bad": {"config": 1}}})
        ),
        refused(
            lambda: wrong.execute_in_process(instance=INSTANCE, run_config={"ops": {"bad": {"config": 1}}})
        ),
        refused(
            lambda: wrong.execute_in_process(instance=INSTANCE, run_config={"ops": {"bad": {"config": "x"}}})
        ),
        refused(lambda: both.configured({"a": 1})),
        refused(lambda: dg.configured(both)({"a": 1})),
        refused(lambda: dg.configured(3)({"a": 1})),
        refused(lambda: both.configured({"a": 1}, name="x", config_schema=int).name),
        refused(lambda: dg.configured("text", config_schema=int)(lambda c: c)),
    ]


def case_configured_keeps_the_rest():
    @dg.op(
        config_schema=int,
        tags={"k": "v"},
        required_resource_keys={"r"},
        retry_policy=dg.RetryPolicy(max_retries=2),
        out=dg.Out(int),
        ins={"x": dg.In(int)},
        description="d",
    )
    def full(context, x):
        return x + context.op_config

    made = full.configured(3, name="made")
    return (
        made.tags,
        set(made.required_resource_keys),
        made.retry_policy,
        list(made.output_dict),
        list(made.input_dict),
        made.description,
        full.name,
    )


def case_configured_resources():
    @dg.resource(config_schema={"a": int, "b": dg.Field(str, default_value="b")})
    def res(context):
        return context.resource_config

    @dg.op(required_resource_keys={"one", "two", "three"})
    def reader(context):
        return [context.resources.one, context.resources.two, context.resources.three]

    @dg.configured(res, config_schema={"n": int})
    def computed(config):
        return {"a": config["n"]}

    job = dg.job(
        resource_defs={
            "one": res.configured({"a": 1}),
            "two": computed,
            "three": computed.configured({"n": 4}),
        }
    )(_calls(reader))
    return [
        node(job, "reader", {"resources": {"two": {"config": {"n": 2}}}}),
        refused(lambda: node(job, "reader")),
        refused(
            lambda: (
                dg.build_init_resource_context(instance=INSTANCE)
                and res.configured({"a": "x"})(dg.build_init_resource_context(instance=INSTANCE))
            )
        ),
        computed.description,
        res.configured({"a": 1}, description="new").description,
    ]


def _calls(op):
    def a_job():
        op()

    return a_job


def case_configured_io_managers_executors_loggers():
    @dg.io_manager(config_schema={"p": str})
    def manager(context):
        return dg.InMemoryIOManager()

    fixed = manager.configured({"p": "x"})
    executor = dg.multiprocess_executor.configured({"max_concurrent": 2})
    named = dg.in_process_executor.configured({}, name="mine")
    log = dg.json_console_logger.configured({"log_level": "INFO"})
    return type(fixed).__name__, type(executor).__name__, executor.name, named.name, type(log).__name__


def case_default_config_of_graphs():
    @dg.op(config_schema={"a": int})
    def reader(context):
        return context.op_config["a"]

    @dg.graph
    def inner():
        reader()

    @dg.job(config={"ops": {"inner": {"ops": {"reader": {"config": {"a": 1}}}}}})
    def a_job():
        inner()

    return [
        node(a_job, "inner.reader"),
        node(a_job, "inner.reader", {"ops": {"inner": {"ops": {"reader": {"config": {"a": 2}}}}}}),
        refused(
            lambda: dg.job(config={"ops": {"x": 1}})(_calls(reader)).execute_in_process(instance=INSTANCE)
        ),
        a_job.run_config,
    ]


def case_config_in_aliases():
    @dg.job
    def a_job():
        text()
        text.alias("second")()
        text.configured("fixed", name="third")()

    result = a_job.execute_in_process(
        instance=INSTANCE, run_config={"ops": {"text": {"config": "a"}, "second": {"config": "b"}}}
    )
    return [result.output_for_node(n) for n in ("text", "second", "third")]
