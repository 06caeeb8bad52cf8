"""Dynamic outputs: mapping, collecting, nesting in graphs, failures, skips and subsets."""

from engine import current

dg = current()
INSTANCE = dg.DagsterInstance.ephemeral()  # one for all cases: Dagster needs a while to make it


def refused(call):
    try:
        return call()
    except Exception as error:
        return type(error).__name__


@dg.op(out=dg.DynamicOut())
def numbers():
    for n in range(3):
        yield dg.DynamicOutput(n, mapping_key=f"k{n}")


@dg.op(out=dg.DynamicOut())
def none():
    return
    yield


@dg.op
def one():
    return 10


@dg.op
def inc(x):
    return x + 1


@dg.op
def add(x, y):
    return x + y


@dg.op
def total(xs):
    return sum(xs)


@dg.op
def echo(x):
    return x


def keys(result):
    return sorted(e.step_key for e in result.all_node_events if e.is_step_success)


def case_chains():
    @dg.job
    def a_job():
        mapped = numbers().map(inc)
        total(mapped.map(inc).collect())

    result = a_job.execute_in_process(instance=INSTANCE)
    return (
        keys(result),
        result.output_for_node("total"),
        result.output_for_node("inc"),
        result.output_for_node("inc_2"),
        result.output_for_node("numbers"),
    )


def case_functions():
    @dg.job
    def a_job():
        start = one()
        made = numbers().map(lambda n: add(inc(n), start))
        total(made.collect())
        echo(numbers.alias("again")().collect())

    result = a_job.execute_in_process(instance=INSTANCE)
    return result.output_for_node("total"), result.output_for_node("echo"), result.output_for_node("add")


def case_empty():
    @dg.job
    def a_job():
        total(none().map(inc).collect())
        echo(none.alias("other")().collect())

    result = a_job.execute_in_process(instance=INSTANCE)
    return (
        keys(result),
        result.output_for_node("total"),
        result.output_for_node("echo"),
        refused(lambda: result.output_for_node("inc")),
    )


def case_several_outputs():
    @dg.op(out={"many": dg.DynamicOut(), "single": dg.Out()})
    def mixed():
        yield dg.Output(5, "single")
        yield dg.DynamicOutput(1, mapping_key="a", output_name="many")
        yield dg.DynamicOutput(2, mapping_key="b", output_name="many")

    @dg.op(out={"a": dg.DynamicOut(), "b": dg.DynamicOut()})
    def two():
        yield dg.DynamicOutput(1, "x", "a")
        yield dg.DynamicOutput(2, "y", "b")

    @dg.job
    def a_job():
        made = mixed()
        total(made.many.map(lambda n: add(n, made.single)).collect())
        pair = two()
        pair.a.map(inc)
        pair.b.map(echo)

    result = a_job.execute_in_process(instance=INSTANCE)
    return (
        result.output_for_node("total"),
        result.output_for_node("mixed", "many"),
        result.output_for_node("mixed", "single"),
        result.output_for_node("inc"),
        result.output_for_node("echo"),
    )


def case_mapped_op_with_several_outputs():
    @dg.op(out={"a": dg.Out(), "b": dg.Out()})
    def split(x):
        return x, -x

    def both(n):
        made = split(n)
        return made.a, made.b

    @dg.job
    def a_job():
        a, b = numbers().map(both)
        total(a.collect())
        total.alias("negative")(b.collect())

    result = a_job.execute_in_process(instance=INSTANCE)
    return (
        result.output_for_node("total"),
        result.output_for_node("negative"),
        result.output_for_node("split", "b"),
    )


def case_optional_outputs():
    @dg.op(out=dg.Out(is_required=False))
    def odd(x):
        if x % 2:
            yield dg.Output(x)

    @dg.op(out=dg.DynamicOut(is_required=False))
    def maybe():
        return
        yield

    @dg.job
    def a_job():
        kept = numbers().map(odd)
        kept.map(inc)
        total(kept.collect())
        echo(maybe().collect())

    result = a_job.execute_in_process(instance=INSTANCE)
    return (
        keys(result),
        result.output_for_node("total"),
        sorted(e.step_key for e in result.all_node_events if e.is_step_skipped),
    )


