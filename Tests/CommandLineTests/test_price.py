# SPDX-License-Identifier: Apache-2.0
"""Inpatient payments from outside, against a second working out with Python's decimal numbers.

The tables are made up, in the publisher's own shape; the second working out follows the steps of CMS's IPPS Pricer.
"""
import json
import random
import subprocess
from decimal import ROUND_HALF_UP, Decimal as D, getcontext

import pytest

from conftest import PROGRAM, ROOT

getcontext().prec = 60
# DRG, post-acute, special pay, MDC, type, title, weight before the cap, weight, geometric and arithmetic mean stay
ROWS = [
    ("101", "No", "No", "PRE", "SURG", "MADE-UP TRANSPLANT WITH MCC", "12.3456", "12.3456", "18.2", "24.0"),
    ("102", "No", "No", "PRE", "SURG", "MADE-UP TRANSPLANT WITHOUT MCC", "7.0000", "7.1000", "9.5", "11.0"),
    ("201", "Yes", "No", "05", "MED", "MADE-UP FAILURE WITH MCC", "1.9876", "1.9876", "4.8", "6.1"),
    ("202", "Yes", "No", "05", "MED", "MADE-UP FAILURE WITH CC", "1.2345", "1.2345", "3.4", "4.0"),
    ("203", "Yes", "No", "05", "MED", "MADE-UP FAILURE WITHOUT CC/MCC", "0.8765", "0.8765", "2.1", "2.6"),
    ("301", "Yes", "Yes", "08", "SURG", '"MADE-UP JOINT, LARGE, WITH CC/MCC"', "3.2109", "3.2109", "5.0", "6.6"),
    ("302", "Yes", "Yes", "08", "SURG", '"MADE-UP JOINT, LARGE, WITHOUT CC/MCC"', "2.0101", "2.0101", "1.9", "2.2"),
    ("789", "No", "No", "15", "MED", "NEONATES, MADE-UP", "1.8000", "1.8000", "1.8", "1.8"),
    ("927", "No", "No", "22", "SURG", "MADE-UP BURNS", "18.7654", "18.7654", "22.9", "31.4"),
    ("998", "No", "No", " ", "**", "MADE-UP, NOT A DISCHARGE DIAGNOSIS", ".", ".", ".", "."),
]
HEADER = ("MS-DRG \tFY 2026 Final Post-Acute DRG\tFY 2026 Final Special Pay DRG\tMDC\tTYPE\tMS-DRG Title\t"
          "Weights - Before Cap\tWeights - 10% Cap Applied \tGeometric mean LOS\tArithmetic mean LOS\t\r\n")
POST_ACUTE = {"03", "05", "06", "62", "63", "65", "83", "85", "86", "90", "91", "93", "50", "51"}


@pytest.fixture(scope="module")
def price(tmp_path_factory):
    """Runs the program on an installation that has the made-up table."""
    home = tmp_path_factory.mktemp("prices")
    table = home / "table5.txt"
    rows = "".join("\t".join(row) + "\t\r\n" for row in ROWS)
    table.write_bytes(b'"TABLE 5.\x97MADE UP, \n FY 2026 Final Rule"\t\t\t\t\t\t\t\t\t\t\r\n' + HEADER.encode()
                      + rows.encode() + b"\t\t\t\t\t\t\t\t\t\t\r\n")

    def run(*arguments, text=""):
        return subprocess.run([PROGRAM, *map(str, arguments), "--home", str(home)], input=text, capture_output=True,
                              text=True, cwd=ROOT, timeout=120)
    done = run("codes", "import", table)
    assert done.returncode == 0, done.stderr
    return run


def to(places, number):
    return number.quantize(D(1).scaleb(-places), ROUND_HALF_UP)


def power(base, exponent):
    return (exponent * base.ln()).exp()


