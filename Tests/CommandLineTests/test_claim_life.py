# SPDX-License-Identifier: Apache-2.0
"""The life of a claim from outside: acknowledged, corrected, taken back, split, combined, sent on to the next payer."""
import itertools
import json
import os
import random
import re
import sqlite3
import subprocess
from decimal import Decimal as D

import pytest

from claim_files import ack_277ca, ack_999, answer_835, claim, file_837p, status_277, ta1
from claim_office import Office
from conftest import PROGRAM
from test_books import database

TWO = [("99213", "100"), ("83036", "50")]


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def office(request, tmp_path):
    return Office(tmp_path, database(request.param))


def paid(name, number="ICN1", status="1"):
    """The first payer's answer to TWO: 100.00 paid, 30.00 agreed, 20.00 the patient's."""
    return dict(number=name, payer_number=number, status=status, lines=[
        ("99213", "100", "60", [("CO", "45", "20"), ("PR", "2", "20")], f"{name}L1"),
        ("83036", "50", "40", [("CO", "45", "10")], f"{name}L2")])


def denied(name, number="ICN1"):
    """The first line is paid, the second refused for want of something."""
    return dict(number=name, payer_number=number, lines=[
        ("99213", "100", "80", [("CO", "45", "20")], f"{name}L1"), ("83036", "50", "0", [("CO", "16", "50")], f"{name}L2")])


def segments(text, *names):
    return [line.rstrip("~") for line in text.splitlines() if line.split("*")[0] in names]


def findings(office, path):
    """What the program's own judge finds that rejects."""
    done = subprocess.run([PROGRAM, "x12", "validate", path, "--json"], capture_output=True, text=True,
                          env={**os.environ, "CLEANCLAIM_HOME": str(office.home)})
    rules = []

    def collect(part):
        for one in part if isinstance(part, list) else part.values() if isinstance(part, dict) else []:
            if isinstance(one, dict) and one.get("severity") == "rejects":
                rules.append(one["rule"])
            collect(one)
    collect(json.loads(done.stdout))
    return rules


def sent(office, name, **more):
    office.add(file_837p(claim(name, TWO, **more)))
    return office.send()["batches"][0]


def test_acknowledgements_lead_the_claim_on_and_say_why(office):
    batch = sent(office, "A1")
    assert office.state("A1") == "sent"
    office.acknowledge(ta1(batch["interchange"]))
    assert office.state("A1") == "sent"
    office.acknowledge(ack_999(batch["group"], [(1, "A", [])]))
    assert office.state("A1") == "clearinghouse-accepted"
    trace = f"{batch['interchange']}-1"
    taken = ack_277ca(trace, [("A1", "A2:20:PR", "WQ", "150", "ICN1")])
    assert office.acknowledge(taken)["accepted"] == 1
    shown = office.claim("A1")
    assert shown["state"] == "payer-accepted" and shown["payer_numbers"] == ["ICN1"]
    assert office.acknowledge(taken) | {"findings": []} == {
        "accepted": 0, "rejected": 0, "pending": 0, "noted": 0, "present": 1, "findings": []}
    assert office.claim("A1") == shown
    office.acknowledge(status_277("A1", "P1:20"))
    assert office.state("A1") == "pending"


