"""Diffs: real ``git apply`` makes the same bytes of them."""

import itertools
import random
import subprocess
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assetize.codemods.diff import (
    FileDiff,
    Tag,
    diff_file,
    diff_files,
    diff_to_bytes,
    diff_to_text,
    summarize,
)
from assetize.codemods.diff.matching import find_common_blocks
from assetize.codemods.model import FileRewrite

NUMBERS = b"".join(b"line %d\n" % number for number in range(30))


def git_apply(folder: Path, *files: FileRewrite) -> None:
    """Applies the diff of files with git and checks that they are as wanted."""
    folder.mkdir(exist_ok=True)
    for rewrite in files:
        path = folder / rewrite.file
        path.parent.mkdir(parents=True, exist_ok=True)
        if not rewrite.creates:
            path.write_bytes(rewrite.before)
    patch = diff_to_bytes(diff_files(files))
    for command in (["git", "apply", "--check"], ["git", "apply", "--whitespace=nowarn"]):
        done = subprocess.run(command, cwd=folder, input=patch, capture_output=True)
        assert done.returncode == 0, (done.stderr, patch)
    for rewrite in files:
        assert (folder / rewrite.file).read_bytes() == rewrite.after


def rewrite(before: bytes, after: bytes) -> FileRewrite:
    return FileRewrite("ops.py", before, after)


def test_nothing_changed() -> None:
    assert diff_files([rewrite(NUMBERS, NUMBERS)]) == ()
    assert diff_to_bytes([]) == b""
    assert summarize([]).files == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(NUMBERS, NUMBERS.replace(b"line 7\n", b"changed\n"), id="one line"),
        pytest.param(NUMBERS, NUMBERS.replace(b"line 0\n", b""), id="first line gone"),
        pytest.param(NUMBERS, NUMBERS + b"more\n", id="line at the end"),
        pytest.param(NUMBERS, b"more\n" + NUMBERS, id="line at the start"),
        pytest.param(NUMBERS, NUMBERS[:-1], id="line end lost"),
        pytest.param(NUMBERS[:-1], NUMBERS, id="line end gained"),
        pytest.param(NUMBERS[:-1], b"more\n" + NUMBERS[:-1], id="no line end on both sides, far away"),
        pytest.param(b"a\nb", b"x\nb", id="no line end on both sides, near"),
        pytest.param(b"a", b"b", id="no line end at all"),
        pytest.param(b"", b"text\n", id="was empty"),
        pytest.param(b"text\n", b"", id="becomes empty"),
        pytest.param(NUMBERS.replace(b"\n", b"\r\n"), NUMBERS.replace(b"\n", b"\r\n") + b"x\r\n", id="CRLF"),
        pytest.param(b"a\r\nb\nc\rd\r\n", b"a\nb\nc\rD\r\n", id="mixed line endings"),
        pytest.param(b"a\r", b"b\r", id="carriage return at the end"),
        pytest.param(b"# caf\xe9\nx\n", b"# caf\xe9 \xff\nx\n", id="not UTF-8"),
        pytest.param(b"\xef\xbb\xbfx = 1\n", b"\xef\xbb\xbfx = 2\n", id="byte order mark"),
        pytest.param(b"a\x0cb\n\x0c\n", b"a\x0cb\n\x0c\nc\x0b\x85\n", id="form feeds and other ends"),
        pytest.param(b"-- a\n++ b\n", b"-- b\n++ a\n@@ -1 +1 @@\n", id="lines that look like a diff"),
        pytest.param(b"\n" * 9, b"\n" * 12, id="blank lines"),
        pytest.param(b"x\n" * 40, b"x\n" * 20 + b"y\n" + b"x\n" * 20, id="equal lines"),
    ],
)
def test_git_applies_it(tmp_path: Path, before: bytes, after: bytes) -> None:
    git_apply(tmp_path, rewrite(before, after))


@pytest.mark.parametrize(
    "name",
    ["with space.py", 'quo"te.py', "back\\slash.py", "tab\there.py", "line\nend.py", "stär.py", "a b/c d.py"],
)
def test_odd_names(tmp_path: Path, name: str) -> None:
    git_apply(tmp_path, FileRewrite(name, b"old\n", b"new\n"))
    git_apply(tmp_path / "new", FileRewrite(name, b"", b"new\n", creates=True))


def test_new_files(tmp_path: Path) -> None:
    git_apply(
        tmp_path,
        FileRewrite("pkg/users.py", b"", b"users = 1", creates=True),
        FileRewrite("pkg/__init__.py", b"", b"", creates=True),
        FileRewrite("ops.py", NUMBERS, NUMBERS[:50]),
    )


def test_looks_as_people_know_it() -> None:
    after = NUMBERS.replace(b"line 5\n", b"five\n").replace(b"line 20\n", b"")
    assert diff_to_bytes(diff_files([FileRewrite("pkg/ops.py", NUMBERS, after)])).decode() == (
        "diff --git a/pkg/ops.py b/pkg/ops.py\n"
        "--- a/pkg/ops.py\n"
        "+++ b/pkg/ops.py\n"
        "@@ -3,7 +3,7 @@\n"
        " line 2\n line 3\n line 4\n-line 5\n+five\n line 6\n line 7\n line 8\n"
        "@@ -18,7 +18,6 @@\n"
        " line 17\n line 18\n line 19\n-line 20\n line 21\n line 22\n line 23\n"
    )


def test_text_follows_the_files_encoding() -> None:
    before, after = ("# -*- coding: latin-1 -*-\nname = 'é'\n", "# -*- coding: latin-1 -*-\nname = 'ü'\n")
    shown = diff_to_text(diff_file(rewrite(before.encode("latin-1"), after.encode("latin-1"))))
    assert "-name = 'é'\n+name = 'ü'\n" in shown


