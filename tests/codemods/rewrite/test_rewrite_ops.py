"""``@op`` becomes ``@asset``: what is refused, what is left, and what the new definition looks like."""

from dataclasses import replace
from pathlib import Path

import pytest
from rewrite_tools import (
    analysis_of,
    check_refused,
    check_rewritten,
    check_untouched,
    dedent,
    rewritten,
    run_python,
    upstream,
    write_files,
)

from assetize.codemods.model import AddNoneReturn, AddOrderInput, KeySpelling, OpToAsset, SymbolRef

IMPORTS = "import dagster as dg\n\n\n"


def to_asset(function: str = "users", **changes: object) -> OpToAsset:
    given: dict[str, object] = {
        "op": f"ops:{function}",
        "function": function,
        "key": (function,),
        "spelling": KeySpelling(),
        **changes,
    }
    return OpToAsset(**given)  # type: ignore[arg-type]


def test_no_action_no_change(tmp_path: Path) -> None:
    check_untouched(tmp_path, {"ops.py": IMPORTS + "@dg.op\ndef users(): ...\n"}, [])


@pytest.mark.parametrize(
    ("source", "code", "changes"),
    [
        ("@dg.op\ndef other(): ...", "AZ402", {}),
        ("@dg.op\ndef users(): ...\n\n\n@dg.op\ndef users(): ...", "AZ402", {}),
        ("if x:\n    @dg.op\n    def users(): ...\nelse:\n    @dg.op\n    def users(): ...", "AZ402", {}),
        ("def users(): ...", "AZ402", {}),
        ("users = dg.op(lambda: 1)", "AZ402", {}),
        ("@unknown.op\ndef users(): ...", "AZ402", {}),
        ("@dg.op(**COMMON)\ndef users(): ...", "AZ403", {}),
        ("@dg.op(out=OUT)\ndef users(): ...", "AZ403", {}),
        ("@dg.op(out=dg.DynamicOut())\ndef users(): ...", "AZ403", {}),
        ('@dg.op(out={"a": dg.Out(), "b": dg.Out()})\ndef users(): ...', "AZ403", {}),
        ("@dg.op(ins=INS)\ndef users(a): ...", "AZ403", {}),
        ("@dg.op(something_new=1)\ndef users(): ...", "AZ403", {}),
        (
            '@dg.op(ins={"a": dg.In(default_value=1)})\ndef users(a): ...',
            "AZ403",
            {"inputs": (upstream("x", parameter="a", from_input="a"),)},
        ),
        ('@dg.op(version="1", out=dg.Out(code_version="2"))\ndef users(): ...', "AZ403", {}),
        ("@dg.op\ndef users() -> int: ...", "AZ404", {"add_none_return": True}),
        (
            '@dg.op(out={"users": dg.Out()})\ndef users():\n    yield dg.Output(1, NAME)',
            "AZ404",
            {},
        ),
    ],
)
def test_refused(tmp_path: Path, source: str, code: str, changes: dict[str, object]) -> None:
    check_refused(tmp_path, {"ops.py": f"{IMPORTS}{source}\n"}, [to_asset(**changes)], code)


def check_op(tmp_path: Path, before: str, after: str, **changes: object) -> None:
    files = {"ops.py": IMPORTS + dedent(before)}
    check_rewritten(tmp_path, files, [to_asset(**changes)], {"ops.py": IMPORTS + dedent(after)})


def test_bare_decorator(tmp_path: Path) -> None:
    check_op(tmp_path, "@dg.op\ndef users(): ...\n", "@dg.asset\ndef users(): ...\n")


def test_a_name_and_nothing_else_leaves_no_brackets(tmp_path: Path) -> None:
    check_op(tmp_path, '@dg.op(name="build")\ndef users(): ...\n', "@dg.asset\ndef users(): ...\n")


def test_key_that_the_function_does_not_say(tmp_path: Path) -> None:
    check_op(
        tmp_path,
        "@dg.op\ndef users(): ...\n",
        '@dg.asset(name="people", key_prefix=["shop", "raw"])\ndef users(): ...\n',
        spelling=KeySpelling("people", ("shop", "raw")),
    )