def worked_out(hospital, claim):
    """The parts of a payment, in cents."""
    row = next(row for row in ROWS if row[0] == claim["drg"])
    weight, mean = D(row[7]), D(row[8])
    number = lambda value, name, other="0": D(str((value or {}).get(name, other)))
    labor, nonlabor = (D(str(hospital["operating"][name])) for name in ("labor", "nonlabor"))
    wage, living = D(str(hospital["wage_index"])), number(hospital, "cost_of_living", "1")
    days, status = D(max(claim["stay"], 1) + 1), claim["status"]
    codes = claim.get("condition_codes", [])
    share = full_share = D(1)
    special = False
    if row[0] != "789" and days < mean:
        after = status in POST_ACUTE and row[1] == "Yes" and not (status in ("06", "86") and {"42", "43"} & set(codes))
        if status in ("02", "66", "82", "94") or claim.get("readmitted_elsewhere_same_day"):
            share = full_share = to(4, days / mean)
        elif after:
            special = row[2] == "Yes"
            full_share = D("0.5") + days / mean / 2 if special else to(4, days / mean)
            share = to(4, full_share)
    base = labor * wage + nonlabor * living
    fsp = to(9, to(9, base * weight) * share)
    gaf = number(hospital, "geographic_adjustment_factor", None) if "geographic_adjustment_factor" in hospital else to(
        4, power(wage, D("0.6848")))
    capital_living = to(3, D("0.3152") * (living - 1) + 1)
    capital_rate = to(2, D(str(hospital["capital"]["rate"])) * gaf)
    capital = to(9, to(9, weight * capital_rate * capital_living) * share)
    teaching, low = hospital.get("teaching"), hospital.get("disproportionate_share")
    ime = cime = dsh = cdsh = D(0)
    if teaching:
        ime = to(9, D("1.35") * (power(1 + number(teaching, "residents_to_beds"), D("0.405")) - 1))
        ratio = min(number(teaching, "residents_to_daily_census"), D("1.5"))
        cime = to(9, power(D("2.7183"), D("0.2822") * ratio) - 1)
    if low:
        part = number(low, "patient_percentage")
        if part >= D("0.202"):
            dsh = D("0.0588") + D("0.825") * (part - D("0.202"))
        elif part >= D("0.15"):
            dsh = D("0.025") + D("0.65") * (part - D("0.15"))
        if low.get("capped"):
            dsh = min(dsh, D("0.12"))
        dsh = to(4, dsh)
        if low.get("capital"):
            cdsh = to(4, power(D("2.7183"), D("0.2025") * part) - 1)
    care = number(hospital, "uncompensated_care")
    charges = D(str(claim["charges"]))
    ratio, capital_ratio = (number(hospital["outlier"], name) for name in (
        "operating_cost_to_charge", "capital_cost_to_charge"))
    paid = to(2, fsp)
    ime_paid, dsh_paid = to(2, paid * ime), to(2, paid * dsh * D("0.25"))
    technology = D(0)
    if "new_technology" in claim:
        above = to(2, (charges * ratio - (paid + ime_paid + dsh_paid + care)) * number(
            claim["new_technology"], "share", "0.65"))
        technology = max(D(0), min(number(claim["new_technology"], "maximum"), above))
    outlier = capital_outlier = D(0)
    if "66" not in codes and ratio + capital_ratio > 0:
        loss = number(hospital["outlier"], "fixed_loss")
        if share < 1:
            loss = to(2, loss * share)
        labor_share = number(hospital["operating"], "labor_share", to(4, labor / (labor + nonlabor)))
        mine = to(9, ratio / (ratio + capital_ratio))
        theirs = to(9, capital_ratio / (ratio + capital_ratio))
        threshold = to(9, fsp * (1 + ime) + fsp * dsh * D("0.25") + to(
            9, (loss * labor_share * wage + loss * (1 - labor_share) * living) * mine) + care + technology)
        capital_threshold = to(9, capital * (1 + cime + cdsh) + to(9, loss * gaf * theirs * capital_living))
        costs, capital_costs = to(9, charges * ratio), to(9, charges * capital_ratio)
        if costs + capital_costs > threshold + capital_threshold:
            marginal = number(hospital["outlier"], "marginal_share", "0.9" if row[3] == "22" else "0.8")
            outlier = max(D(0), to(9, marginal * (costs - threshold)))
            capital_outlier = max(D(0), to(9, marginal * (capital_costs - capital_threshold)))
    specific = D(0)
    if "hospital_specific" in hospital:
        rate = to(9, number(hospital["hospital_specific"], "rate") * weight)
        mixed = to(4, (full_share if special else share) * weight)
        federal = to(9, base * mixed * (1 + ime + dsh * D("0.25")) + outlier)
        kind = D("0.75") if hospital["hospital_specific"]["status"] == "medicare_dependent" else D(1)
        specific = max(D(0), to(9, (rate - (federal + care)) * kind))
    capital_paid = to(2, capital)
    parts = {
        "operating_federal": paid, "operating_teaching": ime_paid, "operating_low_income": dsh_paid,
        "operating_outlier": to(2, outlier), "uncompensated_care": to(2, care), "new_technology": to(2, technology),
        "hospital_specific_addition": to(2, specific), "capital_federal": capital_paid,
        "capital_teaching": to(2, capital_paid * cime), "capital_low_income": to(2, capital_paid * cdsh),
        "capital_outlier": to(2, capital_outlier),
    }
    parts["low_volume"] = to(2, sum(parts.values()) * number(hospital, "low_volume"))
    drg_base = to(2, fsp + technology)
    for name in ("value_based_purchasing", "readmissions"):
        factor = number(hospital, name, "1")
        parts[name] = to(2, factor * drg_base - drg_base)
    parts["acquired_conditions"] = to(2, sum(parts.values()) * (D("-0.01") if hospital.get("acquired_conditions") else 0))
    return {name: to(2, value) for name, value in parts.items()}


