# SPDX-License-Identifier: Apache-2.0
"""The coders' desk from outside: who has which chart, what stops it, what waits, and the claim that is made of it."""
import concurrent.futures
import json
import os
import subprocess

import pytest

from conftest import PROGRAM, ROOT
from office import Office

NOTE = ("--note", "the note has no laterality")
POINTERS = ("--set", "1.pointers=1", "--set", "2.pointers=1")


class Desk(Office):
    """The charts of a practice that has code sets."""

    def __init__(self, folder, codebooks):
        (folder / "home").mkdir()
        (folder / "home/codebook").symlink_to(codebooks)
        super().__init__(folder)

    def run(self, *arguments, now="2026-06-01T09:00:00Z", user="ann"):
        more = ["--by", user, "--at", now] if arguments[0] in ("charts", "claims") and arguments[1] != "reasons" else []
        options = [] if arguments[:2] == ("charts", "reasons") else self.options
        return subprocess.run([PROGRAM, *map(str, arguments), *options, *more], cwd=ROOT, capture_output=True, text=True,
                              env={**os.environ, "CLEANCLAIM_HOME": str(self.home)}, timeout=300)

    def charts(self, *arguments, **more):
        return self.answer("charts", *arguments, **more)

    def refuses(self, *arguments, **more):
        return self.refused("charts", *arguments, **more)

    def stopped(self, *arguments, **more):
        """What stopped a chart from being final: the rules, with the whole answer."""
        done = self.run("charts", *arguments, "--json", **more)
        answer = json.loads(done.stdout)
        assert done.returncode == 1, done.stdout
        return [one["rule"] for one in answer["findings"]], answer


@pytest.fixture
def desk(tmp_path, homes):
    desk = Desk(tmp_path, homes.home / "codebook")
    desk.charts("add", ROOT / "Examples/office-visit.json", "--fees", ROOT / "Examples/fees.json")
    return desk


@pytest.fixture
def visit(desk):
    """The office visit, taken by ann."""
    name = desk.charts("list")["charts"][0]["chart"]
    desk.charts("take", name)
    return name


def test_a_chart_goes_from_the_worklist_to_a_claim(desk, visit):
    saved = desk.charts("save", visit, "--set", "diagnoses=I10,E78.5", *POINTERS, now="2026-06-01T09:10:00Z")
    assert (saved["version"], saved["judgement"]["status"]) == (2, "clean")
    final = desk.charts("finish", visit, "--seen", "all", now="2026-06-01T09:30:00Z")
    assert (final["state"], final["coder"], final["minutes"], final.get("owner")) == ("coded", "ann", 30, None)
    made = desk.charts("claim")
    assert made == {"claims": [{"chart": visit, "claim": visit}], "findings": []}
    claim = desk.claim(visit)
    assert claim["state"] == "ready" and claim["charge"] == saved["value"]
    shown = desk.charts("show", visit)
    assert [one["move"] for one in shown["events"]] == ["add", "take", "save", "finish", "claim"]
    assert [one["diagnoses"] for one in shown["versions"]][1] == ["I10", "E78.5"]
    assert shown["moves"] == ["send-back"] and shown["claim"] == visit
    assert desk.charts("claim")["claims"] == [], "no chart gives two claims"


def test_what_comes_back_gives_a_corrected_claim_in_the_place_of_the_first(desk, visit):
    desk.charts("finish", visit, "--seen", "all")
    desk.charts("claim")
    desk.answer("claims", "send", "--out", desk.folder / "out")
    back = desk.charts("send-back", visit, *NOTE, user="bea")
    assert (back["state"], back["owner"]) == ("returned", "ann")
    assert desk.refuses("take", visit, user="bea") == (1, ["charts.taken"])
    assert desk.charts("next")["chart"]["chart"] == visit
    desk.charts("save", visit, "--set", "diagnoses=I10", *POINTERS)
    desk.charts("finish", visit, "--seen", "all")
    # It was sent, and nobody knows yet whether the payer has it: the billing office says when it may be corrected.
    stopped, _ = desk.stopped("claim")
    assert stopped and all(rule.startswith("claims.") for rule in stopped)
    assert desk.charts("show", visit)["state"] == "coded"


def test_before_it_is_sent_the_claim_is_simply_replaced(desk, visit):
    desk.charts("finish", visit, "--seen", "all")
    desk.charts("claim")
    desk.charts("send-back", visit, *NOTE, user="bea")
    desk.charts("take", visit)
    desk.charts("save", visit, "--set", "diagnoses=I10", *POINTERS)
    desk.charts("finish", visit, "--seen", "all")
    assert desk.charts("claim")["claims"] == [{"chart": visit, "claim": visit}]
    moves = [one["move"] for one in desk.claim(visit)["events"]]
    assert "correct" in moves
    desk.answer("books", "verify")


