"""Commands of LibCST's runner: the texts are worked out for the whole project first, then each file is given its own."""

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import ClassVar

import libcst as cst
from libcst.codemod import CodemodCommand, CodemodContext, SkipFile

from assetize.analyzer.api import analyze
from assetize.analyzer.records import dataclass
from assetize.codemods.plan import AskedOptions
from assetize.codemods.rewrite import imports
from assetize.codemods.rewrite.failure import RewriteFailure
from assetize.codemods.rewrite.files import rewrite_file, touched_modules
from assetize.codemods.rewrite.order import Codemod
from assetize.codemods.rewrite.project_view import ProjectView
from assetize.codemods.upgrade import PreparedUpgrade, prepare_upgrade


@dataclass(frozen=True, slots=True)
class ProjectTexts:
    """The bytes before and after of each file that changes, and why others could not be changed; by real path."""

    texts: Mapping[str, tuple[bytes, bytes]]
    failures: Mapping[str, str]


class ProjectCommand(CodemodCommand):
    """Gives each file its part of the project's upgrade.

    The runner rewrites files one by one, in several processes, and a file cannot be upgraded by itself: what is planned rests on all
    of them. So the texts are made while the arguments are read, before the first file is touched, and handed to every process.
    """

    def __init__(self, context: CodemodContext, project: ProjectTexts) -> None:
        super().__init__(context)
        self._project = project

    @classmethod
    def add_args(cls, arg_parser: argparse.ArgumentParser) -> None:
        """``--project``: the folder that is read as a whole."""
        arg_parser.add_argument(
            "--project",
            type=cls.make_texts,
            default=".",
            metavar="FOLDER",
            help="The folder that holds the whole project; the current one by default.",
        )

    @classmethod
    def make_texts(cls, folder: str) -> ProjectTexts:
        """All of the project's new texts."""
        root = Path(folder).resolve()
        files = _prepare(root).rewrite.files
        return ProjectTexts({str(root / file.file): (file.before, file.after) for file in files}, {})

    def transform_module_impl(self, tree: cst.Module) -> cst.Module:
        """The file's new text; the tree itself where nothing changes."""
        path = str(Path(self.context.filename or ".").resolve())
        if path in self._project.failures:
            raise SkipFile(self._project.failures[path])
        if path not in self._project.texts:
            return tree
        before, after = self._project.texts[path]
        if tree.bytes != before:
            raise SkipFile("LibCST would not give this file back as it is written; assetize upgrade does.")
        return cst.parse_module(after)


class PartCommand(ProjectCommand):
    """Carries out one rewrite alone, and brings in the imports that it needs."""

    REWRITE: ClassVar[Callable[..., cst.Module]]

    @classmethod
    def make_texts(cls, folder: str) -> ProjectTexts:
        """What this rewrite makes of each file."""
        root = Path(folder).resolve()
        prepared = _prepare(root)
        view = ProjectView(root, prepared.analysis, prepared.plan.actions)
        codemods: tuple[Codemod, ...] = (cls.REWRITE, imports.rewrite)
        texts: dict[str, tuple[bytes, bytes]] = {}
        failures: dict[str, str] = {}
        for module in touched_modules(view) if prepared.plan.actions else ():
            path = str(root / module.file)
            try:
                rewritten = rewrite_file(view, module, codemods)
            except RewriteFailure as failure:
                failures[path] = f"{failure.diagnostic.code} {failure.diagnostic.message}"
                continue
            if rewritten is not None:
                texts[path] = (rewritten.before, rewritten.after)
        return ProjectTexts(texts, failures)


def _prepare(root: Path) -> PreparedUpgrade:
    analysis = analyze(root)
    return prepare_upgrade(root, AskedOptions().for_project(analysis.settings), analysis)
