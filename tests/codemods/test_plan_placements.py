"""Groups and key prefixes of new assets: what is refused, what follows, and what the settings and options may say."""

from pathlib import Path

import pytest

from assetize.analyzer.api import analyze
from assetize.codemods.cli.main import main
from assetize.codemods.model import Plan
from assetize.codemods.plan import AskedOptions
from assetize.codemods.upgrade import prepare_upgrade

HEAD = """
import pandas as pd
import dagster as dg
"""
USERS = """
@dg.op
def make_users():
    pd.DataFrame().to_sql("users", "sqlite://")

@dg.job
def users_job():
    make_users()
"""
ORDERS = """
@dg.op
def make_orders():
    users = pd.read_sql("select * from users", "sqlite://")
    users.to_sql("orders", "sqlite://")

@dg.job
def orders_job():
    make_orders()
"""
DEFS = "\ndefs = dg.Definitions(jobs=[users_job])\n"
BOTH = HEAD + USERS + ORDERS + "\ndefs = dg.Definitions(jobs=[users_job, orders_job])\n"
STORED = """
@dg.op(out={"users": dg.Out(io_manager_key="store")})
def make_users():
    return [1]

class Store(dg.IOManager):
    def handle_output(self, context, obj):
        open(ADDRESS, "w").write(str(obj))

    def load_input(self, context):
        raise NotImplementedError

@dg.io_manager
def store():
    return Store()

@dg.job(resource_defs={"store": store})
def users_job():
    make_users()
"""


def _prepared(root: Path, text: str, settings: str = "", asked: AskedOptions | None = None) -> Plan:
    (root / "jobs.py").write_text(text)
    (root / "assetize.toml").write_text(settings)
    analysis = analyze(root)
    return prepare_upgrade(root, (asked or AskedOptions()).for_project(analysis.settings), analysis).plan


def _codes(plan: Plan) -> dict[str, set[str]]:
    return {job.job.rpartition(":")[2]: {item.code for item in job.diagnostics} for job in plan.jobs}


def _keys(plan: Plan) -> list[str]:
    return ["/".join(asset.key) for asset in plan.expected]


@pytest.mark.parametrize(
    "named",
    [
        '\n@dg.asset(deps=["users"])\ndef copies(): ...\n',
        '\n@dg.asset_sensor(asset_key=dg.AssetKey("users"), job_name="other")\ndef wake(context, event): ...\n',
        '\n@dg.asset_check(asset="users")\ndef is_right(): ...\n',
        '\n@dg.op(ins={"found": dg.In(asset_key=dg.AssetKey("users"))})\ndef send(found): ...\n',
        '\n@dg.op\ndef send(found): ...\n\n@dg.job\ndef send_job():\n    send(dg.SourceAsset("users"))\n',
    ],
)
def test_a_plain_key_that_something_else_names_is_refused(named: str, tmp_path: Path) -> None:
    found = _codes(_prepared(tmp_path, HEAD + named + USERS + DEFS, 'key-prefix = "shop"'))
    assert "AZ376" in found["users_job"]
    assert "AZ376" not in _codes(_prepared(tmp_path, HEAD + named + USERS + DEFS))["users_job"]


def test_a_key_with_a_history_is_refused(tmp_path: Path) -> None:
    text = HEAD + USERS.replace("    pd.", '    yield dg.AssetMaterialization("users")\n    pd.') + DEFS
    text = text.replace('"sqlite://")\n\n@dg.job', '"sqlite://")\n    yield dg.Output(None)\n\n@dg.job')
    assert _codes(_prepared(tmp_path, text, 'key-prefix = "shop"'))["users_job"] == {"AZ376"}
    assert _codes(_prepared(tmp_path, text))["users_job"] == set()


@pytest.mark.parametrize(
    ("address", "codes"),
    [
        ('"_".join(context.asset_key.path)', {"AZ315"}),
        ("context.asset_key.to_user_string()", {"AZ315"}),
        ("context.get_identifier()[-1]", {"AZ315"}),
        ("context.name", set()),
        ("context.asset_key.path[-1] if context.has_asset_key else context.name", {"AZ315"}),
        ('context.metadata["path"]', set()),
    ],
)
def test_storage_must_not_move(address: str, codes: set[str], tmp_path: Path) -> None:
    text = HEAD + STORED.replace("ADDRESS", address) + DEFS
    assert _codes(_prepared(tmp_path, text, 'key-prefix = "shop"'))["users_job"] == codes


