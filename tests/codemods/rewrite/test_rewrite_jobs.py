"""An op job becomes an asset job, in its place."""

from pathlib import Path

import pytest
from rewrite_tools import analysis_of, check_refused, check_rewritten, run_python, upstream, write_files

from assetize.analyzer.model import Analysis, Job, Location, Project
from assetize.codemods.model import JobToAssetJob, KeySpelling, MultiAssetOutput, OpToAsset, OpToMultiAsset

OPS = "from dagster import {imports}\n\n\n{decorator}\ndef users(): ...\n\n\n"
BEFORE = OPS.format(imports="graph, job, op", decorator="@op")
AFTER = OPS.format(imports="{imports}", decorator="@asset")
USERS = OpToAsset("jobs:users", "users", ("users",), KeySpelling())


def to_asset_job(**changes: object) -> JobToAssetJob:
    given: dict[str, object] = {
        "job": "jobs:users_job",
        "variable": "users_job",
        "name": "users_job",
        "selection": (upstream("users", "jobs:users"),),
        **changes,
    }
    return JobToAssetJob(**given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("job", "code", "changes"),
    [
        ("@job\ndef other(): ...", "AZ402", {}),
        ("@traced\n@job\ndef users_job(): ...", "AZ404", {}),
        ("@job(**COMMON)\ndef users_job(): ...", "AZ403", {}),
        ("@job\ndef users_job(): ...", "AZ403", {"carried": (("tags", "tags"),)}),
        ("users_job = other_job = g.to_job()", "AZ404", {}),
        ("users_job, other_job = make()", "AZ404", {}),
        ("users_job = JOBS['users']", "AZ404", {}),
    ],
)
def test_refused(tmp_path: Path, job: str, code: str, changes: dict[str, object]) -> None:
    check_refused(tmp_path, {"jobs.py": f"{BEFORE}{job}\n"}, [to_asset_job(**changes)], code)


def check_job(tmp_path: Path, before: str, after: str, imports: str, **changes: object) -> None:
    expected = AFTER.format(imports=imports) + after
    check_rewritten(
        tmp_path, {"jobs.py": BEFORE + before}, [USERS, to_asset_job(**changes)], {"jobs.py": expected}
    )


def test_function(tmp_path: Path) -> None:
    check_job(
        tmp_path,
        "# Every night.\n@job\ndef users_job():\n    users()\n",
        '# Every night.\nusers_job = define_asset_job(name="users_job", selection=[users])\n',
        "asset, define_asset_job, graph",
    )


def test_docstring_is_the_description(tmp_path: Path) -> None:
    check_job(
        tmp_path,
        '@job\ndef users_job():\n    """Users\' own."""\n    users()\n',
        "users_job = define_asset_job(\n"
        '    name="users_job", selection=[users], description="Users\' own."\n)\n',
        "asset, define_asset_job, graph",
    )


def test_long_docstring_is_one_literal_a_line(tmp_path: Path) -> None:
    check_job(
        tmp_path,
        '@job\ndef users_job():\n    """The users, all of them.\n\n    Every night, "again" and again.\n    """\n    users()\n',
        """users_job = define_asset_job(
    name="users_job",
    selection=[users],
    description=(
        "The users, all of them.\\n"
        "\\n"
        'Every night, "again" and again.'
    ),
)
""",
        "asset, define_asset_job, graph",
    )


def test_arguments_that_move_over_keep_text_and_comments(tmp_path: Path) -> None:
    check_job(
        tmp_path,
        """@job(
    resource_defs={"db": db},
    tags={
        "a": "b",  # c
    },
    # because
    op_retry_policy=RetryPolicy(max_retries=1),  # once
    config={},
)
def users_job():
    users()
""",
        """users_job = define_asset_job(
    name="users_job",
    selection=[users],
    run_tags={
        "a": "b",  # c
    },
    # because
    op_retry_policy=RetryPolicy(max_retries=1),  # once
)
""",
        "asset, define_asset_job, graph",
        carried=(("tags", "run_tags"), ("op_retry_policy", "op_retry_policy")),
    )


