# SPDX-License-Identifier: Apache-2.0
"""Patients' bills from outside: complaints of users of other systems, what is asked for, payments, pages."""
import json
import re
import shutil
import sqlite3
import subprocess

import pytest

import office
from conftest import PROGRAM, ROOT
from office import answer, claim, remittance, remittances_835

DOCS = ROOT / "Docs/statements"
ACCOUNTS = DOCS / "accounts.json"
SELF_PAY = DOCS / "self-pay.json"
CLERK = ("--user", "O. Clerk")


@pytest.fixture
def desk(tmp_path):
    return office.Office(tmp_path)


@pytest.fixture
def example(desk):
    """The books of Docs/statements, with the document that names everybody."""
    desk.answer("books", "append", DOCS / "entries.ndjson")
    return desk


@pytest.fixture
def posted(desk):
    """A visit of which 20.00 are left to the patient, and one that waits for the plan; nobody is in a document."""
    desk.add(claim("A-1", ("99213:25", "100.00"), ("93000", "50.00")), claim("A-2", ("99214", "200.00"), day="20260310"))
    desk.post(remittances_835(remittance("CHK1", "90.00", PAID)))
    return desk


PAID = answer("A-1", "150.00", "90.00", ("99213:25", "100.00", "60.00", ["CO*45*20", "PR*2*20"], None, "A-1L1"),
              ("93000", "50.00", "30.00", ["CO*45*20"], None, "A-1L2"), patient="20")
WHO = "G000001"


def made(desk, day, *more):
    return desk.answer("statements", "make", "--on", day, *more)


def statement(desk, number, *more):
    return desk.answer("statements", "show", number, *more)


def lines(document):
    """Every service line of a statement or an itemised bill."""
    claims = [one for patient in document["patients"] for one in patient["claims"]] \
        if "patients" in document else document["claims"]
    return [line for one in claims for line in one["lines"]]


def adds_up(figures):
    parts = ("plan_paid", "reduced", "written_off", "you_paid", "owed", "waiting", "collections", "others", "together")
    return round(figures["charge"] * 100) == sum(round(figures.get(part, 0) * 100) for part in parts)


def text_of(pdf):
    if not shutil.which("pdftotext"):
        pytest.skip("there is no pdftotext")
    return subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout


def estimate(*arguments, text=""):
    return subprocess.run([PROGRAM, "estimate", *map(str, arguments), "--json"], input=text, cwd=ROOT,
                          capture_output=True, text=True, timeout=120)


def rules(done):
    return [one["rule"] for one in json.loads(done.stdout)["findings"]]


# What users of other systems complain of

def test_complaint_04_every_line_adds_up_to_the_cent(example):
    made(example, "2026-03-05", "--accounts", ACCOUNTS)
    for number in (1, 2):
        document = statement(example, number)
        assert all(adds_up(line["figures"]) for line in lines(document)) and adds_up(document["totals"])
        owed = sum(round(line["figures"]["owed"] * 100) for line in lines(document))
        assert owed == round(document["pay_now"] * 100)


def test_complaint_13_nothing_pending_at_insurance_is_shown_as_due(posted):
    row, = posted.answer("statements", "due", "--on", "2026-06-01")["guarantors"]
    assert (row["pay_now"], row["balance"], row["waiting"]) == (20, 20, 200)
    made(posted, "2026-06-01")
    document = statement(posted, 1)
    assert (document["pay_now"], document["balance"], document["waiting"]) == (20, 20, 200)
    pending, = [line for line in lines(document) if line["code"] == "99214"]
    assert (pending["figures"]["owed"], pending["figures"]["waiting"]) == (0, 200)
    text = posted.run("statements", "show", 1).stdout
    assert "$200.00 is waiting for your insurance. You do not owe it now." in text
    assert "Waiting for SAMPLE HEALTH PLAN. You do not owe this now." in text


