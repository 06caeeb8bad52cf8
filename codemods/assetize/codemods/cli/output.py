"""Where output goes: colour or none, text or exact bytes, stdout or a file."""

import os
import stat
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import click

from assetize.codemods.cli.errors import RequestRefused

Function = TypeVar("Function", bound=Callable[..., Any])


def no_color_option(function: Function) -> Function:
    """Adds ``--no-color``, which may stand before or after the subcommand."""
    option = click.option(
        "--no-color",
        is_flag=True,
        expose_value=False,
        callback=_forbid_color,
        help="No colours, as with NO_COLOR set.",
    )
    return option(function)


def _forbid_color(context: click.Context, parameter: click.Parameter, given: bool) -> None:
    if given:
        context.color = False


def wants_color() -> bool:
    """Colour is for terminals, unless ``--no-color`` or ``NO_COLOR`` says otherwise."""
    if click.get_current_context().color is False or os.environ.get("NO_COLOR"):
        return False
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def document_bytes(text: str) -> bytes:
    """UTF-8 whatever the locale; what file names hold beyond Unicode becomes an escape (which JSON reads back)."""
    return text.encode("utf-8", "backslashreplace")


def write_stdout(content: bytes) -> None:
    """Exact bytes to stdout."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def write_file(path: Path, content: bytes) -> None:
    """Replace a file in one step: readers see the old or the new content, never half."""
    write_pieces(path, (content,))


def write_pieces(path: Path, pieces: Iterable[bytes]) -> None:
    """The same with content that is made while it is written."""
    try:
        _replace(path.resolve(), pieces)
    except OSError as error:
        raise RequestRefused(f"{click.format_filename(path)} cannot be written: {error.strerror}") from error


def _replace(path: Path, pieces: Iterable[bytes]) -> None:
    if path.exists() and not path.is_file():
        with path.open("wb") as special:
            special.writelines(pieces)
        return
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(_mode(path))
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _mode(path: Path) -> int:
    """The mode of the file that is replaced, or what a new file gets."""
    if path.exists():
        return stat.S_IMODE(path.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
