"""Assets and resources are handed to ``Definitions`` and ``@repository``."""

from pathlib import Path

import pytest
from rewrite_tools import check_refused, check_rewritten, rewritten, run_python, write_files

from assetize.analyzer.model import Location, ResourceBinding
from assetize.codemods.model import Action, DeclareExternalAsset, RegisterAssets, SymbolRef

PACKAGE = {
    "shop/__init__.py": "",
    "shop/ops.py": "import dagster as dg\n\n\n@dg.asset\ndef users():\n    return 1\n",
    "shop/io.py": "def warehouse(*names): ...\n",
    "shop/jobs.py": """
        import os
        from pathlib import Path as P

        from dagster import mem_io_manager

        from shop import io as store

        from .io import warehouse

        PLACE = 1
        """,
}
HEAD = "import dagster as dg\n\nfrom shop.ops import other\n\n"


def register(resource: str = "", module: str = "shop.jobs") -> RegisterAssets:
    bindings = (ResourceBinding("db", resource, Location("shop/jobs.py", 1)),) if resource else ()
    return RegisterAssets(
        "shop.defs:defs", (SymbolRef("shop.ops", "users"),), bindings, (module,) * len(bindings)
    )


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("other = dg.Definitions()", "AZ402"),
        ("defs = build()", "AZ402"),
        ("defs = dg.Definitions(**given)", "AZ404"),
        ("class defs: ...", "AZ404"),
        ("@dg.repository\ndef defs():\n    return {'jobs': {}}", "AZ404"),
        ("@dg.repository\ndef defs():\n    if a:\n        return []\n    return [b]", "AZ404"),
        ("@dg.repository\ndef defs():\n    yield a", "AZ404"),
        ("@dg.definitions\ndef defs():\n    return load()", "AZ404"),
    ],
)
def test_refused(tmp_path: Path, source: str, code: str) -> None:
    check_refused(tmp_path, {**PACKAGE, "shop/defs.py": f"{HEAD}{source}\n"}, [register()], code)


def test_name_that_means_something_else_there(tmp_path: Path) -> None:
    files = {**PACKAGE, "shop/defs.py": f"{HEAD}os = 1\ndefs = dg.Definitions()\n"}
    check_refused(tmp_path, files, [register("make(os.environ)")], "AZ409")


def check_definitions(
    tmp_path: Path,
    before: str,
    after: str,
    *actions: Action,
    imports: str = "from shop.ops import other, users\n\n",
) -> None:
    check_rewritten(
        tmp_path,
        {**PACKAGE, "shop/defs.py": HEAD + before},
        actions or [register()],
        {"shop/defs.py": f"import dagster as dg\n\n{imports}{after}"},
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("dg.Definitions()", "dg.Definitions(assets=[users])"),
        ("dg.Definitions(jobs=[j])", "dg.Definitions(assets=[users], jobs=[j])"),
        ("dg.Definitions([a], [b])", "dg.Definitions([a, users], [b])"),
        ("dg.Definitions(assets=None)", "dg.Definitions(assets=[users])"),
        ("dg.Definitions(assets=[])", "dg.Definitions(assets=[users])"),
        ("dg.Definitions(assets=(a, b))", "dg.Definitions(assets=(a, b, users))"),
        ("dg.Definitions(assets=(a,))", "dg.Definitions(assets=(a, users))"),
        ("dg.Definitions(assets=some)", "dg.Definitions(assets=[*some, users])"),
        ("dg.Definitions(assets=load(m))", "dg.Definitions(assets=[*load(m), users])"),
        ("dg.Definitions(assets=a + b)", "dg.Definitions(assets=[*(a + b), users])"),
        ("dg.Definitions(assets=a + [b])", "dg.Definitions(assets=a + [b, users])"),
        ("dg.Definitions(assets=[a] + b)", "dg.Definitions(assets=[a] + b + [users])"),
        ("dg.Definitions(assets=[x for x in y])", "dg.Definitions(assets=[*[x for x in y], users])"),
        ("dg.Definitions(assets=a if b else c)", "dg.Definitions(assets=[*(a if b else c), users])"),
    ],
)
def test_assets_of_definitions(tmp_path: Path, before: str, after: str) -> None:
    check_definitions(tmp_path, f"defs = {before}\n", f"defs = {after}\n")


def test_layout_and_comments_of_definitions_stay(tmp_path: Path) -> None:
    check_definitions(
        tmp_path,
        """defs = dg.Definitions(
    # what there is
    assets=[
        a,  # first
        b
        # and more
    ],
    jobs=[j],  # nightly
    resources={
        'x': 1,
    },
)
""",
        """defs = dg.Definitions(
    # what there is
    assets=[
        a,  # first
        b,
        users,
        # and more
    ],
    jobs=[j],  # nightly
    resources={
        'x': 1,
        'db': 2,
    },
)
""",
        register("2", "shop.defs"),
    )


def test_resources_that_are_there(tmp_path: Path) -> None:
    check_definitions(
        tmp_path,
        'defs = dg.Definitions(assets=[users], resources={"a": 1, **more, "db": 3})\n',
        'defs = dg.Definitions(assets=[users, external], resources={"a": 1, **more, "db": 3})\n',
        RegisterAssets(
            "shop.defs:defs",
            (SymbolRef("shop.ops", "users"), SymbolRef("shop.ops", "external")),
            (ResourceBinding("db", "2", Location("shop/defs.py", 1)),),
            ("shop.defs",),
        ),
        imports="from shop.ops import external, other, users\n\n",
    )