def test_text_of_bytes_that_the_encoding_does_not_know() -> None:
    shown = diff_to_text(diff_file(rewrite(b"x = 1\n", b"x = 1 # \xe9\n")))
    assert "+x = 1 # \\xe9\n" in shown


@pytest.mark.parametrize("name", ["nonsense", "hex", "rot13"])
def test_text_of_a_file_with_an_unknown_encoding(name: str) -> None:
    first = f"# coding: {name}\n"
    shown = diff_to_text(diff_file(rewrite(first.encode(), first.encode() + b"x\n")))
    assert shown.endswith(f" {first}+x\n")


def test_files_come_in_order() -> None:
    files = [FileRewrite(name, b"", b"x\n") for name in ("b.py", "a/z.py", "a.py")]
    assert [diff.file for diff in diff_files(files)] == ["a.py", "a/z.py", "b.py"]


def test_summary() -> None:
    files = [
        rewrite(NUMBERS, NUMBERS.replace(b"line 5\n", b"five\nand a half\n")),
        FileRewrite("new.py", b"", b"x\ny\n", creates=True),
    ]
    summary = summarize(diff_files(files))
    assert [(file.file, file.added, file.removed, file.creates) for file in summary.files] == [
        ("new.py", 2, 0, True),
        ("ops.py", 2, 1, False),
    ]
    assert (summary.added, summary.removed) == (4, 1)


def test_moved_function_keeps_its_neighbours() -> None:
    """Blank lines and brackets, which repeat, must not tear a function apart."""
    first, second = (
        f"def {name}(\n    x,\n):\n    return x + {name}\n\n\n".encode() for name in ("first", "second")
    )
    diff = diff_file(rewrite(first + second, second + first))
    assert (diff.added, diff.removed) == (6, 6)


def rebuilt(diff: FileDiff, before: list[bytes], unwanted: Tag) -> bytes:
    """The old or the new text, made from the diff and the lines that it leaves out."""
    text, place = b"", 0
    for hunk in diff.hunks:
        start = hunk.before_start - (1 if hunk.before_count else 0)
        text += b"".join(before[place:start])
        text += b"".join(line.data for line in hunk.lines if line.tag is not unwanted)
        place = start + hunk.before_count
    return text + b"".join(before[place:])


LINES = st.lists(st.sampled_from([b"a\n", b"b\n", b"\n", b"c\r\n", b"d\n", b"e\n"]), max_size=25)


@settings(max_examples=300, deadline=None)
@given(LINES, LINES, st.integers(0, 3), st.booleans(), st.booleans())
def test_both_texts_can_be_made_from_it(
    before: list[bytes], after: list[bytes], context: int, cut_before: bool, cut_after: bool
) -> None:
    before = [*before, b"end"] if cut_before else before
    after = [*after, b"end"] if cut_after else after
    diff = diff_file(rewrite(b"".join(before), b"".join(after)), context)
    assert rebuilt(diff, before, Tag.REMOVED) == b"".join(after)
    assert rebuilt(diff, before, Tag.ADDED) == b"".join(before)
    for hunk in diff.hunks:
        assert sum(line.tag is not Tag.ADDED for line in hunk.lines) == hunk.before_count
        assert sum(line.tag is not Tag.REMOVED for line in hunk.lines) == hunk.after_count


@settings(max_examples=300, deadline=None)
@given(LINES, LINES)
def test_common_blocks_are_equal_ordered_and_whole(before: list[bytes], after: list[bytes]) -> None:
    blocks = find_common_blocks(before, after)
    for block in blocks:
        assert block.size > 0
        assert (
            before[block.before : block.before + block.size] == after[block.after : block.after + block.size]
        )
    for block, following in itertools.pairwise(blocks):
        assert block.before + block.size <= following.before
        assert block.after + block.size <= following.after
        assert (block.before + block.size, block.after + block.size) != (following.before, following.after)


def long_file(lines: int) -> list[bytes]:
    chance = random.Random(7)
    common = [b"\n", b"    )\n", b"    return result\n", b"@op\n"]
    return [
        chance.choice(common)
        if chance.random() < 0.4
        else b"    value_%d = %d\n" % (number, chance.randrange(9))
        for number in range(lines)
    ]


def scattered(lines: list[bytes]) -> list[bytes]:
    return [line for number, line in enumerate(lines) if number % 97] + [b"the end\n"]


def shuffled(lines: list[bytes]) -> list[bytes]:
    return random.Random(8).sample(lines, len(lines))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(long_file(20_000), scattered(long_file(20_000)), id="scattered changes"),
        pytest.param(long_file(20_000), shuffled(long_file(20_000)), id="shuffled"),
        pytest.param([b"x\n"] * 20_000, [b"x\n"] * 10_000 + [b"y\n"] + [b"x\n"] * 9_000, id="equal lines"),
        pytest.param([b"x\n", b"y\n"] * 10_000, [b"y\n", b"z\n", b"x\n"] * 7_000, id="two lines alternating"),
        pytest.param(
            long_file(20_000), [b"other %d\n" % number for number in range(20_000)], id="nothing in common"
        ),
    ],
)
def test_long_files_take_no_time(before: list[bytes], after: list[bytes]) -> None:
    started = time.process_time()
    diff = diff_file(rewrite(b"".join(before), b"".join(after)))
    assert rebuilt(diff, before, Tag.REMOVED) == b"".join(after)
    # Quadratic comparison takes minutes; the bound leaves room for slow machines.
    assert time.process_time() - started < 5