def test_what_rejects_is_a_hard_stop_and_what_warns_has_to_be_seen(desk, visit):
    desk.charts("save", visit, "--set", "diagnoses=E11.9,E10.9", *POINTERS)
    rules, answer = desk.stopped("finish", visit, "--seen", "all")
    assert rules == ["charts.held"] and answer["state"] == "coding" and answer["judgement"]["status"] == "held"
    assert any(one["severity"] == "rejects" for one in answer["judgement"]["findings"])
    desk.charts("save", visit, "--set", "diagnoses=M25.569,M25.561", *POINTERS)
    rules, answer = desk.stopped("finish", visit)
    warned = sorted({one["rule"] for one in answer["judgement"]["findings"] if one["severity"] == "warns"})
    assert rules == ["charts.warnings"] and warned
    seen = [word for rule in warned for word in ("--seen", rule)]
    assert desk.charts("finish", visit, *seen)["state"] == "coded"
    last = desk.charts("show", visit)["events"][-1]
    assert last["words"] == ", ".join(warned), "what was seen is kept"


def test_another_coder_approves(desk, visit):
    desk.charts("finish", visit, "--seen", "all", "--review")
    assert desk.refuses("approve", visit) == (1, ["charts.own-review"])
    assert desk.refuses("claim", visit) == (1, ["charts.no-such-move"])
    approved = desk.charts("approve", visit, user="bea")
    assert (approved["state"], approved["coder"]) == ("coded", "ann")


def test_a_chart_has_one_coder(desk, visit):
    for command in (("save", visit, "--set", "diagnoses=I10"), ("finish", visit), ("give-back", visit),
                    ("pend", visit, "--reason", "query-open")):
        assert desk.refuses(*command, user="bea") == (1, ["charts.not-yours"])
    assert desk.refuses("take", visit, user="bea") == (1, ["charts.no-such-move"])
    assert desk.charts("assign", visit, "--to", "bea", user="lead")["owner"] == "bea"
    assert desk.charts("give-back", visit, user="bea")["state"] == "uncoded"


def test_what_is_missing_waits_with_a_reason_and_a_day(desk, visit):
    waiting = desk.charts("pend", visit, "--reason", "pathology-missing")
    assert (waiting["state"], waiting["turn"], waiting["look_again"]) == ("pending", "laboratory", "2026-06-05")
    listed = desk.charts("list", "--state", "pending", "--reason", "pathology-missing", "--due-by", "2026-06-05")
    assert [one["chart"] for one in listed["charts"]] == [visit]
    assert desk.charts("list", "--state", "pending", "--due-by", "2026-06-04")["charts"] == []
    assert desk.charts("overview")["pending"] == [{"reason": "pathology-missing", "charts": 1, "value": waiting["value"]}]
    back = desk.charts("resume", visit, "--note", "the report is there")
    assert back["state"] == "uncoded" and "reason" not in back
    assert desk.refuses("pend", visit, "--reason", "sleepy") == (64, ["charts.bad-reason"])
    assert desk.refuses("pend", visit, "--reason", "other") == (64, ["billing.bad-text"])
    assert desk.charts("pend", visit, "--reason", "other", "--note", "wet", "--until", "2026-07-01")["look_again"] == "2026-07-01"


def test_a_worklist_is_ordered_filtered_and_goes_page_by_page(desk):
    desk.charts("add", ROOT / "Examples")
    charts = desk.charts("list")["charts"]
    assert len(charts) > 8 and [one["through"] for one in charts] == sorted(one["through"] for one in charts)
    for sort in ("age", "value"):
        whole = [one["chart"] for one in desk.charts("list", "--sort", sort)["charts"]]
        pages, after = [], ()
        while True:
            page = desk.charts("list", "--sort", sort, "--limit", 3, *after)
            pages += [one["chart"] for one in page["charts"]]
            if "next" not in page:
                break
            after = ("--after", page["next"])
        assert pages == whole
    stays = desk.charts("list", "--kind", "inpatient", "--sort", "value")["charts"]
    assert stays and {one["kind"] for one in stays} == {"inpatient"}
    assert [one["value"] for one in stays] == sorted((one["value"] for one in stays), reverse=True)
    payer = charts[0]["payer"]
    assert {one["payer"] for one in desk.charts("list", "--payer", payer)["charts"]} == {payer}
    assert all(one["value"] >= 1000 for one in desk.charts("list", "--least", "1000")["charts"])
    overview = desk.charts("overview", "--on", "2026-06-20")
    assert sum(one["charts"] for one in overview["not_final_coded"]) == len(charts)


def test_no_two_coders_get_one_chart(desk):
    desk.charts("add", ROOT / "Examples")
    count = len(desk.charts("list")["charts"])
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        taken = list(pool.map(lambda number: desk.charts("next", user=f"coder{number % 3}"), range(count + 2)))
    names = [one["chart"]["chart"] for one in taken if "chart" in one]
    assert len(names) == len(set(names)) == count


