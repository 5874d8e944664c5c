# SPDX-License-Identifier: Apache-2.0
"""Denials, appeals, write-offs and credits from outside: a claim refused, appealed, underpaid, given up, paid back."""
import json
import os
import shutil
import subprocess
from decimal import Decimal as D

import pytest

import claims_837
import remittances
from conftest import PROGRAM, ROOT

CONTRACT = {"name": "v", "version": "1", "payer": "12345", "effective": "2026-01-01", "terms": [
    {"name": "visits", "codes": ["99213"], "amount": "90.00"}, {"name": "rest", "codes": ["20610", "99214"], "percent_of_charge": "100"}]}


class Office:
    """A billing office with two claims: one refused in part, one paid twice."""

    def __init__(self, home):
        self.home = home
        self.answer("books", "init", "--from", "2026-01-01")
        lines = [("99213", D("100.00")), ("20610", D("150.00"))]
        self.write("c.837", claims_837.interchange([
            claims_837.claim("A1", lines, filing="MB"),
            claims_837.claim("A2", [("99214", D("120.00"))], member="W2", family="ROE")]))
        self.answer("claims", "add", home / "c.837", "--sent", "--by", "ann", "--at", "2026-01-06T00:00:00Z")
        first = (D("100.00"), D("60.00"), D("15.00"), remittances.line(
            1, "99213", "100.00", "60.00", [("CO", "45", "25.00"), ("PR", "2", "15.00")], "2026-01-05", control="A1L1"))
        second = (D("150.00"), D(0), D(0), remittances.line(
            2, "20610", "150.00", "0", [("CO", "97", "150.00")], "2026-01-05", control="A1L2") + ["LQ*HE*N130"])
        paid, rows = remittances.claim("A1", [first, second])
        medicare = (paid, [row.replace("*12*P1*", "*MB*P1*") for row in rows])
        full = (D("120.00"), D("120.00"), D(0), remittances.line(
            1, "99214", "120.00", "120.00", [], "2026-01-05", control="A2L1"))
        again = remittances.claim("A2", [full], payer_number="P2")
        for name, claims in [("T1", [medicare, again]), ("T2", [again])]:
            text = remittances.interchange(claims, trace=name).replace("P2*11*1~\nNM1*QC*1*DOE", "P2*11*1~\nNM1*QC*1*ROE")
            self.write(f"{name}.835", text)
            self.answer("remittances", "post", home / f"{name}.835", "--by", "ann", "--at", "2026-03-02T00:00:00Z")

    def write(self, name, text):
        (self.home / name).write_text(text)

    def run(self, *arguments):
        return subprocess.run([PROGRAM, *map(str, arguments)], cwd=ROOT, capture_output=True, text=True, timeout=120,
                              env={**os.environ, "CLEANCLAIM_HOME": str(self.home)})

    def answer(self, *arguments):
        done = self.run(*arguments, "--json")
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(done.stdout)

    def refused(self, *arguments):
        done = self.run(*arguments, "--json")
        finding, = json.loads(done.stdout)["findings"]
        assert finding["message"] and finding["what_to_do"] and "{" not in finding["message"]
        return done.returncode, finding["rule"]


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path)


