"""A small project whose bodies do something: a table, a file, a value of an I/O manager, a message."""

PROJECT = """\
import csv
import os
import sqlite3

from dagster import Definitions, IOManager, Out, io_manager, job, op, resource


class Lake(IOManager):
    def handle_output(self, context, obj):
        raise RuntimeError("the real lake")

    def load_input(self, context):
        raise RuntimeError("the real lake")


@io_manager
def lake(_):
    return Lake()


@resource
def chat(_):
    raise RuntimeError("the real chat")


def shop():
    return sqlite3.connect(os.environ["SHOP_DB"])


@op(out={"prices": Out(io_manager_key="lake")})
def load_prices():
    with open("data/prices.csv") as file:
        return [(row["fruit"], int(row["price"])) for row in csv.DictReader(file)]


@op(out={"offers": Out(io_manager_key="lake")}, required_resource_keys={"chat"})
def make_offers(context, prices):
    offers = [(fruit, price - 1) for fruit, price in prices]
    context.resources.chat.post(text=f"{len(offers)} offers")
    return offers


@op
def store_offers(offers):
    with shop() as connection:
        connection.execute("create table if not exists sold (fruit text, price int)")
        connection.executemany("insert into sold values (?, ?)", offers)


@op
def write_list(offers):
    with open("data/list.csv", "w") as file:
        file.write("fruit\\n" + "".join(f"{fruit}\\n" for fruit, _ in offers))


@job(resource_defs={"lake": lake, "chat": chat})
def offers_job():
    offers = make_offers(load_prices())
    store_offers(offers)
    write_list(offers)


defs = Definitions(jobs=[offers_job])
"""
PRICES = "fruit,price\napple,3\npear,4\n"
SETTINGS = """\
[verify]
environment = {SHOP_DB = "{scratch}/shop.db"}
files = ["data"]
setup = "python fill.py {scratch}/filled.txt"
io-managers = ["lake"]
record-resources = ["chat"]
"""
FILL = """\
import sys

with open(sys.argv[1], "w") as file:
    file.write("as it should be")
"""
