"""Settings files: where they are found, what is wrong with them and in which line, and that the rest still counts."""

from pathlib import Path
from typing import Any

import pytest

from assetize.analyzer.model import Diagnostic, Settings
from assetize.analyzer.settings import read_settings
from assetize.analyzer.settings.options import OPTIONS
from assetize.analyzer.settings.toml_text import TomlDocument, read_toml


def read(root: Path, text: str, name: str = "assetize.toml") -> tuple[Settings, list[str]]:
    (root / name).write_text(text, encoding="utf-8")
    settings, problems = read_settings(root)
    return settings, [told(item) for item in problems]


def told(item: Diagnostic) -> str:
    return f"{item.code} {item.file}:{item.line} {item.message}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a = 1\nkeys = {x:y = 1}\n", "AZ160 assetize.toml:2 no valid TOML: expected"),
        ("a = [1,\n\n", "AZ160 assetize.toml:1 no valid TOML:"),
        ("\nexclude-job = ['x']\n", "AZ162 assetize.toml:2 exclude-job is no setting; did you mean exclude-jobs?"),
        ("min_confidence = 'likely'", "AZ162 assetize.toml:1 min_confidence is no setting; did you mean min-confidence?"),
        ("zzz = 1", "AZ162 assetize.toml:1 zzz is no setting; there are writes, reads, asset-metadata"),
        ("exclude-jobs = 'nightly'", 'AZ163 assetize.toml:1 exclude-jobs is "nightly"; it has to be a list, like ["nightly"]'),
        ("exclude-ops = [\n 'a',\n 3]", "AZ163 assetize.toml:3 exclude-ops[1] is 3; it has to be a name or pattern"),
        ("min-confidence = 'sure'", 'AZ163 assetize.toml:1 min-confidence is "sure"; it has to be "certain", "likely" or "guess"'),
        ("keep-function-names = 'yes'", 'AZ163 assetize.toml:1 keep-function-names is "yes"; it has to be true or false'),
        ("asset-metadata = 3", "AZ163 assetize.toml:1 asset-metadata is 3; it has to be the name of a metadata entry"),
        ("keys = 'users'", 'AZ163 assetize.toml:1 keys is "users"; it has to be a table'),
        ("[keys]\nbuild = 'users'", 'AZ163 assetize.toml:2 keys.build: an op is named as "module:function"'),
        ("[keys]\n'a:b' = 'us ers'", 'AZ163 assetize.toml:2 keys."a:b" is "us ers"; it has to be an asset key'),
        ("[decisions]\n'a:b' = 'aset'", 'AZ163 assetize.toml:2 decisions."a:b" is "aset"; it has to be "asset", "transient" or "none"'),
        ("writes = 'x'", "AZ163 assetize.toml:1 writes is \"x\"; it has to be a list of tables"),
        ("writes = [\n 'x']", "AZ163 assetize.toml:2 writes[0] is \"x\"; it has to be a table like"),
        ("writes = [{call = 'a.b', tabel = 'x'}]", "AZ162 assetize.toml:1 writes[0].tabel is no setting; did you mean table?"),
        ("writes = [{call = 'a.b'}]", "AZ163 assetize.toml:1 writes[0]: it needs a call and exactly one of table, file"),
        ("writes = [{call = 'a.b', table = 'x', file = 'y'}]", "AZ163 assetize.toml:1 writes[0]: it needs a call and exactly one"),
        ("writes = [{call = 'a b', table = 'x'}]", 'AZ163 assetize.toml:1 writes[0].call is "a b"; it has to be a function\'s'),
        ("writes = [{call = 'a.b', table = '{x'}]", "AZ163 assetize.toml:1 writes[0].table: the braces"),
        ("writes = [{call = 'a.b', table = '{x.y}'}]", "AZ163 assetize.toml:1 writes[0].table: {x.y} is no parameter's name"),
        ("writes = [{call = 'a.b', table = '...'}]", "AZ163 assetize.toml:1 writes[0].table: say which object it is"),
        ("[[writes]]\ncall = 'a.b'\ntable = 'x'\n[[writes]]\ncall = 3\ntable = 'x'", "AZ163 assetize.toml:5 writes[1].call is 3"),
    ],
)  # fmt: skip
def test_what_is_wrong_and_where(text: str, expected: str, tmp_path: Path) -> None:
    (found,) = read(tmp_path, text)[1]
    assert found.startswith(expected), found


def test_one_wrong_entry_does_not_stop_the_others(tmp_path: Path) -> None:
    text = """
exclude-jobs = [3, "nightly"]
nonsense = true
writes = ["x", {call = "helpers:save", table = "{name}"}]
[keys]
wrong = "users"
"shop.ops:build" = "shop/users"
"""
    settings, problems = read(tmp_path, text)
    assert len(problems) == 4
    assert [item.pattern for item in settings.exclude_jobs] == ["nightly"]
    assert [(item.call, item.verb, item.where.line) for item in settings.calls] == [
        ("helpers.save", "create", 4)
    ]
    assert [(item.op, item.key, item.where.line) for item in settings.outputs] == [
        ("shop.ops:build", ("shop", "users"), 7)
    ]