def test_complaint_13_who_only_waits_for_insurance_gets_no_statement(desk):
    desk.add(claim("A-1", ("99213", "100.00")), claim("A-2", ("99213", "80.00"), member="EXM2", family="OTHER"))
    # Refused: it stays the plan's until somebody decides otherwise.
    denied = answer("A-2", "80.00", "0.00", ("99213", "80.00", "0", ["PR*197*80"]), status="4", member="EXM2",
                    family="OTHER", patient="80")
    desk.post(remittances_835(remittance("CHK1", "0.00", denied)))
    assert desk.answer("statements", "due", "--on", "2026-06-01")["guarantors"] == []
    assert made(desk, "2026-06-01")["made"] == []
    assert "nobody owes anything" in desk.run("statements", "make", "--on", "2026-06-01").stdout


def test_complaint_13_what_goes_to_the_second_payer_is_not_the_patients(desk):
    desk.add(claim("A-3", ("99213", "120.00"), second="99991"))
    part = answer("A-3", "120.00", "60.00", ("99213", "120.00", "60.00", ["CO*45*20", "PR*1*40"]), patient="40")
    desk.post(remittances_835(remittance("CHK2", "60.00", part)))
    assert made(desk, "2026-06-01")["made"] == []
    bill = desk.answer("bill", "itemised", "A-3")
    line, = lines(bill)
    assert (line["figures"]["owed"], line["figures"]["waiting"], bill["totals"]["owed"]) == (0, 40, 0)
    told, = [one["text"] for one in line["explained"] if one["reason"] == "PR-1"]
    assert "You do not owe it now." in told


def test_complaint_14_one_statement_a_guarantor_and_none_of_nothing(example):
    answered = made(example, "2026-03-05", "--accounts", ACCOUNTS)
    assert [(row["guarantor"], row["pay_now"]) for row in answered["made"]] == [("G1", 64.8), ("G2", 180)]
    # One guarantor of two patients has one statement with both; who waits for a plan only has none.
    document = statement(example, 1)
    assert [one["name"] for one in document["patients"]] == ["Zoë Łukács-Invented", "Max Łukács-Invented"]
    assert "G3" not in {row["guarantor"] for row in answered["made"] + answered["skipped"]}


def test_complaint_14_nobody_is_sent_two_in_a_cycle(posted, tmp_path):
    out = tmp_path / "out"
    assert [row["number"] for row in made(posted, "2026-06-01", "--out", out)["made"]] == [1]
    files = {path.name: path.read_bytes() for path in out.iterdir()}
    assert len(files) == 4
    for day in ("2026-06-01", "2026-06-28"):
        again = made(posted, day, "--out", out)
        assert again["made"] == [] and [row["reason"] for row in again["skipped"]] == ["within-cycle"]
    assert {path.name: path.read_bytes() for path in out.iterdir()} == files
    assert [row["number"] for row in made(posted, "2026-06-29")["made"]] == [2]
    assert [(row["number"], row["level"]) for row in posted.answer("statements", "list")["statements"]] == [(1, 1), (2, 2)]


def test_complaint_15_a_card_is_charged_and_recorded_once_when_the_answer_is_lost(posted):
    pay = ("patient-payments", "take", WHO, "5.00", "--card", "token-timeout", "--on", "2026-06-02", *CLERK)
    assert posted.refused(*pay) == (4, ["payment.unanswered"])
    assert posted.balance(1030) == 0, "nothing is in the books before the processor has said so"
    receipts = [posted.answer(*pay) for _ in range(3)]
    assert {one["payment"] for one in receipts} == {1}
    assert receipts[0]["applied"] == [{"claim": "A-1", "amount": 5}]
    charges = (posted.home / "trial-acquirer.tsv").read_text().splitlines()
    assert len(charges) == 1 and charges[0].endswith("\t5.00")
    assert posted.balance(1030) == 5 and posted.claim("A-1")["patient_owes"] == 15
    assert len(posted.answer("patient-payments", "list")["payments"]) == 1
    posted.answer("books", "verify")


