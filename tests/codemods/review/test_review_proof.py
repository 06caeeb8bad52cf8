"""Proofs on the page: of what is accepted, before it is written, and of nothing else."""

import ast
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from time import sleep

import pytest

from assetize.codemods import rewrite
from assetize.codemods.review import applying
from assetize.codemods.review.access import Access
from assetize.codemods.review.proving import Proofs
from assetize.codemods.review.rules import RULES, find_rule, rule_of
from assetize.codemods.review.session import Review
from assetize.codemods.verification.keeping import prove_and_keep
from assetize.codemods.verification.kept_proofs import kept_proof
from assetize.codemods.verification.proved_upgrade import prove_upgrade
from assetize.codemods.verification.verdicts import JobVerdict, Proof
from assetize.codemods.verification.verify import Engine

from .conftest import PORT, Browser, hidden_field


def wait_for_proof(browser, path: str) -> str:
    while "Proving:" in (page := browser.get(path).text):
        sleep(0.05)
    return page


def test_what_is_accepted_is_proved_and_keeps_its_proof_when_it_is_written(browser) -> None:
    browser.say("users_job", "accepted")
    page = browser.get("/apply")
    assert "Not proved yet" in page.text
    digest = hidden_field(page, "digest")
    assert browser.press("/prove", digest=digest).headers["location"] == "/apply#proof"
    assert "1 of 1 job proved" in wait_for_proof(browser, "/apply")
    assert browser.press("/apply", digest=digest).status_code == 303
    assert (
        "1 of 1 job proved" in browser.get("/outcome").text and "1 of 1 job proved" in browser.get("/").text
    )


def test_a_proof_that_begins_after_the_write_compares_with_what_was_there_before(
    project: Path, browser
) -> None:
    browser.say("users_job", "accepted")
    change = browser.review.accepted_change()
    browser.apply()
    users = project / "shop" / "users.py"
    assert "@asset" in users.read_text()
    proof = prove_and_keep(project, change.prepared, Engine())
    assert [(job.job, job.verdict) for job in proof.jobs] == [("users_job", "proved")]
    assert (kept := kept_proof(project)) is not None and kept.proof == proof
    users.write_text(users.read_text().replace('"id"', '"number"'))
    assert kept_proof(project) is None


def test_a_wrong_text_is_not_proved_by_being_written_first(project: Path, browser) -> None:
    browser.say("users_job", "accepted")
    change = browser.review.accepted_change()
    assert change.prepared is not None
    files = change.prepared.rewrite.files
    wrong = tuple(
        replace(file, after=file.after.replace(b"selection=[users]", b"selection=[]")) for file in files
    )
    assert wrong != files
    for file in wrong:
        (project / file.file).write_bytes(file.after)
    proof = prove_upgrade(
        project, replace(change.prepared, rewrite=replace(change.prepared.rewrite, files=wrong)), Engine()
    )
    assert [job.verdict for job in proof.jobs] == ["differs"]


def test_a_proof_says_nothing_of_another_text(browser) -> None:
    browser.say("users_job", "accepted")
    digest = hidden_field(browser.get("/apply"), "digest")
    browser.press("/prove", digest=digest)
    wait_for_proof(browser, "/apply")
    browser.say("orders_job", "accepted")
    assert "Not proved yet" in browser.get("/apply").text
    assert browser.press("/prove", digest=digest).status_code == 409


def test_what_was_written_can_be_proved(browser) -> None:
    assert browser.press("/prove", what="written").status_code == 409
    browser.say("users_job", "accepted")
    browser.apply()
    assert "Not proved yet" in browser.get("/outcome").text
    assert browser.press("/prove", what="written").headers["location"] == "/outcome#proof"
    assert "1 of 1 job proved" in wait_for_proof(browser, "/outcome")


