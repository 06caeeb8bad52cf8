"""Writes random modules in which functions and loops make ops, graphs and jobs; the same for the same seed."""

import random

NAMES = ("users", "orders", "items", "carts", "visits", "mails")


def random_factories(seed: int) -> str:
    """A module for real Dagster, to stand after the ops of ``composition_cases``."""
    return _Writer(random.Random(seed)).module()


class _Writer:
    def __init__(self, choose: random.Random) -> None:
        self._choose = choose

    def module(self) -> str:
        names = self._choose.sample(NAMES, self._choose.randrange(1, 4))
        return "\n".join(
            [*self._specs(names), *self._op_factory(), *self._job_factory(), *self._calls(names), ""]
        )

    def _specs(self, names: list[str]) -> list[str]:
        entries = [
            f'    {{"name": {self._text(name)}, "on": {self._choose.choice([True, False])}, '
            f'"steps": {self._steps()}, "twice": {self._choose.randrange(3)}}},'
            for name in names
        ]
        return ['PREFIX = "made"', "SPECS = [", *entries, "]"]

    def _steps(self) -> list[str]:
        return [f"s{number}" for number in range(self._choose.randrange(3))]

    def _text(self, name: str) -> str:
        half = len(name) // 2
        return self._choose.choice(
            [f'"{name}"', f'"{name[:half]}" + "{name[half:]}"', f'f"{{PREFIX}}_{name}"']
        )

    def _op_factory(self) -> list[str]:
        default = self._choose.choice(["", ', kind="load"'])
        name = "{kind}_{name}" if default else "load_{name}"
        inside = self._choose.choice(
            [
                [f'    @op(name=f"{name}")'],
                [f'    full = f"{name}"', "    @op(name=full)"],
                [f'    settings = {{"name": f"{name}"}}', "    @op(**settings)"],
            ]
        )
        return [
            f"def make_op(name{default}):",
            *inside,
            "    def _op(value):",
            "        return name, value",
            self._choose.choice(["    return _op", "    made = _op\n    return made"]),
        ]

    def _job_factory(self) -> list[str]:
        lines = ["value = one()"]
        for _ in range(self._choose.randrange(1, 5)):
            lines += self._choose.choice(
                [
                    ["value = make_op(name)(value)", "done()"],
                    ["value = first(value)"],
                    ['if spec["on"]:', "    value = same(value)", "else:", "    two()"],
                    ['for step in spec["steps"]:', '    value = make_op(f"{name}_{step}")(value)'],
                    [
                        "parts = [two()]",
                        'for number in range(spec["twice"]):',
                        "    parts.append(same(parts[-1]))",
                        "value = total(parts)",
                    ],
                    ['value = total([make_op(step)(value) for step in spec["steps"]] + [value])'],
                    ['value = same.alias(f"{name}_again")(value) if spec["on"] else value'],
                ]
            )
        inner = [
            "    first = make_op(name + '_first')",
            "",
            '    @job(name=f"{name}_job")',
            "    def _job():",
        ]
        body = [f"        {line}" for line in _single(lines)]
        unpacked = self._choose.choice(['spec["name"]', 'spec.get("name")'])
        return ["def make_job(spec):", f"    name = {unpacked}", *inner, *body, "    return _job"]

    def _calls(self, names: list[str]) -> list[str]:
        return self._choose.choice(
            [
                ["JOBS = [make_job(spec) for spec in SPECS]"],
                ['JOBS = {spec["name"]: make_job(spec) for spec in SPECS}'],
                ["JOBS = list(map(make_job, SPECS))"],
                ["JOBS = []", "for spec in SPECS:", "    JOBS.append(make_job(spec))"],
                [
                    "JOBS = []",
                    "for number, spec in enumerate(SPECS):",
                    "    made = make_job(spec)",
                    "    JOBS += [made]",
                ],
                ["for spec in SPECS:", '    globals()[spec["name"] + "_job"] = make_job(spec)'],
                [f"job_{number} = make_job(SPECS[{number}])" for number in range(len(names))],
                [
                    "def make_all(specs):",
                    "    return [make_job(spec) for spec in specs]",
                    "JOBS = make_all(SPECS)",
                ],
                ['JOBS = [make_job(spec) for spec in SPECS if spec["on"]]'],
            ]
        )


def _single(lines: list[str]) -> list[str]:
    """An op name twice with other settings is an error in Dagster, but for aliases: each one is used once."""
    seen: set[str] = set()
    kept: list[str] = []
    skipping = False
    for line in lines:
        is_block = line.startswith(" ")
        skipping = skipping if is_block else line in seen
        if not is_block and skipping:
            continue
        if not skipping:
            kept.append(line)
            if not is_block and ("make_op" in line or "for step" in line or "alias" in line):
                seen.add(line)
    return kept
