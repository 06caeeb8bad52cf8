"""The page of diagnostic codes is what the codes say; ``make docs`` writes it."""

from pathlib import Path

import pytest

from assetize.analyzer.codes import CODES, Code
from assetize.codemods.explain.codes_page import FAMILIES, codes_page

PAGE = Path(__file__).parents[2] / "docs" / "diagnostics.md"


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == codes_page(), "run `make docs`"


def test_every_code_is_on_the_page_once() -> None:
    page = codes_page()
    assert [page.count(f"\n### {code.code}: ") for code in CODES] == [1] * len(CODES)


def test_codes_are_unique_and_belong_to_a_family() -> None:
    names = [code.code for code in CODES]
    assert len(set(names)) == len(names)
    assert all(name.startswith(tuple(prefix for prefix, _ in FAMILIES)) and len(name) == 5 for name in names)


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.code)
def test_a_code_says_what_why_and_what_to_do(code: Code) -> None:
    assert code.title and not code.title.endswith(".")
    assert code.why.endswith((".", "?"))
    assert code.help.endswith(".")
