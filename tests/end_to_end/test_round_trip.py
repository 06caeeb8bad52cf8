"""An upgrade changes no byte outside its edits, in files of other people; more of them: ``make round-trip``."""

from pathlib import Path
from random import Random

import pytest
from round_trip.check import UPGRADED, check_file
from round_trip.files import other_peoples_files
from round_trip.inject import inject

SAMPLE = 15


@pytest.mark.slow
def test_what_is_around_an_upgrade_stays(tmp_path: Path) -> None:
    random = Random(7)
    files = (path for path in other_peoples_files(random) if inject(path.read_bytes(), Random(0)) is not None)
    outcomes = {
        path: check_file(path, tmp_path / str(number), random)
        for number, path in zip(range(SAMPLE), files, strict=False)
    }
    assert {path: found for path, found in outcomes.items() if found != (UPGRADED, "")} == {}


@pytest.mark.parametrize(
    "text",
    [
        b"a = 1\r\nb = 2\r\n",
        b"\xef\xbb\xbfa = 1\nb = 2\n",
        b"# -*- coding: latin-1 -*-\na = '\xe4'\nb = 2\n",
        b"if 1:\n\ta = 1\n\n\n\n\nb = 2   \n\n\n",
        b"a = 1;b = 2 ;\nc = '''\n \n  x'''\n# the end\n",
    ],
    ids=["crlf", "bom", "latin-1", "tabs and blanks", "odd spaces"],
)
def test_odd_files(text: bytes, tmp_path: Path) -> None:
    (tmp_path / "odd.py").write_bytes(text)
    for number in range(3):
        found = check_file(tmp_path / "odd.py", tmp_path / str(number), Random(number))
        assert found == (UPGRADED, "")
