"""One project under review: its analysis, plan and change units, and what a person said about each."""

from dataclasses import replace
from pathlib import Path
from threading import RLock

from assetize.analyzer.api import analyze
from assetize.analyzer.model import Analysis
from assetize.codemods.plan import AskedOptions, make_plan
from assetize.codemods.report.build import build_report
from assetize.codemods.review.change import Change, checked_change, draft_change
from assetize.codemods.review.marks import Mark, Verdict, load_marks, save_marks
from assetize.codemods.review.units import ChangeUnit, find_units
from assetize.codemods.writing import UndoResult, WriteResult

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
        self._asked = asked or AskedOptions()
        self._marks = load_marks(root)
        self.read(analyze(root))

    def read(self, analysis: Analysis) -> None:
        """Takes this analysis as the project's; every change is to be worked out anew."""
        self.analysis = analysis
        self.options = self._asked.for_project(analysis.settings)
        self.plan = make_plan(analysis, self.options)
        self.report = build_report(analysis, self.plan)
        self.units = find_units(analysis, self.plan, self.options)
        self._drafts: dict[ChangeUnit, Change] = {}
        self._checked: tuple[Units, Change] | None = None

    def unit(self, identifier: str) -> ChangeUnit | None:
        """The unit of that id."""
        return next((unit for unit in self.units if unit.id == identifier), None)

    def unit_of_job(self, job: str) -> ChangeUnit | None:
        """The unit that upgrades a job; None for a job that stays."""
        return next((unit for unit in self.units if job in unit.jobs), None)

    def change(self, unit: ChangeUnit) -> Change:
        """What the unit does by itself, worked out once."""
        if unit not in self._drafts:
            self._drafts[unit] = draft_change(self.root, self.analysis, self.options, unit)
        return self._drafts[unit]

    def accepted_change(self) -> Change:
        """What all accepted units do together, worked out once; it has passed the gate."""
        accepted = self.accepted()
        if self._checked is None or self._checked[0] != accepted:
            change = checked_change(self.root, self.analysis, self.options, accepted)
            self._checked = (accepted, change)
        return self._checked[1]

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