def test_arguments_that_assets_have_too_stay_as_written(tmp_path: Path) -> None:
    check_op(
        tmp_path,
        """
        @dg.op(
            description='Users.',  # for people
            config_schema={
                "a": int,  # one
            },
            # who needs it
            required_resource_keys={"db"},
            tags={"kind": "sql"},
            version="3",
            retry_policy=dg.RetryPolicy(max_retries=2),
        )
        def users(context): ...
        """,
        """
        @dg.asset(
            description='Users.',  # for people
            config_schema={
                "a": int,  # one
            },
            # who needs it
            required_resource_keys={"db"},
            op_tags={"kind": "sql"},
            code_version="3",
            retry_policy=dg.RetryPolicy(max_retries=2),
        )
        def users(context): ...
        """,
    )


def test_output_is_flattened(tmp_path: Path) -> None:
    check_op(
        tmp_path,
        """
        @dg.op(
            out={"users": dg.Out(Frame, io_manager_key="db", is_required=False, metadata={})},
        )
        def users():
            yield dg.Output(value=1, output_name="users")
            yield dg.Output(2, "users", {"rows": 2})
        """,
        """
        @dg.asset(
            dagster_type=Frame,
            io_manager_key="db",
            output_required=False,
            metadata={},
        )
        def users():
            yield dg.Output(value=1)
            yield dg.Output(2, metadata={"rows": 2})
        """,
    )


def test_comments_of_what_goes_away_stay(tmp_path: Path) -> None:
    check_op(
        tmp_path,
        """
        @dg.op(
            ins={
                "start": dg.In(dg.Nothing),  # only order
            },
            out={
                # the table
                "users": dg.Out(io_manager_key="db"),
            },
        )
        def users(): ...
        """,
        """
        # only order
        # the table
        @dg.asset(
            deps=["raw"],
            io_manager_key="db",
        )
        def users(): ...
        """,
        inputs=(upstream("raw", from_input="start"),),
    )


def test_type_that_the_annotation_says_is_dropped(tmp_path: Path) -> None:
    check_op(
        tmp_path,
        "@dg.op(out=dg.Out(int))\ndef users() -> int: ...\n",
        "@dg.asset\ndef users() -> int: ...\n",
    )


def test_nothing_is_none(tmp_path: Path) -> None:
    check_op(
        tmp_path,
        "@dg.op(out=dg.Out(dg.Nothing))\ndef users(): ...\n",
        "@dg.asset\ndef users() -> None: ...\n",
    )
    check_op(
        tmp_path,
        "@dg.op(out=dg.Out(dg.Nothing))\ndef users():\n    yield dg.Output(None)\n",
        "@dg.asset(dagster_type=dg.Nothing)\ndef users():\n    yield dg.Output(None)\n",
    )


def test_names_of_outputs_in_context_methods(tmp_path: Path) -> None:
    check_op(
        tmp_path,
        """
        @dg.op(out={"users": dg.Out()})
        def users(context):
            context.add_output_metadata({"rows": 1}, output_name="users")
            context.add_output_metadata({"rows": 1}, "users")
            return context.get_output_metadata("users")
        """,
        """
        @dg.asset
        def users(context):
            context.add_output_metadata({"rows": 1})
            context.add_output_metadata({"rows": 1})
            return context.get_output_metadata("result")
        """,
    )


@pytest.mark.parametrize(
    ("body", "annotation"),
    [
        ("context.log.info(context.partition_key)", "AssetExecutionContext"),
        ("pass", "AssetExecutionContext"),
        ("helper(context=context.resources.db)", "AssetExecutionContext"),
        ("context.log.info(context.run_id)", "OpExecutionContext"),
        ("context.op_config['a']", "OpExecutionContext"),
        ("helper(context)", "OpExecutionContext"),
        ("f'{context}'", "OpExecutionContext"),
    ],
)
def test_context_annotation(tmp_path: Path, body: str, annotation: str) -> None:
    check_op(
        tmp_path,
        f"@dg.op\ndef users(context: dg.OpExecutionContext):\n    {body}\n",
        f"@dg.asset\ndef users(context: dg.{annotation}):\n    {body}\n",
    )


