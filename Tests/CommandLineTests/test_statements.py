# SPDX-License-Identifier: Apache-2.0
"""Patients' bills from outside: what is asked for, in words, once, and never what a payer still has to decide."""
import json
import os
import shutil
import subprocess

import pytest

from conftest import PROGRAM, ROOT
from office import Office, answer, claim, remittance, remittances_835

ACCOUNTS = ROOT / "Docs/statements/accounts.json"
ENTRIES = ROOT / "Docs/statements/entries.ndjson"


class Bills(Office):
    """An office whose bills are asked for."""

    def run(self, *arguments, **more):
        if arguments[0] in ("claims", "remittances", "books"):
            return super().run(*arguments, **more)
        return subprocess.run(
            [PROGRAM, *map(str, arguments), *self.options], cwd=ROOT, capture_output=True, text=True,
            env={**os.environ, "CLEANCLAIM_HOME": str(self.home)}, timeout=300)


@pytest.fixture
def written(tmp_path):
    """The practice of Docs/statements, by its document of accounts."""
    bills = Bills(tmp_path)
    bills.answer("books", "append", ENTRIES)
    return bills


@pytest.fixture
def desk(tmp_path):
    """A practice whose claims, patients and answers are on file."""
    return Bills(tmp_path)


def paid(bills):
    """One claim answered, 20.00 left to the patient; one that a payer still has."""
    bills.add(claim("A-1", ("99213", "100.00"), ("36415", "30.00")), claim("A-2", ("99214", "200.00"), day="20260310"))
    bills.post(remittances_835(remittance("T1", "90.00", answer(
        "A-1", "130.00", "90.00", ("99213", "100.00", "60.00", ["CO*45*20", "PR*2*20"], None, "A-1L1"),
        ("36415", "30.00", "30.00", [], None, "A-1L2"), patient="20"))))


def test_names_and_words_come_from_what_is_on_file(desk):
    paid(desk)
    made, = desk.answer("statements", "make", "--on", "2026-06-05", "--out", desk.folder / "out")["made"]
    assert (made["pay_now"], made["balance"]) == (20, 20)
    text = (desk.folder / "out/statement-000001.txt").read_text()
    for words in ("MILBROOK FAMILY PRACTICE", "PAT SAMPLE", "1 ELM STREET", "MILBROOK, OH 43099-0100",
                  "March 2, 2026 Office visit", "SAMPLE HEALTH PLAN, $20.00: Our price is higher", "coinsurance"):
        assert words in " ".join(text.split()), words
    pdf = (desk.folder / "out/statement-000001.pdf").read_bytes()
    assert pdf.startswith(b"%PDF-") and b"StructTreeRoot" in pdf
    if shutil.which("pdftotext"):
        printed = subprocess.run(["pdftotext", "-layout", desk.folder / "out/statement-000001.pdf", "-"],
                                 capture_output=True, text=True, check=True).stdout
        assert "Amount to pay now" in printed and "$20.00" in printed


def test_complaint_13_nothing_that_a_payer_has_to_decide_is_shown_as_due(desk):
    paid(desk)
    made, = desk.answer("statements", "make", "--on", "2026-06-05")["made"]
    shown = desk.answer("statements", "show", made["number"])
    assert shown["pay_now"] == 20
    asked = {one["claim"]: one["totals"] for patient in shown["patients"] for one in patient["claims"]}
    assert shown["waiting"] == 200 and asked["A-1"]["owed"] == 20
    assert asked.get("A-2", {"owed": 0})["owed"] == 0
    assert "$200.00" not in desk.run("statements", "show", made["number"]).stdout.split("Amount to pay now")[1][:80]
    # When the payer refuses it, it is still not the patient's.
    desk.post(remittances_835(remittance("T2", "0.00", answer(
        "A-2", "200.00", "0.00", ("99214", "200.00", "0.00", ["CO*50*200"], "20260310", "A-2L1"), status="4"))))
    row, = desk.answer("statements", "due", "--on", "2026-07-20")["guarantors"]
    assert row["pay_now"] == 20


def test_complaint_14_one_statement_a_guarantor_and_none_twice_within_a_cycle(written):
    first = written.answer("statements", "make", "--on", "2026-03-05", "--accounts", ACCOUNTS)["made"]
    assert len(first) == len({one["guarantor"] for one in first}) > 0
    again = written.answer("statements", "make", "--on", "2026-03-20", "--accounts", ACCOUNTS)
    assert again["made"] == [] and {one["reason"] for one in again["skipped"]} >= {"cycle"} or again["skipped"]
    assert [one["number"] for one in written.answer("statements", "list")["statements"]] == list(range(1, len(first) + 1))
    later = written.answer("statements", "make", "--on", "2026-04-10", "--accounts", ACCOUNTS)["made"]
    assert later and all(one["level"] == 2 for one in later)


def test_a_card_whose_answer_is_lost_is_charged_and_recorded_once(written):
    take = ["patient-payments", "take", "G2", "30.00", "--card", "token-timeout", "--user", "ann", "--on", "2026-03-06"]
    for _ in range(4):
        written.run(*take)
    done = written.answer(*take)
    assert done["state"] == "posted"
    assert len(written.answer("patient-payments", "list")["payments"]) == 1
    assert len((written.home / "trial-acquirer.tsv").read_text().splitlines()) == 1
    assert written.answer("statements", "due", "--on", "2026-03-06")["guarantors"]
    receipt = written.folder / "receipt.pdf"
    assert written.run("patient-payments", "receipt", "1", "--pdf", receipt).returncode == 0
    assert receipt.read_bytes().startswith(b"%PDF-")


