# SPDX-License-Identifier: Apache-2.0
"""Patients, payers, keys and the front desk from outside, on both engines."""
import json
import os
import stat
import subprocess

import pytest

from conftest import PROGRAM, ROOT
from test_books import database

DOCS = ROOT / "Docs/people"


class Practice:
    """A practice with keys, books, payers, providers and one patient."""

    def __init__(self, home, address):
        self.home, self.options = home, ["--database", address] if address else []
        self.answer("keys", "new")
        self.run("books", "init", "--from", "2026-01-01")
        self.answer("payers", "put", DOCS / "payers.json")
        self.answer("providers", "put", DOCS / "providers.json")
        self.patient = self.answer("people", "add", DOCS / "patient.json")["patient"]
        self.answer("desk", "setup", "--zone", "America/Chicago")
        self.answer("desk", "resources", "dr-careful", "--name", "Dora Careful", "--npi", "1245319599")
        self.answer("desk", "resources", "room-1", "--kind", "room")

    def run(self, *arguments, text=None, **environment):
        options = self.options if arguments[:2] != ("keys", "new") else []
        return subprocess.run(
            [PROGRAM, *map(str, arguments), *options], cwd=ROOT, capture_output=True, input=text, text=True,
            env={**os.environ, "CLEANCLAIM_HOME": str(self.home), "USER": "ann", **environment}, timeout=120)

    def answer(self, *arguments, **more):
        done = self.run(*arguments, "--json", **more)
        assert done.returncode == 0, done.stdout + done.stderr
        return json.loads(done.stdout)

    def refused(self, *arguments, **more):
        done = self.run(*arguments, "--json", **more)
        finding = json.loads(done.stdout)["findings"][0]
        assert finding["message"] and "{" not in finding["message"]
        # People are in answers, never in what goes wrong.
        assert "Testperson" not in done.stdout + done.stderr and "SHP00" not in done.stdout + done.stderr
        return done.returncode, finding["rule"]


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def practice(request, tmp_path):
    return Practice(tmp_path / "home", database(request.param))


def changed(**members):
    document = json.loads((DOCS / "patient.json").read_text())
    for name, value in members.items():
        if name == "member":
            document["coverages"][0]["coverage"]["subscriberId"] = value
        else:
            document["patient"][name] = value
    return json.dumps(document)


def test_patients_are_entered_found_and_merged(practice):
    again = practice.answer("people", "add", DOCS / "patient.json")
    assert again["patient"] == "P000001" and not again["new"]
    other = practice.answer(
        "people", "add", "-", text=changed(birthDate="1980-02-28", member="X1", medicalRecordNumber="MR-2"))
    assert other["patient"] == "P000002" and other["new"]
    pair, = other["possible_duplicates"]
    assert pair["points"] >= 60 and "birth date slip" in pair["reasons"]
    assert len(practice.answer("people", "find", "--family", "TESTPERSON")["found"]) == 2
    assert practice.answer("people", "find", "--member", "shp-0012345")["found"][0]["id"] == "P000001"
    assert practice.answer("people", "merge", "P000002", "P000001")["numbers"] == ["P000001", "P000002"]
    shown = practice.answer("people", "show", "P000002")
    assert shown["id"] == "P000001" and len(shown["coverages"]) == 2
    assert practice.answer("people", "duplicates")["pairs"] == []
    assert practice.refused("people", "merge", "P000002", "P000001") == (1, "people.cannot-merge")
    assert practice.answer("people", "unmerge", "P000002")["out_of"] == "P000001"
    assert practice.refused("people", "unmerge", "P000002") == (1, "people.not-merged")
    actions = [change["action"] for change in practice.answer("people", "history", "P000001")["changes"]]
    assert actions == ["patient add", "patient merge", "patient unmerge"]
    assert {change["by"] for change in practice.answer("people", "history", "P000001")["changes"]} == {"ann"}
    assert practice.refused("people", "show", "P000099") == (1, "people.unknown")
    # Who types a name where a number belongs does not find it in what goes wrong.
    assert practice.refused("people", "show", "Testperson") == (1, "people.unknown")
    assert practice.refused("desk", "cancel", "Testperson") == (1, "desk.unknown")


