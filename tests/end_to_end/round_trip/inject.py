"""Puts an op and a job between two statements of a file, in the file's own encoding and with its line ends."""

import ast
import tokenize
from dataclasses import dataclass
from io import BytesIO
from random import Random

INJECTED = """\
import dagster as injected_dagster


@injected_dagster.op(out=injected_dagster.Out(io_manager_key="injected_store"))
def build_injected_users():
    return 1


@injected_dagster.job(resource_defs={"injected_store": injected_dagster.fs_io_manager})
def injected_job():
    build_injected_users()


injected_definitions = injected_dagster.Definitions(jobs=[injected_job])
"""


@dataclass(frozen=True)
class Injected:
    """A file with the injection, and the bytes before and after it."""

    data: bytes
    before: bytes
    after: bytes


def inject(data: bytes, random: Random) -> Injected | None:
    """The file with the injection at a place between statements; None for what is no Python or has no such place."""
    try:
        encoding, _ = tokenize.detect_encoding(BytesIO(data).readline)
        tree = ast.parse(data)
    except (SyntaxError, ValueError, RecursionError):
        return None
    lines = data.splitlines(keepends=True) if b"\f" not in data and b"\v" not in data else None
    # What one program takes for the end of a line, another does not.
    if (
        lines is None
        or len(lines) != data.count(b"\n") + (not data.endswith(b"\n"))
        or not encoding.isascii()
    ):
        return None
    places = [place for place in _places(tree, len(lines)) if place == len(lines) or lines[place][:1].strip()]
    if not places:
        return None
    place = random.choice(places)
    newline = b"\r\n" if lines and lines[0].endswith(b"\r\n") else b"\n"
    before, after = b"".join(lines[:place]), b"".join(lines[place:])
    if before and not before.endswith((b"\n", b"\r")):
        return None
    text = (
        (newline + INJECTED.encode().replace(b"\n", newline) + newline)
        if after
        else newline + INJECTED.encode().replace(b"\n", newline)
    )
    return Injected(before + text + after, before, after)


def _places(tree: ast.Module, end: int) -> list[int]:
    """Numbers of lines before which a statement may be put, those after all imports and the docstring."""
    last_import = max(
        (
            number
            for number, item in enumerate(tree.body)
            if isinstance(item, ast.Import | ast.ImportFrom | ast.Expr)
        ),
        default=-1,
    )
    places = [end]
    for earlier, item in zip(tree.body[last_import:], tree.body[last_import + 1 :], strict=False):
        first = min([item.lineno, *(one.lineno for one in getattr(item, "decorator_list", ()))])
        if first > (earlier.end_lineno or 0):
            places.append(first - 1)
    return places
