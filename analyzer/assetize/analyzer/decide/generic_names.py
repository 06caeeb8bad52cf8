"""Names that say nothing of what they stand for: of variables, and of files in a folder that says it."""

import re

_VARIABLES = frozenset(
    """
    a answer args body buffer client config conn content contents count cursor data dataframe df dest destination done
    engine file file_name file_path filename filepath files frame i input inp item items json key kwargs list lines
    message msg n name names o obj ok out output outputs params path paths payload previous r ready records res resp
    response result results ret row rows s start started status success table table_name target text tmp upstream url
    value values wait x xs y
    """.split()  # noqa: SIM905
)
_FILES = frozenset(
    "content data dataframe df dump export file files frame latest out output outputs part records result results rows table tmp".split()  # noqa: SIM905
)
_NUMBERED = re.compile(r"[\d_]*|part[_-]?\d*")


def is_generic_variable(name: str) -> bool:
    """``df``, ``path``, ``result``: any op could call its value so."""
    return name.lower() in _VARIABLES


def is_generic_file(name: str) -> bool:
    """``data.csv``, ``part_0001``: the folder above says what is in it."""
    return name.lower() in _FILES or _NUMBERED.fullmatch(name) is not None
