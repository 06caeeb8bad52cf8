"""Measures the review page: ``python benchmarks/bench_review.py [--jobs N]``.

A project of 400 jobs and 1,000 ops, once with every job a change of its own and once with all of them one change. Figures
are shown beside their goals; a missed goal is not a failure, as a busy machine can miss any.
"""

import argparse
import re
import resource
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from review_source import write_project

warnings.simplefilter("ignore")

from starlette.testclient import TestClient  # noqa: E402

from assetize.analyzer.api import analyze  # noqa: E402
from assetize.codemods.review.access import Access  # noqa: E402
from assetize.codemods.review.app import make_app  # noqa: E402
from assetize.codemods.review.session import Review  # noqa: E402

WORKING = "<h1>One moment</h1>"
JOBS_OF_60_OPS = 24


@dataclass(frozen=True, slots=True)
class Figure:
    """Seconds on the clock, and of the processors, beside what is wanted of the clock."""

    name: str
    wall: float
    cpu: float
    limit: float


class Stopwatch:
    """Both clocks since it was made."""

    def __init__(self) -> None:
        self._start = (time.perf_counter(), time.process_time())

    def read(self) -> tuple[float, float]:
        """Seconds of the wall's clock and of the processors."""
        return time.perf_counter() - self._start[0], time.process_time() - self._start[1]


class Browser:
    """One browser on a review, and how long it waited for each view at most."""

    def __init__(self, review: Review) -> None:
        access = Access(45_001)
        self.client = TestClient(
            make_app(review, access, lambda: None), base_url=access.origin, follow_redirects=False
        )
        self.client.cookies.set(access.cookie_name, access.cookie)
        self.headers = {"Origin": access.origin}
        self.form_token = access.form_token
        self.longest: dict[str, tuple[float, float]] = {}

    def view(self, path: str, **query: str) -> str:
        """One view, be it that it says what is being worked out; asks again until that is there."""
        while True:
            watch = Stopwatch()
            text = self.client.get(path, params=query).text
            name = " ".join([path, *(part for part in ("view", "side", "show") if part in query)])
            self.longest[name] = max(self.longest.get(name, (0, 0)), watch.read())
            if WORKING not in text:
                return text

    def press(self, path: str, **fields: str) -> None:
        """A button."""
        answer = self.client.post(path, data={"form_token": self.form_token, **fields}, headers=self.headers)
        if answer.status_code != 303:
            raise SystemExit(f"{path} answered {answer.status_code}")


def main() -> int:
    """Generates, measures and prints."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--jobs", type=int, default=400, help="of the large projects (400)")
    options = parser.parse_args()
    print(f"{'':44}{'wall s':>9}{'CPU s':>9}{'goal':>9}")
    with tempfile.TemporaryDirectory() as name:
        for figure in _measure(Path(name), options.jobs):
            verdict = "" if figure.wall <= figure.limit else "   missed"
            print(f"{figure.name:44}{figure.wall:9.2f}{figure.cpu:9.2f}{figure.limit:9g}{verdict}")
    unit = 1 if sys.platform == "darwin" else 1024
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
    print(f"{'most memory':44}{memory:9.0f}{'':9}{300:9} MB{'' if memory <= 300 else '   missed'}")
    return 0


def _measure(folder: Path, jobs: int) -> Iterator[Figure]:
    write_project(folder / "small", JOBS_OF_60_OPS, reads_the_last=False)
    yield Figure("override in a project of 60 ops", *_override(folder / "small"), 1)
    for name, is_one in (("jobs alone", False), ("one change", True)):
        root = folder / name.replace(" ", "_")
        ops = write_project(root, jobs, is_one)
        watch = Stopwatch()
        analyze(root)
        analysis = watch.read()
        watch = Stopwatch()
        review = Review(root)
        browser = Browser(review)
        browser.view("/")
        wall, cpu = watch.read()
        yield Figure(
            f"first page, {jobs} jobs, {ops} ops, {name}", wall - analysis[0], cpu - analysis[1], 0.5
        )
        _look_around(review, browser)
        for view, seconds in browser.longest.items():
            yield Figure(f"  {view}", *seconds, 2)


def _look_around(review: Review, browser: Browser) -> None:
    unit, job = review.units[0].id, review.units[0].jobs[0]
    browser.view("/", q="job_3")
    browser.view("/job", id=job)
    for show in ("", "all", "files"):
        browser.view("/lineage", show=show)
    browser.view("/lineage", focus="table_7_1", hops="5")
    browser.view("/changes")
    page = browser.view("/change", unit=unit)
    browser.view("/change", unit=unit, view="side")
    digest = re.search(r'name="digest" value="(\w+)"', page)
    browser.press("/mark", unit=unit, digest=digest[1] if digest else "", verdict="accepted")
    browser.view("/apply")
    browser.view("/source", file="shop/area_0.py")


def _override(root: Path) -> tuple[float, float]:
    """Until the job's page shows the new key."""
    review = Review(root)
    browser = Browser(review)
    op, job = review.analysis.project.ops[0].id, review.units[0].id
    watch = Stopwatch()
    browser.press("/correct", job=job, op=op, output="result", key="another_name", decision="")
    if "another_name" not in browser.view("/job", id=job):
        raise SystemExit("the key was not taken")
    return watch.read()


if __name__ == "__main__":
    sys.exit(main())
