"""The project's settings leave the job alone, or a file that its upgrade would change; or a program writes that file."""

from collections.abc import Iterator

from assetize.analyzer.codes.planning import EXCLUDED
from assetize.analyzer.codes.staying import GENERATED_FILE
from assetize.analyzer.model import Diagnostic
from assetize.analyzer.settings.excluded import excluding
from assetize.codemods.plan.job_view import JobView


def find_exclusions(view: JobView) -> Iterator[Diagnostic]:
    """One diagnostic for the job's own exclusion, and one for each excluded file."""
    settings = view.index.analysis.settings
    own = excluding(settings.exclude_jobs, view.job)
    if own is not None:
        message = (
            f'{view.job.name} is excluded: exclude-jobs "{own.pattern}" in {own.where.file}:{own.where.line}'
        )
        yield EXCLUDED.at(view.where, message, view.job.id)
    generated = frozenset(view.index.analysis.project.generated_files)
    if not settings.exclude_files and not generated:
        return
    for file in dict.fromkeys(_files(view)):
        if file in generated:
            message = f"{view.job.name} needs {file}, which says that it is generated"
            yield GENERATED_FILE.at(view.where, message, view.job.id)
        exclusion = view.index.excluded_files.get(file)
        if exclusion is not None:
            place = f"{exclusion.where.file}:{exclusion.where.line}"
            message = f'{view.job.name} needs {file}: exclude-files "{exclusion.pattern}" in {place}'
            yield EXCLUDED.at(view.where, message, view.job.id)


def _files(view: JobView) -> Iterator[str]:
    """The files of all that would be rewritten, and of all that names it."""
    index = view.index
    yield view.where.file
    yield from (index.graphs[graph].where.file for graph in view.graph.graphs)
    yield from (op.where.file for op in view.distinct_ops)
    yield from (location.where.file for location in index.locations_of(view.job))
    yield from (trigger.where.file for trigger in index.triggers_of(view.job))
    for name in (view.job.id, *view.graph.graphs, *(op.id for op in view.distinct_ops)):
        yield from (reference.where.file for reference in index.references.get(name, ()))
    yield from (use.where.file for use in index.step_names.configs.get(view.job.id, ()))
    yield from (run.where.file for run in index.step_names.runs.get(view.job.id, ()))
