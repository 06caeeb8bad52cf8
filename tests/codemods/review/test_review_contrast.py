"""Every colour of text can be read on every background that it stands on (WCAG AA), in light and in dark."""

import re
from importlib.resources import files

import pytest

CSS = files("assetize.codemods.review").joinpath("static", "review.css").read_text(encoding="utf-8")
LIGHT, DARK = (
    dict(re.findall(r"--([\w]+): (#[0-9a-f]{6});", block))
    for block in re.findall(r":root \{(.*?)\}", CSS, re.S)
)
WORDS = ("ink", "quiet", "good", "part", "bad", "asset")
TOKENS = ("ink", "quiet", "keyword", "string", "comment", "number", "name")
TEXT, SHAPE = 4.5, 3.0


def luminance(color: str) -> float:
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("colors", [LIGHT, DARK], ids=["light", "dark"])
def test_text_and_shapes_stand_out(colors: dict[str, str]) -> None:
    pairs = [(word, ground, TEXT) for word in WORDS for ground in ("paper", "band")]
    pairs += [(token, ground, TEXT) for token in TOKENS for ground in ("paper", "band", "added", "removed")]
    pairs += [("paper", "good", TEXT), *((f"c{number}", "paper", SHAPE) for number in range(1, 9))]
    found = {pair: round(contrast(colors[pair[0]], colors[pair[1]]), 2) for pair in pairs}
    assert {pair: value for pair, value in found.items() if value < pair[2]} == {}


def test_both_themes_have_all_colors() -> None:
    assert LIGHT.keys() == DARK.keys()
