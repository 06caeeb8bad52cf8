"""Codes of an upgrade that is to run on the bundled runtime, without Dagster."""

from assetize.analyzer.codes.code import Code

NOT_IN_RUNTIME = Code(
    "AZ481",
    "error",
    "The bundled runtime does not have a name that the project uses",
    "With --target runtime every file of the project takes Dagster's names from assetize.runtime. This one is not there, so the project "
    "could not be imported, or would fail as soon as the name is used. Nothing is written.",
    "Do without the name, or stay on Dagster: leave --target runtime out. docs/runtime.md lists the names that are not there.",
    "from dagster import PipesSubprocessClient",
)
IMPORT_NOT_SERVED = Code(
    "AZ482",
    "error",
    "An import cannot be taken from the bundled runtime",
    "The runtime has the names of the module dagster, and no submodules, no dagster_… libraries and no import *. What holds the module as a "
    "value, or imports it by a string, cannot be followed either. Nothing is written.",
    "Import the names themselves from dagster, one by one; what needs a dagster_… library stays on Dagster.",
    "from dagster_aws.s3 import s3_resource",
)
CHANGED_MORE = Code(
    "AZ483",
    "error",
    "A file's imports could not be changed alone",
    "The new text, read again, differs in more than its imports from Dagster. This is a mistake of assetize, or the file cannot be read. "
    "Nothing is written.",
    "Please report it with the file; meanwhile leave --target runtime out.",
)

TARGETING: tuple[Code, ...] = (NOT_IN_RUNTIME, IMPORT_NOT_SERVED, CHANGED_MORE)
