"""A function gets a new name everywhere that Python would look it up by the old one."""

from pathlib import Path

import pytest
from rewrite_tools import check_refused, check_rewritten, run_python, write_files

from assetize.codemods.model import KeySpelling, OpToAsset, RenameSymbol

OPS = {"shop/__init__.py": "", "shop/ops.py": "def build_users(): ...\n"}
NEW_OPS = {"shop/ops.py": "def users(): ...\n"}
RENAME = RenameSymbol("shop.ops:build_users", "users")


def check_module(tmp_path: Path, before: str, after: str, name: str = "shop/other.py") -> None:
    check_rewritten(tmp_path, {**OPS, name: before}, [RENAME], {**NEW_OPS, name: after})


def check_kept(tmp_path: Path, text: str) -> None:
    check_rewritten(tmp_path, {**OPS, "shop/other.py": text}, [RENAME], NEW_OPS)


@pytest.mark.parametrize(
    "text",
    [
        "def build_users(): ...\n\nbuild_users()\n",
        "from elsewhere import build_users\n\nbuild_users()\n",
        "def test():\n    build_users = 1\n    return build_users\n",
        "def test(build_users):\n    return build_users\n",
        "import mock\n\nmock.patch('shop.ops.build_users')  # build_users\n",
        "call(build_users=1, **{'build_users': 2}).build_users\n",
        "from .ops import other as b\n\nb()\n",
        "ops = object()\nops.build_users()\n",
        "from . import ops\n\n\ndef test(ops):\n    ops.build_users()\n",
        "class A:\n    def build_users(self): ...\n",
    ],
    ids=range(10),
)
def test_untouched(tmp_path: Path, text: str) -> None:
    check_kept(tmp_path, text)


@pytest.mark.parametrize(
    ("ops", "names"),
    [
        ("def build_users(): ...\n\n\ndef use():\n    users = 1\n    return build_users(users)\n", "taken"),
        ("def build_users(): ...\n\n\nusers = 1\n", "taken"),
        ("def build_users(): ...\n\n\ndef use(users):\n    return build_users()\n", "taken"),
        ("def build_users(): ...\n\n\n[build_users(users) for users in range(3)]\n", "taken"),
        ("def build_users(): ...\n\n\nuse = lambda users: build_users()\n", "taken"),
        ("def build_users(): ...\n\n\nclass A:\n    users = build_users\n", "taken"),
        ("def build_users(): ...\n\n\nbuild_users = traced(build_users)\n", "several things"),
        ("def build_users(): ...\n\n\ndef use():\n    global build_users\n", "several things"),
    ],
    ids=range(8),
)
def test_refused_in_its_own_module(tmp_path: Path, ops: str, names: str) -> None:
    message = check_refused(tmp_path, {**OPS, "shop/ops.py": ops}, [RENAME], "AZ405")
    assert names in message


def test_refused_where_a_name_would_change_hands(tmp_path: Path) -> None:
    files = {"ops.py": "def build_users(): ...\n\n\ndef users(): ...\n"}
    renames = [RenameSymbol("ops:build_users", "users"), RenameSymbol("ops:users", "old_users")]
    check_refused(tmp_path, files, renames, "AZ405")


def test_refused_where_a_built_in_function_is_used(tmp_path: Path) -> None:
    files = {"ops.py": "def build_set(): ...\n\n\nset([1])\n"}
    check_refused(tmp_path, files, [RenameSymbol("ops:build_set", "set")], "AZ405")


def test_definition_and_its_uses(tmp_path: Path) -> None:
    check_module(
        tmp_path,
        "from shop.ops import build_users\n\n\n@trace(build_users)\ndef f(a=build_users) -> build_users:\n"
        "    def g():\n        return [build_users for x in build_users()]\n\n    return g, f'{build_users}'\n",
        "from shop.ops import users\n\n\n@trace(users)\ndef f(a=users) -> users:\n"
        "    def g():\n        return [users for x in users()]\n\n    return g, f'{users}'\n",
    )


def test_import_with_an_alias_keeps_the_alias(tmp_path: Path) -> None:
    check_module(
        tmp_path,
        "from .ops import build_users as b\n\nb()\n",
        "from .ops import users as b\n\nb()\n",
    )


def test_attributes_of_the_module(tmp_path: Path) -> None:
    check_module(
        tmp_path,
        "import shop.ops\nimport shop.ops as o\nfrom . import ops\n\n"
        "shop.ops.build_users(), o.build_users(), ops.build_users.build_users\n",
        "import shop.ops\nimport shop.ops as o\nfrom . import ops\n\n"
        "shop.ops.users(), o.users(), ops.users.build_users\n",
    )