def test_complaint_12_rejections_reach_the_claim_in_words(office):
    first = sent(office, "A1")
    fault = ["IK3*NM1*18*2010*8", "CTX*CLM01:A1", "IK4*9*67*7*XX"]
    office.acknowledge(ack_999(first["group"], [(1, "R", fault)], code="R"))
    shown = office.claim("A1")
    assert shown["state"] == "clearinghouse-rejected"
    why = shown["acknowledgements"][0]["why"]
    assert "a code that is not valid at NM1-9" in why and "of loop 2010" in why
    work = [item for item in shown["work"] if item["kind"] == "rejection"]
    assert len(work) == 1 and work[0]["amount"] == D("150.00") and work[0]["state"] == "open"
    office.ask("claims", "correct", "A1", "--edit", "member=M777", "--reason", "wrong number")
    shown = office.claim("A1")
    assert shown["state"] == "ready" and shown["work"][0]["outcome"] == "corrected"
    second = office.send()["batches"][0]
    text = office.last_file()
    assert "CLM*A1*150***11:B:1*" in text and "REF*F8" not in text and "M777" in text
    # The 277CA of the first submission comes late: it is of another one.
    late = office.acknowledge(ack_277ca(f"{first['interchange']}-1", [("A1", "A7:562:85", "U", "150", "")]))
    assert late["noted"] == 1 and office.state("A1") == "sent"
    own = ack_277ca(f"{second['interchange']}-1", [("A1", "A7:164:IL", "U", "150", "")])
    assert office.acknowledge(own)["rejected"] == 1
    shown = office.claim("A1")
    assert shown["state"] == "payer-rejected"
    assert shown["acknowledgements"][-1]["why"] == \
        "refused: something is not valid: the member number: the subscriber"
    for code, state in [("R", "clearinghouse-rejected")]:
        third = sent(office, "A2")
        office.acknowledge(ta1(third["interchange"], code, "008", day=third["made"][2:10].replace("-", "")))
        assert office.state("A2") == state
        assert "the receiver is not known" in office.claim("A2")["acknowledgements"][0]["why"]


def test_a_clearinghouse_and_a_payer_are_told_apart(office):
    batch = sent(office, "A1")
    trace = f"{batch['interchange']}-1"
    for source, state in [(("AY", "SAMPLE HOUSE", "H1"), "clearinghouse-rejected"),
                          (("PR", "THE HOUSE ITSELF", "CLEARINGHOUSE"), "clearinghouse-rejected"),
                          (("PR", "FIRST HEALTH PLAN", "99901"), "payer-accepted")]:
        answer = ("A1", "A7:562:85", "U", "150", "") if state.endswith("rejected") else ("A1", "A2:20", "WQ", "150", "")
        office.acknowledge(ack_277ca(trace, [answer], source))
        assert office.state("A1") == state
    senders = [one["sender"] for one in office.claim("A1")["acknowledgements"]]
    assert sorted(senders) == ["clearinghouse", "clearinghouse", "payer"]
    # What the house has refused and the payer has taken is no work any more.
    assert {item["state"] for item in office.claim("A1")["work"]} == {"closed"}


def test_what_nobody_has_sent_is_told_and_moves_nothing(office):
    sent(office, "A1")
    answer = office.acknowledge(ack_999(77, [(1, "R", [])], code="R"))
    assert [one["rule"] for one in answer["findings"]] == ["acknowledgements.unknown-batch"]
    answer = office.acknowledge(ack_277ca("1-1", [("B9", "A2:20", "WQ", "150", "")]))
    assert [one["rule"] for one in answer["findings"]] == ["acknowledgements.unknown-claim"]
    # The number is the claim's, the charge is another's.
    answer = office.acknowledge(ack_277ca("1-1", [("A1", "A7:562:85", "U", "999", "")]))
    assert answer["findings"] and office.state("A1") == "sent"


LEVEL = {"ready": 0, "sent": 1, "clearinghouse-accepted": 2, "clearinghouse-rejected": 2, "payer-accepted": 3,
         "payer-rejected": 3, "pending": 4, "partly-paid": 5, "paid": 5, "denied": 5, "closed": 6}


def test_no_order_of_answers_leads_a_claim_backwards(tmp_path):
    chance = random.Random(9)
    for round in range(4):
        office = Office(tmp_path / str(round))
        batch = sent(office, "A1")
        trace = f"{batch['interchange']}-1"
        house = ("AY", "SAMPLE HOUSE", "H1")
        messages = [
            (1, ta1(batch["interchange"])), (2, ack_999(batch["group"], [(1, "A", [])])),
            (2, ack_277ca(trace, [("A1", "A1:19", "WQ", "150", "")], house)),
            (3, ack_277ca(trace, [("A1", "A2:20", "WQ", "150", "ICN1")])), (4, status_277("A1", "P1:20")),
            (5, answer_835([paid("A1")]))]
        order = messages + chance.sample(messages, 3)
        chance.shuffle(order)
        highest, before = 1, 1
        for level, text in order:
            if "ST*835" in text:
                office.post(text)
            else:
                office.acknowledge(text)
            highest = max(highest, level)
            now = LEVEL[office.state("A1")]
            assert now >= before and now >= highest, (round, office.state("A1"))
            before = now
        assert office.balance("A1") == D("150.00")
        office.sound()


