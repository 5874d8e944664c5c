# SPDX-License-Identifier: Apache-2.0
"""Rules learned from denials, a program that is asked about each claim, and shared visits, from the command line."""
import json
import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("CLEANCLAIM_PROGRAM", str(ROOT / ".build/release/cleanclaim"))
ADAPTER = """#!/usr/bin/env python3
import json, sys, time
for line in sys.stdin:
    claim = json.loads(line)
    if claim["id"] == "slow":
        time.sleep(60)
    found = [{"rule": "authorization", "severity": "rejects", "line": one["number"], "message": "wants one"}
             for one in claim["record"]["lines"] if one.get("code") == "97110"]
    print(json.dumps({"id": claim["id"], "findings": found}), flush=True)
"""


@pytest.fixture
def run(tmp_path):
    """Runs the program on an installation that has nothing."""
    def call(*arguments, text=""):
        return subprocess.run(
            [PROGRAM, *map(str, arguments)], input=text, capture_output=True, text=True,
            env={**os.environ, "CLEANCLAIM_HOME": str(tmp_path / "home")}, cwd=ROOT, timeout=120)
    return call


@pytest.fixture
def outcomes(tmp_path):
    """A table in which 97110 is denied by one payer, and little else."""
    rows = ["payer,claim,date,code,modifiers,outcome,reason"]
    for number in range(400):
        payer, code = ("99905", "99906")[number % 2], ("97110", "99213", "93000")[number % 3]
        denied = payer == "99905" and code == "97110" and number % 5 or number % 37 == 0
        rows.append(f"{payer},{number},2026-03-02,{code},GP,{'denied,CO-197' if denied else 'paid,'}")
    path = tmp_path / "outcomes.csv"
    path.write_text("\n".join(rows) + "\n")
    return path


def test_a_learned_rule_is_off_until_it_is_switched_on(run, outcomes, tmp_path):
    learned = tmp_path / "learned.yaml"
    done = run("rules", "learn", outcomes, "--out", learned)
    assert done.returncode == 0 and "97110 denied" in done.stdout and "CO-197" in done.stdout
    assert done.stdout.count(" denied ") == 1
    claim = {"id": "A", "date": "2026-04-01", "payer": "99905", "claimFiling": "CI", "lines": [{"code": "97110"}]}

    def told():
        answer = run("edit", "--ndjson", text=json.dumps(claim) + "\n")
        return [one["rule"] for one in json.loads(answer.stdout)["findings"]]

    assert run("rules", "install", learned).returncode == 0
    assert "(1 off)" in run("rules", "list").stdout
    assert told() == []
    changed = learned.read_text().replace("enabled: false", "enabled: true").replace(
        'version: "2026-03-02"', 'version: "2026-03-02.1"')
    learned.write_text(changed)
    assert run("rules", "install", learned).returncode == 0
    assert told() == ["payer-rule.warns"]


def test_the_file_is_printed_without_out(run, outcomes):
    done = run("rules", "learn", outcomes)
    assert done.stdout.startswith("# Learned from denials") and "enabled: false" in done.stdout
    counts = json.loads(run("rules", "learn", outcomes, "--json").stdout)
    assert counts["claims"] == 400 and len(counts["rules"]) == 1


def test_noise_gives_no_file(run, tmp_path):
    table, out = tmp_path / "noise.csv", tmp_path / "none.yaml"
    rows = [f"A,2026-03-02,{99211 + number % 5},{'denied,CO-16' if number % 11 == 0 else 'paid,'}" for number in range(600)]
    table.write_text("payer,date,code,outcome,reason\n" + "\n".join(rows) + "\n")
    done = run("rules", "learn", table, "--out", out)
    assert done.returncode == 0 and "No pattern stands out" in done.stdout and not out.exists()


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_pre_check_holds_and_a_slow_one_loses_no_claim(run, tmp_path, jobs):
    adapter = tmp_path / "ask-payer"
    adapter.write_text(ADAPTER)
    adapter.chmod(0o755)
    claims = "".join(
        json.dumps({"id": name, "date": "2026-03-02", "lines": [{"code": code}]}) + "\n"
        for name, code in [("A", "97110"), ("slow", "99213"), ("B", "99213"), ("C", "97110")])
    done = run(
        "edit", "--ndjson", "--jobs", jobs, "--pre-check", adapter, "--pre-check-seconds", 1, text=claims)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["id"] for one in answers] == ["A", "slow", "B", "C"]
    rules = [[f["rule"] for f in one["findings"] if f["rule"].startswith("precheck")] for one in answers]
    assert rules == [["precheck.holds"], ["precheck.unavailable"], [], ["precheck.holds"]]
    assert answers[0]["findings"][0]["source"]["document"] == "ask-payer"
    assert done.returncode == 1


def test_a_pre_check_that_is_not_there_ends_the_command(run):
    done = run("edit", "--ndjson", "--pre-check", "/nowhere/ask", text="")
    assert done.returncode == 4 and "file.program-failed" in done.stdout + done.stderr


def test_shared_visits(run):
    split = run(
        "em", "hospital-subsequent", "--date", "2026-03-02", "--payer", "medicare", "--physician-minutes", 30,
        "--nonphysician-minutes", 25)
    assert split.stdout.startswith("99233-FS") and "the physician bills" in split.stdout
    visit = run(
        "em", "preventive-established", "--date", "2026-03-02", "--age", 52, "--separate-problem", "--problem",
        "stable-chronic", "--risk", "low")
    assert visit.stdout.startswith("99396  by age") and "99213-25" in visit.stdout
    taught = run(
        "em", "office-established", "--date", "2026-03-02", "--problem", "stable-chronic", "--risk", "low", "--teaching",
        "exception")
    assert taught.stdout.startswith("99213-GE")
    twice = run(
        "em", "hospital-discharge", "--date", "2026-03-02", "--payer", "medicare", "--minutes", 31, "--same-day",
        "nursing-initial")
    assert twice.stdout.startswith("99239")
