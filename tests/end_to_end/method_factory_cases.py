"""Methods that make ops and jobs: each case is a module that real Dagster can load, after ``composition_cases.OPS``."""

from textwrap import dedent

BUILDER = """
class Builder:
    prefix = "load"

    def __init__(self, name, tags=None):
        self.name = name
        self.tags = tags or {}

    def make_op(self):
        @op(name=f"{self.prefix}_{self.name}", tags=self.tags)
        def _op():
            return 1
        return _op

    def build(self):
        load = self.make_op()

        @job(name=self.name)
        def _job():
            same(load())
        return _job
"""


def _case(name: str, source: str, builder: str = BUILDER) -> tuple[str, str]:
    return f"method_{name}", builder + dedent(source)


METHOD_FACTORY_CASES = (
    _case(
        "on_objects",
        """
        users = Builder("users").build()
        builder = Builder("orders", tags={"a": "b"})
        orders = builder.build()
        """,
    ),
    _case(
        "on_objects_of_a_list",
        """
        BUILDERS = [Builder("users"), Builder("orders")]
        jobs = [builder.build() for builder in BUILDERS]
        more = []
        for name in ("x", "y"):
            more.append(Builder(name).build())
        """,
    ),
    _case(
        "of_derived_classes",
        """
        class Twice(Builder):
            prefix = "twice"

            def make_op(self):
                @op(name=f"{self.prefix}_{self.name}_here")
                def _op():
                    return 2
                return _op

        users = Twice("users").build()
        orders = Builder("orders").build()
        """,
    ),
    _case(
        "of_a_class",
        """
        class Base:
            table = "base"

            @classmethod
            def build(cls):
                @op(name=f"load_{cls.table}")
                def load():
                    return 1

                @job(name=cls.table)
                def _job():
                    load()
                return _job

            @staticmethod
            def plain(table):
                @job(name=table)
                def _job():
                    one()
                return _job

        class Users(Base):
            table = "users"

        jobs = [item.build() for item in (Base, Users)]
        orders = Base.plain("orders")
        """,
        builder="",
    ),
    _case(
        "in_a_body",
        """
        class Load:
            def __init__(self, name):
                self.name = name

            def make_op(self):
                @op(name=self.name)
                def _op():
                    return 1
                return _op

        @job
        def nightly():
            same(Load("users").make_op()())
            for name in ["x", "y"]:
                Load(name).make_op()()
        """,
        builder="",
    ),
    _case(
        "of_a_dataclass",
        """
        from dataclasses import dataclass, field

        @dataclass
        class Pipeline:
            name: str
            tables: list = field(default_factory=list)

            def step(self, table):
                @op(name=f"{self.name}_{table}")
                def _op():
                    return 1
                return _op

            def build(self):
                steps = [self.step(table) for table in self.tables]

                @job(name=self.name)
                def _job():
                    for step in steps:
                        same(step())
                return _job

        nightly = Pipeline("nightly", ["users", "orders"]).build()
        """,
        builder="",
    ),
    _case(
        "around_a_function",
        """
        import functools

        def logged(fn):
            @op(name=fn.__name__, tags={"logged": "yes"})
            @functools.wraps(fn)
            def inner(*args, **kwargs):
                return fn(*args, **kwargs)
            return inner

        def named(**options):
            def around(fn):
                return op(name=f"{fn.__name__}_op", **options)(fn)
            return around

        @logged
        def first(context, rows):
            return rows

        @named(tags={"a": "b"})
        def second(rows):
            return rows

        @job
        def nightly():
            second(rows=first(one()))
            second(first(rows=two()))
        """,
        builder="",
    ),
)
