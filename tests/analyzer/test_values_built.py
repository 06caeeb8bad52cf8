"""Lists and dicts that statements put together: by a function, by a generator, at the top of a module."""

from pathlib import Path
from textwrap import dedent

import pytest

from assetize.analyzer.files import find_files
from assetize.analyzer.names import read_sources
from assetize.analyzer.values import Known, NotKnown, Value, evaluate


def value(root: Path, expression: str, text: str) -> Value:
    (root / "a.py").write_text(f"import os\n{text}\nresult = {expression}\n")
    sources = read_sources(find_files(root))
    source = sources.module("a")
    assert source is not None
    return evaluate(sources, "a", source.tree.body[-1].value)  # type: ignore[attr-defined]


LISTED = """
def listed(names):
    found = []
    for name in names:
        if name.startswith("_"):
            continue
        found.append(f"raw_{name}")
    return found
"""


@pytest.mark.parametrize(
    "text",
    [
        "def f():\n    d = {'t': 'one'}\n    if os.getenv('X'):\n        d['t'] = 'two'\n    return d['t']",
        "def f():\n    d = {'t': 'one'}\n    change(d)\n    return d['t']\ndef change(d):\n    d['t'] = 'two'",
        "def f():\n    d = {}\n    all = [d]\n    d['t'] = 'one'\n    return all[0]",
        "def f():\n    d = {}\n    for name in os.listdir('/'):\n        d[name] = 1\n    return d",
        "def f():\n    d = {}\n    while True:\n        d['a'] = 1\n        return d",
        "def f():\n    d = []\n    for n in ['a']:\n        if os.getenv('X'):\n            break\n        d.append(n)\n    return d",
        "def f():\n    d = {}\n    d[os.getpid()] = 1\n    return d",
        "def f():\n    d = []\n    for n in ['a']:\n        global G\n        d.append(n)\n    return f",
        "def f():\n    for n in ['a']:\n        if os.getenv('X'):\n            return n\n    return 'b'",
    ],
)
def test_function_that_is_not_followed(tmp_path: Path, text: str) -> None:
    assert isinstance(value(tmp_path, "f()", text), NotKnown)


@pytest.mark.parametrize(
    ("expression", "text", "known"),
    [
        ("listed(['a', '_b', 'c'])", LISTED, ("raw_a", "raw_c")),
        ("f('a')", "def f(x):\n    yield x\n    yield x + 'b'", ("a", "ab")),
        ("list(f())", "def f():\n    for x in ['a', 'b']:\n        yield x", ("a", "b")),
        (
            "f('b')",
            "def f(x):\n    for n in ['a', 'b']:\n        if n == x:\n            return n + '!'",
            "b!",
        ),
        (
            "f()",
            "def f():\n    d = {}\n    d['a'] = 1\n    d.update(b=2) if False else None\n    return d",
            None,
        ),
        (
            "f()",
            "def f():\n    d = {}\n    for k, v in [('a', 1)]:\n        d[k] = v\n    return d",
            {"a": 1},
        ),
        (
            "f()",
            "def f():\n    d = ['a']\n    d += ['b']\n    d.extend(['c'])\n    d[0] = 'z'\n    return d",
            ("z", "b", "c"),
        ),
        (
            "f()",
            "def f():\n    try:\n        d = []\n        d.append('a')\n    except ValueError:\n        pass\n    return d",
            ("a",),
        ),
    ],
)
def test_function(tmp_path: Path, expression: str, text: str, known: object) -> None:
    found = value(tmp_path, expression, text)

    assert found == Known(known) if known is not None else isinstance(found, NotKnown)


@pytest.mark.parametrize(
    ("expression", "text", "known"),
    [
        ("x", "x = ['a']\nx.append('b')", ("a", "b")),
        ("x['a']", "x = {'a': 1}\nx['a'] = 2", 2),
        ("x", "x = {}\nfor n in ['a', 'b']:\n    x[n] = f'raw_{n}'", {"a": "raw_a", "b": "raw_b"}),
        ("x", "NAMES = ['a']\nx = []\nfor n in NAMES:\n    x.append(n)\nx.append('z')", ("a", "z")),
    ],
)
def test_module(tmp_path: Path, expression: str, text: str, known: object) -> None:
    assert value(tmp_path, expression, text) == Known(known)


@pytest.mark.parametrize(
    "text",
    [
        "x = ['a']\ny = x[0]\nx.insert(0, 'b')",
        "x = ['a']\ndef f():\n    x.append('b')\ny = x",
        "x = ['a']\nif os.getenv('X'):\n    x.append('b')\ny = x",
        "x = ['a']\ny = x\nx.append('b')",
    ],
)
def test_module_that_is_not_followed(tmp_path: Path, text: str) -> None:
    assert isinstance(value(tmp_path, "y", dedent(text)), NotKnown)
