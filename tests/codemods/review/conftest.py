"""A project with two change units and one refused job, and a browser on its review page."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from time import sleep

import httpx
import pytest
from starlette.testclient import TestClient

from assetize.codemods.review.access import Access
from assetize.codemods.review.app import make_app
from assetize.codemods.review.session import Review

PORT = 45_001
WORKING = "<h1>One moment</h1>"

STORAGE = """\
import sqlite3

import pandas as pd


def warehouse():
    return sqlite3.connect("warehouse.db")
"""
USERS = """\
import pandas as pd
from dagster import job, op

from shop.storage import warehouse


@op
def build_users():
    \"\"\"Users <script>alert(1)</script> & more.\"\"\"
    frame = pd.DataFrame({"id": [1]})
    frame.to_sql("users", warehouse(), index=False, if_exists="replace")


@job
def users_job():
    build_users()
"""
ORDERS = USERS.replace("users", "orders").replace("Users", "Orders")
MAIL = """\
import smtplib

from dagster import job, op


@op(name="send_mail")
def send():
    smtplib.SMTP("localhost").sendmail("a@example.com", ["b@example.com"], "hello")


@job
def mail_job():
    send()
"""
DEFINITIONS = """\
from dagster import Definitions

from shop.mail import mail_job
from shop.orders import orders_job
from shop.users import users_job

defs = Definitions(jobs=[users_job, orders_job, mail_job])
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_shop(tmp_path / "project")


def write_shop(root: Path) -> Path:
    """The project in this folder."""
    (root / "shop").mkdir(parents=True)
    texts = {
        "__init__": "",
        "storage": STORAGE,
        "users": USERS,
        "orders": ORDERS,
        "mail": MAIL,
        "definitions": DEFINITIONS,
    }
    for name, text in texts.items():
        (root / "shop" / f"{name}.py").write_text(text, encoding="utf-8")
    return root


class Browser:
    """One browser that was let in."""

    def __init__(self, review: Review, access: Access, stop: Callable[[], None]) -> None:
        self.review = review
        self.access = access
        self.client = TestClient(
            make_app(review, access, stop), base_url=access.origin, follow_redirects=False
        )
        self.client.cookies.set(access.cookie_name, access.cookie)

    def get(self, path: str, **query: str) -> httpx.Response:
        while WORKING in (answer := self.client.get(path, params=query)).text:
            sleep(0.1)
        return answer

    def press(self, path: str, **fields: str) -> httpx.Response:
        """A form of the page, sent as a browser sends it."""
        form = {"form_token": self.access.form_token, **fields}
        return self.client.post(path, data=form, headers={"Origin": self.access.origin})

    def say(self, name: str, verdict: str, comment: str = "") -> httpx.Response:
        """A verdict on the unit of a job."""
        unit = next(unit for unit in self.review.units if name in unit.names)
        page = self.get("/change", unit=unit.id)
        return self.press(
            "/mark", unit=unit.id, digest=hidden_field(page, "digest"), verdict=verdict, comment=comment
        )

    def apply(self) -> httpx.Response:
        """What the apply page shows, written."""
        return self.press("/apply", digest=hidden_field(self.get("/apply"), "digest"))


def hidden_field(page: httpx.Response, name: str) -> str:
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)">', page.text)
    assert found is not None, page.text
    return unescape(found[1])


@pytest.fixture
def stops() -> list[str]:
    return []


@pytest.fixture
def browser(project: Path, stops: list[str]) -> Browser:
    return Browser(Review(project), Access(PORT), lambda: stops.append("stopped"))