def test_complaints_6_and_8_the_secondary_claim_says_what_the_first_payer_said(office):
    office.add(file_837p(claim("A1", TWO, payers=("99901", "99902"))))
    office.send()
    office.post(answer_835([paid("A1")]))
    assert office.open("A1") == [D("0.00"), D("20.00"), D("0.00")] and office.state("A1") == "ready"
    office.send()
    text = office.last_file()
    lines = segments(text, "SBR", "CAS", "AMT", "SVD", "REF", "DTP")
    assert lines[1].startswith("SBR*S*18*") and "SBR*P*18*" in text
    assert [line for line in lines if line.startswith(("CAS", "SVD"))] == [
        "SVD*99901*60*HC:99213**1", "CAS*CO*45*20", "CAS*PR*2*20", "SVD*99901*40*HC:83036**1", "CAS*CO*45*10"]
    assert "AMT*D*100" in lines and "REF*F8*ICN1" in lines and "DTP*573*D8*20260310" in lines
    assert findings(office, office.sent_files()[-1]) == []
    shown = office.claim("A1")
    assert shown["rank"] == 2 and shown["state"] == "sent" and shown["deadline"] == "2026-06-08"
    office.post(answer_835([dict(number="A1", status="2", payer_number="S1", member="M200", lines=[
        ("99213", "100", "20", [("OA", "23", "80")], "A1L1"), ("83036", "50", "0", [("OA", "23", "50")], "A1L2")])],
        trace="T2", payer=("SECOND HEALTH PLAN", "1999999902")))
    assert office.open("A1") == [D("0.00")] * 3 and office.state("A1") == "closed"
    assert office.balance("A1") == D("150.00")
    office.sound()


def test_complaint_7_medicare_after_another_payer_says_why(office):
    office.add(file_837p(claim("A1", TWO, payers=("99901", "99903"), medicare="12")))
    office.add(file_837p(claim("A2", TWO, payers=("99901", "99903"))))
    office.send()
    office.post(answer_835([paid("A1"), paid("A2", "ICN2")]))
    answer = office.send(code=1)
    assert [one["rule"] for one in answer["findings"]] == ["claims.no-medicare-reason"]
    assert "SBR*S*18***12****MB" in office.last_file() and office.state("A2") == "held"
    office.ask("claims", "next", "A2", "--medicare-reason", "13")
    office.send()
    assert "SBR*S*18***13****MB" in office.last_file()
    assert findings(office, office.sent_files()[-1]) == []


def test_a_tertiary_claim_has_both_answers(office):
    office.add(file_837p(claim("A1", TWO, payers=("99901", "99902", "99904"))))
    office.send()
    office.post(answer_835([paid("A1")]))
    office.send()
    office.post(answer_835([dict(number="A1", status="2", payer_number="S1", member="M200", lines=[
        ("99213", "100", "12", [("OA", "23", "80"), ("PR", "3", "8")], "A1L1"),
        ("83036", "50", "0", [("OA", "23", "50")], "A1L2")])], trace="T2", payer=("SECOND HEALTH PLAN", "1999999902")))
    assert office.open("A1") == [D("0.00"), D("0.00"), D("8.00"), D("0.00")]
    office.send()
    text = office.last_file()
    assert "SBR*T*18*" in text and [line for line in segments(text, "SVD", "CAS", "AMT") if "AMT*EAF" not in line] == [
        "AMT*D*100", "AMT*D*12", "SVD*99901*60*HC:99213**1", "CAS*CO*45*20", "CAS*PR*2*20", "SVD*99902*12*HC:99213**1",
        "CAS*OA*23*80", "CAS*PR*3*8", "SVD*99901*40*HC:83036**1", "CAS*CO*45*10", "SVD*99902*0*HC:83036**1",
        "CAS*OA*23*50"]
    assert findings(office, office.sent_files()[-1]) == [] and office.balance("A1") == D("150.00")


