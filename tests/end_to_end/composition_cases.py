"""Bodies of graphs and jobs in many shapes: each case is a module that real Dagster can load."""

from textwrap import dedent

OPS = """
from typing import List, Optional, Tuple

from dagster import (
    AssetKey, AssetSpec, Config, ConfigurableResource, DynamicOut, DynamicOutput, GraphIn, GraphOut, In, Nothing, Out, Output,
    RetryPolicy, SourceAsset, asset, failure_hook, get_dagster_logger, graph, job, multi_asset, op,
)


@op
def one():
    return 1

@op
def two():
    return 2

@op
def same(value):
    return value

@op
def add(left, right):
    return left + right

@op
def total(values):
    return sum(values)

@op
def done() -> None:
    pass

@op(ins={"start": In(Nothing)})
def after():
    return 3

@op(ins={"after": In(Nothing), "before": In(Nothing)})
def between(value):
    return value

@op(ins={"b": In(int), "a": In(int)})
def declared(context, b, a, c=1):
    return a

@op(out={"evens": Out(), "odds": Out()})
def split(context):
    return [2], [1]

@op(out={"rows": Out(list)})
def rows():
    return []

@op(out=DynamicOut())
def pieces():
    yield DynamicOutput(1, mapping_key="a")

@op(out={"items": DynamicOut(), "count": Out()})
def items_and_count():
    yield DynamicOutput(1, mapping_key="a")
    yield Output(1, "count")

@op(name="renamed_op")
def python_name():
    return 1

@op(out={})
def nothing_out():
    pass

@failure_hook
def tell(context):
    pass

@graph
def doubled(number):
    return add(number, same(number))

@graph(out={"first": GraphOut(), "second": GraphOut()})
def both():
    return {"second": two(), "first": one()}

@graph(ins={"y": GraphIn(), "x": GraphIn()}, out={"sum": GraphOut(), "evens": GraphOut()})
def mixed(x, y):
    evens, _ = split()
    return add(x, y), evens

@graph
def fan_out():
    return pieces().map(same)
"""