def test_what_a_claim_would_lack_is_said_when_a_coverage_is_entered(practice):
    document = json.loads((DOCS / "coverage.json").read_text())
    del document["coverage"]["medicareSecondaryReason"]
    added = practice.answer("people", "coverage", "P000001", "-", text=json.dumps(document))
    assert added["payer"] == "medicare-il"
    assert [finding["rule"] for finding in added["findings"]] == ["coverage.no-secondary-reason"]
    fixed = practice.answer("people", "coverage", "P000001", DOCS / "coverage.json", "--number", "2")
    assert fixed["findings"] == []
    ended = practice.answer("people", "coverage", "P000001", "--number", "2", "--end", "2026-03-31")
    assert ended["through"] == "2026-03-31"
    assert practice.refused(
        "people", "coverage", "P000001", "--number", "2", "--end", "2025-03-31") == (1, "people.bad-period")
    force = [one["in_force"] for one in practice.answer("people", "show", "P000001", "--on", "2026-05-01")["coverages"]]
    assert force == [True, False]


def test_guarantors_payers_providers_and_authorizations(practice):
    after = practice.answer(
        "people", "guarantor", "P000001", "--person", DOCS / "guarantor.json", "--since", "2026-05-01")
    assert after["guarantors"] == [{"guarantor": "G000001"}, {"since": "2026-05-01", "guarantor": "G000002"}]
    assert practice.answer("people", "guarantor", "P000001", "--to", "G000001", "--since", "2026-06-01")[
        "guarantor"] == "G000001"
    assert practice.answer("payers", "show", "sample health of ILLINOIS")["payers"][0]["id"] == "sample-plan"
    taken = '{"id": "other", "name": "Other", "number": "99999"}'
    assert practice.refused("payers", "put", "-", text=taken) == (1, "people.alias-taken")
    assert len(practice.answer("payers", "show")["payers"]) == 2
    wrong = '{"organization": "X", "npi": "1234567890"}'
    assert practice.refused("providers", "put", "-", text=wrong) == (1, "people.bad-npi")
    enrolled = practice.answer(
        "providers", "enrol", "1234567893", "--payer", "SHP", "--set", "835", "--state", "active", "--since", "2026-02-01")
    assert enrolled["enrolments"] == [
        {"npi": "1234567893", "payer": "sample-plan", "set": "835", "state": "active", "since": "2026-02-01"}]
    one = practice.answer(
        "authorizations", "add", "P000001", "--reference", "A-1", "--allowed", "3", "--through", "2026-12-31")
    use = ("authorizations", "use", one["number"], "--on", "2026-11-01", "--key")
    assert practice.answer(*use, "a")["left"] == 2
    assert practice.answer(*use, "a")["left"] == 2
    assert practice.answer(*use, "b", "--units", "2")["left"] == 0
    assert practice.refused(*use, "c") == (1, "people.not-authorized")
    warned, = practice.answer("authorizations", "warnings", "--on", "2026-12-20")["authorizations"]
    assert [finding["rule"] for finding in warned["findings"]] == ["authorization.expires-soon", "authorization.used-up"]


def test_a_file_of_patients_is_taken_or_its_bad_line_named(practice, tmp_path):
    file = tmp_path / "patients.ndjson"
    file.write_text("".join(changed(family=f"Sample{n:04}", member=f"M{n}") .replace("\n", "") + "\n" for n in range(1200)))
    assert practice.answer("people", "import", file) == {"lines": 1200, "added": 1200, "present": 0}
    assert practice.answer("people", "import", file) == {"lines": 1200, "added": 0, "present": 1200}
    bad = changed(birthDate="1980-02-31").replace("\n", "") + "\n"
    done = practice.run("people", "import", "-", "--json", text=changed(family="New").replace("\n", "") + "\n" + bad)
    finding, = json.loads(done.stdout)["findings"]
    assert finding["rule"] == "people.bad-document" and finding["place"] == "line 2" and done.returncode == 1
    assert practice.answer("people", "find", "--family", "New")["found"] == []


