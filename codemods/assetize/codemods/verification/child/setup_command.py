"""``python -m assetize.codemods.verification.child.setup_command FOLDER COMMAND...``: a command that can write nowhere but in a folder."""

import os
import sys
from pathlib import Path

from assetize.codemods.verification.child.isolation import keep_writes_in, leave_the_network


def main() -> None:
    """This process becomes the command."""
    leave_the_network()
    keep_writes_in(Path(sys.argv[1]))
    program = sys.executable if sys.argv[2] in ("python", "python3") else sys.argv[2]
    os.execvp(program, [program, *sys.argv[3:]])


if __name__ == "__main__":
    main()