def test_resources_in_a_variable(tmp_path: Path) -> None:
    check_definitions(
        tmp_path,
        "defs = dg.Definitions(resources=RESOURCES)\n",
        'defs = dg.Definitions(assets=[users], resources={**RESOURCES, "db": 2})\n',
        register("2", "shop.defs"),
    )


def test_resource_brings_its_imports_along(tmp_path: Path) -> None:
    check_rewritten(
        tmp_path,
        {**PACKAGE, "shop/defs.py": HEAD + "defs = dg.Definitions(jobs=[])\n"},
        [register("warehouse(os.environ, P(name=PLACE), mem_io_manager, store.x, [i for i in range(3)])")],
        {
            "shop/defs.py": """
                import os
                from pathlib import Path as P

                import dagster as dg

                from shop import io
                from shop.io import warehouse
                from shop.jobs import PLACE
                from shop.ops import other, users

                defs = dg.Definitions(
                    assets=[users],
                    jobs=[],
                    resources={
                        "db": warehouse(
                            os.environ, P(name=PLACE), dg.mem_io_manager, io.x, [i for i in range(3)]
                        )
                    },
                )
                """.replace(
                """warehouse(
                            os.environ, P(name=PLACE), dg.mem_io_manager, io.x, [i for i in range(3)]
                        )""",
                "warehouse(os.environ, P(name=PLACE), dg.mem_io_manager, io.x, [i for i in range(3)])",
            )
        },
    )


def test_definitions_function(tmp_path: Path) -> None:
    check_definitions(
        tmp_path,
        "@dg.definitions\ndef defs():\n    return dg.Definitions(jobs=[j])\n",
        "@dg.definitions\ndef defs():\n    return dg.Definitions(assets=[users], jobs=[j])\n",
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[a, b]", "[a, b, users]"),
        ("a + [b]", "a + [b, users]"),
        ("jobs", "[*jobs, users]"),
        ("jobs()", "[*jobs(), users]"),
    ],
)
def test_repository(tmp_path: Path, before: str, after: str) -> None:
    function = "@dg.repository\ndef defs():\n    jobs = []\n    # all\n    return "
    check_definitions(tmp_path, f"{function}{before}\n", f"{function}{after}\n")


def test_repository_with_resources_and_external_asset_runs(tmp_path: Path) -> None:
    files = {
        "shop/__init__.py": "",
        "shop/ops.py": """
            from dagster import asset


            @asset(io_manager_key="db")
            def users(raw_users):
                return raw_users + 1
            """,
        "shop/io.py": """
            from dagster import IOManager


            class Store(IOManager):
                saved = {"raw_users": 1}

                def handle_output(self, context, obj):
                    self.saved[context.asset_key.path[-1]] = obj

                def load_input(self, context):
                    return self.saved[context.asset_key.path[-1]]
            """,
        "shop/jobs.py": """
            from dagster import define_asset_job

            from .io import Store

            users_job = define_asset_job("users_job", selection=["users"])
            """,
        "shop/defs.py": """
            from dagster import repository

            from .jobs import users_job


            @repository
            def defs():
                return [users_job]
            """,
    }
    write_files(tmp_path, files)
    actions = [
        DeclareExternalAsset("shop.ops", "shop.ops:users", "raw_users", ("raw_users",), "db"),
        RegisterAssets(
            "shop.defs:defs",
            (SymbolRef("shop.ops", "raw_users"), SymbolRef("shop.ops", "users")),
            (ResourceBinding("db", "Store()", Location("shop/jobs.py", 5)),),
            ("shop.jobs",),
        ),
    ]
    for item in rewritten(tmp_path, actions).files:
        (tmp_path / item.file).write_bytes(item.after)
    assert (tmp_path / "shop/defs.py").read_text() == (
        "from dagster import AssetsDefinition, repository, with_resources\n\n"
        "from .io import Store\nfrom .jobs import users_job\nfrom .ops import raw_users, users\n\n\n"
        "@repository\ndef defs():\n    return [\n        users_job,\n        *with_resources(\n"
        "            [AssetsDefinition(specs=[raw_users]), users], "
        'resource_defs={"db": Store()}\n        ),\n    ]\n'
    )
    check = """
        from shop.defs import defs
        from shop.io import Store

        print(defs.get_job("users_job").execute_in_process().success, Store.saved)
        """
    assert run_python(tmp_path, check) == "True {'raw_users': 1, 'users': 2}\n"


def test_definitions_without_a_name(tmp_path: Path) -> None:
    action = RegisterAssets("shop.defs:<Definitions 8>", (SymbolRef("shop.ops", "users"),))
    check_definitions(
        tmp_path,
        "defs = dg.Definitions.merge(\n    dg.Definitions(jobs=[a]),\n    other,\n    dg.Definitions(jobs=[b]),\n)\n",
        "defs = dg.Definitions.merge(\n    dg.Definitions(jobs=[a]),\n    other,\n"
        "    dg.Definitions(assets=[users], jobs=[b]),\n)\n",
        action,
    )
    action = RegisterAssets("shop.defs:make.<locals>.<Definitions 7>", (SymbolRef("shop.ops", "users"),))
    call = "dg.Definitions(\n            {0}jobs=[a],\n            schedules=[b],\n        )"
    before = "def make():\n    if x:\n        return " + call
    check_definitions(
        tmp_path, before.format("") + "\n", before.format("assets=[users],\n            ") + "\n", action
    )
    files = {**PACKAGE, "shop/defs.py": f"{HEAD}defs = make(dg.Definitions(), dg.Definitions())\n"}
    action = RegisterAssets("shop.defs:<Definitions 5>", (SymbolRef("shop.ops", "users"),))
    check_refused(tmp_path, files, [action], "AZ402")