def test_keys_are_needed_kept_apart_and_changed(practice, tmp_path):
    keys = practice.home / "keys"
    assert stat.S_IMODE(keys.stat().st_mode) == 0o600
    before = practice.answer("keys", "list")["keys"]
    practice.answer("keys", "new")
    after = practice.answer("keys", "rotate")
    assert [key["values"] for key in after["keys"]] == [0, before[0]["values"]] and after["rows"] > 0
    assert practice.answer("keys", "rotate")["rows"] == 0
    assert practice.answer("people", "show", "P000001")["patient"]["family"] == "Testperson"
    moved = tmp_path / "elsewhere"
    keys.rename(moved)
    assert practice.refused("people", "show", "P000001") == (3, "keys.not-found")
    assert practice.answer("people", "show", "P000001", CLEANCLAIM_KEYS=str(moved))["id"] == "P000001"
    moved.chmod(0o644)
    assert practice.refused("people", "show", "P000001", "--keys", moved) == (4, "keys.open-to-others")
    practice.answer("keys", "new")
    assert practice.refused("people", "show", "P000001") == (2, "keys.other-ring")


def test_no_name_or_number_stands_in_the_files(tmp_path):
    practice = Practice(tmp_path / "home", None)
    book(practice)
    content = b"".join(path.read_bytes() for path in practice.home.glob("books.sqlite*"))
    assert len(content) > 10_000
    for mark in ["Testperson", "TESTPERSON", "SHP0012345", "Sample Street", "1980-02-29", "19800229", "2175550123",
                 "MR-1001", "zoe@patient", "sore knee"]:
        assert mark.encode() not in content, mark


def book(practice, at="2026-12-01T09:00", *more):
    answer = practice.answer(
        "desk", "book", "P000001", "--with", "dr-careful", "--at", at, "--reason", "sore knee", *more)
    return [one["id"] for one in answer["appointments"]]


def test_appointments_are_booked_moved_and_never_twice(practice):
    first, = book(practice, "2026-12-01T09:00", "--minutes", "30")
    twice = ("desk", "book", "P000001", "--with", "dr-careful", "--at", "2026-12-01T09:25")
    assert practice.refused(*twice) == (1, "desk.taken")
    assert practice.answer("desk", "move", first, "--at", "2026-12-02T09:00")["appointments"][0]["local"] == "2026-12-02T09:00"
    second, = [one["id"] for one in practice.answer(*twice)["appointments"]]
    series = book(practice, "2026-10-28T08:00", "--every", "1", "--count", "2")
    starts = [one["start"] for one in (
        practice.answer("desk", "day", "--on", day)["appointments"][0] for day in ("2026-10-28", "2026-11-04"))]
    assert starts == ["2026-10-28T13:00:00.000000Z", "2026-11-04T14:00:00.000000Z"]
    waiting = practice.answer(
        "desk", "waiting", "add", "P000001", "--with", "dr-careful", "--from", "2026-12-01", "--through", "2026-12-01")
    freed = practice.answer("desk", "cancel", second)
    assert [one["number"] for one in freed["waiting"]] == [waiting["number"]]
    assert practice.refused("desk", "state", second, "arrived") == (1, "desk.wrong-state")
    assert len(practice.answer("desk", "cancel", series[0], "--series")["appointments"]) == 2
    assert practice.refused("desk", "book", "P000001", "--with", "nobody", "--at", "2026-12-01T09:00") == (1, "desk.unknown")
    assert practice.refused("desk", "book", "P000001", "--with", "room-1", "--at", "2026-12-01T09:01") == (1, "desk.bad-time")
    listed = practice.answer("desk", "reminders", "--through", "2026-12-31", "--mark")["reminders"]
    assert [one["id"] for one in listed] == [first] and listed[0]["telephone"] == "2175550123"
    assert practice.answer("desk", "reminders", "--through", "2026-12-31")["reminders"] == []


