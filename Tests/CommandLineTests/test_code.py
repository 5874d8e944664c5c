# SPDX-License-Identifier: Apache-2.0
"""Notes from outside: wrong inputs, the page, queries, decisions and weights, and runs over notes without codes."""
import csv
import html.parser
import json
import os
import re
import subprocess
import types

import pytest

from conftest import PROGRAM, ROOT, installed

NOTE = """OFFICE VISIT
Date of service: 05/20/2026

CHIEF COMPLAINT: follow-up of blood pressure.

HISTORY OF PRESENT ILLNESS: 66-year-old man with essential hypertension & knee pain. <script>alert("x")</script>

MEDICATIONS: lisinopril 20 mg daily, levothyroxine 75 mcg daily.
ALLERGIES: warfarin.

OBJECTIVE: BP 134/82, SpO2 82% on room air.
Labs: sodium 121 mmol/L, Hgb 6.9 g/dL, potassium 4.0 (3.5-5.1), creatinine 1.1 to 2.4 mg/dL.

ASSESSMENT AND PLAN:
1. Essential hypertension, stable. Continue lisinopril.
2. Knee pain. Rest.
"""
SIGNED = NOTE + "\nElectronically signed: Samir Haddad, MD\n"
FORBIDDEN = re.compile(
    r"\b(payment|pay|paid|payer|reimburse\w*|revenue|drgs?|cc|mcc|hcc|severity|weight|weighted|rank\w*|score|scores|"
    r"quality|impact|code|codes|coding|bill|billing|claim|index|case.mix|denial|audit|profile)\b", re.I)


@pytest.fixture(scope="module")
def code(tmp_path_factory):
    """Runs the program on the installed codebooks, with a trail of its own; bytes in and bytes out."""
    codebooks = installed() / "codebook"
    if not list(codebooks.glob("icd10cm-concepts-*.codebook")):
        pytest.skip(f"nothing to read notes with is installed in {installed()}")
    home = tmp_path_factory.mktemp("code")
    (home / "codebook").symlink_to(codebooks)

    def run(*arguments, text=NOTE, home=home, seconds=120):
        data = text.encode() if isinstance(text, str) else text
        done = subprocess.run(
            [PROGRAM, *map(str, arguments)], input=data, capture_output=True, cwd=ROOT,
            env={**os.environ, "CLEANCLAIM_HOME": str(home)}, timeout=seconds)
        return types.SimpleNamespace(
            status=done.returncode, out=done.stdout.decode(), err=done.stderr.decode())
    return run


def rules(done):
    """The rules of the findings of a failure as JSON."""
    return [finding["rule"] for finding in json.loads(done.out)["findings"]]


def table(name):
    """The rows of a table of Data/coding."""
    lines = (ROOT / "Data/coding" / name).read_text().splitlines()
    return list(csv.reader([line for line in lines if not line.startswith("#")], delimiter="\t",
                           quoting=csv.QUOTE_NONE))


def test_an_answer_names_its_evidence(code):
    done = code("code", "-", "--json")
    answer = json.loads(done.out)
    found = {row["code"]: row for row in answer["codes"]}
    assert "I10" in found and done.status == 0
    for row in answer["codes"]:
        assert row["spans"] and row["path"] and all(step["words"] for step in row["path"])
        for (start, end), words in zip(row["spans"], row["evidence"]):
            assert NOTE.encode()[start:end].decode() == words
    assert any(question["about"] == "laterality" for question in answer["questions"])
    assert "I10" in code("code", "-").out


@pytest.mark.parametrize("text, rule", [
    (b"caf\xe9 with hypertension", "code.not-text"), (b"hyper\0tension", "code.not-text"),
    (b"", "code.empty-note"), (b" \n\t \n", "code.empty-note")])
def test_what_is_no_note_is_said(code, text, rule):
    for command in ("code", "query"):
        done = code(command, "-", "--json", text=text)
        assert done.status == 2 and rules(done) == [rule]


