"""Dates of the run are holes of their own kind; templates are filled in; packages' files are read."""

import ast
from pathlib import Path

import pytest

from assetize.analyzer.files import find_files
from assetize.analyzer.names import read_sources
from assetize.analyzer.values import Known, NotKnown, Value, evaluate, render

PRELUDE = """
from datetime import date, datetime, timedelta
from importlib import resources
import pendulum
from jinja2 import Template
"""


def value(root: Path, expression: str, text: str = "") -> Value:
    (root / "shop").mkdir(exist_ok=True)
    (root / "shop" / "a.py").write_text(f"{PRELUDE}{text}\n({expression})\n")
    sources = read_sources(find_files(root))
    (module_id,) = sources.known_modules
    source = sources.module(module_id)
    assert source is not None
    last = source.tree.body[-1]
    assert isinstance(last, ast.Expr)
    return evaluate(sources, module_id, last.value)


@pytest.mark.parametrize(
    "expression",
    [
        "'a' - date.today()",
        "'2024'.strftime('%Y')",
        "Template('x').render_async()",
        "resources.read_text('shop.queries', name)",
        "resources.read_text('shop.queries', 'secret.pem')",
    ],
)
def test_not_known(tmp_path: Path, expression: str) -> None:
    (tmp_path / "shop" / "queries").mkdir(parents=True)
    (tmp_path / "shop" / "queries" / "secret.pem").write_text("key")
    assert isinstance(value(tmp_path, expression), NotKnown)


@pytest.mark.parametrize(
    ("expression", "shown"),
    [
        ("date.today()", "{date:today}"),
        ("f'users_{datetime.now():%Y%m%d}.csv'", "users_{date:now}.csv"),
        ("'users_' + datetime.utcnow().strftime('%Y') + '.csv'", "users_{date:utcnow}.csv"),
        ("(date.today() - timedelta(days=1)).isoformat()", "{date:today}"),
        ("(date.today() + timedelta(days=1)).isoformat()", "{date:today}"),
        ("datetime.now().replace(day=1).date()", "{date:now}"),
        ("f'{somewhere:%Y}'", "{date:somewhere}"),
        ("f'{somewhere:>10}'", "{unknown:somewhere}"),
        (
            "Template('a {{ b }} {{ c|upper }}{% if d %} e{% endif %}').render(b='x')",
            "a x {unknown:c|upper} e",
        ),
        ("Template('a {{ b }}').render({'b': 'x'})", "a x"),
        ("Template('a {{ b }}').render(**settings)", "a x"),
    ],
)
def test_text_with_holes(tmp_path: Path, expression: str, shown: str) -> None:
    assert render(value(tmp_path, expression, "settings = {'b': 'x'}")) == shown


@pytest.mark.parametrize(
    "expression",
    [
        "resources.read_text('shop.queries', 'users.sql')",
        "resources.files('shop.queries').joinpath('users.sql').read_text()",
        "(resources.files('shop') / 'queries' / 'users.sql').read_text()",
    ],
)
def test_files_of_packages(tmp_path: Path, expression: str) -> None:
    (tmp_path / "shop" / "queries").mkdir(parents=True)
    (tmp_path / "shop" / "queries" / "users.sql").write_text("select 1 from users")
    assert value(tmp_path, expression) == Known("select 1 from users")
