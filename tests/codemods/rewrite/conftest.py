"""Makes the helpers of the rewriting's tests importable."""

import sys
from pathlib import Path

import pytest

pytest.register_assert_rewrite("rewrite_tools")
sys.path.insert(0, str(Path(__file__).parent))