def test_complaint_16_what_is_paid_and_not_used_is_listed_and_used_later(posted):
    receipt = posted.answer("patient-payments", "take", WHO, "27.50", "--check", "1042", "--on", "2026-06-02", *CLERK)
    assert [one["amount"] for one in receipt["applied"]] == [20]
    listed = posted.answer("patient-payments", "list", "--guarantor", WHO)
    assert listed["unapplied"] == [{"guarantor": WHO, "unapplied": 7.5}]
    assert posted.answer("patient-payments", "apply", WHO)["applied"] == []
    second = answer("A-2", "200.00", "150.00", ("99214", "200.00", "150.00", ["CO*45*20", "PR*3*30"]), patient="30")
    posted.post(remittances_835(remittance("CHK2", "150.00", second)))
    assert posted.answer("patient-payments", "apply", WHO)["applied"] == [{"claim": "A-2", "amount": 7.5}]
    assert posted.answer("patient-payments", "list")["unapplied"] == []
    assert posted.answer("statements", "due", "--on", "2026-07-01")["guarantors"][0]["pay_now"] == 22.5


def test_complaint_17_the_bill_names_the_payer_that_paid(desk):
    desk.add(claim("A-1", ("99213", "100.00"), second="99991"))
    first = answer("A-1", "100.00", "60.00", ("99213", "100.00", "60.00", ["CO*45*20", "PR*2*20"]), patient="20")
    desk.post(remittances_835(remittance("P1", "60.00", first)))
    second = answer("A-1", "100.00", "15.00", ("99213", "100.00", "15.00", ["OA*23*80", "PR*3*5"]), status="2",
                    patient="5", payer_number="SEC1")
    desk.post(remittances_835(remittance("S1", "15.00", second, issuer="1999999982")))
    line, = lines(desk.answer("bill", "itemised", "A-1"))
    assert line["figures"]["plan_paid"] == 75 and line["figures"]["owed"] == 5
    assert {(one["payer"], one["reason"]) for one in line["explained"]} == {
        ("SAMPLE HEALTH PLAN", "CO-45"), ("SAMPLE HEALTH PLAN", "PR-2"), ("SECOND HEALTH PLAN", "OA-23"),
        ("SECOND HEALTH PLAN", "PR-3")}


# What a bill says

def test_what_a_remittance_paid_and_took_off_stands_at_its_line(posted):
    by_code = {line["code"]: line["figures"] for line in lines(posted.answer("bill", "itemised", "A-1"))}
    assert set(by_code) == {"99213", "93000"}, "nothing is left over for the whole visit"
    assert {part: by_code["99213"][part] for part in ("charge", "plan_paid", "reduced", "you_paid", "owed")} == {
        "charge": 100, "plan_paid": 60, "reduced": 20, "you_paid": 0, "owed": 20}
    assert {part: by_code["93000"][part] for part in ("charge", "plan_paid", "reduced", "you_paid", "owed")} == {
        "charge": 50, "plan_paid": 30, "reduced": 20, "you_paid": 0, "owed": 0}
    posted.answer("patient-payments", "take", WHO, "15.00", "--cash", "--on", "2026-06-02", *CLERK)
    bill = posted.answer("bill", "itemised", "A-1")
    first = lines(bill)[0]["figures"]
    assert (first["you_paid"], first["owed"], bill["totals"]["owed"]) == (15, 5, 5)
    assert posted.answer("bill", "superbill", "A-1")["patient_paid"] == 15


def test_what_a_payer_decided_on_the_whole_claim_does_not_wait_at_its_lines(desk):
    desk.add(claim("A-1", ("99213", "100.00"), ("93000", "50.00")))
    whole = answer("A-1", "150.00", "90.00", adjustments=["CO*45*40", "PR*2*20"], patient="20")
    desk.post(remittances_835(remittance("CHK1", "90.00", whole)))
    bill = desk.answer("bill", "itemised", "A-1")
    parts = [line["figures"] for line in lines(bill)]
    assert all(adds_up(one) for one in parts) and adds_up(bill["totals"])
    assert [(one["owed"], one["waiting"], one["together"]) for one in parts] == [(0, 0, 100), (0, 0, 50), (20, 0, -150)]
    assert (parts[2]["plan_paid"], parts[2]["reduced"], bill["totals"]["owed"]) == (90, 40, 20)
    assert "together" not in bill["totals"]


