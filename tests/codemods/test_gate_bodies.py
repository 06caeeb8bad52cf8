"""What the gate reads in the body of a graph-backed asset: which op is called with what, however it is written."""

import ast
from collections import Counter

import pytest

from assetize.codemods.gate.body_values import BodyReader, Callee, NotRead, Numbers

CALLEES = {
    item.name: item
    for item in (
        Callee("load", (), ("result",)),
        Callee("join", ("left", "right", "start"), ("result",)),
        Callee("split", ("rows",), ("good", "bad")),
        Callee("store", ("rows",), ("result",)),
    )
}


def read(body: str, numbers: Numbers) -> tuple[dict[str, int], Counter[int]]:
    text = "def asset(users):\n" + "".join(f"    {line}\n" for line in body.splitlines())
    [function] = ast.parse(text).body
    assert isinstance(function, ast.FunctionDef)
    reader = BodyReader(numbers, CALLEES)
    return reader.read(function), reader.calls


@pytest.mark.parametrize(
    "body",
    [
        "for _ in range(2):\n    load()\nreturn load()",
        "return unknown(users)",
        "return join(*users)",
        "return join(**users)",
        "return load",
        "return load.with_hooks(hook)()",
        "good, bad = load()\nreturn good",
        "a = b = load()\nreturn a",
        "return {name: load()}",
        "rows = load()",
    ],
)
def test_what_is_not_understood_is_said(body: str) -> None:
    with pytest.raises(NotRead):
        read(body, Numbers())


SAME = (
    ("return join(load(), users)", "rows = load()\nreturn join(right=users, left=rows)"),
    ("return join(load(), users, [users, load()])", "'''Why.'''\nreturn ops.join(load(), users, start=[load(), users])"),
    ("good, bad = split(users)\nreturn store(bad)", "parts = split(users)\nreturn store(parts.bad)"),
    ("return store(load().map(store).collect())", "parts = load().map(lambda row: store(row))\nreturn store(parts.collect())"),
    ("return store([load()])", "return store(load())"),
)  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_is_the_same(one: str, other: str) -> None:
    numbers = Numbers()
    assert read(one, numbers) == read(other, numbers)


OTHERS = (
    ("return join(load(), users)", "return join(users, load())"),
    ("return join(load(), users)", "return join(load())"),
    ("return join(load(), users)", "return join(load(), load())"),
    ("return store(load())", "load()\nreturn store(load())"),
    ("return store(load())", 'return store.alias("another")(load())'),
    ("return store(load())", "return store.alias()(load())"),
    ("good, bad = split(users)\nreturn store(bad)", "bad, good = split(users)\nreturn store(bad)"),
    ("return store(load().collect())", "return store(load())"),
    ('return {"a": load(), "b": users}', 'return {"a": users, "b": load()}'),
    ('return {"a": load()}', 'return {"b": load()}'),
)


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_what_is_different_is_different(one: str, other: str) -> None:
    numbers = Numbers()
    assert read(one, numbers) != read(other, numbers)
