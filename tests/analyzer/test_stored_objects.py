"""Objects in storage get one normal name each."""

import pytest

from assetize.analyzer.decide.stored_objects import find_stored_object, is_data
from assetize.analyzer.model import Effect, Location, ObjectKind, Verb


def effect(identity: str | None, kind: ObjectKind = "table", verb: Verb = "create") -> Effect:
    return Effect("m:op", verb, kind, identity, Location("m.py", 1), "test", "certain", "write()")


@pytest.mark.parametrize(
    ("identity", "kind"),
    [
        (None, "table"),
        ("someone@example.com", "message"),
        ("https://example.com", "http"),
        ("{config:table}", "table"),
    ],
    ids=["not known before a run", "a message", "a request", "nothing but a hole"],
)
def test_no_stored_object(identity: str | None, kind: ObjectKind) -> None:
    assert find_stored_object(effect(identity, kind)) is None


@pytest.mark.parametrize(
    ("identity", "kind", "name", "qualifier"),
    [
        ("users", "table", "users", ""),
        ("public.users", "table", "users", ""),
        ("analytics.users", "table", "users", "analytics"),
        ("prod.analytics.users", "table", "users", "analytics"),
        ("{env:SCHEMA}.users", "table", "users", "schema"),
        ('"Users"', "table", "Users", ""),
        ("data/users.parquet", "file", "users", "data"),
        ("./data/users.csv.gz", "file", "users", "data"),
        ("s3://bucket/models/recommender.pkl", "object", "recommender", "models"),
        ("exports/{date}.csv", "file", "exports", ""),
        ("daily-report.xlsx", "file", "daily_report", ""),
        ("lake/users/data.parquet", "file", "users", "lake"),
        ("lake/users/2024/01/part_0001.parquet", "file", "users", "lake"),
        ("bucket/users/dt={date:today}/data.parquet", "object", "users", "bucket"),
        ("bucket/data.parquet", "object", "data", "bucket"),
        ("results", "table", "results", ""),
    ],
)
def test_name_and_qualifier(identity: str, kind: ObjectKind, name: str, qualifier: str) -> None:
    stored = find_stored_object(effect(identity, kind))
    assert stored is not None
    assert (stored.name, stored.qualifier) == (name, qualifier)


def test_one_table_has_one_identity_with_and_without_its_default_schema() -> None:
    plain, qualified, other = (
        find_stored_object(effect(name)) for name in ("Users", "public.users", "raw.users")
    )
    assert plain and qualified and other
    assert plain.identity == qualified.identity != other.identity


def test_a_file_and_a_table_of_one_name_are_two_objects() -> None:
    table, file = find_stored_object(effect("users")), find_stored_object(effect("users", "file"))
    assert table and file
    assert table.identity != file.identity


@pytest.mark.parametrize(
    ("identity", "kind", "expected"),
    [
        ("settings.yaml", "file", False),
        ("query.sql", "file", False),
        ("in.csv", "file", True),
        ("t", "table", True),
    ],
)
def test_what_counts_as_data(identity: str, kind: ObjectKind, expected: bool) -> None:
    assert is_data(effect(identity, kind, "read")) is expected