def test_names_addresses_and_what_was_done_come_from_the_practices_own_database(posted, tmp_path):
    made(posted, "2026-06-01", "--out", tmp_path / "out")
    document = statement(posted, 1)
    assert (document["name"], document["address"]) == ("PAT SAMPLE", ["1 ELM STREET", "MILBROOK, OH 43099-0100"])
    assert document["practice"]["name"] == "MILBROOK FAMILY PRACTICE"
    printed = text_of(tmp_path / "out/statement-000001.pdf")
    for words in ("PAT SAMPLE", "1 ELM STREET", "MILBROOK FAMILY PRACTICE", "March 2, 2026", "Office visit (99213)",
                  "Amount to pay now", "$20.00", "June 22, 2026", "SAMPLE HEALTH PLAN", "Page 1 of 2"):
        assert words in printed, words
    superbill = posted.answer("bill", "superbill", "A-1")
    assert (superbill["birth_date"], superbill["member"], superbill["diagnoses"]) == ("1970-01-01", "EXM1", ["I10"])


def test_a_file_names_the_practice(posted):
    practice = {"name": "Milbrook Family Practice", "address": ["100 Main Street"], "phone": "614-555-0199",
                "pay_at": "pay.example.org"}
    (posted.home / "practice.json").write_text(json.dumps(practice))
    made(posted, "2026-06-01")
    text = posted.run("statements", "show", 1).stdout
    assert text.startswith("Milbrook Family Practice\n100 Main Street\n")
    assert "By phone: call 614-555-0199." in text and "Online: pay.example.org" in text
    (posted.home / "practice.json").write_text("{}")
    assert posted.refused("statements", "due") == (2, ["statement.bad-accounts"])


def test_messages_say_nothing_of_anybodys_health_and_name_no_empty_place(posted, example):
    made(posted, "2026-06-01")
    plain = json.loads(posted.run("statements", "show", 1, "--messages").stdout)
    for text in (plain["email"]["body"], plain["sms"]):
        assert not re.search(r"\s[.,]|\s\s|\{| or \.| call \.", text), text
        for word in ("PAT", "SAMPLE", "99213", "Office", "HEALTH PLAN"):
            assert word not in text
    example.answer("statements", "make", "--on", "2026-07-01", "--guarantor", "G2", "--accounts", ACCOUNTS)
    full = json.loads(example.run("statements", "show", 2, "--messages").stdout)
    assert "See it and pay at pay.example.org, or call 937-555-0100." in full["sms"]


def test_receipts_name_the_practice_and_who_paid(posted, tmp_path):
    pdf = tmp_path / "receipt.pdf"
    receipt = posted.answer("patient-payments", "take", WHO, "20.00", "--check", "1042", "--on", "2026-06-02", *CLERK,
                            "--receipt", pdf)
    assert (receipt["name"], receipt["practice"]["name"]) == ("PAT SAMPLE", "MILBROOK FAMILY PRACTICE")
    printed = text_of(pdf)
    assert all(words in printed for words in ("MILBROOK FAMILY PRACTICE", "PAT SAMPLE", "check (1042)", "Used for A-1"))
    assert posted.answer("patient-payments", "receipt", 1)["practice"]["name"] == "MILBROOK FAMILY PRACTICE"


def test_pages_are_tagged_and_long_names_do_not_run_into_each_other(example, tmp_path):
    document = json.loads(ACCOUNTS.read_text())
    document["practice"]["name"] = "Example Family Practice, Internal Medicine and Children's Health Associates of Springfield"
    document["guarantors"][0]["name"] = "Maximiliana-Theodora Bartholomea Longname-Featherstone of Invented-upon-Sample the Younger"
    accounts = example.file(json.dumps(document), "long.json")
    made(example, "2026-03-05", "--guarantor", "G1", "--accounts", accounts, "--out", tmp_path / "out")
    pdf = tmp_path / "out/statement-000001.pdf"
    data = pdf.read_bytes()
    assert b"/Lang (en-US)" in data and b"/StructTreeRoot" in data
    pages = text_of(pdf).split("\f")
    # The slip stays whole on the first page, and the address begins below the practice's.
    assert "I am paying" in pages[0] and "Write the statement number on the check." in " ".join(pages[0].split())
    rows = pages[0].splitlines()
    phone = next(index for index, row in enumerate(rows) if "937-555-0100" in row)
    assert next(index for index, row in enumerate(rows) if "Maximiliana" in row) > phone
    assert "Page 1 of" in pages[0] and "I am paying" not in "".join(pages[1:])


# Holds, plans, aid

