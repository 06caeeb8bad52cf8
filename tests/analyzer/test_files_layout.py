"""Module names, source roots and where imports lead."""

from pathlib import Path

import pytest

from assetize.analyzer.files import Layout, find_files, lay_out


def layout_of(root: Path, files: dict[str, str]) -> Layout:
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    return lay_out(find_files(root))


def named(layout: Layout) -> dict[str, tuple[str, str]]:
    return {module.file: (module.root, module.name) for module in layout.modules.values()}


def test_an_import_that_two_folders_could_mean_is_unclear(tmp_path: Path) -> None:
    files = {"one/src/shop/__init__.py": "", "two/src/shop/__init__.py": "", "main.py": "import shop"}
    layout = layout_of(tmp_path, files)
    assert layout.absolute("main.py", "shop") == ("one/src/shop", "two/src/shop")


@pytest.mark.parametrize(
    "dotted", ["dagster", "dagster.core", "logging", "pandas", "shop.missing", "ops.shop"]
)
def test_imports_of_other_projects_lead_nowhere(tmp_path: Path, dotted: str) -> None:
    files = {
        "dagster/__init__.py": "",
        "dagster/core.py": "",
        "logging.py": "",
        "deep/pandas.py": "",
        "shop/ops.py": "",
    }
    assert layout_of(tmp_path, files).absolute("shop/ops.py", dotted) == ()


def test_a_library_is_not_mistaken_for_a_module_inside_a_package(tmp_path: Path) -> None:
    files = {
        "app/__init__.py": "",
        "app/ops/__init__.py": "",
        "app/ops/redis.py": "",
        "app/main.py": "import redis",
    }
    assert layout_of(tmp_path, files).absolute("app/main.py", "redis") == ()


def test_packages_are_named_from_the_folder_above_them(tmp_path: Path) -> None:
    files = {
        "code/shop/__init__.py": "",
        "code/shop/deep/__init__.py": "",
        "code/shop/deep/ops.py": "",
        "run.py": "",
    }
    assert named(layout_of(tmp_path, files)) == {
        "code/shop/__init__.py": ("code", "shop"),
        "code/shop/deep/__init__.py": ("code", "shop.deep"),
        "code/shop/deep/ops.py": ("code", "shop.deep.ops"),
        "run.py": (".", "run"),
    }


def test_imports_tell_where_namespace_packages_begin(tmp_path: Path) -> None:
    files = {
        "lib/company/shop/ops.py": "from dagster import op",
        "lib/company/shop/jobs.py": "import dagster\nfrom company.shop.ops import load",
        "lib/company/jobs.py": "import dagster\nimport company.shop.ops",
        "tests/test_ops.py": "import dagster\nfrom company.shop import ops",
    }
    assert named(layout_of(tmp_path, files)) == {
        "lib/company/shop/ops.py": ("lib", "company.shop.ops"),
        "lib/company/shop/jobs.py": ("lib", "company.shop.jobs"),
        "lib/company/jobs.py": ("lib", "company.jobs"),
        "tests/test_ops.py": ("tests", "test_ops"),
    }


def test_imports_tell_when_a_regular_package_is_inside_a_namespace(tmp_path: Path) -> None:
    files = {
        "company/shop/__init__.py": "",
        "company/shop/ops.py": "",
        "main.py": "import dagster\nimport company.shop.ops",
    }
    assert named(layout_of(tmp_path, files))["company/shop/ops.py"] == (".", "company.shop.ops")


def test_a_src_folder_is_a_source_root(tmp_path: Path) -> None:
    files = {"src/shop/ops.py": "import dagster", "location/src/store/deep/jobs.py": "import dagster"}
    assert named(layout_of(tmp_path, files)) == {
        "src/shop/ops.py": ("src", "shop.ops"),
        "location/src/store/deep/jobs.py": ("location/src", "store.deep.jobs"),
    }


def test_scripts_beside_each_other_import_each_other(tmp_path: Path) -> None:
    layout = layout_of(
        tmp_path, {"week_1/ops.py": "", "week_1/job.py": "import dagster, ops", "week_2/ops.py": ""}
    )
    assert layout.absolute("week_1/job.py", "ops") == ("week_1/ops",)


def test_each_code_location_finds_its_own_modules(tmp_path: Path) -> None:
    files = {
        f"{location}/{path}": text
        for location in ("one", "two")
        for path, text in {
            "shop/__init__.py": "",
            "shop/ops.py": "import dagster",
            "shop/jobs.py": "import dagster\nfrom shop.ops import load",
            "tests/test_jobs.py": "import dagster\nfrom shop.jobs import job",
        }.items()
    }
    layout = layout_of(tmp_path, files)
    assert layout.absolute("one/shop/jobs.py", "shop.ops") == ("one/shop/ops",)
    assert layout.absolute("two/tests/test_jobs.py", "shop.jobs") == ("two/shop/jobs",)
    assert layout.ids["one/shop/ops.py"] == "one/shop.ops"
    assert layout.ids["two/shop/ops.py"] == "two/shop.ops"
    assert len(set(layout.ids.values())) == len(files)


def test_ids_are_unique_when_a_module_and_a_package_share_a_name(tmp_path: Path) -> None:
    layout = layout_of(tmp_path, {"shop.py": "", "shop/__init__.py": "", "x/shop/__init__.py": ""})
    assert sorted(layout.ids.values()) == ["shop", "shop.py", "x/shop"]
    assert layout.module_at("shop") == layout.ids["shop/__init__.py"]


def test_a_root_that_is_itself_a_package_is_part_of_the_name(tmp_path: Path) -> None:
    root = tmp_path / "shop"
    layout = layout_of(
        root, {"__init__.py": "", "ops.py": "", "jobs.py": "import dagster\nfrom shop.ops import x"}
    )
    assert named(layout)["ops.py"] == ("..", "shop.ops")
    assert named(layout)["__init__.py"] == ("..", "shop")
    assert layout.absolute("jobs.py", "shop.ops") == ("ops",)


def test_relative_imports_go_by_folders(tmp_path: Path) -> None:
    layout = layout_of(tmp_path, {"a/b/c.py": "", "a/d.py": "", "a/b/e/f.py": ""})
    assert layout.relative("a/b/c.py", 1, "e.f") == "a/b/e/f"
    assert layout.relative("a/b/c.py", 2, "d") == "a/d"
    assert layout.relative("a/b/c.py", 3, None) == ""
    assert layout.relative("a/b/c.py", 1, "missing") is None
    assert layout.relative("a/b/c.py", 5, "d") is None
