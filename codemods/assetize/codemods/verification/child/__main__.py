"""``python -m assetize.codemods.verification.child REQUEST ANSWER``: reads a request, writes an answer, both JSON files."""

import json
import os
import sys
from pathlib import Path

from assetize.codemods.verification.child.isolation import leave_the_network
from assetize.codemods.verification.child.observing import observe


def main() -> None:
    """Answers one request; what cannot be done is said in the answer."""
    request = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    leave_the_network()
    # Opened before the guard stands: the answer lies outside what the project may write.
    with Path(sys.argv[2]).open("w", encoding="utf-8") as file:
        json.dump(observe(request), file)
    # Threads and exit handlers of the project would keep the process, or run after what was asked for.
    os._exit(0)


if __name__ == "__main__":
    main()