def test_old_questions_go_through_the_op_context(tmp_path: Path) -> None:
    check_op(
        tmp_path,
        "@dg.op\ndef users(context):\n    return context.op_config['a'], context.log, context.run_id\n",
        "@dg.asset\ndef users(context):\n"
        "    return context.op_execution_context.op_config['a'], context.log, context.op_execution_context.run_id\n",
    )


def test_old_versions_have_no_op_context_to_go_through(tmp_path: Path) -> None:
    write_files(tmp_path, {"ops.py": IMPORTS + "@dg.op\ndef users(context):\n    return context.run_id\n"})
    found = analysis_of(tmp_path)
    analysis = replace(found, project=replace(found.project, dagster_version="1.4.3"))
    result = rewritten(tmp_path, [to_asset()], analysis)
    assert result.files[0].after.decode().endswith("def users(context):\n    return context.run_id\n")


def test_string_annotations_leave_no_context_annotation(tmp_path: Path) -> None:
    head = "from __future__ import annotations\n\nfrom dagster import OpExecutionContext, op\n\n\n"
    check_rewritten(
        tmp_path,
        {"ops.py": head + "@op\ndef users(context: OpExecutionContext, a: int): ...\n"},
        [to_asset(inputs=(upstream("a", parameter="a", from_input="a"),))],
        {
            "ops.py": "from __future__ import annotations\n\nfrom dagster import asset\n\n\n"
            "@asset\ndef users(context, a: int): ...\n"
        },
    )


def test_inputs(tmp_path: Path) -> None:
    check_op(
        tmp_path,
        """
        @dg.op(
            ins={
                "same": dg.In(),
                "typed": dg.In(Frame, description="Gone."),
                "said": dg.In(Frame),
                "stored": dg.In(input_manager_key="db"),  # elsewhere
                "start": dg.In(dg.Nothing),
            }
        )
        def users(same, typed, said: Frame, stored, plain): ...
        """,
        """
        @dg.asset(
            ins={
                "typed": dg.AssetIn(dagster_type=Frame),
                "stored": dg.AssetIn(key=["raw", "stored"], input_manager_key="db"),  # elsewhere
                "plain": dg.AssetIn(key="other"),
            },
            deps=["first", dg.AssetKey(["a", "b"])],
        )
        def users(same, typed, said: Frame, stored, plain): ...
        """,
        inputs=(
            upstream("same", parameter="same", from_input="same"),
            upstream("typed", parameter="typed", from_input="typed"),
            upstream("said", parameter="said", from_input="said"),
            upstream("raw/stored", parameter="stored", from_input="stored", input_manager_key="db"),
            upstream("other", parameter="plain", from_input="plain"),
            upstream("first", from_input="start"),
            upstream("a/b"),
        ),
    )


def test_dependency_on_a_definition_below_is_by_key(tmp_path: Path) -> None:
    check_rewritten(
        tmp_path,
        {
            "ops.py": IMPORTS
            + "@dg.op\ndef model(): ...\n\n\n@dg.op\ndef users(): ...\n\n\n@dg.op\ndef report(): ...\n"
        },
        [
            to_asset("model", inputs=(upstream("users", "ops:users"),)),
            to_asset("users"),
            to_asset("report", inputs=(upstream("users", "ops:users"),)),
        ],
        {
            "ops.py": IMPORTS
            + '@dg.asset(deps=["users"])\ndef model(): ...\n\n\n@dg.asset\ndef users(): ...\n\n\n'
            + "@dg.asset(deps=[users])\ndef report(): ...\n"
        },
    )


def test_partitions_of_another_module(tmp_path: Path) -> None:
    check_rewritten(
        tmp_path,
        {
            "shop/__init__.py": "",
            "shop/partitions.py": "daily = 1\n",
            "shop/ops.py": "from dagster import op\n\nfrom . import other\n\n\n@op\ndef users(): ...\n",
        },
        [to_asset(op="shop.ops:users", partitions=SymbolRef("shop.partitions", "daily"))],
        {
            "shop/ops.py": "from dagster import asset\n\nfrom . import other\nfrom .partitions import daily\n\n\n"
            "@asset(partitions_def=daily)\ndef users(): ...\n"
        },
    )


