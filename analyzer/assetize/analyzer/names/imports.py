"""Follows imports, into the project's modules or out of it."""

import ast
from typing import TYPE_CHECKING

from assetize.analyzer.names.bindings import Binding
from assetize.analyzer.names.dagster_names import DAGSTER, canonical
from assetize.analyzer.names.meaning import Meaning
from assetize.analyzer.names.public_names import PUBLIC_NAMES
from assetize.analyzer.names.scopes import Scope

if TYPE_CHECKING:
    from assetize.analyzer.names.resolution import Trail
    from assetize.analyzer.names.sources import Sources

NAMESPACE = "/"
"""Ends the id of a folder without ``__init__.py``, which is no module of its own: ``"src/company/:"``."""


def imported_meaning(
    sources: "Sources", scope: Scope, binding: Binding, name: str | None, trail: "Trail"
) -> Meaning:
    """What an import binds; ``name`` is the name looked for behind a star."""
    file = sources.layout.modules[scope.module_id].file
    is_star = binding.member == "*"
    if binding.level:
        place = sources.layout.relative(file, binding.level, binding.text)
        if place is None:
            dots = "." * binding.level
            return Meaning(None, f"the relative import of {dots}{binding.text} leads to no file")
    else:
        places = sources.layout.absolute(file, binding.text)
        if len(places) > 1:
            return Meaning(None, f"{binding.text} may be any of {', '.join(places)}")
        if not places:
            return _outside(binding, name, is_star)
        place = places[0]
    if binding.top_only:
        for _ in range(binding.text.count(".")):
            place = place.rpartition("/")[0]
    owner = id_of_place(sources, place)
    if name is None:
        return Meaning(f"{owner}:")
    if is_star and not _exports(sources, owner, name):
        return Meaning(None, f"{name} is not defined")
    return member_of_module(sources, owner, name, trail)


def _outside(binding: Binding, name: str | None, is_star: bool) -> Meaning:
    if name is None:
        return Meaning(binding.text.partition(".")[0] if binding.top_only else binding.text)
    if not is_star:
        return Meaning(canonical(f"{binding.text}.{name}"))
    if binding.text.partition(".")[0] == DAGSTER and name in PUBLIC_NAMES:
        return Meaning(f"{DAGSTER}.{name}")
    return Meaning(None, f"{name} may come from {binding.text}, all of whose names are imported")


def id_of_place(sources: "Sources", place: str) -> str:
    """The id of the module at a place, or one that says that it is a folder only."""
    return sources.layout.module_at(place) or place + NAMESPACE


def member_of_module(sources: "Sources", module_id: str, name: str, trail: "Trail" = ()) -> Meaning:
    """What ``module.name`` means: what the module binds, else a submodule."""
    from assetize.analyzer.names.resolution import meaning_in_scope

    if module_id.endswith(NAMESPACE):
        place = module_id.removesuffix(NAMESPACE)
    else:
        source = sources.module(module_id)
        # ``from . import jobs`` in a package's own ``__init__`` names the submodule, not itself.
        is_own = source is not None and (source.scope, name) in trail
        if source is not None and not is_own and (name in source.scope.bindings or source.scope.stars):
            meaning = meaning_in_scope(sources, source.scope, name, trail)
            if meaning.name is not None or name in source.scope.bindings:
                return meaning
        place = sources.layout.place_of(module_id)
        if source is None and sources.layout.inside(place, name) is None:
            return Meaning(None, f"{module_id} cannot be read")
    inner = sources.layout.inside(place, name)
    if inner is None:
        return Meaning(None, f"{module_id} has no {name}")
    return Meaning(f"{id_of_place(sources, inner)}:")


def _exports(sources: "Sources", module_id: str, name: str) -> bool:
    """True when ``from module import *`` brings the name along."""
    source = None if module_id.endswith(NAMESPACE) else sources.module(module_id)
    if source is None:
        return False
    listed = exported_names(source.scope)
    return name in listed if listed is not None else not name.startswith("_")


def exported_names(scope: Scope) -> tuple[str, ...] | None:
    """The names in a module's ``__all__``; None when it has none that is written out."""
    bindings = scope.bindings.get("__all__", [])
    names: list[str] = []
    for binding in bindings:
        value = binding.node.value if isinstance(binding.node, ast.AugAssign) else binding.node
        if not isinstance(value, ast.List | ast.Tuple):
            return None
        for element in value.elts:
            if not isinstance(element, ast.Constant) or not isinstance(element.value, str):
                return None
            names.append(element.value)
    return tuple(names) if bindings else None
