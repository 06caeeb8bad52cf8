"""The static gate finds upgraded text that is wrong in one place; all fixtures and places: ``mutating.py``."""

import pytest
from mutating import FIXTURES, broken, is_caught_by_gate

from assetize.codemods.plan import PlanOptions
from assetize.codemods.upgrade import prepare_upgrade

SAMPLE = ("hooks_tags_retries", "multi_output_yield")


@pytest.mark.parametrize("name", SAMPLE)
def test_what_is_wrong_is_caught(name: str) -> None:
    root = FIXTURES / name / "before"
    found = list(broken(prepare_upgrade(root, PlanOptions())))
    assert len(found) > 20
    missed = [(mutant.kind, mutant.line) for mutant, upgrade in found if not is_caught_by_gate(root, upgrade)]
    assert missed == []
