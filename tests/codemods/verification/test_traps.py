"""Every known trap has an upgrade that fell into it, and something that finds it; docs/verify.md lists them."""

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from shop_project import BEFORE, STORAGE
from traps import GATE, NO_TEXT, STUBS, Wrong
from wrong_upgrades import WRONG

from assetize.codemods.gate import check
from assetize.codemods.model import Rewrite
from assetize.codemods.plan import PlanOptions
from assetize.codemods.upgrade import PreparedUpgrade, prepare_upgrade

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "verify.md").read_text(encoding="utf-8")
TRAPS = [*(f"P{number}" for number in range(1, 39)), *(f"S{number}" for number in range(1, 17))]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project") / "shop"
    folder.mkdir()
    (folder / "__init__.py").touch()
    (folder / "storage.py").write_text(STORAGE)
    (folder / "orders.py").write_text(BEFORE)
    return folder.parent


@cache
def upgraded(root: Path) -> PreparedUpgrade:
    return prepare_upgrade(root, PlanOptions())


@pytest.mark.parametrize("trap", GATE)
def test_the_gate_finds_it(trap: str, shop: Path) -> None:
    wrong = GATE[trap]
    root = shop if wrong.project == "shop" else ROOT / "fixtures" / wrong.project / "before"
    upgrade = upgraded(root)
    found = check(root, upgrade.analysis, upgrade.plan, broken(upgrade, wrong), PlanOptions())
    assert any(wrong.reason in item.message for item in found), [item.message for item in found]


def broken(upgrade: PreparedUpgrade, wrong: Wrong) -> Rewrite:
    texts = {file.file: file.after.decode() for file in upgrade.rewrite.files}
    assert wrong.old in texts[wrong.file]
    text = texts[wrong.file].replace(wrong.old, wrong.new, 1).encode()
    return Rewrite(
        tuple(
            replace(file, after=text) if file.file == wrong.file else file for file in upgrade.rewrite.files
        )
    )


def test_a_run_with_stubs_finds_the_others() -> None:
    assert set(STUBS.values()) <= set(WRONG)
    assert len(WRONG) + len(GATE) >= 60


def test_the_page_has_every_trap() -> None:
    rows = dict(re.findall(r"^\| ([PS]\d+) \| (.*?) \|$", PAGE, re.M))
    assert list(rows) == TRAPS
    assert rows == {trap: row_of(trap) for trap in TRAPS}


def row_of(trap: str) -> str:
    if trap in GATE:
        return f"{GATE[trap].said} | static gate"
    if trap in STUBS:
        return f"{STUBS[trap]} | run with stubs"
    return f"– | {NO_TEXT[trap]}"
