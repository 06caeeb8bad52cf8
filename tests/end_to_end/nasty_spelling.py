"""Line ends, encodings and statements on one line."""

from nasty_case import NastyCase
from nasty_texts import DEFS, HEAD, TWO

CASES: dict[str, NastyCase] = {
    "name_of_the_job_in_other_quotes_than_the_file": NastyCase(
        (HEAD + TWO + DEFS).replace('"', "'").replace("@job", '@job(name="main_job")')
    ),
    "one_line_bodies": NastyCase(
        HEAD
        + """
@op
def build_users(): note("build_users"); write_table("users", ["a"])

@job
def main_job(): build_users()
"""
        + DEFS
    ),
    "semicolons_and_continued_lines": NastyCase(
        HEAD
        + TWO.replace("build_orders(start=", "build_orders \\\n        (start=").replace(
            'note("build_users")\n    ', 'note("build_users"); '
        )
        + "\nfirst = 1; defs = Definitions(jobs=[main_job]); last = 2\n"
    ),
    "crlf": NastyCase((HEAD + TWO + DEFS).replace("\n", "\r\n")),
    "tabs": NastyCase((HEAD + TWO + DEFS).replace("    ", "\t")),
    "byte_order_mark": NastyCase(HEAD + TWO.replace('"a"', '"é"') + DEFS, encoding="utf-8-sig"),
    "latin_1": NastyCase(
        "# -*- coding: latin-1 -*-\n" + HEAD + TWO.replace('"a"', '"é"') + DEFS, encoding="latin-1"
    ),
}
