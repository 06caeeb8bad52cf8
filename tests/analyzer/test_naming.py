"""Verbs are stripped off op names; a name that is nothing but verbs stays."""

import pytest

from assetize.analyzer.decide.nouns import noun


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("users", "users"),
        ("load", "load"),
        ("load_and_clean", "clean"),
        ("build_users", "users"),
        ("write_products_table", "products"),
        ("build_user_recommender_model", "user_recommender_model"),
        ("fetch_and_store_orders", "orders"),
        ("orders_by_day", "orders_by_day"),
    ],
)
def test_noun(name: str, expected: str) -> None:
    assert noun(name) == expected
