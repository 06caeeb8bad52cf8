"""A hypothesis strategy of random projects: what fails is made as small as it can be."""

from math import nextafter
from random import Random
from typing import Any, cast

from hypothesis import strategies as st

from random_projects.choose import choose_from
from random_projects.shapes import Project


class Sparing:
    """Hypothesis's generator, but for numbers that are compared with a chance: the simplest one says no."""

    def __init__(self, random: Random) -> None:
        self._random = random

    def random(self) -> float:
        """From 0 to 1, and 1 is the simplest."""
        return nextafter(1 - self._random.random(), 0)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._random, name)


def projects() -> st.SearchStrategy[Project]:
    """Every choice is hypothesis's own; the number is the seed of what has a generator of its own, such as config."""
    return st.builds(
        lambda random, seed: choose_from(cast(Random, Sparing(random)), seed),
        st.randoms(use_true_random=False),
        st.integers(0, 1_000),
    )
