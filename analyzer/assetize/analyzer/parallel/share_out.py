"""Shares a list of tasks out among forked processes, each of which has all that this process knew until then."""

import pickle
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeVar

from assetize.analyzer.parallel.helper_process import Helper, HelperFailed, start_helper
from assetize.analyzer.parallel.process_count import count_processes

Task = TypeVar("Task")
Result = TypeVar("Result")

FEWEST_TASKS = 100
"""What one process must have to do: forking, and sending results back, takes time too."""


def share_out(
    work: Callable[[Sequence[Task]], Sequence[Result]], tasks: Sequence[Task], processes: int | None = None
) -> list[Result]:
    """One result for each task, in order.

    ``work`` must give a task the same result whatever was done before it, and results must be made of records and
    scalars. ``processes`` is how many to use; by default, as many as are of use. What a helper could not do is done
    here, so that its failure costs time and nothing else; what fails here, too, is raised here.
    """
    count = processes or count_processes(len(tasks) // FEWEST_TASKS)
    shares = _cut(tasks, count)
    helpers = [_start(work, share) for share in shares[1:]]
    try:
        results = list(work(shares[0]))
        for share, helper in zip(shares[1:], helpers, strict=True):
            results += _answer(helper, work, share)
        return results
    finally:
        for helper in helpers:
            if helper is not None:
                helper.dismiss()


def _cut(tasks: Sequence[Task], count: int) -> list[Sequence[Task]]:
    """Runs of neighbours, which have much in common."""
    bounds = [len(tasks) * number // count for number in range(count + 1)]
    return [tasks[start:end] for start, end in pairwise(bounds)]


def _start(work: Callable[[Sequence[Task]], Sequence[Result]], share: Sequence[Task]) -> Helper | None:
    try:
        return start_helper(lambda: pickle.dumps(list(work(share)), pickle.HIGHEST_PROTOCOL))
    except OSError:  # no more processes are allowed
        return None


def _answer(
    helper: Helper | None, work: Callable[[Sequence[Task]], Sequence[Result]], share: Sequence[Task]
) -> Sequence[Result]:
    try:
        if helper is not None:
            results: list[Result] = pickle.loads(helper.answer())
            return results
    except (HelperFailed, OSError):
        pass
    return work(share)
