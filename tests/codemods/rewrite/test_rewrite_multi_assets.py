"""``@op`` with several outputs becomes ``@multi_asset``."""

from pathlib import Path

import pytest
from rewrite_tools import check_refused, check_rewritten, run_python, upstream

from assetize.codemods.model import MultiAssetOutput, OpToMultiAsset

IMPORTS = "from dagster import In, Nothing, Out, Output, op\n\n\n"


def to_multi_asset(**changes: object) -> OpToMultiAsset:
    given: dict[str, object] = {
        "op": "ops:split",
        "function": "split",
        "outputs": (MultiAssetOutput("train", ("train",)), MultiAssetOutput("test", ("test",))),
        **changes,
    }
    return OpToMultiAsset(**given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("decorator", "code"),
    [
        ("@op", "AZ404"),
        ("@op(out=OUTS)", "AZ403"),
        ('@op(out={"train": Out(), "other": Out()})', "AZ403"),
        ('@op(out={"train": Out(), "test": OUT})', "AZ403"),
        ('@op(out={"train": Out(), "test": DynamicOut()})', "AZ403"),
    ],
)
def test_refused(tmp_path: Path, decorator: str, code: str) -> None:
    check_refused(tmp_path, {"ops.py": f"{IMPORTS}{decorator}\ndef split(): ...\n"}, [to_multi_asset()], code)


def test_input_that_no_output_depends_on(tmp_path: Path) -> None:
    outputs = (MultiAssetOutput("train", ("train",), ()), MultiAssetOutput("test", ("test",), ()))
    files = {"ops.py": f'{IMPORTS}@op(out={{"train": Out(), "test": Out()}})\ndef split(): ...\n'}
    action = to_multi_asset(outputs=outputs, inputs=(upstream("raw"),))
    message = check_refused(tmp_path, files, [action], "AZ404")
    assert message == "No output of split depends on raw."


def test_outputs_keep_their_layout_and_comments(tmp_path: Path) -> None:
    check_rewritten(
        tmp_path,
        {
            "ops.py": IMPORTS
            + """@op(
    name="divide",
    ins={"start": In(Nothing)},
    out={
        # most of it
        "train": Out(Frame, io_manager_key="db"),
        "test": Out(is_required=False),  # the rest
    },
    tags={"a": "b"},
)
def split():
    yield Output(1, "train")
    yield Output(2, output_name="test")
"""
        },
        [
            to_multi_asset(
                outputs=(
                    MultiAssetOutput("train", ("ml", "train"), (("raw",),)),
                    MultiAssetOutput("test", ("test",)),
                ),
                inputs=(upstream("raw", from_input="start"),),
            )
        ],
        {
            "ops.py": """from dagster import AssetKey, AssetOut, Output, multi_asset


@multi_asset(
    name="divide",
    deps=["raw"],
    outs={
        # most of it
        "train": AssetOut(key=["ml", "train"], dagster_type=Frame, io_manager_key="db"),
        "test": AssetOut(is_required=False),  # the rest
    },
    internal_asset_deps={"train": {AssetKey("raw")}, "test": {AssetKey("raw")}},
    op_tags={"a": "b"},
)
def split():
    yield Output(1, "train")
    yield Output(2, output_name="test")
"""
        },
    )


def test_result_runs_on_dagster(tmp_path: Path) -> None:
    before = """
        import dagster as dg


        @dg.op(out={"train": dg.Out(int, io_manager_key="db"), "test": dg.Out(int, io_manager_key="db")})
        def split():
            return 1, 2


        @dg.op(out={"few": dg.Out(), "many": dg.Out(is_required=False)})
        def sort(train):
            yield dg.Output(train, "few")
        """
    after = """
        import dagster as dg


        @dg.multi_asset(
            outs={
                "train": dg.AssetOut(key=["ml", "train"], dagster_type=int, io_manager_key="db"),
                "test": dg.AssetOut(dagster_type=int, io_manager_key="db"),
            }
        )
        def split():
            return 1, 2


        @dg.multi_asset(
            outs={"few": dg.AssetOut(), "many": dg.AssetOut(is_required=False)},
            ins={"train": dg.AssetIn(key=["ml", "train"])},
        )
        def sort(train):
            yield dg.Output(train, "few")
        """
    actions = [
        to_multi_asset(
            outputs=(MultiAssetOutput("train", ("ml", "train")), MultiAssetOutput("test", ("test",)))
        ),
        to_multi_asset(
            op="ops:sort",
            function="sort",
            outputs=(MultiAssetOutput("few", ("few",)), MultiAssetOutput("many", ("many",))),
            inputs=(upstream("ml/train", "ops:split", "train", from_input="train"),),
        ),
    ]
    check_rewritten(tmp_path, {"ops.py": before}, actions, {"ops.py": after})
    check = """
        import dagster as dg
        from ops import sort, split

        result = dg.materialize([split, sort], resources={"db": dg.mem_io_manager, "io_manager": dg.mem_io_manager})
        print(sorted(key.to_user_string() for event in result.get_asset_materialization_events()
                     for key in [event.asset_key]))
        """
    assert run_python(tmp_path, check).splitlines()[-1] == "['few', 'ml/train', 'test']"