_BODIES = {
    "single_call": """
        @job
        def run():
            one()
        """,
    "wiring_by_position_and_keyword": """
        @job
        def run():
            '''A docstring.'''
            x = one()
            y: int = two()
            add(x, right=y)
            add(right=x, left=y)
        """,
    "nested_calls": """
        @job
        def run():
            add(same(one()), same(two()))
        """,
    "implicit_second_names": """
        @job
        def run():
            a = same(one())
            b = same(a)
            same(b)
            one.alias("first")()
            one()
        """,
    "alias_does_not_count": """
        @job
        def run():
            same.alias("same_2")(one())
            same(two())
        """,
    "modifiers_in_chains": """
        @job
        def run():
            x = one.alias("uno").tag({"a": "b"}).with_hooks({tell}).with_retry_policy(RetryPolicy())()
            renamed = same.alias("other")
            renamed(x)
            same.tag({"c": "d"})(x)
        """,
    "tuple_unpacking": """
        @job
        def run():
            evens, odds = split()
            (a, b) = evens, odds
            add(a, b)
        """,
    "named_outputs": """
        @job
        def run():
            parts = split()
            add(parts.evens, parts.odds)
            add(parts[0], parts[-1])
            same(rows())
        """,
    "fan_in": """
        @job
        def run():
            total([one(), two(), same(one())])
            total(values=[x for x in [one(), two()]])
        """,
    "nothing_inputs": """
        @job
        def run():
            x = done()
            after(start=x)
            after(start=[done(), one()])
            after(done())
            between(one(), after=done(), before=two())
        """,
    "declared_inputs_by_position": """
        @job
        def run():
            declared(one(), two())
            declared(a=one(), b=two(), c=same(one()))
        """,
    "python_name_differs": """
        @job(name="the_job")
        def run():
            same(python_name())
            python_name()
        """,
    "no_outputs": """
        @job
        def run():
            nothing_out()
            result = done()
        """,
    "map_and_collect": """
        @job
        def run():
            xs = pieces()
            ys = xs.map(same)
            total(ys.collect())
            total(xs.collect())
        """,
    "map_with_lambda": """
        @job
        def run():
            base = one()
            results = pieces().map(lambda piece: add(piece, base)).map(same)
            total(results.collect())
        """,
    "map_with_function": """
        @job
        def run():
            def each(piece):
                a = same(piece)
                return add(a, piece)

            total(pieces().map(each).collect())
        """,
    "map_without_result": """
        @job
        def run():
            def each(piece):
                same(piece)

            pieces().map(each)
        """,
    "dynamic_among_other_outputs": """
        @job
        def run():
            items, count = items_and_count()
            total(items.map(lambda item: same(item)).collect())
            same(count)
        """,
    "map_to_two_outputs": """
        @op(out={"a": Out(), "b": Out()})
        def pair(value):
            return value, value

        @job
        def run():
            left, right = pieces().map(lambda v: pair(v))
            total(left.collect())
            total(right.collect())
        """,
    "dynamic_by_annotation": """
        @op
        def listed() -> List[DynamicOutput[int]]:
            return [DynamicOutput(1, mapping_key="a")]

        @job
        def run():
            total(listed().map(same).collect())
        """,
    "nested_graphs": """
        @graph
        def deep(z):
            return doubled(doubled(z))

        @job
        def run():
            x = deep(one())
            doubled.alias("again")(number=x)
            doubled(x)
        """,
    "graph_with_named_outputs": """
        @job
        def run():
            result = both()
            add(result.first, result.second)
            s, e = mixed(one(), y=two())
            add(s, e)
        """,
    "graph_with_dynamic_output": """
        @job
        def run():
            total(fan_out().map(same).collect())
        """,
    "graph_input_in_fan_in": """
        @graph
        def gather(a, b):
            return total([a, one(), b])

        @job
        def run():
            gather(one(), two())
        """,
    "graph_input_used_twice": """
        @graph
        def twice(v):
            add(v, v)
            return same(v)

        run = twice.to_job(input_values={"v": 1})
        """,
    "to_job": """
        @graph
        def etl():
            same(one())

        run = etl.to_job()
        other = etl.to_job(name="other_name")
        """,
    "to_job_in_schedule": """
        from dagster import ScheduleDefinition

        @graph
        def etl():
            same(one())

        schedule = ScheduleDefinition(job=etl.to_job(name="inline"), cron_schedule="@daily")
        """,
    "graph_that_returns_nothing": """
        @graph
        def quiet():
            same(one())

        @job
        def run():
            quiet()
            quiet()
        """,
    "graph_returns_outputs_of_another": """
        @graph(out={"x": GraphOut(), "y": GraphOut()})
        def through():
            return split()

        @job
        def run():
            x, y = through()
            add(x, y)
        """,
    "inferred_output_takes_the_first_of_a_tuple": """
        @graph
        def first():
            return one(), two()

        @job
        def run():
            same(first())
        """,
    "loop_over_constants": """
        NAMES = ("users", "orders")

        @job
        def run():
            results = []
            for name in NAMES:
                results.append(same.alias(f"load_{name}")(one()))
            total(results)
        """,
    "loop_with_enumerate_and_dict": """
        TABLES = {"users": one, "orders": two}

        @job
        def run():
            found = {}
            for position, (table, load) in enumerate(TABLES.items()):
                if position > 0:
                    found[table] = same.alias("same_" + table)(load())
                else:
                    found[table] = load.alias("load_%s" % table)()
            total(list(found.values()))
        """,
    "growing_fan_in": """
        @job
        def run():
            ready = [done()]
            for i in range(3):
                ready += [after.alias(f"step_{i}")(start=ready)]
        """,
    "comprehension_over_ops": """
        LOADERS = [one, two, one]

        @job
        def run():
            total([same(load()) for load in LOADERS])
        """,
    "helper_functions": """
        def load_all(*loaders, prefix="step"):
            return [same.alias(f"{prefix}_{i}")(load()) for i, load in enumerate(loaders)]

        def twice(value):
            return same(same(value))

        @job
        def run():
            a, b = load_all(one, two, prefix='AB'[0])
            twice(add(a, b))
        """,
    "conditions_on_constants": """
        USE_TWO = True
        MODE = "full"

        @job
        def run():
            x = two() if USE_TWO else one()
            if MODE == "full" and not False:
                add(x, one())
            elif MODE in ("other",):
                same(x)
            else:
                pass
        """,
    "module_level_aliases": """
        loader = one
        renamed = one.alias("renamed")

        @job
        def run():
            add(loader(), renamed())
        """,
    "configured_by_functions": """
        from dagster import configured

        @op(config_schema={"n": int})
        def number(context):
            return context.op_config["n"]

        @configured(number, config_schema={"m": int})
        def made(outer):
            return {"n": outer["m"]}

        @configured(number, name="shown")
        def hidden(_):
            return {"n": 1}

        def settings(_):
            return {"n": 2}

        third = number.configured(lambda _: {"n": 3}, name="third")
        fourth = configured(number, name="fourth")({"n": 4})
        fifth = configured(number)(settings)

        @job
        def run():
            total([made(), hidden(), third(), fourth(), fifth(), made()])
        """,
    "configured": """
        @op(config_schema={"n": int})
        def number(context):
            return context.op_config["n"]

        three = number.configured({"n": 3}, name="three")

        @job
        def run():
            add(three(), number.configured({"n": 4}, name="four")())
            three()
        """,
    "ops_inside_the_job": """
        @job
        def run():
            @op
            def inner():
                return 1

            @op(name="named")
            def other(v):
                return v

            other(inner())
        """,
    "asset_handed_over": """
        @asset
        def emails():
            return []

        @asset(key_prefix=["a", "b"], name="other")
        def prefixed():
            return []

        @multi_asset(specs=[AssetSpec("m1"), AssetSpec("m2")])
        def several():
            pass

        @job
        def run():
            same(emails)
            same(emails.to_source_asset())
            add(prefixed.get_asset_spec(), AssetSpec("outside"))
            same(several.get_asset_spec(AssetKey("m1")))
            add(one(), emails)
        """,
    "context_config_and_resources_are_no_inputs": """
        class Store(ConfigurableResource):
            path: str = "x"

        class Special(Store):
            pass

        class Settings(Config):
            n: int = 1

        @op
        def stored(context, value, config: Settings, store: Store, special: "Special", *, extra=2):
            return value

        @op
        def underscore(_, value):
            return value

        @job(resource_defs={"store": Store(), "special": Special()})
        def run():
            underscore(stored(one()))
            stored(value=one(), extra=two())
        """,
    "logging_in_a_body": """
        import os

        @job
        def run():
            log = get_dagster_logger()
            log.info("composing")
            print("composing", os.getcwd())
            assert True
            same(one())
        """,
    "keyword_spread": """
        @job
        def run():
            inputs = {"left": one(), "right": two()}
            add(**inputs)
            values = [one(), two()]
            add(*values)
        """,
    "walrus_and_swap": """
        @job
        def run():
            add(x := one(), x)
            a, b = one(), two()
            a, b = b, a
            add(a, b)
        """,
    "job_with_input_values": """
        @job(input_values={"n": 1})
        def run(n):
            same(n)
            add(n, one())
        """,
    "bound_parameters": """
        from functools import partial

        @job
        def run():
            offset = one()
            total(pieces().map(lambda p, offset=offset: add(p, offset)).collect())
        """,
    "zip_and_reversed": """
        @job
        def run():
            firsts = [one(), two()]
            for first, second in zip(firsts, reversed(firsts)):
                add(first, second)
            total(list(map(same, firsts)))
        """,
    "break_and_continue": """
        @job
        def run():
            for i in range(10):
                if i == 1:
                    continue
                if i > 3:
                    break
                same.alias(f"s{i}")(one())
            else:
                two()
        """,
    "if_returns_early": """
        FAST = False

        @graph
        def maybe():
            if FAST:
                return one()
            return same(two())

        @job
        def run():
            same(maybe())
        """,
    "with_statement": """
        import contextlib

        @job
        def run():
            with contextlib.suppress(ValueError):
                same(one())
        """,
    "async_and_generator_ops": """
        @op
        async def fetched() -> None:
            pass

        @op(out={"a": Out(is_required=False), "b": Out(is_required=False)})
        def branch() -> Output:
            yield Output(1, "a")

        @job
        def run():
            after(start=fetched())
            a, b = branch()
            same(a)
            same.alias("other")(b)
        """,
    "multiple_jobs_share_ops": """
        @job
        def first():
            same(one())

        @job(tags={"a": "b"}, description="second")
        def second():
            same(two())
            same(one())
        """,
    "graph_renamed": """
        @graph(name="shown", description="x", tags={"a": "b"})
        def hidden():
            return one()

        @job
        def run():
            same(hidden())
            hidden.alias("third")()
        """,
    "one_positional_gap": """
        @op(ins={"start": In(Nothing)})
        def gated(value):
            return value

        @job
        def run():
            gated(one(), done())
            gated(one(), start=[done(), two()])
        """,
}

CASES: tuple[tuple[str, str], ...] = tuple(
    (name, OPS + "\n" + dedent(body)) for name, body in _BODIES.items()
)
