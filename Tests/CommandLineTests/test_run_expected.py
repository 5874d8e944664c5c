# SPDX-License-Identifier: Apache-2.0
"""What a run tells of the payer's and the patient's payment, where contracts and benefits are known."""
import json
from decimal import Decimal as D

import pytest

from conftest import ROOT
from contract_payment import cents

VISIT = ROOT / "Examples" / "office-visit.json"
FEES = ["--fees", ROOT / "Examples" / "fees.json"]
CONTRACT = {"name": "r", "version": "1", "effective": "2020-01-01",
            "terms": [{"name": "visits", "codes": ["99202-99215"], "percent_of_charge": "60"},
                      {"name": "others", "percent_of_charge": "45.5"}]}
BENEFITS = {"plan": {"name": "P", "in_network": {"deductible": 0, "out_of_pocket": 5000, "categories": {
    "office": {"copay": 25}, "other": {"coinsurance": 0.2}}}}}


@pytest.fixture
def run(cleanclaim, tmp_path):
    def run(*options, path=VISIT, contract=CONTRACT, benefits=None, home=None):
        options = [*FEES, "--json", *options]
        if contract:
            (tmp_path / "c.yaml").write_text(json.dumps(contract))
            options += ["--contracts", tmp_path / "c.yaml"]
        if benefits is not None:
            (tmp_path / "b.json").write_text(json.dumps(benefits))
            options += ["--benefits", tmp_path / "b.json"]
        done = cleanclaim("run", path, *options, home=home)
        rows = [json.loads(line, parse_float=D, parse_int=D) for line in done.stdout.splitlines()]
        return (rows[0] if len(rows) == 1 else rows), done
    return run


def rules(row):
    return [finding["rule"] for finding in row["findings"]]


def test_without_contracts_nothing_is_told(run):
    row, _ = run(contract=None)
    assert "expected" not in row and "patient_share" not in row and not any(r.startswith("run.") for r in rules(row))


def test_each_line_has_its_amount_term_and_row(run, tmp_path):
    row, _ = run("--out", tmp_path / "out")
    assert row["status"] == "clean" and row["expected"]["allowed"] == sum(
        cents(line["charge"] * (D("0.6") if line["term"] == "visits" else D("0.455"))) for line in row["expected"]["lines"])
    for line in row["expected"]["lines"]:
        assert line["sources"][0]["document"] == "contract r 1" and len(line["sources"][0]["sha256"]) == 64
        assert line["sources"][0]["locator"] == ("terms[1]" if line["term"] == "visits" else "terms[2]")
    assert {line["term"] for line in row["expected"]["lines"]} >= {"visits"}
    told = json.loads((tmp_path / "out" / "findings.ndjson").read_text(), parse_float=D, parse_int=D)
    assert told["expected"] == row["expected"]


def test_the_share_of_the_patient_is_that_of_the_estimate(run, cleanclaim, tmp_path):
    row, done = run(benefits=BENEFITS)
    lines = row["expected"]["lines"]
    services = [{"line": int(line["line"]), "date": line["date"], "code": line["code"], "units": float(line["units"]),
                 "place": "11", "charge": float(line["charge"]), "allowed": float(line["allowed"])} for line in lines]
    (tmp_path / "e.json").write_text(json.dumps({**BENEFITS, "services": services}))
    alone = json.loads(cleanclaim("estimate", tmp_path / "e.json", "--json", "--brief").stdout, parse_float=D, parse_int=D)
    assert row["patient_share"]["totals"] == alone["totals"] and row["patient_share"]["lines"] == alone["lines"]
    visit = next(line for line in row["patient_share"]["lines"] if line["code"].startswith("992"))
    assert visit["patient"] == D("25.00")


@pytest.mark.parametrize("key, share", [("encounter", True), ("subscriber", True), ("other", False)])
def test_benefits_are_found_by_encounter_or_subscriber(run, key, share):
    row, _ = run()
    bundle = json.loads(VISIT.read_text())
    coverage = next(e["resource"] for e in bundle["entry"] if e["resource"]["resourceType"] == "Coverage")
    ids = {"encounter": row["encounter"], "subscriber": coverage["subscriberId"]}
    name = key if key in ids else "encounter"
    row, _ = run(benefits=[{name: ids.get(key, "nobody"), **BENEFITS}])
    assert ("patient_share" in row) is share


def test_an_encounter_may_carry_its_benefits(run, tmp_path):
    document = {
        "id": "E-1", "setting": "office", "placeOfService": "11", "benefits": BENEFITS,
        "patient": {"family": "Doe", "given": "Jan", "birthDate": "1980-02-03", "sex": "female", "address": {
            "lines": ["1 Main St"], "city": "Columbus", "state": "OH", "postalCode": "432150001"}},
        "coverages": [{"payer": {"name": "Example Payer", "id": "99905"}, "subscriberId": "S1", "claimFiling": "CI"}],
        "providers": {"billing": {"organization": "Example Practice", "npi": "1999999992", "taxId": "999999999",
                                  "address": {"lines": ["1 Main St"], "city": "Columbus", "state": "OH",
                                              "postalCode": "432150001"}}},
        "diagnoses": [{"code": "J06.9"}],
        "charges": [{"code": "99213", "charge": 150.00, "date": "2026-03-02", "diagnosisPointers": [1]}]}
    (tmp_path / "e.json").write_text(json.dumps(document))
    row, _ = run(path=tmp_path / "e.json")
    assert row["expected"]["allowed"] == D("90.00"), row
    assert row["patient_share"]["totals"]["patient"] == D("25.00")


@pytest.mark.parametrize("contract, benefits, told", [
    ({"terms": [{"percent_of_medicare": 120}]}, None, ["run.expected-unknown"]),
    ({"terms": [{"codes": ["99213"], "amount": 50}]}, BENEFITS, ["run.expected-unknown", "run.share-unknown"]),
    ({"effective": "2030-01-01"}, None, ["run.expected-unknown"]),
    ({"payer": "NOBODY"}, None, []), ({"payer": "NOBODY"}, BENEFITS, ["run.share-unknown"]),
    ({}, {"plan": {"in_network": {"deductible": "x"}}}, ["run.share-unknown"])])
def test_what_is_missing_holds_nothing(run, contract, benefits, told):
    row, _ = run(contract={**CONTRACT, **contract}, benefits=benefits)
    assert row["status"] == "clean"
    found = [finding for finding in row["findings"] if finding["rule"].startswith("run.")]
    assert [one["rule"] for one in found] == told and all(one["severity"] == "informs" for one in found)
    assert "patient_share" not in row


def test_installed_contracts_of_the_payer_are_asked(run, cleanclaim, homes, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    (home / "codebook").symlink_to(homes.home / "codebook")
    (tmp_path / "i.json").write_text(json.dumps(CONTRACT))
    assert cleanclaim("contracts", "install", tmp_path / "i.json", home=home).returncode == 0
    row, _ = run(contract=None, home=home)
    assert row["expected"]["contract"]["name"] == "r" and row["expected"]["settled"] is True
    text = cleanclaim("run", VISIT, *FEES, home=home).stdout
    assert f"expected by r 1: ${row['expected']['allowed']}" in text
