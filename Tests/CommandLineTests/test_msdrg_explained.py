# SPDX-License-Identifier: Apache-2.0
"""Groups explained from outside: text, JSON and page; changes, alternatives; encounters and claims as input."""
import html.parser
import json
import re

import pytest

from conftest import ROOT

FAILURE = ["--pdx", "I50.23:Y", "--sdx", "N17.9:Y", "--sdx", "I50.22:Y", "--sdx", "J96.01:Y", "--px", "02703DZ",
           "--on", "2026-05-10", "--age", "71", "--sex", "female", "--los", "6"]
FALL = ["--pdx", "I50.23:Y", "--sdx", "S72.001A:N", "--sdx", "I46.9:Y", "--px", "02HA0QZ", "--on", "2026-05-10",
        "--status", "20"]


def told(msdrg, *arguments, code=0):
    """The explanations: an object for one stay, an array of several."""
    done = msdrg(*arguments, "--json")
    assert done.returncode == code, done.stderr
    found = json.loads(done.stdout)
    return found if isinstance(found, list) else [found]


def text_of(msdrg, *arguments, code=0):
    done = msdrg(*arguments)
    assert done.returncode == code, done.stderr
    return done.stdout.decode()


def record(explanation, **changes):
    """The stay of an explanation as a record."""
    diagnoses = [{"code": d["code"], **({"poa": d["poa"]} if "poa" in d else {})} for d in explanation["diagnoses"]]
    return {"discharge_date": explanation["discharged"], "age": explanation["age"], "sex": 1,
            "discharge_status": explanation["discharge_status"], "length_of_stay": explanation["length_of_stay"],
            "pdx": diagnoses[0], "sdx": diagnoses[1:],
            "procedures": [{"code": p["code"]} for p in explanation["procedures"]], **changes}


def grouped(msdrg, *records):
    done = msdrg("--ndjson", data="\n".join(map(json.dumps, records)).encode())
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_the_explanation_says_what_the_record_says(msdrg):
    for arguments in (FAILURE, FALL):
        explanation, = told(msdrg, *arguments)
        answer, = grouped(msdrg, record(explanation))
        for name in ("drg", "mdc"):
            assert explanation["final"][name] == answer["final"][name]
            assert explanation.get("initial", explanation["final"])[name] == answer["initial"][name]
        assert explanation["final"]["return_code"] == answer["final"]["rc"] == "OK"
        for mine, other in zip(explanation["diagnoses"], [answer["pdx"], *answer["sdx"]], strict=True):
            for name in ("code", "valid", "impact", "initial", "final"):
                assert mine[name] == other[name]
        assert [p["impact"] for p in explanation["procedures"]] == [p["impact"] for p in answer["procs"]]
        assert explanation["edits"]["type"] == answer["mce"]["edit_type"]
        status = explanation.get("hospital_acquired", {"status": "NOT_APPLICABLE"})["status"]
        assert status == answer["hac_status"]


def test_the_path_leads_to_the_group(msdrg):
    for arguments in (FAILURE, FALL):
        explanation, = told(msdrg, *arguments)
        for path, goal in (("path", explanation.get("initial", explanation["final"])),
                           ("path_after_conditions", explanation["final"])):
            if path not in explanation:
                continue
            *before, last = explanation[path]
            assert last["formulas"][-1]["drg"] == goal["drg"] and last["formulas"][-1]["holds"] is True
            for table in explanation[path]:
                assert not [f for f in table["formulas"][:-1] if f["holds"]]
                ranks = [f["rank"] for f in table["formulas"]]
                assert ranks == sorted(ranks)
                for formula in table["formulas"]:
                    # A formula holds where all its parts do; what failed is among them.
                    assert formula["holds"] == all(part["holds"] for part in formula["parts"])
    severities = {d["code"]: d.get("why_not") for d in told(msdrg, *FAILURE)[0]["diagnoses"]}
    assert severities["N179"] is None and "I5023" in severities["I5022"]


