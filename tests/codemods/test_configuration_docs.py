"""docs/configuration.md: every setting is there, and every example is right."""

import re
from pathlib import Path

import pytest

from assetize.analyzer.model import Settings
from assetize.analyzer.settings import read_settings
from assetize.analyzer.settings.options import KINDS, OPTIONS

PAGE = (Path(__file__).parents[2] / "docs" / "configuration.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```toml\n(.*?)```", PAGE, re.S)


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_right(example: str, tmp_path: Path) -> None:
    name = "pyproject.toml" if example.startswith("# pyproject.toml") else "assetize.toml"
    (tmp_path / name).write_text(example, encoding="utf-8")
    settings, problems = read_settings(tmp_path)
    assert problems == ()
    assert settings != Settings(name)


def test_every_setting_has_an_example() -> None:
    text = "\n".join(EXAMPLES)
    assert [name for name in OPTIONS if not re.search(rf"^\[?{name}\b", text, re.M)] == []


def test_every_kind_of_object_is_named() -> None:
    assert [kind for kind in KINDS if f"`{kind}`" not in PAGE] == []


def test_both_forms_of_the_first_example_say_the_same(tmp_path: Path) -> None:
    found = []
    for name, example in zip(("assetize.toml", "pyproject.toml"), EXAMPLES[:2], strict=True):
        folder = tmp_path / name
        folder.mkdir()
        (folder / name).write_text(example)
        settings, _ = read_settings(folder)
        found.append(
            (
                [item.pattern for item in settings.exclude_jobs],
                [(item.op, item.key) for item in settings.outputs],
            )
        )
    assert found[0] == found[1] == (["nightly_*"], [("shop.ops:build_users", ("users",))])
