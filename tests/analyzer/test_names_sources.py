"""Modules, definitions, lazy parsing and cheap searches."""

import ast
import gc
from pathlib import Path

import pytest

from assetize.analyzer.files import find_files
from assetize.analyzer.garbage import collection_paused
from assetize.analyzer.names import Sources, read_sources


def sources_of(root: Path, files: dict[str, str | bytes]) -> Sources:
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_sources(find_files(root))


def test_a_broken_file_is_reported_and_the_others_are_read(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "bad.py": "from dagster import op\ndef f(:\n",
        "good.py": "from dagster import op\nfrom bad import x\nfrom helper import y",
        "helper.py": "y = (",
        "unused.py": "(((",
    }
    sources = sources_of(tmp_path, files)
    assert list(sources.modules) == ["good"]
    assert [(item.code, item.file, item.line) for item in sources.diagnostics] == [("AZ101", "bad.py", 2)]
    assert sources.explain("good", ast.Name("x")).reason == "bad cannot be read"
    assert sources.resolve("good", ast.Name("y")) is None
    assert [item.file for item in sources.diagnostics] == ["bad.py", "helper.py"]


def test_only_what_names_dagster_is_parsed_at_first(tmp_path: Path) -> None:
    sources = sources_of(
        tmp_path, {"a.py": "import dagster\nfrom b import f", "b.py": "def f(): ...", "c.py": "x = 1"}
    )
    assert list(sources.modules) == ["a"]
    assert set(sources.known_modules) == {"a", "b", "c"}
    assert sources.resolve("a", ast.Name("f")) == "b:f"
    assert list(sources.modules) == ["a"]
    module = sources.module("c")
    assert module is not None
    assert not module.module.names_dagster
    assert sources.module("nowhere") is None


def test_definitions(tmp_path: Path) -> None:
    text = """
import dagster
def twice(): ...
def twice(): ...
def f():
    def inner(): ...
    value = 1
class A:
    attribute = "x"
    def method(self): ...
engine, other = make(), 3
job = f.to_job()
for x in y:
    looped = make(x)
parameter = 1
"""
    sources = sources_of(tmp_path, {"a.py": text})

    def kind(name: str) -> str | None:
        found = sources.definition(name)
        return type(found.node).__name__ if found is not None else None

    assert kind("a:twice") is None
    assert kind("a:missing") is None
    assert kind("a:") is None
    assert kind("nowhere:f") is None
    assert kind("pandas.read_sql") is None
    assert kind("a:dagster") is None
    assert kind("a:f") == "FunctionDef"
    assert kind("a:f.<locals>.inner") == "FunctionDef"
    assert kind("a:f.<locals>.value") == "Constant"
    assert kind("a:A") == "ClassDef"
    assert kind("a:A.method") == "FunctionDef"
    assert kind("a:A.attribute") == "Constant"
    assert kind("a:engine") == "Call"
    assert kind("a:other") == "Constant"
    looped = sources.definition("a:looped")
    assert looped is not None
    assert looped.binding.in_loop
    inner = sources.definition("a:f.<locals>.inner")
    assert inner is not None
    assert (inner.scope.id, inner.is_nested, inner.module_id) == ("a:f", True, "a")


def test_scopes_come_in_source_order(tmp_path: Path) -> None:
    text = "import dagster\ndef f():\n    if x:\n        class B: ...\n    def g(): ...\nclass A:\n    def m(self): ...\ndef h(): ..."
    module = sources_of(tmp_path, {"a.py": text}).modules["a"]
    assert [scope.id for scope in module.scopes] == [
        "a:f",
        "a:f.<locals>.B",
        "a:f.<locals>.g",
        "a:A",
        "a:A.m",
        "a:h",
    ]


def test_methods_are_found_along_the_bases(tmp_path: Path) -> None:
    text = """
from dagster import ConfigurableResource
class Base(ConfigurableResource):
    def save(self): ...
    def load(self): ...
class Warehouse(Base):
    def load(self): ...
"""
    sources = sources_of(tmp_path, {"a.py": text})
    assert sources.member("a:Warehouse", "save") == "a:Base.save"
    assert sources.member("a:Warehouse", "load") == "a:Warehouse.load"
    assert sources.member("a:Warehouse", "other") is None
    assert sources.lineage("a:Warehouse") == ("a:Warehouse", "a:Base", "dagster.ConfigurableResource")


def test_modules_mentioning_searches_words_in_every_file(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "pkg/__init__.py": "",
        "pkg/ops.py": "from dagster import op\n@op\ndef load(): ...",
        "tests/test_ops.py": "from pkg.ops import load",
        "other.py": "loader = reload = load_more = 1",
        "bad.py": "load((((",
    }
    sources = sources_of(tmp_path, files)
    assert sources.modules_mentioning(["load"]) == ("bad", "pkg.ops", "test_ops")
    assert sources.modules_mentioning(["loader", "load_more", "nothing"]) == ("other",)
    assert sources.modules_mentioning([]) == ()


def test_what_a_module_imports_is_listed(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "shop/__init__.py": "",
        "shop/ops.py": "",
        "shop/jobs.py": "from __future__ import annotations\nimport dagster, os\nfrom . import ops\ndef f():\n    import other",
        "other.py": "",
    }
    module = sources_of(tmp_path, files).modules["shop.jobs"].module
    assert module.imports == ("other", "shop", "shop.ops")
    assert module.future_annotations


@pytest.mark.parametrize(
    "data",
    [
        b'\xef\xbb\xbfimport dagster\r\nx = f(\r\n  "\xc3\xa4", y)\r\n',
        '# -*- coding: latin-1 -*-\nimport dagster\nx = f(\n  "ä", y)\n'.encode("latin-1"),
        'import dagster\n\x0cx = f(\n  "ä", y)\n'.encode(),
        'import dagster; "äöü"; x = f(\n  "ä", y)\n'.encode(),
        b'import dagster\rx = f(\r  "\xc3\xa4", y)\r',
    ],
)
def test_segments_are_the_text_as_written(tmp_path: Path, data: bytes) -> None:
    module = sources_of(tmp_path, {"a.py": data}).modules["a"]
    call = next(node for node in ast.walk(module.tree) if isinstance(node, ast.Call))
    assert module.segment(call) == 'f(\n  "ä", y)'
    assert module.segment(call.args[0]) == '"ä"'
    assert module.at(call.args[0]).file == "a.py"


def test_the_same_questions_get_the_same_answers_in_any_order(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "a.py": "from b import *\nfrom dagster import op\nx = y\n",
        "b.py": "from a import *\ny = op\nz = x\n",
    }
    names = ["x", "y", "z", "op"]
    answers = []
    for order in (names, names[::-1]):
        sources = sources_of(tmp_path, files)
        answers.append({name: sources.resolve("a", ast.Name(name)) for name in order})
    assert answers[0] == answers[1] == dict.fromkeys(names, "dagster.op")


def test_the_collector_is_left_as_it_was() -> None:
    for before in (False, True):
        (gc.enable if before else gc.disable)()
        with pytest.raises(KeyError), collection_paused():
            assert not gc.isenabled()
            raise KeyError
        assert gc.isenabled() is before
