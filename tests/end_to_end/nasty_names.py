"""Names of assets, functions and jobs that mean something else already."""

from nasty_case import NastyCase
from nasty_texts import DEFS, HEAD, TWO, TWO_OPS


def _reserved(name: str) -> NastyCase:
    return NastyCase(HEAD + TWO.replace("users", name) + DEFS)


ONE_JOB = """

@job
def main_job():
    build_users()
"""


def _reading(before: str, read: str, *codes: str) -> NastyCase:
    """An op that notes what its context says."""
    text = TWO.replace("def build_users():", "def build_users(context):")
    return NastyCase(
        HEAD
        + text.replace('note("build_users")', f'{before}\n    note("build_users", {read})'.lstrip("\n "))
        + DEFS,
        codes,
    )


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
    "op_reads_its_name_by_another_context": _reading("other = context", "other.op.name"),
    "op_reads_its_name_by_the_older_context": _reading("", "context.op_execution_context.op.name"),
    "op_reads_its_step": _reading("", "context._step_execution_context.step.key", "AZ328"),
    "op_reads_the_steps_of_its_job": _reading("", "[node.name for node in context.job_def.nodes]", "AZ328"),
    "op_reads_the_name_of_its_job": _reading("", "context.job_def.name"),
    "op_reads_the_config_of_its_run": _reading("", 'context.run.run_config.get("ops")', "AZ328", "AZ329"),
    "helper_reads_the_step": _reading(
        "def step_of(given):\n        return str(given.op_handle)\n", "step_of(context)", "AZ328"
    ),
    "asset_is_called_by_its_last_name": NastyCase(
        HEAD
        + """
@asset(key_prefix="warehouse")
def users():
    return 1


@asset
def totals(users):
    note("totals", users)

"""
        + TWO
        + "\n\ndefs = Definitions(assets=[users, totals], jobs=[main_job])\n",
        ("AZ316",),
    ),
    "asset_with_a_prefix_is_called_by_no_one": NastyCase(
        HEAD
        + """
@asset(key_prefix="warehouse")
def users():
    return 1

"""
        + TWO
        + "\n\ndefs = Definitions(assets=[users], jobs=[main_job])\n",
    ),
    "star_imports_bring_the_name_from_elsewhere": NastyCase(
        "from models import *\nfrom steps import *\n\n" + HEAD + 'note("model", users)\n' + ONE_JOB + DEFS,
        files=(("models.py", "users = 3\n"), ("steps.py", HEAD + TWO_OPS)),
    ),
    "star_imports_bring_the_name_for_an_asset_with_steps": NastyCase(
        "from models import *\n\n"
        + HEAD
        + 'note("model", users)\n'
        + TWO.replace("build_orders(start=build_users())", "build_users(get())")
        .replace("def build_users():", "def build_users(given):")
        .replace("@job", "@op\ndef get():\n    return 1\n\n\n@job")
        + DEFS,
        files=(("models.py", "users = 3\n"),),
        codes=("AZ409",),
    ),
    "object_reads_the_config_of_the_run": _reading(
        "class Loader:\n        def __init__(self, ctx):\n            self.ctx = ctx\n\n"
        "        def load(self):\n            return self.ctx.run.run_config\n",
        "Loader(context).load()",
        "AZ328",
    ),
    "op_is_defined_twice": NastyCase(
        HEAD + TWO_OPS.partition("@op(ins")[0].replace('"a"', '"first"') + TWO + DEFS, ("AZ302",)
    ),
}
