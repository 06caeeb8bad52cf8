"""I/O managers take their address from the asset key where there is one."""

from pathlib import Path

import pytest
from rewrite_tools import check_refused, check_rewritten, check_untouched

from assetize.analyzer.model import AddressUse, Location
from assetize.codemods.model import RedirectIoManager

HEAD = "class Store(IOManager):\n    def handle_output(self, context, obj):\n"
KEY = "context.asset_key.path[-1] if context.has_asset_key else "


def redirect(*uses: tuple[int, str]) -> list[RedirectIoManager]:
    found = tuple(AddressUse("handle_output", name, Location("store.py", line)) for line, name in uses)
    return [RedirectIoManager("store:Store", "store:Store", found)]


def check_body(tmp_path: Path, before: str, after: str, *uses: tuple[int, str]) -> None:
    files = {"store.py": HEAD + before}
    check_rewritten(tmp_path, files, redirect(*(uses or ((3, "name"),))), {"store.py": HEAD + after})


def test_uses_in_another_file_are_not_ours(tmp_path: Path) -> None:
    use = AddressUse("handle_output", "name", Location("other.py", 3))
    files = {"store.py": HEAD + "        self.write(context.name)\n"}
    check_untouched(tmp_path, files, [RedirectIoManager("store:Store", "store:Store", (use,))])


def test_already_redirected(tmp_path: Path) -> None:
    files = {"store.py": f"{HEAD}        name = {KEY}context.name\n"}
    check_untouched(tmp_path, files, redirect((3, "name")))


@pytest.mark.parametrize(
    ("body", "use"),
    [
        ("self.write(context.step_key)", (3, "step_key")),
        ("self.write(context.run_id)", (3, "name")),
        ("self.write(self.name)", (3, "name")),
        ("self.write(getattr(context, 'name'))", (3, "name")),
    ],
)
def test_refused(tmp_path: Path, body: str, use: tuple[int, str]) -> None:
    check_refused(tmp_path, {"store.py": f"{HEAD}        {body}\n"}, redirect(use), "AZ404")


def test_whole_value_of_an_assignment(tmp_path: Path) -> None:
    check_body(tmp_path, "        table = context.name  # t\n", f"        table = {KEY}context.name  # t\n")


def test_long_address_is_broken_up(tmp_path: Path) -> None:
    check_body(
        tmp_path,
        "        self.address_of_the_table = context.upstream_output.name\n",
        "        self.address_of_the_table = (\n            context.asset_key.path[-1]\n"
        "            if context.has_asset_key\n            else context.upstream_output.name\n        )\n",
        (3, "upstream_output.name"),
    )


def test_variable_above_the_statement(tmp_path: Path) -> None:
    check_body(
        tmp_path,
        '        # store it\n        self.write(f"{context.name}.csv", self.name, context.name, name=1)\n',
        f"        # store it\n        name = {KEY}context.name\n"
        '        self.write(f"{name}.csv", self.name, name, name=1)\n',
        (4, "name"),
    )


def test_variable_is_shared_below_it_and_nowhere_else(tmp_path: Path) -> None:
    check_body(
        tmp_path,
        "        if obj:\n            self.write(context.name)\n            with open(context.name) as f:\n"
        "                f.write(context.name)\n        self.done(context.name)\n",
        f"        if obj:\n            name = {KEY}context.name\n            self.write(name)\n"
        "            with open(name) as f:\n                f.write(name)\n"
        f"        name = {KEY}context.name\n        self.done(name)\n",
        (4, "name"),
        (5, "name"),
        (6, "name"),
        (7, "name"),
    )


def test_where_it_may_not_be_evaluated_it_stays_in_place(tmp_path: Path) -> None:
    check_body(
        tmp_path,
        "        a(context.name if obj else 1)\n        b(lambda: context.name)\n",
        f"        a(({KEY}context.name) if obj else 1)\n        b(lambda: ({KEY}context.name))\n",
        (3, "name"),
        (4, "name"),
    )


def test_other_names_of_the_context(tmp_path: Path) -> None:
    check_rewritten(
        tmp_path,
        {
            "store.py": "from dagster import InputContext\n\n\nclass Store:\n"
            "    def path(self, asked: InputContext):\n        return asked.upstream_output.name\n"
        },
        redirect((6, "upstream_output.name")),
        {
            "store.py": "from dagster import InputContext\n\n\nclass Store:\n"
            "    def path(self, asked: InputContext):\n        return (\n            asked.asset_key.path[-1]\n"
            "            if asked.has_asset_key\n            else asked.upstream_output.name\n        )\n"
        },
    )


def test_two_managers_in_one_file(tmp_path: Path) -> None:
    one = "class {0}(IOManager):\n    def handle_output(self, context, obj):\n        {1}{0}(context.name)\n"
    other = RedirectIoManager(
        "store:B", "store:B", (AddressUse("handle_output", "name", Location("store.py", 6)),)
    )
    check_rewritten(
        tmp_path,
        {"store.py": one.format("A", "") + one.format("B", "")},
        [RedirectIoManager("store:A", "store:A", redirect((3, "name"))[0].uses), other],
        {
            "store.py": (
                one.format("A", f"name = {KEY}context.name\n        ")
                + one.format("B", f"name = {KEY}context.name\n        ")
            )
            .replace("A(context.name)", "A(name)")
            .replace("B(context.name)", "B(name)")
        },
    )
