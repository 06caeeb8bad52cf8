"""Decorators of the project around ops and helpers: what they do, and what they call."""

from pathlib import Path

import pytest
from effect_tools import analyse, effects_of, told

DECORATORS = """
import concurrent.futures
import functools
import tenacity
from contextlib import contextmanager


def timed(fn):
    @functools.wraps(fn)
    def inner(*args, **kwargs):
        print("start")
        return fn(*args, **kwargs)
    return inner


def retried(times):
    def outer(fn):
        @functools.wraps(fn)
        def inner(*args, **kwargs):
            for attempt in range(times):
                try:
                    return fn(*args, **kwargs)
                except ValueError:
                    pass
        return inner
    return outer


def saved(name):
    def outer(fn):
        def inner(*args, **kwargs):
            frame = fn(*args, **kwargs)
            frame.to_sql(name, "engine")
            return frame
        return inner
    return outer


def named_after(fn):
    def inner(*args, **kwargs):
        fn(*args, **kwargs).to_csv(f"{fn.__name__}.csv")
    return inner


def never(fn):
    def inner(*args, **kwargs):
        return None
    return inner


def listed(fn):
    FUNCTIONS.append(fn)
    return fn


def looked_up(fn):
    FUNCTIONS.append(fn)
    def inner(*args, **kwargs):
        return FUNCTIONS[FUNCTIONS.index if fn else 0](*args, **kwargs)
    return inner


def in_a_thread(fn):
    def inner(*args, **kwargs):
        with concurrent.futures.ThreadPoolExecutor() as pool:
            return pool.submit(fn, *args, **kwargs).result()
    return inner


class Counted:
    def __init__(self, fn):
        self.fn = fn

    def __call__(self, *args, **kwargs):
        return self.fn(*args, **kwargs)
"""

WRITE = "create table users"
HELPERS = {
    "timed": [WRITE],
    "retried(3)": [WRITE],
    "retried(times=TIMES)": [WRITE],
    "timed\n@retried(3)": [WRITE],
    'saved("copy")': [WRITE, "create table copy"],
    "named_after": [WRITE, "create file save.csv"],
    "never": [],
    "listed": [WRITE],
    "looked_up": [WRITE],
    "in_a_thread": [WRITE],
    "Counted": [WRITE],
    "tenacity.retry(stop=3)": [WRITE],
    "not_defined_anywhere": [WRITE],
    "contextmanager": [WRITE],
}


@pytest.mark.parametrize("decorator", HELPERS)
def test_helper(decorator: str, tmp_path: Path) -> None:
    before = f"""{DECORATORS}

@{decorator}
def save(frame, name):
    frame.to_sql(name, "engine")
    return frame
"""
    assert told(effects_of(tmp_path, 'save(df, "users")', before)) == HELPERS[decorator]


def test_decorator_is_no_hop_of_its_own(tmp_path: Path) -> None:
    before = f'{DECORATORS}\n@retried(2)\ndef save(frame):\n    frame.to_sql("users", "engine")\n'
    (effect,) = effects_of(tmp_path, "save(df)", before)

    assert [hop.partition(" ")[0] for hop in effect.through] == ["save"]
    assert not effect.in_loop


def test_function_that_calls_itself(tmp_path: Path) -> None:
    before = f'{DECORATORS}\n@timed\ndef save(n):\n    save(n - 1)\n    open("r.txt", "w")\n'

    assert told(effects_of(tmp_path, "save(3)", before)) == ["create file r.txt"]


def test_functions_under_one_decorator_that_call_each_other(tmp_path: Path) -> None:
    before = f"""{DECORATORS}
@timed
def store(frame, name):
    frame.to_sql(name, "engine")

@timed
def save(frame):
    store(frame, "users")
"""
    assert told(effects_of(tmp_path, "save(df)", before)) == [WRITE]


def test_method(tmp_path: Path) -> None:
    before = f"""{DECORATORS}
class Store:
    schema = "raw"

    @timed
    def save(self, frame, name):
        frame.to_sql(name, "engine", schema=self.schema)
"""
    assert told(effects_of(tmp_path, 'Store().save(df, "users")', before)) == ["create table raw.users"]


OPS = {
    "timed": [WRITE],
    "retried(3)": [WRITE],
    'saved("copy")': [WRITE, "create table copy"],
    "named_after": [WRITE, "create file build.csv"],
    "never": [],
    "not_defined_anywhere": [WRITE],
}


@pytest.mark.parametrize("decorator", OPS)
def test_op(decorator: str, tmp_path: Path) -> None:
    text = f"""from dagster import op
from decorators import *

@op
@{decorator}
def build(context, df):
    df.to_sql("users", "engine")
    return df
"""
    effects, _ = analyse(tmp_path, {"shop.py": text, "decorators.py": DECORATORS})
    assert told(effects) == OPS[decorator]