def test_the_same_again_adds_nothing_and_another_under_its_name_is_refused(desk, visit):
    path = ROOT / "Examples/office-visit.json"
    again = desk.charts("add", path, "--fees", ROOT / "Examples/fees.json")
    assert (again["added"], again["present"]) == (0, 1)
    other = json.loads(path.read_text().replace("Abernathy", "Other").replace("Okonkwo", "Other"))
    assert desk.refuses("add", desk.file(json.dumps(other), "other.json"), "--fees", ROOT / "Examples/fees.json") == (
        1, ["charts.other-chart"])
    # A document of the same encounter may take its place, of another not.
    saved = desk.charts("save", visit, "--document", path)
    assert saved["version"] in (1, 2)
    strange = ROOT / "Examples/delivery.json"
    assert desk.refuses("save", visit, "--document", strange) == (1, ["charts.other-encounter"])


@pytest.mark.parametrize("text, rule", [("{", "encounter.not-json"), ('{"encounters": []}', "charts.no-encounter")])
def test_documents_that_are_no_encounters_are_told_and_the_rest_is_added(desk, text, rule):
    code, rules = desk.refuses("add", desk.file(text, "bad.json"), ROOT / "Examples/delivery.json")
    assert code == 1 and rules == [rule]
    assert len(desk.charts("list")["charts"]) == 2


def test_an_encounter_without_a_day_is_refused(desk):
    bare = {"id": "X-1", "setting": "office", "patient": {"id": "M1", "name": {"family": "Sample", "given": "Pat"},
                                                          "birth_date": "1970-01-01", "sex": "female"}}
    done = desk.run("charts", "add", desk.file(json.dumps(bare), "bare.json"), "--json")
    assert done.returncode == 1 and "charts.no-day" in done.stdout


@pytest.mark.parametrize("change", ["diagnoses", "diagnoses=I10:Q", "9.code=99213", "1.color=red", "1.units=x", "0.code=1",
                                    "procedures=X@soon", "1.modifiers=2555", "1.pointers=a", "diagnoses=I?0"])
def test_a_change_that_is_none_is_refused_and_changes_nothing(desk, visit, change):
    assert desk.refuses("save", visit, "--set", change) == (64, ["charts.bad-change"])
    assert desk.charts("show", visit)["version"] == 1


def test_what_a_coder_changes_is_what_is_judged(desk, visit):
    saved = desk.charts("save", visit, "--set", "1.code=99213", "--set", "1.modifiers=24+25", "--set", "1.pointers=1")
    line = desk.charts("show", visit)["encounter"]["charges"][0]
    assert (line["code"], line["modifiers"], line["diagnoses"]) == ("99213", ["24", "25"], [1])
    assert saved["version"] == 2 and desk.charts("save", visit)["version"] == 2, "nothing new is no version"


def test_closed_and_unknown_charts(desk, visit):
    assert desk.refuses("show", "OV-9") == (1, ["charts.unknown"])
    closed = desk.charts("close", visit, "--note", "free of charge")
    assert closed["state"] == "closed" and desk.charts("list")["charts"] == []
    assert desk.charts("next") == {}
    assert desk.charts("reopen", visit)["state"] == "uncoded"
    assert "send-back" in desk.run("charts", "send-back", visit, "--note", "x").stderr
    assert desk.run("charts", "list", "--state", "lost").returncode == 64


def test_the_report_counts_work_and_what_came_back(desk, visit):
    desk.charts("finish", visit, "--seen", "all", now="2026-06-01T10:00:00Z")
    row, = desk.charts("report", "--from", "2026-06-01", "--through", "2026-06-30")["coders"]
    assert (row["coder"], row["charts"], row["minutes"], row["per_hour"], row["sent_back"]) == ("ann", 1, 60, 1, 0)
    desk.charts("send-back", visit, *NOTE, user="bea")
    desk.charts("take", visit, now="2026-06-02T09:00:00Z")
    desk.charts("finish", visit, "--seen", "all", now="2026-06-02T09:30:00Z")
    row, = desk.charts("report", "--from", "2026-06-01", "--through", "2026-06-30")["coders"]
    assert (row["charts"], row["minutes"], row["sent_back"]) == (1, 90, 1)
    assert desk.charts("report", "--from", "2026-07-01", "--through", "2026-07-31")["coders"] == []


def test_nothing_of_a_chart_is_readable_in_the_database(desk, visit):
    desk.charts("save", visit, "--set", "diagnoses=I10")
    name = desk.charts("show", visit)["patient"].split()[-1]
    data = b"".join(path.read_bytes() for path in desk.folder.glob("books.sqlite*"))
    assert name.encode() not in data and b"diagnoses" not in data.replace(b"chart", b"")


def test_reasons_are_listed():
    done = subprocess.run([PROGRAM, "charts", "reasons", "--json"], capture_output=True, text=True)
    reasons = json.loads(done.stdout)["reasons"]
    assert len(reasons) >= 10 and all(one["days"] > 0 and one["words"] for one in reasons)
    plain = subprocess.run([PROGRAM, "charts", "reasons"], capture_output=True, text=True).stdout
    assert "pathology-missing" in plain