def test_a_dispute_holds_one_claim_until_it_is_answered(example):
    more = ("--accounts", ACCOUNTS)
    hold = example.answer("statements", "dispute", "G1", "--claim", "C1", "--note", "was not there", "--on", "2026-03-01",
                          *CLERK, *more)["hold"]
    row = example.answer("statements", "due", "--on", "2026-03-05", *more)["guarantors"][0]
    assert (row["pay_now"], row["on_hold"], row["balance"]) == (13.3, 51.5, 64.8)
    example.answer("statements", "release", hold, "--outcome", "record shown", "--on", "2026-03-04", *CLERK, *more)
    assert example.answer("statements", "due", "--on", "2026-03-05", *more)["guarantors"][0]["pay_now"] == 64.8
    kept, = example.answer("statements", "holds", "--guarantor", "G1", *more)["holds"]
    assert (kept["note"], kept["by"], kept["released"], kept["outcome"]) == (
        "was not there", "O. Clerk", "2026-03-04", "record shown")
    assert example.refused("statements", "release", hold, *CLERK, *more) == (1, ["statement.no-hold"])


def test_a_hold_of_an_account_ends_on_its_day(example):
    more = ("--accounts", ACCOUNTS)
    example.answer("statements", "hold", "G2", "--reason", "aid", "--on", "2026-03-01", "--until", "2026-03-31", *CLERK, *more)
    assert example.answer("statements", "due", "--on", "2026-03-31", *more)["guarantors"][1]["reason"] == "held"
    assert example.answer("statements", "due", "--on", "2026-04-01", *more)["guarantors"][1]["pay_now"] == 180
    assert example.refused("statements", "hold", "G2", "--reason", "mood", *CLERK, *more) == (64, ["statement.bad-reason"])


def test_of_a_plan_only_the_instalment_is_asked_for(example):
    more = ("--accounts", ACCOUNTS)
    plan = example.answer("statements", "plan", "G2", "--instalment", "50.00", "--first", "2026-03-20", "--on", "2026-03-01",
                          *CLERK, *more)
    assert [(one["due"], one["amount"]) for one in plan["instalments"]] == [
        ("2026-03-20", 50), ("2026-04-20", 50), ("2026-05-20", 50), ("2026-06-20", 30)]
    made(example, "2026-03-05", "--guarantor", "G2", *more)
    document = statement(example, 1)
    assert (document["pay_now"], document["balance"]) == (50, 180)
    assert document["messages"][0].startswith("You have a payment plan.")
    example.answer("statements", "plan", "G2", "--end", "--on", "2026-03-10", *more)
    assert example.refused("statements", "plan", "G2", "--end", *more) == (1, ["statement.no-plan"])
    assert example.answer("statements", "due", "--on", "2026-04-05", *more)["guarantors"][1]["pay_now"] == 180


def test_aid_lowers_what_is_owed_once_and_rests_on_the_application(example, tmp_path):
    application = tmp_path / "application.pdf"
    application.write_text("an application")
    grant = ("statements", "hardship", "G2", "--percent", "50", "--on", "2026-03-01", "--until", "2026-12-31",
             "--approved-by", "A. Director", "--document", application, "--accounts", ACCOUNTS)
    assert example.answer(*grant)["written_off"] == 90
    made(example, "2026-03-05", "--guarantor", "G2", "--accounts", ACCOUNTS)
    document = statement(example, 1)
    figures, = [line["figures"] for line in lines(document)]
    assert (figures["charge"], figures["written_off"], figures["owed"], document["pay_now"]) == (180, 90, 90, 90)
    assert example.balance(4220) == 90
    example.answer("books", "verify")


# What goes wrong

def test_a_payment_that_is_declined_or_not_known_is_not_recorded(posted):
    take = ("patient-payments", "take", WHO, "5.00", *CLERK)
    assert posted.refused(*take, "--card", "token-declined") == (1, ["payment.declined"])
    # A card's own number is neither sent nor kept.
    assert posted.refused(*take, "--card", "4111 1111 1111 1111") == (64, ["payment.card-number"])
    listed = posted.answer("patient-payments", "list")["payments"]
    assert [one["state"] for one in listed] == ["declined"]
    assert posted.balance(1030) == 0
    stored = b"".join(path.read_bytes() for path in posted.folder.rglob("*") if path.is_file())
    assert b"4111" not in stored


