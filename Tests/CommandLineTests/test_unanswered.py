# SPDX-License-Identifier: Apache-2.0
"""Claims that payers have and say nothing of: listed, asked about by 276, answered."""
import json
import subprocess

import pytest

from conftest import PROGRAM
from office import Office, answer, claim, remittance, remittances_835


@pytest.fixture
def office(tmp_path):
    """Three claims sent on the 1st of June: one paid, two unanswered."""
    office = Office(tmp_path)
    office.add(claim("A-1", ("99213", "100.00")), claim("A-2", ("99214", "150.00"), member="EXM2", family="OTHER"),
               claim("A-3", ("99212", "70.00"), payer="99991"))
    office.post(remittances_835(remittance("T1", "100.00", answer("A-1", "100.00", "100.00", ("99213", "100.00", "100.00", [])))))
    return office


def unanswered(office, *more, **kinds):
    return office.answer("claims", "unanswered", *more, **kinds)


def test_what_nobody_has_answered_is_listed_by_days(office):
    assert unanswered(office, "--on", "2026-06-30")["claims"] == []
    listed = unanswered(office, "--on", "2026-07-01")
    assert [(one["claim"], one["days"], one["state"]) for one in listed["claims"]] == [("A-2", 30, "sent"), ("A-3", 30, "sent")]
    assert unanswered(office, "--on", "2026-06-11", "--days", 10, "--limit", 1)["claims"][0]["claim"] == "A-2"
    # What a payer says counts as being heard of.
    office.post(remittances_835(remittance("T2", "0.00", answer("A-2", "150.00", "0.00", ("99214", "150.00", "0", ["CO*50*150"]),
                                                               status="4", member="EXM2", family="OTHER"))))
    assert [one["claim"] for one in unanswered(office, "--on", "2026-07-01")["claims"]] == ["A-3"]


def test_payers_are_asked_once_a_week_and_the_answer_reaches_the_claim(office, tmp_path):
    out = tmp_path / "out"
    asked = unanswered(office, "--on", "2026-07-01", "--ask", "--out", out, now="2026-07-01T09:00:00Z")
    assert (asked["asked"], asked["payers"], asked["findings"]) == (2, 2, [])
    path = out / asked["file"]
    text = path.read_text()
    assert text.count("ST*276*") == 2 and text.count("TRN*1*A-") == 2 and "AMT*T3*150" in text
    done = subprocess.run([PROGRAM, "x12", "validate", path, "--json"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    again = unanswered(office, "--on", "2026-07-05", "--ask", "--out", out, now="2026-07-05T09:00:00Z")
    assert again["asked"] == 0 and "file" not in again
    assert {one["asked"] for one in unanswered(office, "--on", "2026-07-05")["claims"]} == {"2026-07-01"}
    later = unanswered(office, "--on", "2026-07-09", "--ask", "--out", out, now="2026-07-09T09:00:00Z")
    assert later["asked"] == 2 and later["file"] != asked["file"]
    # The simulated payer has never seen the claims, and says so.
    replies = tmp_path / "replies"
    done = subprocess.run([PROGRAM, "payer", "answer", path, "--out", replies, "--on", "2026-07-02", "--json"],
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    reply, = replies.glob("*-277.edi")
    office.answer("claims", "acknowledge", reply, now="2026-07-03T09:00:00Z")
    heard = {one["claim"]: one["heard"] for one in unanswered(office, "--on", "2026-08-30")["claims"]}
    assert heard["A-2"]


def test_what_lacks_a_number_is_named_and_the_rest_is_asked(office, tmp_path):
    lacking = [row.replace("*MI*EXM9", "") for row in claim("A-9", ("99213", "80.00"), member="EXM9")]
    office.add(lacking)
    asked = unanswered(office, "--on", "2026-07-01", "--ask", "--out", tmp_path / "out", now="2026-07-01T09:00:00Z")
    assert asked["asked"] == 2
    assert [(one["rule"], "A-9" in one["message"]) for one in asked["findings"]] == [("claims.cannot-ask", True)]


def test_the_dependent_is_asked_about_below_the_subscriber(office, tmp_path):
    rows = claim("A-5", ("99213", "60.00"), member="EXM5", family="HOLDER", given="ANN")
    place = next(index for index, row in enumerate(rows) if row.startswith("CLM"))
    rows[0] = "SBR*P********CI"
    rows[place:place] = ["HL*9*2*23*0", "PAT*19", "NM1*QC*1*HOLDER*CHILD", "N3*1 ELM STREET", "N4*MILBROOK*OH*430990100",
                         "DMG*D8*20150301*M"]
    office.add(rows)
    unanswered(office, "--on", "2026-07-01", "--ask", "--out", tmp_path / "out", now="2026-07-01T09:00:00Z")
    path, = (tmp_path / "out").iterdir()
    rows = [row.strip() for row in path.read_text().split("~")]
    child = rows.index("NM1*QC*1*HOLDER*CHILD")
    assert rows[child - 1] == "DMG*D8*20150301*M" and rows[child - 2].split("*")[3] == "23"
    assert any(row.startswith("NM1*IL*1*HOLDER*ANN") for row in rows[:child])
    done = subprocess.run([PROGRAM, "x12", "validate", path, "--json"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
