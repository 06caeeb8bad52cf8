"""Small projects written to a folder, and what their op ``build`` does."""

import textwrap
from collections.abc import Mapping
from pathlib import Path

from assetize.analyzer.effects import find_effects
from assetize.analyzer.files import find_files
from assetize.analyzer.model import Coverage, Effect, Location, Op, Parameter, Project, ResourceBinding
from assetize.analyzer.model.facts import CodeLocation, ParameterRole
from assetize.analyzer.names import read_sources

HEAD = "from dagster import op\n"


def op_record(name: str, roles: Mapping[str, ParameterRole] | None = None) -> Op:
    """An op of the module ``shop`` with parameters in these roles."""
    return Op(
        id=f"shop:{name}",
        name=name,
        function=name,
        where=Location("shop.py", 1),
        end_line=1,
        decorator_lines=(1, 1),
        inputs=(),
        outputs=(),
        parameters=tuple(Parameter(parameter, role) for parameter, role in (roles or {}).items()),
        arguments=(),
    )


def analyse(
    root: Path,
    files: Mapping[str, str],
    roles: Mapping[str, ParameterRole] | None = None,
    resources: Mapping[str, str] | None = None,
) -> tuple[tuple[Effect, ...], Coverage]:
    """The effects of the op ``build`` of ``shop.py``, and the coverage."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text))
    sources = read_sources(find_files(root))
    bindings = tuple(
        ResourceBinding(key, text, Location("shop.py", 1)) for key, text in (resources or {}).items()
    )
    project = Project(
        ops=(op_record("build", roles),),
        modules=tuple(sources.known_modules.values()),
        locations=(CodeLocation("shop:defs", "Definitions", Location("shop.py", 1), 1, resources=bindings),),
    )
    return find_effects(project, sources)


def effects_of(
    root: Path,
    body: str,
    before: str = "",
    parameters: str = "context, df, engine, cursor, rows",
    files: Mapping[str, str] | None = None,
    resources: Mapping[str, str] | None = None,
) -> tuple[Effect, ...]:
    """The effects of an op with this body, after the module's other code."""
    indented = textwrap.indent(textwrap.dedent(body).strip("\n"), "    ")
    text = f"{HEAD}{textwrap.dedent(before)}\n\n@op\ndef build({parameters}):\n{indented}\n"
    effects, _ = analyse(root, {**(files or {}), "shop.py": text}, resources=resources)
    return effects


def told(effects: tuple[Effect, ...]) -> list[str]:
    """Each effect in three words; ``?`` for an object only known while running."""
    return [f"{effect.verb} {effect.kind} {effect.identity or '?'}" for effect in effects]
