"""Automation conditions as data, and how they are joined and changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from assetize.runtime.automation.names import OPERATOR_TYPES, condition_name, unique_id
from assetize.runtime.errors import CheckError, ParameterCheckError
from assetize.runtime.records import Record, fields

if TYPE_CHECKING:
    from assetize.runtime.automation.conditions import AutomationCondition

C = TypeVar("C", bound="ConditionAlgebra")

LOOKS_AT_OTHERS = ("any_deps_match", "all_deps_match", "any_checks_match", "all_checks_match")


def condition(
    kind: str, operands: Sequence[Any] = (), settings: Mapping[str, Any] | None = None
) -> AutomationCondition:
    """A condition of a kind that is built in."""
    from assetize.runtime.automation.conditions import AutomationCondition

    return AutomationCondition(kind, operands, settings)


class ConditionAlgebra(Record):
    """A kind, operands, settings and a label; joined to others by `&`, `|`, `~` and the methods here."""

    __slots__ = fields("kind", "operands", "settings", "label")

    def __init__(
        self,
        kind: str | None = None,
        operands: Sequence[Any] = (),
        settings: Mapping[str, Any] | None = None,
        label: str | None = None,
    ) -> None:
        self.kind = kind or type(self).__name__
        self.operands = tuple(operands)
        self.settings = dict(settings or {})
        self.label = label

    @property
    def name(self) -> str:
        """The kind of condition, with its settings."""
        return condition_name(self.kind, self.settings)

    @property
    def is_user_defined(self) -> bool:
        """Whether a class of users evaluates it."""
        return not type(self).__module__.startswith(__package__)

    @property
    def is_serializable(self) -> bool:
        """Whether the condition can be written as text."""
        return not self.is_user_defined and all(each.is_serializable for each in self.operands)

    @property
    def requires_cursor(self) -> bool:
        """Whether the condition keeps something for its next evaluation."""
        return self.is_user_defined or self.kind in ("since", "newly_true", "code_version_changed")

    @property
    def operator_type(self) -> str:
        """How the condition joins its parts: and, or, not; identity if it has none to join."""
        return OPERATOR_TYPES.get(self.kind, "identity")

    def get_unique_id(self) -> str:
        """A text that is the same for conditions that are made alike."""
        return unique_id(self)

    def evaluate(self, context: Any) -> Any:
        """For which partitions of the context's asset the condition holds."""
        from assetize.runtime.automation.contexts import AutomationResult
        from assetize.runtime.automation.kinds import EVALUATORS, NEEDS_CANDIDATES

        if self.kind not in EVALUATORS:
            raise NotImplementedError(f"{type(self).__name__} has no method evaluate")
        is_moot = self.kind in NEEDS_CANDIDATES and not context.candidates
        truth = {} if is_moot else EVALUATORS[self.kind](context)
        return AutomationResult(context, context.subset(truth), moments=truth)

    @property
    def children(self) -> tuple[Any, ...]:
        """The conditions that it is made of."""
        return self.operands

    @property
    def description(self) -> str:
        """The condition in words."""
        return self.name

    def get_label(self) -> str | None:
        """The label, if there is one."""
        return self.label

    def with_label(self: C, label: str | None) -> C:
        """The condition with a label."""
        return self.replaced(label=label)

    def _joined(self, kind: str, other: Any) -> AutomationCondition:
        parts: list[Any] = []
        for each in (self, other):
            parts += each.operands if each.kind == kind and each.label is None else (each,)
        return condition(kind, parts)

    def __and__(self, other: Any) -> AutomationCondition:
        return self._joined("and", other)

    def __or__(self, other: Any) -> AutomationCondition:
        return self._joined("or", other)

    def __invert__(self) -> AutomationCondition:
        return condition("not", (self,))

    def since(self, reset_condition: Any) -> AutomationCondition:
        """Whether it became true after another did."""
        return condition("since", (self, reset_condition))

    def newly_true(self) -> AutomationCondition:
        """Whether it was not true at the last evaluation."""
        return condition("newly_true", (self,))

    def since_last_handled(self) -> AutomationCondition:
        """Whether it became true after the asset was last requested or updated."""
        handled = condition("newly_requested") | condition("newly_updated") | condition("initial_evaluation")
        return self.since(handled.with_label("handled"))

    def _is(self, wanted: Any | str) -> bool:
        return self == wanted if isinstance(wanted, ConditionAlgebra) else wanted in (self.name, self.label)

    def replace(self, old: Any | str, new: Any) -> Any:
        """The condition with a part of it replaced."""
        if self._is(old):
            return new
        return self.replaced(operands=tuple(each.replace(old, new) for each in self.operands))

    def without(self: C, condition: Any) -> C:
        """The condition without one of the parts that `&` joined."""
        if condition not in self.operands:
            raise ParameterCheckError(
                "Invariant violation for parameter condition. Description: Condition not found in operands"
            )
        left = tuple(each for each in self.operands if each != condition)
        if len(left) < 2:
            raise CheckError(
                "Failure condition: Cannot have fewer than 2 operands in an AndAutomationCondition"
            )
        return self.replaced(operands=left)

    def allow(self: C, selection: Any) -> C:
        """The condition looking at certain dependencies only."""
        return self._with_selection("allow", selection)

    def ignore(self: C, selection: Any) -> C:
        """The condition not looking at certain dependencies."""
        return self._with_selection("ignore", selection)

    def _with_selection(self: C, name: str, selection: Any) -> C:
        if self.kind not in LOOKS_AT_OTHERS:
            changed = tuple(each._with_selection(name, selection) for each in self.operands)
            return self.replaced(operands=changed)
        known = self.settings.get(name)
        chosen = selection if known is None else selection | known
        return self.replaced(settings={**self.settings, name: chosen})
