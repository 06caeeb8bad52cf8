"""Reads schedules and sensors."""

import ast
from collections.abc import Iterator, Sequence

from assetize.analyzer.codes.reading import UNREAD_TRIGGER
from assetize.analyzer.model import AssetJobDefinition, Graph, Job, Trigger, Unknown
from assetize.analyzer.readers.doubts import doubts_about_arguments, read_name
from assetize.analyzer.readers.found import Found, Reading
from assetize.analyzer.readers.selection import PLAIN_KEY, SELECTION
from assetize.analyzer.readers.site import Site
from assetize.analyzer.readers.trigger_forms import FORMS, Form
from assetize.analyzer.syntax.arguments import Arguments, Given, read_arguments, read_list

JOB_NAME_ARGUMENTS = ("job_name", "pipeline_name")
RUN_CONFIG_ARGUMENTS = ("run_config", "run_config_fn", "run_config_for_partition_fn")


def read_triggers(reading: Reading) -> Found:
    """All schedules and sensors."""
    triggers: list[Trigger] = []
    unknowns: list[Unknown] = []
    for site in reading.sites(*FORMS):
        arguments = read_arguments(site.here, site.call, FORMS[site.name].positions)
        trigger, doubts = _trigger(reading, site, arguments)
        triggers.append(trigger)
        unknowns += [*doubts, *doubts_about_arguments(site, arguments)]
    return Found(triggers=tuple(triggers), unknowns=tuple(unknowns))


def _trigger(reading: Reading, site: Site, arguments: Arguments) -> tuple[Trigger, tuple[Unknown, ...]]:
    form = FORMS[site.name]
    jobs: list[str] = []
    unknowns: list[Unknown] = []
    for given in _handed_over(form, arguments):
        found = _job_id(reading, given)
        if found is not None:
            jobs.append(found)
        elif _should_be_job(site, given):
            what = f"the job is not known: {given.here.text(given.value)}"
            unknowns.append(given.here.unknown(given.value, UNREAD_TRIGGER, what, site.id))
    names = tuple(_job_names(site, arguments, unknowns))
    name, name_doubts = read_name(site, arguments, _default_name(reading, site, jobs, names))
    trigger = Trigger(
        id=site.id,
        name=name,
        kind=form.kind,
        where=site.here.at(site.node),
        jobs=tuple(dict.fromkeys(jobs)),
        job_names=names,
        form=site.name.partition(".")[2],
        run_config=_gives_run_config(site, arguments),
        cron=arguments.string("cron_schedule"),
        selects_all=_selects_all(arguments),
    )
    return trigger, (*unknowns, *name_doubts)


def _selects_all(arguments: Arguments) -> bool:
    """It takes or watches everything, or what is not a list of assets."""
    named = (arguments.get(name) for name in ("asset_selection", "target", "monitored_assets"))
    given = next((item for item in named if item is not None), None)
    return given is not None and _is_wide(given)


def _is_wide(given: Given) -> bool:
    """A selection by group, by pattern or along dependencies takes what is added later, too."""
    there, value = given.here.follow(given.value)
    match value:
        case ast.Constant(value=str() as text):
            return PLAIN_KEY.fullmatch(text) is None
        case ast.List(elts=parts) | ast.Tuple(elts=parts):
            return any(_is_wide(Given(part, there)) for part in parts)
        case ast.BinOp(left=left, right=right):
            return _is_wide(Given(left, there)) or _is_wide(Given(right, there))
        case ast.Call(func=ast.Attribute(value=ast.Call() as inner)):
            return (there.resolve(inner.func) or "").startswith(SELECTION)
        case ast.Call(func=function):
            name = there.resolve(function) or ""
            return name.startswith(SELECTION) and name.removeprefix(SELECTION) not in ("assets", "keys")
    return False


def _handed_over(form: Form, arguments: Arguments) -> Iterator[Given]:
    for name in form.job_arguments:
        given = arguments.get(name)
        if given is not None:
            items = read_list(given.here, given.value)
            yield from [given] if items is None else items


def _job_id(reading: Reading, given: Given) -> str | None:
    found = reading.identify(given.here, given.value)
    return found if found and isinstance(reading.fact(found), Job | AssetJobDefinition | Graph) else None


def _should_be_job(site: Site, given: Given) -> bool:
    """``target=`` takes assets too, and a monitored job may belong to another code location."""
    there, value = given.here.follow(given.value)
    function = value.func if isinstance(value, ast.Call) else value
    name = there.resolve(function) if isinstance(function, ast.Name | ast.Attribute) else None
    is_other_kind = name is not None and name.startswith(("dagster.AssetSelection", "dagster.JobSelector"))
    return (
        not is_other_kind
        and not isinstance(value, ast.Constant)
        and "target" not in _argument_of(site, given)
    )


def _argument_of(site: Site, given: Given) -> Sequence[str]:
    keywords = site.call.keywords if site.call is not None else []
    return [keyword.arg or "" for keyword in keywords if keyword.value is given.value]


def _job_names(site: Site, arguments: Arguments, unknowns: list[Unknown]) -> Iterator[str]:
    for argument in JOB_NAME_ARGUMENTS:
        given = arguments.get(argument)
        if given is None:
            continue
        name = given.here.string(given.value)
        if name is not None:
            yield name
        else:
            what = f"the job's name is computed: {given.here.text(given.value)}"
            unknowns.append(given.here.unknown(given.value, UNREAD_TRIGGER, what, site.id))


def _default_name(reading: Reading, site: Site, jobs: Sequence[str], names: Sequence[str]) -> str:
    if site.is_decorator:
        return site.function.name
    if FORMS[site.name].kind == "schedule":
        fact = reading.fact(jobs[0]) if jobs else None
        job_name = (
            fact.name if isinstance(fact, Job | AssetJobDefinition | Graph) else next(iter(names), None)
        )
        if job_name is not None:
            return f"{job_name}_schedule"
    return site.variable or ""


def _gives_run_config(site: Site, arguments: Arguments) -> bool:
    """A run config is given as an argument, in a ``RunRequest``, or as what a schedule's function returns."""
    if any(_is_given(arguments.get(name)) for name in RUN_CONFIG_ARGUMENTS):
        return True
    given = arguments.get("execution_fn")
    if given is not None:
        return True
    if not site.is_decorator:
        return False
    for node in ast.walk(site.function):
        if isinstance(node, ast.keyword) and node.arg == "run_config":
            return True
        if isinstance(node, ast.Dict) and any(_is_config_key(key) for key in node.keys):
            return True
    return False


def _is_given(given: Given | None) -> bool:
    if given is None:
        return False
    _, value = given.here.follow(given.value)
    return not (isinstance(value, ast.Constant) and value.value is None)


def _is_config_key(key: ast.expr | None) -> bool:
    return isinstance(key, ast.Constant) and key.value in ("ops", "solids", "resources")