def test_a_person_sends_a_refused_claim_on(office):
    office.add(file_837p(claim("A1", TWO, payers=("99901", "99902"))))
    office.send()
    assert office.refused("claims", "next", "A1") == "claims.no-such-move"
    office.post(answer_835([denied("A1")]))
    assert office.state("A1") == "partly-paid" and office.open("A1") == [D("50.00"), D("0.00"), D("0.00")]
    office.ask("claims", "next", "A1")
    assert office.open("A1") == [D("0.00"), D("50.00"), D("0.00")] and office.state("A1") == "ready"
    office.send()
    assert "CAS*CO*16*50" in office.last_file()
    office.sound()


def test_complaint_10_a_corrected_claim_replaces_the_one_that_the_payer_has(office):
    office.add(file_837p(claim("A1", TWO)))
    office.send()
    assert office.refused("claims", "correct", "A1", "--edit", "1.units=2", "--reason", "x") == "claims.no-such-move"
    office.post(answer_835([denied("A1", "ICN7")]))
    changed = office.ask("claims", "correct", "A1", "--edit", "2.charge=70", "--edit", "2.modifiers=QW", "--reason",
                         "modifier was missing")
    assert changed["state"] == "ready" and changed["charge"] == D("170.00")
    assert office.balance("A1") == D("170.00") and office.open("A1") == [D("70.00"), D("0.00")]
    office.send()
    text = office.last_file()
    assert "CLM*A1*170***11:B:7*" in text and "REF*F8*ICN7" in text and "SV1*HC:83036:QW*70*" in text
    assert findings(office, office.sent_files()[-1]) == []
    # The payer takes its answer back and answers anew.
    back = denied("A1", "ICN7") | {"status": "22"}
    back["lines"] = [(code, f"-{charge}", f"-{pay}" if pay != "0" else "0",
                      [(group, reason, f"-{amount}") for group, reason, amount in cas], line)
                     for code, charge, pay, cas, line in back["lines"]]
    anew = dict(number="A1", payer_number="ICN8", lines=[
        ("99213", "100", "80", [("CO", "45", "20")], "A1L1"), ("83036:QW", "70", "60", [("CO", "45", "10")], "A1L2")])
    office.post(answer_835([back, anew], trace="T2"))
    assert office.state("A1") == "closed" and office.open("A1") == [D("0.00"), D("0.00")]
    assert office.balance("A1") == D("170.00")
    moves = [event["move"] for event in office.claim("A1")["events"]]
    assert moves == ["enter", "send", "pay-part", "correct", "send", "take-back", "pay", "settle"]
    office.sound()


def test_a_correction_by_a_file_and_what_is_refused(office):
    office.add(file_837p(claim("A1", TWO)))
    path = office.file(file_837p(claim("A1", [("99214", "120"), ("83036", "50"), ("81002", "5")])))
    changed = office.ask("claims", "correct", "A1", path, "--reason", "level was wrong")
    assert changed["charge"] == D("175.00") and office.balance("A1") == D("175.00")
    office.send()
    assert "CLM*A1*175***11:B:1*" in office.last_file()
    office.acknowledge(status_277("A1", "P1:20"))
    assert office.refused("claims", "correct", "A1", "--edit", "1.units=2", "--reason", "x") == "claims.no-payer-number"
    office.ask("claims", "correct", "A1", "--edit", "1.units=2", "--reason", "x", "--payer-number", "P7")
    office.send()
    assert ":7*" in segments(office.last_file(), "CLM")[0] and "REF*F8*P7" in office.last_file()
    office.acknowledge(status_277("A1", "P1:20"))
    other = office.file(file_837p(claim("A1", TWO, member="M100", payers=("99902",))))
    assert office.refused("claims", "correct", "A1", other, "--reason", "x") == "claims.other-claim"
    two = office.file(file_837p(claim("A1", TWO), claim("A2", TWO)))
    assert office.refused("claims", "correct", "A1", two, "--reason", "x") == "claims.one-claim"
    for edit in ("9.units=2", "1.units=many", "colour=red", "units"):
        assert office.refused("claims", "correct", "A1", "--edit", edit, "--reason", "x") == "claims.bad-edit"
    office.sound()


