"""Codes for what is found while deciding which outputs are assets."""

from assetize.analyzer.codes.code import Code

KEY_CONFLICT = Code(
    "AZ201",
    "warning",
    "Two ops would make the same asset",
    "Two op outputs that no job runs one after the other have the same asset key: they write one object, or two objects "
    "that nothing in the code tells apart. An asset has exactly one definition, and choosing one would lose the other.",
    "Let one op write the object, or give the outputs different names (or schemas) in the code; then run again.",
    'orders_eu and orders_us both call df.to_sql("orders", engine)',
)
KEY_TAKEN = Code(
    "AZ202",
    "warning",
    "The asset is defined already",
    "The op would make an asset whose key one of the project's own asset definitions already has.",
    "Remove one of the two, or give the op's object another name, if they are different objects.",
    '@asset def users(): ...   # and an op that calls df.to_sql("users", engine)',
)
SEVERAL_OBJECTS = Code(
    "AZ203",
    "warning",
    "An op writes more objects than it has outputs for",
    "One output can stand for one asset. This op also writes something else, which would have no asset definition of its own.",
    'Split the op, or give it one named output for each object (out={"users": Out(), "orders": Out()}).',
    'def load(): users.to_sql("users", engine); orders.to_sql("orders", engine)',
)
ONLY_GUESSED = Code(
    "AZ204",
    "note",
    "An asset is only guessed",
    "A call that could not be followed has a name that sounds like a write. That is no ground to rewrite code on.",
    "Use --min-confidence guess to accept guesses, or make the write visible (a helper in the project, a literal name).",
    "client.publish_report(df)",
)

NAME_NOT_GIVEN = Code(
    "AZ205",
    "note",
    "A name comes from run config that the code does not give",
    "The op writes what its run config names, and nothing in the code says what that is in this job: it is typed in when a run is "
    "started, read from a file, or computed. Which object is made is then not known before a run.",
    "If it is always the same object, put its name into the job's config or make it the default; or declare the op's key in "
    "[tool.assetize]. Otherwise leave the job as it is.",
    'frame.to_sql(context.op_config["table"], engine)   # and no job, schedule or sensor says which table',
)

DECIDING: tuple[Code, ...] = (KEY_CONFLICT, KEY_TAKEN, SEVERAL_OBJECTS, ONLY_GUESSED, NAME_NOT_GIVEN)
