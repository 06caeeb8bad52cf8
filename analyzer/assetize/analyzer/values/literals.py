"""Values that are written out."""

import ast

from assetize.analyzer.values.evaluation import Evaluation
from assetize.analyzer.values.value import Known, NotKnown, Value, elements_of, entries_of, mapping, sequence


def constant(evaluation: Evaluation, node: ast.Constant) -> Value:
    """A string, number, ``None``, ``True`` and so on."""
    return NotKnown("...") if node.value is ... else Known(node.value)


def series(evaluation: Evaluation, node: ast.List | ast.Tuple | ast.Set) -> Value:
    """A list, tuple or set; a starred element must itself be written out."""
    values: list[Value] = []
    for element in node.elts:
        if not isinstance(element, ast.Starred):
            values.append(evaluation.of(element))
            continue
        inner = elements_of(evaluation.of(element.value))
        if inner is None:
            return NotKnown(f"{evaluation.source(element)} is not known")
        values.extend(inner)
    return sequence(values)


def dictionary(evaluation: Evaluation, node: ast.Dict) -> Value:
    """A dict whose keys are known."""
    entries: dict[object, Value] = {}
    for key, value in zip(node.keys, node.values, strict=True):
        if key is None:
            inner = entries_of(evaluation.of(value))
            if inner is None:
                return NotKnown(f"{evaluation.source(value)} is not known")
            entries.update(inner)
            continue
        known = evaluation.of(key)
        if not isinstance(known, Known) or isinstance(known.value, dict):
            return NotKnown(f"the key {evaluation.source(key)} is not known")
        entries[known.value] = evaluation.of(value)
    return mapping(entries.items())
