# SPDX-License-Identifier: Apache-2.0
"""Estimates from outside, against a second working out."""
import json
import random
import subprocess
from datetime import date, timedelta

import pytest

from conftest import PROGRAM, ROOT
from patient_share import cents, worked_out

NAMES = ["charge", "allowed", "contractual", "deductible", "copay", "coinsurance", "not_covered", "balance",
         "over_maximum", "plan_pays", "second_pays", "written_off", "patient"]
CATEGORIES = ["office-primary", "office-specialist", "emergency", "laboratory", "imaging-advanced", "therapy",
              "preventive", "inpatient", "outpatient-surgery", "equipment", "other"]
FIXTURES = ROOT / "Tests/Fixtures/x12/good"


def run(*arguments, text=""):
    return subprocess.run(
        [PROGRAM, "estimate", *map(str, arguments)], input=text, capture_output=True, text=True, cwd=ROOT, timeout=120)


def asked(document, *arguments):
    return run("-", *arguments, text=json.dumps(document))


def faults(document):
    done = asked(document, "--json")
    assert done.returncode == 1, done.stdout
    return [(finding["rule"], finding["place"]) for finding in json.loads(done.stdout)["findings"]]


def dollars(numbers, most):
    return round(numbers.randrange(0, most * 100) / 100, 2)


def some_limit(numbers, most):
    own = dollars(numbers, most)
    kind = numbers.randrange(4)
    if kind == 0:
        return own
    if kind == 1:
        return {"family": own}
    return {"individual": own, "family": round(own + dollars(numbers, most), 2), "aggregate": kind == 3}


def some_rule(numbers):
    chance = lambda share=0.5: numbers.random() < share
    rule = {"coverage": numbers.choice(["covered"] * 8 + ["full", "excluded"])}
    if chance(0.6):
        rule["copay"] = numbers.choice([0, 15, 25.5, 40, 75, 300])
        rule["copay_per"] = numbers.choice(["visit", "day", "stay", "service"])
        if rule["copay_per"] == "day" and chance():
            rule["copay_days"] = numbers.randrange(1, 6)
        if chance(0.4):
            rule["copay_after_deductible"] = chance()
        if chance(0.3):
            rule["copay_waived_if_admitted"] = chance()
    if chance(0.4):
        rule["deductible"] = chance(0.7)
    if chance(0.5):
        rule["coinsurance"] = numbers.choice([0, 0.1, 0.2, 0.335, 0.5, 1])
    if chance(0.2):
        rule["coinsurance_maximum_per_service"] = dollars(numbers, 300)
    return rule


def some_network(numbers):
    chance = lambda share=0.5: numbers.random() < share
    terms = {"coinsurance": numbers.choice([0, 0.15, 0.2, 0.3333, 0.4])}
    if chance(0.8):
        terms["deductible"] = some_limit(numbers, 2000)
    if chance(0.7):
        terms["out_of_pocket"] = some_limit(numbers, numbers.choice([60, 4000]))
    if chance(0.2):
        terms["coinsurance_maximum"] = some_limit(numbers, 1000)
    if chance(0.2):
        terms["copay_counts"] = chance()
    if chance(0.2):
        terms["deductible_counts"] = chance()
    names = numbers.sample(CATEGORIES, numbers.randrange(0, 6))
    terms["categories"] = {name: some_rule(numbers) for name in names}
    return terms


def some_used(numbers):
    used = {}
    for network in ("in_network", "out_of_network"):
        if numbers.random() < 0.6:
            used[network] = {}
            for name in ("deductible", "out_of_pocket", "coinsurance"):
                if numbers.random() < 0.6:
                    own = dollars(numbers, 1500)
                    used[network][name] = numbers.choice(
                        [own, {"individual": own, "family": round(own + dollars(numbers, 1500), 2)}])
    return used


def some_plan(numbers):
    plan = {"in_network": some_network(numbers)}
    if numbers.random() < 0.6:
        plan["out_of_network"] = some_network(numbers)
    if numbers.random() < 0.2:
        plan["excluded_codes"] = ["A9270"]
    limits = []
    for category in numbers.sample(CATEGORIES, numbers.randrange(0, 3)):
        kind = numbers.choice(["visits", "units", "amount"])
        most = numbers.randrange(0, 6) if kind != "amount" else dollars(numbers, 800)
        limits.append({"category": category, kind: most, "used": numbers.randrange(0, 3)})
    return {**plan, "limits": limits}


