"""Codes for what can keep an upgrade from being committed."""

from assetize.analyzer.codes.code import Code

NO_BRANCH = Code(
    "AZ512",
    "error",
    "There is no branch to commit to",
    "Commits are made on the branch that is checked out. The folder is in no git repository, lies in several, or HEAD is detached: commits made "
    "there would be on no branch, and lost as soon as another one is checked out. Nothing was written.",
    "Check out a branch (git switch -c upgrade-to-assets), or leave out --commit.",
)
TREE_NOT_CLEAN = Code(
    "AZ513",
    "error",
    "The work tree has uncommitted changes",
    "Each commit is to hold the upgrade of some jobs and nothing else, and each has to load as it is. With other changes in the work tree or in the "
    "index, neither could be told. Files that git does not know are no obstacle, unless they would change. Commits that were made before stay.",
    "Commit or stash the changes and run the command again.",
)
GIT_BUSY = Code(
    "AZ514",
    "error",
    "git is in the middle of something else",
    "A merge, rebase, cherry-pick, revert or bisect has not ended. A commit made now would become part of it. Nothing was written.",
    "End it (git rebase --continue, git merge --abort, git bisect reset …) and run the command again.",
)
COMMIT_REFUSED = Code(
    "AZ515",
    "error",
    "git did not make a commit",
    "git, or a hook of the repository, refused the commit. The files of that commit were put back as they were, also in the index; commits that "
    "were made before it stay, and each of them is whole.",
    "Mend what the message names and run the command again: it goes on with the jobs that are left. Where a hook rewrites files, let it pass once it has.",
)
NO_IDENTITY = Code(
    "AZ516",
    "error",
    "git does not know who commits",
    "Author and committer are those of git's own settings, and git does not find or accept them. Nothing was written.",
    "Set them: git config user.name NAME; git config user.email ADDRESS.",
)

COMMITTING: tuple[Code, ...] = (NO_BRANCH, TREE_NOT_CLEAN, GIT_BUSY, COMMIT_REFUSED, NO_IDENTITY)