def test_a_void_takes_the_claim_back_at_the_payer(office):
    batch = sent(office, "A1")
    assert office.refused("claims", "void", "A1", "--reason", "wrong patient") == "claims.no-payer-number"
    office.acknowledge(ack_277ca(f"{batch['interchange']}-1", [("A1", "A2:20", "WQ", "150", "ICN1")]))
    assert office.ask("claims", "void", "A1", "--reason", "wrong patient")["state"] == "voided"
    assert office.balance("A1") == D("0.00") and office.open("A1") == [D("0.00"), D("0.00")]
    office.send()
    assert "CLM*A1*150***11:B:8*" in office.last_file() and "REF*F8*ICN1" in office.last_file()
    assert office.send()["batches"] == [] and office.state("A1") == "voided"
    assert findings(office, office.sent_files()[-1]) == []
    # One that nobody has is given up on file alone.
    office.add(file_837p(claim("A2", TWO)))
    assert office.ask("claims", "void", "A2", "--reason", "entered twice")["state"] == "closed"
    assert office.send()["batches"] == [] and office.balance("A2") == D("0.00")
    # What was paid stays until the payer takes it back.
    sent(office, "A3")
    office.post(answer_835([denied("A3", "ICN3")], trace="T3"))
    office.ask("claims", "void", "A3", "--reason", "wrong patient")
    assert office.balance("A3") == D("100.00") and office.open("A3") == [D("0.00"), D("0.00")]
    office.sound()


def test_complaint_9_a_claim_is_split_combined_and_single_lines_go_again(office):
    office.add(file_837p(claim("A1", TWO + [("81002", "5")])))
    parts = office.ask("claims", "split", "A1", "--lines", "1", "--lines", "3", "--reason", "two places")["claims"]
    assert [(one["claim"], one["charge"], one["origin"]) for one in parts] == [
        ("A1-1", D("100.00"), "A1"), ("A1-2", D("5.00"), "A1"), ("A1-3", D("50.00"), "A1")]
    assert office.state("A1") == "split" and office.open("A1") == [D("0.00"), D("0.00")]
    assert [office.open(one["claim"])[0] for one in parts] == [D("100.00"), D("5.00"), D("50.00")]
    one, = office.ask("claims", "combine", "A1-1", "A1-3", "--reason", "one day")["claims"]
    assert one["claim"] == "A1-1-C1" and one["charge"] == D("150.00") and one["origin"] == "A1-1 A1-3"
    assert office.open("A1-1-C1")[0] == D("150.00") and office.state("A1-3") == "combined"
    office.send()
    text = office.last_file()
    assert [line.split("*")[1] for line in segments(text, "CLM")] == ["A1-1-C1", "A1-2"]
    assert findings(office, office.sent_files()[-1]) == []
    office.post(answer_835([dict(number="A1-1-C1", payer_number="ICN1", lines=[
        ("99213", "100", "80", [("CO", "45", "20")], "A1L1"), ("83036", "50", "0", [("CO", "16", "50")], "A1L2")])]))
    assert office.refused("claims", "lines", "A1-1-C1", "--only", "1", "--reason", "x") == "claims.nothing-open"
    assert office.refused("claims", "lines", "A1-1-C1", "--only", "7", "--reason", "x") == "claims.bad-lines"
    again, = office.ask("claims", "lines", "A1-1-C1", "--only", "2", "--reason", "records")["claims"]
    assert again["charge"] == D("50.00") and again["origin"] == "A1-1-C1"
    assert office.state("A1-1-C1") == "closed" and office.open("A1-1-C1")[0] == D("0.00")
    assert {item["outcome"] for item in office.claim("A1-1-C1")["work"]} == {"resubmitted"}
    office.send()
    assert segments(office.last_file(), "CLM", "LX", "SV1") == [
        f"CLM*{again['claim']}*50***11:B:1*Y*A*Y*Y", "LX*1", "SV1*HC:83036*50*UN*1***1"]
    office.post(answer_835([dict(number=again["claim"], payer_number="ICN2", lines=[
        ("83036", "50", "40", [("CO", "45", "10")], "A1L2")])], trace="T2"))
    assert office.state(again["claim"]) == "closed"
    office.sound()


