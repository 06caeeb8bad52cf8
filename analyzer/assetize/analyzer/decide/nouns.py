"""What an op makes, by its name: the name without the verbs in front."""

import re

from assetize.analyzer.decide.stored_objects import as_key_segment

VERBS = frozenset(
    [
        "build",
        "load",
        "make",
        "create",
        "write",
        "save",
        "store",
        "persist",
        "compute",
        "calculate",
        "calc",
        "generate",
        "gen",
        "get",
        "fetch",
        "extract",
        "export",
        "import",
        "ingest",
        "insert",
        "update",
        "upsert",
        "refresh",
        "recreate",
        "rebuild",
        "produce",
        "prepare",
        "transform",
        "train",
        "fit",
        "materialize",
        "publish",
        "upload",
        "put",
        "dump",
        "append",
        "add",
        "run",
        "process",
        "do",
        "populate",
        "sync",
        "copy",
        "move",
        "merge",
        "join",
        "aggregate",
        "summarize",
        "clean",
        "download",
        "read",
        "collect",
        "pull",
        "push",
        "send",
        "drop",
        "and",
    ]
)


def noun(name: str) -> str:
    """``build_users`` to ``users``; a name that is nothing but verbs stays."""
    words = name.split("_")
    rest = words
    while len(rest) > 1 and rest[0].lower() in VERBS:
        rest = rest[1:]
    text = re.sub(r"_(table|op|step|task)$", "", "_".join(rest))
    return as_key_segment(text) or name