def test_a_denial_is_worked_on_with_who_when_and_why(office):
    denial, = office.answer("denials", "list", "--payer", "12345", "--reason", "CO-97", "--remark", "N130")["denials"]
    assert (denial["amount"], denial["deadline"], denial["next"]) == (150.0, "2026-07-02", "appeal")
    assert office.answer("denials", "list", "--remark", "M15")["denials"] == []
    office.answer("denials", "assign", 1, "--to", "eve", "--reason", "knows the payer", "--by", "ann")
    office.answer("denials", "wait", 1, "--until", "2026-04-01", "--reason", "records", "--by", "eve")
    office.answer("denials", "note", 1, "--reason", "modifier missing", "--category", "coding", "--by", "eve")
    office.answer("denials", "due", 1, "--on", "2026-05-01", "--reason", "their letter", "--by", "eve")
    shown = office.answer("denials", "show", 1)
    assert [(event["by"], event["action"], event.get("value")) for event in shown["log"]] == [
        ("ann", "assign", "eve"), ("eve", "wait", "2026-04-01"), ("eve", "note", "coding"), ("eve", "due", "2026-05-01")]
    assert (shown["owner"], shown["state"], shown["category"]) == ("eve", "waiting", "coding")
    assert shown["waiting_until"] == office.answer("denials", "list")["denials"][0]["waiting_until"] == "2026-04-01"
    assert shown["claim"]["claim"] == "A1" and shown["claim"]["postings"]
    office.answer("denials", "close", 1, "--outcome", "corrected", "--reason", "sent again", "--by", "eve")
    assert office.refused("denials", "assign", 1, "--to", "x", "--reason", "x", "--by", "x") == (1, "denials.closed")
    assert office.refused("denials", "show", 9) == (1, "denials.unknown")
    assert office.refused("denials", "close", 1, "--outcome", "paid", "--reason", "x", "--by", "x") == (1, "denials.closed")
    assert [one["work"] for one in office.answer("denials", "list", "--state", "closed")["denials"]] == [1]
    office.answer("denials", "reopen", 1, "--reason", "not sent", "--by", "eve")
    for grouping, name in [("payer", "12345"), ("reason", "97"), ("category", "coding"), ("month", "2026-03")]:
        report = office.answer("denials", "report", "--by", grouping)
        assert [(group[grouping], group["open"]) for group in report["groups"]] == [(name, 150.0)]
        assert report["total"]["open"] + report["other"] == report["ledger"] == 150.0


def test_an_appeal_goes_out_as_a_packet_with_its_facts(office):
    office.answer("appeals", "draft", 1, "--reason", "separate", "--by", "ann")
    path = office.home / "appeal.pdf"
    packet = office.answer("appeals", "letter", 1, "--pdf", path, "--at", "2026-03-10T00:00:00Z")
    for words in ["JAN DOE", "W1", "$150.00", "CO-97 N130", "March 1, 2026", "20610", "redetermination", "2026-01-05"]:
        assert words in packet["text"]
    assert "{" not in packet["text"] and packet["missing"] == ["edit", "modifiers"]
    more = office.answer("appeals", "letter", 1, "--fact", "modifiers=59", "--fact", "edit=See policy 7.")
    assert more["missing"] == [] and "See policy 7." in more["text"]
    assert path.read_bytes().startswith(b"%PDF")
    if shutil.which("pdftotext"):
        text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
        assert "JAN DOE" in text and "CO-97 N130" in text and text.count("\f") == 4
    office.answer("appeals", "send", 1, "--on", "2026-03-11", "--reference", "portal 7", "--by", "ann")
    assert office.refused("appeals", "send", 1, "--on", "2026-03-11", "--reference", "x", "--by", "x") == (1, "appeals.stands")
    assert office.answer("claims", "show", "A1")["state"] == "appealed"
    assert office.answer("appeals", "list", "--state", "sent")["appeals"][0]["decide_by"] == "2026-05-15"
    office.answer("appeals", "withdraw", 1, "--reason", "corrected instead", "--by", "ann")
    assert office.answer("appeals", "show", 1)["log"][-1]["action"] == "withdraw"
    assert office.answer("claims", "show", "A1")["state"] == "denied"
    assert office.refused("appeals", "show", 7) == (1, "appeals.unknown")
    assert office.refused("appeals", "draft", 99, "--reason", "x", "--by", "x") == (1, "denials.unknown")