def test_a_prefixed_key_that_is_taken_is_refused(tmp_path: Path) -> None:
    text = HEAD + '\n@dg.asset(key_prefix="shop", name="users")\ndef known(): ...\n' + USERS + DEFS
    assert _codes(_prepared(tmp_path, text, 'key-prefix = "shop"'))["users_job"] == {"AZ316"}


def test_the_first_pattern_that_fits_counts(tmp_path: Path) -> None:
    settings = """
[key-prefix]
"orders_*" = "reports"
"jobs.py" = "shop/raw"
"""
    plan = _prepared(tmp_path, BOTH, settings)
    assert _keys(plan) == ["shop/raw/users", "reports/orders"]
    assert plan.expected[1].deps == (("shop", "raw", "users"),)


def test_a_key_of_the_settings_is_whole(tmp_path: Path) -> None:
    settings = 'key-prefix = "shop"\nkeys = {"jobs:make_users" = "people"}'
    assert _keys(_prepared(tmp_path, BOTH, settings)) == ["people", "shop/orders"]


def test_an_option_counts_before_the_settings(tmp_path: Path) -> None:
    asked = AskedOptions(group_name="sales", key_prefix="crm")
    plan = _prepared(tmp_path, BOTH, 'key-prefix = "shop"\ngroup-name = "etl"', asked)
    assert _keys(plan) == ["crm/users", "crm/orders"]
    assert {asset.group_name for asset in plan.expected} == {"sales"}


def test_a_loader_that_gives_its_own_group_keeps_it(tmp_path: Path) -> None:
    (tmp_path / "ops.py").write_text(HEAD + USERS.partition("@dg.job")[0])
    job = "from dagster import Definitions, job, load_assets_from_modules\nimport ops\nfrom ops import make_users\n\n@job\ndef users_job():\n    make_users()\n"
    loaded = "defs = Definitions(assets=load_assets_from_modules([ops]GROUP), jobs=[users_job])\n"
    for group, said in (("", "sales"), (', group_name="raw"', "")):
        plan = _prepared(tmp_path, job + loaded.replace("GROUP", group), 'group-name = "sales"')
        assert [asset.group_name for asset in plan.expected] == [said]


def test_a_later_upgrade_finds_what_an_earlier_one_gave_a_prefix(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "jobs.py").write_text(BOTH)
    assert main(["upgrade", "--job", "users_job", "--key-prefix", "shop", "--write"]) == 0
    assert main(["upgrade", "--key-prefix", "shop", "--write"]) == 0
    text = (tmp_path / "jobs.py").read_text()
    assert '@dg.asset(key_prefix=["shop"], deps=[users])' in text
    assert "AssetSpec" not in text
    assert main(["upgrade", "--key-prefix", "shop", "--check"]) == 0


def test_a_plan_file_keeps_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "jobs.py").write_text(BOTH)
    main(["upgrade", "--key-prefix", "shop", "--group-name", "etl", "--plan-out", "plan.toml"])
    assert 'key-prefix" = "shop"' in (tmp_path / "plan.toml").read_text().replace(
        "key-prefix =", 'key-prefix" ='
    )
    assert main(["upgrade", "--plan", "plan.toml", "--write"]) == 0
    assert '@dg.asset(key_prefix=["shop"], group_name="etl")' in (tmp_path / "jobs.py").read_text()


@pytest.mark.parametrize(
    "option", ["--key-prefix=a b", "--key-prefix=/a", "--group-name=a/b", "--group-name="]
)
def test_what_dagster_would_not_take_is_bad_usage(option: str, tmp_path: Path) -> None:
    (tmp_path / "jobs.py").write_text(BOTH)
    assert main(["upgrade", option, str(tmp_path)]) == 2


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ("key-prefix = 3", "AZ163"),
        ('key-prefix = "a b"', "AZ163"),
        ('group-name = {"jobs" = "a/b"}', "AZ163"),
        ('group-name = {"no_such_job" = "etl"}', "AZ164"),
        ('key-prefix = {"user_job" = "etl"}', "AZ164"),
        ('key-prefix = {"users_job" = "etl", "jobs" = "a", "jobs:users_job" = "b"}', None),
    ],
)
def test_entries_are_checked(settings: str, code: str | None, tmp_path: Path) -> None:
    (tmp_path / "jobs.py").write_text(BOTH)
    (tmp_path / "assetize.toml").write_text(settings)
    assert [item.code for item in analyze(tmp_path).diagnostics] == ([code] if code else [])
