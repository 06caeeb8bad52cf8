"""For each known trap of an upgrade, one that fell into it: what is wrong with the text, and what finds it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wrong:
    """In the upgraded ``file`` of a fixture (or of ``shop_project``), ``old`` is ``new``; the gate says ``reason``."""

    said: str
    project: str
    file: str
    old: str
    new: str
    reason: str


SHOP = ("shop", "shop/orders.py")

GATE: dict[str, Wrong] = {
    "P4": Wrong("an order is dropped", "guide_no_io_managers", "recommender/jobs.py", "@asset(deps=[users])", "@asset", "depends on nothing"),
    "P5": Wrong("a graph-backed asset no longer waits", "graph_asset_after_asset", "river.py", '@graph_asset(ins={"stations": AssetIn(dagster_type=Nothing)})\ndef levels(stations):\n    return write_levels(read_sensors(start=stations), read_offset(start=stations))', "@graph_asset\ndef levels():\n    return write_levels(read_sensors(), read_offset())", "the asset levels depends on nothing"),
    "P7": Wrong("an op that returns nothing does not say so", "guide_no_io_managers", "recommender/jobs.py", "def users() -> None:", "def users():", "an I/O manager would be called"),
    "P8": Wrong("an I/O manager takes its name from the whole key", "guide_io_managers", "recommender/mylib.py", "path[-1] if context.has_asset_key else context.name\n        obj", "path[0] if context.has_asset_key else context.name\n        obj", "WarehouseIOManager, which should stay as it is, has changed"),
    "P16": Wrong("an upstream of a multi-asset is another", *SHOP, "def bill(matched):", "def bill(orders):", "the asset invoices depends on orders"),
    "P17": Wrong("an optional output is returned", *SHOP, "    if len(matched) > 5:\n        yield Output(matched, \"refunds\")", "    yield Output(matched, \"refunds\")", "the body of bill is not what it was"),
    "P18": Wrong("specs in place of outputs", *SHOP, 'outs={\n        "invoices": AssetOut(io_manager_key="warehouse"),\n        "refunds": AssetOut(io_manager_key="warehouse", is_required=False),\n    }', 'specs=[AssetSpec("invoices"), AssetSpec("refunds")]', "io_manager_key='warehouse' is lost"),
    "P23": Wrong("a side effect is dropped", "side_effects_carried", "crm.py", "after=[tell_sales(count), check_rows(rows)]", "after=[tell_sales(count)]", "the asset customers runs"),
    "P29": Wrong("another key", *SHOP, '@asset(io_manager_key="warehouse")\ndef totals', '@asset(name="sums", io_manager_key="warehouse")\ndef totals', "the asset totals is not defined"),
    "P30": Wrong("a code version is new", *SHOP, '@asset(io_manager_key="warehouse")\ndef totals', '@asset(io_manager_key="warehouse", code_version="1")\ndef totals', "code_version='1' is new"),
    "P36": Wrong("an expectation is dropped", "own_events", "shop.py", '    yield ExpectationResult(success=bool(names), label="somebody came")\n', "", "has changed"),
    "P37": Wrong("another last op", "side_effects_carried", "crm.py", "finish_summary(after=[write_summary(customers), free_space()])", "write_summary(customers)", "the asset summary runs"),
    "P38": Wrong("a job of another name", *SHOP, 'name="orders_job"', 'name="orders"', "orders_job is not an asset job of that name"),
    "S2": Wrong("an event that became metadata is told, too", "own_events", "shop.py", '    yield Output(greetings, metadata={"first": greetings[0]})', '    yield AssetMaterialization("greetings")\n    yield Output(greetings, metadata={"first": greetings[0]})', "is told twice"),
    "S5": Wrong("nothing is returned in place of an output", *SHOP, '    yield Output(matched, "invoices")\n    if len(matched) > 5:\n        yield Output(matched, "refunds")', "    return matched, None", "the body of bill is not what it was"),
    "S7": Wrong("the first ops do not wait", "graph_asset_after_asset", "river.py", "read_offset(start=stations)", "read_offset()", "read_offset is not given what it waits for"),
    "S8": Wrong("a dependency that nobody makes", "guide_no_io_managers", "recommender/jobs.py", "deps=[users]", 'deps=["user"]', "depends on user"),
    "S9": Wrong("a selection of nothing", *SHOP, "selection=[orders, customers, matched, bill, totals]", "selection='key:\"order\"'", "selects nothing that can be read"),
    "S10": Wrong("no selection", *SHOP, "    selection=[orders, customers, matched, bill, totals],\n", "", "orders_job selects"),
    "S16": Wrong("other metadata in an output", "own_events", "shop.py", 'metadata={"word": "done"}', 'metadata={"word": "do"}', "metadata 'word': 'done'"),
}  # fmt: skip
"""Found by the static gate."""

STUBS: dict[str, str] = {
    "P3": "an input becomes mere order",
    "P9": "the job's config under the op's old name",
    "P10": "a hook lost",
    "P11": "the op's retries lost",
    "P12": "a resource bound to another",
    "P13": "one asset lost its partitions",
    "P14": "another partition",
    "P15": "one output of two is selected",
    "P27": "a parameter with a default",
    "P31": "the op's tags lost",
    "P32": "an optional output is required",
    "P33": "an asset too many is selected",
    "P34": "an asset is not selected",
    "S3": "a keyword-only parameter with a default",
    "S4": "an optional output is required",
    "S11": "no I/O manager",
    "S12": "an input of another prefix",
    "S15": "one asset lost its partitions",
}
"""Found by a run with stubs: the names of ``wrong_upgrades``."""

NO_TEXT: dict[str, str] = {
    "P1": "any order of jobs is right",
    "P2": "the job is refused",
    "P6": "as S7",
    "P19": "other shapes do not load",
    "P20": "the job is refused",
    "P21": "the job is refused",
    "P22": "the job is refused",
    "P24": "another annotation does not load",
    "P25": "tests are run by the user",
    "P26": "types are not compared",
    "P28": "the job is refused",
    "P35": "the executor is an argument of the job, as P10",
    "S1": "the job is refused",
    "S6": "other shapes do not load",
    "S13": "nothing is written for it",
    "S14": "nothing is written for it",
}
"""Nothing that an upgrade writes can be wrong in this way, or it is another trap's."""
