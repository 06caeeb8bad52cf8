"""How many processes work is shared out among."""

import os
import sys
import threading


def count_processes(largest: int) -> int:
    """As many as there are processors for this process, but not more than ``largest``; one where forking is not safe."""
    return max(1, min(largest, _processors())) if largest > 1 and _can_fork() else 1


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _can_fork() -> bool:
    """A forked process has only the thread that forked: locks that others hold would stay locked in it.

    A timer that has not gone off holds none. On macOS, the system's own libraries do not stand a fork.
    """
    if not hasattr(os, "fork") or sys.platform == "darwin":
        return False
    own = threading.current_thread()
    return all(thread is own or isinstance(thread, threading.Timer) for thread in threading.enumerate())
