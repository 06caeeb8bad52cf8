"""Codes of the gate: rewritten text that was read again and is not what the plan wants."""

from assetize.analyzer.codes.code import Code

_HELP = "Nothing of this job is written. Please report it with the job's code, and upgrade the job by hand meanwhile."

TEXT_BROKEN = Code(
    "AZ451",
    "error",
    "Rewritten text cannot be read",
    "Every upgrade is read again before it is offered. A file of this one does not parse, or names something that nothing defines.",
    _HELP,
)
ASSET_DIFFERS = Code(
    "AZ452",
    "error",
    "Rewritten text makes another asset than planned",
    "Every upgrade is read again before it is offered. An asset is missing, has another key, other upstream assets or another form.",
    _HELP,
)
JOB_DIFFERS = Code(
    "AZ453",
    "error",
    "Rewritten text gives another job than planned",
    "Every upgrade is read again before it is offered. A job is missing, selects other assets, is not in its code location any "
    "more, or a job that should stay has changed.",
    _HELP,
)
NOT_FINISHED = Code(
    "AZ454",
    "error",
    "A second upgrade would change the rewritten text again",
    "An upgrade must leave nothing that the next one would rewrite; otherwise one of the two misunderstands the code.",
    _HELP,
)

STEP_NAME_LOST = Code(
    "AZ455",
    "error",
    "Rewritten text names other steps than planned",
    "Every upgrade is read again before it is offered. A run config, a run or a look-up of a result does not name the steps that the "
    "upgraded job has.",
    _HELP,
)

NOT_PROVED = Code(
    "AZ456",
    "error",
    "The upgraded job is not proved to do what the original does",
    "`assetize upgrade --verify` runs both versions of each job with stubs in place of the bodies of ops and assets, before anything is "
    "written. The two did not do the same, or the original could not be run in this way.",
    "The message says what is different, or what kept the original from running. Nothing of this job is written; without --verify it would be. If the "
    "upgraded job is right as it is, please report it with the job's code.",
)
CODE_LOST = Code(
    "AZ457",
    "error",
    "Code that was to stay has changed",
    "Every upgrade is read again before it is offered. The body of an op, or code beside the definitions that are upgraded, says something else than "
    "before, and the plan does not speak of it.",
    _HELP,
)
SETTING_LOST = Code(
    "AZ458",
    "error",
    "A setting of an op or a job is lost",
    "Every upgrade is read again before it is offered. Retries, config, tags, metadata, I/O managers, resources or an argument of the job are not what the "
    "original's text says.",
    _HELP,
)

GATE: tuple[Code, ...] = (
    TEXT_BROKEN,
    ASSET_DIFFERS,
    JOB_DIFFERS,
    NOT_FINISHED,
    STEP_NAME_LOST,
    NOT_PROVED,
    CODE_LOST,
    SETTING_LOST,
)
