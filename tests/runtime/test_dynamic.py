"""Dynamic outputs: map, collect, mapping keys and the rules about them."""

import pytest


@pytest.fixture
def numbers(dg):
    @dg.op(out=dg.DynamicOut(), config_schema={"n": dg.Field(int, default_value=3)})
    def numbers(context):
        for i in range(context.op_config["n"]):
            yield dg.DynamicOutput(i, mapping_key=f"k{i}")

    return numbers


@pytest.fixture
def inc(dg):
    @dg.op
    def inc(x):
        return x + 1

    return inc


@pytest.fixture
def total(dg):
    @dg.op
    def total(xs):
        return sum(xs)

    return total


def test_map_and_collect(dg, numbers, inc, total):
    @dg.job
    def the_job():
        mapped = numbers().map(lambda x: inc(inc(x)))
        total(mapped.collect())

    result = the_job.execute_in_process()
    assert result.output_for_node("numbers") == {"k0": 0, "k1": 1, "k2": 2}
    assert result.output_for_node("inc") == {"k0": 1, "k1": 2, "k2": 3}
    assert result.output_for_node("total") == 9
    keys = [e.step_key for e in result.get_step_success_events()]
    assert {"inc[k0]", "inc_2[k2]"} <= set(keys) and keys[0] == "numbers" and keys[-1] == "total"
    empty = the_job.execute_in_process(run_config={"ops": {"numbers": {"config": {"n": 0}}}})
    assert empty.output_for_node("total") == 0


def test_collect_without_map_and_extra_inputs(dg, numbers, total):
    @dg.op
    def base():
        return 100

    @dg.op
    def add(x, y):
        return x + y

    @dg.job
    def the_job():
        values = numbers()
        start = base()
        total(values.collect())
        total.alias("shifted")(values.map(lambda x: add(x, start)).collect())

    result = the_job.execute_in_process()
    assert (result.output_for_node("total"), result.output_for_node("shifted")) == (3, 303)


def test_returned_lists(dg, inc, total):
    @dg.op
    def listed() -> list[dg.DynamicOutput[int]]:
        return [dg.DynamicOutput(1, "a"), dg.DynamicOutput(2, "b")]

    @dg.op(out=dg.DynamicOut())
    def not_listed():
        return 3

    @dg.job
    def the_job():
        total(listed().map(inc).collect())

    @dg.job
    def wrong_job():
        not_listed().map(inc)

    assert the_job.execute_in_process().output_for_node("total") == 5
    with pytest.raises(dg.DagsterInvariantViolationError, match="expected a list of DynamicOutput"):
        wrong_job.execute_in_process()


def test_mapping_keys(dg, inc):
    with pytest.raises(dg.DagsterInvalidDefinitionError, match="not a valid name"):
        dg.DynamicOutput(1, mapping_key="a b")
    with pytest.raises(Exception, match="mapping_key"):
        dg.DynamicOutput(1, mapping_key=None)

    @dg.op(out=dg.DynamicOut())
    def repeated():
        yield dg.DynamicOutput(1, "a")
        yield dg.DynamicOutput(2, "a")

    @dg.job
    def the_job():
        repeated().map(inc)

    with pytest.raises(dg.DagsterInvariantViolationError, match='mapping_key "a" multiple times'):
        the_job.execute_in_process()


def test_the_mapping_key_in_the_context(dg, numbers):
    @dg.op
    def key(context, x):
        return context.get_mapping_key()

    @dg.job
    def the_job():
        numbers().map(key)

    assert the_job.execute_in_process().output_for_node("key") == {"k0": "k0", "k1": "k1", "k2": "k2"}


def test_what_dynamic_outputs_do_not_allow(dg, numbers, inc):
    with pytest.raises(dg.DagsterInvalidDefinitionError, match="directly"):

        @dg.job
        def unmapped():
            inc(numbers())

    @dg.op
    def both(a, b): ...

    with pytest.raises(dg.DagsterInvalidDefinitionError, match="more than one dynamic output"):

        @dg.job
        def two_origins():
            first, second = numbers(), numbers()
            first.map(lambda a: second.map(lambda b: both(a, b)))


def test_kinds_of_outputs_do_not_mix(dg, run):
    @dg.op
    def dynamic_for_plain():
        yield dg.DynamicOutput(1, "a")

    @dg.op(out=dg.DynamicOut())
    def plain_for_dynamic():
        yield dg.Output(1)

    for op in (dynamic_for_plain, plain_for_dynamic):
        with pytest.raises(dg.DagsterInvariantViolationError):
            run(op)


def test_a_failure_in_one_branch(dg, numbers, total):
    @dg.op
    def picky(x):
        if x == 1:
            raise ValueError
        return x

    @dg.job
    def the_job():
        total(numbers().map(picky).collect())

    result = the_job.execute_in_process(raise_on_error=False)
    assert not result.success and result.get_failed_step_keys() == {"picky[k1]"}
    assert result.is_node_untouched("total")


def test_dynamic_graphs(dg, numbers, inc, total):
    @dg.graph
    def twice(x):
        return inc(inc(x))

    @dg.graph
    def all_of_it():
        return total(numbers().map(twice).collect())

    result = all_of_it.execute_in_process()
    assert result.output_value() == 9
    assert result.output_for_node("twice.inc") == {"k0": 1, "k1": 2, "k2": 3}
