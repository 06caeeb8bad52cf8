"""Writes random job bodies out of the ops and graphs of ``composition_cases``; the same for the same seed."""

import random

STEPS = 8
DEEPEST = 4


def random_job(seed: int) -> str:
    """A ``@job``; Dagster may refuse it, for example because two dynamic outputs meet."""
    return _Writer(random.Random(seed)).job()


class _Writer:
    def __init__(self, choose: random.Random) -> None:
        self._choose = choose
        self._results: list[str] = []
        self._dynamic: list[str] = []
        self._count = 0

    def job(self) -> str:
        lines = [line for _ in range(self._choose.randrange(2, STEPS)) for line in self._statement()]
        return "\n".join(["@job", "def run():", *(f"    {line}" for line in lines), ""])

    def _statement(self) -> list[str]:
        self._count += 1
        number = self._count
        kinds = ["value", "value", "unpacked", "mapped", "collected", "loop", "ordered", "plain"]
        match self._choose.choice(kinds):
            case "value":
                lines = [f"v{number} = {self._expression()}"]
                self._results.append(f"v{number}")
            case "unpacked":
                lines = [f"v{number}, w{number} = {self._choose.choice(['split()', 'both()'])}"]
                self._results += [f"v{number}", f"w{number}"]
            case "mapped":
                body = self._choose.choice(["same(p)", "add(p, p)", "doubled(p)", "add(same(p), p)"])
                lines = [f"d{number} = pieces().map(lambda p: {body})"]
                self._dynamic.append(f"d{number}")
            case "collected" if self._dynamic:
                lines = [f"v{number} = total({self._choose.choice(self._dynamic)}.collect())"]
                self._results.append(f"v{number}")
            case "loop":
                turns, inner = self._choose.randrange(1, 4), self._expression()
                lines = [
                    f"l{number} = []",
                    f"for i in range({turns}):",
                    f"    l{number}.append(same({inner}))",
                    f"v{number} = total(l{number})",
                ]
                self._results.append(f"v{number}")
            case "ordered":
                value, first, second = (self._expression() for _ in range(3))
                lines = [f"between({value}, after={first}, before=[{second}])"]
            case _:
                lines = [self._expression()]
        return lines

    def _expression(self, depth: int = 0) -> str:
        if self._results and self._choose.random() < 0.5:
            return self._choose.choice(self._results)
        if depth > DEEPEST:
            return "one()"
        inner = [self._expression(depth + 1) for _ in range(self._choose.randrange(1, 4))]
        self._count += 1
        shapes = [
            "one()",
            "two()",
            f"same({inner[0]})",
            f"add({inner[0]}, {inner[-1]})",
            f"add(right={inner[0]}, left={inner[-1]})",
            f"doubled({inner[0]})",
            f"total([{', '.join(inner)}])",
            "split().odds",
            f'same.alias("alias_{self._count}")({inner[0]})',
            "both()[-1]",
        ]
        return self._choose.choice(shapes)
