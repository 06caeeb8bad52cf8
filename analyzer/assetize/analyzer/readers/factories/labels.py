"""What tells two definitions of one factory apart, as it shows in their ids."""

import re
from collections.abc import Iterable, Mapping

from assetize.analyzer.values import Entries, Instance, Known, Value

OTHER = re.compile(r"[^\w-]+")
LONGEST = 40
TELLING = ("name", "id", "key", "table", "slug")
"""Entries and parameters that are usually a name."""


def label_of(value: Value) -> str | None:
    """A short word for a value; None when it has none."""
    if isinstance(value, Entries):
        return label_of(Known({key: item.value for key, item in value.entries if isinstance(item, Known)}))
    if isinstance(value, Instance):
        return label_of_all(dict(value.arguments)) or value.class_id.rpartition(":")[2]
    content = value.value if isinstance(value, Known) else None
    if isinstance(content, tuple):
        return next((text for text in map(_word, content) if text), None)
    if isinstance(content, dict):
        return label_of_all({str(key): Known(item) for key, item in content.items()})
    return _word(content)


def label_of_all(values: Mapping[str, Value]) -> str | None:
    """The most telling of several values by name."""
    ordered: Iterable[str] = (*(name for name in TELLING if name in values), *values)
    return next((label for name in ordered if (label := label_of(values[name]))), None)


def _word(content: object) -> str | None:
    if isinstance(content, bool) or not isinstance(content, str | int):
        return None
    return OTHER.sub("_", str(content))[:LONGEST] or None
