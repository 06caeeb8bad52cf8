"""The settings that there are: each with what reads it. A reader gives records and, for entries that it cannot use, diagnostics."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Literal, cast, get_args

from assetize.analyzer.model import Confidence, Decision, DeclaredCall, DeclaredOutput, Diagnostic, Exclusion
from assetize.analyzer.model.effect import ObjectKind
from assetize.analyzer.records import dataclass
from assetize.analyzer.settings.entry import Entry, shown
from assetize.analyzer.settings.placements import read_group_names, read_key_prefixes

KINDS: tuple[ObjectKind, ...] = ("table", "file", "object", "model", "collection")
"""What a declared call may read or write."""

_CALL = re.compile(r"[^\W\d]\w*(?:[.:][^\W\d]\w*)*")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_SEGMENT = re.compile(r"[A-Za-z0-9_]+")

Read = Iterator[object]


@dataclass(frozen=True, slots=True)
class Option:
    """``field`` of :class:`Settings` takes what ``read`` gives; ``example`` is a line that is right."""

    field: str
    read: Callable[[Entry], Read]
    example: str


def _reads(entry: Entry) -> Read:
    return _calls(entry, "read")


def _writes(entry: Entry) -> Read:
    return _calls(entry, "create")


def _calls(entry: Entry, verb: Literal["read", "create"]) -> Read:
    if not isinstance(entry.value, list):
        yield entry.wrong('a list of tables like {call = "helpers.save", table = "{name}"}')
        return
    for position in range(len(entry.value)):
        yield _call(entry.inside(position), verb)


def _call(entry: Entry, verb: Literal["read", "create"]) -> DeclaredCall | Diagnostic:
    problem = _shape_problem(entry)
    if problem is not None:
        return problem
    kind = next(kind for kind in KINDS if kind in entry.value)
    call, named = entry.inside("call"), entry.inside(kind)
    if not isinstance(call.value, str) or not _CALL.fullmatch(call.value):
        return call.wrong("a function's or method's dotted name, in quotes")
    problem = _template_problem(named)
    if problem is not None:
        return problem
    return DeclaredCall(call.value.replace(":", "."), verb, kind, named.value, entry.where)


def _shape_problem(entry: Entry) -> Diagnostic | None:
    value = entry.value
    if not isinstance(value, dict):
        return entry.wrong('a table like {call = "helpers.save", table = "{name}"}')
    for key in value:
        if key not in ("call", *KINDS):
            return entry.inside(key).unknown(("call", *KINDS))
    if "call" not in value or len(value) != 2:
        return entry.refused(f"it needs a call and exactly one of {', '.join(KINDS)}")
    return None


def _template_problem(named: Entry) -> Diagnostic | None:
    if not isinstance(named.value, str) or not named.value.strip():
        return named.wrong('text that names the object, like "{schema}.{table}"')
    if not named.value.strip(". "):
        return named.refused("say which object it is")
    if re.search(r"[{}]", _PLACEHOLDER.sub("", named.value)):
        return named.refused(f"the braces in {shown(named.value)} do not match")
    for placeholder in _PLACEHOLDER.findall(named.value):
        if not (placeholder.isidentifier() or placeholder.isdigit()):
            return named.refused(f"{{{placeholder}}} is no parameter's name; {{0}} is the first argument")
    return None


def _metadata(entry: Entry) -> Read:
    if isinstance(entry.value, str) and entry.value.strip():
        yield entry.value
    else:
        yield entry.wrong("the name of a metadata entry, in quotes")


def _keys(entry: Entry) -> Read:
    for item in _table(entry):
        if isinstance(item, Diagnostic):
            yield item
        elif not isinstance(item.value, str) or not all(map(_SEGMENT.fullmatch, item.value.split("/"))):
            yield item.wrong('an asset key like "users" or "shop/users" (letters, digits, underscores)')
        else:
            detail = f'{entry.name}: "{item.path[-1]}" = "{item.value}"'
            key = tuple(item.value.split("/"))
            yield DeclaredOutput(str(item.path[-1]), "", item.where, key=key, detail=detail)


def _decisions(entry: Entry) -> Read:
    for item in _table(entry):
        if isinstance(item, Diagnostic):
            yield item
        elif item.value not in get_args(Decision):
            yield item.wrong('"asset", "transient" or "none"')
        else:
            detail = f'{entry.name}: "{item.path[-1]}" = "{item.value}"'
            yield DeclaredOutput(
                str(item.path[-1]), "", item.where, decision=cast(Decision, item.value), detail=detail
            )


def _table(entry: Entry) -> Iterator[Entry | Diagnostic]:
    if not isinstance(entry.value, dict):
        yield entry.wrong('a table like {"shop.ops:build_users" = "..."}')
        return
    for key in entry.value:
        item = entry.inside(key)
        if ":" in key:
            yield item
        else:
            yield item.refused('an op is named as "module:function", an output as "module:function.output"')


def _exclusions(entry: Entry) -> Read:
    if not isinstance(entry.value, list):
        yield entry.wrong(
            f"a list, like [{shown(entry.value)}]" if isinstance(entry.value, str) else "a list"
        )
        return
    for position in range(len(entry.value)):
        item = entry.inside(position)
        is_text = isinstance(item.value, str) and item.value.strip()
        yield Exclusion(item.value, item.where) if is_text else item.wrong("a name or pattern, in quotes")


def _confidence(entry: Entry) -> Read:
    if entry.value in get_args(Confidence):
        yield entry.value
    else:
        yield entry.wrong('"certain", "likely" or "guess"')


def _flag(entry: Entry) -> Read:
    yield entry.value if isinstance(entry.value, bool) else entry.wrong("true or false")


def _verify(entry: Entry) -> Read:
    # Only a proof by real runs needs it, and few projects have one.
    from assetize.analyzer.settings.verify_table import read_verify_table

    return read_verify_table(entry)


OPTIONS: Mapping[str, Option] = {
    "writes": Option("calls", _writes, 'writes = [{call = "helpers.save", table = "{schema}.{name}"}]'),
    "reads": Option("calls", _reads, 'reads = [{call = "helpers.load", table = "{schema}.{name}"}]'),
    "asset-metadata": Option("asset_metadata", _metadata, 'asset-metadata = "target_table"'),
    "keys": Option("outputs", _keys, 'keys = {"shop.ops:build_users" = "users"}'),
    "decisions": Option("outputs", _decisions, 'decisions = {"shop.ops:clean" = "transient"}'),
    "exclude-jobs": Option("exclude_jobs", _exclusions, 'exclude-jobs = ["nightly_*"]'),
    "exclude-ops": Option("exclude_ops", _exclusions, 'exclude-ops = ["notify"]'),
    "keep-ops": Option("keep_ops", _exclusions, 'keep-ops = ["build_users"]'),
    "exclude-files": Option("exclude_files", _exclusions, 'exclude-files = ["legacy/"]'),
    "group-name": Option("group_names", read_group_names, 'group-name = {"shop.etl.*" = "etl"}'),
    "key-prefix": Option("key_prefixes", read_key_prefixes, 'key-prefix = {"nightly" = "warehouse"}'),
    "min-confidence": Option("min_confidence", _confidence, 'min-confidence = "likely"'),
    "keep-function-names": Option("keep_function_names", _flag, "keep-function-names = true"),
    "verify": Option("verify", _verify, 'verify = {files = ["shop.db"], runs = [{job = "nightly"}]}'),
}
