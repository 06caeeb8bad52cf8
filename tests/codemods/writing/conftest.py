"""Makes the helpers of these tests importable."""

import sys
from pathlib import Path

import pytest

pytest.register_assert_rewrite("step_disk")
sys.path.insert(0, str(Path(__file__).parent))
