"""docs/rules.md: every known trap has one row, and what a row names is there."""

import re
from pathlib import Path

import pytest

from assetize.analyzer.codes import CODES

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
TRAPS = [*(f"P{number}" for number in range(1, 39)), *(f"S{number}" for number in range(1, 17))]
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.splitlines()
    if re.match(r"\| [PS]\d+ \|", line)
]
PARTS = ("What", "Why", "Example", "By hand")
SECTIONS = [section for section in PAGE.split("\n## ")[1:] if not section.startswith("Where each trap")]
BEYOND = frozenset(
    {
        "config-that-names-an-asset",
        "definitions-in-the-wrong-order",
        "jobs-made-in-place",
        "schedules-that-a-function-makes-and-computed-names",
        "what-cannot-be-rewritten",
    }
)
"""Rules that no known trap asked for."""
for_each_row = pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])


def test_every_trap_has_one_row() -> None:
    assert [row[0] for row in ROWS] == TRAPS


@for_each_row
def test_what_a_row_names_is_there(row: list[str]) -> None:
    _, _, rule, file, codes, fixtures = row
    assert _anchor(rule) in {_slug(section.partition("\n")[0]) for section in SECTIONS}
    layer, _, path = file.strip("`").partition("/")
    assert (ROOT / layer / "assetize" / layer / path).is_file()
    assert set(re.findall(r"AZ\d+", codes)) <= {code.code for code in CODES}
    named = re.findall(r"`(\w+)`", fixtures)
    assert named and all((ROOT / "fixtures" / name / "expected.json").is_file() for name in named)


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.partition("\n")[0])
def test_a_rule_says_what_why_an_example_and_what_to_do(section: str) -> None:
    assert [part for part in PARTS if f"**{part}.**" not in section] == []


def test_codes_on_the_page_exist() -> None:
    assert set(re.findall(r"AZ\d+", PAGE)) <= {code.code for code in CODES}


def test_every_rule_is_in_the_table() -> None:
    used = {_anchor(row[2]) for row in ROWS}
    assert {_slug(section.partition("\n")[0]) for section in SECTIONS} == used | BEYOND


def _anchor(cell: str) -> str:
    return cell.partition("(#")[2].rstrip(")")


def _slug(title: str) -> str:
    return re.sub(r"[^a-z0-9 -]", "", title.lower()).replace(" ", "-")