def test_what_cannot_be_appealed_so_is_refused(office):
    office.answer("write-offs", "revert", "--claim", "A1", "--account", 4110, "--reason", "x", "--by", "ann")
    works = [one["work"] for one in office.answer("denials", "list", "--sort", "age")["denials"]]
    assert len(works) == 2
    # A denial of another claim: A2 is refused after all.
    line = (D("120.00"), D(0), D(0), remittances.line(1, "99214", "120.00", "0", [("CO", "18", "120.00")], "2026-01-05"))
    lines = [("99214", D("120.00"))]
    office.write("c2.837", claims_837.interchange([claims_837.claim("A3", lines, member="W3", family="POE")]))
    office.answer("claims", "add", office.home / "c2.837", "--sent", "--by", "ann")
    text = remittances.interchange([remittances.claim("A3", [line], status="4", payer_number="P3")], trace="T3")
    office.write("T3.835", text.replace("QC*1*DOE", "QC*1*POE"))
    office.answer("remittances", "post", office.home / "T3.835", "--by", "ann")
    other, = office.answer("denials", "list", "--reason", "18")["denials"]
    assert office.refused("appeals", "draft", 1, other["work"], "--reason", "x", "--by", "x") == (1, "appeals.several-claims")
    office.answer("appeals", "draft", other["work"], "--letter", "duplicate", "--reason", "x", "--by", "ann")
    letter = ["appeals", "letter", 1, "--fact", "modifiers=\ue000", "--pdf", office.home / "x.pdf"]
    assert office.refused(*letter) == (1, "appeals.characters") and not (office.home / "x.pdf").exists()
    assert office.refused("appeals", "draft", other["work"], "--reason", "x", "--by", "x") == (1, "appeals.under-way")
    office.answer("remittances", "unapply", 3, "--reason", "x", "--by", "ann")
    send = ["appeals", "send", 1, "--on", "2026-03-11", "--reference", "x", "--by", "ann"]
    assert office.refused(*send) == (1, "appeals.claim-stands")
    assert office.refused("denials", "list", "--sort", "colour") == (64, "billing.bad-text")


def test_levels_end_and_a_file_of_ones_own_goes_before(office):
    levels = office.answer("appeals", "levels", "--coverage", "MB", "--after", "2026-03-02")["levels"]
    assert [level["days"] for level in levels] == [120, 180, 60, 60, 60]
    folder = office.home / "billing"
    folder.mkdir()
    (folder / "appeal-levels.tsv").write_text("own\tpayer=12345\t1\tdispute\t30\t0\tthe payer\t30\tcontract 7\n")
    assert office.answer("appeals", "levels", "--payer", "12345", "--after", "2026-03-02")["levels"][0]["last"] == "2026-04-01"
    office.answer("appeals", "draft", 1, "--reason", "x", "--by", "ann")
    office.answer("appeals", "send", 1, "--on", "2026-03-11", "--reference", "x", "--by", "ann")
    office.answer("appeals", "outcome", 1, "--outcome", "upheld", "--on", "2026-04-01", "--reason", "x", "--by", "ann")
    assert office.refused("appeals", "draft", 1, "--reason", "x", "--by", "ann") == (1, "appeals.no-level")
    (folder / "appeal-levels.tsv").write_text("own\tpayer=12345\t2\tdispute\n")
    assert office.refused("denials", "list") == (2, "billing.bad-rules")


def test_two_people_give_up_what_was_refused(office):
    give = ["write-offs", "request", "--claim", "A1", "--payer", "12345", "--reason", "x"]
    assert office.refused(*give, "--as", "small-balance", "--by", "ann") == (1, "write-offs.refused-amount")
    assert office.refused(*give, "--as", "charity", "--by", "ann") == (64, "write-offs.reason")
    asked = office.answer(*give, "--as", "denied", "--by", "ann")
    assert asked["state"] == "requested" and "entry" not in asked
    assert office.refused("write-offs", "approve", 1, "--by", "Ann") == (1, "requests.same-person")
    assert office.answer("write-offs", "approve", 1, "--by", "bob")["state"] == "posted"
    assert office.refused(*give, "--as", "denied", "--by", "ann") == (1, "write-offs.no-balance")
    accounts = {row["account"]: row["balance"] for row in office.answer("books", "trial-balance")["accounts"]}
    assert accounts[4270] == 150.0 and accounts[1220] == -120.0
    office.answer("write-offs", "undo", 1, "--reason", "the payer pays", "--by", "bob")
    shown = office.answer("write-offs", "show", 1)
    assert [event["action"] for event in shown["log"]] == ["request", "approve", "undo"]
    assert len(office.answer("denials", "list")["denials"]) == 1
    reverted = office.answer("write-offs", "revert", "--claim", "A1", "--account", 4110, "--reason", "x", "--by", "ann")
    assert reverted["amount"] == 25.0
    assert office.refused("write-offs", "revert", "--claim", "A1", "--account", 4110, "--reason", "x", "--by", "ann") == (
        1, "write-offs.no-reduction")
    office.answer("books", "verify")
    assert len(office.answer("write-offs", "reasons")["reasons"]) == 11


