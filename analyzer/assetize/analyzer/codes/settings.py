"""Codes for what is wrong with a project's own settings."""

from assetize.analyzer.codes.code import Code

SETTINGS_NOT_READ = Code(
    "AZ160",
    "error",
    "The project's settings cannot be read",
    "The file is not valid TOML (or not readable at all), so nothing that it declares or excludes counts. A report can still be made; writing is refused, "
    "since what was to be left alone is not known.",
    "Correct the line, then run again.",
    "keys = {pkg.ops:build_users = users}   # both sides need quotes",
)
SETTINGS_TWICE = Code(
    "AZ161",
    "error",
    "Settings stand in two files",
    "A folder has both an assetize.toml and a [tool.assetize] in its pyproject.toml. Neither of them counts: which one is "
    "meant cannot be known. Writing is refused until one of them is gone.",
    "Keep one of the two.",
)
UNKNOWN_SETTING = Code(
    "AZ162",
    "error",
    "A setting of that name does not exist",
    "The entry is not used; all others are. Writing is refused, since the entry may be meant to keep something as it is.",
    "Correct the name, or remove the entry. docs/configuration.md lists all of them.",
    'exclude-job = ["nightly"]   # exclude-jobs',
)
WRONG_SETTING = Code(
    "AZ163",
    "error",
    "A setting's value is not what it has to be",
    "The entry is not used; all others are. Writing is refused, since the entry may be meant to keep something as it is.",
    "Write the value as the message says. docs/configuration.md has an example of each.",
    'exclude-jobs = "nightly"   # a list: ["nightly"]',
)
NAMES_NOTHING = Code(
    "AZ164",
    "warning",
    "A setting names something that the project does not have",
    "The entry has no effect. An op that has become an asset is no op any more: its entries can go.",
    "Correct the name, or remove the entry.",
    'keys = {"shop.ops:build_user" = "users"}   # build_users',
)
SETTINGS_DISAGREE = Code(
    "AZ165",
    "error",
    "Two settings contradict each other",
    "They say different things of the same output. The one that leaves more alone counts, the other is not used. Writing is "
    "refused until one of them is gone.",
    "Keep one of the two.",
    'keys = {"shop.ops:mail" = "mails"}\nexclude-ops = ["mail"]',
)
HINT_UNCLEAR = Code(
    "AZ166",
    "warning",
    "It is not clear which op makes the object that a job names",
    "The job's metadata names one object, and none of its ops is alone in writing it, or in coming last.",
    'Name the output in the settings: keys = {"module:op" = "key"}.',
    '@job(metadata={"target_table": "users"})',
)
NOT_REDIRECTED = Code(
    "AZ167",
    "error",
    "What a real run is to be given is not there",
    "assetize verify --level run needs what the settings' table verify names: its files, a setup command that ends well, jobs, schedules and "
    "sensors of the project. Without them both versions would run on something else than is meant, so nothing is run.",
    "Correct the entry. docs/verify.md says what each of them does.",
    'verify = {files = ["data/orders.csv"]}   # the project has no such file',
)

SETTINGS: tuple[Code, ...] = (
    SETTINGS_NOT_READ,
    SETTINGS_TWICE,
    UNKNOWN_SETTING,
    WRONG_SETTING,
    NAMES_NOTHING,
    SETTINGS_DISAGREE,
    HINT_UNCLEAR,
    NOT_REDIRECTED,
)
