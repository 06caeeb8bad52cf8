"""``python -m assetize.codemods.verification.child REQUEST ANSWER``: reads a request, writes an answer, both JSON files."""

import json
import os
import sys
from pathlib import Path
from typing import Any

from assetize.codemods.verification.child.isolation import keep_writes_in, leave_the_network


def main() -> None:
    """Answers one request; what cannot be done is said in the answer."""
    request = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    leave_the_network()
    # Opened before the guard stands: the answer lies outside what the project may write.
    with Path(sys.argv[2]).open("w", encoding="utf-8") as file:
        keep_writes_in(Path(request["scratch"]))
        json.dump(_answer(request), file)
    # Threads and exit handlers of the project would keep the process, or run after what was asked for.
    os._exit(0)


def _answer(request: dict[str, Any]) -> dict[str, Any]:
    if request.get("level") == "run":
        from assetize.codemods.verification.child.real.observing import observe_real_runs

        return observe_real_runs(request)
    from assetize.codemods.verification.child.observing import observe

    return observe(request)


if __name__ == "__main__":
    main()
