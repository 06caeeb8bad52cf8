"""Parsing hostile and unusual files."""

import ast
import warnings

import pytest

from assetize.analyzer.files import parse
from assetize.analyzer.model import Diagnostic


def problem(data: bytes) -> Diagnostic:
    result = parse("a.py", data)
    assert isinstance(result, Diagnostic), ast.dump(result)
    return result


def names(data: bytes) -> list[str]:
    result = parse("a.py", data)
    assert isinstance(result, ast.Module), result
    return [node.id for node in ast.walk(result) if isinstance(node, ast.Name)]


def test_a_syntax_error_names_file_line_and_the_host() -> None:
    found = problem(b"x = 1\ndef build(:\n    pass\n")
    assert (found.code, found.file, found.line) == ("AZ101", "a.py", 2)
    assert "Python 3." in found.message
    assert "line 2" in found.message


def test_latin_1_without_a_cookie_is_a_wrong_encoding() -> None:
    found = problem("x = 1\nname = 'größe'\n".encode("latin-1"))
    assert (found.code, found.line) == ("AZ102", 2)
    assert "0xf6" in found.message


def test_an_unknown_encoding_cookie_is_a_wrong_encoding() -> None:
    assert problem(b"# -*- coding: klingon -*-\nx = 1\n").code == "AZ102"


def test_a_cookie_that_contradicts_the_mark_is_a_wrong_encoding() -> None:
    assert problem(b"\xef\xbb\xbf# -*- coding: latin-1 -*-\nx = 1\n").code == "AZ102"


@pytest.mark.parametrize(
    "data",
    [
        b"x = " + b"(" * 5000 + b"1" + b")" * 5000,
        b"x = " + b"[" * 150 + b"]" * 150 + b" + " + b"-" * 100_000 + b"1",
        b"x = y" + b".a" * 200_000,
        b"".join(b" " * depth + b"if x:\n" for depth in range(150)) + b" " * 150 + b"pass\n",
    ],
)
def test_deep_nesting_is_reported_or_parsed_but_never_fatal(data: bytes) -> None:
    result = parse("deep.py", data)
    assert isinstance(result, ast.Module) or result.code == "AZ105"


def test_too_many_parentheses_are_deep_nesting() -> None:
    assert problem(b"x = " + b"(" * 5000 + b"1" + b")" * 5000).code == "AZ105"


def test_latin_1_with_a_cookie_is_read() -> None:
    assert names("# -*- coding: latin-1 -*-\ngröße = 1\n".encode("latin-1")) == ["größe"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n\n",
        b"# only a comment",
        b"\xef\xbb\xbf",
        b"\x0c\n",
    ],
)
def test_files_without_statements_are_fine(data: bytes) -> None:
    assert names(data) == []


@pytest.mark.parametrize(
    "data", [b"\xef\xbb\xbfx = 1\r\ny = 2\r\n", b"x = 1\ry = 2\r", b"\x0cx = 1\n\x0cy = 2"]
)
def test_marks_and_line_ends_are_understood(data: bytes) -> None:
    assert names(data) == ["x", "y"]


def test_the_projects_own_warnings_are_not_repeated() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert names(b"x = '\\d'\n") == ["x"]


def test_a_hundred_thousand_lines_are_parsed() -> None:
    data = b"".join(b"name_%d = %d\n" % (number, number) for number in range(100_000))
    result = parse("long.py", data)
    assert isinstance(result, ast.Module)
    assert len(result.body) == 100_000