def test_conditions_acquired_in_the_hospital_are_told(msdrg):
    explanation, = told(msdrg, *FALL)
    assert (explanation["initial"]["drg"], explanation["final"]["drg"]) == (1, 2)
    assert explanation["hospital_acquired"]["met"] == [{"number": 5, "title": "Falls and Trauma", "code": "S72001A"}]
    reasons = {d["code"]: d.get("why_not", "") for d in explanation["diagnoses"]}
    assert "HAC 5" in reasons["S72001A"] and "alive" in reasons["I469"]
    exempt, = told(msdrg, *FALL, "--hospital", "exempt")
    assert exempt["final"]["drg"] == 1 and "initial" not in exempt


def test_the_text_of_an_explanation(msdrg):
    short, whole = text_of(msdrg, *FAILURE), text_of(msdrg, *FAILURE, "--explain")
    for text in (short, whole):
        assert "DRG 321" in text and "MDC 5" in text and "excludes it" in text and "\x1b" not in text
        assert not re.search(r"\{|\}|Optional\(|nil\b|null", text)
        assert not [line for line in text.splitlines() if line != line.rstrip()]
    assert set(short.splitlines()) <= set(whole.splitlines()) and len(whole.splitlines()) > len(short.splitlines()) + 50
    for formula in told(msdrg, *FAILURE)[0]["path"][-1]["formulas"]:
        assert f"(row {formula['row']})" in whole


@pytest.mark.parametrize("change, drg", [
    ("pdx=J96.01", 981), ("pdx=J18.9:Y", 981), ("-sdx=J96.01", 322), ("-px=02703DZ", 291), ("+px=02HA0QZ", 1),
    ("+sdx=R65.21:Y", 321), ("poa=N17.9:N", 321), ("status=20", 321), ("age=70", 321), ("sex=male", 321),
    ("los=3", 321), ("hospital=exempt", 321)])
def test_one_thing_changed(msdrg, change, drg):
    explanation, = told(msdrg, *FAILURE, f"--what-if={change}")
    before, after = explanation["what_if"]["before"], explanation["what_if"]["after"]
    assert explanation["what_if"]["changes"] == [change]
    assert before["drg"] == told(msdrg, *FAILURE)[0]["final"]["drg"] == 321
    answer, = grouped(msdrg, record(explanation))
    assert after["drg"] == explanation["final"]["drg"] == answer["final"]["drg"] == drg
    assert f"What if {change}" in text_of(msdrg, *FAILURE, f"--what-if={change}")


def test_several_things_changed(msdrg):
    explanation, = told(msdrg, *FAILURE, "--what-if=-px=02703DZ", "--what-if=-sdx=J96.01", "--what-if=-sdx=N17.9")
    assert explanation["what_if"]["after"]["drg"] == 293
    assert [d["code"] for d in explanation["diagnoses"]] == ["I5023", "I5022"] and explanation["procedures"] == []


@pytest.mark.parametrize("changes", [["foo=1"], ["bar"], ["-sdx=E11.9"], ["-sdx=I50.23"], ["-px=0SRB0JZ"], ["age=x"],
                                     ["sex=q"], ["hospital=maybe"], ["poa=E11.9:Y"], ["poa=N17.9:Q"], ["pdx="],
                                     ["+sdx="], ["foo=1", "bar"]])
def test_changes_that_cannot_be_made(msdrg, changes):
    done = msdrg(*FAILURE, *(f"--what-if={change}" for change in changes))
    assert done.returncode in (1, 64) and done.stdout == b""
    for change in changes:
        assert change in done.stderr.decode()


def test_alternatives_never_add_a_code(msdrg):
    explanation, = told(msdrg, *FAILURE, "--alternatives")
    mine = record(explanation)
    codes = [mine["pdx"], *mine["sdx"]]
    rows = explanation["alternatives"]
    assert sorted(row["code"] for row in rows) == sorted(d["code"] for d in mine["sdx"])
    records = []
    for row in rows:
        place = next(n for n, d in enumerate(codes) if d["code"] == row["code"])
        swapped = [*codes]
        swapped[0], swapped[place] = swapped[place], swapped[0]
        assert sorted(map(json.dumps, swapped)) == sorted(map(json.dumps, codes))
        records.append({**mine, "pdx": swapped[0], "sdx": swapped[1:]})
    for row, answer in zip(rows, grouped(msdrg, *records), strict=True):
        assert (row["group"]["drg"], row["group"]["mdc"]) == (answer["final"]["drg"], answer["final"]["mdc"])
        assert row["guideline"] and row["says"] and row["documentation_needed"]
        assert row["permitted"] in ("no", "only with documentation")
    assert "no other diagnosis" in text_of(msdrg, "--pdx", "I50.23", "--on", "2026-05-10", "--alternatives")


