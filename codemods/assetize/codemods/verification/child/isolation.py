"""Cuts the process off the network where the system allows it, also for libraries written in C."""

import ctypes
import os
import sys

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
"""``CLONE_NEWUSER`` and ``CLONE_NEWNET`` of Linux's sched.h."""


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
