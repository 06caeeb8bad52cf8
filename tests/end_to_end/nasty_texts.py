"""Pieces that the nasty projects are made of.

``note`` writes what ran, and what it was given, into a log that is compared.
"""

STORAGE = """\
import sqlite3


def write_table(name, values=()):
    with sqlite3.connect("shop.db") as db:
        db.execute(f'create table if not exists "{name}" (value text)')
        db.executemany(f'insert into "{name}" values (?)', [(str(value),) for value in values])
"""

HEAD = """\
from dagster import Definitions, In, Nothing, Out, RetryPolicy, asset, graph, job, op
from journal import attempt, note
from storage import write_table

"""

TWO_OPS = """
@op
def build_users():
    note("build_users")
    write_table("users", ["a"])


@op(ins={"start": In(Nothing)})
def build_orders():
    note("build_orders")
    write_table("orders", ["b"])
"""

TWO = f"""{TWO_OPS}

@job
def main_job():
    build_orders(start=build_users())
"""

DEFS = """

defs = Definitions(jobs=[main_job])
"""


VALUES = """
@op
def get():
    note("get")
    return 1


@op
def build_limits(given):
    note("build_limits", given)
    write_table("limits", [given])
    return [given, 2]


@op
def take(values):
    note("take", values)
    return values
"""

FILES = """
import json

from dagster import IOManager, io_manager


class Files(IOManager):
    def handle_output(self, context, obj):
        with open(f"{context.name}.json", "w") as file:
            json.dump(obj, file)

    def load_input(self, context):
        with open(f"{context.upstream_output.name}.json") as file:
            return json.load(file)


@io_manager
def files(_):
    return Files()


@io_manager
def more_files(_):
    return Files()


@op(out={"users": Out(io_manager_key="files")})
def build_users():
    note("build_users")
    return ["a"]
"""
