"""Names of assets, functions and jobs that mean something else already."""

from nasty_case import NastyCase
from nasty_texts import DEFS, HEAD, TWO, TWO_OPS


def _reserved(name: str) -> NastyCase:
    return NastyCase(HEAD + TWO.replace("users", name) + DEFS)


CASES: dict[str, NastyCase] = {
    "table_named_class": _reserved("class"),
    "table_named_type": _reserved("type"),
    "table_named_dict": _reserved("dict"),
    "asset_name_is_taken": NastyCase(
        HEAD.replace("asset, ", "") + "asset = 3\ndefine_asset_job = 4\n" + TWO + DEFS
    ),
    "noun_is_a_variable": NastyCase(
        HEAD + 'users = ["a"]\n' + TWO.replace('"users", ["a"]', '"users", users') + DEFS
    ),
    "noun_is_a_global": NastyCase(
        HEAD
        + "users = None\n"
        + TWO.replace(
            '    write_table("users", ["a"])',
            '    global users\n    users = ["a"]\n    write_table("users", users)',
        )
        + DEFS
    ),
    "noun_is_an_import": NastyCase(
        HEAD + "import json\n" + TWO.replace("users", "json").replace('["a"]', "[json.dumps(1)]") + DEFS
    ),
    "job_is_named_like_its_table": NastyCase(
        HEAD + TWO.replace("main_job", "users") + DEFS.replace("main_job", "users"), ("AZ322",), ("users",)
    ),
    "op_reads_its_name": NastyCase(
        HEAD
        + TWO.replace("def build_users():", "def build_users(context):").replace(
            'note("build_users")', 'note("build_users", context.op.name)'
        )
        + DEFS
    ),
    "op_is_defined_twice": NastyCase(
        HEAD + TWO_OPS.partition("@op(ins")[0].replace('"a"', '"first"') + TWO + DEFS, ("AZ302",)
    ),
}