def test_to_job(tmp_path: Path) -> None:
    check_job(
        tmp_path,
        '@graph(description="Users.")\ndef g():\n    users()\n\n\n'
        'users_job: object = g.to_job("users_job", tags={"a": "b"})  # nightly\n',
        '@graph(description="Users.")\ndef g():\n    users()\n\n\n'
        'users_job: object = define_asset_job(\n    name="users_job", selection=[users], description="Users.", '
        'tags={"a": "b"}\n)  # nightly\n',
        "asset, define_asset_job, graph, job",
        carried=(("tags", "tags"),),
    )


def test_job_made_inside_another_expression(tmp_path: Path) -> None:
    before = BEFORE.replace("graph, job", "Definitions, graph") + (
        '@graph\ndef g():\n    users()\n\n\ndefs = Definitions(jobs=[g.to_job(name="users_job"), g.to_job(name="b")])\n'
    )
    after = AFTER.format(imports="Definitions, asset, define_asset_job, graph") + (
        "@graph\ndef g():\n    users()\n\n\ndefs = Definitions(jobs=["
        'define_asset_job(name="users_job", selection=[users]), g.to_job(name="b")])\n'
    )
    write_files(tmp_path, {"jobs.py": before})
    found = analysis_of(tmp_path).project
    job = Job("jobs:users_job", "users_job", None, Location("jobs.py", 13), 13, "jobs:g", "to_job")
    analysis = Analysis(Project(modules=found.modules, ops=found.ops, jobs=(job,)))
    check_rewritten(tmp_path, {"jobs.py": before}, [USERS, to_asset_job()], {"jobs.py": after}, analysis)


def test_assets_below_the_job_are_selected_by_key(tmp_path: Path) -> None:
    check_rewritten(
        tmp_path,
        {
            "jobs.py": "import dagster as dg\n\n\n@dg.op\ndef a(): ...\n\n\n@dg.job\ndef users_job(): ...\n\n\n"
            '@dg.op(out={"b": dg.Out(), "c": dg.Out()})\ndef both(): ...\n'
        },
        [
            OpToAsset("jobs:a", "a", ("x", "a"), KeySpelling(prefix=("x",))),
            OpToMultiAsset(
                "jobs:both", "both", (MultiAssetOutput("b", ("b",)), MultiAssetOutput("c", ("c",)))
            ),
            to_asset_job(selection=(upstream("x/a", "jobs:a"), upstream("b", "jobs:both"))),
        ],
        {
            "jobs.py": """import dagster as dg


@dg.asset(key_prefix=["x"])
def a(): ...


users_job = dg.define_asset_job(
    name="users_job",
    selection=[dg.AssetKey(["x", "a"]), dg.AssetKey("b"), dg.AssetKey("c")],
)


@dg.multi_asset(outs={"b": dg.AssetOut(), "c": dg.AssetOut()})
def both(): ...
"""
        },
    )
    check = """
        import dagster as dg
        from jobs import a, both, users_job

        job = dg.Definitions(assets=[a, both], jobs=[users_job]).resolve_job_def("users_job")
        print(sorted(key.to_user_string() for key in job.asset_layer.executable_asset_keys))
        """
    assert run_python(tmp_path, check) == "['b', 'c', 'x/a']\n"


def test_selection_by_simple_keys_is_strings(tmp_path: Path) -> None:
    check_job(
        tmp_path,
        "@job\ndef users_job():\n    users()\n",
        'users_job = define_asset_job(name="users_job", selection=["users", "other"])\n',
        "asset, define_asset_job, graph",
        selection=(upstream("users", "jobs:users"), upstream("other")),
    )


def test_what_the_body_says_to_people_stays(tmp_path: Path) -> None:
    check_job(
        tmp_path,
        '@job\ndef users_job():\n    """All."""\n    # First of all,\n    users()  # them\n    # and no more.\n',
        "# First of all,\n# them\n# and no more.\n"
        'users_job = define_asset_job(name="users_job", selection=[users], description="All.")\n',
        "asset, define_asset_job, graph",
    )


def test_a_docstring_beside_a_description_becomes_a_comment(tmp_path: Path) -> None:
    check_job(
        tmp_path,
        '@job(description="Short.")\ndef users_job():\n    """Long\n    and wide.\n    """\n    users()\n',
        "# Long\n# and wide.\n"
        'users_job = define_asset_job(name="users_job", selection=[users], description="Short.")\n',
        "asset, define_asset_job, graph",
        carried=(("description", "description"),),
    )
