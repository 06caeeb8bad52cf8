"""Data in files beside the project's modules: YAML and JSON, read as a program reads them, and nothing of it run."""

import ast
import json
import re
from collections.abc import Callable, Iterator, Mapping

from assetize.analyzer.values.arguments import argument, first_argument
from assetize.analyzer.values.evaluation import Evaluation
from assetize.analyzer.values.sql_files import read_text
from assetize.analyzer.values.text import is_text, text
from assetize.analyzer.values.value import (
    FILE,
    Hole,
    Instance,
    Known,
    NotKnown,
    Value,
    elements_of,
    entries_of,
    mapping,
    sequence,
)

Parser = Callable[[str], object]

MOST_PARTS = 20_000
"""Values in one file: a reference in YAML may stand for any number of them."""
DEEPEST = 40
LONGEST_YAML = 200_000
_VARIABLE = re.compile(r"\$\{([A-Za-z_]\w*)(?::[^{}]*)?\}")


def _parse_yaml(words: str) -> object:
    import yaml

    if len(words) > LONGEST_YAML:
        raise ValueError("it is very long")
    try:
        return yaml.load(words, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise ValueError("it is no YAML") from error


def _loader(parse: Parser) -> Callable[[Evaluation, ast.Call], Value | None]:
    def load(evaluation: Evaluation, node: ast.Call) -> Value | None:
        given = first_argument(evaluation, node)
        if isinstance(given, Instance) and given.class_id == FILE:
            path = dict(given.arguments).get("file")
            given = None if path is None else read_text(evaluation, path)
        return given if isinstance(given, NotKnown) else _data(evaluation, parse, given)

    return load


def _data(evaluation: Evaluation, parse: Parser, words: Value | None) -> Value | None:
    if not isinstance(words, Known) or not isinstance(words.value, str):
        return None
    memory = evaluation.sources.remembered
    key = ("data", parse, words.value)
    if key not in memory:
        memory[key] = _parsed(parse, words.value)
    found = memory[key]
    assert not isinstance(found, str)
    return found  # type: ignore[return-value]


def _parsed(parse: Parser, words: str) -> Value:
    try:
        return _as_value(parse(words), iter(range(MOST_PARTS)), 0)
    except (ValueError, RecursionError) as problem:
        return NotKnown(f"data of a file that cannot be read: {problem}")


def _as_value(content: object, parts: Iterator[int], depth: int) -> Value:
    if next(parts, None) is None or depth > DEEPEST:
        raise ValueError("it holds too much")
    match content:
        case str():
            return _with_variables(content)
        case None | bool() | int() | float():
            return Known(content)
        case dict():
            return mapping((key, _as_value(item, parts, depth + 1)) for key, item in content.items())
        case list():
            return sequence(_as_value(item, parts, depth + 1) for item in content)
    return NotKnown(f"a {type(content).__name__} in a file")


def _with_variables(words: str) -> Value:
    """``${SCHEMA}`` is filled in by whoever reads the file."""
    parts: list[str | Hole] = []
    end = 0
    for match in _VARIABLE.finditer(words):
        name = match[1]
        parts += [words[end : match.start()], Hole("env" if name.isupper() else "unknown", name)]
        end = match.end()
    return text([*parts, words[end:]]) if parts else Known(words)


def _config_from_files(evaluation: Evaluation, node: ast.Call) -> Value | None:
    """``config_from_files([path, ...])``: the files merged, later ones over earlier ones."""
    paths = elements_of(argument(evaluation, node, 0, "config_files") or NotKnown(""))
    if paths is None:
        return None
    found: Value = Known({})
    for path in paths:
        words = read_text(evaluation, path) if is_text(path) else NotKnown("a path that is not known")
        content = _data(evaluation, _parse_yaml, words)
        if isinstance(words, NotKnown) or content is None or isinstance(content, NotKnown):
            return words if isinstance(words, NotKnown) else content
        found = _merged(found, content)
    return found


def _merged(first: Value, second: Value) -> Value:
    ours, theirs = entries_of(first), entries_of(second)
    if ours is None or theirs is None:
        return second
    found = dict(ours)
    for key, value in theirs:
        found[key] = _merged(found[key], value) if key in found else value
    return mapping(found.items())


_yaml = _loader(_parse_yaml)
_json = _loader(json.loads)

DATA_FUNCTIONS: Mapping[str, Callable[[Evaluation, ast.Call], Value | None]] = {
    **dict.fromkeys(("yaml.safe_load", "yaml.load", "yaml.full_load"), _yaml),
    **dict.fromkeys(("json.load", "json.loads"), _json),
    "dagster.config_from_files": _config_from_files,
}
