"""Turns a file's bytes into a syntax tree, or says why they are not one."""

import ast
import contextlib
import sys
import tokenize
import warnings
from io import BytesIO

from assetize.analyzer.codes.reading import SYNTAX_ERROR, TOO_DEEP, WRONG_ENCODING
from assetize.analyzer.model import Diagnostic, Location

TOO_DEEP_MESSAGES = (
    "too many nested parentheses",
    "too many levels of indentation",
    "too many statically nested blocks",
)

UNCHECKED_DEPTH = sys.version_info < (3, 11)
"""Python 3.10 builds trees of any depth, until its own stack ends and the process with it; its compiler does check."""
LARGE = 100_000


def parse(path: str, data: bytes) -> ast.Module | Diagnostic:
    """The tree of a file; the encoding cookie, a byte-order mark and any line ending are understood."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the project's own invalid escapes are not this tool's news
            if UNCHECKED_DEPTH and len(data) > LARGE:
                _check_depth(path, data)
            return ast.parse(data, filename=path)
    except (RecursionError, MemoryError):
        return _too_deep(path, 1)
    except SyntaxError as error:
        return _explain(path, data, error)
    except ValueError as error:  # before Python 3.12, some unusable bytes
        return SYNTAX_ERROR.at(Location(path, 1), f"{path} cannot be parsed: {error}")


def _check_depth(path: str, data: bytes) -> None:
    with contextlib.suppress(SyntaxError, ValueError):  # the parser says these better
        compile(data, path, "exec", dont_inherit=True)


def encoding_of(data: bytes) -> str:
    """The encoding that Python reads these bytes with; ``utf-8`` when the cookie makes no sense."""
    try:
        return tokenize.detect_encoding(BytesIO(data).readline)[0]
    except SyntaxError:
        return "utf-8"


def _explain(path: str, data: bytes, error: SyntaxError) -> Diagnostic:
    line = error.lineno or 1
    text = error.msg or "invalid syntax"
    if text.startswith(TOO_DEEP_MESSAGES):
        return _too_deep(path, line)
    problem = _encoding_problem(path, data)
    if problem is not None:
        return problem
    host = f"{sys.version_info.major}.{sys.version_info.minor}"
    return SYNTAX_ERROR.at(Location(path, line), f"Python {host} cannot parse {path}, line {line}: {text}")


def _encoding_problem(path: str, data: bytes) -> Diagnostic | None:
    try:
        encoding = tokenize.detect_encoding(BytesIO(data).readline)[0]
        data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"{path}, line {line}: byte 0x{data[error.start]:02x} is not {error.encoding}"
        return WRONG_ENCODING.at(Location(path, line), message)
    except SyntaxError as error:
        return WRONG_ENCODING.at(Location(path, 1), f"{path} names its encoding wrongly: {error.msg}")
    return None


def _too_deep(path: str, line: int) -> Diagnostic:
    return TOO_DEEP.at(Location(path, line), f"{path} nests expressions or blocks too deeply to be parsed")
