"""Tracebacks of a project's own code, without the frames of what ran it."""

import re
import traceback
from pathlib import Path
from typing import Any

import assetize.runtime

_RUNTIME = tuple(str(Path(folder)) for folder in assetize.runtime.__path__)
_COMMAND_LINE = str(Path(__file__).parents[1])
_IMPORT_SYSTEM = "<frozen importlib"
_OUR_ERRORS = re.compile(r"^assetize\.runtime\.errors\.")


def user_traceback(error: BaseException) -> str:
    """The traceback as Python prints it, of the project's and its libraries' frames alone."""
    shown = traceback.TracebackException(type(error), error, error.__traceback__)
    _leave_out_our_frames(shown)
    return "".join(shown.format()).rstrip()


def _leave_out_our_frames(shown: traceback.TracebackException) -> None:
    shown.stack = traceback.StackSummary.from_list([frame for frame in shown.stack if not _is_ours(frame)])
    for other in (shown.__cause__, shown.__context__):
        if other is not None:
            _leave_out_our_frames(other)


def _is_ours(frame: traceback.FrameSummary) -> bool:
    return frame.filename.startswith((*_RUNTIME, _COMMAND_LINE, _IMPORT_SYSTEM))


def step_error_text(info: Any) -> str:
    """The error of a failed step, from what its event recorded: what the project's code raised, and where."""
    cause = info.cause or info
    earlier = f"{step_error_text(cause)}\n\nwhich led to:\n\n" if cause.cause else ""
    frames = [frame for frame in cause.stack if not _is_our_text(frame)]
    heading = "Traceback (most recent call last):\n" if frames else ""
    return f"{earlier}{heading}{''.join(frames)}{_plain(cause.message)}".rstrip()


def _plain(message: str) -> str:
    """The message with the plain name of an error class of the runtime's."""
    return _OUR_ERRORS.sub("", message, count=1)


def _is_our_text(frame: str) -> bool:
    return frame.strip().startswith(tuple(f'File "{folder}' for folder in (*_RUNTIME, _COMMAND_LINE)))
