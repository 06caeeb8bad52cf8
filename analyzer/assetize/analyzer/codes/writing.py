"""Codes for what can go wrong while writing."""

from assetize.analyzer.codes.code import Code

FILE_CHANGED = Code(
    "AZ501",
    "error",
    "A file changed since it was read",
    "The new text was made from what the file held when it was read. Writing it now would lose what somebody, or some "
    "program, has put there since. No file was changed.",
    "Run the command again: it reads the file as it is now.",
)
UNCOMMITTED_CHANGES = Code(
    "AZ502",
    "error",
    "A file that would change has uncommitted changes",
    "In a git work tree, files are only rewritten when git holds their present text, so that the rewrite can be looked "
    "at, and taken back, on its own. Staged changes count, and so do files that git does not know. No file was changed.",
    "Commit or stash the changes, or pass --allow-dirty.",
)
OUTSIDE_ROOT = Code(
    "AZ503",
    "error",
    "A file is outside the analysed folder",
    "The path leads out of the analysed folder, most likely through a link. What lies there belongs to something else "
    "and is never written. No file was changed.",
    "Run the command on a folder that holds the file itself, or replace the link by a copy.",
)
NOT_WRITABLE = Code(
    "AZ504",
    "error",
    "A file cannot be written",
    "The file is marked read-only, is not an ordinary file, or its folder does not allow new files. No file was changed.",
    "Make the file and its folder writable, or leave the file out.",
)
ANOTHER_WRITER = Code(
    "AZ505",
    "error",
    "Another command is writing to the same folder",
    "Only one command at a time may write to a folder, so that the files always belong together. The other one holds the "
    "lock only while it runs: if it was killed, the lock went with it.",
    "Wait until the other command has ended and run this one again.",
)
WRITE_FAILED = Code(
    "AZ506",
    "error",
    "Writing failed",
    "The operating system refused a step of the write, for instance because the disk is full. All files were put back as "
    "they were. Where the message says that this failed too, the next command makes all files old or all new.",
    "Remove the cause that the message names and run the command again.",
)
CHANGED_AFTER_WRITE = Code(
    "AZ507",
    "error",
    "A file was changed after it was written",
    "Undo restores files exactly as they were before the last write. This file is not as that write left it, and undo "
    "would lose the later change. No file was changed.",
    "Take the later change back first (with git, or by hand), then undo; or undo through git.",
)
INTERRUPTED_WRITE = Code(
    "AZ508",
    "error",
    "An interrupted write cannot be finished",
    "A write was killed midway, and before it could be finished this file was changed by something else: it is neither "
    "as it was before that write nor as it should be after it. Finishing would lose the change, so nothing was touched.",
    "Give the file the text of one of the two copies that the message names and run the command again; or delete the "
    "folder of that write to keep all files as they are now.",
)
GIT_UNREADABLE = Code(
    "AZ509",
    "error",
    "git does not say whether a file has uncommitted changes",
    "The file is in a git work tree, but git could not be asked about it: it is not installed, or it refuses the "
    "repository. No file was changed.",
    "Make `git status` work in that folder, or pass --allow-dirty.",
)
DAMAGED_JOURNAL = Code(
    "AZ510",
    "error",
    "The record of an earlier write is damaged",
    "The folder .assetize keeps what each write changed, with checksums. This part of it does not agree with its "
    "checksums, was made by a newer version, or names a place that is never written. Nothing was touched.",
    "Restore the files through version control if they need it, then delete the folder that the message names.",
)
SAME_FILE_TWICE = Code(
    "AZ511",
    "error",
    "Two paths lead to the same file",
    "Two of the files that would change are one and the same file, reached through a link. Which text it should get is "
    "not clear. No file was changed.",
    "Analyse a folder that holds the file once.",
)

WRITING: tuple[Code, ...] = (
    FILE_CHANGED,
    UNCOMMITTED_CHANGES,
    OUTSIDE_ROOT,
    NOT_WRITABLE,
    ANOTHER_WRITER,
    WRITE_FAILED,
    CHANGED_AFTER_WRITE,
    INTERRUPTED_WRITE,
    GIT_UNREADABLE,
    DAMAGED_JOURNAL,
    SAME_FILE_TWICE,
)
