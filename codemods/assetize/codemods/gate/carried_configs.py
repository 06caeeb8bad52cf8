"""Configs of jobs of which not all is carried: what is, is what it was."""

import ast
from collections import Counter
from collections.abc import Callable, Sequence

RESOURCES = "resources"
Values = Callable[[str], Counter[str]]
"""What a text says beside the names of its steps."""


def is_narrowed(old: ast.expr, new: ast.expr, kept: Sequence[str], values: Values) -> bool:
    """Whether the new config is the old one with the settings of the kept resources only. ``values`` compares all the rest."""
    one, other = _entries(old), _entries(new)
    if other is None or RESOURCES not in other:
        return False
    if one is None:
        return _all_come_from(old, other)
    resources, now = one.pop(RESOURCES, None), other.pop(RESOURCES)
    return (
        resources is not None
        and one.keys() == other.keys()
        and all(values(ast.unparse(one[name])) == values(ast.unparse(other[name])) for name in one)
        and _are_kept(resources, now, kept)
    )


def _entries(value: ast.expr) -> dict[str, ast.expr] | None:
    if not isinstance(value, ast.Dict):
        return None
    names = [key.value for key in value.keys if isinstance(key, ast.Constant) and isinstance(key.value, str)]
    return dict(zip(names, value.values, strict=True)) if len(names) == len(value.keys) else None


def _are_kept(old: ast.expr, new: ast.expr, kept: Sequence[str]) -> bool:
    before, now = _entries(old), _entries(new)
    if before is not None and now is not None:
        wanted = {name: ast.unparse(item) for name, item in before.items() if name in kept}
        return wanted == {name: ast.unparse(item) for name, item in now.items()}
    condition = f"key == {kept[0]!r}" if len(kept) == 1 else f"key in {tuple(kept)!r}"
    wanted_text = f"{{key: given for key, given in {ast.unparse(old)}.items() if {condition}}}"
    return ast.unparse(new) == ast.unparse(ast.parse(wanted_text, mode="eval"))


def _all_come_from(old: ast.expr, new: dict[str, ast.expr]) -> bool:
    """``{"resources": {"db": CONFIG["resources"]["db"]}, "ops": CONFIG["ops"]}``."""
    text = ast.unparse(old)
    inner = _entries(new[RESOURCES])
    return (
        inner is not None
        and all(ast.unparse(item) == f"{text}[{RESOURCES!r}][{name!r}]" for name, item in inner.items())
        and all(ast.unparse(item) == f"{text}[{name!r}]" for name, item in new.items() if name != RESOURCES)
    )