def test_holds_disputes_plans_and_aid(written):
    written.answer("statements", "dispute", "G1", "--claim", "C1", "--note", "was not there", "--user", "ann",
                   "--on", "2026-03-01")
    held = {one["guarantor"]: one for one in written.answer("statements", "due", "--on", "2026-03-05")["guarantors"]}
    assert held["G1"]["on_hold"] > 0
    number = written.answer("statements", "holds")["holds"][0]["hold"]
    written.answer("statements", "release", number, "--outcome", "record shown", "--user", "ann", "--on", "2026-03-04")
    free = {one["guarantor"]: one for one in written.answer("statements", "due", "--on", "2026-03-05")["guarantors"]}
    assert free["G1"]["on_hold"] == 0 and free["G1"]["pay_now"] > held["G1"].get("pay_now", 0)
    written.answer("statements", "plan", "G2", "--instalment", "45.00", "--first", "2026-04-01", "--user", "ann")
    application = written.file("an application")
    before = free["G1"]["balance"]
    written.answer("statements", "hardship", "G1", "--percent", "50", "--until", "2026-12-31", "--approved-by", "bob",
                   "--document", application, "--on", "2026-03-05")
    after = {one["guarantor"]: one for one in written.answer("statements", "due", "--on", "2026-03-05")["guarantors"]}
    assert abs(after["G1"]["balance"] * 2 - before) < 0.03
    written.answer("books", "verify")


def test_itemised_bill_and_superbill(desk):
    paid(desk)
    bill = desk.answer("bill", "itemised", "A-1", "--pdf", desk.folder / "bill.pdf")
    assert bill["totals"]["owed"] == 20 and bill["name"] == "PAT SAMPLE"
    superbill = desk.answer("bill", "superbill", "A-1")
    assert superbill["diagnoses"] == ["I10"] and [one["code"] for one in superbill["lines"]] == ["99213", "36415"]
    assert superbill["member"] == "EXM1" and superbill["charge"] == 130
    assert (desk.folder / "bill.pdf").read_bytes().startswith(b"%PDF-")


def test_reasons_in_words(written):
    one, = json.loads(subprocess.run([PROGRAM, "statements", "explain", "PR-1", "--json"], capture_output=True,
                                     text=True, check=True).stdout)["adjustments"]
    assert "deductible" in one["patient"] and one["kind"] == "patient"
    done = subprocess.run([PROGRAM, "statements", "explain", "CO-9999", "--json"], capture_output=True, text=True)
    assert done.returncode == 1 and json.loads(done.stdout)["findings"][0]["rule"] == "statement.bad-adjustment"


def test_what_is_refused(written):
    assert written.refused("bill", "itemised", "C9", "--accounts", ACCOUNTS) == (1, ["statement.claim-unknown"])
    assert written.refused("bill", "itemised", "C1", "C4", "--accounts", ACCOUNTS) == (1, ["statement.other-guarantor"])
    bad = written.file('{"practice": {"name": "X"}, "claims": [{"lines": []}]}')
    code, rules = written.refused("statements", "make", "--accounts", bad)
    assert code != 0 and rules == ["statement.bad-accounts"]
    strange = json.loads(ACCOUNTS.read_text())
    strange["guarantors"][1]["name"] = "Ivo \U0001F9EA"
    path = written.file(json.dumps(strange))
    code, rules = written.refused("bill", "itemised", "C4", "--accounts", path, "--pdf", written.folder / "b.pdf")
    assert rules == ["statement.characters"] and not (written.folder / "b.pdf").exists()
    # An entry of another program: it says whose claim it is, and not whose visit.
    source = "5" * 64
    written.answer("books", "append", written.file(json.dumps({
        "kind": "adjustment", "key": "other/1", "effective": "2026-03-01", "posted": "2026-03-01T00:00:00Z", "source": source,
        "postings": [{"account": 1210, "amount": 5, "guarantor": "G1", "claim": "C1", "line": 1},
                     {"account": 4110, "amount": -5, "guarantor": "G1", "claim": "C1", "line": 1}]}) + "\n"))
    assert "statement.unbalanced" in written.refused("statements", "due", "--accounts", ACCOUNTS, "--on", "2026-03-05")[1]


def test_good_faith_estimates(tmp_path):
    document = json.loads((ROOT / "Docs/statements/self-pay.json").read_text())

    def estimate(changed, pdf="e.pdf"):
        path = tmp_path / "document.json"
        path.write_text(json.dumps(changed))
        return subprocess.run([PROGRAM, "estimate", path, "--pdf", tmp_path / pdf, "--json"], cwd=ROOT,
                              capture_output=True, text=True)

    assert estimate(document).returncode == 0 and (tmp_path / "e.pdf").read_bytes().startswith(b"%PDF-")
    lacking = json.loads(json.dumps(document))
    del lacking["good_faith"]["patient"]["birth_date"], lacking["good_faith"]["diagnoses"]
    done = estimate(lacking, "none.pdf")
    assert done.returncode == 1 and not (tmp_path / "none.pdf").exists()
    assert [one["rule"] for one in json.loads(done.stdout)["findings"]] == ["estimate.good-faith-member"] * 2
    insured = {key: value for key, value in document.items() if key != "self_pay"}
    insured["plan"] = {"in_network": {"deductible": {"individual": 500}, "coinsurance": 0.2}}
    for service in insured["services"]:
        service["allowed"] = service["charge"]
    assert "estimate.not-self-pay" in estimate(insured, "none.pdf").stdout