def some_hospital(numbers):
    """A hospital with random rates, as JSON numbers of few enough digits."""
    few = lambda low, high, places: float(f"{numbers.uniform(low, high):.{places}f}")
    hospital = {
        "operating": {"labor": few(3500, 5000, 2), "nonlabor": few(1800, 2600, 2)},
        "capital": {"rate": few(450, 560, 2)}, "wage_index": few(0.6, 1.9, 4),
        "outlier": {"operating_cost_to_charge": few(0, 0.6, 3), "capital_cost_to_charge": few(0, 0.08, 3),
                    "fixed_loss": few(20000, 50000, 2)},
    }
    chance = lambda: numbers.random() < 0.5
    if chance():
        hospital["operating"]["labor_share"] = few(0.6, 0.7, 4)
    if chance():
        hospital["cost_of_living"] = few(1, 1.3, 3)
    if chance():
        hospital["geographic_adjustment_factor"] = few(0.7, 1.5, 4)
    if chance():
        hospital["teaching"] = {"residents_to_beds": few(0, 1.5, 4), "residents_to_daily_census": few(0, 2, 4)}
    if chance():
        hospital["disproportionate_share"] = {"patient_percentage": few(0.1, 0.9, 4), "capped": chance(),
                                              "capital": chance()}
    for name, low, high, places in [("uncompensated_care", 0, 3000, 2), ("value_based_purchasing", 0.98, 1.05, 11),
                                    ("readmissions", 0.97, 1, 4), ("low_volume", 0, 0.25, 6)]:
        if chance():
            hospital[name] = few(low, high, places)
    if chance():
        hospital["acquired_conditions"] = True
    if chance():
        hospital["hospital_specific"] = {"rate": few(5000, 12000, 2), "status": numbers.choice(
            ["sole_community", "medicare_dependent"])}
    return hospital


def some_claim(numbers, index):
    claim = {
        "id": index, "drg": numbers.choice(ROWS[:-1])[0], "discharged": "2026-01-10", "stay": numbers.randrange(0, 26),
        "status": numbers.choice(["01", "02", "03", "05", "06", "07", "20", "50", "61", "62", "63", "65", "66", "82", "86",
                                  "94"]),
        "charges": float(f"{numbers.choice([1, 1, 1, 10, 40]) * numbers.uniform(5000, 90000):.2f}"),
    }
    if numbers.random() < 0.2:
        claim["condition_codes"] = [numbers.choice(["42", "43", "66", "04"])]
    if numbers.random() < 0.1:
        claim["readmitted_elsewhere_same_day"] = True
    if numbers.random() < 0.3:
        claim["new_technology"] = {"maximum": float(f"{numbers.uniform(500, 60000):.2f}")}
    return claim


