# SPDX-License-Identifier: Apache-2.0
"""Claims held against what was billed before for the same patient, from the command line."""
import copy
import json
import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("CLEANCLAIM_PROGRAM", str(ROOT / ".build/release/cleanclaim"))
TABLES = ["--tables", "Docs/correct-coding/tables", "--tables", "Data/edits/tables/made-up-pprrvu.csv"]
PAIR = json.loads((ROOT / "Docs/correct-coding/held/pair.json").read_text())


def claim(name, code, *, units=1, day="2026-08-12", **changes):
    """A claim of one line of the patient of the lesson."""
    document = copy.deepcopy(PAIR)
    document.pop("notes")
    document["id"] = name
    document["statementPeriod"] = {"from": day, "through": day}
    document["charges"] = [{"code": code, "units": units, "charge": 50.0, "diagnoses": [1], "date": day}]
    if member := changes.get("member"):
        document["coverages"][0]["subscriberId"] = member
    if given := changes.get("given"):
        document["patient"]["given"] = given
    if npi := changes.get("rendering"):
        document["providers"]["rendering"].update(npi=npi, taxonomy="207R00000X")
    return document


@pytest.fixture
def judge(tmp_path):
    """Judges documents in one call; gives the rules that reject, by the identifier of the claim."""
    def call(documents, *options, command="edit", history=()):
        def written(name, several):
            path = tmp_path / f"{name}.ndjson"
            path.write_text("".join(json.dumps(one) + "\n" for one in several))
            return path
        arguments = [PROGRAM, command, str(written("claims", documents)), *TABLES, *options]
        if history:
            arguments += ["--history", str(written("history", history))]
        if "--ndjson" not in options:
            arguments.append("--json")
        done = subprocess.run(
            arguments, capture_output=True, text=True, cwd=ROOT, timeout=120,
            env={**os.environ, "CLEANCLAIM_HOME": str(tmp_path / "home")} if command == "edit" else os.environ)
        assert done.returncode in (0, 1), done.stderr
        found = {}
        for line in done.stdout.splitlines():
            answer = json.loads(line)
            if "findings" in answer:
                found[answer.get("id") or answer["encounter"]] = [
                    finding for finding in answer["findings"]
                    if finding["severity"] == "rejects" and finding["rule"].split(".")[0] in ("ncci", "mpfs")]
        return {name: [one["rule"] for one in findings] for name, findings in found.items()}, found
    return call


def test_a_pair_over_two_claims_holds_the_later_and_names_the_earlier(judge):
    rules, found = judge([claim("FIRST", "11042"), claim("SECOND", "11720")])
    assert rules == {"FIRST": [], "SECOND": ["ncci.procedure-pair"]}
    assert "claim FIRST" in found["SECOND"][0]["facts"].values()
    rules, _ = judge([claim("SECOND", "11720"), claim("FIRST", "11042")])
    assert rules == {"SECOND": [], "FIRST": ["ncci.procedure-pair"]}


@pytest.mark.parametrize("changes", [
    {"member": "1EG4TE5MK72"}, {"given": "Henrietta"}, {"day": "2026-08-13"}, {"rendering": "1999999026"}])
def test_another_patient_day_or_practitioner_is_silent(judge, changes):
    rules, _ = judge([claim("FIRST", "11042"), claim("SECOND", "11720", **changes)])
    assert rules == {"FIRST": [], "SECOND": []}


def test_units_are_counted_over_claims(judge):
    rules, _ = judge([claim("FIRST", "J1885", units=5), claim("SECOND", "J1885", units=3)])
    assert rules == {"FIRST": [], "SECOND": []}
    rules, _ = judge([claim("FIRST", "J1885", units=5), claim("SECOND", "J1885", units=4)])
    assert rules == {"FIRST": [], "SECOND": ["ncci.units-day"]}