def test_files_and_options_that_cannot_be_meant(code, tmp_path):
    assert code("code", tmp_path / "absent.txt").status == 4
    assert code("code", tmp_path).status == 4
    for arguments in (["code"], ["code", "-", "--ndjson"], ["code", "-", "--setting", "ward"],
                      ["code", "-", "--abstain", "2"], ["code", "-", "--html", "--json"],
                      ["code", "-", "--accept", "I10"], ["code", "-", "--as", "Kim"],
                      ["query", "-", "--setting", "ward"], ["query", "-", "--json", "--text"],
                      ["code", "-", "--on", "yesterday"], ["run", "Examples", "--change", "I10=I11.9"],
                      ["run", "Examples", "--accept", "--change", "I10"]):
        assert code(*arguments).status == 64, arguments
    bad = tmp_path / "weights.tsv"
    for text in ("", "assessment.bias\n", "assessment.bias\tmuch\n"):
        bad.write_text(text)
        done = code("code", "-", "--json", "--weights", bad)
        assert done.status == 2 and rules(done) == ["code.bad-weights"], text


def test_a_note_of_five_megabytes(code):
    text = NOTE * (5_000_000 // len(NOTE))
    done = code("code", "-", "--json", text=text, seconds=300)
    assert done.status == 0 and "I10" in {row["code"] for row in json.loads(done.out)["codes"]}


def test_lines_that_are_wrong_are_said_and_the_rest_goes_on(code):
    lines = [json.dumps({"id": 1, "text": NOTE}), "", "{", '{"id": 3}', '{"id": 4, "text": 5}',
             json.dumps({"id": 5, "text": NOTE, "setting": "ward"}),
             json.dumps({"id": 6, "text": NOTE, "date": "June"}),
             json.dumps({"id": 7, "text": NOTE, "date": "2026-05-20", "setting": "inpatient"}),
             json.dumps({"id": 8, "text": ""})]
    done = code("code", "--ndjson", "--jobs", 2, text="\n".join(lines))
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert done.status == 1 and [row.get("id") for row in rows] == [1, None, 3, 4, 5, 6, 7, 8]
    found = [row["findings"][0]["rule"] if "findings" in row else "" for row in rows]
    assert found == ["", "code.not-json", "code.no-text", "code.no-text", "code.unknown-setting",
                     "code.bad-date", "", ""]
    assert rows[0]["codes"] == json.loads(code("code", "-", "--json").out)["codes"]
    assert rows[-1]["codes"] == [] and rows[1]["line"] == 3


class Page(html.parser.HTMLParser):
    """What stands in a page: tags, ids, links, the text of the note."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.ids, self.links, self.note, self.depth, self.in_link = [], [], [], "", 0, 0
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.tags.append(tag)
        self.ids += [attributes["id"]] if "id" in attributes else []
        self.links += [attributes["href"]] if "href" in attributes else []
        if attributes.get("class") == "note":
            self.depth = 1
        elif self.depth and tag == "div":
            self.depth += 1
        self.in_link += tag == "a"

    def handle_endtag(self, tag):
        if self.depth and tag == "div":
            self.depth -= 1
        self.in_link -= tag == "a"

    def handle_data(self, data):
        if self.depth and not self.in_link:
            self.note += data


def test_the_page_holds_the_note_and_nothing_of_it_is_markup(code, tmp_path):
    done = code("code", "-", "--html", tmp_path / "note.html")
    assert done.status == 0 and done.out == ""
    text = (tmp_path / "note.html").read_text()
    page = Page(text)
    assert page.note == NOTE and page.tags.count("script") == 1 and "<script>alert" not in text
    assert len(page.ids) == len(set(page.ids))
    assert page.links and all(link[0] == "#" and link[1:] in page.ids for link in page.links)
    assert "http://" not in text and "https://" not in text
    assert code("code", "-", "--html").out == text
    assert not re.search(r"\son\w+=", text)


def test_names_of_files_are_escaped(code, tmp_path):
    note = tmp_path / "<img src=x>&.txt"
    note.write_text(NOTE)
    text = code("code", note, "--html", "-").out
    assert "<img" not in text and "&lt;img src=x&gt;&amp;.txt" in text


def test_queries_quote_the_chart_and_offer_open_choices(code):
    done = code("query", "-", "--json")
    queries = json.loads(done.out)["queries"]
    topics = {query["topic"] for query in queries}
    assert {"signature", "thyroid-replacement", "oxygenation-low", "sodium-low", "hemoglobin-low",
            "creatinine-rise", "laterality"} <= topics
    # Allergies, what the note explains, and values within their limits raise nothing.
    assert not {"anticoagulation", "cardiovascular-therapy", "potassium-low", "potassium-high",
                "blood-pressure-low", "blood-pressure-high"} & topics
    for query in queries:
        words = " ".join([query["title"], query["question"], *query.get("choices", [])])
        assert not FORBIDDEN.search(words), words
        for indicator in query["indicators"]:
            assert NOTE.encode()[indicator["start"]:indicator["end"]].decode().split() == \
                indicator["words"].split()
        assert query["indicators"] or query["kind"] == "element"
        assert query["form"] == ("multiple-choice" if "choices" in query else "open")
        if "choices" in query:
            assert len(query["choices"]) >= 4
            assert query["choices"][-2:] == ["Other (please specify)", "Unable to determine"]
    signed = json.loads(code("query", "-", "--json", text=SIGNED).out)["queries"]
    assert "signature" not in {query["topic"] for query in signed}


def test_queries_are_never_codes(code):
    found = {row["code"][:3] for row in json.loads(code("code", "-", "--json").out)["codes"]}
    assert not found & {"E03", "E87", "D64", "D62", "N17", "J96"}


@pytest.mark.parametrize("text, topic", [
    ("Unchanged from yesterday's list.\nAssessment: hypertension, unchanged from prior.", "unchanged"),
    ("Date of service: 05/20/2026\nDate of service: 05/21/2026\nAssessment: hypertension.", "dates"),
    ("Admission date: 05/20/2026. Discharge date: 05/11/2026.\nAssessment: hypertension.", "dates"),
    ("Patient walks with a cane, feels well today and has no new complaints since the last visit here.\n" * 2, "copied")])
def test_text_that_was_taken_over_and_dates_that_differ(code, text, topic):
    assert topic in {query["topic"] for query in json.loads(code("query", "-", "--json", text=text).out)["queries"]}


def test_a_stay_lacks_what_a_visit_need_not_have(code):
    def topics(*more):
        return {query["topic"] for query in json.loads(code("query", "-", "--json", *more).out)["queries"]}
    assert {"disposition", "discharge-diagnosis"} & topics("--setting", "inpatient")
    assert not {"disposition", "hospital-course"} & topics()


def test_every_template_is_neutral_and_open():
    forms = {row[0]: row for row in table("query-forms.tsv")}
    assert forms["option.other"][2] and forms["option.undetermined"][2]
    words = [row[1] for row in forms.values()] + [row[2] for row in forms.values()]
    topics = table("queries.tsv")
    for row in topics:
        words += [row[1], *row[2].split("|")]
        assert len(row[2].split("|")) >= 1 and row[4] and row[6], row[0]
    words += [choice for row in table("conflicts.tsv") for choice in row[3].split("|")]
    words += [row[4] for row in table("elements.tsv")]
    for text in words:
        assert not FORBIDDEN.search(text), text
    # A title names no condition: it would lead.
    for row in forms.values():
        assert not re.search(r"sepsis|diabet|anemia|failure|malnutrition|injury", row[1], re.I)
    indicators = table("indicators.tsv")
    kinds = [row[0] for row in indicators]
    assert kinds.count("drug") >= 150 and kinds.count("value") >= 60
    asked = {row[5] for row in indicators if row[5]}
    assert asked == {row[0] for row in topics}


def test_decisions_are_kept_and_counted(code, tmp_path):
    done = code("code", "-", "--accept", "I10", "--reject", "M25.569:integral", "--as", "Kim Lee", "--json")
    assert done.status == 0 and json.loads(done.out)["recorded"] == 2
    report = json.loads(code("code", "trail", "--json").out)
    assert (report["suggestions"], report["accepted"], report["rejected"]) == (2, 1, 1)
    # The last decision on a code of a note counts.
    assert code("code", "-", "--change", "M25.569=M25.561", "--as", "Kim Lee").status == 0
    assert code("code", "-", "--add", "E03.9", "--as", "Kim Lee").status == 0
    report = json.loads(code("code", "trail", "--json").out)
    assert (report["accepted"], report["changed"], report["rejected"], report["added"]) == (1, 1, 0, 1)
    assert {row["name"] for row in report["by_code"]} == {"I10", "M25.569"}
    assert {row["name"] for row in report["by_chapter"]} == {"I", "M"}
    assert "1 accepted, 1 changed" in code("code", "trail").out
    for wish, rule in ((["--accept", "E11.9"], "code.not-suggested"), (["--accept", "!!"], "code.malformed"),
                       (["--change", "I10=I11"], "code.not-billable-answer"),
                       (["--add", "E11"], "code.not-billable-answer")):
        done = code("code", "-", *wish, "--accept", "I10", "--as", "Kim", "--json")
        assert done.status == 1 and rule in rules(done)
    assert json.loads(code("code", "trail", "--json").out) == report
    one, two = (code("code", "fit").out for _ in range(2))
    assert one == two and one.startswith("#")
    weights = tmp_path / "weights.tsv"
    assert code("code", "fit", "--out", weights).status == 0 and weights.read_text() == one
    before = json.loads(code("code", "-", "--json").out)["codes"]
    after = json.loads(code("code", "-", "--json", "--weights", weights).out)["codes"]
    def confidence(rows, wanted):
        return next((row["confidence"] for row in rows if row["code"] == wanted), 0)
    # What was not accepted is less sure from now on.
    assert confidence(after, "M25.569") < confidence(before, "M25.569")
    assert confidence(before, "I10") - confidence(after, "I10") < 0.1
    assert "error of the confidence" in one


def test_nothing_of_a_note_is_in_the_trail(code, tmp_path):
    (tmp_path / "codebook").symlink_to(installed() / "codebook")
    assert code("code", "-", "--accept", "I10", "--as", "Kim", "--note-id", "N-1", home=tmp_path).status == 0
    kept = b"".join(path.read_bytes() for path in (tmp_path / "trail").iterdir())
    assert b"N-1" in kept and b"hypertension" not in kept.lower() and b"lisinopril" not in kept


def test_no_trail_fits_nothing(code, tmp_path):
    (tmp_path / "codebook").symlink_to(installed() / "codebook")
    done = code("code", "fit", home=tmp_path)
    assert done.status == 1 and "no decision" in done.err  # code.empty-trail


EXAMPLE = "Examples/visit-without-codes.json"


def row_of(done):
    return json.loads(done.out.splitlines()[0])


def test_an_encounter_without_codes_is_held_and_then_accepted(code, tmp_path):
    held = row_of(code("run", EXAMPLE, "--json", "--out", tmp_path / "held"))
    found = {finding["rule"]: finding["severity"] for finding in held["findings"]}
    assert held["status"] == "held" and held["proposed"]
    assert found["code.proposed"] == "rejects" and found["code.question"] == "warns"
    text = json.loads((ROOT / EXAMPLE).read_text())["notes"][0]["text"]
    for finding in held["findings"]:
        assert "burned at night" not in json.dumps(finding)
    for proposed in held["proposed"]:
        for place in proposed["evidence"]:
            assert text.encode()[place["start"]:place["end"]].strip()
    assert not (tmp_path / "held/837p.edi").exists()
    answered = code("run", EXAMPLE, "--json", "--out", tmp_path / "answered", "--accept", "--reject", "E11.9",
                    "--change", "M25.569=M25.561")
    row = row_of(answered)
    assert row["status"] == "clean" and "code.question" not in {f["rule"] for f in row["findings"]}
    claim = (tmp_path / "answered/837p.edi").read_text()
    assert "M25561" in claim and "M25569" not in claim and "ABK:" in claim


def test_a_stay_gets_indicators_of_presence(code, tmp_path):
    document = json.loads((ROOT / EXAMPLE).read_text())
    document.update(setting="inpatient", claimType="institutional", billType="111",
                    admission={"date": "2026-06-10", "time": "10:00", "type": "1", "source": "1"},
                    discharge={"date": "2026-06-12", "time": "10:00", "status": "01"})
    path = tmp_path / "stay.json"
    path.write_text(json.dumps(document))
    row = row_of(code("run", path, "--json", "--accept"))
    assert {proposed.get("poa") for proposed in row["proposed"]} <= {"Y", None}
    assert "Y" in {proposed.get("poa") for proposed in row["proposed"]}
    assert row["proposed"][0]["role"] == "principal"
    assert "poa.missing" not in {finding["rule"] for finding in row["findings"]}


def test_nothing_is_coded_without_a_tabular_list_or_without_words(code, cleanclaim, homes, tmp_path):
    document = json.loads((ROOT / EXAMPLE).read_text())
    document["notes"][0]["text"] = "Nothing to report."
    path = tmp_path / "visit.json"
    path.write_text(json.dumps(document))
    found = {finding["rule"] for finding in row_of(code("run", path, "--json"))["findings"]}
    assert {"code.no-suggestion", "claim.no-diagnosis"} <= found
    done = cleanclaim("code", "-", "--json", text=NOTE, home=homes.empty)
    assert done.returncode == 3 and "code.not-installed" in done.stdout