def test_every_option_has_an_example_that_is_right(tmp_path: Path) -> None:
    settings, problems = read(tmp_path, "\n".join(option.example for option in OPTIONS.values()))
    assert problems == []
    assert all(getattr(settings, option.field) for option in OPTIONS.values())


def test_two_files_in_one_folder_count_neither(tmp_path: Path) -> None:
    read(tmp_path, "[tool.assetize]\nkeep-function-names = true\n", "pyproject.toml")
    settings, problems = read(tmp_path, "keep-function-names = true\n")
    assert problems == [
        "AZ161 assetize.toml:1 assetize.toml and [tool.assetize] in pyproject.toml are both there; neither counts"
    ]
    assert settings.keep_function_names is None


@pytest.mark.parametrize(
    "text",
    ["[tool.black]\nline-length = 100\n", "[project]\nname = 'assetize'\n", "[tool.black\nassetize = 1\n"],
)
def test_a_pyproject_of_others_is_none_of_ours(text: str, tmp_path: Path) -> None:
    assert read(tmp_path, text, "pyproject.toml") == (Settings(), [])


def test_a_pyproject_has_its_lines(tmp_path: Path) -> None:
    text = "[project]\nname = 'shop'\n\n[tool.assetize]\nexclude-jobs = ['a']\n[tool.assetize.keys]\n'a:b' = 'x y'\n"
    settings, problems = read(tmp_path, text, "pyproject.toml")
    assert [item.where.line for item in settings.exclude_jobs] == [5]
    assert [item.partition(" is ")[0] for item in problems] == ['AZ163 pyproject.toml:7 keys."a:b"']


def test_a_pyproject_whose_table_is_written_in_one_line(tmp_path: Path) -> None:
    settings, problems = read(tmp_path, "[tool]\nassetize = {keep-function-names = true}\n", "pyproject.toml")
    assert (settings.keep_function_names, problems) == (True, [])
    _, problems = read(tmp_path, "[tool]\nassetize = [1]\n", "pyproject.toml")
    assert problems == ["AZ163 pyproject.toml:2 tool.assetize is a list; it has to be a table"]


def test_a_broken_pyproject_with_our_table_is_a_finding(tmp_path: Path) -> None:
    _, problems = read(tmp_path, "[tool.assetize]\nkeys = {\n", "pyproject.toml")
    assert len(problems) == 1
    assert problems[0].startswith("AZ160 pyproject.toml:2 no valid TOML")


def test_a_byte_order_mark_and_carriage_returns_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "assetize.toml").write_bytes(
        b"\xef\xbb\xbf# first\r\nzzz = 1\r\nkeep-function-names = true\r\n"
    )
    settings, problems = read_settings(tmp_path)
    assert settings.keep_function_names is True
    assert [item.line for item in problems] == [2]


def test_the_nearest_folder_in_the_work_tree_counts(tmp_path: Path) -> None:
    project = tmp_path / "repository" / "services" / "shop"
    project.mkdir(parents=True)
    (tmp_path / "assetize.toml").write_text("exclude-jobs = ['outside']")
    (tmp_path / "repository" / ".git").mkdir()
    assert read_settings(project) == (Settings(), ())
    (tmp_path / "repository" / "assetize.toml").write_text("exclude-jobs = ['whole']")
    settings, _ = read_settings(project)
    assert (settings.file, settings.folder) == ("../../assetize.toml", "services/shop")
    (project / "assetize.toml").write_text("exclude-jobs = ['own']")
    settings, _ = read_settings(project)
    assert [item.pattern for item in settings.exclude_jobs] == ["own"]


def test_outside_git_only_the_folder_itself_counts(tmp_path: Path) -> None:
    (tmp_path / "shop").mkdir()
    (tmp_path / "assetize.toml").write_text("exclude-jobs = ['x']")
    assert read_settings(tmp_path / "shop") == (Settings(), ())


HARD = '''# a
"quo ted" = 'x'
a."b.c".d = """
multi = 1
# not
"""
e = [ # c
  1, [2, { x = "]", 'y z' = \'\'\'
}\'\'\' }], # d
  "a,b", ]
[t] # x
k = {a = 1, b.c = [true,false]}
[[l.m]]
z = 1979-05-27T07:32:00Z
[[l.m]]
z = ""
[l.m.n]
q = inf
[[l.m.o]]
r = +1.0
'''


def paths(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path for key, inner in items for path in ((*at, key), *paths(inner, (*at, key)))]


def test_every_key_and_element_has_a_line() -> None:
    document = read_toml(HARD.encode())
    assert isinstance(document, TomlDocument)
    lines = document.lines
    assert set(lines) == set(paths(document.values))
    assert lines[("a", "b.c", "d")] == 3
    assert lines[("e", 1, 1, "y z")] == 8
    assert lines[("e", 2)] == 10
    assert lines[("l", "m", 1, "z")] == 16
    assert lines[("l", "m", 1, "o", 0, "r")] == 20
