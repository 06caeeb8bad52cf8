"""Which ops ask for their partition in the upgraded text: of those alone, the config that said it before may be gone."""

import ast
from pathlib import Path

from assetize.analyzer.model import Analysis
from assetize.codemods.verification.mapping import Mapping

CONFIG = frozenset({"config_schema"})


def find_partition_readers(mapping: Mapping, project: Path, analysis: Analysis) -> tuple[str, ...]:
    """Of the ops that the plan gives their partition, those whose definition in ``project`` takes no config any more.

    An upgrade that was written by hand may keep the config, which is compared then.
    """
    former: dict[str, list[str]] = {}
    for place, old in mapping.renamed.items():
        former.setdefault(old, []).append(place)
    return tuple(
        place
        for place in mapping.reads_partition
        if not any(_takes_config(name, project, analysis) for name in former.get(place, [place]))
    )


def _takes_config(place: str, project: Path, analysis: Analysis) -> bool:
    """Whether the function of that name is decorated with a config schema, or cannot be found."""
    module_name, _, name = place.partition(":")
    module = next((item for item in analysis.project.modules if item.name == module_name), None)
    if module is None:
        return True
    tree = ast.parse((project / module.file).read_bytes())
    found = [item for item in ast.walk(tree) if isinstance(item, ast.FunctionDef) and item.name == name]
    keywords = {
        keyword.arg
        for function in found
        for decorator in function.decorator_list
        if isinstance(decorator, ast.Call)
        for keyword in decorator.keywords
    }
    return not found or not CONFIG.isdisjoint(keywords)
