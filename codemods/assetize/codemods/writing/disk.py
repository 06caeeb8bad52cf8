"""The changes that writing makes to the file system, one method each."""

import contextlib
import errno
import os
import shutil
import sys
from pathlib import Path

NO_LINKS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


class Disk:
    """Every change goes through here, so that a test can put a disk in its place that fails or stops at any step.

    Nothing is lasting before ``sync_file`` or ``sync_folder`` has returned.
    """

    def make_folder(self, folder: Path) -> None:
        """Makes one folder; an existing one stays."""
        folder.mkdir(exist_ok=True)

    def write_file(self, path: Path, data: bytes, mode: int) -> None:
        """Makes a new file in the place of whatever is there."""
        path.unlink(missing_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | NO_LINKS, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        path.chmod(mode)

    def copy_owner(self, model: Path, path: Path) -> None:
        """Gives a file the owner and group of another, where the user may do that."""
        if sys.platform == "win32":
            return
        wanted, found = model.stat(), path.stat()
        if (wanted.st_uid, wanted.st_gid) != (found.st_uid, found.st_gid):
            mode = found.st_mode & 0o7777
            # As with any editor that saves by replacing, a file of somebody else becomes the user's own.
            with contextlib.suppress(PermissionError):
                os.chown(path, wanted.st_uid, wanted.st_gid)
                path.chmod(mode)

    def sync_file(self, path: Path) -> None:
        """Makes a file's content lasting."""
        handle = os.open(path, os.O_RDWR | NO_LINKS)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def sync_folder(self, folder: Path) -> None:
        """Makes a folder's names lasting; Windows cannot and need not."""
        if sys.platform == "win32":
            return
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def rename(self, path: Path, target: Path) -> None:
        """Renames a file or folder in one step; an existing file of that name is replaced."""
        path.replace(target)

    def remove_file(self, path: Path) -> None:
        """Removes a file if it is there."""
        path.unlink(missing_ok=True)

    def remove_folder_if_empty(self, folder: Path) -> None:
        """Removes a folder if it is there and empty."""
        try:
            folder.rmdir()
        except OSError as problem:
            if problem.errno not in (errno.ENOENT, errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR):
                raise

    def remove_tree(self, folder: Path) -> None:
        """Removes a folder with all that is in it, if it is there."""
        if folder.exists():
            shutil.rmtree(folder)
