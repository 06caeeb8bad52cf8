"""Ops, graphs and jobs that are made by functions and loops: each case is a module that real Dagster can load."""

from textwrap import dedent


def _case(name: str, source: str) -> tuple[str, str]:
    return name, dedent(source)


FACTORY_CASES = (
    _case(
        "op_factory_called_in_one_expression",
        """
        def make_op(table):
            @op(name=f"load_{table}")
            def _load():
                return table
            return _load

        @job
        def nightly():
            same(make_op("users")())
            same(make_op("orders")())
        """,
    ),
    _case(
        "op_factory_assigned_at_module_level",
        """
        def make_op(table, *, suffix="x"):
            name = f"load_{table}_{suffix}"

            @op(name=name, out={"first": Out(), "second": Out()})
            def _load(context, start):
                yield Output(1, "first")
                yield Output(2, "second")
            return _load

        load_users = make_op("users")
        load_orders = make_op("orders", suffix="y")

        @job
        def nightly():
            first, second = load_users(one())
            load_orders(second)
        """,
    ),
    _case(
        "job_factory_with_inner_ops",
        """
        SPECS = [{"name": "users", "train": True}, {"name": "orders", "train": False}]

        def build(spec):
            name = spec["name"]

            @op(name=f"{name}_extract")
            def extract():
                return name

            @op(name=f"{name}_store")
            def store(rows):
                return rows

            @op(name=f"{name}_train")
            def train(rows):
                return rows

            @job(name=f"{name}_job")
            def _job():
                rows = store(extract())
                if spec["train"]:
                    train(rows)

            return _job

        jobs = [build(spec) for spec in SPECS]
        """,
    ),
    _case(
        "list_that_grows_in_a_loop",
        """
        from dagster import Definitions

        def build(name):
            @job(name=f"{name}_job")
            def _job():
                same(one())
            return _job

        jobs = []
        for name in ["a", "b"]:
            jobs.append(build(name))
        jobs += [build("c")]
        defs = Definitions(jobs=[*jobs])
        """,
    ),
    _case(
        "definitions_in_a_loop",
        """
        for table in ("users", "orders"):
            @op(name=f"load_{table}")
            def load():
                return 1

            @job(name=f"{table}_job")
            def table_job():
                same(load())

            globals()[f"{table}_job"] = table_job
        """,
    ),
    _case(
        "dict_comprehension_of_jobs",
        """
        TABLES = {"users": 1, "orders": 2}

        def build(name, count):
            @graph
            def etl():
                for _ in range(count):
                    one()
            return etl.to_job(name=f"{name}_job")

        JOBS = {name: build(name, count) for name, count in TABLES.items()}
        """,
    ),
    _case(
        "loop_in_a_body_with_a_growing_list",
        """
        def make_op(name):
            @op(name=name, ins={"after": In(Nothing)})
            def _op():
                return 1
            return _op

        STEPS = ["a", "b", "c"]

        @job
        def chain():
            done_so_far = [one()]
            for step in STEPS:
                current = make_op(step)
                done_so_far.append(current(after=done_so_far))
        """,
    ),
    _case(
        "loop_in_a_body_carries_the_result",
        """
        def make_op(name):
            @op(name=name)
            def _op(value):
                return value
            return _op

        @job
        def chain():
            value = one()
            for step in ("a", "b", "c"):
                value = make_op(f"step_{step}")(value)
        """,
    ),
    _case(
        "arguments_from_a_dict",
        """
        CONFIG = {"name": "loaded", "out": {"rows": Out(), "count": Out()}, "ins": {"start": In(Nothing)}}

        @op(**CONFIG)
        def load():
            return 1, 2

        @job(**{"name": "nightly", "tags": {"team": "data"}})
        def _nightly():
            rows, count = load(done())
            add(rows, count)
        """,
    ),
    _case(
        "op_is_called_as_a_function",
        """
        def _plain(context, rows):
            return rows

        stored = op(name="stored")(_plain)
        direct = op(_plain)

        @job
        def nightly():
            direct(stored(one()))
        """,
    ),
    _case(
        "factory_with_a_lambda",
        """
        def make_op(name, function):
            @op(name=name)
            def _op(value):
                return function(value)
            return _op

        @job
        def nightly():
            make_op("double", lambda value: value * 2)(one())
        """,
    ),
    _case(
        "partial_of_a_factory",
        """
        from functools import partial

        def make_op(kind, name):
            @op(name=f"{kind}_{name}")
            def _op():
                return 1
            return _op

        loader = partial(make_op, "load")

        @job
        def nightly():
            loader("users")()
            loader(name="orders")()
        """,
    ),
    _case(
        "factory_of_factories",
        """
        def make_op(name):
            @op(name=name)
            def _op():
                return 1
            return _op

        def make_job(name, steps):
            @job(name=name)
            def _job():
                for step in steps:
                    make_op(f"{name}_{step}")()
            return _job

        def make_all(groups):
            return [make_job(name, steps) for name, steps in groups.items()]

        jobs = make_all({"users": ["a", "b"], "orders": ["c"]})
        """,
    ),
    _case(
        "several_results",
        """
        def make(name):
            @op(name=f"{name}_op")
            def _op():
                return 1

            @job(name=f"{name}_job")
            def _job():
                _op()

            return _op, _job

        users_op, users_job = make("users")

        @job
        def other():
            same(users_op())
        """,
    ),
    _case(
        "cached_factory",
        """
        from functools import lru_cache

        @lru_cache
        def make_op(name, other=None):
            other = other or f"{name}_op"

            @op(name=other)
            def _op():
                return 1
            return _op

        @job
        def nightly():
            make_op("users")()
            make_op("users")()
            make_op("orders", "given")()
        """,
    ),
    _case(
        "branch_in_a_factory",
        """
        def make_job(name, enabled):
            if not enabled:
                @job(name=f"{name}_off")
                def _off():
                    done()
                return _off

            @job(name=name)
            def _on():
                one()
            return _on

        first = make_job("first", True)
        second = make_job("second", enabled=False)
        """,
    ),
    _case(
        "job_in_a_schedule",
        """
        from dagster import ScheduleDefinition

        @graph
        def etl():
            same(one())

        def make_schedule(name, cron):
            return ScheduleDefinition(name=name, job=etl.to_job(name=f"{name}_job"), cron_schedule=cron)

        daily = make_schedule("daily", "0 0 * * *")
        hourly = ScheduleDefinition(job=etl.to_job(name="hourly_job"), cron_schedule="0 * * * *")
        """,
    ),
    _case(
        "decorator_of_the_project",
        """
        def my_op(**options):
            return op(retry_policy=RetryPolicy(max_retries=2), **options)

        def loud_op(name):
            def decorate(function):
                return op(name=name, tags={"loud": "yes"})(function)
            return decorate

        def my_job(function):
            return job(tags={"team": "data"})(function)

        @my_op(name="first_op")
        def first():
            return 1

        @loud_op("second_op")
        def second(value):
            return value

        @my_job
        def nightly():
            second(first())
        """,
    ),
    _case(
        "graph_factory",
        """
        def make_graph(name, count):
            @graph(name=name, out={"result": GraphOut()})
            def _graph(start):
                value = start
                for _ in range(count):
                    value = same(value)
                return value
            return _graph

        twice = make_graph("twice", 2)

        @job
        def nightly():
            twice(one())
            make_graph("thrice", 3)(two())
        """,
    ),
    _case(
        "specs_that_hold_ops",
        """
        STEPS = [("first", one), ("second", two)]

        def make_job(name, step):
            @job(name=name)
            def _job():
                same(step())
            return _job

        JOBS = [make_job(name, step) for name, step in STEPS]
        """,
    ),
    _case(
        "mapped_over_names",
        """
        def make_job(name):
            @job(name=name)
            def _job():
                one()
            return _job

        JOBS = list(map(make_job, ["a", "b"]))
        """,
    ),
    _case(
        "dict_of_made_ops",
        """
        def make_op(name):
            @op(name=name)
            def _op(value):
                return value
            return _op

        STEPS = {name: make_op(name) for name in ("a", "b", "c")}

        @job
        def nightly():
            value = STEPS["b"].alias("again")(one())
            for name, step in STEPS.items():
                value = step(value)
        """,
    ),
    _case(
        "inputs_from_a_comprehension",
        """
        def make_op(name, needed):
            @op(name=name, ins={f"after_{item}": In(Nothing) for item in needed}, out={n: Out() for n in ("x", "y")})
            def _op():
                return 1, 2
            return _op

        @job
        def nightly():
            x, y = make_op("wide", ["a", "b"])(after_a=one(), after_b=two())
            add(x, y)
        """,
    ),
    _case(
        "job_in_a_schedule_decorator",
        """
        from dagster import schedule

        def make_job(name):
            @job(name=name)
            def _job():
                one()
            return _job

        @schedule(job=make_job("nightly"), cron_schedule="0 0 * * *")
        def at_night(context):
            return {}
        """,
    ),
    _case(
        "list_that_a_factory_fills",
        """
        from dagster import Definitions

        def make_jobs(names):
            jobs = []
            for name in names:
                @job(name=f"{name}_job")
                def _job():
                    same.alias(name)(one())
                jobs.append(_job)
            return jobs

        JOBS = make_jobs(["a", "b"])
        defs = Definitions(jobs=JOBS)
        """,
    ),
    _case(
        "factory_that_registers",
        """
        def register(name, *, count=1):
            @job(name=name)
            def _job():
                for _ in range(count):
                    one()
            globals()[name] = _job

        register("first")
        register("second", count=2)
        """,
    ),
    _case(
        "known_condition_at_module_level",
        """
        WITH_ORDERS = False

        def make_job(name):
            @job(name=name)
            def _job():
                one()
            return _job

        users = make_job("users")
        if WITH_ORDERS:
            orders = make_job("orders")
        """,
    ),
    _case(
        "arguments_that_are_handed_on",
        """
        def make_op(name, **options):
            @op(name=name, **options)
            def _op(value):
                return value
            return _op

        def make_tagged(name, *tags, **more):
            return make_op(name, tags={tag: "yes" for tag in tags}, **more)

        @job
        def nightly():
            make_tagged("a", "x", "y", out={"left": Out()})(one())
        """,
    ),
    _case(
        "mapped_over_a_dynamic_output",
        """
        def make_op(name):
            @op(name=name)
            def _op(value):
                return value
            return _op

        @job
        def nightly():
            total(pieces().map(make_op("first")).map(lambda value: make_op("second")(value)).collect())
        """,
    ),
)
