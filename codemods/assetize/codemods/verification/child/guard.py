"""Keeps the project's code from touching anything but its scratch folder: no network, no processes, no writes elsewhere."""

import importlib
import os
import sys
import traceback
from pathlib import Path
from typing import Any

_FORBIDDEN = ("socket.connect", "socket.getaddrinfo", "socket.gethostby", "socket.getnameinfo", "socket.bind", "socket.send",
              "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile", "os.fork", "os.forkpty", "os.kill",
              "pty.spawn", "smtplib.", "ftplib.", "poplib.", "imaplib.", "urllib.Request", "http.client.connect", "webbrowser.open")  # fmt: skip
_CHANGING_PATHS = ("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod",
                   "os.chown", "os.utime", "os.setxattr", "os.removexattr", "os.chflags", "shutil.", "sqlite3.connect")  # fmt: skip
_UNHEARD = (("_posixsubprocess", "fork_exec"), ("os", "mkfifo"), ("os", "mknod"), ("os", "sendfile"))
"""Functions that Python calls without an audit event; they are replaced."""
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Blocked(PermissionError):
    """The project's code tried to reach outside its scratch folder; the text says how, and from which line."""


def stand_guard(scratch: Path) -> list[str]:
    """From here on, in this process, forever. The list grows with what was blocked: a project may go on as if nothing had been."""
    home = os.path.realpath(scratch)
    blocked: list[str] = []

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        try:
            _check(event, arguments, home)
        except Blocked as problem:
            blocked.append(str(problem))
            raise

    for module, name in _UNHEARD:
        found = importlib.import_module(module)
        if hasattr(found, name):
            setattr(found, name, _blocked(name, blocked))
    sys.addaudithook(watch)
    return blocked


def _check(event: str, arguments: tuple[Any, ...], home: str) -> None:
    if event == "open":
        _check_open(arguments, home)
    elif event.startswith(_FORBIDDEN):
        raise Blocked(f"{event} is blocked here; tried from {_calling_line()}")
    elif event.startswith(_CHANGING_PATHS):
        _check_paths(event, arguments, home)


def _blocked(name: str, blocked: list[str]) -> Any:
    def refuse(*_arguments: Any, **_named: Any) -> None:
        problem = Blocked(f"{name} is blocked here; tried from {_calling_line()}")
        blocked.append(str(problem))
        raise problem

    return refuse


def _check_open(arguments: tuple[Any, ...], home: str) -> None:
    path, mode, flags = arguments
    writes = (isinstance(flags, int) and flags & _WRITING) or (
        isinstance(mode, str) and set(mode) & set("wax+")
    )
    if writes and not _is_allowed(path, home):
        raise Blocked(f"writing {path} is blocked here; tried from {_calling_line()}")


def _check_paths(event: str, arguments: tuple[Any, ...], home: str) -> None:
    paths = [item for item in arguments if isinstance(item, (str, bytes, os.PathLike))]
    for path in paths:
        if not _is_allowed(path, home):
            raise Blocked(f"{event} of {path!r} is blocked here; tried from {_calling_line()}")


def _is_allowed(path: Any, home: str) -> bool:
    if isinstance(path, int):
        return True
    text = os.fsdecode(path)
    if text in (":memory:", "", os.devnull) or text.startswith("file::memory:"):
        return True
    # The parent decides: a link may point anywhere, yet replacing it changes the folder that holds it.
    path_itself = Path(text)
    real = Path(os.path.realpath(path_itself.parent), path_itself.name)
    return real.is_relative_to(home) and Path(os.path.realpath(real)).is_relative_to(home)


def _calling_line() -> str:
    """The innermost line that is neither Python's nor ours nor an installed library's."""
    for frame in reversed(traceback.extract_stack()):
        if not any(
            word in frame.filename
            for word in ("site-packages", "assetize/codemods", "<frozen", f"python{sys.version_info[0]}")
        ):
            return f"{_in_project(frame.filename)}:{frame.lineno}"
    return "an unknown place"


def _in_project(file: str) -> str:
    """The path as the user knows it, not that of the copy."""
    return os.path.relpath(file) if file.startswith(str(Path.cwd())) else file
