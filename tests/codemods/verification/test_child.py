"""The process that runs a version: it touches nothing, and stands in for what is missing."""

import subprocess
import sys
from pathlib import Path

import pytest

GUARDED = """
import sys
from pathlib import Path
from assetize.codemods.verification.child.guard import Blocked, stand_guard
import os, shutil, socket, sqlite3, subprocess, tempfile
scratch = Path(sys.argv[1], "scratch")
stand_guard(scratch)
try:
    exec(compile(sys.argv[2], "user.py", "exec"))
except Blocked as problem:
    print("blocked:", problem)
else:
    print("done")
"""


def guarded(tmp_path: Path, code: str) -> str:
    (tmp_path / "scratch").mkdir(exist_ok=True)
    (tmp_path / "outside.txt").write_text("as it was")
    done = subprocess.run(
        [sys.executable, "-c", GUARDED, str(tmp_path), code], cwd=tmp_path, capture_output=True, text=True, check=False
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "outside.txt").read_text() == "as it was"
    return done.stdout.strip()


@pytest.mark.parametrize(
    "code",
    [
        "open('scratch/x', 'w').write('x'); open('outside.txt').read()",
        "os.mkdir('scratch/folder'); os.rename('scratch/folder', 'scratch/other'); os.rmdir('scratch/other')",
        "sqlite3.connect(':memory:').execute('select 1')",
        "sqlite3.connect('scratch/db.sqlite').execute('create table a (b)')",
        "tempfile.NamedTemporaryFile(dir='scratch').write(b'x')",
    ],
)
def test_scratch_is_free(tmp_path: Path, code: str) -> None:
    assert guarded(tmp_path, code) == "done"


@pytest.mark.parametrize(
    "code",
    [
        "open('outside.txt', 'w')",
        "open('outside.txt', 'a')",
        "os.open('outside.txt', os.O_RDWR)",
        "Path('outside.txt').write_text('x')",
        "os.remove('outside.txt')",
        "os.rename('outside.txt', 'scratch/x')",
        "os.truncate('outside.txt', 0)",
        "shutil.move('outside.txt', 'scratch/x')",
        "os.mkdir('new')",
        "os.symlink('/', 'scratch/root'); open('scratch/root/new', 'w')",
        "os.symlink('../outside.txt', 'scratch/link'); open('scratch/link', 'w')",
        "sqlite3.connect('new.sqlite')",
        "socket.create_connection(('127.0.0.1', 9))",
        "socket.getaddrinfo('example.org', 80)",
        "subprocess.run(['true'])",
        "os.system('true')",
        "os.fork()",
    ],
)
def test_the_outside_is_out_of_reach(tmp_path: Path, code: str) -> None:
    said = guarded(tmp_path, code)
    assert said.startswith("blocked: ")
    assert "tried from" in said


STANDING_IN = """
import sys
from assetize.codemods.verification.child import environment as variables, stand_ins
sys.path.insert(0, sys.argv[1])
environment, modules = variables.fill_environment(), stand_ins.find_missing_modules(sys.argv[1])
import project
print(modules, environment)
"""


def test_missing_modules_and_variables_are_stood_in_for(tmp_path: Path) -> None:
    (tmp_path / "project.py").write_text(
        "import os\n"
        "from no_such_library.inner import Client, decorate, Base\n"
        "import other_missing\n"
        "client = Client(os.environ['NO_SUCH_URL']).connect(timeout=3)['x'] / 2\n"
        "@decorate\ndef kept():\n    return 3\n"
        "@decorate(retries=2)\ndef also_kept():\n    return 4\n"
        "class Mine(Base):\n    pass\n"
        "assert (kept(), also_kept()) == (3, 4) and isinstance(Mine(1), Mine)\n"
        "assert os.getenv('NO_SUCH_URL') is None and os.environ.get('NO_SUCH_URL', 'd') == 'd'\n"
        "assert 'NO_SUCH_URL' not in os.environ\n"
        "try:\n    from os import no_such_name\nexcept ImportError:\n    pass\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", STANDING_IN, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert (
        done.stdout.strip() == "['no_such_library', 'no_such_library.inner', 'other_missing'] ['NO_SUCH_URL']"
    ), done.stderr


def test_what_libraries_try_to_import_stays_missing(tmp_path: Path) -> None:
    (tmp_path / "project.py").write_text("import json.no_such_part\n")
    done = subprocess.run(
        [sys.executable, "-c", STANDING_IN, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert "No module named 'json.no_such_part'" in done.stderr