def case_graphs():
    @dg.graph
    def twice(x):
        return inc(inc(x))

    @dg.graph(out=dg.GraphOut())
    def summed():
        return total(numbers().map(inc).collect())

    @dg.graph(out=dg.GraphOut())
    def source():
        return numbers()

    @dg.job
    def a_job():
        numbers().map(twice)
        echo(summed())
        source().map(inc)

    result = a_job.execute_in_process(instance=INSTANCE)
    return (
        keys(result),
        result.output_for_node("echo"),
        result.output_for_node("twice.inc_2"),
    )


def case_failures():
    @dg.op
    def fails(x):
        if x == 1:
            raise ValueError("x")
        return x

    @dg.job
    def a_job():
        made = numbers().map(fails)
        made.map(inc)
        total(made.collect())

    result = a_job.execute_in_process(instance=INSTANCE, raise_on_error=False)
    return (
        result.success,
        keys(result),
        sorted(result.get_failed_step_keys()),
        refused(lambda: a_job.execute_in_process(instance=INSTANCE)),
        refused(lambda: result.output_for_node("fails")),
    )


def case_retries():
    tries = []

    @dg.op(retry_policy=dg.RetryPolicy(max_retries=1))
    def flaky(x):
        tries.append(x)
        if tries.count(x) < 2 and x == 1:
            raise ValueError("x")
        return x

    @dg.job
    def a_job():
        total(numbers().map(flaky).collect())

    result = a_job.execute_in_process(instance=INSTANCE)
    return (
        result.output_for_node("total"),
        sorted(tries),
        [e.step_key for e in result.all_node_events if e.event_type_value == "STEP_UP_FOR_RETRY"],
    )


def case_wrong_compositions():
    def direct():
        inc(numbers())

    def listed():
        total([numbers(), one()])

    def nested():
        numbers().map(lambda n: numbers.alias("inner")())

    def twice():
        numbers().map(lambda n: numbers.alias("other")().map(lambda m: add(n, m)))

    def two_sources():
        a, b = numbers(), numbers()
        a.map(lambda n: b.map(lambda m: add(n, m)))

    def constant():
        numbers().map(3)

    def returns_constant():
        numbers().map(lambda n: 3)

    def static():
        one().map(inc)

    def collects_static():
        total(one().collect())

    def collected_in_a_list():
        total([numbers().collect(), one()])

    def collected_twice():
        total(numbers().collect().collect())

    def mapped_directly():
        total(numbers().map(inc))

    def returned():
        return numbers()

    return [
        (f.__name__, refused(lambda f=f: dg.graph(name="g")(f) and "fine"))
        for f in (
            direct,
            listed,
            nested,
            twice,
            two_sources,
            constant,
            returns_constant,
            static,
            collects_static,
            collected_in_a_list,
            collected_twice,
            mapped_directly,
            returned,
        )
    ]


def case_wrong_bodies():
    def run(body, out=None):
        op = dg.op(name="bad", out=out or dg.DynamicOut())(body)

        @dg.job
        def a_job():
            op().map(inc) if out is None else op()

        return a_job.execute_in_process(instance=INSTANCE).success

    def plain_output():
        yield dg.Output(1)

    def plain_value():
        return 1

    def listed():
        return [dg.DynamicOutput(1, "a"), dg.DynamicOutput(2, "b")]

    def list_of_values():
        return [1, 2]

    def repeated():
        yield dg.DynamicOutput(1, "a")
        yield dg.DynamicOutput(1, "a")

    def dynamic_for_static():
        yield dg.DynamicOutput(1, "a")

    def single():
        return dg.DynamicOutput(1, "a")

    return [
        (f.__name__, refused(lambda f=f: run(f)))
        for f in (plain_output, plain_value, listed, list_of_values, repeated, single)
    ] + [refused(lambda: run(dynamic_for_static, dg.Out()))]


