"""What names mean: which definition of the project, which name of a library, which name of Dagster.

``read_sources(tree)`` gives ``Sources``. Its ``resolve`` follows imports, aliases and re-exports to a qualified name:
``"shop.ops:build_users"`` for what the project defines, ``"pandas.read_sql"`` for what lies outside,
``"builtins.open"`` for a built-in, ``"dagster.op"`` for Dagster whatever the import, and ``"shop.ops:"`` for a module of the
project. Where several bindings disagree, or a parameter or a loop decides, it gives None and ``explain`` says why.
"""

from assetize.analyzer.names.bindings import Binding, BindingKind
from assetize.analyzer.names.definitions import Definition
from assetize.analyzer.names.module_source import ModuleSource
from assetize.analyzer.names.scopes import Scope
from assetize.analyzer.names.sources import Sources, read_sources

__all__ = ["Binding", "BindingKind", "Definition", "ModuleSource", "Scope", "Sources", "read_sources"]
