"""Where in a config value an error is, and what is wrong there."""

from __future__ import annotations

from enum import Enum
from typing import Any, NamedTuple

Path = tuple[str, ...]


class DagsterEvaluationErrorReason(Enum):
    """Why a config value does not fit."""

    RUNTIME_TYPE_MISMATCH = "RUNTIME_TYPE_MISMATCH"
    MISSING_REQUIRED_FIELD = "MISSING_REQUIRED_FIELD"
    MISSING_REQUIRED_FIELDS = "MISSING_REQUIRED_FIELDS"
    FIELD_NOT_DEFINED = "FIELD_NOT_DEFINED"
    FIELDS_NOT_DEFINED = "FIELDS_NOT_DEFINED"
    SELECTOR_FIELD_ERROR = "SELECTOR_FIELD_ERROR"
    FAILED_POST_PROCESSING = "FAILED_POST_PROCESSING"
    FIELD_ALIAS_COLLISION = "FIELD_ALIAS_COLLISION"


class EvaluationError(NamedTuple):
    """One misfit between a config value and its schema."""

    reason: DagsterEvaluationErrorReason
    message: str
    path: Path

    @property
    def stack(self) -> EvaluationStack:
        """Where the misfit is, entry by entry."""
        return EvaluationStack(self.path)


class EvaluationStack(NamedTuple):
    """A place in config."""

    path: Path

    @property
    def entries(self) -> list[str]:
        """The place, entry by entry."""
        return list(self.path)


MISMATCH = DagsterEvaluationErrorReason.RUNTIME_TYPE_MISMATCH


def place(path: Path) -> str:
    """How an error message says where it is: `at path root:ops:x` or `at the root`."""
    return f"at path root{''.join(path)}" if path else "at the root"


def mismatch(path: Path, message: str) -> EvaluationError:
    """A value of the wrong kind."""
    return EvaluationError(MISMATCH, message, path)


def invalid_scalar(path: Path, value: Any, expected: str) -> EvaluationError:
    """A scalar of the wrong type."""
    return mismatch(
        path,
        f'Invalid scalar {place(path)}. Value "{value}" of type "{type(value)}" is not valid for '
        f'expected type "{expected}".',
    )