def test_what_cannot_be_split_or_combined(office):
    office.add(file_837p(claim("A1", TWO), claim("A2", TWO, payers=("99902",)), claim("A3", TWO, diagnoses=("I10",))))
    for lines in (["--lines", "1,2"], ["--lines", "9"], ["--lines", "1", "--lines", "1"]):
        assert office.refused("claims", "split", "A1", *lines, "--reason", "x") == "claims.bad-lines"
    assert office.refused("claims", "combine", "A1", "A2", "--reason", "x") == "claims.differ"
    assert office.refused("claims", "lines", "A1", "--only", "1", "--reason", "x") == "claims.not-answered"
    one, = office.ask("claims", "combine", "A1", "A3", "--reason", "x")["claims"]
    office.send()
    text = office.last_file()
    assert f"CLM*{one['claim']}*300*" in text and segments(text, "HI")[0] == "HI*ABK:E119*ABF:I10"
    assert [line.split("*")[-1] for line in segments(text, "SV1")][:4] == ["1", "1", "2", "2"]
    office.sound()


def test_complaint_11_assignment_goes_out_as_it_came_in(office):
    for number, (assignment, benefits) in enumerate(itertools.product("AC", "YN")):
        name = f"B{number}"
        office.add(file_837p(claim(name, TWO, payers=("99901", "99902"), assignment=assignment, benefits=benefits)))
        office.send()
        assert segments(office.last_file(), "CLM")[0].split("*")[7:9] == [assignment, benefits]
        office.post(answer_835([paid(name, f"I{number}")], trace=f"T{number}"))
        office.send()
        assert segments(office.last_file(), "CLM")[0].split("*")[7:9] == [assignment, benefits]
        assert segments(office.last_file(), "OI")[0].split("*")[3] == benefits


def test_holding_resubmitting_and_the_days_that_are_left(office):
    office.add(file_837p(claim("A1", TWO), claim("A2", TWO, payers=("99903",))))
    office.ask("claims", "hold", "A1", "--reason", "ask the patient")
    assert office.state("A1") == "held" and [one["claims"] for one in office.send()["batches"]] == [1]
    due = office.ask("claims", "due", "--on", "2026-04-20", "--within", "30")["claims"]
    assert [(one["claim"], one["days_left"]) for one in due] == [("A1", 14)]
    due = office.ask("claims", "due", "--on", "2026-05-06", "--within", "300")["claims"]
    assert [(one["claim"], one["days_left"]) for one in due] == [("A1", -2), ("A2", 273)]
    office.ask("claims", "release", "A1", "--reason", "she has called")
    office.send()
    assert office.refused("claims", "hold", "A1", "--reason", "x") == "claims.no-such-move"
    office.ask("claims", "resubmit", "A1", "--reason", "never acknowledged")
    assert office.state("A1") == "ready"
    office.send()
    assert office.state("A1") == "sent"
    reasons = [event.get("reason") for event in office.claim("A1")["events"]]
    assert "ask the patient" in reasons and "never acknowledged" in reasons


def test_proof_of_timely_filing_is_kept(office):
    office.add(file_837p(claim("A1", TWO, payers=("99903",))))
    batch = office.send("--at", "2026-03-01T12:00:00Z")["batches"][0]
    assert office.ask("claims", "proof", "A1")["proved_in_time"] is False
    taken = ack_277ca(f"{batch['interchange']}-1", [("A1", "A2:20:PR", "WQ", "150", "ICN1")], ("PR", "MEDICARE", "99903"))
    office.acknowledge(taken)
    folder = office.folder / "proof"
    proof = office.ask("claims", "proof", "A1", "--documents", folder)
    assert proof["proved_in_time"] is True and proof["deadline"] == "2027-02-03"
    one, = proof["submissions"]
    assert one["batch"]["interchange"] == 1 and one["set"] == 1 and one["acknowledgements"][0]["kind"] == "277CA"
    assert sorted(path.read_text() for path in folder.iterdir()) == sorted([taken, office.last_file()])
    assert not re.search("[^ -~\n]", office.run("claims", "proof", "A1").stdout)


