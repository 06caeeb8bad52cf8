"""Cuts the process off the network and the files outside its folder where the system allows it, also for libraries written in C."""

import ctypes
import os
import struct
import sys
from pathlib import Path

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
"""``CLONE_NEWUSER`` and ``CLONE_NEWNET`` of Linux's sched.h."""
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
"""Linux's system calls of Landlock, which are the same on every kind of processor."""
_WRITE_FILE, _REMOVE_AND_MAKE, _REFER, _TRUNCATE = 1 << 1, 0x1FF0, 1 << 13, 1 << 14
_NO_NEW_PRIVILEGES = 38


def leave_the_network() -> bool:
    """Whether it worked: Linux lets a process have an empty network of its own, unless the administrator forbids it."""
    if sys.platform != "linux":
        return False
    user, group = os.getuid(), os.getgid()
    try:
        library = ctypes.CDLL(None, use_errno=True)
        if library.unshare(_NEW_USER | _NEW_NETWORK) != 0:
            return False
        for name, text in (
            ("setgroups", "deny"),
            ("uid_map", f"{user} {user} 1"),
            ("gid_map", f"{group} {group} 1"),
        ):
            with open(f"/proc/self/{name}", "w", encoding="ascii") as file:  # noqa: PTH123
                file.write(text)
    except (OSError, AttributeError):
        return False
    return True


def keep_writes_in(folder: Path) -> bool:
    """Whether it worked: Linux lets a process give up writing anywhere else, for itself and all that it starts."""
    if sys.platform != "linux":
        return False
    try:
        library = ctypes.CDLL(None, use_errno=True)
        version = library.syscall(_CREATE_RULESET, None, 0, 1)
        if version < 1:
            return False
        rights = (
            _WRITE_FILE
            | _REMOVE_AND_MAKE
            | (_REFER if version > 1 else 0)
            | (_TRUNCATE if version > 2 else 0)
        )
        wanted = struct.pack("Q", rights)
        rules = library.syscall(_CREATE_RULESET, wanted, len(wanted), 0)
        _allow(library, rules, folder, rights)
        _allow(library, rules, Path(os.devnull), _WRITE_FILE)
        library.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        return bool(library.syscall(_RESTRICT_SELF, rules, 0) == 0)
    except (OSError, AttributeError):
        return False


def _allow(library: ctypes.CDLL, rules: int, place: Path, rights: int) -> None:
    opened = os.open(place, os.O_PATH)
    beneath = struct.pack("=Qi", rights, opened)
    library.syscall(_ADD_RULE, rules, 1, beneath, 0)
    os.close(opened)