def test_import_inside_a_function(tmp_path: Path) -> None:
    check_module(
        tmp_path,
        "def f():\n    from .ops import build_users\n\n    return build_users()\n\n\nbuild_users = 1\n",
        "def f():\n    from .ops import users\n\n    return users()\n\n\nbuild_users = 1\n",
    )


def test_names_are_sorted_again(tmp_path: Path) -> None:
    check_module(
        tmp_path,
        "from shop.ops import (\n    build_users,  # b\n    load,\n    zip_it,\n)\n\nbuild_users()\n",
        "from shop.ops import (\n    load,\n    users,  # b\n    zip_it,\n)\n\nusers()\n",
    )


def test_names_that_were_not_sorted_stay_in_place(tmp_path: Path) -> None:
    check_module(
        tmp_path,
        "from shop.ops import zip_it, build_users, load\n\nbuild_users()\n",
        "from shop.ops import zip_it, users, load\n\nusers()\n",
    )


def test_reexports_and_exports(tmp_path: Path) -> None:
    check_rewritten(
        tmp_path,
        {
            "shop/__init__.py": "from .ops import build_users, load\n\n__all__ = ['load', \"build_users\"]\n",
            "shop/ops.py": "def build_users(): ...\n\n\ndef load(): ...\n",
            "shop/star.py": "from .ops import *\n\nbuild_users()\n",
            "test_it.py": "import shop\nfrom shop import build_users\n\n\ndef test():\n    build_users(), shop.build_users()\n",
        },
        [RENAME],
        {
            "shop/__init__.py": "from .ops import load, users\n\n__all__ = ['load', \"users\"]\n",
            "shop/ops.py": "def users(): ...\n\n\ndef load(): ...\n",
            "shop/star.py": "from .ops import *\n\nusers()\n",
            "test_it.py": "import shop\nfrom shop import users\n\n\ndef test():\n    users(), shop.users()\n",
        },
    )


def test_variable_of_the_new_name_elsewhere_gives_the_import_an_alias(tmp_path: Path) -> None:
    check_module(
        tmp_path,
        "from shop.ops import build_users\n\n\ndef test():\n    users = build_users()\n    assert users\n",
        "from shop.ops import users as build_users\n\n\ndef test():\n    users = build_users()\n    assert users\n",
    )


def test_several_at_once_even_in_a_circle_of_modules(tmp_path: Path) -> None:
    check_rewritten(
        tmp_path,
        {
            "a.py": "from b import build_b\n\n\ndef build_a():\n    return build_b\n",
            "b.py": "import a\n\n\ndef build_b():\n    return a.build_a\n",
        },
        [RenameSymbol("a:build_a", "first"), RenameSymbol("b:build_b", "second")],
        {
            "a.py": "from b import second\n\n\ndef first():\n    return second\n",
            "b.py": "import a\n\n\ndef second():\n    return a.first\n",
        },
    )


def test_two_that_get_one_name(tmp_path: Path) -> None:
    check_rewritten(
        tmp_path,
        {
            "a.py": "def build_users(): ...\n",
            "b.py": "def load_users(): ...\n",
            "c.py": "from a import build_users\nfrom b import load_users\n\nbuild_users, load_users\n",
        },
        [
            RenameSymbol("a:build_users", "users"),
            RenameSymbol("b:load_users", "users"),
        ],
        {
            "a.py": "def users(): ...\n",
            "b.py": "def users(): ...\n",
            "c.py": "from a import users\nfrom b import users as load_users\n\nusers, load_users\n",
        },
    )


def test_op_that_is_renamed_and_called_in_a_test_still_works(tmp_path: Path) -> None:
    check_rewritten(
        tmp_path,
        {
            "ops.py": "from dagster import op\n\n\n@op\ndef build_users(a=1):\n    return [1]\n",
            "test_ops.py": "from ops import build_users\n\n\ndef test():\n    users = build_users()\n    return users\n",
        },
        [
            OpToAsset("ops:build_users", "users", ("users",), KeySpelling()),
            RenameSymbol("ops:build_users", "users"),
        ],
        {
            "ops.py": "from dagster import asset\n\n\n@asset\ndef users(a=1):\n    return [1]\n",
            "test_ops.py": "from ops import users as build_users\n\n\ndef test():\n    users = build_users()\n    return users\n",
        },
    )
    write_files(tmp_path, {"ops.py": (tmp_path / "ops.py").read_text().replace("a=1", "")})
    assert run_python(tmp_path, "import test_ops\nprint(test_ops.test())") == "[1]\n"