def test_what_cannot_be_principal_is_not_permitted(msdrg):
    explanation, = told(msdrg, "--pdx", "C18.9:Y", "--sdx", "D63.0:Y", "--sdx", "W19.XXXA:Y", "--sdx", "B95.0:Y",
                        "--sdx", "N17.9:N", "--sdx", "N17.9:N", "--sdx", "E11.9:Y", "--on", "2026-05-10",
                        "--alternatives")
    permitted = {row["code"]: row["permitted"] for row in explanation["alternatives"]}
    assert permitted == {"D630": "no", "W19XXXA": "no", "B950": "no", "N179": "no", "E119": "only with documentation"}
    assert len(explanation["alternatives"]) == 5


class Page(html.parser.HTMLParser):
    """Checks that elements are closed as they were opened, and notes what leads outside."""
    VOID = {"meta", "link", "br", "hr", "img", "input", "wbr"}

    def __init__(self):
        super().__init__()
        self.open, self.wrong, self.outside, self.tags, self.words = [], [], [], set(), []

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.outside += [value for name, value in attributes
                         if name in ("src", "href", "action", "srcset", "data") and not value.startswith("#")]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append((tag, self.getpos()))

    def handle_data(self, data):
        self.words.append(data)


def test_the_page(msdrg, tmp_path):
    path = tmp_path / "why.html"
    wanted = [*FALL, "--sdx", "N17.9:Y", "--alternatives", "--what-if=status=1", "--explain"]
    done = msdrg(*wanted, "--page", path)
    assert done.returncode == 0 and str(path) in done.stderr.decode()
    text = path.read_text(encoding="utf-8")
    page = Page()
    page.feed(text)
    assert text.startswith("<!DOCTYPE html>") and not page.wrong and page.open == []
    assert not page.outside and not re.search(r"https?:|@import|url\(|<script|\son\w+=", text)
    assert {"html", "title", "h1", "h2", "table", "th"} <= page.tags
    assert 'lang="en"' in text and 'name="viewport"' in text
    words = " ".join(page.words)
    for word in ("DRG", "I5023", "Falls and Trauma", "02HA0QZ", "N179"):
        assert word in words, word
    again = msdrg(*wanted, "--page", tmp_path / "b")
    assert again.returncode == 0 and (tmp_path / "b").read_text() == text
    refused = msdrg(*FALL, "--page", tmp_path / "none/why.html")
    assert refused.returncode == 4 and "none" in refused.stderr.decode()


def test_what_a_document_holds_cannot_break_the_page(msdrg, tmp_path):
    stay = {"id": "<script>alert(1)</script>&\"'", "discharge_date": 20260510, "age": 68, "sex": 0,
            "discharge_status": 1, "pdx": {"code": "I5023"}, "sdx": [{"code": "<blink>\"&'"}], "procedures": []}
    (tmp_path / "stay.json").write_text(json.dumps(stay))
    done = msdrg(tmp_path / "stay.json", "--page", tmp_path / "why.html")
    assert done.returncode == 0
    text, page = (tmp_path / "why.html").read_text(), Page()
    page.feed(text)
    assert not page.wrong and page.open == [] and not {"script", "blink"} & page.tags


