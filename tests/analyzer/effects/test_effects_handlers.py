"""What a name holds after ``try``: what was tried counts, unless a handler gives it another text."""

from pathlib import Path

import pytest
from effect_tools import effects_of, told

CASES = {
    "another text": (
        "try:\n    path = 'a.csv'\nexcept OSError:\n    path = 'b.csv'\ndf.to_csv(path)",
        ["create file ?"],
    ),
    "the same text": (
        "try:\n    path = 'a.csv'\nexcept OSError:\n    path = 'a.csv'\ndf.to_csv(path)",
        ["create file a.csv"],
    ),
    "a handler that leaves": (
        "try:\n    path = 'a.csv'\nexcept OSError:\n    path = 'b.csv'\n    raise\ndf.to_csv(path)",
        ["create file a.csv"],
    ),
    "a handler with nothing": (
        "path = 'a.csv'\ntry:\n    found = read()\nexcept OSError:\n    found = None\ndf.to_csv(path)",
        ["create file a.csv"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_texts_of_handlers(case: str, tmp_path: Path) -> None:
    body, expected = CASES[case]

    assert told(effects_of(tmp_path, body)) == expected
