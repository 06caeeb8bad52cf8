"""Bytes that nothing asked to change come out as they went in."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rewrite_tools import check_refused, check_rewritten

from assetize.codemods.model import KeySpelling, OpToAsset
from assetize.codemods.rewrite.source_text import EditOnLostLine, carry_edits, decode, encode

ACTION = OpToAsset("ops:users", "users", ("users",), KeySpelling(), add_none_return=True)


def check_bytes(tmp_path: Path, before: bytes, after: bytes) -> None:
    check_rewritten(tmp_path, {"ops.py": before}, [ACTION], {"ops.py": after})


def test_byte_order_mark_and_windows_lines(tmp_path: Path) -> None:
    check_bytes(
        tmp_path,
        b'\xef\xbb\xbfimport dagster as dg\r\n\r\n\r\n@dg.op(\r\n\tname="x",\r\n\ttags={\r\n\t\t"a": """b\r\nc""",\r\n\t},\r\n)\r\n'
        b"def users():\r\n\tpass\t\r\n",
        b"\xef\xbb\xbfimport dagster as dg\r\n\r\n\r\n@dg.asset(\r\n\t"
        b'op_tags={\r\n\t\t"a": """b\r\nc""",\r\n\t}\r\n)\r\n'
        b"def users() -> None:\r\n\tpass\t\r\n",
    )


def test_encoding_cookie(tmp_path: Path) -> None:
    check_bytes(
        tmp_path,
        b"# -*- coding: latin-1 -*-\nimport dagster as dg\n\n\n@dg.op\ndef users():\n    'f\xfcr alle'\n",
        b"# -*- coding: latin-1 -*-\nimport dagster as dg\n\n\n@dg.asset\ndef users() -> None:\n    'f\xfcr alle'\n",
    )


def test_form_feeds_mixed_line_ends_and_no_last_newline(tmp_path: Path) -> None:
    check_bytes(
        tmp_path,
        b"import dagster as dg\n\x0c\nx = 1\r\ny  =  (2 ,)\n\n@dg.op\ndef users():\n    pass\n\x0c\nz = '\\\n'",
        b"import dagster as dg\n\x0c\nx = 1\r\ny  =  (2 ,)\n\n@dg.asset\ndef users() -> None:\n    pass\n\x0c\nz = '\\\n'",
    )


LOST = "try:\n    pass\nexcept X :\n    pass\n"
"""LibCST gives ``except X:`` back."""


def test_lines_that_do_not_round_trip_stay(tmp_path: Path) -> None:
    head = f"import dagster as dg\n\n{LOST}\n\n"
    check_bytes(
        tmp_path,
        f"{head}@dg.op\ndef users():\n    pass\n{LOST}".encode(),
        f"{head}@dg.asset\ndef users() -> None:\n    pass\n{LOST}".encode(),
    )


def test_edit_of_a_line_that_does_not_round_trip(tmp_path: Path) -> None:
    text = (
        "import dagster as dg\n\n\n@dg.op(out={'a': dg.Out()})\ndef users():\n"
        "    try:\n        pass\n    except dg.Output(1, 'a') :\n        pass\n"
    )
    message = check_refused(tmp_path, {"ops.py": text}, [ACTION], "AZ406")
    assert message == "Line 8 of ops.py would not come back as it was written."


@pytest.mark.parametrize(
    "data",
    [b"def (:\n", b"\xff\xfe\n", b"# coding: nonsense\n", b"x = 1\0\n", b"# coding: utf-8\n\xe9\n"],
    ids=["syntax", "bytes", "cookie", "null", "not utf-8"],
)
def test_files_that_cannot_be_edited(tmp_path: Path, data: bytes) -> None:
    check_refused(tmp_path, {"ops.py": data, "other.py": "x = 1\n"}, [ACTION], "AZ401")


def test_new_text_that_the_encoding_cannot_hold(tmp_path: Path) -> None:
    action = OpToAsset("ops:users", "users", ("€",), KeySpelling(name="€"))
    data = b"# coding: latin-1\nimport dagster as dg\n\n\n@dg.op\ndef users(): ...\n"
    check_refused(tmp_path, {"ops.py": data}, [action], "AZ408")


def test_decoding_is_undone_by_encoding() -> None:
    for data in (b"", b"\xef\xbb\xbf", b"# coding: cp1252\n\x80\r\n", b"a\rb\r\n\x0cc"):
        source = decode(data)
        assert encode(source, source.text) == data


lines = st.lists(st.sampled_from(["a\n", "b\n", "c\r\n", "\x0c\n", "\n"]), max_size=8)


@given(lines, lines)
def test_edits_of_text_that_round_trips_are_taken_whole(before: list[str], after: list[str]) -> None:
    assert carry_edits("".join(before), "".join(before), "".join(after)) == "".join(after)


@given(lines, lines, st.integers(0, 8))
def test_edits_never_touch_or_move_a_lost_line(before: list[str], after: list[str], place: int) -> None:
    original = "".join([*before[:place], "lost :\n", *before[place:]])
    printed = original.replace("lost :", "lost:")
    changed = "".join([*after[:place], "lost:\n", *after[place:]])
    try:
        result = carry_edits(original, printed, changed)
    except EditOnLostLine:
        return
    assert result.replace("lost :", "lost:") == changed
    assert result.count("lost :\n") == 1