def test_a_card_on_file_is_charged_by_its_number_until_it_ends_or_is_forgotten(posted):
    keep = ("patient-payments", "card", WHO, "--label", "Visa ending in 4242", *CLERK, "--on", "2026-06-01")
    card = posted.answer(*keep, "--token", "secret-token-ok", "--expires", "2026-06")
    assert (card["card"], card["through"], card["label"]) == (1, "2026-06-30", "Visa ending in 4242")
    assert posted.answer("patient-payments", "cards", WHO)["cards"] == [card]
    take = ("patient-payments", "take", WHO, "5.00", "--card-on-file", 1, *CLERK)
    paid = [posted.answer(*take, "--on", "2026-06-30")["payment"] for _ in range(2)]
    assert paid == [1, 1] and posted.balance(1030) == 5
    assert posted.refused(*take, "--on", "2026-07-01") == (1, ["payment.card-expired"])
    assert posted.refused("patient-payments", "take", "G000002", "5.00", "--card-on-file", 1, *CLERK) == (1, ["payment.no-card"])
    stored = b"".join(path.read_bytes() for path in posted.folder.glob("books.sqlite*"))
    assert b"secret-token" not in stored and b"4242" not in stored
    assert posted.answer("patient-payments", "forget", 1, *CLERK)["card"] == 1
    assert posted.answer("patient-payments", "cards", WHO)["cards"] == []
    assert posted.refused(*take, "--on", "2026-06-30") == (1, ["payment.no-card"])
    assert posted.refused("patient-payments", "forget", 1, *CLERK) == (1, ["payment.no-card"])


@pytest.mark.parametrize("more, refused", [
    (("--token", "4111 1111 1111 1111", "--expires", "2028-05"), (64, ["payment.card-number"])),
    (("--token", "t-ok", "--expires", "05/28"), (64, ["payment.bad-card"])),
    (("--token", "t-ok", "--expires", "2026-05"), (1, ["payment.card-expired"])),
    (("--token", "", "--expires", "2028-05"), (64, ["billing.bad-text"]))])
def test_a_card_that_cannot_be_kept_is_refused(posted, more, refused):
    keep = ("patient-payments", "card", WHO, "--label", "Visa", *CLERK, "--on", "2026-06-01")
    assert posted.refused(*keep, *more) == refused
    assert posted.answer("patient-payments", "cards", WHO)["cards"] == []


@pytest.mark.parametrize("command", [
    ("statements", "hold", "G99", "--reason", "aid", *CLERK), ("patient-payments", "take", "G99", "5.00", "--cash", *CLERK),
    ("statements", "dispute", "G99", "--note", "x", *CLERK)])
def test_a_guarantor_who_is_not_known_is_refused(posted, command):
    assert posted.refused(*command) == (1, ["statement.no-guarantor"])
    assert posted.answer("patient-payments", "list")["payments"] == []
    assert posted.answer("statements", "holds")["holds"] == []


def test_letters_that_no_font_has_are_told_and_hold_up_nobody_else(example, tmp_path):
    document = json.loads(ACCOUNTS.read_text())
    document["guarantors"][0]["name"] = "Zoë \U00012000 Invented"
    accounts = example.file(json.dumps(document), "letters.json")
    answered = made(example, "2026-03-05", "--accounts", accounts, "--out", tmp_path / "out")
    assert answered["skipped"] == [{"guarantor": "G1", "reason": "characters"}]
    assert [row["guarantor"] for row in answered["made"]] == ["G2"]
    assert example.refused("bill", "itemised", "C1", "--pdf", tmp_path / "bill.pdf", "--accounts", accounts) == (
        1, ["statement.characters"])
    assert not (tmp_path / "bill.pdf").exists()
    # Written in letters that the font has, it is made the same day.
    again = made(example, "2026-03-05", "--accounts", ACCOUNTS, "--out", tmp_path / "out")
    assert [row["guarantor"] for row in again["made"]] == ["G1"]


