"""What the page's buttons do: each takes a form and answers with where to go on, or with why it was not done."""

from collections.abc import Callable
from typing import Protocol, cast, get_args

from starlette.responses import HTMLResponse, RedirectResponse, Response

from assetize.analyzer.api import analyze
from assetize.codemods.review.applying import apply_accepted, prove_accepted, prove_written, undo_last
from assetize.codemods.review.correcting import Correction, correct, leave_job
from assetize.codemods.review.forms import Form, Handler
from assetize.codemods.review.marks import Mark, Verdict
from assetize.codemods.review.pages.change import next_open
from assetize.codemods.review.proving import BUNDLED, ENGINES
from assetize.codemods.review.rendering import link
from assetize.codemods.review.session import Outdated, Review
from assetize.codemods.verification.verify import Engine
from assetize.codemods.writing import DirtyPolicy, WritingError

Show = Callable[[str, dict[str, object]], HTMLResponse]


class ShowError(Protocol):
    """Renders the page that says what could not be done."""

    def __call__(self, title: str, reasons: tuple[str, ...], status: int) -> HTMLResponse:
        """A title, reasons, and the status of the answer."""


class Buttons:
    """The buttons of one review."""

    def __init__(self, review: Review, show: Show, show_error: ShowError, stop: Callable[[], None]) -> None:
        self._review = review
        self._show = show
        self._show_error = show_error
        self._stop = stop

    def table(self) -> tuple[tuple[str, Handler], ...]:
        """Address and handler of each button."""
        return (
            ("/mark", self._guarded(self._mark)),
            ("/apply", self._guarded(self._apply)),
            ("/prove", self._guarded(self._prove)),
            ("/undo", self._guarded(self._undo)),
            ("/correct", self._guarded(self._correct)),
            ("/leave", self._guarded(self._leave)),
            ("/read-again", self._guarded(self._read_again)),
            ("/stop", self._stop_server),
        )

    def _guarded(self, handler: Handler) -> Handler:
        """One button at a time; what is refused is said on a page."""

        def handle(form: Form) -> Response:
            with self._review.lock:
                try:
                    return handler(form)
                except Outdated as problem:
                    return self._show_error("Nothing was changed", (str(problem),), 409)
                except WritingError as problem:
                    reasons = tuple(
                        f"{item.code} {item.message}. {item.help}" for item in problem.diagnostics
                    )
                    return self._show_error("Nothing was changed", reasons, 409)
                except OSError as problem:
                    return self._show_error("This could not be kept", (str(problem),), 500)

        return handle

    def _mark(self, form: Form) -> Response:
        unit = self._review.unit(form.get("unit", ""))
        verdict = form.get("verdict", "")
        if unit is None or verdict not in (*get_args(Verdict), "comment"):
            raise Outdated("There is no such change any more; look at the list of changes.")
        if verdict == "comment":
            verdict = self._review.verdict(unit)
        mark = Mark(form.get("digest", ""), cast(Verdict, verdict), form.get("comment", ""))
        self._review.say(unit, mark)
        following = next_open(self._review, unit) if form["verdict"] in ("accepted", "rejected") else unit
        if following is None:
            return _go("/changes")
        return _go(link("/change", unit=following.id, view=form.get("view", "")))

    def _apply(self, form: Form) -> Response:
        dirty = DirtyPolicy.ALLOW if form.get("dirty") == "allow" else DirtyPolicy.REFUSE
        apply_accepted(self._review, form.get("digest", ""), dirty)
        return _go("/outcome")

    def _prove(self, form: Form) -> Response:
        engine = form.get("engine", BUNDLED)
        if engine not in ENGINES:
            raise Outdated("There is no such engine.")
        if form.get("what") == "written":
            prove_written(self._review, Engine(engine))
            return _go("/outcome#proof")
        prove_accepted(self._review, form.get("digest", ""), Engine(engine))
        return _go("/apply#proof")

    def _undo(self, form: Form) -> Response:
        level = form.get("level", "")
        undo_last(self._review, int(level[:9]) if level.isdecimal() else -1)
        return _go("/outcome")

    def _correct(self, form: Form) -> Response:
        wanted = (form.get("op"), form.get("output"))
        decisions = (item for item in self._review.analysis.outputs if (item.op, item.output) == wanted)
        decision = next(decisions, None)
        if decision is None:
            raise Outdated("There is no such output any more.")
        correction = Correction(form.get("key", "").strip(), form.get("decision", ""), form.get("form", ""))
        correct(self._review, decision, correction)
        return _go(link("/job", id=form.get("job", "")))

    def _leave(self, form: Form) -> Response:
        identifier = form.get("job", "")
        job = next((job for job in self._review.analysis.project.jobs if job.id == identifier), None)
        if job is None:
            raise Outdated("There is no such job any more.")
        leave_job(self._review, job.name)
        return _go(link("/job", id=job.id))

    def _read_again(self, form: Form) -> Response:
        self._review.read(analyze(self._review.root))
        return _go("/")

    def _stop_server(self, form: Form) -> Response:
        answer = self._show("stopped", {})
        self._stop()
        return answer


def _go(address: str) -> Response:
    return RedirectResponse(address, status_code=303)