def test_what_was_written_before_this_start_can_be_proved_and_keeps_its_proof(project: Path, browser) -> None:
    browser.say("users_job", "accepted")
    browser.apply()
    again = Browser(Review(project), Access(PORT), lambda: None)
    assert "Written before" in (page := again.get("/outcome").text) and "shop/users.py" in page
    assert "Not proved yet" in again.get("/").text
    again.press("/prove", what="written")
    assert "1 of 1 job proved" in wait_for_proof(again, "/outcome")
    later = Browser(Review(project), Access(PORT), lambda: None)
    assert "1 of 1 job proved" in later.get("/outcome").text and "1 of 1 job proved" in later.get("/").text


def test_a_correction_after_an_upgrade_does_not_hide_it_from_the_proof(browser) -> None:
    browser.say("users_job", "accepted")
    browser.apply()
    browser.press("/correct", job="", op="shop.orders:build_orders", output="result", key="shop/orders")
    browser.press("/prove", what="written")
    assert "1 of 1 job proved" in wait_for_proof(browser, "/outcome")


def test_differences_and_failures_are_said(browser, monkeypatch: pytest.MonkeyPatch) -> None:
    browser.say("users_job", "accepted")
    digest = browser.review.accepted_change().digest
    proof = Proof((JobVerdict("users_job", "differs", ("<b>it</b> differs",)),), "bundled", "symbolic")
    done: Future[Proof] = Future()
    done.set_result(proof)
    browser.review.proofs._futures[digest] = done
    page = browser.get("/apply").text
    assert "0 of 1 job proved" in page and "&lt;b&gt;it&lt;/b&gt; differs" in page
    failed: Future[Proof] = Future()
    failed.set_exception(OSError("no room"))
    browser.review.proofs._futures[digest] = failed
    page = browser.get("/apply").text
    assert "No proof." in page and "no room" in page and "Try again" in page


def test_what_the_bundled_runtime_cannot_run_can_be_proved_on_dagster(
    browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def prove(root: Path, prepared: object, engine: Engine) -> Proof:
        verdict = "proved" if engine.name == "dagster" else "not proved"
        return Proof((JobVerdict("users_job", verdict, ()),), engine.name, "symbolic")

    monkeypatch.setattr(applying, "prove_and_keep", prove)
    browser.say("users_job", "accepted")
    digest = hidden_field(browser.get("/apply"), "digest")
    browser.press("/prove", digest=digest)
    page = wait_for_proof(browser, "/apply")
    assert "0 of 1 job proved" in page and "<h2>Proof</h2>" in page and "Prove it on Dagster" in page
    assert browser.press("/prove", digest=digest, engine="other").status_code == 409
    browser.press("/prove", digest=digest, engine="dagster")
    page = wait_for_proof(browser, "/apply")
    assert "1 of 1 job proved" in page and "<h2>Proved</h2>" in page and "Prove it on Dagster" not in page


def test_a_proof_that_is_there_is_not_made_again() -> None:
    proofs, made = Proofs(), []
    for _ in range(2):
        proofs.begin("a", lambda: made.append(1) or Proof((), "bundled", "symbolic"))
        while proofs.state("a").state == "running":
            sleep(0.01)
    assert made == [1]


def said_by_rewrites() -> Iterator[str]:
    """What rewrites say that they did, with "it" where a name stands."""
    for path in Path(rewrite.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "context.done.append":
                text = node.args[0]
                parts = text.values if isinstance(text, ast.JoinedStr) else [text]
                yield "".join(str(part.value) if isinstance(part, ast.Constant) else "it" for part in parts)


def test_every_kind_of_change_has_a_reason() -> None:
    # What a code location has is said in a variable: "assets users", "resources warehouse".
    sentences = [text.replace(" has it", " has assets it") for text in said_by_rewrites()]
    assert len(sentences) > 15
    assert [text for text in sentences if rule_of(text) is None] == []


def test_rules_have_names_of_their_own() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert find_rule("asset") is RULES[0] and find_rule("nothing") is None