@pytest.mark.parametrize("text, member", [
    ("{}", "practice.name"), ('{"practice": {"name": "X"}, "guarantors": [{"id": "G1"}]}', "guarantors[0]"),
    ('{"practice": {"name": "X"}, "claims": [{"id": "C1", "lines": [{"charge": 1}]}]}', "claims[0].lines[0].date"),
    ('{"practice": {"name": "X"}, "claims": [{"id": "C1", "lines": [{"date": "2026-01-02"}]}]}', "claims[0].lines[0].charge")])
def test_a_document_of_names_that_is_wrong_is_told_by_its_member(desk, text, member):
    done = desk.run("statements", "due", "--accounts", desk.file(text, "accounts.json"), "--json")
    finding, = json.loads(done.stdout)["findings"]
    assert (done.returncode, finding["rule"], finding["place"]) == (2, "statement.bad-accounts", member)


@pytest.mark.parametrize("text", ["45", "CO-45-1", "XX-45", "CO-99999"])
def test_an_adjustment_that_is_none_is_refused(text):
    done = subprocess.run([PROGRAM, "statements", "explain", "CO-45", text, "--json"], capture_output=True, text=True)
    assert (done.returncode, rules(done)) == (1, ["statement.bad-adjustment"])


def test_an_adjustment_is_told_to_patient_and_biller():
    done = subprocess.run([PROGRAM, "statements", "explain", "co-45", "--json"], capture_output=True, text=True)
    told, = json.loads(done.stdout)["adjustments"]
    assert told["adjustment"] == "CO-45" and "You do not owe this." in told["patient"] and told["biller"]


def test_a_bill_is_of_known_claims_of_one_guarantor(example):
    more = ("--accounts", ACCOUNTS)
    assert example.refused("bill", "itemised", "C99", *more) == (1, ["statement.claim-unknown"])
    # Charged, but nobody has said what was done.
    assert example.refused("bill", "superbill", "C5", *more) == (1, ["statement.claim-unknown"])
    assert example.refused("bill", "itemised", "C1", "C4", *more) == (1, ["statement.other-guarantor"])


def test_no_statement_is_made_of_books_whose_items_were_altered(example):
    with sqlite3.connect(example.folder / "books.sqlite") as database:
        changed = database.execute("UPDATE open_item SET balance = balance + 1 WHERE account = 1210 AND claim = 'C1'")
        assert changed.rowcount == 1
    assert example.refused("statements", "make", "--on", "2026-03-05", "--accounts", ACCOUNTS) == (
        1, ["statement.unbalanced"])
    assert example.answer("statements", "list")["statements"] == []


# The good-faith estimate

def test_a_good_faith_estimate_states_what_the_rule_asks_for(tmp_path):
    pdf = tmp_path / "estimate.pdf"
    done = estimate(SELF_PAY, "--pdf", pdf)
    assert done.returncode == 0, done.stdout + done.stderr
    printed = " ".join(text_of(pdf).split())
    for words in ("Good-faith estimate", "Ivo Invented, born January 2, 1990", "Scheduled for April 2, 2026", "E11.9", "99213",
                  "83036", "1234567893", "Expected in all $192.00", "$592.00", "This estimate is not a contract."):
        assert words in printed, words


@pytest.mark.parametrize("path", ["patient.name", "patient.birth_date", "provider.npi", "provider.tax_id", "practice.name",
                                  "diagnoses", "service", "issued"])
def test_a_good_faith_estimate_lacks_nothing(tmp_path, path):
    document = json.loads(SELF_PAY.read_text())
    part = document["good_faith"]
    *folders, name = path.split(".")
    for folder in folders:
        part = part[folder]
    del part[name]
    done = estimate("-", "--pdf", tmp_path / "estimate.pdf", text=json.dumps(document))
    finding, = json.loads(done.stdout)["findings"]
    assert (done.returncode, finding["rule"], finding["place"]) == (1, "estimate.good-faith-member", f"good_faith.{path}")
    assert not (tmp_path / "estimate.pdf").exists()


def test_who_has_a_plan_gets_no_good_faith_estimate(tmp_path):
    document = json.loads(estimate("example").stdout)
    done = estimate("-", "--pdf", tmp_path / "estimate.pdf", text=json.dumps(document))
    assert (done.returncode, rules(done)) == (1, ["estimate.not-self-pay"])
