"""Finds where code spells out the file in which Dagster keeps an op's output: ``storage/<run>/<step>/result``."""

import ast
import re
from collections.abc import Iterator

from assetize.analyzer.model import Reference
from assetize.analyzer.readers.mentions import Mentions
from assetize.analyzer.readers.reference_targets import Targets
from assetize.analyzer.syntax.outline import Nodes, Outline

STORED_PATH = "stored_path"
"""The ``detail`` of such a reference, whose context is ``string``."""
OUTPUT = "result"
STEP_AND_OUTPUT = re.compile(r"(?:^|/)(\w+)/result(?:$|/)")


def find_mentions_in_paths(mentions: Mentions, outline: Outline, targets: Targets) -> Iterator[Reference]:
    """In one string, or as parts of a path that stand on one line: ``folder / "build_users" / "result"``."""
    for group in outline.groups:
        for node, name in (*_whole(group), *_parts(group)):
            for target in targets.node_names.get(name, ()):
                yield mentions.at(target, node, "string", mentions.owner(node, group.scope), STORED_PATH)


def _whole(group: Nodes) -> Iterator[tuple[ast.Constant, str]]:
    for node in group.strings:
        if isinstance(node.value, str) and "/result" in node.value:
            yield from ((node, name) for name in STEP_AND_OUTPUT.findall(node.value))


def _parts(group: Nodes) -> Iterator[tuple[ast.Constant, str]]:
    lines = {node.lineno for node in group.strings if node.value == OUTPUT}
    if lines:
        yield from ((node, str(node.value)) for node in group.strings if node.lineno in lines)