def case_mapping_keys():
    return [
        refused(lambda k=k: dg.DynamicOutput(1, mapping_key=k).mapping_key)
        for k in ("a", "a_1", "a b", "a-b", "", None, 3, "a.b", "é", "A9", "a/b", "with[x]")
    ]


def case_keys_in_contexts():
    seen = []

    @dg.op
    def look(context, x):
        seen.append((context.get_mapping_key(), context.op.name, x))

    @dg.op
    def plain(context, xs):
        seen.append(context.get_mapping_key())

    @dg.job
    def a_job():
        made = numbers()
        made.map(look)
        plain(made.collect())

    a_job.execute_in_process(instance=INSTANCE)
    return sorted(seen, key=repr)


def case_descriptions():
    out = dg.DynamicOut(int, description="d", metadata={"m": 1}, io_manager_key="io")
    output = dg.DynamicOutput(3, "k", metadata={"x": 1})
    return (
        out.is_dynamic,
        out.description,
        out.metadata,
        out.io_manager_key,
        output.value,
        output.mapping_key,
        output.output_name,
        output.metadata["x"].value,
        output == dg.DynamicOutput(3, "k", metadata={"x": 1}),
        output == dg.DynamicOutput(4, "k"),
    )


def case_annotations():
    @dg.op
    def typed() -> list[dg.DynamicOutput[int]]:
        return [dg.DynamicOutput(1, "a")]

    @dg.op(out=dg.DynamicOut(int))
    def wrong():
        yield dg.DynamicOutput("x", "a")

    def single():
        @dg.op
        def bad() -> dg.DynamicOutput[int]:
            return dg.DynamicOutput(1, "a")

    @dg.job
    def a_job():
        typed().map(inc)

    return (
        a_job.execute_in_process(instance=INSTANCE).output_for_node("inc"),
        typed.output_defs[0].is_dynamic,
        typed.output_defs[0].dagster_type.display_name,
        refused(single),
        refused(lambda: dg.job(name="j")(lambda: wrong()).execute_in_process(instance=INSTANCE)),
    )


def case_asset_materializations_of_branches():
    @dg.op
    def tells(context, x):
        context.log_event(dg.AssetMaterialization(["a", str(x)]))

    @dg.job
    def a_job():
        numbers().map(tells)

    result = a_job.execute_in_process(instance=INSTANCE)
    return [m.asset_key.path for m in result.asset_materializations_for_node("tells")]


def case_hooks_on_branches():
    seen = []

    @dg.success_hook
    def note(context):
        seen.append((context.step_key, context.op.name))

    @dg.job
    def a_job():
        numbers().map(lambda n: inc.with_hooks({note})(n))

    a_job.execute_in_process(instance=INSTANCE)
    return sorted(seen)


def case_subsets():
    @dg.job
    def a_job():
        made = numbers()
        total(made.map(inc).collect())
        echo(one())

    def steps(selection):
        return keys(a_job.execute_in_process(instance=INSTANCE, op_selection=selection))

    return [
        refused(lambda s=s: steps(s))
        for s in (["numbers"], ["numbers", "inc"], ["*total"], ["one+"], ["inc"], ["total"])
    ]


def case_order_of_collected_values():
    @dg.op(out=dg.DynamicOut())
    def letters():
        for letter in ("b", "a", "c"):
            yield dg.DynamicOutput(letter, letter)

    @dg.job
    def a_job():
        echo(letters().map(echo.alias("each")).collect())

    return a_job.execute_in_process(instance=INSTANCE).output_for_node("echo")


def case_nothing_after_branches():
    @dg.op(out=dg.Out(dg.Nothing))
    def quiet(x):
        pass

    @dg.op(ins={"go": dg.In(dg.Nothing)})
    def after():
        return "after"

    @dg.job
    def a_job():
        after(numbers().map(quiet).collect())

    return a_job.execute_in_process(instance=INSTANCE).output_for_node("after")