def test_a_payer_is_paid_back_by_two_people(office):
    credit, = office.answer("credits", "list")["credits"]
    assert (credit["claim"], credit["payer"], credit["amount"]) == ("A2", "12345", 120.0)
    which = ["--claim", "A2", "--payer", "12345", "--reason", "paid twice"]
    assert office.refused("credits", "refund", *which, "--amount", "120.01", "--by", "ann") == (1, "requests.too-much")
    assert office.refused("credits", "refund", "--claim", "A1", "--payer", "12345", "--reason", "x", "--by", "ann") == (
        1, "credits.no-credit")
    office.answer("credits", "move", *which, "--amount", "20.00", "--by", "ann")
    office.answer("credits", "refund", *which, "--account", 1220, "--by", "ann")
    assert office.refused("credits", "withdraw", 1, "--reason", "x", "--by", "bob") == (1, "requests.not-theirs")
    assert office.refused("credits", "approve", 1, "--by", "ann") == (1, "requests.same-person")
    office.answer("credits", "approve", 1, "--by", "bob")
    paid = office.answer("credits", "paid", 1, "--method", "ach", "--reference", "T9", "--on", "2026-05-05", "--by", "bob")
    assert (paid["state"], paid["amount"], paid["paid_on"]) == ("paid", 100.0, "2026-05-05")
    assert office.answer("credits", "list")["total"] == 20.0
    assert office.refused("credits", "paid", 9, "--method", "ach", "--reference", "x", "--on", "2026-05-05", "--by", "x") == (
        1, "requests.unknown")
    assert office.refused("credits", "reject", 1, "--reason", "x", "--by", "x") == (1, "requests.decided")
    assert [one["request"] for one in office.answer("credits", "refunds", "--state", "paid")["requests"]] == [1]
    office.answer("books", "verify")


def test_what_is_paid_too_low_becomes_work(office):
    office.write("contract.json", json.dumps(CONTRACT))
    ask = ["denials", "underpaid", "--contract", office.home / "contract.json", "--by", "ann"]
    done = office.answer(*ask)
    assert done["compared"] == 2 and done["underpaid"] == done["opened"] == 1
    item, = office.answer("denials", "list", "--kind", "underpayment")["denials"]
    shown = office.answer("denials", "show", item["work"])
    expectation = shown["expectation"]
    assert expectation["expected"] == 240.0 and expectation["allowed"] == 75.0 and expectation["contract"] == "v 1"
    assert item["amount"] == 165.0 and shown["claim"]["claim"] == "A1"
    assert office.answer(*ask)["opened"] == 0
    office.answer("appeals", "draft", item["work"], "--reason", "by contract", "--by", "ann")
    text = office.answer("appeals", "letter", 1)["text"]
    assert "You have allowed $75.00 for this claim. By our contract (v 1) it comes to $240.00: $165.00 more." in " ".join(text.split())
    office.answer("appeals", "send", 1, "--on", "2026-03-11", "--reference", "mail", "--by", "ann")
    assert office.run("denials", "list", "--kind", "underpayment").stdout.count("A1") == 1


def test_every_view_has_words(office):
    office.answer("appeals", "draft", 1, "--reason", "x", "--by", "ann")
    for arguments, words in [
            (["denials", "show", 1], "next: appeal"), (["denials", "report"], "together"), (["appeals", "list"], "drafted"),
            (["appeals", "show", 1], "CO-97"), (["appeals", "levels", "--after", "2026-03-02"], "first-level"),
            (["credits", "list"], "overpaid"), (["credits", "unclaimed"], "nothing is owed back"),
            (["credits", "refunds"], "no requests"), (["write-offs", "list"], "no requests"),
            (["write-offs", "propose"], "nothing to propose"), (["write-offs", "reasons"], "bankruptcy")]:
        done = office.run(*arguments)
        assert done.returncode == 0 and words in done.stdout, done.stdout + done.stderr
