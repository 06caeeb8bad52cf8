"""Retry policies."""

from __future__ import annotations

from enum import Enum

from assetize.runtime.errors import DagsterInvalidDefinitionError, ParameterCheckError
from assetize.runtime.records import Record, fields


class Backoff(Enum):
    """How the delay grows from attempt to attempt."""

    LINEAR = "LINEAR"
    EXPONENTIAL = "EXPONENTIAL"


class Jitter(Enum):
    """How the delay is varied at random."""

    FULL = "FULL"
    PLUS_MINUS = "PLUS_MINUS"


class RetryPolicy(Record):
    """How often and how late a failed step runs again."""

    __slots__ = fields("max_retries", "delay", "backoff", "jitter")

    def __init__(
        self,
        max_retries: int = 1,
        delay: float | None = None,
        backoff: Backoff | None = None,
        jitter: Jitter | None = None,
    ) -> None:
        for name, value, kinds in (("max_retries", max_retries, (int,)), ("delay", delay, (int, float))):
            if value is not None and not isinstance(value, kinds):
                expected = "a int" if len(kinds) == 1 else "one of ['float', 'int']"
                raise ParameterCheckError(
                    f'Param "{name}" is not {expected}. Got {value!r} which is type {type(value)}.'
                )
        if delay is None and (backoff is not None or jitter is not None):
            which = "jitter" if jitter is not None else "backoff"
            raise DagsterInvalidDefinitionError(
                f"Can not set {which} on RetryPolicy without also setting delay"
            )
        self.max_retries = max_retries
        self.delay = delay
        self.backoff = backoff
        self.jitter = jitter

    def calculate_delay(self, attempt_num: int) -> float:
        """Seconds to wait before an attempt; the first retry is attempt 1."""
        delay = self.delay or 0
        if self.backoff is Backoff.LINEAR:
            delay = delay * attempt_num
        elif self.backoff is Backoff.EXPONENTIAL:
            delay = delay * (2**attempt_num - 1)
        import random

        if self.jitter is Jitter.FULL:
            return random.random() * delay
        if self.jitter is Jitter.PLUS_MINUS:
            return delay + (2 * random.random() - 1) * (self.delay or 0)
        return delay
