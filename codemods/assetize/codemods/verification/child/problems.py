"""What went wrong, in one line, with the project's own line that it came from."""

import os
import re
import traceback
from pathlib import Path
from typing import Any

LONGEST = 300
_FRAME = re.compile(r'File "([^"]+)", line (\d+)')


def told(problem: BaseException) -> str:
    """The error, and the project's line that it came from."""
    text = _in_one_line(f"{type(problem).__name__}: {problem}")
    frames = [(frame.filename, frame.lineno or 0) for frame in traceback.extract_tb(problem.__traceback__)]
    return _with_place(text, frames)


def failure(result: Any) -> str:
    """The first step that failed, and why."""
    for event in result.all_events:
        if event.is_step_failure:
            error = event.step_failure_data.error
            cause = (error.cause or error) if error else None
            text = _in_one_line(f"step {event.step_key} failed: {cause.message if cause else ''}")
            found = _FRAME.findall("".join(cause.stack)) if cause else []
            return _with_place(text, [(file, int(line)) for file, line in found])
    return "the run failed"


def _with_place(text: str, frames: list[tuple[str, int]]) -> str:
    own = [(file, line) for file, line in frames if file.startswith(str(Path.cwd()))]
    if not own or "tried from" in text:
        return text
    return f"{text} ({os.path.relpath(own[-1][0])}:{own[-1][1]})"


def _in_one_line(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONGEST else f"{words[:LONGEST]} …"
