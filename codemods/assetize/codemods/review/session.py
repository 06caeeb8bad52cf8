"""One project under review: its analysis, plan and change units, and what a person said about each."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import RLock

from assetize.analyzer.api import analyze
from assetize.analyzer.model import Analysis
from assetize.codemods.plan import AskedOptions, make_plan
from assetize.codemods.report.build import build_report
from assetize.codemods.review.background import Background
from assetize.codemods.review.change import Change, checked_change, draft_change
from assetize.codemods.review.drafts import Drafts
from assetize.codemods.review.marks import Mark, Verdict, load_marks, save_marks
from assetize.codemods.review.proving import Proofs
from assetize.codemods.review.units import ChangeUnit, find_units
from assetize.codemods.verification.kept_proofs import kept_proof
from assetize.codemods.writing import UndoResult, WriteResult, created_files, original

Units = tuple[ChangeUnit, ...]


class Outdated(Exception):
    """What a person saw when they decided is not what is there now."""


class Review:
    """Pages are answered by several threads: whatever reads or changes the state holds ``lock``."""

    def __init__(self, root: Path, asked: AskedOptions | None = None) -> None:
        self.root = root
        self.lock = RLock()
        self.outcome: WriteResult | UndoResult | None = None
        """What the last button wrote or took back."""
        self.written_digest = ""
        """Of the text that was written last, by which its proof is found; empty: it was written before this start."""
        self.proofs = Proofs()
        self._asked = asked or AskedOptions()
        self._marks = load_marks(root)
        self._background = Background()
        self._read(analyze(root))

    def read(self, analysis: Analysis) -> None:
        """Takes this analysis as the project's; every change is to be worked out anew."""
        self._drafts.forget()
        self._checked.forget()
        self._read(analysis)

    def _read(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.options = self._asked.for_project(analysis.settings)
        self.plan = make_plan(analysis, self.options)
        self.report = build_report(analysis, self.plan)
        self.units = find_units(analysis, self.plan, self.options)
        self._drafts = Drafts(self._background, partial(draft_change, self.root, analysis, self.options))
        self._checked = Drafts(self._background, partial(checked_change, self.root, analysis, self.options))
        self._drafts.prepare(self._judged())
        self.written = (*original(self.root), *created_files(self.root))
        """The files of the last upgrade, be it from before this start."""
        self._offer_kept_proof()

    def _offer_kept_proof(self) -> None:
        """Of what is there, as ``assetize verify`` or an earlier start of the page proved it; ``""`` is the text that was not written here."""
        self.proofs.forget("")
        kept = kept_proof(self.root)
        if kept is not None:
            self.proofs.offer("", kept.proof)

    def unit(self, identifier: str) -> ChangeUnit | None:
        """The unit of that id."""
        return next((unit for unit in self.units if unit.id == identifier), None)

    def unit_of_job(self, job: str) -> ChangeUnit | None:
        """The unit that upgrades a job; None for a job that stays."""
        return next((unit for unit in self.units if job in unit.jobs), None)

    def change(self, unit: ChangeUnit) -> Change:
        """What the unit does by itself, worked out once."""
        return self._drafts.get(unit)

    def is_change_ready(self, unit: ChangeUnit, seconds: float) -> bool:
        """Whether ``change`` answers at once, after so much time at most."""
        return self._drafts.are_ready([unit], seconds)

    def is_accepted_change_ready(self, seconds: float) -> bool:
        """Whether ``accepted_change`` answers at once, after so much time at most."""
        is_known = self._drafts.are_ready(self._judged(), seconds)
        return is_known and self._checked.are_ready([self.accepted()], seconds)

    def accepted_change(self) -> Change:
        """What all accepted units do together, worked out once; it has passed the gate."""
        return self._checked.get(self.accepted())

    def _judged(self) -> Units:
        """The units with a verdict, be it on another text."""
        marks = ((unit, self.mark_of(unit)) for unit in self.units)
        return tuple(unit for unit, mark in marks if mark is not None and mark.verdict != "open")

    def mark_of(self, unit: ChangeUnit) -> Mark | None:
        """What was said about the unit, be it about another text."""
        return self._marks.get(unit.id)

    def has_changed(self, unit: ChangeUnit) -> bool:
        """Whether the unit's text is another one than the text that was judged."""
        mark = self.mark_of(unit)
        return mark is not None and mark.verdict != "open" and mark.digest != self.change(unit).digest

    def verdict(self, unit: ChangeUnit) -> Verdict:
        """The verdict on the text as it is."""
        mark = self.mark_of(unit)
        return "open" if mark is None or self.has_changed(unit) else mark.verdict

    def is_verdict_known(self, unit: ChangeUnit) -> bool:
        """Whether ``verdict`` answers at once; if not, the text is being worked out to see if it is the one that was judged."""
        mark = self.mark_of(unit)
        return mark is None or mark.verdict == "open" or self._drafts.are_ready([unit], 0)

    def accepted(self) -> Units:
        """The units to apply."""
        return tuple(unit for unit in self.units if self.verdict(unit) == "accepted")

    def say(self, unit: ChangeUnit, mark: Mark) -> None:
        """Keeps a verdict. Raises ``Outdated`` when it is about another text, ``OSError`` when it cannot be kept."""
        change = self.change(unit)
        if mark.digest != change.digest:
            raise Outdated("The change is not the one that was shown; look at it again.")
        if mark.verdict == "accepted" and change.missing:
            raise Outdated("This change cannot be made by itself.")
        marks = self._marks | {unit.id: replace(mark, comment=mark.comment.strip())}
        save_marks(self.root, marks)
        self._marks = marks