def test_a_claim_on_its_way_is_not_touched(office, faults):
    office.add(file_837p(claim("A1", TWO)))
    if office.options:
        pytest.skip("the calls of a server are not those of a file")
    log = office.folder / "calls"
    for at in range(1, 200):
        done = office.run("claims", "send", "--out", office.folder / "out", LD_PRELOAD=faults, FAULT="kill", FAULT_AT=str(at))
        if done.returncode == 0 or office.ask("claims", "batches")["batches"]:
            break
    assert done.returncode != 0
    assert office.ask("claims", "batches")["batches"][0]["state"] == "made", log
    assert office.refused("claims", "hold", "A1", "--reason", "x") == "claims.on-its-way"
    office.send()
    assert office.state("A1") == "sent"


BOTH = ("99901", "99902")


def held(office, name):
    """Why a claim could not be written, and that it is held."""
    rules = [one["rule"] for one in office.send(code=1)["findings"]]
    assert office.state(name) == "held"
    return rules


def test_an_answer_to_a_line_that_was_not_sent_cannot_be_told_to_the_next_payer(office):
    office.add(file_837p(claim("A1", TWO, payers=BOTH)))
    office.send()
    office.post(answer_835([dict(number="A1", payer_number="P1", lines=[
        ("99215", "100", "60", [("CO", "45", "20"), ("PR", "2", "20")]), ("81002", "50", "40", [("CO", "45", "10")])])]))
    assert held(office, "A1") == ["claims.answer-lines"]


def test_an_answer_to_a_part_of_a_claim_does_not_balance_for_the_next_payer(office):
    office.add(file_837p(claim("A1", TWO, payers=BOTH)))
    office.send()
    office.post(answer_835([dict(number="A1", payer_number="P1", lines=[
        ("99213", "100", "80", [("CO", "45", "20")], "A1L1")])]))
    assert office.refused("claims", "next", "A1") == "claims.answer-unbalanced"


def test_a_claim_with_one_payer_has_no_next(office):
    office.add(file_837p(claim("A1", TWO, payers=BOTH), claim("A2", TWO)))
    office.send()
    office.post(answer_835([paid("A1"), denied("A2")]))
    assert office.refused("claims", "next", "A2") == "claims.no-next-payer"


def test_a_claim_that_a_payer_has_sent_on_itself_is_not_sent_again(office):
    office.add(file_837p(claim("A1", TWO, payers=BOTH), claim("A2", TWO, payers=BOTH)))
    office.send()
    office.post(answer_835([paid("A1", status="19"), paid("A2", "ICN2")]))
    assert office.state("A1") == "sent"
    office.acknowledge(status_277("A1", "A3:21", payer=("SECOND HEALTH PLAN", "99902")))
    assert office.refused("claims", "resubmit", "A1", "--reason", "x") == "claims.nothing-sent"
    dearer = claim("A2", [("99213", "120"), ("83036", "50")], payers=("99902", "99901"))
    dearer = [{"SBR*P*18*******CI": "SBR*S*18*******CI", "SBR*S*18*******CI": "SBR*P*18*******CI"}.get(one, one)
              for one in dearer]
    dearer = office.file(file_837p(dearer))
    assert office.refused("claims", "correct", "A2", dearer, "--reason", "x") == "claims.correct-charge"


def test_what_was_decided_on_a_claim_as_a_whole_is_not_split(office):
    whole = claim("A1", TWO, payers=BOTH)
    at = whole.index("OI***Y***Y")
    whole[at:at] = ["CAS*CO*45*30", "AMT*D*100"]
    own = whole.index("SBR*P*18*******CI")
    whole[own] = "SBR*S*18*******CI"
    whole[whole.index("SBR*S*18*******CI", own + 1)] = "SBR*P*18*******CI"
    office.add(file_837p(whole))
    assert office.refused("claims", "split", "A1", "--lines", "1", "--lines", "2", "--reason", "x") \
        == "claims.decided-as-whole"


def test_a_claim_of_which_nothing_is_kept_any_more(tmp_path):
    office = Office(tmp_path)
    office.add(file_837p(claim("A1", TWO)))
    office.send()
    office.post(answer_835([denied("A1")]))
    with sqlite3.connect(office.home / "books.sqlite") as connection:
        connection.execute("DELETE FROM submission")
    office.ask("appeals", "draft", "1", "--reason", "x")
    assert office.refused("appeals", "letter", "1") == "claims.unreadable"
