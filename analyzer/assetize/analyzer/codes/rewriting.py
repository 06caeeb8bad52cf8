"""Codes for what can go wrong while rewriting."""

from assetize.analyzer.codes.code import Code

CANNOT_BE_EDITED = Code(
    "AZ401",
    "error",
    "A file that has to change cannot be edited",
    "The file could not be read, decoded or parsed by the part that edits it, although the upgrade needs a change in it. "
    "Nothing is written when one file of an upgrade cannot be.",
    "Make the file readable and valid for the Python version that runs assetize, then try again.",
    "def f(:",
)

DEFINITION_NOT_FOUND = Code(
    "AZ402",
    "error",
    "A definition that has to change was not found",
    "The upgrade names a definition that is not in its module, or that is there more than once, so that it is not certain "
    "which of them runs.",
    "Give each op, graph and job one definition with a name of its own.",
    "if FAST:\n    @op\n    def load(): ...\nelse:\n    @op\n    def load(): ...",
)

ARGUMENTS_NOT_LITERAL = Code(
    "AZ403",
    "error",
    "The arguments of a definition cannot be carried over",
    "An argument of the decorator is not written out, or has no counterpart on an asset, so that what it says would be lost.",
    "Write the arguments out in the decorator (no *args, no **kwargs, no variables in place of In and Out), or exclude the job.",
    "@op(**COMMON)\ndef load(): ...",
)

SHAPE_NOT_SUPPORTED = Code(
    "AZ404",
    "error",
    "A definition is written in a way that cannot be rewritten",
    "The definition was found, but the statement that makes it has another shape than the rewrite knows.",
    "Write the definition as the example does, or exclude the job.",
    "@job\ndef users_job(): ...\n\ndefs = Definitions(jobs=[users_job])",
)

RENAME_COLLIDES = Code(
    "AZ405",
    "error",
    "A function's new name is taken where it is used",
    "Renaming the function would make some use of it, or of something else, mean another thing.",
    "Run the upgrade with --keep-function-names, or rename what has the name now.",
    "def report():\n    users = 1\n    return build_users(users)",
)

LINE_DOES_NOT_ROUND_TRIP = Code(
    "AZ406",
    "error",
    "A line that has to change cannot be reproduced exactly",
    "Printing the parsed file does not give this line back byte by byte, so that an edit there could change more than it says.",
    "Reformat the line (spaces before a colon, stray control characters), then try again.",
    "except ValueError :",
)

USED_BEFORE_DEFINED = Code(
    "AZ407",
    "error",
    "A name would be used above its definition",
    "The new code names something that the same file defines only further down, and Python would fail when it imports the file.",
    "Move the definition above its use.",
    "defs = Definitions(jobs=[users_job])\n\n@job\ndef users_job(): ...",
)

RESULT_NOT_VALID = Code(
    "AZ408",
    "error",
    "The rewritten file is not valid",
    "The new text of a file does not parse, or cannot be written in the file's own encoding. This is a mistake of assetize.",
    "Please report it with the file, and exclude the job meanwhile.",
)

NAME_TAKEN = Code(
    "AZ409",
    "error",
    "A name that the new code needs means something else here",
    "A new definition, or the text of a resource that moves to another module, needs a name that already means something "
    "else in the module where it has to go.",
    "Rename what has the name now; or hand the resource to Definitions(resources=...) yourself.",
)

REWRITING: tuple[Code, ...] = (
    CANNOT_BE_EDITED,
    DEFINITION_NOT_FOUND,
    ARGUMENTS_NOT_LITERAL,
    SHAPE_NOT_SUPPORTED,
    RENAME_COLLIDES,
    LINE_DOES_NOT_ROUND_TRIP,
    USED_BEFORE_DEFINED,
    RESULT_NOT_VALID,
    NAME_TAKEN,
)
