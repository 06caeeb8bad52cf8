"""Runs one version of a fixture project (before, after, or what the tool made) in a fresh world; each content once."""

import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from harness.cases import Case
from harness.world import World

END_TO_END = Path(__file__).resolve().parents[1]
ENGINES = {"dagster": "harness.runner", "bundled": "harness.runtime_runner"}
"""What can run a project: the module of the process that does."""


@dataclass(frozen=True)
class Outcome:
    """What one version did. ``error``: the traceback, when it could not be loaded or run; the rest is then empty."""

    error: str | None = None
    structures: tuple[Mapping[str, Any], ...] = ()
    """What each code location holds, see ``structure.py``."""
    runs: tuple[Mapping[str, Any], ...] = ()
    world: World | None = None
    tests: Mapping[str, str] | None = None
    """The project's own tests: name to outcome."""


class _RunFailed(Exception):
    """The project raised; the text is its traceback."""


class VersionRunner:
    """Keeps one runner process, which is of one engine, and the outcomes of what was run already (shared by all workers of a test session)."""

    def __init__(self, cache: Path, engine: str = ENGINES["dagster"]) -> None:
        self._cache = cache
        self._engine = engine
        self._process: subprocess.Popen[str] | None = None

    def run(self, case: Case, project: Path) -> Outcome:
        """Seed a fresh world, run ``project`` in it as ``case`` says, and read what is there then."""
        remembered = self._cache / f"{self._engine}-{_digest(case, project)}.json"
        if remembered.exists():
            return _outcome_from_json(json.loads(remembered.read_text("utf-8")))
        with tempfile.TemporaryDirectory() as scratch:
            outcome = self._run(case, project.resolve(), Path(scratch).resolve())
        partial = Path(tempfile.mkstemp(dir=self._cache)[1])
        partial.write_text(json.dumps(asdict(outcome)), "utf-8")
        partial.replace(remembered)
        return outcome

    def close(self) -> None:
        """End the runner process."""
        if self._process is not None:
            _pipe(self._process.stdin).close()
            self._process.wait()
            _pipe(self._process.stdout).close()

    def _run(self, case: Case, project: Path, scratch: Path) -> Outcome:
        request = _common_request(case, project, scratch)
        try:
            if case.seed.exists():
                self._ask(request, action="seed", seed=str(case.seed))
            answers = [self._ask(request, action="location", **asdict(entry)) for entry in case.locations]
            paths = tuple(dict.fromkeys(path for entry in case.locations for path in entry.python_path))
            world = self._ask(request, action="world", python_path=paths)
            tests = None
            if case.tests:
                tests = self._ask(request, action="tests", python_path=paths, tests=case.tests)
        except _RunFailed as failed:
            return Outcome(error=str(failed))
        return Outcome(
            structures=tuple(answer["structure"] for answer in answers),
            runs=tuple(run for answer in answers for run in answer["runs"]),
            world=world,
            tests=tests,
        )

    def _ask(self, common: Mapping[str, Any], **request: Any) -> Any:
        answer = Path(common["answer"])
        answer.unlink(missing_ok=True)
        process = self._started()
        stdin, stdout = _pipe(process.stdin), _pipe(process.stdout)
        stdin.write(json.dumps({**common, **request}) + "\n")
        stdin.flush()
        stdout.readline()
        if not answer.exists():
            raise _RunFailed(f"the process died\n{Path(common['log']).read_text('utf-8', 'replace')[-4000:]}")
        found = json.loads(answer.read_text("utf-8"))
        if "error" in found:
            raise _RunFailed(found["error"])
        return found["value"]

    def _started(self) -> subprocess.Popen[str]:
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-W", "ignore", "-m", self._engine],
                cwd=END_TO_END,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=(self._cache / "runner.log").open("a"),
                text=True,
            )
        return self._process


def _common_request(case: Case, project: Path, scratch: Path) -> dict[str, Any]:
    for folder in ("world", "storage", "home"):
        (scratch / folder).mkdir()
    (scratch / "log.txt").touch()
    world = str(scratch / "world")
    environment = {name: value.replace("{world}", world) for name, value in case.environment.items()}
    return {
        "project": str(project),
        "world": world,
        "storage": str(scratch / "storage"),
        "answer": str(scratch / "answer.json"),
        "log": str(scratch / "log.txt"),
        "environment": {
            "DAGSTER_HOME": str(scratch / "home"),
            "DAGSTER_DISABLE_TELEMETRY": "yes",
            **environment,
        },
        "python_path": (),
        "stand_ins": str(case.stand_ins) if case.stand_ins.exists() else None,
    }


def _pipe(stream: IO[str] | None) -> IO[str]:
    assert stream is not None
    return stream


def _digest(case: Case, project: Path) -> str:
    """Of all that decides what happens: the project's files, and how the case is run."""
    digest = hashlib.sha256(repr((case.environment, case.locations, case.tests)).encode())
    settings = [path for path in (case.seed, case.stand_ins) if path.exists()]
    for path in [*settings, *sorted(item for item in project.rglob("*") if item.is_file())]:
        name = path.relative_to(project).as_posix() if path.is_relative_to(project) else path.name
        digest.update(f"{name}\0{path.stat().st_size}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _outcome_from_json(data: Mapping[str, Any]) -> Outcome:
    return Outcome(
        error=data["error"],
        structures=tuple(data["structures"]),
        runs=tuple(data["runs"]),
        world=data["world"],
        tests=data["tests"],
    )