def test_check_in_takes_the_copay_into_drawer_and_books(practice, tmp_path):
    first, = book(practice)
    check_in = ("desk", "check-in", first, "--copay", "25.00")
    # No open drawer: neither the money nor the check-in.
    assert practice.refused(*check_in) == (1, "desk.drawer")
    assert practice.answer("desk", "day", "--on", "2026-12-01")["appointments"][0]["state"] == "booked"
    practice.answer("desk", "drawer", "open", "--float", "100.00")
    done = practice.answer(*check_in)
    assert done["appointments"][0]["state"] == "checked-in" and done["receipt"]["receipt"] == 1
    practice.answer("desk", "take", "P000001", "40.00", "--method", "card", "--for", "prepayment")
    practice.answer("desk", "take", "P000001", "10.00", "--method", "check")
    practice.answer("desk", "void", "3")
    assert practice.refused("desk", "void", "3") == (1, "desk.voided")
    pdf = tmp_path / "receipt.pdf"
    receipt = practice.answer("desk", "receipt", "1", "--name", "Sample Clinic", "--pdf", pdf)
    assert "Testperson" in receipt["text"] and "$25.00" in receipt["text"] and pdf.read_bytes()[:4] == b"%PDF"
    closed = practice.answer("desk", "drawer", "close", "--counted", "124.00")
    assert (closed["receipts"], closed["expected"], closed["over"]) == (25.00, 125.00, -1.00)
    shown, = practice.answer("desk", "drawer", "show")["drawers"]
    assert shown["ledger"] == shown["receipts"] == 25.00
    accounts = {one["account"]: one["balance"] for one in practice.answer("books", "trial-balance")["accounts"]}
    assert accounts == {1020: 0.0, 1030: 40.0, 1110: 24.0, 2110: -65.0, 5050: 1.0}
    assert practice.run("books", "verify").returncode == 0


def test_complaint_18_eligibility_is_asked_answered_and_shown_and_never_stops_the_desk(practice, tmp_path):
    one, = book(practice)
    asked = practice.answer("desk", "eligibility", "due", "--on", "2026-12-01", "--out", tmp_path / "out")
    assert asked["asked"] == 1 and asked["failed"] == []
    path, = asked["written"]
    # It is the practice's file, not its database: the options of the practice are not those of `x12`.
    valid = practice.run("x12", "validate", path) if not practice.options else None
    assert valid is None or valid.returncode == 0, valid.stdout
    sent = open(path).read()
    assert "TRN*1*E000001*" in sent and "EQ*30~" in sent and "NM1*IL*1*Testperson*Zoe*Q***MI*SHP0012345~" in sent
    answer = (ROOT / "Tests/Fixtures/x12/good/271.edi").read_text().replace("TRACE0001", "E000001")
    rejected = answer.replace("DTP*346*D8*20260101~\n", "").replace("EB*1**30**GOLD PLAN~\n", "")
    lines = [line for line in rejected.split("\n") if not line.startswith(("EB*", "LS*", "LE*", "NM1*P3"))]
    at = next(index for index, line in enumerate(lines) if line.startswith("DMG"))
    lines[at:at] = ["AAA*N**72*C~", "AAA*Y**42*R~"]
    count = sum(1 for line in lines if line and not line.startswith(("ISA", "GS", "GE", "IEA")))
    text = "\n".join(f"SE*{count}*0001~" if line.startswith("SE*") else line for line in lines)
    read = practice.answer("desk", "eligibility", "read", "-", text=text)
    told, = read["answers"]
    assert told["state"] == "rejected" and not told["active"]
    assert [(aaa["valid"], aaa["reason"], aaa["follow_up"]) for aaa in told["rejections"]] == [("N", "72", "C"), ("Y", "42", "R")]
    assert all(aaa["words"] for aaa in told["rejections"])
    day, = practice.answer("desk", "day", "--on", "2026-12-01")["appointments"]
    assert day["desk"]["eligibility"]["rejections"] == told["rejections"]
    # Turned away: asked again; then the answer in plain words.
    assert practice.answer("desk", "eligibility", "due", "--on", "2026-12-01", "--out", tmp_path / "out")["asked"] == 1
    good = practice.answer("desk", "eligibility", "read", "-", text=answer.replace("E000001", "E000002"))["answers"][0]
    assert good["active"] and any("GOLD PLAN" in line for line in good["benefits"])
    assert any("500.00" in line and "eductible" in line for line in good["benefits"])
    assert any("20 %" in line for line in good["benefits"])
    assert practice.answer("desk", "eligibility", "due", "--on", "2026-12-01", "--out", tmp_path / "out")["asked"] == 0
    foreign = practice.answer("desk", "eligibility", "read", "-", text=answer.replace("E000001", "X1"))
    assert foreign == {"answers": [], "unmatched": ["X1"]}
    assert practice.refused("desk", "eligibility", "read", "-", text="nonsense")[0] == 2
    assert len(practice.answer("desk", "eligibility", "show", "P000001")["inquiries"]) == 2
    # A patient of whom nothing can be asked, and one whose payer's answer is nonsense: booked and checked in all the same.
    document = json.loads(changed(family="Uninsured", birthDate="1990-01-01"))
    del document["coverages"], document["patient"]["medicalRecordNumber"]
    other = practice.answer("people", "add", "-", text=json.dumps(document))["patient"]
    booked = practice.answer("desk", "book", other, "--with", "dr-careful", "--at", "2026-12-01T10:00")
    assert [finding["rule"] for finding in booked["findings"]] == ["desk.no-coverage"]
    batch = practice.answer("desk", "eligibility", "due", "--on", "2026-12-01", "--out", tmp_path / "out")
    assert [one["findings"][0]["rule"] for one in batch["failed"]] == ["desk.cannot-ask"]
    done = practice.answer("desk", "check-in", booked["appointments"][0]["id"])
    assert done["appointments"][0]["state"] == "checked-in"
    assert practice.answer("desk", "check-in", one)["desk"]["eligibility"]["active"]


