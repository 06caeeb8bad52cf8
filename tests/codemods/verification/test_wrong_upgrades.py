"""Upgrades that somebody got wrong are caught, each for the right reason."""

from collections.abc import Iterator
from contextlib import nullcontext
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from shop_project import AFTER, BEFORE, STORAGE
from wrong_upgrades import WRONG

from assetize.analyzer.api import analyze
from assetize.codemods.plan import PlanOptions
from assetize.codemods.upgrade import PreparedUpgrade, prepare_upgrade
from assetize.codemods.verification import verify as verifying
from assetize.codemods.verification.verdicts import JobVerdict
from assetize.codemods.verification.verify import Engine, Version, compare_versions

IMPORTED = "from dagster import DefaultScheduleStatus, Field, ResourceDefinition\n"


def shop(root: Path, orders: str) -> Version:
    folder = root / "project" / "shop"
    folder.mkdir(parents=True)
    (folder / "__init__.py").touch()
    (folder / "storage.py").write_text(STORAGE)
    (folder / "orders.py").write_text(orders)
    return Version(root / "project", analyze(root / "project"), root)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Version:
    return shop(tmp_path_factory.mktemp("before"), BEFORE)


@pytest.fixture(scope="module")
def upgrade(original: Version) -> PreparedUpgrade:
    return prepare_upgrade(original.project, PlanOptions(), original.analysis)


@pytest.fixture(scope="module", autouse=True)
def _original_is_run_once(original: Version) -> Iterator[None]:
    """It does the same every time: half of the work is saved."""
    observe, kept = verifying.observe, {}

    def remembered(version: Version, group: Any, *others: Any) -> Any:
        if version is not original:
            return observe(version, group, *others)
        key = (group, others[1])
        if key not in kept:
            with observe(version, group, *others) as running:
                kept[key] = running.answer()
        return nullcontext(SimpleNamespace(answer=lambda: kept[key]))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(verifying, "observe", remembered)
        yield


def verdicts(tmp_path: Path, text: str, original: Version, upgrade: PreparedUpgrade, engine: str = "bundled") -> dict[str, JobVerdict]:  # fmt: skip
    after = shop(tmp_path / "after", text)
    proof = compare_versions(original, after, upgrade.plan, Engine(engine))
    return {verdict.job: verdict for verdict in proof.jobs}


@pytest.mark.parametrize("engine", ["bundled", "dagster"])
def test_the_right_upgrade_is_proved(
    tmp_path: Path, original: Version, upgrade: PreparedUpgrade, engine: str
) -> None:
    found = verdicts(tmp_path, AFTER, original, upgrade, engine)
    assert {name: (verdict.verdict, verdict.reasons) for name, verdict in found.items()} == {
        "orders_job": ("proved", ()),
        "regions_job": ("proved", ()),
    }
    assert found["orders_job"].runs == 4


@cache
def wrong_text(name: str) -> str:
    old, new, _, _ = WRONG[name]
    assert old in AFTER
    return AFTER.replace("from .storage", IMPORTED + "from .storage", 1).replace(old, new, 1)


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_upgrade_is_caught(
    tmp_path: Path, original: Version, upgrade: PreparedUpgrade, name: str
) -> None:
    _, _, job, reason = WRONG[name]
    verdict = verdicts(tmp_path, wrong_text(name), original, upgrade)[job]
    assert verdict.verdict == "differs"
    assert any(reason in text for text in verdict.reasons), verdict.reasons


DIFFERENT_ENGINE = ("two inputs swapped", "a schedule's config changed", "an asset is not selected", "another partition")  # fmt: skip


@pytest.mark.parametrize("name", DIFFERENT_ENGINE)
def test_dagster_catches_it_too(
    tmp_path: Path, original: Version, upgrade: PreparedUpgrade, name: str
) -> None:
    _, _, job, reason = WRONG[name]
    verdict = verdicts(tmp_path, wrong_text(name), original, upgrade, "dagster")[job]
    assert any(reason in text for text in verdict.reasons), verdict.reasons