def some_line(numbers, year, medicare):
    chance = lambda share: numbers.random() < share
    names = CATEGORIES + (["skilled-nursing", "inpatient", "home-health"] if medicare else [])
    charge = dollars(numbers, numbers.choice([200, 2000, 40000]))
    line = {"category": numbers.choice(names), "charge": charge, "units": numbers.choice([1, 1, 2, 3.5, 7]),
            "date": (date(year, 1, 1) + timedelta(numbers.choice([3, 3, 40, 41, 150, 230]))).isoformat(),
            "allowed": round(charge * numbers.choice([0.3, 0.6, 0.9, 1, 1, 1.2]), 2)}
    if line["category"] in ("inpatient", "skilled-nursing"):
        line.update(facility=chance(0.9), days=numbers.choice([0, 1, 3, 9, 25, 70, 99, 120]))
    elif chance(0.3):
        line["facility"] = True
    if chance(0.2):
        line["network"] = "out"
    if chance(0.1):
        line["protected"] = True
    if chance(0.2):
        line["admitted"] = True
    if chance(0.1):
        line["code"] = "A9270"
    if chance(0.05):
        line["not_covered"] = {"group": numbers.choice(["PR", "CO"]), "reason": "50"}
    if chance(0.3):
        line["second_allowed"] = dollars(numbers, 2000)
    return line


def some_period(numbers, year):
    if numbers.random() < 0.4:
        return {}
    began = date(numbers.choice([year, max(2024, year - 1)]), 1, 2)
    return {"began": began.isoformat(), "last_discharge": (began + timedelta(numbers.choice([5, 37, 88, 89, 90]))).isoformat(),
            "hospital_days": numbers.choice([0, 30, 58, 75, 90]), "skilled_nursing_days": numbers.choice([0, 15, 95]),
            "deductible_paid": numbers.choice([0, 500, 1632]), "reserve_days": numbers.choice([0, 20, 55, 60])}


def some_document(numbers, index):
    year = numbers.choice([2024, 2025, 2026])
    medicare = numbers.random() < 0.3
    document = {"id": index, "services": [some_line(numbers, year, medicare) for _ in range(numbers.randrange(1, 9))]}
    if numbers.random() < 0.04:
        document["self_pay"] = numbers.choice([True, {"discount": 0.335}])
        return document
    document["plan"] = {"kind": "medicare"} if medicare else some_plan(numbers)
    document["used"] = some_used(numbers)
    if medicare:
        document["used"].pop("out_of_network", None)
        document["used"]["benefit_period"] = some_period(numbers, year)
        document["plan"]["qualified_beneficiary"] = numbers.random() < 0.2
    if numbers.random() < 0.5:
        methods = ["standard", "carve-out", "non-duplication", "maintenance-of-benefits", "medicaid"]
        method = numbers.choice(methods + (["medigap"] * 4 if medicare else ["medicare"] * 2))
        document["second"] = {"method": method}
        if method == "medigap":
            document["second"]["letter"] = numbers.choice("ABCDFGKLMN")
        elif method == "medicare":
            document["second"]["used"] = {"benefit_period": some_period(numbers, year)}
        elif method != "medicaid":
            document["second"].update(plan=some_plan(numbers), used=some_used(numbers))
    return document


def documents(seed):
    numbers = random.Random(seed)
    return [some_document(numbers, index) for index in range(500)]