@pytest.mark.parametrize("seed", range(12))
def test_every_part_is_that_of_the_second_working_out(price, tmp_path, seed):
    numbers = random.Random(seed)
    hospital = some_hospital(numbers)
    file = tmp_path / "hospital.json"
    file.write_text(json.dumps(hospital))
    claims = [some_claim(numbers, index) for index in range(250)]
    done = price("price", "ipps", "--hospital", file, "--ndjson", text="".join(json.dumps(x) + "\n" for x in claims))
    assert done.returncode == 0, done.stdout[:500] + done.stderr
    answers = [json.loads(line, parse_float=D) for line in done.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == list(range(250))
    for claim, answer in zip(claims, answers):
        parts = {name: to(2, D(value)) for name, value in answer["parts"].items()}
        assert parts == worked_out(hospital, claim), (hospital, claim)
        assert sum(parts.values()) == D(answer["total"])


def test_one_claim_reads_like_this(price):
    done = price("price", "ipps", "--hospital", "Examples/pricing/hospital.json", "--drg", "202", "--charges", "45000.00",
                 "--stay", "1", "--status", "06", "--discharged", "2026-01-10")
    assert done.returncode == 0 and done.stderr == ""
    lines = done.stdout.splitlines()
    assert lines[0] == "DRG 202  MADE-UP FAILURE WITH CC"
    assert "  paid as a transfer to post-acute care: 0.5882" in lines
    assert lines[-1].split() == ["total", "6519.16"]
    assert any("42 CFR 412.4(f)" in line for line in lines)


def test_every_fault_of_hospital_and_claim_comes_at_once(price, tmp_path):
    file = tmp_path / "hospital.json"
    file.write_text(json.dumps({"operating": {"labor": "4500.001", "nonlabour": 1}, "wage_index": 0, "outlier": {},
                                "capital": 3, "readmissions": 0.5, "hospital_specific": {"rate": 1, "status": "x"}}))
    done = price("price", "ipps", "--hospital", file, "--drg", "1000", "--charges", "x", "--status", "30", "--discharged",
                 "2026-01-10", "--json")
    assert done.returncode == 2
    found = [(finding["rule"], finding["place"]) for finding in json.loads(done.stdout)["findings"]]
    assert found == [
        ("price.unknown-member", "hospital.operating.nonlabour"), ("price.bad-value", "hospital.operating.labor"),
        ("price.missing-value", "hospital.operating.nonlabor"), ("price.bad-value", "hospital.capital"),
        ("price.bad-value", "hospital.wage_index"), ("price.missing-value", "hospital.outlier.operating_cost_to_charge"),
        ("price.missing-value", "hospital.outlier.capital_cost_to_charge"),
        ("price.missing-value", "hospital.outlier.fixed_loss"), ("price.bad-value", "hospital.readmissions"),
        ("price.bad-value", "hospital.hospital_specific.status"), ("price.bad-value", "claim.drg"),
        ("price.missing-value", "claim.stay"), ("price.not-discharged", "claim.status"), ("price.bad-value", "claim.charges"),
    ]


@pytest.mark.parametrize("change, status, rule", [
    ({"drg": "500"}, 1, "price.unknown-drg"), ({"drg": "998"}, 1, "price.no-weight"),
    ({"discharged": "2026-10-01"}, 1, "price.other-period"), ({"admitted": "2026-01-01"}, 1, "price.conflicting-values"),
])
def test_a_claim_that_cannot_be_priced_says_why(price, change, status, rule):
    claim = {"drg": "202", "charges": "100.00", "stay": "3", "status": "01", "discharged": "2026-01-10", **change}
    options = [part for name, value in claim.items() for part in (f"--{name}", value)]
    done = price("price", "ipps", "--hospital", "Examples/pricing/hospital.json", *options, "--json")
    assert done.returncode == status
    assert [finding["rule"] for finding in json.loads(done.stdout)["findings"]] == [rule]


def test_a_day_without_a_table_is_not_installed(price, tmp_path):
    hospital = json.loads((ROOT / "Examples/pricing/hospital.json").read_text())
    del hospital["effective"], hospital["termination"]
    file = tmp_path / "hospital.json"
    file.write_text(json.dumps(hospital))
    done = price("price", "ipps", "--hospital", file, "--drg", "202", "--charges", "1", "--stay", "3", "--status", "01",
                 "--discharged", "2026-10-01")
    assert done.returncode == 3 and "2026-10-01" in done.stderr and "codes import" in done.stderr
    assert price("price", "weights", "--on", "2025-09-30").returncode == 3


def test_a_bad_line_is_answered_in_its_place(price):
    good = {"drg": 202, "charges": 100, "stay": 3, "status": "01", "discharged": "2026-01-10"}
    lines = [json.dumps(good), "{", json.dumps({**good, "drg": 7}), "", json.dumps(good)]
    done = price("price", "ipps", "--hospital", "Examples/pricing/hospital.json", "--ndjson", text="\n".join(lines) + "\n")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1 and len(answers) == 4
    assert [answer["findings"][0]["rule"] if "findings" in answer else None for answer in answers] == [
        None, "price.not-json", "price.unknown-drg", None]


def test_weights_are_those_of_the_file(price):
    answer = json.loads(price("price", "weights", "--json").stdout, parse_float=str)
    assert (answer["edition"], answer["effective"], answer["termination"]) == (
        "ipps-weights-2025-10-01", "2025-10-01", "2026-09-30")
    rows = [(x["drg"], "Yes" if x["post_acute"] else "No", "Yes" if x["special_pay"] else "No", x["mdc"] or " ",
             {"medical": "MED", "surgical": "SURG", None: "**"}[x["type"]], x["title"], x["weight_before_cap"] or ".",
             x["weight"] or ".", x["geometric_mean_stay"] or ".", x["arithmetic_mean_stay"] or ".")
            for x in answer["drgs"]]
    assert rows == [row[:5] + (row[5].strip('"'),) + row[6:] for row in ROWS]
    assert price("price", "weights", "202", "500", "x", "--json").returncode == 1


DISCHARGES = [  # id, DRG, date, days, status
    (1, 201, "2026-01-05", 6, "01"), (2, 202, "2026-01-20", 1, "03"), (3, 203, "2026-02-01", 3, "01"),
    (4, 301, "2026-02-10", 2, "62"), (5, 101, "2026-02-11", 30, "20"), (6, 998, "2026-02-12", 1, "01"),
    (7, 999, "2026-02-13", 1, "01"), (8, 302, "2026-02-14", 1, "06"),
]


def written(path, form, rows):
    names = ("id", "drg", "discharge_date", "length_of_stay", "discharge_status")
    if form == "csv":
        text = "".join(",".join(map(str, row)) + "\n" for row in [names, *rows])
    else:
        text = "".join(json.dumps(dict(zip(names, row))) + "\n" for row in rows)
    path.write_text(text)
    return path


@pytest.mark.parametrize("form", ["csv", "ndjson", "answers"])
def test_case_mix_by_hand(price, tmp_path, form):
    options = []
    if form == "answers":
        file = tmp_path / "answers.ndjson"
        file.write_text("".join(json.dumps({"id": row[0], "final": {"drg": row[1]}}) + "\n" for row in DISCHARGES))
        claims = tmp_path / "claims.ndjson"
        claims.write_text("".join(json.dumps({
            "id": row[0], "discharge_date": int(row[2].replace("-", "")), "length_of_stay": row[3],
            "discharge_status": int(row[4])}) + "\n" for row in DISCHARGES))
        options = ["--claims", claims]
    else:
        file = written(tmp_path / f"discharges.{form}", form, DISCHARGES)
    answer = json.loads(price("group", "cmi", file, *options, "--json").stdout, parse_float=D)
    # 1.9876 + 1.2345 + 0.8765 + 3.2109 + 12.3456 + 2.0101 = 21.6652, over 6
    assert (answer["discharges"], answer["ungroupable"], answer["weight"], answer["case_mix_index"]) == (
        6, 2, D("21.6652"), D("3.6109"))
    # Shares: 202 by the day 2/3.4 = 0.5882; 301 specially 0.5 + 3/10 = 0.8; 302 is past its mean of 1.9.
    adjusted = answer["transfer_adjusted"]
    shared = D("21.6652") - D("1.2345") * D("0.4118") - D("3.2109") * D("0.2")
    assert (adjusted["discharges"], adjusted["not_known"]) == (D("5.3882"), 0)
    assert adjusted["case_mix_index"] == to(4, shared / D("5.3882"))
    assert [(row["month"], row["discharges"], row["case_mix_index"]) for row in answer["by_month"]] == [
        ("2026-01", 2, D("1.6111")), ("2026-02", 4, D("4.6108"))]
    assert [(row["mdc"], row["discharges"]) for row in answer["by_mdc"]] == [("05", 3), ("08", 2), ("PRE", 1)]
    assert [(row["type"], row["discharges"]) for row in answer["by_type"]] == [("medical", 3), ("surgical", 3)]
    # MCC: 101 and 201 of 101, 201, 202, 203. CC or MCC: 201, 202, 301 of 201, 202, 203, 301, 302.
    assert answer["capture"] == {"mcc": {"captured": 2, "of": 4, "rate": D("0.5000")},
                                 "cc_or_mcc": {"captured": 3, "of": 5, "rate": D("0.6000")}}


def test_two_files_are_compared(price, tmp_path):
    after = [(1, 202, *DISCHARGES[0][2:])] + DISCHARGES[1:5] + [(6, 202, *DISCHARGES[5][2:])] + DISCHARGES[6:]
    old, new = written(tmp_path / "a.csv", "csv", DISCHARGES), written(tmp_path / "b.ndjson", "ndjson", after)
    answer = json.loads(price("group", "cmi", new, "--before", old, "--json").stdout, parse_float=D)
    # 21.6652 - 1.9876 + 1.2345 + 1.2345 = 22.1466, over 7
    assert answer["after"]["case_mix_index"] == D("3.1638")
    assert answer["change"]["case_mix_index"] == D("3.1638") - D("3.6109")
    assert [(x["drg"], x["before"], x["after"]) for x in answer["drgs"]] == [("201", 1, 0), ("202", 1, 3)]
    assert answer["matched"] == 8
    assert [(x["from"], x["to"], x["discharges"], x["weight_change"]) for x in answer["shifts"]] == [
        ("201", "202", 1, D("-0.7531")), ("999", "202", 1, D("1.2345"))]
    shown = price("group", "cmi", new, "--before", old).stdout
    assert "DRG 201 to 202" in shown and "-0.4471" in shown


def test_a_case_mix_names_every_line_it_cannot_use(price, tmp_path):
    file = tmp_path / "bad.csv"
    file.write_text("id,drg,discharge_date,length_of_stay,discharge_status\n1,201,2026-01-05,6,01\n2,x,2026-01-05,6,01\n"
                    "3,201,2026-13-05,-1,1x\n4,201\n5,500,2026-01-05,6,01\n6,201,2024-01-05,6,01\n7,201,2024-02-05,6,01\n"
                    "8,,2026-01-05,1,01\n9,201,,1,01\n")
    done = price("group", "cmi", file, "--json")
    found = [(x["rule"], x["place"]) for x in json.loads(done.stdout)["findings"]]
    assert done.returncode == 2 and found == [
        ("price.bad-value", "line 3"), ("price.bad-value", "line 4"), ("price.bad-value", "line 4"),
        ("price.bad-value", "line 4"), ("price.bad-value", "line 5"), ("price.unknown-drg", "line 6"),
        ("price.no-edition", "line 7"), ("price.missing-value", "line 9"), ("price.missing-value", "line 10")]
    file.write_text("drg,discharge_date\n" + "x,2026-01-05\n" * 103)
    found = json.loads(price("group", "cmi", file, "--json").stdout)["findings"]
    assert len(found) == 101 and (found[-1]["rule"], found[-1]["facts"]["count"]) == ("price.more-faults", "3")
    assert price("group", "cmi", file, "--on", "2024-01-01").returncode == 3
    file.write_text("discharge_date\n2026-01-05\n")
    assert price("group", "cmi", file).returncode == 2


def test_a_wrong_table_is_refused_with_every_line(price, tmp_path):
    file = tmp_path / "table5.txt"
    rows = ["1\tYes\tNo\t05\tMED\tA\t1.0000\t1.0000\t2.0\t3.0", "002\tY\tNo\t26\tMED\tA\t1.0\t1.0000\t2.0\t3.0"]
    file.write_text("TABLE 5 FY 2026\n" + HEADER + "".join(row + "\n" for row in rows))
    done = price("codes", "import", file, "--json")
    found = [(x["rule"], x["place"]) for x in json.loads(done.stdout)["files"][0]["findings"]]
    assert done.returncode == 2 and found == [("import.row", "line 3")] + [("import.row", "line 4")] * 3