def program(folder, *rows):
    path = folder / "find-coverage"
    path.write_text("#!/bin/sh\n" + "\n".join(rows) + "\n")
    path.chmod(0o755)
    return path


def test_what_a_program_finds_of_coverages_is_shown_and_not_entered(practice, tmp_path):
    known = practice.answer("people", "show", practice.patient)["coverages"]
    found = {"coverages": [{key: value for key, value in known[0].items() if key in ("coverage", "payer", "from")},
                           json.loads((DOCS / "coverage.json").read_text())]}
    asked = tmp_path / "asked.json"
    path = program(tmp_path, f"head -1 > {asked}", f"echo '{json.dumps(found)}'")
    answer = practice.answer("people", "discover", practice.patient, "--program", path, "--on", "2026-03-02")
    assert [one["known"] for one in answer["found"]] == [True, False]
    question = json.loads(asked.read_text())
    assert question["on"] == "2026-03-02" and question["patient"] and len(question["coverages"]) == len(known)
    assert practice.answer("people", "show", practice.patient)["coverages"] == known
    # What was found can be entered as it is.
    document = tmp_path / "found.json"
    document.write_text(json.dumps(answer["found"][1]["document"]))
    assert practice.answer("people", "coverage", practice.patient, document)["coverage"] == len(known) + 1


@pytest.mark.parametrize("rows, rule", [
    (("exit 0",), "people.not-discovered"), (("head -1 >/dev/null", "echo nothing"), "people.not-discovered"),
    (("sleep 5",), "people.not-discovered"),
    (("head -1 >/dev/null", "echo '{\"coverages\": [{\"order\": 1}]}'"), "encounter.missing-field")])
def test_a_program_that_finds_nothing_usable_is_told(practice, tmp_path, rows, rule):
    code, found = practice.refused("people", "discover", practice.patient, "--program", program(tmp_path, *rows),
                                   "--seconds", 1)
    assert (code != 0, found) == (True, rule)