def test_long_signature_is_broken_up(tmp_path: Path) -> None:
    long = "def users(context, first_argument_of_it, second_argument_of_it, third_argument_of_it)"
    check_op(
        tmp_path,
        f"@dg.op\n{long}:\n    pass\n",
        "@dg.asset\ndef users(\n    context, first_argument_of_it, second_argument_of_it, third_argument_of_it\n"
        ") -> None:\n    pass\n",
        add_none_return=True,
        inputs=tuple(
            upstream(name, parameter=name, from_input=name)
            for name in ("first_argument_of_it", "second_argument_of_it", "third_argument_of_it")
        ),
    )


def test_nested_and_decorated_ops(tmp_path: Path) -> None:
    check_rewritten(
        tmp_path,
        {
            "ops.py": IMPORTS
            + "def make():\n    @traced\n    @dg.op(tags={})\n    def users(): ...\n\n    return users\n"
        },
        [to_asset(op="ops:make.<locals>.users")],
        {
            "ops.py": IMPORTS
            + "def make():\n    @traced\n    @dg.asset(op_tags={})\n    def users(): ...\n\n    return users\n"
        },
    )


def test_ops_that_stay_ops(tmp_path: Path) -> None:
    check_rewritten(
        tmp_path,
        {
            "ops.py": "from dagster import In, op\n\n\n@op\ndef extract():\n    pass\n\n\n"
            '@op(ins={"a": In(int)})\ndef load(a):\n    pass\n'
        },
        [
            AddOrderInput("ops:extract", "start"),
            AddOrderInput("ops:load", "after"),
            AddNoneReturn("ops:load"),
        ],
        {
            "ops.py": "from dagster import In, Nothing, op\n\n\n"
            '@op(ins={"start": In(Nothing)})\ndef extract():\n    pass\n\n\n'
            '@op(ins={"a": In(int), "after": In(Nothing)})\ndef load(a) -> None:\n    pass\n'
        },
    )


def test_result_runs_on_dagster(tmp_path: Path) -> None:
    files = {
        "ops.py": """
            from dagster import In, Nothing, OpExecutionContext, Out, Output, op


            @op
            def prepare(): ...


            @op(
                name="build",
                ins={"raw": In(int, input_manager_key="db"), "start": In(Nothing)},
                out={"users": Out(int, io_manager_key="db")},
                tags={"a": "b"},
            )
            def users(context: OpExecutionContext, raw):
                context.add_output_metadata({"rows": 1}, output_name="users")
                yield Output(raw + 1, "users")
            """
    }
    actions = [
        to_asset("prepare", add_none_return=True),
        to_asset(
            key=("shop", "users"),
            spelling=KeySpelling(prefix=("shop",)),
            inputs=(
                upstream("lake/raw", parameter="raw", from_input="raw", input_manager_key="db"),
                upstream("prepare", "ops:prepare", from_input="start"),
            ),
        ),
    ]
    expected = """
        from dagster import AssetExecutionContext, AssetIn, Output, asset


        @asset
        def prepare() -> None: ...


        @asset(
            key_prefix=["shop"],
            ins={"raw": AssetIn(key=["lake", "raw"], dagster_type=int, input_manager_key="db")},
            deps=[prepare],
            dagster_type=int,
            io_manager_key="db",
            op_tags={"a": "b"},
        )
        def users(context: AssetExecutionContext, raw):
            context.add_output_metadata({"rows": 1})
            yield Output(raw + 1)
        """
    check_rewritten(tmp_path, files, actions, {"ops.py": expected})
    assert run_python(tmp_path, CHECK).splitlines()[-1] == "['prepare'] ['shop/users'] 42"


CHECK = """
    import dagster as dg
    from ops import prepare, users

    stored = {}

    class Manager(dg.IOManager):
        def handle_output(self, context, obj):
            stored[context.asset_key.to_user_string()] = obj

        def load_input(self, context):
            return {"lake/raw": 41}[context.asset_key.to_user_string()]

    raw = dg.AssetSpec(["lake", "raw"]).with_io_manager_key("db")
    result = dg.materialize([raw, prepare, users], resources={"db": Manager()})
    made = [key.to_user_string() for key in users.keys]
    print([key.to_user_string() for key in prepare.keys], made, stored["shop/users"])
"""