@pytest.mark.parametrize("seed", range(10))
def test_every_amount_is_that_of_the_second_working_out(seed):
    given = documents(seed)
    done = run("--ndjson", text="".join(json.dumps(document) + "\n" for document in given))
    assert done.returncode == 0, done.stdout[:600] + done.stderr
    answers = [json.loads(line, parse_float=str) for line in done.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == list(range(500))
    for document, answer in zip(given, answers):
        lines = [{name: cents(line[name]) for name in NAMES} for line in answer["lines"]]
        expected = worked_out(document)
        assert lines == expected, json.dumps(document)
        for line in lines:
            assert line["charge"] == (line["contractual"] + line["plan_pays"] + line["second_pays"]
                                      + line["written_off"] + line["patient"])
            assert line["patient"] >= 0 and line["plan_pays"] >= 0
        assert {name: cents(answer["totals"][name]) for name in NAMES} == {
            name: sum(line[name] for line in lines) for name in NAMES}


def test_the_second_working_out_sees_every_part():
    """The documents above are worth little unless each amount is there in many of them."""
    counts = dict.fromkeys(NAMES, 0)
    for seed in range(10):
        for document in documents(seed):
            for line in worked_out(document):
                for name in NAMES:
                    counts[name] += line[name] != 0
    assert min(counts.values()) > 400, counts


def test_the_example_reads_like_this():
    example = run("example")
    assert example.returncode == 0 and example.stderr == ""
    done = run("-", text=example.stdout)
    assert done.returncode == 0 and done.stderr == ""
    assert [line.split()[-1] for line in done.stdout.splitlines() if "you pay" in line] == ["50.00", "364.00", "13.30"]
    assert any(line.split() == ["You", "pay", "in", "all", "427.30"] for line in done.stdout.splitlines())
    steps = run("-", "--steps", text=example.stdout).stdout
    assert "the lesser of amount and left (amount 620.00, left 300.00)" in steps and "PR-1" in steps
    # The page shows what the program says.
    assert done.stdout.strip() in (ROOT / "Docs/Estimates.md").read_text()


def test_several_documents_and_brief_answers(tmp_path):
    files = [tmp_path / "one.json", tmp_path / "two.json"]
    for file in files:
        file.write_text(run("example").stdout)
    whole = json.loads(run(*files, "--json").stdout)
    assert len(whole) == 2 and whole[0] == whole[1]
    brief = json.loads(run(files[0], "--json", "--brief").stdout)
    for line in whole[0]["lines"]:
        steps = line.pop("steps")
        assert {"step", "title", "formula", "operands", "result", "rounding", "source"} == set(steps[0])
    assert brief == whole[0]


def test_every_fault_comes_at_once():
    document = {
        "pln": 1, "allowed_share": 2,
        "plan": {"effective": "2026-06-01", "termination": "2026-01-01", "in_network": {
            "deductible": {"individual": "x", "family": 3}, "coinsurance": 20, "out_of_pocket": {
                "individual": 5, "family": 4}, "categories": {"nose": {"copay": 1}, "98": {"copay_days": 2},
                                                              "office-primary": {"coverage": "maybe"}}},
            "limits": [{"category": "therapy", "visits": 3, "units": 4}, {}]},
        "used": {"in_network": {"deductible": {"individual": 9, "family": 1}}},
        "services": [{"charge": -1}, {"date": "2026-13-01", "category": "zz", "allowed": 1.001}, 7,
                     {"date": "2026-03-02", "code": "99214", "charge": 1, "units": 0, "network": "maybe"}],
        "second": {"method": "medigap"}}
    assert faults(document) == [
        ("estimate.unknown-member", "pln"),
        ("estimate.bad-value", "services[2]"),
        ("estimate.conflicting-values", "plan.termination"),
        ("estimate.bad-value", "plan.in_network.deductible.individual"),
        ("estimate.bad-value", "plan.in_network.coinsurance"),
        ("estimate.conflicting-values", "plan.in_network.out_of_pocket.family"),
        ("estimate.bad-value", "plan.in_network.categories.nose"),
        ("estimate.conflicting-values", "plan.in_network.categories.98.copay_days"),
        ("estimate.missing-value", "plan.in_network.categories.98.copay"),
        ("estimate.bad-value", "plan.in_network.categories.office-primary.coverage"),
        ("estimate.conflicting-values", "plan.in_network.categories.office-primary"),
        ("estimate.conflicting-values", "plan.limits[0].units"),
        ("estimate.missing-value", "plan.limits[1].visits"),
        ("estimate.missing-value", "plan.limits[1].category"),
        ("estimate.conflicting-values", "used.in_network.deductible.family"),
        ("estimate.bad-value", "allowed_share"),
        ("estimate.missing-value", "services[0].date"),
        ("estimate.missing-value", "services[0].category"),
        ("estimate.bad-value", "services[0].charge"),
        ("estimate.bad-value", "services[1].date"),
        ("estimate.bad-value", "services[1].category"),
        ("estimate.bad-value", "services[1].allowed"),
        ("estimate.bad-value", "services[3].units"),
        ("estimate.bad-value", "services[3].network"),
        ("estimate.missing-value", "second.letter"),
    ]


LINE = {"date": "2026-03-02", "code": "99214", "taxonomy": "207Q00000X", "charge": 100, "allowed": 80}


@pytest.mark.parametrize("document, expected", [
    ({}, [("estimate.missing-value", "services"), ("estimate.missing-value", "plan")]),
    ([], [("estimate.bad-value", "claim")]),
    ({"plan": {"in_network": {}, "effective": "2025-01-01", "termination": "2025-12-31"}, "services": [LINE]},
     [("estimate.other-period", "services[0].date")]),
    ({"plan": {"kind": "medicare"}, "services": [{**LINE, "date": "1999-03-02"}]},
     [("estimate.no-medicare-year", "plan.kind")]),
    ({"plan": {"kind": "medicare"}, "services": [
        {"date": "2026-12-30", "category": "inpatient", "facility": True, "days": 5, "allowed": 9}]},
     [("estimate.no-medicare-year", "services[0].date")]),
    ({"self_pay": True, "plan": {"in_network": {}}, "services": [LINE]},
     [("estimate.conflicting-values", "plan")]),
    ({"plan": {"in_network": {}}, "services": [], "priced": {"nothing": 1}},
     [("estimate.bad-value", "priced"), ("estimate.missing-value", "services")]),
    ({"plan": {"in_network": {}}, "services": [LINE], "second": {"method": "medigap", "letter": "G"}},
     [("estimate.conflicting-values", "second.method")]),
    ({"plan": {"in_network": {}}, "services": [LINE], "second": {"method": "standard"}},
     [("estimate.missing-value", "second.plan")]),
])
def test_one_fault_each(document, expected):
    assert faults(document) == expected


def test_a_line_that_cannot_be_estimated_does_not_stop_the_others():
    good = json.dumps({"id": "b", "plan": {"in_network": {}}, "services": [LINE]})
    done = run("--ndjson", text='{"id": "a"}\n\n' + good + "\n{\n")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert [answer.get("id") for answer in answers] == ["a", "b", None]
    assert answers[0]["line"] == 1 and answers[2]["findings"][0]["rule"] == "estimate.not-json"


@pytest.mark.parametrize("line, plan, expected", [
    ({"charge": 50}, {"in_network": {}}, [("estimate.assumed-allowed", "services[0].charge")]),
    ({"allowed": 50}, {"in_network": {}}, [("estimate.assumed-charge", "services[0].allowed")]),
    ({"charge": 50, "allowed": 60}, {"in_network": {}}, [("estimate.above-charge", "services[0].allowed")]),
    ({"charge": 50, "allowed": 50, "taxonomy": None}, {"in_network": {}},
     [("estimate.assumed-category", "services[0].code")]),
    ({"charge": 50, "allowed": 50}, {"in_network": {"deductible": 5}}, [("estimate.assumed-unused", "used")]),
    ({"charge": 50, "allowed": 50}, {"in_network": {"categories": {"office": {"copay": 5}}}},
     [("estimate.assumed-copay", "plan.in_network.categories.office.copay")]),
    ({"charge": 50, "allowed": 50}, {"in_network": {"categories": {"therapy": {"copay": 5}}}}, []),
])
def test_what_is_taken_for_granted_is_told(line, plan, expected):
    line = {"date": "2026-03-02", "code": "99214", "taxonomy": "207Q00000X", **line}
    answer = json.loads(asked({"plan": plan, "services": [line]}, "--json").stdout)
    assert [(note["rule"], note["place"]) for note in answer["assumptions"]] == expected


def test_the_second_payers_limits_are_taken_as_unused_too():
    document = {"plan": {"in_network": {}}, "services": [LINE], "second": {"method": "medicare"}}
    answer = json.loads(asked(document, "--json").stdout)
    assert [(note["rule"], note["place"]) for note in answer["assumptions"]] == [
        ("estimate.assumed-unused", "second.used")]


def eligibility(tmp_path, *segments):
    """A 271 with other benefits than the fixture's."""
    text = (FIXTURES / "271-bare.edi").read_text().replace("EB*1**30~", "".join(f"{s}~" for s in segments))
    file = tmp_path / "answer.271"
    file.write_text(text.replace("SE*14*", f"SE*{13 + len(segments)}*"))
    return file


def test_benefits_come_from_a_271(tmp_path):
    file = eligibility(
        tmp_path, "EB*1**30**GOLD PLAN", "EB*C*IND*30***23*1500*****Y", "EB*C*IND*30***29*300*****Y",
        "EB*C*FAM*30***23*3000*****Y", "EB*C*FAM*30***29*1200*****Y", "EB*G*IND*30***23*6000*****W",
        "EB*A*IND*30*****.2****Y", "EB*A*IND*30*****.4****N", "EB*B*IND*98***27*35*****Y", "EB*C*IND*98***23*0*****Y",
        "EB*B*IND*98***27*50*****Y", "EB*F*IND*PT***23***VS*20", "EB*F*IND*PT***29***VS*12", "EB*I*IND*12",
        "EB*C*IND*47***23*99", "EB*R**30")
    shown = run("--eligibility", file, "--benefits")
    assert shown.returncode == 0, shown.stderr
    assert json.loads(shown.stdout) == {
        "plan": {"name": "GOLD PLAN",
                 "in_network": {"deductible": {"individual": 1500, "family": 3000}, "coinsurance": 0.2,
                                "out_of_pocket": {"individual": 6000},
                                "categories": {"equipment": {"coverage": "excluded"},
                                               "office-primary": {"copay": 50, "deductible": False},
                                               "office-specialist": {"copay": 50, "deductible": False}}},
                 "out_of_network": {"coinsurance": 0.4, "out_of_pocket": {"individual": 6000}},
                 "limits": [{"category": "therapy", "visits": 20, "used": 8}]},
        "used": {"in_network": {"deductible": {"individual": 1200, "family": 1800}}}}
    assert [line.split(":")[0] for line in shown.stderr.splitlines() if not line.startswith(" ")] == [
        "EB[11]", "EB[11]", "EB[15]", "EB[16]"]
    services = [LINE, {"date": "2026-03-03", "code": "73721", "charge": 900, "allowed": 620}]
    answer = json.loads(asked({"services": services}, "--json", "--eligibility", file).stdout)
    assert answer["totals"]["patient"] == 414.0 and answer["plan"] == "GOLD PLAN"
    rules = [note["rule"] for note in answer["assumptions"]]
    assert {"estimate.several-values", "estimate.not-used", "estimate.other-payer"} <= set(rules)
    # What the document says goes before the 271.
    own = {"services": services, "plan": {"in_network": {"coinsurance": 0}}}
    assert json.loads(asked(own, "--json", "--eligibility", file).stdout)["totals"]["patient"] == 350.0


@pytest.mark.parametrize("segments, rule, status", [
    (["EB*6**30"], "estimate.inactive-coverage", 1), ([], "estimate.no-eligibility", 2)])
def test_a_271_that_tells_no_coverage(tmp_path, segments, rule, status):
    done = asked({"services": [LINE]}, "--json", "--eligibility", eligibility(tmp_path, *segments))
    assert done.returncode == status and json.loads(done.stdout)["findings"][0]["rule"] == rule


def test_a_file_of_several_patients_is_not_guessed_at(tmp_path):
    text = (FIXTURES / "271-dependent.edi").read_text()
    file = tmp_path / "two.271"
    file.write_text(text.replace("HL*4*3*23*0~", "EB*1**30~HL*4*3*23*0~").replace("SE*23*", "SE*24*"))
    done = asked({"services": [LINE]}, "--json", "--eligibility", file)
    assert done.returncode == 2 and json.loads(done.stdout)["findings"][0]["rule"] == "estimate.several-patients"


def test_answers_of_price_become_services():
    stay = {"drg": "202", "total": 6519.16, "charges": 45000.0, "discharged": "2026-01-10", "stay": 1, "parts": {}}
    lines = {"lines": [{"line": 1, "code": "99213", "date": "2026-01-12", "units": 1, "charge": 200, "allowed": 90.1}]}
    answer = json.loads(asked({"plan": {"kind": "medicare"}, "priced": [stay, lines],
                               "second": {"method": "medigap", "letter": "G"}}, "--json").stdout)
    first, second = answer["lines"]
    assert first["date"] == "2026-01-09" and first["deductible"] == 1736.0 and first["patient"] == 0
    assert second["deductible"] == 90.1 and second["second_pays"] == 0 and second["patient"] == 90.1
    wrong = faults({"plan": {"kind": "medicare"}, "priced": [{"lines": [{"code": "99213", "allowed": None}]}]})
    assert ("estimate.missing-value", "priced[0].lines[0].allowed") in wrong


def test_wrong_usage():
    for arguments in ([], ["--benefits"], ["a", "b", "--ndjson"], ["a", "--brief"], ["a", "--steps", "--json"]):
        done = run(*arguments)
        assert done.returncode == 64 and done.stdout == "" and "Usage:" in done.stderr, arguments
