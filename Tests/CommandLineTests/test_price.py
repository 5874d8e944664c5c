# SPDX-License-Identifier: Apache-2.0
"""Inpatient payments from outside, against a second working out."""
import json
import random
from decimal import Decimal as D

import pytest

from conftest import ROOT
from inpatient_payment import to, worked_out
from price_tables import HEADER, ROWS, price  # noqa: F401: the fixture


def second(hospital, claim):
    """The parts by the second working out."""
    return worked_out(hospital, claim, next(row for row in ROWS if row[0] == claim["drg"]))


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
        assert parts == second(hospital, claim), (hospital, claim)
        assert sum(parts.values()) == D(answer["total"])


def test_the_second_working_out_sees_every_part():
    """The claims above are worth little unless each part is paid in many of them."""
    counts = {}
    for seed in range(12):
        numbers = random.Random(seed)
        hospital = some_hospital(numbers)
        for index in range(250):
            for name, value in second(hospital, some_claim(numbers, index)).items():
                counts[name] = counts.get(name, 0) + (value != 0)
    assert len(counts) == 15 and min(counts.values()) > 100, counts


def test_one_claim_reads_like_this(price):
    done = price("price", "ipps", "--hospital", "Data/pricing/hospital.json", "--drg", "202", "--charges", "45000.00",
                 "--stay", "1", "--status", "06", "--discharged", "2026-01-10")
    assert done.returncode == 0 and done.stderr == ""
    lines = done.stdout.splitlines()
    assert lines[0] == "DRG 202  MADE-UP FAILURE WITH CC"
    assert "  paid as a transfer to post-acute care: 0.5882" in lines
    assert lines[-1].split() == ["total", "6519.16"]
    assert any("42 CFR 412.4(f)" in line for line in lines)


def test_the_steps_can_be_left_out(price):
    options = ["--hospital", "Data/pricing/hospital.json", "--drg", "202", "--charges", "45000.00", "--stay", "1",
               "--status", "06", "--discharged", "2026-01-10"]
    whole = json.loads(price("price", "ipps", *options, "--json").stdout)
    brief = json.loads(price("price", "ipps", *options, "--json", "--brief").stdout)
    assert len(whole.pop("terms")) > 20 and brief == whole
    assert len(price("price", "ipps", *options, "--brief").stdout.splitlines()) < 20


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
    done = price("price", "ipps", "--hospital", "Data/pricing/hospital.json", *options, "--json")
    assert done.returncode == status
    assert [finding["rule"] for finding in json.loads(done.stdout)["findings"]] == [rule]


def test_a_day_without_a_table_is_not_installed(price, tmp_path):
    hospital = json.loads((ROOT / "Data/pricing/hospital.json").read_text())
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
    done = price("price", "ipps", "--hospital", "Data/pricing/hospital.json", "--ndjson", text="\n".join(lines) + "\n")
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


def test_a_wrong_table_is_refused_with_every_line(price, tmp_path):
    file = tmp_path / "table5.txt"
    rows = ["1\tYes\tNo\t05\tMED\tA\t1.0000\t1.0000\t2.0\t3.0", "002\tY\tNo\t26\tMED\tA\t1.0\t1.0000\t2.0\t3.0"]
    file.write_text("TABLE 5 FY 2026\n" + HEADER + "".join(row + "\n" for row in rows))
    done = price("codes", "import", file, "--json")
    found = [(x["rule"], x["place"]) for x in json.loads(done.stdout)["files"][0]["findings"]]
    assert done.returncode == 2 and found == [("import.row", "line 3")] + [("import.row", "line 4")] * 3