def test_a_visit_lies_in_the_global_period_of_an_earlier_claim(judge):
    rules, found = judge([claim("FIRST", "11103", day="2025-10-06"), claim("SECOND", "99213", day="2025-11-03")])
    assert rules["SECOND"] == ["mpfs.global-visit"]
    assert found["SECOND"][0]["facts"]["claim"] == "FIRST"
    rules, _ = judge([claim("FIRST", "11103", day="2025-10-06"), claim("SECOND", "99213", day="2026-01-05")])
    assert rules["SECOND"] == []


def test_a_claim_sent_anew_is_no_history_of_itself(judge):
    rules, _ = judge([claim("FIRST", "J1885", units=6), claim("FIRST", "J1885", units=7)])
    assert rules == {"FIRST": []}
    # What took its place counts, once.
    rules, _ = judge([claim("FIRST", "J1885", units=6), claim("FIRST", "J1885", units=2),
                      claim("SECOND", "J1885", units=6)])
    assert rules == {"FIRST": [], "SECOND": []}


@pytest.mark.parametrize("command", ["edit", "run"])
def test_earlier_claims_are_given_and_not_judged(judge, command, request):
    if command == "run":
        request.getfixturevalue("homes")
    rules, _ = judge([claim("SECOND", "11720")], history=[claim("FIRST", "11042")], command=command)
    assert rules == {"SECOND": ["ncci.procedure-pair"]}


def test_run_holds_a_claim_against_those_before_it(judge, homes):
    rules, _ = judge([claim("FIRST", "11042"), claim("SECOND", "11720")], command="run")
    assert rules == {"FIRST": [], "SECOND": ["ncci.procedure-pair"]}


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_lines_are_held_against_what_is_given_alone(judge, jobs):
    documents = [claim("FIRST", "11042"), claim("SECOND", "11720"), claim("THIRD", "11720")]
    rules, _ = judge(documents, "--ndjson", "--jobs", jobs)
    assert rules == {"FIRST": [], "SECOND": [], "THIRD": []}
    rules, _ = judge(documents[1:], "--ndjson", "--jobs", jobs, history=documents[:1])
    assert rules == {"SECOND": ["ncci.procedure-pair"], "THIRD": ["ncci.procedure-pair"]}


def test_claims_without_a_day_take_the_day_that_is_given(judge, tmp_path):
    record = {"id": "R", "bill": "professional", "claimFiling": "MB",
              "lines": [{"code": "11042"}, {"code": "11720"}]}
    assert judge([record])[0] == {"R": []}
    assert judge([record], "--on", "2026-08-12")[0] == {"R": ["ncci.procedure-pair"]}


def test_what_was_not_known_yet_is_not_looked_at(tmp_path):
    """The tables took effect in July 2026: a knowledge date before it gives the bytes of a day without them."""
    record = {"id": "R", "bill": "professional", "claimFiling": "MB",
              "lines": [{"code": "11042"}, {"code": "11720"}]}

    def edit(home, *options):
        return subprocess.run(
            [PROGRAM, "edit", "-", "--json", "--on", "2026-08-12", *options], input=json.dumps(record),
            capture_output=True, text=True, cwd=ROOT, timeout=60,
            env={**os.environ, "CLEANCLAIM_HOME": str(tmp_path / home)}).stdout
    before = edit("home")
    subprocess.run([PROGRAM, "codes", "import", "--home", str(tmp_path / "home"),
                    *map(str, sorted((ROOT / "Docs/correct-coding/tables").iterdir()))],
                   check=True, capture_output=True, cwd=ROOT)
    assert "ncci.procedure-pair" in edit("home")
    assert edit("home", "--known", "2026-06-30") == before == edit("none")


def test_a_history_that_is_not_there_is_told(tmp_path):
    done = subprocess.run([PROGRAM, "edit", "Examples", "--history", str(tmp_path / "none.edi")],
                          capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 4 and "none.edi" in done.stderr
