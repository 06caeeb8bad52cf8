"""I/O managers: whose methods do the work, and what they read of their context."""

from pathlib import Path
from textwrap import dedent

import pytest

from assetize.analyzer.model import IoManager, Project
from assetize.analyzer.readers import read_project

HEADER = """
import os
from dagster import *
"""


def test_escaping_context_is_not_understood(tmp_path: Path) -> None:
    for body in (
        "self.store.write(context, obj)",
        "save(context)",
        "self.context = context",
        "return [context]",
        "self.save(**{'context': context})",
        "print(f'{context}')",
        "upstream = context.upstream_output; save(upstream)",
        "getattr(context, os.environ['X'])",
    ):
        manager = _manager(tmp_path, f"def handle_output(self, context, obj):\n    {body}")
        assert not manager.understood, body


def test_missing_method_is_not_understood(tmp_path: Path) -> None:
    source = "class M(IOManager):\n    def handle_output(self, context, obj): pass\n"
    project = _read(tmp_path, source)

    assert [manager.understood for manager in project.io_managers] == [False]
    assert [(u.subject, u.code) for u in project.unknowns] == [("m:M", "AZ133")]


@pytest.mark.parametrize(
    ("body", "uses"),
    [
        ("pass", []),
        ("context.log.info('x')", []),
        ("context.add_output_metadata({})", []),
        ("open(context.name)", [("name", False)]),
        ("open(f'{context.step_key}/{context.name}')", [("step_key", False), ("name", False)]),
        ("open('/'.join(context.get_identifier()))", [("get_identifier()", False)]),
        ("context.asset_key.path[-1]", [("asset_key", False)]),
        ("context.metadata['table']", [("metadata", False)]),
        ("key = context.asset_key\n    open(key)", [("asset_key", False)]),
        ("getattr(context, 'run_id')", [("run_id", False)]),
        ("if context is None: return\n    open(context.name)", [("name", False)]),
        ("c = context\n    open(c.name)", [("name", False)]),
        (
            "if context.has_asset_key:\n        open(context.asset_key)\n    else:\n        open(context.name)",
            [("has_asset_key", False), ("asset_key", False), ("name", True)],
        ),
        (
            "if not context.has_asset_key:\n        open(context.name)\n    open(context.run_id)",
            [("has_asset_key", False), ("name", True), ("run_id", False)],
        ),
        (
            "if context.has_asset_key:\n        return open(context.asset_key)\n    open(context.name)",
            [("has_asset_key", False), ("asset_key", False), ("name", True)],
        ),
        (
            "open(context.asset_key.path[-1] if context.has_asset_key else context.name)",
            [("has_asset_key", False), ("asset_key", False), ("name", True)],
        ),
        ("for x in [1]:\n        with open('x') as f:\n            f.write(context.name)", [("name", False)]),
    ],
)
def test_what_is_read_of_the_context(body: str, uses: list[tuple[str, bool]], tmp_path: Path) -> None:
    manager = _manager(tmp_path, f"def handle_output(self, context, obj):\n    {body}")

    assert manager.understood
    assert [(use.attribute, use.guarded) for use in manager.uses if use.method == "handle_output"] == uses


def test_helpers_are_followed(tmp_path: Path) -> None:
    project = _read(
        tmp_path,
        """
        def table_of(where):
            return where.name

        class Base(IOManager):
            def _path(self, context, suffix=""):
                return context.step_key

            @staticmethod
            def _run(context):
                return context.run_id

            def load_input(self, context):
                return self._path(context.upstream_output) + context.upstream_output.run_id

        class M(Base):
            def handle_output(self, context, obj):
                if not context.has_asset_key:
                    self._path(suffix="x", context=context)
                table_of(context)
                self._run(context)
        """,
    )
    uses = {item.id: [(u.method, u.attribute, u.guarded) for u in item.uses] for item in project.io_managers}

    assert uses["m:M"] == [
        ("handle_output", "has_asset_key", False),
        ("handle_output", "step_key", True),
        ("handle_output", "name", False),
        ("handle_output", "run_id", False),
        ("load_input", "upstream_output.step_key", False),
        ("load_input", "upstream_output.run_id", False),
    ]
    assert {item.id: item.understood for item in project.io_managers} == {"m:Base": False, "m:M": True}


def test_inherited_methods_through_super(tmp_path: Path) -> None:
    project = _read(
        tmp_path,
        """
        class Base(ConfigurableIOManager):
            def handle_output(self, context, obj): open(context.name)
            def load_input(self, context): open(context.asset_key)

        class M(Base):
            def handle_output(self, context, obj):
                super().handle_output(context, obj)
        """,
    )
    manager = next(item for item in project.io_managers if item.id == "m:M")

    assert [use.attribute for use in manager.uses] == ["name", "asset_key"]
    assert (manager.understood, manager.cls) == (True, "m:M")


@pytest.mark.parametrize(
    ("base", "origin"),
    [
        ("UPathIOManager", "dagster.UPathIOManager"),
        ("FilesystemIOManager", "dagster.FilesystemIOManager"),
    ],
)
def test_derived_from_a_library(base: str, origin: str, tmp_path: Path) -> None:
    project = _read(
        tmp_path, f"class M({base}):\n    def dump_to_path(self, context, obj, path): context.name\n"
    )

    assert [(m.origin, m.understood) for m in project.io_managers] == [(origin, True)]


def test_makers_and_bindings(tmp_path: Path) -> None:
    project = _read(
        tmp_path,
        """
        from dagster_aws.s3 import s3_pickle_io_manager

        class M(IOManager):
            def __init__(self, path=""): pass
            def handle_output(self, context, obj): open(context.name)
            def load_input(self, context): open(context.name)

        class Factory(ConfigurableIOManagerFactory):
            def create_io_manager(self, context): return M()

        @io_manager(config_schema={})
        def made(init_context):
            return M(init_context.resource_config["path"])

        @io_manager
        def unclear(init_context):
            return make()

        variable = M("x")
        tuned = made.configured({})

        @op
        def one(): return 1

        @job(resource_defs={
            "a": variable, "b": tuned, "c": M(), "d": fs_io_manager, "e": s3_pickle_io_manager.configured({}),
            "f": ResourceDefinition.hardcoded_resource(1),
        })
        def run(): one()
        """,
    )
    found = {item.id: (item.cls, item.origin, item.understood) for item in project.io_managers}

    assert found == {
        "m:M": ("m:M", None, True),
        "m:Factory": ("m:M", None, True),
        "m:made": ("m:M", None, True),
        "m:unclear": (None, None, False),
        "m:variable": ("m:M", None, True),
        "m:tuned": ("m:M", None, True),
        "dagster.fs_io_manager": (None, "dagster.fs_io_manager", True),
        "dagster_aws.s3.s3_pickle_io_manager": (None, "dagster_aws.s3.s3_pickle_io_manager", True),
    }


def _read(folder: Path, source: str) -> Project:
    (folder / "m.py").write_text(HEADER + dedent(source) + "\n")
    project, _ = read_project(folder)
    return project


def _manager(folder: Path, method: str) -> IoManager:
    lines = "\n".join(f"    {line}" for line in method.splitlines())
    source = f"class M(IOManager):\n{lines}\n    def load_input(self, context): pass\n"
    (manager,) = _read(folder, source).io_managers
    return manager