def test_encounters_and_claims_are_stays(msdrg, tmp_path):
    encounter, = told(msdrg, ROOT / "Examples/inpatient-hip-fracture.json")
    claim, = told(msdrg, ROOT / "Tests/Fixtures/837/institutional.edi")
    assert encounter["final"]["drg"] == claim["final"]["drg"] == 481
    assert encounter["version"] == claim["version"] == "43.0"
    assert encounter["discharged"] == claim["discharged"] == "2026-02-07"
    assert (encounter["length_of_stay"], encounter["discharge_status"]) == (4, 3) == (
        claim["length_of_stay"], claim["discharge_status"])
    assert (encounter["age"], claim["age"]) == (76, 57)
    assert encounter["diagnoses"][0]["poa"] == claim["diagnoses"][0]["poa"] == "Y"
    piped = msdrg("-", "--json", data=(ROOT / "Examples/inpatient-hip-fracture.json").read_bytes())
    assert json.loads(piped.stdout) == encounter
    lines = [json.dumps(record(encounter, id="A")), json.dumps(record(claim, id="B"))]
    (tmp_path / "stays.ndjson").write_text("\n".join(lines) + "\n\n")
    assert [(e["id"], e["final"]["drg"]) for e in told(msdrg, tmp_path / "stays.ndjson")] == [("A", 481), ("B", 481)]


def test_claims_that_a_run_writes_have_the_group_of_their_encounter(msdrg, cleanclaim, tmp_path):
    done = cleanclaim("run", "Examples/inpatient-hip-fracture.json", "Examples/delivery.json", "--out", tmp_path)
    assert done.returncode == 0, done.stderr
    found = {e["id"]: e["final"]["drg"] for e in told(msdrg, tmp_path / "837i.edi")}
    known = [told(msdrg, ROOT / f"Examples/{name}.json")[0] for name in ("inpatient-hip-fracture", "delivery")]
    assert found == {e["id"]: e["final"]["drg"] for e in known} and len(found) == 2


def test_files_without_a_stay(msdrg, tmp_path):
    for name, text in (("empty", ""), ("office", (ROOT / "Examples/office-visit.json").read_text()), ("none", "[]"),
                       ("professional", (ROOT / "Tests/Fixtures/837/professional.edi").read_text())):
        (tmp_path / name).write_text(text)
        done = msdrg(tmp_path / name)
        assert done.returncode in (1, 2) and done.stdout == b"" and done.stderr, name
    (tmp_path / "bad").write_text('{"pdx":{"code":"I5023"}}\n')
    done = msdrg(tmp_path / "bad")
    assert done.returncode == 2
    for name in ("age", "sex", "discharge_status", "discharge_date"):
        assert f": {name}" in done.stderr.decode()


def test_stays_that_have_no_group(msdrg):
    done = msdrg("--pdx", "W19.XXXA", "--on", "2026-05-10", "--json")
    explanation = json.loads(done.stdout)
    assert done.returncode == 1 and explanation["final"]["return_code"] == "DX_CANNOT_BE_PDX"
    assert explanation["final"]["drg"] == 999 and explanation["edits"]["found"]
    for finding in explanation["edits"]["found"]:
        assert finding["rule"].startswith("mce.") and finding["message"] and finding["what_to_do"]


def test_every_edit_has_words(msdrg):
    """Each edit of the fixture as a finding with its code, its place and what to do."""
    stays = [json.loads(line) for line in (ROOT / "Tests/Fixtures/msdrg/edits.ndjson").read_text().splitlines()]
    stays = list({stay["edit"]: stay for stay in stays if stay["count"]}.values())
    done = msdrg("-", "--json", data="\n".join(json.dumps(stay) for stay in stays).encode())
    rules, explanations = set(), json.loads(done.stdout)
    assert len(explanations) == len(stays)
    for stay, explanation in zip(stays, explanations):
        found = explanation["edits"]["found"]
        assert found, stay["edit"]
        for finding in found:
            rules.add(finding["rule"])
            assert finding["message"] and finding["what_to_do"]
            assert "{" not in finding["message"] + finding["what_to_do"]
            assert "  " not in finding["message"] and "()" not in finding["message"], finding
    assert len(rules) >= 33


def test_what_is_given_and_is_none_is_refused(msdrg):
    done = msdrg("--pdx", "I50.23X:Q", "--sdx", "ZZZZZZZZZZZZ:Y", "--px", "toolongcode1", "--sex", "q",
                 "--on", "2026-05-10")
    assert done.returncode == 1
    for word in ("I50.23X:Q", "ZZZZZZZZZZZZ:Y", "toolongcode1", "q"):
        assert word in done.stderr.decode()
    for day in ("2019-05-10", "2027-04-01"):
        assert msdrg("--pdx", "I50.23", "--on", day).returncode == 3
