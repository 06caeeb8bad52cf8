"""Which strings are SQL, and how placeholders are made parseable."""

import re
from functools import lru_cache

_COMMENT = re.compile(r"--[^\n]*|/\*.*?\*/|\{#.*?#\}|\{%.*?%\}", re.S)
_NOT_A_NAME = r"(?!(?:the|a|an|your|our|my|this|that|these|those|all|each|any|some|it|its)\b(?!\s*[.,;)(]))"
_NAME = _NOT_A_NAME + r"[\w.\[\]\"`{}$%#@:()'*/-]+"
_OBJECT = r"(?:table|view|materialized\s+view|external\s+table|schema|database|index|stage|pipe|task|stream|sequence|function|procedure|model)"
_MODIFIERS = r"(?:or\s+replace\s+|or\s+alter\s+|global\s+|local\s+|temp(?:orary)?\s+|transient\s+|volatile\s+|unlogged\s+|external\s+|unique\s+|recursive\s+|virtual\s+)*"

_STATEMENT = re.compile(
    rf"""
      with\s+(?:recursive\s+)?[\w"`\[\]{{}}]+\s*(?:\([^)]*\)\s*)?as\s+(?:not\s+materialized\s+|materialized\s+)?\(
    | select\s+.+?\bfrom\s+{_NAME}
    | insert\s+(?:or\s+\w+\s+|ignore\s+)?(?:into|overwrite)\s+{_NAME}
    | replace\s+into\s+{_NAME}
    | create\s+{_MODIFIERS}{_OBJECT}\s+(?:if\s+not\s+exists\s+)?{_NAME}\s*(?:\(|as\b|like\b|clone\b|using\b|on\b|from\b|partition|with\b|engine\b|options\b|;|$)
    | merge\s+(?:into\s+)?{_NAME}\s.*?\busing\b.+?\bon\b
    | update\s+(?:only\s+)?{_NAME}\s+(?:as\s+)?(?:\w+\s+)?set\s+.+?=
    | delete\s+(?:\w+\s+)?from\s+{_NAME}
    | drop\s+{_OBJECT}\s+(?:if\s+exists\s+)?{_NAME}
    | truncate\s+(?:table\s+)?{_NAME}\s*(?:;|,|$|cascade\b|restart\b|continue\b)
    | alter\s+{_OBJECT}\s+(?:if\s+exists\s+)?{_NAME}\s+\w+
    | refresh\s+materialized\s+view\s+{_NAME}
    | copy\s+(?:into\s+)?(?:{_NAME}|\(.+\))\s*(?:\([^)]*\)\s*)?(?:from|to)\b
    | unload\s*\(
    | call\s+[\w.{{}}"]+\s*\(
    | exec(?:ute)?\s+(?:[\w\[\]{{}}]+\.)+[\w\[\]{{}}]+
    | exec(?:ute)?\s+(?:u?sp|proc)_\w+
    | exec(?:ute)?\s+\w+\s+@
    | exec\s+\w+\s*(?:;|$)
    """,
    re.I | re.S | re.X,
)
_TRANSACTION = re.compile(
    r"(?:begin|start\s+transaction|set|use|pragma|declare|explain|install|load|attach)\b", re.I
)

_PLACEHOLDER = re.compile(
    r"""
      \{\{.*?\}\}            # template expressions
    | \$\{[^{}]*\}
    | \{[^{}'"\n]*\}         # str.format
    | %\(\w+\)s             # DB-API parameters
    | %[sdif](?![\w%])
    | (?<![\w$])\$\d+\b
    | (?<![\w:]):[A-Za-z_]\w*\b
    | (?<![\w?])\?(?![\w?])
    """,
    re.S | re.X,
)
_MAY_HOLD_PLACEHOLDER = re.compile(r"[{%$:?]")


@lru_cache(maxsize=4096)
def is_sql(text: str) -> bool:
    """Whether a text starts like a SQL statement (or a script of them), not like an English sentence."""
    body = _COMMENT.sub(" ", text).strip().lstrip("(").strip()
    if len(body) < 6:
        return False
    if _STATEMENT.match(body):
        return True
    if _TRANSACTION.match(body):
        return any(_STATEMENT.match(part.strip()) for part in body.split(";")[1:6])
    return False


def fill_placeholders(text: str) -> str:
    """The text with template and parameter placeholders turned into identifiers that a parser accepts."""
    return _PLACEHOLDER.sub("azslotz", text) if _MAY_HOLD_PLACEHOLDER.search(text) else text


def without_comments(text: str) -> str:
    """The text without SQL comments and template statements."""
    return _COMMENT.sub(" ", text)


def is_placeholder(name: str) -> bool:
    """Whether a name from a filled text holds a placeholder, so that it names nothing known."""
    return "azslotz" in name
