# SPDX-License-Identifier: Apache-2.0
"""Looking codes up by program: a line each, in order, whatever the lines are."""
import json
import random

import pytest

from conftest import ROOT


def test_ndjson_answers_every_line_in_order(cleanclaim):
    lines = ["E11.9", "", "garbage!", "I10", "   ", "E119", "\t", "ZZZ99", "s02.0xxa", "E11.9", "{}", "é", "0" * 500]
    done = cleanclaim("codes", "lookup", "--ndjson", "--set", "icd10cm", text="".join(f"{x}\n" for x in lines))
    assert done.returncode == 0 and done.stderr == ""
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == len(lines)
    found = [answer["code"] for answer in answers if answer["found"]]
    assert found == ["E11.9", "I10", "E11.9", "S02.0XXA", "E11.9"]
    for line, answer in zip(lines, answers):
        assert answer["set"] == "icd10cm"
        if not answer["found"]:
            assert answer["reason"] and answer["nearest"] is not None, line


def test_ndjson_keeps_pace_line_by_line(cleanclaim):
    numbers = random.Random(3)
    codes = [numbers.choice(["E11.9", "I10", "J45.909", "S02.0XXA", "Q9"]) for _ in range(2000)]
    done = cleanclaim("codes", "lookup", "--ndjson", "--on", "2026-05-01", text="".join(f"{x}\n" for x in codes))
    assert [json.loads(line)["code"] for line in done.stdout.splitlines()] == codes


def test_bytes_that_are_not_text_do_no_harm(cleanclaim, homes):
    import subprocess
    from conftest import PROGRAM
    done = subprocess.run(
        [PROGRAM, "codes", "lookup", "--ndjson", "--home", str(homes.home)], capture_output=True,
        input=b"E11.9\n\xff\xfe\nI10\r\n\x00\nlast", timeout=60)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["found"] for answer in answers] == [True, False, True, False, False]


def test_json_has_the_members_that_programs_rely_on(cleanclaim):
    answer = json.loads(cleanclaim("codes", "lookup", "e119", "--on", "2026-05-01", "--json").stdout)
    for name in ("set", "code", "title", "billable", "edition", "effective", "termination", "ancestors",
                 "notes", "seventh_characters"):
        assert name in answer
    assert (answer["set"], answer["code"], answer["billable"]) == ("icd10cm", "E11.9", True)
    assert [x["code"] for x in answer["ancestors"]] == ["4", "E08-E13", "E11"]


def test_failures_are_json_too(cleanclaim, homes):
    done = cleanclaim("codes", "lookup", "E11.9", "--json", home=homes.empty)
    assert done.returncode == 3
    assert json.loads(done.stdout)["findings"][0]["rule"] == "codes.none-installed"


def test_a_reader_that_goes_away_is_no_failure(cleanclaim, homes):
    import subprocess
    from conftest import PROGRAM
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", f'"{PROGRAM}" codes list --json --home "{homes.home}" | head -1'],
        capture_output=True, text=True, timeout=60)
    assert done.returncode in (0, 141) and done.stdout == "[\n" and done.stderr == ""


def test_complaint_20_an_april_release_stands_beside_the_october_one_and_switches_nothing_off(cleanclaim):
    editions = {}
    for day, edition in (("2026-01-15", "2025-10-01"), ("2026-05-01", "2026-04-01")):
        # A complete code that only its 7th character makes, a procedure, and one that has no 7th character.
        for code, set_ in (("S52.501A", "icd10cm"), ("0SR90JZ", "icd10pcs"), ("I10", "icd10cm")):
            answer = json.loads(cleanclaim("codes", "lookup", code, "--on", day, "--json").stdout)
            assert (answer["set"], answer["billable"], answer["edition"]) == (set_, True, edition), (code, day)
            editions.setdefault(code, set()).add(answer["edition"])
        header = json.loads(cleanclaim("codes", "lookup", "S52.501", "--on", day, "--json").stdout)
        assert header["billable"] is False and header["seventh_characters"]
    assert all(len(known) == 2 for known in editions.values())


@pytest.mark.parametrize("arguments, rule, code", [
    (("build", "0D?"), "codes.malformed", 1), (("build", "0ZZZ"), "codes.not-buildable", 1),
    (("map", "I10", "--from", "icd10pcs"), "codes.no-map", 3), (("tree", "XYZ"), "codes.not-in-edition", 1),
    (("tree", "E11", "--on", "1950-01-01"), "codes.no-edition", 3),
    (("search", "x", "--set", "icd9cm", "--on", "2026-01-01"), "codes.no-search", 3),
    (("lookup", "I10", "--set", "no set"), "codes.unknown-set", 1), (("remove", "nothing"), "codes.unknown-release", 1)])
def test_what_is_not_there_is_told_by_name(cleanclaim, arguments, rule, code):
    done = cleanclaim("codes", *arguments, "--json")
    finding, = json.loads(done.stdout)["findings"]
    assert (finding["rule"], done.returncode) == (rule, code) and "{" not in finding["message"]


def test_an_encounter_that_is_in_no_file_is_told(cleanclaim):
    done = cleanclaim("explain", ROOT / "Examples", "--encounter", "none", "--json")
    assert done.returncode == 1 and "encounter.no-such" in done.stdout and "none" in done.stdout
